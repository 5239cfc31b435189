from __future__ import annotations

import pytest

from classifiers.sentences import ends_only, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Er kam am 3. Mai 2019. Sie kam später.", 2),
        ("Dr. Klein und Prof. Groß, geb. 1.2.1970, wohnen hier. Sie wartet.", 2),
        ("Der Verein Hilfe e. V. schreibt. Wer hilft? Wir!", 3),
        ("Betreff ohne Punkt\n\nEin Satz.", 2),
        ("", 0),
    ],
)
def test_dots_of_dates_and_abbreviations_end_no_sentence(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


def test_offsets_stay_true() -> None:
    text = "Am 3. Mai kam er. Und blieb."
    assert len(ends_only(text)) == len(text)
    assert [text[a:b] for a, b in sentences(text)] == ["Am 3. Mai kam er.", "Und blieb."]
