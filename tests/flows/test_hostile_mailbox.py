"""What a mail server does that keeps to no rule: no mail is lost, none doubled, and none holds up another."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hostile_imap import Script, hostile_imap
from inboxes import make_mail
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from flows.channels.accounts import MailAccount
from flows.channels.imap import MailboxUnavailable
from flows.collect import Collected, Collector, collect_mailbox
from storage.blobs import load_blob
from storage.database import open_engine, reading, session_factory, upgrade
from storage.journal import journal_entries
from storage.settings import StorageSettings


def mails(*uids: int) -> dict[int, bytes]:
    return {uid: make_mail(uid, f"Brief {uid}").as_bytes() for uid in uids}


class Intake:
    def __init__(self, storage: StorageSettings, certificate: Path) -> None:
        self.storage, self.certificate = storage, certificate
        self.engine: Engine = open_engine(storage)
        upgrade(self.engine)
        self.sessions: sessionmaker[Session] = session_factory(self.engine)

    def collect(self, script: Script) -> Collected:
        with hostile_imap(script, self.certificate) as port:
            account = MailAccount(
                "poststelle",
                "localhost",
                "u",
                SecretStr("p"),
                port=port,
                ca_file=self.certificate / "cert.pem",
                processed="INBOX.Verarbeitet" if script.refuses_move else "Verarbeitet",
                timeout_seconds=2.0,
            )
            collector = Collector(self.storage, self.sessions, 10**6, lambda: datetime.now(UTC), Collected())
            collect_mailbox(collector, account)
            return collector.tally

    def contents(self) -> list[bytes]:
        with reading(self.sessions) as session:
            return sorted(load_blob(self.storage.blobs, entry.sha256) for entry in journal_entries(session))


@pytest.fixture
def intake(tmp_path: Path, certificate: Path) -> Intake:
    return Intake(StorageSettings(tmp_path / "home"), certificate)


def test_a_server_that_keeps_to_the_rules_is_no_trouble(intake: Intake) -> None:
    script = Script(mails(1, 2, 3))
    assert intake.collect(script) == Collected(fetched=3, new=3, moved=3)
    assert intake.contents() == sorted(script.mails.values())


@pytest.mark.parametrize(
    "lies",
    [
        {"uidnext": 1},
        {"uidnext": 10**9},
        {"expunges": True},
        {"garbage": b"* OK nothing of interest"},
        {"garbage": b"* 3 FETCH (FLAGS (\\Seen))"},
        {"refuses_move": True},
    ],
)
def test_lies_and_unasked_words_change_nothing(intake: Intake, lies: dict[str, object]) -> None:
    script = Script(mails(3, 5, 9), **lies)  # type: ignore[arg-type]
    for _ in range(2):
        intake.collect(script)
    assert intake.contents() == sorted(script.mails.values())


@pytest.mark.parametrize("trouble", ["breaks_off_at", "stalls_at", "leaves_out"])
def test_a_mail_that_cannot_be_had_holds_up_no_other(intake: Intake, trouble: str) -> None:
    script = Script(mails(1, 2, 3, 4))
    setattr(script, trouble, frozenset({2}))
    intake.collect(script)
    assert intake.contents() == sorted(mails(1, 3, 4).values())
    setattr(script, trouble, frozenset())
    intake.collect(script)
    assert intake.contents() == sorted(script.mails.values())


def test_uids_that_begin_anew_neither_lose_nor_double(intake: Intake) -> None:
    script = Script(mails(1, 2, 3), refuses_move=True)
    intake.collect(script)
    again = Script({1: script.mails[3], 2: mails(8)[8], 3: script.mails[1]}, uidvalidity=8, refuses_move=True)
    intake.collect(again)
    assert intake.contents() == sorted({*script.mails.values(), *again.mails.values()})


def test_words_that_nobody_can_read_are_a_server_that_is_away(intake: Intake) -> None:
    with pytest.raises(MailboxUnavailable):
        intake.collect(Script(mails(1), garbage=b"* SEARCH one two ("))
    intake.collect(Script(mails(1)))
    assert len(intake.contents()) == 1
