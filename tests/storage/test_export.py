import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from sqlalchemy import select

from classifiers.records import (
    Decision,
    Evidence,
    FiledItem,
    Finding,
    Flag,
    FlagKind,
    Kind,
    Paper,
    PaperType,
    Person,
    Representative,
    Role,
    Vollmacht,
)
from letters.records import LetterKind, LetterState
from parsers.records import Channel, Document, Page, ParsedMessage
from storage.cases import file_item
from storage.export import export_lines, export_schema
from storage.messages import park, save_parsed, stored_message
from storage.status import OutboxState
from storage.tables import LetterRow

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "export.schema.json"


def validators():
    schemas = [export_schema()]
    if CONTRACT.exists():
        schemas.append(json.loads(CONTRACT.read_text(encoding="utf-8")))
    return [Draft202012Validator(schema, format_checker=FormatChecker()) for schema in schemas]


VALIDATORS = validators()


def check(lines):
    for line in lines:
        again = json.loads(json.dumps(line, ensure_ascii=False).encode())
        assert again == line
        for validator in VALIDATORS:
            validator.validate(line)


def lines_of(session):
    lines = list(export_lines(session))
    check(lines)
    return [line for line in lines if line["record"] == "item"], [line for line in lines if line["record"] == "case"]


@pytest.fixture
def full_case(session, office):
    """A lawyer's application with much in it, and what the case owes for it."""
    message_id, decision = office.read(session, text="Meine Mandantin Amira Muster, geb. 12.03.1990, Köln")
    decision = replace(
        decision,
        language="de",
        persons=(Person("Amira Muster", date(1990, 3, 12), "SYR", ("Amira M.",)), Person(None)),
        representative=Representative("Nora Beispiel", Role.LAWYER),
        power_of_attorney=Vollmacht.MISSING,
        authority="05315",
        removal_date=date(2026, 4, 1),
        papers=(Paper(PaperType.APPLICATION_LETTER, 0, 0, 0, "body"), Paper(PaperType.CV, 1, 2, 4, "2-4")),
        flags=(Flag(FlagKind.POA_MISSING, (), "Gesucht in 2 Anlagen."), Flag(FlagKind.POA_MISSING)),
        findings=(Finding("person", "Amira Muster", (Evidence(0, 1, 16, 28), Evidence(3, 9, 0, 5)), 0.9, "names"),),
    )
    office.open_case(
        session,
        decision,
        message_id,
        office.letter(),
        office.letter(
            LetterKind.AUTHORITY_NOTIFICATION, "05315", LetterState.HELD, held_because="Die Vollmacht fehlt."
        ),
        open_flags=frozenset({FlagKind.REMOVAL_IMMINENT, FlagKind.POA_MISSING}),
    )
    return decision


def test_an_item_is_exported_in_the_words_of_the_contract(session, full_case):
    (item,), _ = lines_of(session)
    expected = {
        "record": "item",
        "item": full_case.item,
        "channel": "email",
        "received": "2026-03-02T09:01:00+01:00",
        "kind": "application",
        "case": "HFK-2026-0001",
        "duplicate_of": None,
        "language": "de",
        "filed_by": None,
        "representative": {"name": "Nora Beispiel", "role": "lawyer"},
        "power_of_attorney": "missing",
        "reasons": None,
        "exit_obligation": "not_stated",
        "residence": "not_stated",
        "whereabouts": "not_stated",
        "authority": "05315",
        "removal_date": "2026-04-01",
        "detained": False,
        "flags": ["poa_missing"],
    }
    assert {key: item[key] for key in expected} == expected
    assert [(person["name"], person["birth_date"], person["nationality"]) for person in item["persons"]] == [
        ("Amira Muster", "1990-03-12", "SYR"),
        (None, None, None),
    ]
    assert [(paper["type"], paper["source"], paper["pages"]) for paper in item["documents"]] == [
        ("application_letter", "body", 0),
        ("cv", "2-4", 3),
    ]


def test_a_finding_quotes_its_evidence(session, full_case):
    (item,), _ = lines_of(session)
    (finding,) = item["findings"]
    assert [(span["page"], span["quote"]) for span in finding["evidence"]] == [(1, "Amira Muster"), (9, "")]
    assert [(flag["flag"], flag["searched"]) for flag in item["flag_evidence"]] == [
        ("poa_missing", "Gesucht in 2 Anlagen."),
        ("poa_missing", ""),
    ]


def test_a_case_is_exported_in_the_words_of_the_contract(session, full_case):
    _, (case,) = lines_of(session)
    assert (case["case"], case["items"], case["authority"]) == ("HFK-2026-0001", [full_case.item], "05315")
    assert case["open_flags"] == ["poa_missing", "removal_imminent"]
    assert [(letter["type"], letter["to"], letter["state"]) for letter in case["letters"]] == [
        ("authority_notification", "05315", "held"),
        ("receipt_confirmation", "applicant", "ready"),
    ]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (OutboxState.READY, ["ready"]),
        (OutboxState.HELD, ["held"]),
        (OutboxState.SENDING, ["ready"]),
        (OutboxState.FAILED, ["held"]),
        (OutboxState.SENT, []),
        (OutboxState.CANCELLED, []),
    ],
)
def test_only_what_is_still_to_be_sent_is_exported(session, office, state, shown):
    message_id, decision = office.read(session)
    office.open_case(session, decision, message_id, office.letter())
    session.scalars(select(LetterRow)).one().state = state
    _, (case,) = lines_of(session)
    assert [letter["state"] for letter in case["letters"]] == shown


def test_items_come_in_order_of_receipt_and_before_the_cases(session, office):
    names = ["c.eml", "a.eml", "b.eml"]
    read = [office.read(session, name) for name in names]
    for message_id, decision in reversed(read):
        office.open_case(session, decision, message_id)
    lines = list(export_lines(session))
    assert [line.get("item") for line in lines] == [*names, None, None, None]


def test_a_repeat_names_what_it_repeats_and_belongs_to_the_same_case(session, office):
    message_id, decision = office.read(session)
    case = office.open_case(session, decision, message_id)
    repeat = office.add_to_case(session, case, duplicate_of=decision.item)
    items, (line,) = lines_of(session)
    assert [item["duplicate_of"] for item in items] == [None, decision.item]
    assert line["items"] == [decision.item, repeat.item]


def test_a_parked_message_is_not_missing_in_the_export(session, office):
    name = os.fsdecode(b"Scan \xfc.pdf")
    message_id = office.receive(session, name, Channel.POST)
    park(session, message_id, "unreadable_message")
    (item,), _ = lines_of(session)
    assert (item["kind"], item["flags"], item["parked_because"]) == ("unknown", ["unreadable"], "unreadable_message")
    assert (item["item"], item["case"], item["documents"]) == ("Scan \ufffd.pdf", None, [])


def test_the_files_of_a_parked_message_that_was_read_are_listed(session, office):
    message_id = office.receive(session, "brief.eml")
    body = Document(0, "body", "text/plain", (Page(1, "Anbei."),), is_body=True)
    scan = Document(1, "antrag.pdf", "application/pdf", (Page(1, ""), Page(2, "")))
    at = stored_message(session, message_id).received_at
    save_parsed(session, message_id, ParsedMessage(Channel.EMAIL, "brief.eml", at, (body, scan)))
    park(session, message_id, "classification_failed")
    (item,), _ = lines_of(session)
    assert item["documents"] == [{"type": "other", "source": "antrag.pdf", "pages": 2, "confidence": 0.0}]


def test_what_is_still_under_way_is_not_exported(session, office):
    office.receive(session)
    office.read(session)
    assert list(export_lines(session)) == []


def test_more_items_than_fit_in_one_batch_all_come_in_order(session, office, monkeypatch):
    monkeypatch.setattr("storage.export._BATCH", 2)
    for number in range(5):
        message_id, decision = office.read(session)
        if number == 3:
            park(session, message_id, "too_large")
        else:
            file_item(session, message_id, FiledItem(decision, None), None)
    items, _ = lines_of(session)
    assert [item["received"][14:16] for item in items] == ["01", "02", "03", "04", "05"]
    assert [item["kind"] for item in items][3] == "unknown"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(decision=...)
def test_whatever_is_decided_the_line_is_valid(session, office, decision: Decision):
    message_id, plain = office.read(session)
    decision = replace(
        decision,
        item=plain.item,
        channel=plain.channel,
        received_at=plain.received_at,
        language="de",
        persons=tuple(replace(person, nationality="XXX") for person in decision.persons),
        # Papers of hypothesis may end before they begin.
        papers=tuple(replace(paper, last_page=paper.first_page) for paper in decision.papers),
    )
    file_item(session, message_id, FiledItem(decision, None), None)
    check(export_lines(session))
    session.rollback()  # each export would be longer than the one before


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "letter"},
        {"flags": ["poa_missing", "poa_missing"]},
        {"received": "yesterday"},
        {"language": "german"},
        {"documents": [{"type": "cv", "source": "1", "pages": -1, "confidence": 1}]},
        {"persons": [{"name": "A"}]},
        {"record": "case"},
    ],
)
def test_the_schema_refuses_what_is_wrong(session, full_case, changes):
    (item,), _ = lines_of(session)
    validator = Draft202012Validator(export_schema(), format_checker=FormatChecker())
    with pytest.raises(ValidationError):
        validator.validate(item | changes)


def test_the_schema_is_one_and_knows_all_kinds():
    Draft202012Validator.check_schema(export_schema())
    assert set(export_schema()["$defs"]["Kind"]["enum"]) == {kind.value for kind in Kind}
