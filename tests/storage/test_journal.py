from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from storage.database import reading, session_factory, transaction
from storage.errors import StepNotAllowed, UnknownRow
from storage.journal import (
    PAUSES,
    Place,
    clocks,
    give_back,
    journal_entries,
    known_uids,
    lease_message,
    mark_moved,
    put_off,
    remember_place,
    retry_message,
    set_clock,
    uids_to_move,
)
from storage.messages import ids_to_read, park, stored_message

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LASTS = timedelta(minutes=10)


def take(session, message_id, worker="w1", now=NOW):
    return lease_message(session, message_id, worker, now, LASTS)


def test_messages_are_numbered_as_they_come_in(session, office):
    ids = [office.receive(session) for _ in range(3)]
    numbers = [stored_message(session, message_id).entry_number for message_id in ids]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]
    assert [entry.message_id for entry in journal_entries(session)] == ids


def test_the_journal_tells_what_became_of_each(session, office):
    filed, decision = office.read(session)
    case = office.open_case(session, decision, filed)
    parked = office.receive(session)
    park(session, parked, "unreadable_message")
    lines = [(entry.state, entry.kind, entry.case, entry.parked_because) for entry in journal_entries(session)]
    assert lines == [("filed", "application", case, None), ("parked", None, None, "unreadable_message")]


def test_the_journal_of_a_time(session, office):
    office.receive(session)
    second = office.receive(session)
    at = stored_message(session, second).collected_at
    assert [entry.message_id for entry in journal_entries(session, since=at)] == [second]
    assert len(journal_entries(session, until=at)) == 1


def test_a_message_is_given_to_one_worker_alone(session, office):
    first, second = office.receive(session), office.receive(session)
    assert take(session, first)
    assert take(session, first)
    assert not take(session, first, "w2")
    assert take(session, second, "w2")
    give_back(session, first)
    assert take(session, first, "w2")


def test_a_worker_that_died_gives_its_message_back_after_a_time(session, office):
    message_id = office.receive(session)
    assert take(session, message_id)
    assert not take(session, message_id, "w2", NOW + LASTS / 2)
    assert take(session, message_id, "w2", NOW + LASTS)


def test_a_message_that_is_put_off_waits_longer_each_time_and_holds_up_no_other(session, office):
    message_id, other = office.receive(session), office.receive(session)
    now, waits = NOW, []
    for _ in range(len(PAUSES) + 1):
        next_try_at = put_off(session, message_id, now)
        waits.append(next_try_at - now)
        now = next_try_at
    assert waits == [*PAUSES, PAUSES[-1]]
    assert ids_to_read(session, NOW) == (other,)
    retry_message(session, message_id, "frau.beispiel")
    assert ids_to_read(session, NOW) == (message_id, other)


def test_a_parked_message_is_taken_up_again(session, office):
    message_id = office.receive(session)
    park(session, message_id, "unreadable_message")
    assert ids_to_read(session) == ()
    retry_message(session, message_id, "frau.beispiel")
    assert ids_to_read(session) == (message_id,)


def test_what_is_filed_or_unknown_is_not_taken_up_again(session, office):
    message_id, decision = office.read(session)
    office.open_case(session, decision, message_id)
    with pytest.raises(StepNotAllowed):
        retry_message(session, message_id, "frau.beispiel")
    with pytest.raises(UnknownRow):
        retry_message(session, type(message_id)(int=1), "frau.beispiel")


def test_places_in_a_mailbox_are_known_by_all_four_parts(session, office):
    message_id = office.receive(session)
    place = Place("poststelle", "INBOX", 7, 1)
    remember_place(session, place, message_id)
    remember_place(session, place, message_id)
    assert known_uids(session, "poststelle", "INBOX", 7) == {1}
    assert known_uids(session, "poststelle", "INBOX", 8) == frozenset()
    assert known_uids(session, "poststelle", "Fax", 7) == frozenset()
    assert known_uids(session, "fax", "INBOX", 7) == frozenset()
    assert uids_to_move(session, "poststelle", "INBOX", 7) == (1,)
    mark_moved(session, (place, Place("poststelle", "INBOX", 7, 99)))
    assert uids_to_move(session, "poststelle", "INBOX", 7) == ()
    assert known_uids(session, "poststelle", "INBOX", 7) == {1}


def test_clocks_are_set_forward(session):
    set_clock(session, "collect", NOW)
    set_clock(session, "collect", NOW + LASTS)
    assert clocks(session) == {"collect": NOW + LASTS}


def test_a_clock_may_be_set_by_several_at_the_same_moment(own_engine):
    sessions = session_factory(own_engine)
    start = Barrier(4)

    def set_all(number):
        start.wait()
        for name in range(30):
            with transaction(sessions) as session:
                set_clock(session, f"collect {name}", NOW + number * LASTS)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(set_all, range(4)))
    with reading(sessions) as session:
        assert len(clocks(session)) == 30
