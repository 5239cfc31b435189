"""Which letters a case owes: a table from its state to letters, their addressees and their state (pure).

Rules of docs/export.md. Nothing here closes or refuses a case; a held letter waits for a person or for what
is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from classifiers.records import CaseState, Contact, FlagKind
from letters.recipients import Addressee, Circumstances, addressed, to_applicants, to_authority, to_sender
from letters.records import Letter, LetterKind


def letters_owed(
    state: CaseState,
    *,
    authorities: Mapping[str, Contact] | None = None,
) -> tuple[Letter, ...]:
    """The letters that a case owes after all its items, whether or not they were sent already.

    Args:
        state: The case after all its items.
        authorities: Names and addresses of the Ausländerbehörden by code; a letter to one that is not in it
            has no recipient yet.

    Returns:
        At most one letter of each kind, in the order of `INTAKE_KINDS`; none after a proven withdrawal.
    """
    if state.is_withdrawn:
        return ()
    case = Circumstances(state, authorities or {})
    return tuple(addressed(rule.kind, case, rule.addressee(case)) for rule in RULES if rule.is_owed(case))


def _always(case: Circumstances) -> bool:
    return True


def _poa_is_open(case: Circumstances) -> bool:
    return bool(case.unproven)


def _has_open(flag: FlagKind) -> Callable[[Circumstances], bool]:
    return lambda case: flag in case.state.open_flags


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: the letter, when it is owed, to whom and whether it waits."""

    kind: LetterKind
    is_owed: Callable[[Circumstances], bool]
    addressee: Callable[[Circumstances], Addressee]


RULES: Final = (
    Rule(LetterKind.RECEIPT_CONFIRMATION, _always, to_applicants),
    Rule(LetterKind.AUTHORITY_NOTIFICATION, _always, to_authority),
    Rule(LetterKind.POWER_OF_ATTORNEY_REQUEST, _poa_is_open, to_sender),
    Rule(LetterKind.REASONS_REQUEST, _has_open(FlagKind.REASONS_MISSING), to_applicants),
    Rule(LetterKind.UNREADABLE_NOTICE, _has_open(FlagKind.UNREADABLE), to_sender),
)
