from __future__ import annotations

import time

from classifiers.nlp import PIPELINE, load
from classifiers.trained import COMPONENTS


def test_the_pipeline_is_german_and_splits_sentences() -> None:
    nlp = load()
    assert nlp.lang == "de"
    with nlp.select_pipes(enable="sentencizer"):
        assert len(list(nlp("Er kam. Sie blieb.").sents)) == 2


def test_it_holds_the_trained_components_and_loads_quickly() -> None:
    began = time.process_time()
    nlp = load()
    assert time.process_time() - began < 3
    assert nlp.pipe_names == ["sentencizer", *COMPONENTS]


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in PIPELINE.rglob("*") if path.is_file()) < 5_000_000
