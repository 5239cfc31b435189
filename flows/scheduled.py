"""The flows that run by themselves: collect, process, deliver, remind, reconcile; each may be killed, or run twice.

Each runs in a process of its own that reads its settings from the environment, so it has no parameters. Prefect
gets names, times and counts. Each flow imports what it needs itself: a process that only looks whether there is
something to do does not wait for spaCy and the typesetting of letters.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from classifiers.directory import use_profile
from flows.logs import set_up_logging
from flows.runs import discreet, leave_counts
from flows.settings import IntakeSettings, read_settings
from flows.triggers import start_soon
from storage.database import open_engine, reading, session_factory, upgrade
from storage.status import ReleasePolicy

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

log = logging.getLogger(__name__)

_GERMANY: Final = ZoneInfo("Europe/Berlin")


@flow(**discreet("collect"))
async def collect() -> None:
    """Take in what is new in mailboxes and drop folders, and have it processed at once."""
    from flows.collect import Collected, collect_all

    began = time.monotonic()
    with _at_work() as (settings, sessions):
        tally = Collected()
        try:
            await asyncio.to_thread(collect_all, settings, sessions, tally)
        finally:
            if tally.new:
                await start_soon("process")
            await leave_counts("collect", asdict(tally), began)


@flow(**discreet("process"))
async def process() -> None:
    """Read and file what waits in the journal, and what comes meanwhile."""
    began = time.monotonic()
    with _at_work() as (settings, sessions):
        waiting = _waiting(sessions)
        if not waiting:
            await leave_counts("process", {}, began)
            return
        from flows.intake import office_at_work, work_on_journal

        with office_at_work(settings, is_patient=True) as office:
            tried: set[uuid.UUID] = set()
            # What another process holds stays in the journal and is not tried again and again.
            while waiting - tried:
                tried |= waiting
                await work_on_journal()
                waiting = _waiting(sessions)
            tally = office.tally
        if tally.opened and settings.release is not ReleasePolicy.MANUAL:
            await start_soon("deliver")
        counts = ("read", "filed", "opened", "parked", "put_off", "returned")
        await leave_counts("process", {name: getattr(tally, name) for name in counts}, began)


@flow(**discreet("deliver"))
async def deliver_letters() -> None:
    """Send what is released."""
    from flows.deliver import deliver
    from flows.postman import make_postman

    began = time.monotonic()
    with _at_work() as (settings, sessions):
        postman = make_postman(settings, sessions)
        try:
            await asyncio.to_thread(deliver, postman)
        finally:
            await leave_counts("deliver", asdict(postman.tally), began)


@flow(**discreet("remind"))
async def remind() -> None:
    """Queue the reminders of the cases whose Wiedervorlage is due; they leave once they are released."""
    from flows.procedure import profile_of
    from storage.database import transaction
    from storage.reminders import queue_reminders

    began = time.monotonic()
    with _at_work() as (settings, sessions):
        today = datetime.now(_GERMANY).date()
        with transaction(sessions) as session:
            queued = queue_reminders(session, today, profile_of(settings))
        await leave_counts("remind", {"queued": len(queued)}, began)


@flow(**discreet("reconcile"))
async def reconcile() -> State[Any]:
    """Hold the sources against the journal; a run with alarms fails, so that Prefect can notify."""
    from flows.reconcile import find_alarms

    began = time.monotonic()
    with _at_work() as (settings, sessions):
        alarms = await asyncio.to_thread(find_alarms, settings, sessions, datetime.now(UTC))
        await leave_counts("reconcile", {alarm.code: alarm.count for alarm in alarms}, began)
        for alarm in alarms:
            log.error("alarm", extra={"rule": alarm.code, "files": alarm.count})
    return Failed(message=f"{len(alarms)} alarms") if alarms else Completed(message="no alarm")


def _waiting(sessions: sessionmaker[Session]) -> set[uuid.UUID]:
    """Messages that can be read or filed now."""
    from storage.messages import ids_to_file, ids_to_read

    now = datetime.now(UTC)
    with reading(sessions) as session:
        return {*ids_to_read(session, now), *ids_to_file(session, now)}


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
