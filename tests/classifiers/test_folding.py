import pytest

from classifiers.folding import folded, joined_letters, plain_word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Härtefall", "hartefall"),
        ("BESCHLUẞ Beschluß", "beschlus beschlus"),
        ("Jovanović, Şervan, İstanbul, Łódź", "jovanovic, servan, istanbul, lodz"),
        ("„Vollmacht“ – anbei", '"vollmacht" - anbei'),
        ("Прошу", "прошу"),
    ],
)
def test_a_folded_text_has_no_diacritics_and_the_same_offsets(text: str, expected: str) -> None:
    assert folded(text) == expected
    assert len(folded(text)) == len(text)


def test_spaced_letters_are_put_together_words_are_not() -> None:
    assert joined_letters("v o l l m a c h t") == "vollmacht"
    assert joined_letters("ich bin da") == "ich bin da"


@pytest.mark.parametrize(("word", "expected"), [("vo11macht", "vollmacht"), ("2026", "2026"), ("attest", "attest")])
def test_digits_within_a_word_are_the_letters_they_look_like(word: str, expected: str) -> None:
    assert plain_word(word) == expected
