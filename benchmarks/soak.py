"""`make soak`: kills the intake at random moments, over and over, then counts: messages, cases and letters are as many.

Real Dovecot, real SMTP server, real database and blobs. The work of a run (collect, read, file, deliver) is that of the
flows; it is done in a fork of a process that has imported everything, and mails are read in that same fork, so that a
hundred starts do not take hours. That children which read die with their parent is shown by tests/flows/test_kill.py.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dovecot import Dovecot, make_certificate, running_dovecot
from inboxes import application
from mailserver import Taken, running_mail_server

from flows.collect import Collected, collect_all
from flows.deliver import LASTS, deliver
from flows.postman import make_postman
from flows.settings import IntakeSettings
from parsers.parse import parse
from parsers.records import Page, ParsedMessage, RawMessage
from storage.database import open_engine, reading, session_factory, upgrade
from storage.journal import journal_entries
from storage.messages import ids_to_file, ids_to_read
from storage.outbox import letters_owed
from storage.status import MessageState, OutboxState, ReleasePolicy, Way

_MAILS_A_ROUND = 3
_FIRST = (
    *("Mina", "Bilal", "Karwan", "Deniz", "Samira", "Tarek", "Nadia", "Goran", "Lejla", "Omar", "Hana", "Ivan"),
    *("Yusuf", "Amina", "Pavel", "Salma", "Viktor", "Zeynep", "Rashid", "Elira"),
)
_LAST = (
    *("Rahimi", "Obafemi", "Jalal", "Sorani", "Kovacek", "Haddad", "Mensah", "Petkov", "Tesfaye", "Yildirim"),
    *("Berisha", "Cisse", "Dogan", "Ghafuri", "Nwosu", "Lukic"),
)


class _InThisProcess:
    """Reads where it is asked to; the mails of the soak are text alone."""

    async def read(self, raw: RawMessage) -> ParsedMessage:
        """Read one message."""
        return parse(raw, lambda _picture: Page(1, ""))


@contextmanager
def _in_this_process(_options: object) -> Iterator[_InThisProcess]:
    yield _InThisProcess()


def make_applications(count: int) -> list[bytes]:
    """Give applications of different people, a minute after one another."""
    names = [f"{first} {last}" for first in _FIRST for last in _LAST]
    assert count <= len(names)
    made = []
    for number, name in enumerate(names[:count]):
        at = format_datetime(datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(minutes=number))
        mail = message_from_bytes(application(number % 27, name), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        mail.replace_header("Date", at)
        mail.replace_header("Message-ID", f"<soak-{number}@example.org>")
        mail.set_content(mail.get_content().replace(".04.1985", f".04.{1960 + number % 41}"))
        made.append(mail.as_bytes())
    return made


async def _work(settings: IntakeSettings, number: int) -> None:
    """What the flows collect, process and deliver do, one after the other."""
    from flows.intake import file_message, office_at_work, read_message

    with office_at_work(settings, is_patient=True) as office:
        collect_all(settings, office.sessions, Collected())
        for ids, step in ((ids_to_read, read_message), (ids_to_file, file_message)):
            with reading(office.sessions) as session:
                waiting = ids(session)
            for message_id in waiting:
                await step.fn(str(message_id))
        postman = make_postman(settings, office.sessions)
        # Past the leases of all runs before.
        later = datetime.now(UTC) + (LASTS + timedelta(seconds=1)) * number
        object.__setattr__(postman, "now", lambda: later)
        deliver(postman)


def _host(orders: Connection, settings: IntakeSettings) -> None:
    """Fork a run for each order, and kill it after so many seconds; None: let it end."""
    import flows.intake

    pipeline = flows.intake.nlp.load()
    flows.intake.nlp.load = lambda: pipeline  # type: ignore[assignment]
    flows.intake.readers = _in_this_process  # type: ignore[assignment]
    orders.send(None)
    for number, seconds in iter(orders.recv, None):
        child = os.fork()
        if child == 0:
            try:
                asyncio.run(_work(settings, number))
                os._exit(0)
            finally:
                traceback.print_exc()
                os._exit(1)
        orders.send(_end_of(child, seconds))


def _end_of(child: int, seconds: float | None) -> int:
    """Give the exit status, negative where it was killed."""
    if seconds is not None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            pid, status = os.waitpid(child, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.005)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@dataclass
class Counts:
    """What is there at the end."""

    messages: int
    states: Counter[str]
    cases: int
    letters: Counter[str]
    letter_kinds: Counter[str]
    mails: int
    mails_again: int


def count(settings: IntakeSettings, taken: Taken) -> Counts:
    """Count, and make sure that each e-mail left, however often, as the same one."""
    engine = open_engine(settings.storage)
    with reading(session_factory(engine)) as session:
        entries = journal_entries(session)
        letters = letters_owed(session, *OutboxState)
    engine.dispose()
    contents: dict[str, set[bytes]] = {}
    for mail in taken.mails:
        (pdf,) = mail.iter_attachments()
        contents.setdefault(mail["Message-ID"], set()).add(pdf.get_content())
    sent = {letter.letter_id.hex for letter in letters if letter.state is OutboxState.SENT and letter.way is Way.EMAIL}
    assert {name.strip("<>").split("@")[0] for name in contents} == sent
    assert all(len(each) == 1 for each in contents.values())
    return Counts(
        messages=len(entries),
        states=Counter(entry.state for entry in entries),
        cases=len({entry.case for entry in entries if entry.case}),
        letters=Counter(letter.state for letter in letters),
        letter_kinds=Counter(letter.letter.kind for letter in letters),
        mails=len(contents),
        mails_again=len(taken.mails) - len(contents),
    )


def _filed(settings: IntakeSettings) -> int:
    engine = open_engine(settings.storage)
    with reading(session_factory(engine)) as session:
        entries = journal_entries(session)
    engine.dispose()
    return sum(entry.state is MessageState.FILED for entry in entries)


def soak(settings: IntakeSettings, dovecot: Dovecot, taken: Taken, kills: int, seed: int, seconds: float) -> None:
    """Kill so many runs, let two end, and hold what is there against what came in."""
    moments = random.Random(seed)  # noqa: S311 - only to choose moments
    ours, theirs = multiprocessing.Pipe()
    host = multiprocessing.get_context("spawn").Process(target=_host, args=(theirs, settings))
    host.start()
    ours.recv()
    began = time.monotonic()
    waiting, laid, killed, number = make_applications(len(_FIRST) * len(_LAST)), 0, 0, 0
    while killed < kills:
        batch = waiting[laid : laid + _MAILS_A_ROUND]
        dovecot.deliver(*batch)
        laid += len(batch)
        killed += _ordered(ours, number, moments.uniform(0, seconds)) == -signal.SIGKILL
        number += 1
    filed, mailed = _filed(settings), len(taken.mails)
    for _ in range(2):
        assert _ordered(ours, number, None) == 0
        number += 1
    ours.send(None)
    host.join()
    found = count(settings, taken)
    print(  # noqa: T201 - the figures
        f"{killed} kills in {number} runs, {time.monotonic() - began:.0f} s; {laid} messages came in, of which {filed} "
        f"were filed and {mailed} e-mails had left when the last kill was done; at the end: {found}"
    )
    assert (dovecot.count(), dovecot.count("Verarbeitet")) == (0, laid)
    assert (found.messages, found.states, found.cases) == (laid, Counter({MessageState.FILED: laid}), laid)
    assert all(of_kind == laid for of_kind in found.letter_kinds.values())


def _ordered(orders: Connection, number: int, seconds: float | None) -> Any:
    orders.send((number, seconds))
    return orders.recv()


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument(
        "--seconds", type=float, default=4.0, help="to a kill at most; a run that ends before counts not"
    )
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # threads and forks do not go together
    with tempfile.TemporaryDirectory() as folder, running_dovecot() as dovecot:
        make_certificate(Path(folder))
        with running_mail_server(Path(folder)) as taken:
            settings = IntakeSettings(
                home=Path(folder) / "home",
                mailboxes=(dovecot.account(timeout_seconds=120.0),),
                mail_server=taken.settings(timeout_seconds=120.0),
                release=ReleasePolicy.ALL,
                mails_sensitive=True,
            )
            engine = open_engine(settings.storage)
            upgrade(engine)
            engine.dispose()
            soak(settings, dovecot, taken, wanted.kills, wanted.seed, wanted.seconds)


if __name__ == "__main__":
    main()
