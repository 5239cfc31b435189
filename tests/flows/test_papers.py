from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from builders import make_contact, make_decision, make_person
from rich.console import Console
from sqlalchemy.orm import Session

from classifiers.casework import case_state
from classifiers.records import FiledItem
from flows.owed import letters_after_intake
from flows.papers import list_letters, list_parked, render_letters
from letters.texts import FOLDER
from parsers.errors import BadSettings
from parsers.records import Channel, Document, Page, ParsedMessage, RawMessage
from storage.cases import begin_filing, file_item, next_case_number
from storage.messages import park, register_message, save_parsed

PATTERN = "Az. 3/{year}-{number:03d}"


@pytest.fixture
def case(session: Session) -> str:
    """File one application that owes a letter to its sender."""
    decision = make_decision(
        item="a.eml",
        persons=(make_person("Anna Beispiel", "1985-04-01"),),
        applicant_contact=make_contact("Anna Beispiel", "anna@example.org", "Musterstraße 5", "44623 Herne"),
        authority="05916000",
    )
    raw = RawMessage(decision.channel, "a.eml", decision.received_at, b"mail")
    message_id = register_message(session, raw, "a.eml#0", "0" * 64, raw.collected_at).message_id
    body = Document(0, "body", "text/plain", (Page(1, "Guten Tag"),), is_body=True)
    save_parsed(session, message_id, ParsedMessage(raw.channel, "a.eml", decision.received_at, (body,)))
    assert begin_filing(session, message_id)
    number = next_case_number(session, decision.received_at, PATTERN)
    filed = FiledItem(decision, number.key)
    state = case_state(number.key, (filed,))
    file_item(session, message_id, filed, state, letters_after_intake(state), number)
    return number.key


def printed_by(show: object, session: Session) -> str:
    stream = io.StringIO()
    show(session, Console(file=stream, width=200))  # type: ignore[operator]
    return stream.getvalue()


def test_letters_are_listed_with_addressee_and_state(case: str, session: Session) -> None:
    lines = printed_by(list_letters, session).splitlines()
    assert lines[0].split() == ["case", "letter", "to", "state", "why", "it", "waits", "id"]
    assert any(case in line and "receipt_confirmation" in line and "ready" in line for line in lines)


def test_where_nothing_is_owed_it_is_said(session: Session) -> None:
    assert printed_by(list_letters, session) == "No letter is owed.\n"


def test_each_letter_becomes_a_file_for_its_owner_alone(case: str, session: Session, tmp_path: Path) -> None:
    count = render_letters(session, tmp_path / "letters", None)
    files = sorted((tmp_path / "letters").iterdir())
    assert count == len(files) > 0
    assert files[-1].name == f"{case.replace(' ', '-').replace('/', '-')}_receipt_confirmation_ready.pdf"
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert "Anna Beispiel" in "".join(page.extract_text() for page in pypdf.PdfReader(files[-1]).pages)


def test_the_offices_own_words_are_used(case: str, session: Session, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    shutil.copytree(FOLDER / "templates", own / "templates")
    text = (FOLDER / "office.toml").read_text(encoding="utf-8")
    (own / "office.toml").write_text(text.replace("Mit freundlichen Grüßen", "Herzliche Grüße"), encoding="utf-8")
    render_letters(session, tmp_path / "letters", own)
    letter = next((tmp_path / "letters").glob("*receipt_confirmation*"))
    assert "Herzliche Grüße" in "".join(page.extract_text() for page in pypdf.PdfReader(letter).pages)


def test_a_folder_that_cannot_be_written_is_said(session: Session, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSettings, match="rendered letters"):
        render_letters(session, tmp_path / "file", None)


def test_parked_messages_are_listed_with_their_cause(session: Session) -> None:
    at = datetime(2026, 3, 12, 7, 0, tzinfo=UTC)
    raw = RawMessage(Channel.FAX, "b.tif", at, b"fax")
    park(session, register_message(session, raw, "b.tif#0", "0" * 64, at).message_id, "lookup_error")
    told = printed_by(list_parked, session)
    assert "2026-03-12 08:00" in told
    assert "b.tif" in told
    assert "lookup_error" in told


def test_where_nothing_is_parked_it_is_said(session: Session) -> None:
    assert printed_by(list_parked, session) == "No message is parked.\n"
