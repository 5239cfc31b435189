"""The Posteingangsbuch for people: on the terminal, as CSV, as PDF."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import typst
from rich.console import Console

from flows.terminal import make_table, print_table
from parsers.errors import BadSettings
from parsers.records import Channel
from storage.causes import cause_in_german
from storage.journal import JournalEntry
from storage.status import MessageState

_GERMANY: Final = ZoneInfo("Europe/Berlin")
HEADINGS: Final = (
    "Nr.",
    "Eingang",
    "Abgeholt",
    "Weg",
    "Bezeichnung",
    "Bytes",
    "SHA-256",
    "Stand",
    "Art",
    "Aktenzeichen",
)
_CHANNELS: Final = {Channel.EMAIL: "E-Mail", Channel.FAX: "Fax", Channel.POST: "Post"}
_STATES: Final = {
    MessageState.RECEIVED: "eingegangen",
    MessageState.READ: "gelesen",
    MessageState.FILED: "abgelegt",
    MessageState.PARKED: "zurückgestellt",
}
_LAYOUT: Final = """
#set document(title: "Posteingangsbuch")
#set page(paper: "a4", flipped: true, margin: 15mm, numbering: "1 / 1")
#set text(lang: "de", size: 7pt)
#let rows = json(bytes(sys.inputs.rows))
= Posteingangsbuch
#table(
  columns: (auto, auto, auto, auto, 2fr, auto, 3fr, 1.4fr, auto, auto),
  table.header(..rows.first().map(cell => strong(cell))),
  ..rows.slice(1).flatten(),
)
"""


def print_journal(entries: Sequence[JournalEntry], console: Console) -> None:
    """Print a line for each message; of its hash the beginning."""
    table = make_table(*HEADINGS)
    for entry in entries:
        cells = _cells(entry)
        table.add_row(*cells[:6], cells[6][:12], *cells[7:])
    if entries:
        print_table(console, table)
    else:
        console.print("Das Posteingangsbuch ist leer.")


def journal_csv(entries: Sequence[JournalEntry]) -> bytes:
    """Give the Posteingangsbuch as CSV: semicolons, UTF-8 with a byte order mark, as Excel reads it."""
    told = io.StringIO()
    writer = csv.writer(told, delimiter=";")
    writer.writerow(HEADINGS)
    # A name that begins like a formula would be one; names come from strangers.
    writer.writerows([f"'{cell}" if cell[:1] in "=+-@" else cell for cell in _cells(entry)] for entry in entries)
    return told.getvalue().encode("utf-8-sig", "replace")


def journal_pdf(entries: Sequence[JournalEntry]) -> bytes:
    """Give the Posteingangsbuch as PDF, A4 across."""
    # A break is allowed after each eighth digit of a hash, and after each stroke of a name.
    rows = [HEADINGS, *(_breakable(_cells(entry)) for entry in entries)]
    told = json.dumps(rows, ensure_ascii=True)
    compiler = typst.Compiler()
    pdf: Any = compiler.compile(input=_LAYOUT.encode(), format="pdf", sys_inputs={"rows": told})
    return bytes(pdf)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can read.

    Raises:
        BadSettings: It cannot be written.
    """
    try:
        path.touch(mode=0o600)
        path.write_bytes(content)
    except OSError:
        raise BadSettings("the file cannot be written") from None


def _cells(entry: JournalEntry) -> list[str]:
    state = _STATES[entry.state]
    if entry.parked_because is not None:
        state = f"{state}: {cause_in_german(entry.parked_because)}"
    return [
        str(entry.number),
        entry.received_at.astimezone(_GERMANY).strftime("%d.%m.%Y %H:%M"),
        entry.collected_at.astimezone(_GERMANY).strftime("%d.%m.%Y %H:%M"),
        _CHANNELS[entry.channel],
        entry.source_name,
        str(entry.size_bytes),
        entry.sha256,
        state,
        entry.kind or "",
        entry.case or "",
    ]


def _breakable(cells: list[str]) -> list[str]:
    sha256 = cells[6]
    parts = [sha256[start : start + 8] for start in range(0, len(sha256), 8)]
    name = cells[4].replace("/", "/\u200b").encode("utf-8", "replace").decode()
    return [*cells[:4], name, cells[5], "\u200b".join(parts), *cells[7:]]
