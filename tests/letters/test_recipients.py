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
