import json
from dataclasses import fields
from datetime import UTC, date, datetime

import pytest

from classifiers.records import CaseState, Contact, FlagKind, Person, Representative, Role
from letters.facts import letter_facts
from letters.records import LetterKind

STATE = CaseState(
    case="HFK-2026-0007",
    items=("a.eml", "b.eml"),
    persons=(
        Person("Lorin Probst", date(1984, 3, 12), "SYR", aliases=("L. P.",)),
        Person(None, None, None, name_is_incomplete=True),
    ),
    representative=Representative("Ute Muster", Role.LAWYER),
    authority="05911000",
    open_flags=frozenset(FlagKind),
    applicant_contact=Contact("Lorin Probst", ("Musterweg 3", "44787 Bochum"), "lorin@probst.example"),
    representative_contact=Contact("Ute Muster", ("Marktplatz 1",)),
    sender=Contact("Beispielhilfe e. V.", ("Nebenweg 9",)),
    file_numbers=("33-21/4711", "HFK-2026-0007", "33-21/4711", "8 K 12/25"),
    received_at=datetime(2026, 11, 2, 23, 30, tzinfo=UTC),
    poa_is_needed=True,
    unreadable_papers=("Befund.heic", "Befund.heic", "alt.wpd"),
    reasons_are_open=True,
)

# All that each letter may tell: whoever adds a field has to add it here, and think.
ALLOWED = {
    LetterKind.RECEIPT_CONFIRMATION: {"eingang", "personen", "vollmacht_offen", "begruendung_offen"},
    LetterKind.AUTHORITY_NOTIFICATION: {"eingang", "personen", "anschrift", "fremde_aktenzeichen"},
    LetterKind.POWER_OF_ATTORNEY_REQUEST: set(),
    LetterKind.REASONS_REQUEST: {"eingang", "namen"},
    LetterKind.UNREADABLE_NOTICE: {"dateien"},
    LetterKind.PROOFS_REQUEST: {"eingang", "namen", "anlage_offen", "frist"},
    LetterKind.TRANSLATION_REQUEST: {"frist"},
    LetterKind.DOCUMENTS_REMINDER: {"fehlend", "gefragt_am", "frist"},
    LetterKind.NON_ACCEPTANCE_NOTICE: {"eingang", "namen"},
    LetterKind.NON_ACCEPTANCE_INFORMATION: {"eingang", "personen", "anschrift", "fremde_aktenzeichen"},
    LetterKind.STATEMENT_REQUEST: {"eingang", "personen", "anschrift", "fremde_aktenzeichen", "frist"},
    LetterKind.STATEMENT_REMINDER: {"eingang", "personen", "anschrift", "fremde_aktenzeichen", "gefragt_am", "frist"},
    LetterKind.HARDSHIP_REQUEST: {"eingang", "personen", "anschrift", "fremde_aktenzeichen"},
    LetterKind.END_NOTICE: {"eingang", "namen"},
    LetterKind.WITHDRAWAL_NOTICE: {"eingang", "namen"},
    LetterKind.WITHDRAWAL_INFORMATION: {"eingang", "personen", "anschrift", "fremde_aktenzeichen"},
}


def facts_of(kind: LetterKind, to: str = "applicant", state: CaseState = STATE) -> dict[str, object]:
    return letter_facts(kind, state, to, state.applicant_contact)


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_tells_these_things_and_nothing_else(kind: LetterKind) -> None:
    assert set(facts_of(kind)) == {"aktenzeichen", "anrede"} | ALLOWED[kind]


def test_the_case_that_letters_are_made_from_knows_no_date_of_a_removal() -> None:
    # § 97a AufenthG, § 353b StGB: what an authority reports of a deportation cannot flow into a letter.
    assert not [one.name for one in fields(CaseState) if "removal" in one.name or "detain" in one.name]


def test_a_person_is_told_by_name_birth_date_and_nationality() -> None:
    assert facts_of(LetterKind.AUTHORITY_NOTIFICATION)["personen"] == [
        {"name": "Lorin Probst", "geburtsdatum": "12.03.1984", "staatsangehoerigkeit": "Syrien"},
        {
            "name": "Name nicht angegeben",
            "geburtsdatum": "nicht angegeben",
            "staatsangehoerigkeit": "nicht angegeben",
        },
    ]


def test_the_authority_gets_the_postal_address_and_the_numbers_of_others() -> None:
    facts = facts_of(LetterKind.AUTHORITY_NOTIFICATION, "05911000")
    assert facts["anschrift"] == ["Musterweg 3", "44787 Bochum"]
    assert facts["fremde_aktenzeichen"] == ["33-21/4711", "8 K 12/25"]


def test_an_unknown_address_is_an_empty_one() -> None:
    state = CaseState("HFK-2026-0008", (), (), None, None, frozenset())
    assert facts_of(LetterKind.AUTHORITY_NOTIFICATION, "05911000", state)["anschrift"] == []
    assert facts_of(LetterKind.AUTHORITY_NOTIFICATION, "05911000", state)["eingang"] == ""


def test_the_request_for_reasons_names_who_has_a_name() -> None:
    assert facts_of(LetterKind.REASONS_REQUEST)["namen"] == ["Lorin Probst"]


def test_the_unreadable_files_are_named_once_each() -> None:
    assert facts_of(LetterKind.UNREADABLE_NOTICE, "sender")["dateien"] == ["Befund.heic", "alt.wpd"]


@pytest.mark.parametrize(
    ("to", "flags", "is_said"),
    [
        ("applicant", {FlagKind.POA_MISSING}, True),
        ("applicant", {FlagKind.POA_ASSERTED}, True),
        ("applicant", {FlagKind.REASONS_MISSING}, False),
        ("representative", {FlagKind.POA_ASSERTED}, False),
    ],
)
def test_applicants_learn_that_the_vollmacht_is_open(to: str, flags: set[FlagKind], is_said: bool) -> None:
    state = CaseState("HFK-2026-0008", (), (), None, None, frozenset(flags))
    assert facts_of(LetterKind.RECEIPT_CONFIRMATION, to, state)["vollmacht_offen"] is is_said


@pytest.mark.parametrize(
    ("to", "salutation"),
    [
        ("applicant", "Guten Tag Lorin Probst,"),
        ("representative", "Sehr geehrte Damen und Herren,"),
        ("sender", "Guten Tag,"),
        ("05911000", "Sehr geehrte Damen und Herren,"),
    ],
)
def test_everybody_is_greeted_fittingly(to: str, salutation: str) -> None:
    assert facts_of(LetterKind.REASONS_REQUEST, to)["anrede"] == salutation


@pytest.mark.parametrize("kind", LetterKind)
def test_facts_can_be_kept_as_json(kind: LetterKind) -> None:
    facts = facts_of(kind)
    assert json.loads(json.dumps(facts)) == facts
