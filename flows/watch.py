"""Looks out for new mail and files, so that they are collected at once and not only by the clock.

A watcher collects nothing itself: it only says that there may be something. Where it cannot watch (the server is away,
or tells of nothing by itself), the clock of `intake serve` still looks into every mailbox and folder.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from flows.channels.accounts import MailAccount
from flows.channels.drop_folder import DropFolder, has_whole_files
from flows.channels.folder import FileUnavailable
from flows.channels.imap import open_mailbox
from parsers.errors import Misconfigured, Unavailable

log = logging.getLogger(__name__)

RENEWED_SECONDS: Final = 24 * 60.0
"""An IDLE is renewed after so long: a server may end one of 30 minutes (RFC 2177 says: every 29)."""

_PAUSES_SECONDS: Final = (10.0, 60.0, 300.0)
_FOLDER_SECONDS: Final = 2.0
_STOP_SECONDS: Final = 5.0


@dataclass(frozen=True)
class Watch:
    """What the watchers share.

    Attributes:
        wake: Is called where there may be something new; by several threads.
        stop: Set at the end.
        renewed_seconds: How long an IDLE lasts.
    """

    wake: Callable[[], object]
    stop: threading.Event
    renewed_seconds: float = RENEWED_SECONDS


@contextmanager
def watching(
    mailboxes: tuple[MailAccount, ...], folders: tuple[DropFolder, ...], wake: Callable[[], object]
) -> Iterator[None]:
    """Watch mailboxes and drop folders within the block.

    Args:
        mailboxes: Each of their folders has a connection of its own.
        folders: Of fax servers and scanners.
        wake: Is called where there may be something new; by several threads.
    """
    watch = Watch(wake, threading.Event())
    threads = [
        threading.Thread(target=watch_mail, args=(watch, account, folder), daemon=True)
        for account in mailboxes
        for folder in account.folders
    ]
    threads += [threading.Thread(target=watch_files, args=(watch, folder), daemon=True) for folder in folders]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        watch.stop.set()
        for thread in threads:
            thread.join(_STOP_SECONDS)


def watch_mail(watch: Watch, account: MailAccount, folder: str) -> None:
    """Idle in a folder of a mailbox until the end; where the server knows no IDLE, give up at once."""
    failures = 0
    while not watch.stop.is_set():
        try:
            with open_mailbox(account) as mailbox:
                mailbox.select(folder)
                if not mailbox.can_idle:
                    log.info("mailbox is polled", extra={"status": "no idle"})
                    return
                watch.wake()  # what came before the watch
                while not watch.stop.is_set():
                    if mailbox.idle(watch.renewed_seconds, watch.stop.is_set):
                        watch.wake()
                    failures = 0
        except (Unavailable, Misconfigured) as error:
            log.warning("mailbox not watched", extra={"error": type(error).__name__})
            watch.stop.wait(_PAUSES_SECONDS[min(failures, len(_PAUSES_SECONDS) - 1)])
            failures += 1


def watch_files(watch: Watch, folder: DropFolder) -> None:
    """Look for whole files in a drop folder until the end; those that stay where they are count once."""
    is_known = False
    while not watch.stop.wait(_FOLDER_SECONDS):
        try:
            is_there = has_whole_files(folder)
        except FileUnavailable:
            is_there = False  # collecting says so
        if is_there and not is_known:
            watch.wake()
        is_known = is_there
