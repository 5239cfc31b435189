from dataclasses import replace

import pytest

from classifiers.records import CaseState, Contact, FlagKind, Person, Representative, Role
from letters.recipients import (
    NO_ADDRESS,
    NO_AUTHORITY,
    NO_AUTHORITY_ADDRESS,
    NO_RECIPIENT_ADDRESS,
    Circumstances,
    is_reachable,
    to_applicants,
    to_authority,
    to_sender,
    why_it_cannot_leave,
)
from letters.records import Letter, LetterKind, LetterState

HOME = Contact("Lorin Probst", ("Musterweg 3", "44787 Bochum"))
ABH = Contact("Stadt Bochum, Ausländerbüro", ("Hauptstraße 1", "44777 Bochum"))
STATE = CaseState(
    "HFK-2026-0001", (), (Person("Lorin Probst"),), None, "05911000", frozenset(), applicant_contact=HOME, sender=HOME
)
REPRESENTED = replace(STATE, representative=Representative("Rechtsanwältin Ute Muster", Role.LAWYER))
CASE = Circumstances(STATE, {"05911000": ABH})


def test_a_proven_representative_gets_the_letter_also_without_a_known_address() -> None:
    addressee = to_applicants(Circumstances(REPRESENTED, {}))
    assert (addressee.to, addressee.contact) == ("representative", Contact("Rechtsanwältin Ute Muster"))


def test_applicants_sender_and_authority_are_reached_where_they_are_known() -> None:
    assert to_applicants(CASE).contact == HOME
    assert to_sender(CASE).contact == HOME
    assert to_authority(CASE).contact == ABH


def test_the_authority_waits_for_the_vollmacht() -> None:
    held = to_authority(Circumstances(replace(STATE, open_flags=frozenset({FlagKind.POA_MISSING})), {}))
    assert held.held_because == ("Die Vollmacht fehlt.",)


@pytest.mark.parametrize(
    ("contact", "expected"),
    [(None, False), (Contact("A"), False), (Contact("A", ("Weg 1",)), True), (Contact("A", (), "a@b.example"), True)],
)
def test_a_name_alone_reaches_nobody(contact: Contact | None, expected: bool) -> None:
    assert is_reachable(contact) is expected


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("applicant", NO_ADDRESS),
        ("representative", NO_RECIPIENT_ADDRESS),
        ("sender", NO_RECIPIENT_ADDRESS),
        ("05911000", NO_AUTHORITY_ADDRESS),
        (None, NO_AUTHORITY),
    ],
)
def test_a_letter_without_an_address_says_why_it_cannot_leave(to: str | None, why: str) -> None:
    letter = Letter(LetterKind.END_NOTICE, to, LetterState.READY, recipient=Contact("A"))
    assert why_it_cannot_leave(letter) == why
    assert why_it_cannot_leave(replace(letter, recipient=HOME)) == ""


ANNA, BEN, CLARA = Person("Anna Probst"), Person("Ben Probst"), Person("Clara Probst", is_minor=True)


@pytest.mark.parametrize(
    ("persons", "name", "shown"),
    [
        ((ANNA, BEN, CLARA), "Anna Probst", "Anna Probst und Ben Probst"),
        ((ANNA, BEN, CLARA), "Ben Probst", "Ben Probst und Anna Probst"),
        ((ANNA, CLARA), "Anna Probst", "Anna Probst"),
        ((CLARA,), "Clara Probst", "Gesetzliche Vertretung von Clara Probst"),
        ((CLARA,), "Dora Probst", "Dora Probst"),  # the mother writes for her child
        ((ANNA, BEN), "Familie Probst", "Familie Probst"),
    ],
)
def test_adults_are_addressed_together_and_minors_through_who_represents_them(persons, name, shown) -> None:
    state = replace(STATE, persons=persons, applicant_contact=replace(HOME, name=name))
    contact = to_applicants(Circumstances(state, {})).contact
    assert contact == Contact(shown, HOME.lines)


def test_a_guardian_with_a_certificate_gets_the_letters_of_a_minor() -> None:
    guardian = Representative("Jugendamt Musterstadt", Role.GUARDIAN)
    state = replace(
        STATE,
        persons=(CLARA,),
        representative=guardian,
        representative_contact=Contact("Jugendamt Musterstadt", ("Weg 1",)),
    )
    assert to_applicants(Circumstances(state, {})).to == "representative"


def test_the_end_of_a_representation_leads_back_to_the_applicants() -> None:
    assert to_applicants(Circumstances(replace(REPRESENTED, representative=None), {})).contact == HOME


def test_after_a_move_the_letter_goes_to_the_other_authority() -> None:
    other = Contact("Stadt Köln, Ausländeramt", ("Weg 2", "50667 Köln"))
    moved = Circumstances(replace(STATE, authority="05315000"), {"05911000": ABH, "05315000": other})
    assert to_authority(moved).contact == other
