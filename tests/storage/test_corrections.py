from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from classifiers.flags import flags_of
from classifiers.records import (
    Contact,
    FiledBy,
    Flag,
    FlagKind,
    Kind,
    Paper,
    PaperType,
    Person,
    Reasons,
    Representative,
    Role,
    Vollmacht,
)
from letters.records import LetterKind
from storage.corrections import (
    add_note,
    confirm,
    correct,
    corrections_of,
    examples,
    mark_unreadable,
    transcribe,
)
from storage.errors import StaleReview, UnknownRow
from storage.items import item_of_message
from storage.outbox import letters_owed
from storage.queries import known_cases
from storage.refresh import CaseRules
from storage.status import Act
from storage.tables import AuditRow

RULES = CaseRules(accepts_asserted=False, aktenzeichen_pattern="HFK-{year}-{number:04d}")


@pytest.fixture
def item(session, office):
    """An application of a lawyer whose Vollmacht is missing."""
    message_id, decision = office.read(session)
    decision = replace(
        decision,
        filed_by=FiledBy.REPRESENTATIVE,
        representative=Representative("Ina Kessler", Role.LAWYER),
        power_of_attorney=Vollmacht.MISSING,
        reasons=Reasons.STATED,
        authority="05315",
        sender=Contact("Ina Kessler", (), "kessler@kanzlei.example"),
        papers=(Paper(PaperType.OTHER, 0, 1, 1, "a.pdf"),),
    )
    decision = replace(decision, flags=(*flags_of(decision), Flag(FlagKind.CASE_UNCLEAR)))
    office.open_case(session, decision, message_id)
    session.flush()
    return message_id


def flags(session, item):
    return item_of_message(session, item).decision.flag_kinds


def test_a_correction_changes_item_flags_case_and_letters(session, item):
    assert correct(session, item, 0, "karin", {"power_of_attorney": Vollmacht.ENCLOSED}, RULES)
    decision = item_of_message(session, item).decision
    assert decision.power_of_attorney is Vollmacht.ENCLOSED
    assert FlagKind.POA_MISSING not in decision.flag_kinds
    (case,) = known_cases(session)
    assert case.representative == Representative("Ina Kessler", Role.LAWYER)
    kinds = {owed.letter.kind: owed.letter.to for owed in letters_owed(session)}
    assert kinds[LetterKind.RECEIPT_CONFIRMATION] == "representative"
    assert LetterKind.POWER_OF_ATTORNEY_REQUEST not in kinds


def test_flags_of_linking_stay(session, item):
    correct(session, item, 0, "karin", {"power_of_attorney": Vollmacht.ENCLOSED}, RULES)
    assert FlagKind.CASE_UNCLEAR in flags(session, item)


def test_a_correction_raises_flags_too(session, item):
    correct(session, item, 0, "karin", {"removal_date": date(2026, 4, 1), "authority": None}, RULES)
    assert {FlagKind.REMOVAL_IMMINENT, FlagKind.AUTHORITY_UNKNOWN} <= flags(session, item)


def test_persons_and_papers_are_replaced(session, item):
    persons = (Person("Amira Muster", date(1990, 2, 1)), Person("Omar Muster", is_minor=True))
    papers = (Paper(PaperType.MEDICAL, 0, 1, 1, "a.pdf"),)
    correct(session, item, 0, "karin", {"persons": persons, "papers": papers}, RULES)
    decision = item_of_message(session, item).decision
    assert (decision.persons, decision.papers) == (persons, papers)
    assert [person.name for person in known_cases(session)[0].persons] == ["Amira Muster", "Omar Muster"]


def test_what_is_right_already_changes_nothing(session, item):
    assert not correct(session, item, 0, "karin", {"kind": Kind.APPLICATION}, RULES)
    assert correct(session, item, 0, "karin", {"kind": Kind.ENQUIRY}, RULES)


def test_of_two_people_the_second_is_told(session, item):
    correct(session, item, 0, "karin", {"language": "fr"}, RULES)
    with pytest.raises(StaleReview):
        correct(session, item, 0, "uwe", {"language": "en"}, RULES)
    assert item_of_message(session, item).decision.language == "fr"


@pytest.mark.parametrize("field", ["main_text", "flags", "received_at", "nonsense"])
def test_only_fields_of_the_page_are_corrected(session, item, field):
    with pytest.raises(ValueError, match="by hand"):
        correct(session, item, 0, "karin", {field: "x"}, RULES)
    with pytest.raises(ValueError, match="by hand"):
        confirm(session, item, 0, "karin", field)


def test_an_unreadable_page_is_flagged_and_its_sender_owed_a_notice(session, item):
    mark_unreadable(session, item, 0, "karin", (0, 1), RULES)
    assert FlagKind.UNREADABLE in flags(session, item)
    assert LetterKind.UNREADABLE_NOTICE in {owed.letter.kind for owed in letters_owed(session)}


def test_what_is_not_there_cannot_be_changed(session, item):
    with pytest.raises(UnknownRow):
        correct(session, uuid.uuid4(), 0, "karin", {"language": "fr"}, RULES)
    with pytest.raises(UnknownRow):
        mark_unreadable(session, item, 0, "karin", (7, 1), RULES)
    with pytest.raises(UnknownRow):
        transcribe(session, item, 0, "karin", (0, 9), "x")


def test_everything_that_people_say_is_an_example_and_notes_are_not(session, item):
    correct(session, item, 0, "karin", {"power_of_attorney": Vollmacht.ENCLOSED}, RULES)
    confirm(session, item, 1, "karin", "kind")
    transcribe(session, item, 2, "karin", (0, 1), "Ich bitte um Hilfe!")
    add_note(session, item, 3, "karin", "anrufen")
    session.flush()
    labelled = [(one["act"], one["field"], one["program"], one["person"]) for one in examples(session)]
    assert labelled == [
        ("corrected", "power_of_attorney", "missing", "enclosed"),
        ("confirmed", "kind", "application", "application"),
        ("transcribed", None, "Ich bitte um Hilfe.", "Ich bitte um Hilfe!"),
    ]
    assert [one.act for one in corrections_of(session, item)] == [
        Act.CORRECTED,
        Act.CONFIRMED,
        Act.TRANSCRIBED,
        Act.NOTED,
    ]


def test_the_audit_names_the_person_and_no_value(session, item):
    correct(session, item, 0, "karin", {"persons": (Person("Ganz Geheim"),)}, RULES)
    session.flush()
    entries = session.scalars(select(AuditRow).where(AuditRow.who == "karin")).all()
    assert entries
    assert not any("Geheim" in f"{entry.before}{entry.after}{entry.why}" for entry in entries)
