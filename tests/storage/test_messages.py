import os
import signal
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import event, select

from parsers.records import Channel, Document, FaxOrigin, MailHeader, Page, ParsedMessage, Problem, RawMessage
from storage.blobs import load_blob, store_blob
from storage.database import open_engine, reading, session_factory, transaction
from storage.errors import StepNotAllowed, UnknownRow
from storage.messages import (
    ids_to_file,
    ids_to_read,
    load_parsed,
    offer_again,
    park,
    postpone,
    register_message,
    save_parsed,
    stored_message,
)
from storage.status import MessageState
from storage.tables import AuditRow

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
RAW = RawMessage(Channel.FAX, "20260302T090000.tif", AT, b"II*\x00")


def parsed(**changes):
    body = Document(0, RAW.source_name, "image/tiff", (Page(1, "Antrag"),))
    return ParsedMessage(
        **{"channel": RAW.channel, "source_name": RAW.source_name, "received_at": AT, "documents": (body,)} | changes
    )


def register(session, ref="ref", at=AT, raw=RAW):
    return register_message(session, raw, ref, "0" * 64, at)


def test_a_message_is_entered_once(session):
    first = register(session)
    second = register(session)
    assert first.is_new
    assert second == (first.message_id, False)


def test_the_same_reference_on_another_channel_is_another_message(session):
    fax = register(session)
    post = register(session, raw=RawMessage(Channel.POST, RAW.source_name, AT, RAW.content))
    assert post.is_new
    assert post.message_id != fax.message_id


def test_what_was_registered_is_given_back(session):
    message_id = register(session, at=AT - timedelta(hours=1)).message_id
    stored = stored_message(session, message_id)
    assert (stored.channel, stored.source_name, stored.size_bytes) == (Channel.FAX, RAW.source_name, 4)
    assert (stored.collected_at, stored.received_at) == (AT, AT - timedelta(hours=1))
    assert (stored.state, stored.parked_because, stored.attempts) == (MessageState.RECEIVED, None, 0)


def test_an_unknown_id_is_said_to_be_unknown(session):
    for ask in (stored_message, load_parsed):
        with pytest.raises(UnknownRow):
            ask(session, uuid.uuid4())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(message=...)
def test_what_was_read_comes_back_exactly(session, message: ParsedMessage):
    raw = RawMessage(message.channel, message.source_name, message.received_at, b"")
    message_id = register(session, ref=uuid.uuid4().hex, raw=raw).message_id
    assert save_parsed(session, message_id, message)
    session.flush()
    session.expire_all()
    assert load_parsed(session, message_id) == message


def test_names_that_are_no_unicode_come_back_exactly(session):
    name = os.fsdecode("Müller.pdf".encode("latin-1"))
    raw = RawMessage(Channel.FAX, name, AT, b"")
    message_id = register(session, ref=name, raw=raw).message_id
    message = parsed(source_name=name, documents=(Document(0, name, "application/pdf", problem=Problem.EMPTY),))
    save_parsed(session, message_id, message)
    session.flush()
    session.expire_all()
    assert load_parsed(session, message_id) == message


def test_a_message_of_the_greatest_length_is_kept(session):
    message_id = register(session).message_id
    pages = tuple(Page(number, "Ü" * 100_000) for number in range(1, 30))
    save_parsed(session, message_id, parsed(documents=(Document(0, "a", "application/pdf", pages),)))
    session.expire_all()
    assert load_parsed(session, message_id).documents[0].pages == pages


def test_reading_sets_the_receipt_time_and_the_state(session):
    message_id = register(session).message_id
    assert save_parsed(session, message_id, parsed(received_at=AT - timedelta(days=2)))
    stored = stored_message(session, message_id)
    assert (stored.state, stored.received_at) == (MessageState.READ, AT - timedelta(days=2))


def test_reading_twice_changes_nothing(session):
    message_id = register(session).message_id
    assert save_parsed(session, message_id, parsed())
    assert not save_parsed(session, message_id, parsed(documents=(Document(0, "other", "text/plain"),)))
    assert load_parsed(session, message_id) == parsed()


def test_what_was_read_of_another_message_is_refused(session):
    message_id = register(session).message_id
    with pytest.raises(ValueError, match="another message"):
        save_parsed(session, message_id, parsed(source_name="other.tif"))


def test_nothing_can_be_loaded_before_it_was_read(session):
    with pytest.raises(UnknownRow):
        load_parsed(session, register(session).message_id)


def test_a_parked_message_waits_with_its_reason_and_leaves_an_entry(session):
    message_id = register(session).message_id
    park(session, message_id, "unreadable_message")
    park(session, message_id, "too_large")
    stored = stored_message(session, message_id)
    assert (stored.state, stored.parked_because) == (MessageState.PARKED, "unreadable_message")
    assert ids_to_read(session) == ()
    entries = session.scalars(select(AuditRow).where(AuditRow.message_id == message_id)).all()
    assert [(each.who, each.before, each.after, each.why) for each in entries] == [
        ("intake", "received", "parked", "unreadable_message")
    ]


def test_a_parked_message_that_is_offered_again_starts_from_its_bytes(session):
    message_id = register(session).message_id
    save_parsed(session, message_id, parsed())
    park(session, message_id, "classification_failed")
    with pytest.raises(StepNotAllowed):
        save_parsed(session, message_id, parsed())
    offer_again(session, message_id, who="Sachbearbeitung")
    offer_again(session, message_id)
    assert ids_to_read(session) == (message_id,)
    again = parsed(
        documents=(Document(0, "better", "image/tiff", (Page(1, "Antrag auf Härtefall"),)),),
        mail=MailHeader(),
    )
    assert save_parsed(session, message_id, again)
    assert load_parsed(session, message_id) == again


def test_a_message_that_is_read_is_not_offered_again(session):
    message_id = register(session).message_id
    save_parsed(session, message_id, parsed())
    with pytest.raises(StepNotAllowed):
        offer_again(session, message_id)


def test_messages_wait_in_order_of_receipt_then_of_name(session):
    def enter(name, at):
        return register(session, ref=name, at=at, raw=RawMessage(Channel.FAX, name, AT, b"")).message_id

    late = enter("a.tif", AT + timedelta(hours=2))
    second = enter("c.tif", AT)
    first = enter("b.tif", AT)
    assert ids_to_read(session) == (first, second, late)
    for message_id, name in ((late, "a.tif"), (second, "c.tif"), (first, "b.tif")):
        at = AT + timedelta(hours=2) if message_id == late else AT
        save_parsed(session, message_id, parsed(source_name=name, received_at=at))
    assert ids_to_read(session) == ()
    assert ids_to_file(session) == (first, second, late)


def test_what_is_put_off_waits_until_its_time(session):
    message_id = register(session).message_id
    assert postpone(session, message_id, AT + timedelta(minutes=5)) == 1
    assert postpone(session, message_id, AT + timedelta(minutes=10)) == 2
    assert ids_to_read(session, AT) == ()
    assert ids_to_read(session, AT + timedelta(minutes=10)) == (message_id,)
    assert ids_to_read(session) == (message_id,)
    assert stored_message(session, message_id).attempts == 2


def test_eight_who_register_the_same_messages_at_once_enter_each_once(own_engine):
    sessions = session_factory(own_engine)
    start = threading.Barrier(8)

    def register_all(_):
        start.wait()
        found = []
        for number in range(10):
            with transaction(sessions) as session:
                found.append(register(session, ref=f"ref-{number}"))
        return found

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(register_all, range(8)))
    for number in range(10):
        assert len({found[number].message_id for found in results}) == 1
        assert sum(found[number].is_new for found in results) == 1
    with reading(sessions) as session:
        assert len(ids_to_read(session)) == 10


def _die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def _register_and_die(settings, moment):
    engine = open_engine(settings)
    sha256 = store_blob(settings.blobs, RAW.content)
    if moment == "before the commit":
        event.listen(engine, "commit", _die)
    with transaction(session_factory(engine)) as session:
        register_message(session, RAW, "ref", sha256, AT)
    _die()


@pytest.mark.parametrize(("moment", "is_new"), [("before the commit", True), ("after the commit", False)])
def test_a_kill_around_the_commit_loses_nothing_and_doubles_nothing(own_database, own_engine, moment, is_new):
    own_engine.dispose()
    child = get_context("fork").Process(target=_register_and_die, args=(own_database, moment))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    sessions = session_factory(own_engine)
    sha256 = store_blob(own_database.blobs, RAW.content)
    with transaction(sessions) as session:
        again = register_message(session, RAW, "ref", sha256, AT)
    assert again.is_new is is_new
    with reading(sessions) as session:
        assert ids_to_read(session) == (again.message_id,)
        assert load_blob(own_database.blobs, stored_message(session, again.message_id).sha256) == RAW.content


def test_a_mail_that_is_a_fax_is_kept_as_one_and_known_again(session, office):
    message_id = office.receive(session, "a.eml")
    at = stored_message(session, message_id).received_at
    pages = Document(0, "fax.tif", "image/tiff", (Page(1, "Antrag"),))
    parsed = ParsedMessage(Channel.FAX, "a.eml", at, (pages,), fax=FaxOrigin("0201123456", 1))
    assert save_parsed(session, message_id, parsed)
    assert load_parsed(session, message_id) == parsed
    assert stored_message(session, message_id).channel is Channel.FAX
    raw = RawMessage(Channel.EMAIL, "a.eml", at, b"a.eml")
    assert register_message(session, raw, "a.eml", "0" * 64, at) == (message_id, False)
