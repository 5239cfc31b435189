"""Whatever happens to a mailbox and its pollers, in any order: each mail is one message."""

from __future__ import annotations

import hashlib
import tempfile
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
    """A mailbox whose UIDs begin anew at times, and pollers that crash at times."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.engine = open_engine(StorageSettings(Path(self.folder.name)))
        upgrade(self.engine)
        self.sessions = session_factory(self.engine)
        self.arrived: list[bytes] = []
        self.mailbox: dict[int, bytes] = {}
        self.uidvalidity, self.uidnext = 1, 1

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
            self.mailbox.pop(uid, None)

    @invariant()
    def each_mail_is_one_message_and_numbers_have_no_gap(self) -> None:
        with reading(self.sessions) as session:
            entries = journal_entries(session)
        assert len({entry.sha256 for entry in entries}) == len(entries)
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))


TestMailbox = MailboxMachine.TestCase
TestMailbox.settings = settings(
    max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
