"""What each letter may tell: the values of its template's fields, and nothing else of the case.

The field names are German because the office uses them in its texts (templates/LIESMICH.txt). A letter cannot
give away what is not in its facts: reasons, enclosures, flags and anything about a deportation are in none.
Values are text, truth values, lists and dictionaries, so that they can be kept as JSON.
"""

from __future__ import annotations

from typing import assert_never

from classifiers.records import CaseState, Contact, FlagKind, Person
from letters.records import LetterKind
from letters.wording import (
    GENTLEFOLK,
    applicant_salutation,
    listed,
    nationality_name,
    receipt_phrase,
    representative_salutation,
    short_date,
)

UNPROVEN: frozenset[FlagKind] = frozenset(
    {FlagKind.POA_MISSING, FlagKind.POA_UNSIGNED, FlagKind.POA_UNSUITABLE, FlagKind.POA_ASSERTED}
)


def letter_facts(kind: LetterKind, state: CaseState, to: str | None, recipient: Contact | None) -> dict[str, object]:
    """The fields of one letter.

    Args:
        kind: Which letter.
        state: The case.
        to: "applicant", "representative", "sender", or the code of an authority; None where unknown.
        recipient: Name and address as far as known.

    Returns:
        Values by field name, as JSON can hold them.
    """
    facts: dict[str, object] = {
        "aktenzeichen": state.case,
        "anrede": _salutation(state, to, recipient),
    }
    match kind:
        case LetterKind.RECEIPT_CONFIRMATION:
            facts["eingang"] = receipt_phrase(state.received_at)
            facts["personen"] = [_identity(person) for person in state.persons]
            facts["vollmacht_offen"] = to == "applicant" and bool(state.open_flags & UNPROVEN)
            facts["begruendung_offen"] = FlagKind.REASONS_MISSING in state.open_flags
        case LetterKind.AUTHORITY_NOTIFICATION:
            facts["eingang"] = receipt_phrase(state.received_at)
            facts["personen"] = [_identity(person) for person in state.persons]
            facts["anschrift"] = list(state.applicant_contact.lines) if state.applicant_contact else []
            facts["fremde_aktenzeichen"] = listed(n for n in state.file_numbers if n != state.case)
        case LetterKind.REASONS_REQUEST:
            facts["eingang"] = receipt_phrase(state.received_at)
            facts["namen"] = [person.name for person in state.persons if person.name]
        case LetterKind.UNREADABLE_NOTICE:
            facts["dateien"] = listed(state.unreadable_papers)
        case LetterKind.POWER_OF_ATTORNEY_REQUEST:
            # The sender may be a stranger to the applicants: not even a name or a day.
            pass
        case _:
            assert_never(kind)
    return facts


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


def _identity(person: Person) -> dict[str, str]:
    return {
        "name": person.name or "Name nicht angegeben",
        "geburtsdatum": short_date(person.birth_date),
        "staatsangehoerigkeit": nationality_name(person.nationality),
    }
