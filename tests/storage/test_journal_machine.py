"""Whatever happens to a mailbox and its pollers, in any order: each mail is one message."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from parsers.records import Channel, RawMessage
from storage.database import open_engine, reading, session_factory, transaction, upgrade
from storage.journal import Place, journal_entries, known_uids, mark_moved, remember_place, uids_to_move
from storage.messages import register_message
from storage.settings import StorageSettings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class MailboxMachine(RuleBasedStateMachine):
    """A mailbox whose UIDs begin anew at times, pollers that crash at times, and backups that are restored."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.engine = open_engine(StorageSettings(Path(self.folder.name)))
        upgrade(self.engine)
        self.sessions = session_factory(self.engine)
        self.arrived: list[bytes] = []
        self.mailbox: dict[int, bytes] = {}
        self.uidvalidity, self.uidnext = 1, 1
        self.moved: list[bytes] = []
        self.backup: tuple[Path, int] | None = None

    def teardown(self) -> None:
        self.poll(len(self.arrived), does_move=True)
        with reading(self.sessions) as session:
            kept = sorted(entry.sha256 for entry in journal_entries(session))
        assert kept == sorted(hashlib.sha256(mail).hexdigest() for mail in self.arrived)
        self.engine.dispose()
        self.folder.cleanup()

    @rule()
    def arrive(self) -> None:
        mail = f"Brief {len(self.arrived)}".encode()
        self.arrived.append(mail)
        self.mailbox[self.uidnext] = mail
        self.uidnext += 1

    @rule()
    def begin_anew(self) -> None:
        """The server makes the folder anew: other UIDs, in another order."""
        self.uidvalidity += 1
        self.mailbox = dict(enumerate(reversed(self.mailbox.values()), start=1))
        self.uidnext = len(self.mailbox) + 1

    @rule(enters=st.integers(0, 3), does_move=st.booleans())
    def poll(self, enters: int, does_move: bool) -> None:
        """Enter so many mails, then die before or after the move."""
        with reading(self.sessions) as session:
            known = known_uids(session, "a", "INBOX", self.uidvalidity)
        for uid in [uid for uid in sorted(self.mailbox) if uid not in known][:enters]:
            self.enter(uid)
        if does_move:
            self.move()

    @rule(data=st.data())
    def poll_what_another_one_has(self, data: st.DataObject) -> None:
        """A poller that looked before another one entered the mail."""
        if self.mailbox:
            uid = data.draw(st.sampled_from(sorted(self.mailbox)))
            self.enter(uid)
            self.enter(uid)

    def enter(self, uid: int) -> None:
        mail = self.mailbox[uid]
        sha256 = hashlib.sha256(mail).hexdigest()
        raw = RawMessage(Channel.EMAIL, f"a:INBOX/{self.uidvalidity}/{uid}", NOW, mail)
        with transaction(self.sessions) as session:
            entry = register_message(session, raw, f"a#{sha256}", sha256, NOW)
            remember_place(session, Place("a", "INBOX", self.uidvalidity, uid), entry.message_id)

    def move(self) -> None:
        with transaction(self.sessions) as session:
            uids = uids_to_move(session, "a", "INBOX", self.uidvalidity)
            mark_moved(session, tuple(Place("a", "INBOX", self.uidvalidity, uid) for uid in uids))
        for uid in uids:
            mail = self.mailbox.pop(uid, None)
            if mail is not None:
                self.moved.append(mail)

    @rule()
    def back_up(self) -> None:
        kept = Path(self.folder.name) / "backup"
        with closing(sqlite3.connect(self.database())) as now, closing(sqlite3.connect(kept)) as then:
            now.backup(then)
        self.backup = kept, len(self.moved)

    @rule()
    def restore_the_old_backup(self) -> None:
        """As docs/operation.md says: the database of then, and back into the mailbox what was moved since."""
        if self.backup is None:
            return
        kept, moved = self.backup
        self.engine.dispose()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.database()}{ending}").unlink(missing_ok=True)
        shutil.copy(kept, self.database())
        self.engine = open_engine(StorageSettings(Path(self.folder.name)))
        self.sessions = session_factory(self.engine)
        for mail in self.moved[moved:]:
            self.mailbox[self.uidnext] = mail
            self.uidnext += 1
        del self.moved[moved:]

    def database(self) -> Path:
        return Path(self.folder.name) / "intake.sqlite3"

    @invariant()
    def each_mail_is_one_message_and_numbers_have_no_gap(self) -> None:
        with reading(self.sessions) as session:
            entries = journal_entries(session)
        assert len({entry.sha256 for entry in entries}) == len(entries)
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))


TestMailbox = MailboxMachine.TestCase
TestMailbox.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
