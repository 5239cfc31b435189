"""Collects mail: bytes into the blob store, an entry into the journal, and only then the move in the mailbox.

It may be killed at any line, and run several times at once: what is in the journal is not entered again, and
what was not moved is moved the next time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from flows.channels.accounts import MailAccount
from flows.channels.drop_folder import DropFolder, claim_files, keep_original
from flows.channels.folder import FileUnavailable, fetch, printable_name
from flows.channels.imap import Fetched, Mailbox, MailboxUnavailable, MoveRefused, batches, open_mailbox
from flows.settings import IntakeSettings
from parsers.errors import Conflict, IntakeError, Misconfigured, Rejected, Unavailable
from parsers.records import Channel, RawMessage
from storage.blobs import store_blob
from storage.database import reading, transaction
from storage.journal import Place, known_uids, mark_moved, remember_place, set_clock, uids_to_move
from storage.messages import register_message
from storage.settings import StorageSettings

log = logging.getLogger(__name__)

_BREAKS_BORNE = 20  # then the server is left alone until the next run


@dataclass
class Collected:
    """What a look into mailboxes and folders gave; counts alone.

    Attributes:
        fetched: Mails or files whose bytes were fetched.
        new: Of them, those that came for the first time.
        partial: Of them, those of which only the headers were fetched.
        skipped: Those that could not be fetched this time.
        moved: Mails that were moved to the processed folder.
    """

    fetched: int = 0
    new: int = 0
    partial: int = 0
    skipped: int = 0
    moved: int = 0


@dataclass(frozen=True)
class Collector:
    """What collecting needs.

    Attributes:
        storage: Where bytes go.
        sessions: Of our database.
        limit_bytes: Of a longer mail only the headers are fetched.
        now: The clock.
        tally: What was done so far.
    """

    storage: StorageSettings
    sessions: sessionmaker[Session]
    limit_bytes: int
    now: Callable[[], datetime]
    tally: Collected


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


def collect_mailbox(collector: Collector, account: MailAccount) -> None:
    """Take in what is new in the folders of a mailbox.

    Args:
        collector: What it needs; its tally is counted up.
        account: Which mailbox.

    Raises:
        MailboxUnavailable: The server does not answer; what was fetched until then is kept.
        MailboxRefused: The operator must act.
    """
    for folder in account.folders:
        _collect_folder(collector, account, folder)
    with transaction(collector.sessions) as session:
        set_clock(session, f"collected {account.name}", collector.now())


def collect_drop_folder(collector: Collector, folder: DropFolder) -> None:
    """Take in the files that were laid into a folder.

    Args:
        collector: What it needs; its tally is counted up.
        folder: Which folder.

    Raises:
        FileUnavailable: The folder cannot be used; what was taken in until then is kept.
    """
    for claim in claim_files(folder):
        try:
            raw = fetch(claim.found, collector.now(), collector.limit_bytes)
        except FileUnavailable:
            collector.tally.skipped += 1
            continue
        raw = replace(raw, source_name=printable_name(Path(claim.name)))
        sha256 = store_blob(collector.storage.blobs, raw.content)
        with transaction(collector.sessions) as session:
            ref = f"{raw.source_name}#{sha256}"
            entry = register_message(session, raw, ref, sha256, raw.collected_at)
        collector.tally.fetched += 1
        collector.tally.new += entry.is_new
        keep_original(folder, claim)
        collector.tally.moved += 1
    with transaction(collector.sessions) as session:
        set_clock(session, f"collected {folder.channel}", collector.now())


def _collect_folder(collector: Collector, account: MailAccount, folder: str) -> None:
    """Fetch in batches; where the server breaks off in one, its mails one by one; a mail that breaks it off is left."""
    suspects: set[int] = set()
    given_up: set[int] = set()
    for _ in range(_BREAKS_BORNE):
        batch: list[int] = []
        try:
            with open_mailbox(account) as mailbox:
                source = _Source(collector, account, folder, mailbox.select(folder), mailbox)
                source.move_what_is_entered()
                sizes = mailbox.sizes([uid for uid in source.new_uids() if uid not in given_up])
                for batch in batches(sizes, collector.limit_bytes, suspects):
                    source.take(batch, sizes)
                collector.tally.skipped += len(given_up)
                return
        except MailboxUnavailable:
            if not batch:
                raise  # no mail's fault
            log.warning("mailbox broke off", extra={"files": len(batch)})
            suspects.update(batch)
            if len(batch) == 1:
                given_up.update(batch)
    raise MailboxUnavailable("the mail server breaks off again and again")


@dataclass(frozen=True)
class _Source:
    """A folder that is selected."""

    collector: Collector
    account: MailAccount
    folder: str
    uidvalidity: int
    mailbox: Mailbox

    def new_uids(self) -> list[int]:
        with reading(self.collector.sessions) as session:
            known = known_uids(session, self.account.name, self.folder, self.uidvalidity)
        return [uid for uid in self.mailbox.uids() if uid not in known]

    def take(self, batch: Sequence[int], sizes: dict[int, int]) -> None:
        """Fetch, store, enter, move: in this order."""
        if not batch:
            return
        fetched = self.mailbox.fetch(batch, sizes, self.collector.limit_bytes)
        stored = [(mail, store_blob(self.collector.storage.blobs, mail.content)) for mail in fetched]
        try:
            entered = self._enter(stored)
        except (Rejected, Conflict):
            # One of them is at fault, or another poller was at the same moment at it: each by itself.
            entered = [uid for pair in stored for uid in self._enter_alone(pair)]
        self._move(entered)

    def _enter(self, stored: Sequence[tuple[Fetched, str]]) -> list[int]:
        news = []
        with transaction(self.collector.sessions) as session:
            for mail, sha256 in stored:
                name = f"{self.account.name}:{self.folder}/{self.uidvalidity}/{mail.uid}"
                raw = RawMessage(Channel.EMAIL, name, self.collector.now(), mail.content)
                whole = mail.size_bytes if mail.is_partial else None
                ref = f"{self.account.name}#{sha256}"
                entry = register_message(session, raw, ref, sha256, raw.collected_at, whole_size_bytes=whole)
                remember_place(session, self._place(mail.uid), entry.message_id)
                news.append(entry.is_new)
        tally = self.collector.tally
        tally.fetched += len(stored)
        tally.new += sum(news)
        tally.partial += sum(mail.is_partial for mail, _ in stored)
        return [mail.uid for mail, _ in stored]

    def _enter_alone(self, pair: tuple[Fetched, str]) -> list[int]:
        try:
            return self._enter([pair])
        except (Rejected, Conflict) as error:
            log.warning("mail left for the next run", extra={"error": type(error).__name__})
            self.collector.tally.skipped += 1
            return []

    def move_what_is_entered(self) -> None:
        """Move what an earlier run entered and did not move any more."""
        with reading(self.collector.sessions) as session:
            waiting = uids_to_move(session, self.account.name, self.folder, self.uidvalidity)
        if waiting and self.account.processed is not None:
            present = set(self.mailbox.uids())
            self._mark([uid for uid in waiting if uid not in present])
            self._move([uid for uid in waiting if uid in present])

    def _move(self, uids: list[int]) -> None:
        """Move mails that are in the journal; where the server refuses, they are moved the next time."""
        if not uids or self.account.processed is None:
            return
        try:
            self.mailbox.move(uids, self.account.processed)
        except MoveRefused:
            log.warning("mail not moved", extra={"files": len(uids)})
            return
        self._mark(uids)
        self.collector.tally.moved += len(uids)

    def _mark(self, uids: list[int]) -> None:
        if uids:
            with transaction(self.collector.sessions) as session:
                mark_moved(session, tuple(self._place(uid) for uid in uids))

    def _place(self, uid: int) -> Place:
        return Place(self.account.name, self.folder, self.uidvalidity, uid)
