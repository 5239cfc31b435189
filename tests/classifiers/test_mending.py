import pytest

from classifiers.mending import mended


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("bevollmachtge ich", "bevollmachtige ich"),
        ("vollrnacht", "vollmacht"),
        ("lebcnslauf", "lebenslauf"),
        ("rechtsbeheltsbelehrnng", "rechtsbehelfsbelehrung"),
        ("vo11macht", "vo11macht"),
    ],
)
def test_a_telling_word_with_a_wrong_letter_is_put_right(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    "word", ["bevollmachtigte", "patientinnen", "vollmachten", "2026", "betrieben", "antrage", "unterwegs"]
)
def test_another_form_or_word_stays(word: str) -> None:
    assert mended(word) == word
