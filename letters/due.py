"""Which letters a case owes: a table from its state to letters, their addressees and their state (pure).

Rules of docs/export.md. Nothing here closes or refuses a case; a held letter waits for a person or for what
is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from classifiers.records import CaseState, Contact, FlagKind
from letters.facts import UNPROVEN, letter_facts
from letters.records import Letter, LetterKind, LetterState

APPLICANT: Final = "applicant"
REPRESENTATIVE: Final = "representative"
SENDER: Final = "sender"

NO_ADDRESS: Final = "Von den antragstellenden Personen ist weder eine Postanschrift noch eine E-Mail-Adresse bekannt."
NO_AUTHORITY: Final = "Die zuständige Ausländerbehörde ist nicht bekannt."
# Why the Ausländerbehörde is not told yet. An asserted Vollmacht does not hold the letter.
HOLDS_NOTIFICATION: Final[Mapping[FlagKind, str]] = {
    FlagKind.POA_MISSING: "Die Vollmacht fehlt.",
    FlagKind.POA_UNSIGNED: "Die Vollmacht ist nicht unterschrieben.",
    FlagKind.POA_UNSUITABLE: "Die Vollmacht ist nicht geeignet.",
    FlagKind.NAME_INCOMPLETE: "Der Name einer antragstellenden Person ist unvollständig.",
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """A case with what is known beside it.

    Attributes:
        state: The case after all its items.
        authorities: Names and addresses of the Ausländerbehörden by code.
    """

    state: CaseState
    authorities: Mapping[str, Contact]

    @property
    def unproven(self) -> frozenset[FlagKind]:
        """The open flags that say that a Vollmacht is still to come."""
        return self.state.open_flags & UNPROVEN


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a letter goes, and why it must wait (in German; empty where it need not)."""

    to: str | None
    contact: Contact | None
    held_because: tuple[str, ...] = ()


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
        At most one letter of each kind, in the order of `LetterKind`; none after a proven withdrawal.
    """
    if state.is_withdrawn:
        return ()
    case = Circumstances(state, authorities or {})
    return tuple(_letter(rule.kind, case, rule.addressee(case)) for rule in RULES if rule.is_owed(case))


def _letter(kind: LetterKind, case: Circumstances, addressee: Addressee) -> Letter:
    return Letter(
        kind=kind,
        to=addressee.to,
        state=LetterState.HELD if addressee.held_because else LetterState.READY,
        held_because=" ".join(addressee.held_because),
        recipient=addressee.contact,
        facts=letter_facts(kind, case.state, addressee.to, addressee.contact),
    )


def _always(case: Circumstances) -> bool:
    return True


def _poa_is_open(case: Circumstances) -> bool:
    return bool(case.unproven)


def _has_open(flag: FlagKind) -> Callable[[Circumstances], bool]:
    return lambda case: flag in case.state.open_flags


def _applicant_or_representative(case: Circumstances) -> Addressee:
    """To the representative once proven (§ 14 (3) VwVfG), else to the applicants if they can be reached."""
    state = case.state
    if state.representative is not None:
        return Addressee(REPRESENTATIVE, _representative_contact(state))
    contact = state.applicant_contact
    is_reachable = contact is not None and bool(contact.lines or contact.email)
    return Addressee(APPLICANT, contact, () if is_reachable else (NO_ADDRESS,))


def _representative_contact(state: CaseState) -> Contact | None:
    name = state.representative.name if state.representative else None
    return state.representative_contact or (Contact(name) if name else None)


def _authority(case: Circumstances) -> Addressee:
    state = case.state
    held = [why for flag, why in HOLDS_NOTIFICATION.items() if flag in state.open_flags]
    if state.authority is None:
        return Addressee(None, None, (*held, NO_AUTHORITY))
    return Addressee(state.authority, case.authorities.get(state.authority), tuple(held))


def _sender(case: Circumstances) -> Addressee:
    return Addressee(SENDER, case.state.sender)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: the letter, when it is owed, to whom and whether it waits."""

    kind: LetterKind
    is_owed: Callable[[Circumstances], bool]
    addressee: Callable[[Circumstances], Addressee]


RULES: Final = (
    Rule(LetterKind.RECEIPT_CONFIRMATION, _always, _applicant_or_representative),
    Rule(LetterKind.AUTHORITY_NOTIFICATION, _always, _authority),
    Rule(LetterKind.POWER_OF_ATTORNEY_REQUEST, _poa_is_open, _sender),
    Rule(LetterKind.REASONS_REQUEST, _has_open(FlagKind.REASONS_MISSING), _applicant_or_representative),
    Rule(LetterKind.UNREADABLE_NOTICE, _has_open(FlagKind.UNREADABLE), _sender),
)
