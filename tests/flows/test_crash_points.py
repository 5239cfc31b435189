"""A kill at each side effect of collecting and delivering: nothing is lost, nothing doubled."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path

import pytest
from case_rows import add_case
from crash_points import POINTS, run_in_a_child
from dovecot import Dovecot
from inboxes import make_mail
from mailserver import Taken
from sqlalchemy.orm import Session, sessionmaker

from classifiers.records import Contact
from letters.records import Letter, LetterKind, LetterState
from storage.blobs import load_blob
from storage.database import open_engine, reading, session_factory, transaction, upgrade
from storage.journal import journal_entries
from storage.outbox import letters_owed, settle_letters
from storage.settings import StorageSettings
from storage.status import OutboxState

pytestmark = [pytest.mark.dovecot, pytest.mark.timeout(600)]

MAILS = [make_mail(number, f"Brief {number}").as_bytes() for number in range(4)]
ADDRESSES = [f"p{number}@example.org" for number in range(3)]


def owe_letters(sessions: sessionmaker[Session]) -> None:
    """Three letters that go by e-mail, and one on paper."""
    contacts = [Contact("Nora", (), address) for address in ADDRESSES] + [Contact("Nora", ("Am Anger 1",))]
    facts: dict[str, object] = {"aktenzeichen": "HFK-2026-0001", "anrede": "Guten Tag,"}
    for number, contact in enumerate(contacts, start=1):
        letter = Letter(LetterKind.POWER_OF_ATTORNEY_REQUEST, "sender", LetterState.READY, "", contact, facts)
        with transaction(sessions) as session:
            case = add_case(session, number)
            settle_letters(session, case.id, (letter,))


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_a_side_effect_loses_nothing_and_doubles_nothing(
    point: str, dovecot: Dovecot, mail_server: Taken, tmp_path: Path
) -> None:
    storage = StorageSettings(tmp_path / "home")
    engine = open_engine(storage)
    upgrade(engine)
    sessions = session_factory(engine)
    owe_letters(sessions)
    dovecot.deliver(*MAILS)
    engine.dispose()
    account, server = dovecot.account(), mail_server.settings()
    assert run_in_a_child(point, 0, storage, account, server) == -signal.SIGKILL
    assert run_in_a_child(None, 1, storage, account, server) == 0
    assert run_in_a_child(None, 2, storage, account, server) == 0

    with reading(sessions) as session:
        entries = journal_entries(session)
        sent = letters_owed(session, OutboxState.SENT)
        held = letters_owed(session, OutboxState.HELD)
    contents = sorted(load_blob(storage.blobs, entry.sha256).replace(b"\r\n", b"\n") for entry in entries)
    assert contents == sorted(MAILS)
    assert (dovecot.count(), dovecot.count("Verarbeitet")) == (0, len(MAILS))
    # Each e-mail left at least once, and always as the same mail; paper is sent or waits for a person.
    ids = {mail["Message-ID"]: mail["To"] for mail in mail_server.mails}
    assert sorted(ids.values()) == ADDRESSES
    assert len(mail_server.mails) - len(ids) <= 1
    assert len(sent) + len(held) == 4
    assert len(held) == (1 if "print" in point else 0)
    papers = Counter(path.name for path in (storage.home / "print").rglob("*.pdf"))
    assert sum(papers.values()) == (0 if point == "before the commit of printing" else 1)
    engine.dispose()
