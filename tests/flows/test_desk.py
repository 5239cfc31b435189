from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from case_rows import add_case
from sqlalchemy.orm import Session, sessionmaker
from typer.testing import CliRunner

from classifiers.records import Contact
from flows.cli import app
from flows.opening import opened_sessions, start
from letters.records import Letter, LetterKind, LetterState
from parsers.records import Channel, RawMessage
from storage.database import reading, transaction
from storage.messages import park, register_message, stored_message
from storage.outbox import letters_owed, owed_letter, settle_letters
from storage.status import MessageState, OutboxState

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def intake(home: Path, *arguments: object) -> str:
    done = CliRunner().invoke(app, [*map(str, arguments), "--home", str(home)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "intake.sqlite3").touch()
    return tmp_path


@pytest.fixture
def letter_id(home: Path) -> uuid.UUID:
    with opened_sessions(start(home)) as sessions, transaction(sessions) as session:
        case = add_case(session)
        contact = Contact("Nora", ("Am Anger 1",))
        letter = Letter(LetterKind.POWER_OF_ATTORNEY_REQUEST, "sender", LetterState.READY, recipient=contact)
        settle_letters(session, case.id, (letter,))
        (owed,) = letters_owed(session)
        return owed.letter_id


def enter(sessions: sessionmaker[Session]) -> uuid.UUID:
    with transaction(sessions) as session:
        raw = RawMessage(Channel.FAX, "a.tif", NOW, b"II*")
        message_id = register_message(session, raw, "a", "0" * 64, NOW).message_id
        park(session, message_id, "unreadable_message")
        return message_id


def test_a_letter_is_released_and_kept_back(home: Path, letter_id: uuid.UUID) -> None:
    assert intake(home, "release", letter_id) == "1 letters released\n"
    assert intake(home, "release", "--case", "HFK-2026-0001") == "0 letters released\n"
    assert "released" in intake(home, "letters")
    intake(home, "hold", letter_id, "--why", "Bitte warten.")
    assert "Bitte warten." in intake(home, "letters")
    with opened_sessions(start(home)) as sessions, reading(sessions) as session:
        assert owed_letter(session, letter_id).state is OutboxState.HELD


def test_a_parked_message_is_listed_with_its_cause_and_taken_up_again(home: Path) -> None:
    with opened_sessions(start(home)) as sessions:
        message_id = enter(sessions)
    assert "Der Inhalt ist nicht als Nachricht zu erkennen." in intake(home, "parked")
    intake(home, "retry", message_id)
    with opened_sessions(start(home)) as sessions, reading(sessions) as session:
        assert stored_message(session, message_id).state is MessageState.RECEIVED


def test_the_journal_is_printed_and_written(home: Path) -> None:
    with opened_sessions(start(home)) as sessions:
        enter(sessions)
    assert "a.tif" in intake(home, "journal")
    intake(home, "journal", "--csv", home / "a.csv", "--pdf", home / "a.pdf")
    assert b"a.tif" in (home / "a.csv").read_bytes()
    assert (home / "a.pdf").read_bytes().startswith(b"%PDF")
