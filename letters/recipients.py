"""Who gets a letter, and why it must wait: applicants, proven representative, sender, Ausländerbehörde (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from classifiers.records import CaseState, Contact, FlagKind, Person
from letters.facts import NO_DETAILS, UNPROVEN, letter_facts
from letters.records import Details, Letter, LetterKind, LetterState
from letters.wording import joined_names

APPLICANT: Final = "applicant"
REPRESENTATIVE: Final = "representative"
SENDER: Final = "sender"

NO_ADDRESS: Final = "Von den antragstellenden Personen ist weder eine Postanschrift noch eine E-Mail-Adresse bekannt."
NO_AUTHORITY_ADDRESS: Final = (
    "Im Adressbuch steht für die Ausländerbehörde weder eine Postanschrift noch eine E-Mail-Adresse."
)
NO_RECIPIENT_ADDRESS: Final = (
    "Von der Empfängerin oder dem Empfänger ist weder eine Postanschrift noch eine E-Mail-Adresse bekannt."
)
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


def to_applicants(case: Circumstances) -> Addressee:
    """To the representative once proven (§ 14 (3) VwVfG), else to the applicants if they can be reached."""
    state = case.state
    if state.representative is not None:
        return Addressee(REPRESENTATIVE, _representative_contact(state))
    contact = _of_the_family(state.applicant_contact, state.persons)
    return Addressee(APPLICANT, contact, () if is_reachable(contact) else (NO_ADDRESS,))


def _of_the_family(contact: Contact | None, persons: tuple[Person, ...]) -> Contact | None:
    """All adults of a family at its address; minors through whoever represents them by law."""
    if contact is None or contact.name.casefold() not in {person.name.casefold() for person in persons if person.name}:
        return contact
    adults = [person.name for person in persons if person.name and not person.is_minor]
    if not adults:
        return replace(contact, name=f"Gesetzliche Vertretung von {contact.name}")
    others = [name for name in adults if name != contact.name]
    return replace(contact, name=joined_names([contact.name, *others]))


def _representative_contact(state: CaseState) -> Contact | None:
    name = state.representative.name if state.representative else None
    return state.representative_contact or (Contact(name) if name else None)


def to_authority(case: Circumstances) -> Addressee:
    """To the competent Ausländerbehörde, once it is known and it is certain that the applicants want this."""
    state = case.state
    held = [why for flag, why in HOLDS_NOTIFICATION.items() if flag in state.open_flags]
    if state.authority is None:
        return Addressee(None, None, (*held, NO_AUTHORITY))
    return Addressee(state.authority, case.authorities.get(state.authority), tuple(held))


def to_sender(case: Circumstances) -> Addressee:
    """To whoever filed; that may be a stranger to the applicants."""
    return Addressee(SENDER, case.state.sender)


def is_reachable(contact: Contact | None) -> bool:
    """Whether a letter could get there."""
    return contact is not None and bool(contact.lines or contact.email)


def why_it_cannot_leave(letter: Letter) -> str:
    """Say in German why a letter cannot be sent although nothing else holds it: no address; empty where it can.

    The state of the letters after intake is that of the contract and knows no address books, so whoever sends asks
    here.
    """
    if is_reachable(letter.recipient):
        return ""
    match letter.to:
        case None:
            return NO_AUTHORITY
        case "applicant":
            return NO_ADDRESS
        case "representative" | "sender":
            return NO_RECIPIENT_ADDRESS
        case _:
            return NO_AUTHORITY_ADDRESS


def addressed(kind: LetterKind, case: Circumstances, addressee: Addressee, details: Details = NO_DETAILS) -> Letter:
    """The letter of a kind to an addressee: held where the addressee says why.

    Args:
        kind: Which letter.
        case: What it is about.
        addressee: From one of the functions of this module.
        details: Of a letter that follows from a later step.
    """
    return Letter(
        kind=kind,
        to=addressee.to,
        state=LetterState.HELD if addressee.held_because else LetterState.READY,
        held_because=" ".join(addressee.held_because),
        recipient=addressee.contact,
        facts=letter_facts(kind, case.state, addressee.to, addressee.contact, details),
    )
