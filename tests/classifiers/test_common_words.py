from __future__ import annotations

import pytest

from classifiers.common_words import is_common_word, is_compound, is_inflected, is_rare_name


@pytest.mark.parametrize("word", ["Aufenthaltserlaubnis", "Kommission", "Tabla-Spieler", "Härte-Provision", "Good"])
def test_words_of_the_field_are_no_names(word: str) -> None:
    assert is_common_word(word) or is_rare_name(word)


@pytest.mark.parametrize("word", ["Nadeem", "Christelle", "Diallo", "Owusu-Ansah", "Yıldırım"])
def test_names_are_no_common_words(word: str) -> None:
    assert not is_common_word(word)
    assert not is_rare_name(word)


@pytest.mark.parametrize(("word", "compound"), [("Eingangsstempel", True), ("Entgegennahme", True), ("Amina", False)])
def test_compounds_tell_themselves(word: str, compound: bool) -> None:
    assert is_compound(word) is compound


def test_a_surname_can_look_like_an_inflected_word() -> None:
    assert is_common_word("Balde")
    assert is_inflected("Balde")
    assert not is_inflected("Antrag")
