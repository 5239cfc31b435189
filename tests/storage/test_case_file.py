from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from classifiers.records import Kind
from letters.records import LetterKind
from parsers.records import Channel
from storage.case_file import (
    announced_removals,
    audit_page,
    case_file,
    case_keys,
    case_lines,
    count_letters,
    journal,
    kinds_of_items,
    letter_line,
    letter_lines,
    received_by_day,
)
from storage.delivery import mark_returned
from storage.errors import UnknownRow
from storage.status import OutboxState
from storage.tables import CaseRow, LetterRow

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


@pytest.fixture
def case(session, office):
    message_id, decision = office.read(session)
    decision = replace(decision, removal_date=date(2026, 3, 10))
    key = office.open_case(session, decision, message_id, office.letter())
    office.add_to_case(session, key, office.letter())
    session.flush()
    return message_id, key, session.scalar(select(CaseRow.id).where(CaseRow.aktenzeichen == key))


def test_a_case_file_holds_items_letters_and_history(session, case):
    message_id, key, case_id = case
    file = case_file(session, case_id)
    assert file.state.case == key
    assert file.items[0][0] == message_id
    assert [line.owed.letter.kind for line in file.letters] == [LetterKind.RECEIPT_CONFIRMATION]
    assert "case_opened" in {entry.what for entry in file.history}
    with pytest.raises(UnknownRow):
        case_file(session, uuid.uuid4())


def test_cases_are_listed_with_their_persons(session, case):
    _, key, _ = case
    lines, total = case_lines(session, 1, 50)
    assert (total, lines[0].aktenzeichen, lines[0].authority) == (1, key, "05315")
    assert lines[0].persons
    assert case_lines(session, 2, 50) == ((), 1)
    assert case_keys(session)[0][0] == key


def test_letters_are_listed_by_state(session, case):
    (line,), total = letter_lines(session, OutboxState.READY, length=5)
    assert total == 1
    assert letter_lines(session, OutboxState.READY, page=2, length=5) == ((), 1)
    assert letter_lines(session, OutboxState.SENT, length=5) == ((), 0)
    assert count_letters(session, OutboxState.READY, OutboxState.SENT) == 1
    assert count_letters(session, OutboxState.READY, unreleased=True) == 1
    assert letter_line(session, line.owed.letter_id) == line
    with pytest.raises(UnknownRow):
        letter_line(session, uuid.uuid4())


def test_the_journal_lists_everything_the_newest_first(session, office, case):
    office.receive(session, "neu.tif", Channel.FAX)
    lines, total = journal(session, 1, 2)
    assert total == 3
    assert (lines[0].source_name, lines[0].kind, lines[0].case_id) == ("neu.tif", None, None)
    assert lines[1].kind is Kind.APPLICATION


def test_announced_removals_are_told_in_time(session, case):
    message_id, key, _ = case
    (one,) = announced_removals(session, date(2026, 3, 1), 30)
    assert (one.message_id, one.removal_date, one.aktenzeichen) == (message_id, date(2026, 3, 10), key)
    assert announced_removals(session, date(2026, 3, 1), 5) == ()
    assert announced_removals(session, date(2026, 3, 12), 5)
    assert announced_removals(session, date(2026, 3, 20), 5) == ()


def test_the_audit_is_paged(session, case):
    lines, total = audit_page(session, 1, 1)
    assert total > 1
    assert len(lines) == 1


def test_figures(session, case):
    assert kinds_of_items(session) == {Kind.APPLICATION: 2}
    assert len(received_by_day(session, NOW - timedelta(days=30))) == 2
    assert received_by_day(session, NOW) == ()


def test_a_letter_that_came_back_shows_with_its_case(session, case):
    (line, *_), _ = letter_lines(session, *OutboxState, length=10)
    assert case_file(session, line.case_id).stranded == ()
    session.get_one(LetterRow, line.owed.letter_id).state = OutboxState.SENT
    assert mark_returned(session, line.owed.letter_id, "undeliverable")
    assert [one.owed.letter_id for one in case_file(session, line.case_id).stranded] == [line.owed.letter_id]
    (listed,), _ = case_lines(session, 1, 50)
    assert listed.stranded == 1
