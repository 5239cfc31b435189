"""What each letter may tell: the values of its template's fields, and nothing else of the case.

The field names are German because the office uses them in its texts (templates/LIESMICH.txt). A letter cannot
give away what is not in its facts: reasons, enclosures, flags and anything about a deportation are in none.
Values are text, truth values, lists and dictionaries, so that they can be kept as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from classifiers.records import CaseState, Contact, FlagKind, Person
from letters.records import Details, LetterKind
from letters.wording import (
    GENTLEFOLK,
    applicant_salutation,
    listed,
    long_date,
    nationality_name,
    receipt_phrase,
    representative_salutation,
    short_date,
)

UNPROVEN: frozenset[FlagKind] = frozenset(
    {FlagKind.POA_MISSING, FlagKind.POA_UNSIGNED, FlagKind.POA_UNSUITABLE, FlagKind.POA_ASSERTED}
)


NO_DETAILS: Final = Details()

# What a request asks for, as it stands in the reminder.
_ASKED_FOR: Final[Mapping[LetterKind, str]] = {
    LetterKind.POWER_OF_ATTORNEY_REQUEST: "die unterschriebene Vollmacht",
    LetterKind.REASONS_REQUEST: "die ausführliche Begründung des Antrags",
    LetterKind.UNREADABLE_NOTICE: "lesbare Fassungen der Unterlagen, die wir nicht lesen konnten",
    LetterKind.PROOFS_REQUEST: "die Nachweise und Unterlagen zu den Gründen des Antrags",
    LetterKind.TRANSLATION_REQUEST: "die Übersetzung ins Deutsche",
}

_RECEIPT: Final = ("eingang",)
_WHO: Final = ("eingang", "personen")
_WHO_FOR_AUTHORITY: Final = (*_WHO, "anschrift", "fremde_aktenzeichen")

# A letter to a sender who may be a stranger to the applicants bears not even a name or a day.
FIELDS_OF: Final[Mapping[LetterKind, tuple[str, ...]]] = {
    LetterKind.RECEIPT_CONFIRMATION: (*_WHO, "vollmacht_offen", "begruendung_offen"),
    LetterKind.AUTHORITY_NOTIFICATION: _WHO_FOR_AUTHORITY,
    LetterKind.POWER_OF_ATTORNEY_REQUEST: (),
    LetterKind.REASONS_REQUEST: (*_RECEIPT, "namen"),
    LetterKind.UNREADABLE_NOTICE: ("dateien",),
    LetterKind.PROOFS_REQUEST: (*_RECEIPT, "namen", "anlage_offen", "frist"),
    LetterKind.TRANSLATION_REQUEST: ("frist",),
    LetterKind.DOCUMENTS_REMINDER: ("fehlend", "gefragt_am", "frist"),
    LetterKind.NON_ACCEPTANCE_NOTICE: (*_RECEIPT, "namen"),
    LetterKind.NON_ACCEPTANCE_INFORMATION: _WHO_FOR_AUTHORITY,
    LetterKind.STATEMENT_REQUEST: (*_WHO_FOR_AUTHORITY, "frist"),
    LetterKind.STATEMENT_REMINDER: (*_WHO_FOR_AUTHORITY, "gefragt_am", "frist"),
    LetterKind.HARDSHIP_REQUEST: _WHO_FOR_AUTHORITY,
    LetterKind.END_NOTICE: (*_RECEIPT, "namen"),
    LetterKind.WITHDRAWAL_NOTICE: (*_RECEIPT, "namen"),
    LetterKind.WITHDRAWAL_INFORMATION: _WHO_FOR_AUTHORITY,
}

_FIELDS: Final[Mapping[str, Callable[[CaseState, str | None, Details], object]]] = {
    "eingang": lambda state, _to, _details: receipt_phrase(state.received_at),
    "personen": lambda state, _to, _details: [identity(person) for person in state.persons],
    "namen": lambda state, _to, _details: [person.name for person in state.persons if person.name],
    "anschrift": lambda state, _to, _details: list(state.applicant_contact.lines) if state.applicant_contact else [],
    "fremde_aktenzeichen": lambda state, _to, _details: listed(n for n in state.file_numbers if n != state.case),
    "dateien": lambda state, _to, _details: listed(state.unreadable_papers),
    "vollmacht_offen": lambda state, to, _details: to == "applicant" and bool(state.open_flags & UNPROVEN),
    "begruendung_offen": lambda state, _to, _details: FlagKind.REASONS_MISSING in state.open_flags,
    "anlage_offen": lambda state, _to, _details: FlagKind.ENCLOSURE_MISSING in state.open_flags,
    "fehlend": lambda _state, _to, details: [_ASKED_FOR[kind] for kind in details.missing],
    "gefragt_am": lambda _state, _to, details: _day(details.asked_on),
    "frist": lambda _state, _to, details: _day(details.respond_by),
}

OF_DETAILS: Final = frozenset({"fehlend", "gefragt_am", "frist"})
"""Fields that do not follow from the case."""


def letter_facts(
    kind: LetterKind, state: CaseState, to: str | None, recipient: Contact | None, details: Details = NO_DETAILS
) -> dict[str, object]:
    """The fields of one letter.

    Args:
        kind: Which letter.
        state: The case.
        to: "applicant", "representative", "sender", or the code of an authority; None where unknown.
        recipient: Name and address as far as known.
        details: Of a letter that follows from a later step.

    Returns:
        Values by field name, as JSON can hold them.
    """
    facts: dict[str, object] = {"aktenzeichen": state.case, "anrede": _salutation(state, to, recipient)}
    return facts | {name: _FIELDS[name](state, to, details) for name in FIELDS_OF[kind]}


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def _salutation(state: CaseState, to: str | None, recipient: Contact | None) -> str:
    match to:
        case "applicant":
            return applicant_salutation(recipient, state.persons)
        case "representative":
            return representative_salutation(state.representative)
        case "sender":
            return "Guten Tag,"
        case _:
            return GENTLEFOLK


def identity(person: Person) -> dict[str, str]:
    """A person as tables tell: name, birth date, nationality."""
    return {
        "name": person.name or "Name nicht angegeben",
        "geburtsdatum": short_date(person.birth_date),
        "staatsangehoerigkeit": nationality_name(person.nationality),
    }
