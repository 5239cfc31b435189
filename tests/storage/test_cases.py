import os
import signal
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, func, select

from classifiers.records import FiledItem, FlagKind, Representative, Role
from letters.records import LetterKind, LetterState
from parsers.records import Channel, Document, Page, ParsedMessage, RawMessage
from storage.cases import begin_filing, bring_up_to_date, file_item, next_case_number
from storage.database import open_engine, reading, session_factory, transaction
from storage.errors import NumberTaken, StepNotAllowed, UnknownRow
from storage.items import filed_items, items_of_case
from storage.messages import ids_to_file, offer_again, park, register_message, save_parsed, stored_message
from storage.outbox import letters_owed
from storage.queries import case_history, known_cases
from storage.status import MessageState
from storage.tables import AuditRow, Base, CaseRow

PATTERN = "HFK-{year}-{number:04d}"


def rows(session):
    """How many rows each table has."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables
    }


@pytest.mark.parametrize(
    ("received_at", "key"),
    [
        (datetime(2026, 6, 1, 12, tzinfo=UTC), "HFK-2026-0001"),
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), "HFK-2025-0001"),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), "HFK-2026-0001"),  # midnight in Düsseldorf
    ],
)
def test_the_year_of_a_number_is_that_of_receipt_in_germany(session, received_at, key):
    assert next_case_number(session, received_at, PATTERN).key == key


def test_a_pattern_of_the_office_is_followed(session):
    at = datetime(2026, 6, 1, tzinfo=UTC)
    assert next_case_number(session, at, "{number}/{year} HFK").key == "1/2026 HFK"


def test_an_application_opens_a_case_with_the_next_number(session, office):
    for expected in ("HFK-2026-0001", "HFK-2026-0002"):
        message_id, decision = office.read(session)
        assert office.open_case(session, decision, message_id) == expected
        assert stored_message(session, message_id).state is MessageState.FILED
    assert [case.case for case in known_cases(session)] == ["HFK-2026-0001", "HFK-2026-0002"]


def test_a_number_that_was_not_used_is_given_again(session, office):
    at = datetime(2026, 6, 1, tzinfo=UTC)
    assert next_case_number(session, at, PATTERN) == next_case_number(session, at, PATTERN)
    message_id, decision = office.read(session)
    assert office.open_case(session, decision, message_id) == "HFK-2026-0001"


def test_a_number_that_was_given_meanwhile_is_not_given_twice(session, office):
    message_id, decision = office.read(session)
    other_id, other = office.read(session)
    number = next_case_number(session, decision.received_at, PATTERN)
    office.open_case(session, other, other_id)
    with pytest.raises(NumberTaken):
        file_item(session, message_id, FiledItem(decision, number.key), office.state(number.key, decision), (), number)


def test_filing_a_message_twice_changes_nothing(session, office):
    message_id, decision = office.read(session)
    letter = office.letter()
    office.open_case(session, decision, message_id, letter)
    before = rows(session)
    assert not begin_filing(session, message_id)
    number = next_case_number(session, decision.received_at, PATTERN)
    filed = FiledItem(decision, number.key)
    assert not file_item(session, message_id, filed, office.state(number.key, decision), (letter,), number)
    assert rows(session) == before


def test_an_item_without_a_case_is_kept(session, office):
    message_id, decision = office.read(session)
    assert begin_filing(session, message_id)
    assert file_item(session, message_id, FiledItem(decision, None), None)
    assert filed_items(session) == (FiledItem(decision, None),)
    assert known_cases(session) == ()


def test_only_what_was_read_can_be_filed(session, office):
    unread = office.receive(session)
    parked, decision = office.read(session)
    park(session, parked, "classification_failed")
    for message_id in (unread, parked):
        assert not begin_filing(session, message_id)
    with pytest.raises(StepNotAllowed):
        file_item(session, parked, FiledItem(decision, None), None)
    offer_again(session, parked)
    assert not begin_filing(session, parked)


def test_records_that_do_not_belong_together_are_refused(session, office):
    message_id, decision = office.read(session)
    _, other = office.read(session)
    state = office.state("HFK-2026-0001", decision)
    number = next_case_number(session, decision.received_at, PATTERN)
    for filed, its_state, opens in (
        (FiledItem(other, None), None, None),
        (FiledItem(decision, None), state, None),
        (FiledItem(decision, "HFK-2026-0001"), None, number),
        (FiledItem(decision, "HFK-2026-0002"), office.state("HFK-2026-0002", decision), number),
    ):
        with pytest.raises(ValueError, match="another"):
            file_item(session, message_id, filed, its_state, (), opens)


def test_a_message_of_the_hour_that_autumn_repeats_is_filed(session, office):
    message_id, decision = office.read(session)
    for fold in (0, 1):
        at = datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=ZoneInfo("Europe/Berlin"))
        raw = RawMessage(Channel.FAX, f"{fold}.tif", at, b"")
        message_id = register_message(session, raw, raw.source_name, "0" * 64, at).message_id
        page = Document(0, raw.source_name, "image/tiff", (Page(1, "Antrag"),))
        save_parsed(session, message_id, ParsedMessage(Channel.FAX, raw.source_name, at, (page,)))
        decided = replace(decision, item=raw.source_name, channel=Channel.FAX, received_at=at)
        assert file_item(session, message_id, FiledItem(decided, None), None)
        assert stored_message(session, message_id).received_at == at.astimezone(UTC)


def test_a_case_that_is_not_there_is_not_made_up(session, office):
    message_id, decision = office.read(session)
    state = office.state("HFK-2026-0007", decision)
    with pytest.raises(ValueError, match="a case that is not there"):
        file_item(session, message_id, FiledItem(decision, state.case), state)
    with pytest.raises(UnknownRow):
        bring_up_to_date(session, state, ())


def test_a_message_that_is_not_there_is_not_filed(session):
    with pytest.raises(UnknownRow):
        begin_filing(session, uuid.uuid4())


def test_the_case_becomes_what_follows_from_all_its_items(session, office):
    message_id, decision = office.read(session)
    case = office.open_case(session, decision, message_id, open_flags=frozenset({FlagKind.POA_MISSING}))
    lawyer = Representative("Rechtsanwältin Nora Beispiel", Role.LAWYER)
    office.add_to_case(session, case, representative=lawyer, authority="05111")
    (state,) = known_cases(session)
    assert (state.representative, state.authority, state.open_flags) == (lawyer, "05111", frozenset())
    assert [person.name for person in state.persons] == ["Amira Muster"]
    assert len(state.items) == 2


def test_what_changed_in_a_case_is_written_down_without_a_name(session, office):
    message_id, decision = office.read(session)
    case = office.open_case(session, decision, message_id, open_flags=frozenset({FlagKind.POA_MISSING}))
    office.add_to_case(session, case, representative=Representative("Nora Beispiel", Role.LAWYER), is_withdrawn=True)
    entries = [(each.what, each.before, each.after) for each in case_history(session, case)]
    assert entries == [
        ("case_opened", None, "open"),
        ("item_filed", None, "application"),
        ("case_authority", None, "05315"),
        ("case_flags", "", "poa_missing"),
        ("item_filed", None, "application"),
        ("case_status", "open", "withdrawn"),
        ("case_representative", None, "lawyer"),
        ("case_flags", "poa_missing", ""),
    ]
    assert {each.who for each in case_history(session, case)} == {"intake"}


def test_bringing_a_case_up_to_date_twice_changes_nothing(session, office):
    message_id, decision = office.read(session)
    case = office.open_case(session, decision, message_id, office.letter())
    before = rows(session)
    bring_up_to_date(session, office.state(case, decision), (office.letter(),))
    assert rows(session) == before


def test_two_who_file_at_once_give_numbers_without_gaps_and_file_each_item_once(own_engine, office):
    sessions = session_factory(own_engine)
    with transaction(sessions) as session:
        read = [office.read(session) for _ in range(12)]
    start = threading.Barrier(4)

    def file_all(_):
        start.wait()
        for message_id, decision in read:
            with transaction(sessions) as session:
                if begin_filing(session, message_id):
                    filed_items(session)
                    office.open_case(session, decision, message_id, office.letter())

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(file_all, range(4)))
    with reading(sessions) as session:
        assert [case.case for case in known_cases(session)] == [f"HFK-2026-{n:04d}" for n in range(1, 13)]
        assert len(filed_items(session)) == 12
        assert len(letters_owed(session)) == 12


def test_one_who_forgot_to_begin_loses_to_the_other_and_leaves_no_gap(own_engine, office):
    sessions = session_factory(own_engine)
    with transaction(sessions) as session:
        message_id, decision = office.read(session)
        other_id, other = office.read(session)
    with reading(sessions) as session:
        number = next_case_number(session, decision.received_at, PATTERN)
    with transaction(sessions) as session:
        office.open_case(session, other, other_id)
    state = office.state(number.key, decision)
    with pytest.raises(NumberTaken), transaction(sessions) as session:
        file_item(session, message_id, FiledItem(decision, number.key), state, (), number)
    with transaction(sessions) as session:
        assert ids_to_file(session) == (message_id,)
        assert office.open_case(session, decision, message_id) == "HFK-2026-0002"


STATEMENTS_WITH_KILLS = range(1, 30, 2)


def _file_and_die(settings, office, message_id, decision, after_statements):
    engine = open_engine(settings)
    left = iter(range(after_statements))

    def count_down(*_):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "after_cursor_execute", count_down)
    with transaction(session_factory(engine)) as session:
        office.open_case(session, decision, message_id, office.letter(), open_flags=frozenset({FlagKind.ABROAD}))
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_kill_at_any_statement_leaves_all_or_nothing(own_database, own_engine, office):
    sessions = session_factory(own_engine)
    context = get_context("fork")
    with transaction(sessions) as session:
        read = [office.read(session) for _ in STATEMENTS_WITH_KILLS]
    whole = []
    for (message_id, decision), statements in zip(read, STATEMENTS_WITH_KILLS, strict=True):
        own_engine.dispose()
        child = context.Process(target=_file_and_die, args=(own_database, office, message_id, decision, statements))
        child.start()
        child.join()
        assert child.exitcode == -signal.SIGKILL
        with transaction(sessions) as session:
            was_open = begin_filing(session, message_id)
            whole.append(not was_open)
            if was_open:
                flags = frozenset({FlagKind.ABROAD})
                office.open_case(session, decision, message_id, office.letter(), open_flags=flags)
    assert not whole[0]
    assert whole[-1]
    with reading(sessions) as session:
        cases = known_cases(session)
        assert [case.case for case in cases] == [f"HFK-2026-{n:04d}" for n in range(1, len(read) + 1)]
        assert all(case.open_flags == {FlagKind.ABROAD} for case in cases)
        assert len(letters_owed(session)) == len(read)
        assert all(len(items_of_case(session, case.case)) == 1 for case in cases)
        opened = select(func.count()).select_from(AuditRow).where(AuditRow.what == "case_opened")
        assert session.scalar(opened) == len(read) == session.scalar(select(func.count()).select_from(CaseRow))


def test_letters_follow_the_case_in_the_same_transaction(session, office):
    message_id, decision = office.read(session)
    held = office.letter(LetterKind.AUTHORITY_NOTIFICATION, None, LetterState.HELD, held_because="Die Vollmacht fehlt.")
    case = office.open_case(session, decision, message_id, office.letter(), held)
    assert [(owed.case, owed.letter) for owed in letters_owed(session)] == [(case, held), (case, office.letter())]
    session.rollback()
    assert letters_owed(session) == ()
    assert known_cases(session) == ()
