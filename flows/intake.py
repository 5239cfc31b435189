"""Where a message becomes a case: register, read, file; each step may be killed and is then done again.

The journal in our own database says what is to be done; Prefect shows it and tries again. Tasks exchange ids
only, for Prefect stores what it is handed.
"""

from __future__ import annotations

import asyncio
import logging
import re
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from spacy.language import Language
from sqlalchemy.orm import Session, sessionmaker

from classifiers import nlp
from classifiers.casework import case_state
from classifiers.classify import classify
from classifiers.directory import use_profile
from classifiers.linking import link
from classifiers.records import FiledItem
from flows.bounces import note_returned, returned_letters
from flows.channels.folder import FileUnavailable, Found, fetch
from flows.logs import about_message
from flows.owed import letters_after_intake
from flows.reading import Readers, ReadingOptions, readers
from flows.records import Step, Tally
from flows.settings import IntakeSettings
from parsers.errors import Conflict, Misconfigured, Unavailable
from parsers.records import ParsedMessage, RawMessage, TextSource
from storage.address_book import authorities
from storage.blobs import load_blob, store_blob
from storage.cases import begin_filing, file_item, next_case_number
from storage.database import open_engine, reading, session_factory, transaction, upgrade
from storage.errors import BlobDamaged
from storage.forwarding import forwarded
from storage.items import filed_items, items_of_case
from storage.journal import give_back, lease_message, put_off
from storage.messages import (
    ids_to_file,
    ids_to_read,
    load_parsed,
    park,
    register_message,
    save_parsed,
    stored_message,
)
from storage.rulings import rulings_by_case

log = logging.getLogger(__name__)


class MessageTaken(Conflict):
    """Another worker has the message."""


def no_report(_step: Step, _done: int, _total: int) -> None:
    """Tell nobody how far the run is."""


@dataclass(frozen=True)
class Office:
    """What the tasks work with. Kept out of their parameters: Prefect stores those.

    Attributes:
        settings: Of this run.
        sessions: Of our database.
        readers: The child processes that read.
        nlp: spaCy's pipeline.
        inbox: The files to take in.
        report: Is told how far each step is.
        now: The clock.
        tally: What was done so far.
        started: When, by the clock that never goes back.
        is_patient: Whether a message waits for another run where a service is away; else the run ends.
    """

    settings: IntakeSettings
    sessions: sessionmaker[Session]
    readers: Readers
    nlp: Language
    inbox: tuple[Found, ...] = ()
    report: Callable[[Step, int, int], None] = no_report
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    tally: Tally = field(default_factory=Tally)
    started: float = field(default_factory=time.monotonic)
    is_patient: bool = False

    @property
    def worker(self) -> str:
        """Who holds the leases: the home on this machine, so that a run takes up what a killed one had at once."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"//{socket.gethostname()}{self.settings.home}").hex


_office: ContextVar[Office] = ContextVar("office")


def _is_worth_another_try(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Whether a service was away: it may be back. All else would fail again."""
    return isinstance(state.data, Unavailable)


# Nothing of a task is kept by Prefect but its name, its times and its end.
_DISCREET: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "persist_result": False,
    "log_prints": False,
    "retries": 3,
    "retry_delay_seconds": [1, 5, 15],
    "retry_condition_fn": _is_worth_another_try,
}


@flow(name="intake", flow_run_name="intake-{run_id}", log_prints=False, persist_result=False)
async def take_in(run_id: str) -> None:
    """Take in what lies in the inbox, and what an earlier run left undone.

    Args:
        run_id: Ours; says nothing.
    """
    await register_inbox(run_id)
    await work_on_journal()
    await tell_counts(run_id)


async def work_on_journal() -> None:
    """Read and file what waits in the journal."""
    office = _office.get()
    with reading(office.sessions) as session:
        unread = ids_to_read(session, office.now())
    await _read_all(office, unread)
    with reading(office.sessions) as session:
        unfiled = ids_to_file(session, office.now())
    for done, message_id in enumerate(unfiled, start=1):
        await file_message(str(message_id))
        office.report(Step.FILE, done, len(unfiled))


async def _read_all(office: Office, unread: tuple[uuid.UUID, ...]) -> None:
    """Read with one task for each child, and one more that waits with the next message."""
    waiting = iter(unread)
    done = 0

    async def read_one_after_another() -> None:
        nonlocal done
        for message_id in waiting:
            await read_message(str(message_id))
            done += 1
            office.report(Step.READ, done, len(unread))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(office.settings.workers + 1, len(unread))):
                group.create_task(read_one_after_another())
    except ExceptionGroup as several:
        # They have one cause, a service or a program that is missing: the first one says it.
        raise several.exceptions[0] from None


@task(**_DISCREET)
async def register_inbox(run_id: str) -> None:
    """Store the bytes of every file and enter it in the journal, once for ever.

    Args:
        run_id: Ours; says nothing.
    """
    office = _office.get()
    log.info("registering", extra={"run_id": run_id, "files": len(office.inbox)})
    for done, found in enumerate(office.inbox, start=1):
        _register(office, found)
        office.report(Step.REGISTER, done, len(office.inbox))


def _register(office: Office, found: Found) -> None:
    try:
        raw = fetch(found, office.now(), office.settings.limits.message_bytes)
    except FileUnavailable:
        office.tally.unopened += 1
        return
    # The bytes are safe before the journal says that there is a message.
    sha256 = store_blob(office.settings.storage.blobs, raw.content)
    with transaction(office.sessions) as session:
        entry = register_message(session, raw, f"{raw.source_name}#{sha256}", sha256, raw.collected_at)
    office.tally.fetched += 1
    office.tally.new += entry.is_new


@task(**_DISCREET)
async def read_message(message_id: str) -> None:
    """Read what a message holds and keep it; whatever is wrong with it, the next one has its turn.

    Args:
        message_id: Of the journal.
    """
    office = _office.get()
    with _accounted_for(office, message_id):
        _take_lease(office, message_id)
        with reading(office.sessions) as session:
            stored = stored_message(session, uuid.UUID(message_id))
        content = load_blob(office.settings.storage.blobs, stored.sha256)
        raw = RawMessage(stored.channel, stored.source_name, stored.collected_at, content)
        parsed = await (office.readers.read_headers(raw) if stored.is_partial else office.readers.read(raw))
        with transaction(office.sessions) as session:
            save_parsed(session, stored.message_id, parsed)
        _count_pages(office.tally, parsed)


@task(**_DISCREET)
async def file_message(message_id: str) -> None:
    """Say what a message is, find or open its case, and owe the letters that follow: all in one transaction.

    Args:
        message_id: Of the journal.
    """
    office = _office.get()
    with _accounted_for(office, message_id):
        message = uuid.UUID(message_id)
        _take_lease(office, message_id)
        with reading(office.sessions) as session:
            parsed = load_parsed(session, message)
        decision = classify(parsed, office.nlp, accepts_asserted=office.settings.accept_asserted_vollmacht)
        with transaction(office.sessions) as session:
            if not begin_filing(session, message):
                return
            moved, rulings = forwarded(session), rulings_by_case(session)
            place = link(decision, filed_items(session), moved, rulings)
            opens = None
            if place.opens_case:
                pattern = office.settings.aktenzeichen_pattern
                opens = next_case_number(session, decision.received_at, pattern)
            returned = returned_letters(session, parsed, decision.kind)
            case = opens.key if opens else returned[0].case if returned else place.case
            case = moved.get(case or "", case)
            filed = FiledItem(place.decision, case, place.duplicate_of)
            accepts = office.settings.accept_asserted_vollmacht
            items = (*items_of_case(session, case), filed) if case else ()
            ruled = rulings.get(case or "", ())
            state = case_state(case, items, accepts_asserted=accepts, rulings=ruled) if case else None
            letters = letters_after_intake(state, authorities(session)) if state else ()
            file_item(session, message, filed, state, letters, opens)
            office.tally.returned += note_returned(session, returned, message)
        office.tally.filed += 1
        office.tally.opened += opens is not None


@contextmanager
def _accounted_for(office: Office, message_id: str) -> Iterator[None]:
    """Park the message where the work on it fails by its own fault; one bad message holds up no other."""
    with about_message(message_id):
        try:
            yield
            with transaction(office.sessions) as session:
                give_back(session, uuid.UUID(message_id))
        except Conflict as conflict:
            # Another process was at it first; where it left the message, the next run takes it up.
            log.warning("message left to another process", extra={"error": _code(conflict)})
        except (Unavailable, Misconfigured) as error:
            if isinstance(error, BlobDamaged):
                _park(office, message_id, error)
            elif office.is_patient and isinstance(error, Unavailable):
                _put_off(office, message_id, error)
            else:
                raise  # not the message's fault: it stays where it is in the journal
        except Exception as error:  # noqa: BLE001 - the one boundary: whatever else it is, a person is told
            _park(office, message_id, error)


def _take_lease(office: Office, message_id: str) -> None:
    lasts = timedelta(seconds=2 * office.settings.message_timeout_seconds)
    with transaction(office.sessions) as session:
        if not lease_message(session, uuid.UUID(message_id), office.worker, office.now(), lasts):
            raise MessageTaken("another worker has this message")


def _put_off(office: Office, message_id: str, error: Unavailable) -> None:
    log.warning("message put off", extra={"error": _code(error)})
    with transaction(office.sessions) as session:
        put_off(session, uuid.UUID(message_id), office.now())
    office.tally.put_off += 1


def _park(office: Office, message_id: str, error: Exception) -> None:
    # The error's text may quote the message; its class and the lines of code that it came through do not.
    code = _code(error)
    log.error("message parked", extra={"error": code, "trace": _places(error)})
    with transaction(office.sessions) as session:
        park(session, uuid.UUID(message_id), code)
    office.tally.parked += 1


def _code(error: Exception) -> str:
    """The class of an error as the word that the journal keeps: UnreadableMessage → unreadable_message."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(error).__name__).lower()


def _places(error: BaseException) -> str:
    """Files and lines that an error came through, without its text."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(places)


def _count_pages(tally: Tally, parsed: ParsedMessage) -> None:
    pages = [page for document in parsed.documents if not document.is_body for page in document.pages]
    tally.read += 1
    tally.pages += len(pages)
    tally.pictures += sum(page.source in {TextSource.OCR, TextSource.NONE} for page in pages)


@task(**_DISCREET)
async def tell_counts(run_id: str) -> None:
    """Leave the counts of the run as a table in Prefect.

    Args:
        run_id: Ours; says nothing.
    """
    office = _office.get()
    tally = office.tally
    tally.seconds = time.monotonic() - office.started
    counts = {
        "fetched": tally.fetched,
        "new": tally.new,
        "known": tally.fetched - tally.new,
        "filed": tally.filed,
        "parked": tally.parked,
        "seconds": round(tally.seconds, 1),
    }
    await acreate_table_artifact(table=[counts], key="intake-run", description=f"run {run_id}")


def run_intake(
    settings: IntakeSettings,
    inbox: tuple[Found, ...],
    report: Callable[[Step, int, int], None] = no_report,
) -> Tally:
    """Take in an inbox: the whole main job. A Prefect API must be at hand (`flows.prefect_api`).

    Args:
        settings: Of this run.
        inbox: From `take_inventory`.
        report: Is told after each message how far its step is: step, done, total.

    Returns:
        What was done.

    Raises:
        Unavailable: A service was away, in spite of several tries; another run goes on.
        Misconfigured: The operator must act; another run goes on then.
    """
    with office_at_work(settings, inbox, report) as office:
        asyncio.run(take_in(str(uuid.uuid4())))
    return office.tally


@contextmanager
def office_at_work(
    settings: IntakeSettings,
    inbox: tuple[Found, ...] = (),
    report: Callable[[Step, int, int], None] = no_report,
    *,
    is_patient: bool = False,
) -> Iterator[Office]:
    """Give the tasks what they work with: database, child processes, pipeline.

    Args:
        settings: Of this run.
        inbox: From `take_inventory`.
        report: As for `run_intake`.
        is_patient: Whether a message waits for another run where a service is away; else the run ends.
    """
    use_profile(settings.letters_folder, settings.aktenzeichen_pattern)
    engine = open_engine(settings.storage)
    options = ReadingOptions(
        workers=settings.workers,
        timeout_seconds=settings.message_timeout_seconds,
        memory_bytes=settings.child_memory_bytes,
        file_bytes=settings.child_file_bytes,
        messages_per_child=settings.child_messages,
        ocr=settings.ocr,
        limits=settings.limits,
        scratch=settings.scratch,
    )
    try:
        upgrade(engine)
        with readers(options) as children:
            sessions = session_factory(engine)
            office = Office(settings, sessions, children, nlp.load(), inbox, report, is_patient=is_patient)
            token = _office.set(office)
            try:
                yield office
            finally:
                _office.reset(token)
    finally:
        engine.dispose()
