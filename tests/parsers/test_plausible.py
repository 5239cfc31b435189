import pytest

from parsers.plausible import is_word_shaped, looks_like_words


@pytest.mark.parametrize(
    "word",
    [
        "Härtefallkommission",
        "geb.",
        "12.03.1980",
        "23a",
        "§",
        "E-Mail-Adresse",
        "AufenthG",
        "NRW",
        "Ünal,",
        "Rechtsstreit",
        "حسن",
    ],
)
def test_words_numbers_and_marks_have_the_shape_of_words(word: str) -> None:
    assert is_word_shaped(word)


@pytest.mark.parametrize("noise", ["Hlsd3k", "bcdfghjk", "kLmNoP", "rn1lI", "|>~q"])
def test_noise_has_not(noise: str) -> None:
    assert not is_word_shaped(noise)


def test_a_text_of_noise_does_not_look_like_words() -> None:
    assert looks_like_words(["Ich", "bitte", "um", "Prüfung", "meines", "Falles"])
    assert not looks_like_words(["Xqz7", "lhgtr5", "bcdfgk", "qwrtzp", "ich"])
    assert not looks_like_words([])
