from __future__ import annotations

from datetime import date

import pytest
from builders import make_mail, make_reading
from many_hands import HandLetter, hand_letters
from rapidfuzz import fuzz

from classifiers.classify import read_by_rules
from classifiers.names import plain
from classifiers.persons import find_persons

TODAY = date(2026, 3, 11)


def persons(text: str, **header: object) -> list[tuple[str | None, str | None]]:
    found, _ = find_persons(make_reading(make_mail(text, **header)), TODAY)
    return [(p.name, p.birth_date and p.birth_date.isoformat()) for p in found]


@pytest.mark.parametrize(
    "text",
    [
        "Ich heiße Samir Haziri, geboren am 02.04.1988 in Durres, und bitte um Hilfe.\nSamir Haziri",
        "Für meinen Mandanten, Herrn Samir Haziri, geb. 2.4.1988, beantrage ich die Befassung.",
        "Name: Samir Haziri\nGeburtsdatum: 02.04.1988\nIch bitte die Kommission um Hilfe.",
    ],
)
def test_an_applicant_is_found_with_the_birth_date(text: str) -> None:
    assert persons(text) == [("Samir Haziri", "1988-04-02")]


def test_lawyer_and_clerk_are_no_applicants() -> None:
    text = (
        "Für Herrn Samir Haziri, geb. 02.04.1988, stelle ich den Antrag. Sachbearbeiter ist Herr Klein.\n\n"
        "Mit freundlichen Grüßen\nIna Kessler\nRechtsanwältin"
    )
    assert persons(text) == [("Samir Haziri", "1988-04-02")]


def test_a_child_is_minor_by_its_birth_date() -> None:
    text = "Ich, Ada Osei, geb. 04.05.1991, bitte für mich und meine Tochter Efua Osei, geb. 03.02.2015, um Hilfe."
    found, _ = find_persons(make_reading(make_mail(text)), TODAY)
    assert [(p.name, p.is_minor) for p in found] == [("Ada Osei", False), ("Efua Osei", True)]


@pytest.mark.parametrize("letter", hand_letters(), ids=lambda letter: letter.name)
def test_letters_of_many_hands_tell_their_applicants(letter: HandLetter) -> None:
    found, _ = find_persons(read_by_rules(letter.message), TODAY)
    assert any(person.name_is_incomplete for person in found) is letter.is_incomplete
    if letter.spelling_is_free:
        assert [p.birth_date and p.birth_date.isoformat() for p in found] == [born for _, born in letter.persons]
        return
    left = [(p.name or "", p.birth_date and p.birth_date.isoformat()) for p in found]
    for name, born in letter.persons:
        same = next((one for one in left if is_near(one[0], name)), None)
        assert same is not None, (name, left)
        assert same[1] == born
        left.remove(same)
    assert left == []


def is_near(found: str, meant: str) -> bool:
    """The same words, or nearly so: another script can be written in several ways."""
    return set(plain(found).split()) == set(plain(meant).split()) or fuzz.ratio(plain(found), plain(meant)) >= 85
