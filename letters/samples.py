"""Invented letters of each kind: the office looks at its texts with them, and they find fields that do not exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from classifiers.records import CaseState, Contact, FlagKind, Person, Representative, Role
from letters.compose import render
from letters.facts import FIELDS_OF
from letters.records import Details, Letter, LetterKind
from letters.step_letters import letter_of
from letters.texts import OFFICE, Office, Template

TODAY: Final = date(2026, 3, 16)

_AUTHORITY: Final = "05911000"
_AUTHORITIES: Final = {
    _AUTHORITY: Contact("Stadt Musterstadt", ("Ausländerbehörde", "Rathausplatz 1", "44777 Musterstadt"))
}
_HOME: Final = Contact("Anna Beispiel", ("Musterweg 3", "44787 Musterstadt"))
_FULL: Final = CaseState(
    case="HFK-2026-0123",
    items=(),
    persons=(
        Person("Anna Beispiel", date(1984, 3, 12), "SYR"),
        Person("Ben Beispiel", date(1981, 11, 2), "SYR"),
        Person("Clara Beispiel", date(2015, 6, 30), "XXX", is_minor=True),
    ),
    representative=None,
    authority=_AUTHORITY,
    open_flags=frozenset(
        {FlagKind.REASONS_MISSING, FlagKind.POA_ASSERTED, FlagKind.UNREADABLE, FlagKind.ENCLOSURE_MISSING}
    ),
    applicant_contact=_HOME,
    sender=_HOME,
    file_numbers=("33-21/4711", "8 K 12/25"),
    received_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    poa_is_needed=True,
    unreadable_papers=("Befund.heic", "Zeugnis (verschlüsselt).pdf"),
    reasons_are_open=True,
)
_REPRESENTED: Final = replace(
    _FULL,
    representative=Representative("Rechtsanwältin Dora Muster", Role.LAWYER),
    representative_contact=Contact("Rechtsanwältin Dora Muster", ("Marktplatz 1", "44787 Musterstadt")),
)
# Nothing is known that need not be: each branch of a text for what is missing is gone through.
_BARE: Final = CaseState("HFK-2026-0124", (), (Person("Emil Beispiel"),), None, None, frozenset())
_DETAILS: Final = Details(
    respond_by=date(2026, 4, 13),
    missing=(
        LetterKind.REASONS_REQUEST,
        LetterKind.PROOFS_REQUEST,
        LetterKind.UNREADABLE_NOTICE,
        LetterKind.TRANSLATION_REQUEST,
    ),
    asked_on=date(2026, 2, 23),
)


def sample_letters() -> tuple[Letter, ...]:
    """One letter of each kind, of an invented family that applies itself."""
    return tuple(letter_of(kind, _FULL, _AUTHORITIES, _DETAILS) for kind in LetterKind)


def check_templates(templates: Mapping[LetterKind, Template], office: Office = OFFICE) -> None:
    """Set each text with all that there can be and with nothing, to applicants and to a representative.

    Args:
        templates: The office's texts.
        office: Its particulars.

    Raises:
        MissingTemplate: A text is missing, names a field that its letter does not have, or cannot be set.
    """
    for kind in FIELDS_OF:
        for state, details in ((_FULL, _DETAILS), (_REPRESENTED, _DETAILS), (_BARE, Details())):
            render(letter_of(kind, state, _AUTHORITIES, details), TODAY, office=office, templates=templates)
