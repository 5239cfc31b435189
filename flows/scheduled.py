"""The flows that run by themselves: collect, process, deliver, reconcile; each may be killed, or run twice at once.

Each runs in a process of its own that reads its settings from the environment, so it has no parameters. Prefect
gets names, times and counts.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from sqlalchemy.orm import Session, sessionmaker

from classifiers.directory import use_profile
from flows.channels.accounts import MailAccount
from flows.channels.drop_folder import DropFolder
from flows.collect import Collected, Collector, collect_drop_folder, collect_mailbox
from flows.deliver import Delivered, Postman, deliver
from flows.intake import office_at_work, work_on_journal
from flows.logs import set_up_logging
from flows.reconcile import find_alarms
from flows.settings import IntakeSettings, read_settings
from parsers.errors import IntakeError, Misconfigured, Unavailable
from storage.database import open_engine, reading, session_factory, upgrade
from storage.messages import ids_to_file, ids_to_read

log = logging.getLogger(__name__)

_GERMANY: Final = ZoneInfo("Europe/Berlin")


def _named(kind: str) -> Callable[[], str]:
    """Name a run by its time, which says nothing of a person."""
    return lambda: f"{kind} {datetime.now(_GERMANY):%Y-%m-%d %H:%M:%S}"


def _discreet(kind: str) -> dict[str, Any]:
    return {"name": kind, "flow_run_name": _named(kind), "log_prints": False, "persist_result": False}


@flow(**_discreet("collect"))
async def collect() -> None:
    """Take in what is new in mailboxes and drop folders."""
    began = time.monotonic()
    with _at_work() as (settings, sessions):
        tally = Collected()
        try:
            await asyncio.to_thread(collect_all, settings, sessions, tally)
        finally:
            await _leave_table("collect", asdict(tally), began)


@flow(**_discreet("process"))
async def process() -> None:
    """Read and file what waits in the journal."""
    began = time.monotonic()
    with _at_work() as (settings, sessions):
        with reading(sessions) as session:
            now = datetime.now(UTC)
            waits = bool(ids_to_read(session, now) or ids_to_file(session, now))
        if not waits:
            return
        with office_at_work(settings, is_patient=True) as office:
            await work_on_journal()
            tally = office.tally
        counts = ("read", "filed", "opened", "parked", "put_off", "returned")
        await _leave_table("process", {name: getattr(tally, name) for name in counts}, began)


@flow(**_discreet("deliver"))
async def deliver_letters() -> None:
    """Send what is released."""
    began = time.monotonic()
    with _at_work() as (settings, sessions):
        postman = make_postman(settings, sessions)
        try:
            await asyncio.to_thread(deliver, postman)
        finally:
            await _leave_table("deliver", asdict(postman.tally), began)


@flow(**_discreet("reconcile"))
async def reconcile() -> State[Any]:
    """Hold the sources against the journal; a run with alarms fails, so that Prefect can notify."""
    began = time.monotonic()
    with _at_work() as (settings, sessions):
        alarms = await asyncio.to_thread(find_alarms, settings, sessions, datetime.now(UTC))
        await _leave_table("reconcile", {alarm.code: alarm.count for alarm in alarms}, began)
        for alarm in alarms:
            log.error("alarm", extra={"rule": alarm.code, "files": alarm.count})
    return Failed(message=f"{len(alarms)} alarms") if alarms else Completed(message="no alarm")


def collect_all(settings: IntakeSettings, sessions: sessionmaker[Session], tally: Collected) -> None:
    """Look into every mailbox and folder; one that is away holds up no other.

    Args:
        settings: Of the intake.
        sessions: Of our database.
        tally: Is counted up.

    Raises:
        IntakeError: What was wrong with the first source that failed, after all had their turn.
    """
    collector = Collector(settings.storage, sessions, settings.limits.message_bytes, lambda: datetime.now(UTC), tally)
    failed: IntakeError | None = None
    sources: tuple[MailAccount | DropFolder, ...] = (*settings.mailboxes, *settings.drop_folders)
    for source in sources:
        try:
            if isinstance(source, DropFolder):
                collect_drop_folder(collector, source)
            else:
                collect_mailbox(collector, source)
        except (Unavailable, Misconfigured) as error:
            log.warning("source not collected", extra={"error": type(error).__name__})
            failed = failed or error
    if failed is not None:
        raise failed


def make_postman(settings: IntakeSettings, sessions: sessionmaker[Session]) -> Postman:
    """Give delivery what it needs."""
    return Postman(
        storage=settings.storage,
        sessions=sessions,
        server=settings.mail_server,
        print_folder=settings.print_folder or settings.home / "print",
        policy=settings.release,
        mails_sensitive=settings.mails_sensitive,
        mails_per_day=settings.mails_per_day,
        letters_folder=settings.letters_folder,
        worker=f"{socket.gethostname()[:40]}-{os.getpid()}",
        now=lambda: datetime.now(UTC),
        tally=Delivered(),
    )


@contextmanager
def _at_work() -> Iterator[tuple[IntakeSettings, sessionmaker[Session]]]:
    settings = read_settings(os.environ)
    use_profile(settings.letters_folder, settings.aktenzeichen_pattern)
    set_up_logging(settings.log_level)
    engine = open_engine(settings.storage)
    try:
        upgrade(engine)
        yield settings, session_factory(engine)
    finally:
        engine.dispose()


async def _leave_table(kind: str, counts: dict[str, int], began: float) -> None:
    told = {**counts, "seconds": round(time.monotonic() - began, 1)}
    await acreate_table_artifact(table=[told], key=f"intake-{kind}", description=kind)
