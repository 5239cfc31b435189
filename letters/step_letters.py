"""The letters that follow from a step in the life of a case: to whom they go and why they wait (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from classifiers.records import CaseState, Contact
from letters.case_life import Step
from letters.facts import NO_DETAILS, OF_DETAILS
from letters.recipients import (
    SENDER,
    Addressee,
    Circumstances,
    addressed,
    to_applicants,
    to_authority,
    to_sender,
    why_it_cannot_leave,
)
from letters.records import Details, Letter, LetterKind, LetterState

ADDRESSEES: Final[Mapping[LetterKind, Callable[[Circumstances], Addressee]]] = MappingProxyType(
    {
        LetterKind.RECEIPT_CONFIRMATION: to_applicants,
        LetterKind.AUTHORITY_NOTIFICATION: to_authority,
        LetterKind.POWER_OF_ATTORNEY_REQUEST: to_sender,
        LetterKind.REASONS_REQUEST: to_applicants,
        LetterKind.UNREADABLE_NOTICE: to_sender,
        LetterKind.PROOFS_REQUEST: to_applicants,
        LetterKind.TRANSLATION_REQUEST: to_applicants,
        LetterKind.DOCUMENTS_REMINDER: to_applicants,
        LetterKind.NON_ACCEPTANCE_NOTICE: to_applicants,
        LetterKind.NON_ACCEPTANCE_INFORMATION: to_authority,
        LetterKind.STATEMENT_REQUEST: to_authority,
        LetterKind.STATEMENT_REMINDER: to_authority,
        LetterKind.HARDSHIP_REQUEST: to_authority,
        LetterKind.END_NOTICE: to_applicants,
        LetterKind.WITHDRAWAL_NOTICE: to_applicants,
        LetterKind.WITHDRAWAL_INFORMATION: to_authority,
    }
)


def letters_of_step(
    step: Step,
    state: CaseState,
    authorities: Mapping[str, Contact],
    picked: tuple[LetterKind, ...] = (),
    details: Details = NO_DETAILS,
) -> tuple[Letter, ...]:
    """The letters that a step owes.

    Args:
        step: A row of the table.
        state: The case.
        authorities: Names and addresses of the Ausländerbehörden by code.
        picked: Which of `step.may_owe` a person wants.
        details: Days and papers that the letters name.

    Returns:
        One letter of each kind; one whose addressee has no address, or must not be told yet, is held and says why.

    Raises:
        ValueError: A letter was picked that the step cannot owe.
    """
    if not set(picked) <= set(step.may_owe):
        raise ValueError("a letter was picked that does not belong to this step")
    kinds = (*step.owes, *(kind for kind in step.may_owe if kind in picked))
    return tuple(letter_of(kind, state, authorities, details) for kind in kinds)


def letter_of(
    kind: LetterKind, state: CaseState, authorities: Mapping[str, Contact], details: Details = NO_DETAILS
) -> Letter:
    """A letter of a later step, addressed and, where it must wait, held.

    Args:
        kind: Which letter.
        state: The case.
        authorities: Names and addresses of the Ausländerbehörden by code.
        details: Days and papers that it names.
    """
    case = Circumstances(state, authorities)
    # A reminder of a Vollmacht goes where the request went, and tells as little.
    asks_sender = LetterKind.POWER_OF_ATTORNEY_REQUEST in details.missing
    addressee = to_sender(case) if asks_sender else ADDRESSEES[kind](case)
    letter = addressed(kind, case, addressee, details)
    missing = why_it_cannot_leave(letter)
    if not missing or missing in letter.held_because:
        return letter
    return replace(letter, state=LetterState.HELD, held_because=f"{letter.held_because} {missing}".strip())


def redirected(letter: Letter, state: CaseState, authorities: Mapping[str, Contact]) -> Letter:
    """A letter of a later step that waits, as it would be queued now: to whom it goes today, with today's persons.

    Args:
        letter: As it was queued.
        state: The case now.
        authorities: Names and addresses of the Ausländerbehörden by code.

    Returns:
        The letter; days and papers that it named when it was queued stay.
    """
    asks_sender = letter.kind is LetterKind.DOCUMENTS_REMINDER and letter.to == SENDER
    details = Details(missing=(LetterKind.POWER_OF_ATTORNEY_REQUEST,)) if asks_sender else NO_DETAILS
    new = letter_of(letter.kind, state, authorities, details)
    kept = {name: value for name, value in letter.facts.items() if name in OF_DETAILS}
    return replace(new, facts=new.facts | kept)
