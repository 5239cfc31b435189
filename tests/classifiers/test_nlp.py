from __future__ import annotations

from classifiers.nlp import load


def test_the_pipeline_is_german_and_splits_sentences() -> None:
    nlp = load()
    assert nlp.lang == "de"
    assert len(list(nlp("Er kam. Sie blieb.").sents)) == 2
