from __future__ import annotations

import pytest

from classifiers.names import is_initials, plain, same_name, sounds_alike


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Samir Haziri", "HAZIRI Samir"),
        ("Mohammed Osei", "Mohamad Osei"),
        ("Şervan Yıldız", "Servan Yildiz"),
        ("Ada Abena Osei", "Ada Osei"),
        ("Mirjeta Kelmendi", "Mirjeta Kelrnendi"),
    ],
)
def test_one_person_in_two_spellings(a: str, b: str) -> None:
    assert same_name(a, b)


@pytest.mark.parametrize(("a", "b"), [("Ada Osei", "Kofi Osei"), ("Samir Haziri", "Samir Petrov"), ("Ada Osei", None)])
def test_two_persons(a: str, b: str | None) -> None:
    assert not same_name(a, b)


def test_plain_letters() -> None:
    assert plain("Đurđević-Kaya") == "durdevic kaya"


@pytest.mark.parametrize(("name", "initials"), [("N. T.", True), ("Ada Osei", False)])
def test_initials(name: str, initials: bool) -> None:
    assert is_initials(name) is initials


def test_letters_without_vowels_sound_like_a_latin_name() -> None:
    assert sounds_alike("فرهاد مرادی", "Farhad Moradi")
    assert not sounds_alike("فرهاد مرادی", "Leila Karimi")
    assert not sounds_alike("Farhad Moradi", "Farhad Moradi")
