from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from classifiers.records import (
    ExitObligation,
    FiledBy,
    FlagKind,
    Kind,
    PaperType,
    Person,
    Reasons,
    Residence,
    Role,
    Vollmacht,
    Whereabouts,
)
from letters.records import LetterKind
from parsers.records import Channel, Problem
from review import words
from storage.corrections import CORRECTABLE
from storage.status import Act, CaseStatus, MessageState, OutboxState, StaffRole, Way

SETS = (
    Kind,
    PaperType,
    FiledBy,
    Role,
    Vollmacht,
    Reasons,
    ExitObligation,
    Residence,
    Whereabouts,
    FlagKind,
    LetterKind,
    Channel,
    Problem,
    Act,
    CaseStatus,
    MessageState,
    OutboxState,
    StaffRole,
    Way,
)


@pytest.mark.parametrize("member", [member for members in SETS for member in members], ids=repr)
def test_every_member_of_a_closed_set_has_a_german_word(member):
    assert words.word(member)


def test_the_same_value_of_two_sets_keeps_its_two_words():
    assert words.word(Kind.OTHER) == "Sonstiges"
    assert words.word(PaperType.OTHER) == "Anderes Papier"
    assert words.word(FlagKind.UNREADABLE) == "Nicht lesbar"


def test_every_flag_has_an_advice_and_every_field_a_label():
    assert set(words.ADVICE) == set(FlagKind)
    assert set(CORRECTABLE) <= set(words.FIELDS)


def test_days_and_instants_are_german():
    assert words.day(date(2026, 3, 2)) == "02.03.2026"
    assert words.instant(datetime(2026, 7, 2, 22, 30, tzinfo=UTC)) == "03.07.2026, 00:30"
    assert words.day(None) == words.instant(None) == ""


@pytest.mark.parametrize(
    ("code", "name"), [("AFG", "Afghanistan"), ("XKX", "Kosovo"), ("XXA", "staatenlos"), ("QQQ", "QQQ"), (None, "")]
)
def test_countries_bear_german_names(code, name):
    assert words.country(code) == name


def test_names_of_languages_authorities_and_addressees():
    assert words.language("fa") == "Persisch"
    assert words.language(None) == "nicht genannt"
    assert words.authority(None) == "nicht bekannt"
    assert words.authority("99999") == "99999"
    assert words.addressee("sender") == "Absenderin / Absender"
    assert words.addressee(None) == "noch niemand"
    code, label = words.authorities()[0]
    assert words.addressee(code) == label


def test_a_person_is_written_in_a_line():
    person = Person("Amira Muster", date(2015, 2, 1), "AFG", is_minor=True, name_is_incomplete=True)
    assert words.person(person) == "Amira Muster, geb. 01.02.2015, Afghanistan, minderjährig, Name unvollständig"
    assert words.person(Person(None)) == "(Name unbekannt)"


@pytest.mark.parametrize(("confidence", "grade"), [(1.0, "sicher"), (0.7, "bitte prüfen"), (0.2, "unsicher")])
def test_grades_are_words(confidence, grade):
    assert words.grade(confidence) == grade


def test_causes_and_events_are_told_in_german():
    assert words.cause("unreadable_message") == "Der Inhalt ist nicht als Nachricht zu erkennen."
    assert "Fehler" in words.cause("key_error")
    assert words.event("item_corrected") == "Eingang: berichtigt"
    assert words.event("case_opened") == "Akte angelegt"
    assert words.event("some_new_thing") == "some new thing"
