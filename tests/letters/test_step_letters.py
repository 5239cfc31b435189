from dataclasses import replace
from datetime import date

import pytest

from classifiers.records import CaseState, Contact, FlagKind, Person, Representative, Role
from letters.case_life import STEPS, StepName
from letters.recipients import NO_ADDRESS, NO_AUTHORITY_ADDRESS
from letters.records import Details, LetterKind, LetterState
from letters.step_letters import ADDRESSEES, letter_of, letters_of_step, redirected

HOME = Contact("Lorin Probst", ("Musterweg 3", "44787 Bochum"))
HELPER = Contact("Beispielhilfe e. V.", ("Nebenweg 9", "44787 Bochum"))
ABH = {"05911000": Contact("Stadt Bochum, Ausländerbüro", ("Hauptstraße 1", "44777 Bochum"))}
STATE = CaseState(
    "HFK-2026-0001", (), (Person("Lorin Probst"),), None, "05911000", frozenset(), applicant_contact=HOME, sender=HELPER
)


def test_every_letter_has_an_addressee() -> None:
    assert set(ADDRESSEES) == set(LetterKind)


def test_a_step_owes_its_letters_and_those_that_were_picked() -> None:
    step = STEPS[StepName.WITHDRAW]
    assert [one.kind for one in letters_of_step(step, STATE, ABH)] == [LetterKind.WITHDRAWAL_NOTICE]
    picked = (LetterKind.WITHDRAWAL_INFORMATION,)
    assert [one.to for one in letters_of_step(step, STATE, ABH, picked)] == ["applicant", "05911000"]


def test_a_letter_of_another_step_cannot_be_picked() -> None:
    with pytest.raises(ValueError, match="does not belong"):
        letters_of_step(STEPS[StepName.END], STATE, ABH, (LetterKind.HARDSHIP_REQUEST,))


def test_a_letter_without_an_address_is_held_and_says_why_once() -> None:
    letter = letter_of(LetterKind.STATEMENT_REQUEST, STATE, {"05911000": Contact("Stadt Bochum")})
    assert (letter.state, letter.held_because) == (LetterState.HELD, NO_AUTHORITY_ADDRESS)
    nowhere = letter_of(LetterKind.END_NOTICE, replace(STATE, applicant_contact=None), ABH)
    assert nowhere.held_because == NO_ADDRESS


def test_both_reasons_are_told_where_there_are_two() -> None:
    letter = letter_of(LetterKind.STATEMENT_REQUEST, replace(STATE, open_flags=frozenset({FlagKind.POA_MISSING})), {})
    assert letter.held_because == f"Die Vollmacht fehlt. {NO_AUTHORITY_ADDRESS}"


def test_a_reminder_of_a_vollmacht_goes_to_the_sender_and_of_reasons_to_the_applicants() -> None:
    day = date(2026, 11, 20)
    vollmacht = Details(missing=(LetterKind.POWER_OF_ATTORNEY_REQUEST,), respond_by=day, asked_on=day)
    reasons = Details(missing=(LetterKind.REASONS_REQUEST,))
    letter = letter_of(LetterKind.DOCUMENTS_REMINDER, STATE, ABH, vollmacht)
    assert (letter.to, letter.recipient) == ("sender", HELPER)
    assert letter.facts["fehlend"] == ["die unterschriebene Vollmacht"]
    assert letter.facts["frist"] == letter.facts["gefragt_am"] == "20. November 2026"
    assert letter_of(LetterKind.DOCUMENTS_REMINDER, STATE, ABH, reasons).to == "applicant"


def test_a_waiting_letter_follows_the_case_and_keeps_its_days() -> None:
    day = date(2026, 11, 20)
    lawyer = replace(STATE, representative=Representative("Ina Kessler", Role.LAWYER), representative_contact=HELPER)
    for kind in (LetterKind.TRANSLATION_REQUEST, LetterKind.END_NOTICE, LetterKind.STATEMENT_REQUEST):
        queued = letter_of(kind, STATE, ABH, Details(respond_by=day))
        assert redirected(queued, STATE, ABH) == queued
        assert redirected(queued, lawyer, ABH) == letter_of(kind, lawyer, ABH, Details(respond_by=day))


def test_a_reminder_of_a_vollmacht_still_goes_to_the_sender_when_the_case_changed() -> None:
    details = Details(date(2026, 11, 20), (LetterKind.POWER_OF_ATTORNEY_REQUEST,), date(2026, 11, 2))
    queued = letter_of(LetterKind.DOCUMENTS_REMINDER, STATE, ABH, details)
    assert redirected(queued, STATE, ABH) == queued
    moved = redirected(queued, replace(STATE, sender=HOME), ABH)
    assert (moved.to, moved.recipient, moved.facts) == ("sender", HOME, queued.facts)
