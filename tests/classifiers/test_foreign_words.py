from __future__ import annotations

import pytest

from classifiers.foreign_words import BEHALF, BORN, CHILD, NAMED, SPOUSE, WEAK, WITH_ME, does_not_apply


@pytest.mark.parametrize("lead", ["My name is ", "je m'appelle ", "Adım ", "quhem ", "меня зовут ", "اسمي "])
def test_a_lead_ends_where_the_name_begins(lead: str) -> None:
    match = NAMED.match(f"{lead}X")
    assert match is not None
    assert match.end() == len(lead)


@pytest.mark.parametrize("text", ["my husband, Mr. ", "mon épouse ", "mi marido, ", "eşim ", "моя жена ", "همسرم "])
def test_spouses(text: str) -> None:
    assert SPOUSE.match(text)
    assert not CHILD.match(text)


def test_words_inside_others_lead_nowhere() -> None:
    assert not NAMED.match("jammer ")
    assert not BORN.search("stubborn")


def test_weak_leads_are_no_strong_ones() -> None:
    assert WEAK.fullmatch("I am")
    assert not WEAK.fullmatch("my name is")


def test_for_whom_and_with_whom() -> None:
    assert BEHALF.search("en nombre de mi marido")
    assert WITH_ME.search("for me and ")
    assert not WITH_ME.search("I live with ")
    assert does_not_apply("she is a German citizen")
