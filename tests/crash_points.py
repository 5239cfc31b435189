"""Collects a mailbox and delivers an outbox in a child process that kills itself at a named point."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import flows.collect
import flows.deliver
from flows.channels.accounts import MailAccount
from flows.channels.imap import Mailbox
from flows.channels.smtp import MailServer
from flows.collect import Collected, Collector, collect_mailbox
from flows.deliver import LASTS, deliver
from flows.postman import Postman
from storage.database import open_engine, session_factory, upgrade
from storage.settings import StorageSettings
from storage.status import ReleasePolicy

# Name of the point: where the function is, its name, at which call, and whether the kill comes after it.
POINTS: dict[str, tuple[Any, str, int, bool]] = {
    "before the fetch": (Mailbox, "fetch", 1, False),
    "after the fetch": (Mailbox, "fetch", 1, True),
    "after the first blob": (flows.collect, "store_blob", 1, True),
    "within the journal's transaction": (flows.collect, "remember_place", 2, True),
    "after the journal's commit": (Mailbox, "move", 1, False),
    "after the move": (Mailbox, "move", 1, True),
    "within the mark of the move": (flows.collect, "mark_moved", 1, True),
    "before the commit of sending": (flows.deliver, "begin_sending", 2, True),
    "before the mail is handed over": (flows.deliver, "send_mail", 2, False),
    "after the mail is handed over": (flows.deliver, "send_mail", 2, True),
    "before the commit of sent": (flows.deliver, "mark_sent", 2, True),
    "before the commit of printing": (flows.deliver, "lay_paper", 1, False),
    "after the print": (flows.deliver, "lay_paper", 1, True),
}


def _plant(name: str) -> None:
    place, function, at_call, is_after = POINTS[name]
    original: Callable[..., Any] = getattr(place, function)
    calls = 0

    def dies(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at_call and not is_after:
            os.kill(os.getpid(), signal.SIGKILL)
        given = original(*arguments, **named)
        if calls == at_call and is_after:
            os.kill(os.getpid(), signal.SIGKILL)
        return given

    setattr(place, function, dies)


def run_in_a_child(
    point: str | None, number: int, storage: StorageSettings, account: MailAccount, server: MailServer
) -> int:
    """Collect, then deliver; give the exit status of the child, negative where it was killed.

    Args:
        point: Where it dies; None: nowhere.
        number: Of the run; the clock of a later one is past the leases of those before.
        storage: Where everything is kept.
        account: The mailbox.
        server: Takes the e-mail.
    """
    child = os.fork()
    if child == 0:
        try:
            if point is not None:
                _plant(point)
            _collect_and_deliver(datetime.now(UTC) + (LASTS + timedelta(seconds=1)) * number, storage, account, server)
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _collect_and_deliver(now: datetime, storage: StorageSettings, account: MailAccount, server: MailServer) -> None:
    engine = open_engine(storage)
    upgrade(engine)
    sessions = session_factory(engine)
    collect_mailbox(Collector(storage, sessions, 10**6, lambda: now, Collected()), account)
    deliver(
        Postman(
            storage,
            sessions,
            server,
            print_folder=storage.home / "print",
            policy=ReleasePolicy.ALL,
            mails_sensitive=False,
            mails_per_day=50,
            letters_folder=None,
            worker="w",
            now=lambda: now,
        )
    )
