import csv
import io
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from rich.console import Console

from classifiers.records import Kind
from flows.journal import HEADINGS, journal_csv, journal_pdf, print_journal, write_private
from parsers.errors import BadSettings
from parsers.records import Channel
from storage.journal import JournalEntry
from storage.status import MessageState

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ENTRY = JournalEntry(
    message_id=uuid.UUID(int=1),
    number=1,
    received_at=AT,
    collected_at=AT,
    channel=Channel.EMAIL,
    source_name="poststelle:INBOX/7/1",
    sha256="0123456789abcdef" * 4,
    size_bytes=4711,
    state=MessageState.FILED,
    parked_because=None,
    kind=Kind.APPLICATION,
    case="HFK-2026-0001",
)
PARKED = replace(ENTRY, number=2, state=MessageState.PARKED, parked_because="unreadable_message", kind=None, case=None)


def test_the_csv_tells_all_in_german() -> None:
    rows = list(csv.reader(io.StringIO(journal_csv((ENTRY, PARKED)).decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == list(HEADINGS)
    told = ["1", "02.03.2026 09:00", "02.03.2026 09:00", "E-Mail", "poststelle:INBOX/7/1", "4711", ENTRY.sha256]
    assert rows[1] == [*told, "abgelegt", "application", "HFK-2026-0001"]
    assert rows[2][7] == "zurückgestellt: Der Inhalt ist nicht als Nachricht zu erkennen."


def test_a_name_is_no_formula() -> None:
    assert b";'=1+1;" in journal_csv((replace(ENTRY, source_name="=1+1"),))


@pytest.mark.parametrize("name", ["Antrag #1 *neu* [x] $y$ @z.pdf", "عربي.pdf", "kaputt\ud800.pdf"])
def test_the_pdf_takes_any_name(name: str) -> None:
    pdf = journal_pdf((replace(ENTRY, source_name=name), PARKED))
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "Posteingangsbuch" in text
    assert "HFK-2026-0001" in text


def test_a_long_journal_has_pages_with_its_headings() -> None:
    pages = PdfReader(io.BytesIO(journal_pdf([replace(ENTRY, number=number) for number in range(1, 101)]))).pages
    assert len(pages) > 1
    assert all("Aktenzeichen" in page.extract_text() for page in pages)


def test_the_terminal_shows_it() -> None:
    console = Console(file=io.StringIO(), width=240)
    print_journal((ENTRY,), console)
    print_journal((), console)
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert "HFK-2026-0001" in told
    assert "leer" in told


def test_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_private(tmp_path / "a.csv", b"x")
    assert (tmp_path / "a.csv").stat().st_mode & 0o077 == 0
    with pytest.raises(BadSettings):
        write_private(tmp_path / "away" / "a.csv", b"x")
