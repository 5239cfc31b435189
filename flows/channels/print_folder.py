"""Letters on paper: a PDF in the folder of the day, and a line in its cover list."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from parsers.errors import Unavailable
from parsers.files import write_whole

COVER_LIST: Final = "Druckliste.csv"
HEADINGS: Final = ("Aktenzeichen", "Schreiben", "Empfänger", "Anschrift", "Datei")


class PrintFolderUnavailable(Unavailable):
    """The print folder cannot be written now."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter to be printed.

    Attributes:
        case: Aktenzeichen.
        subject: What it is, in German.
        name: Of the recipient.
        lines: Of the address; empty: staff must find it out.
        file: Name of the file, the same whenever it is the same letter.
        pdf: The letter.
    """

    case: str
    subject: str
    name: str
    lines: tuple[str, ...]
    file: str
    pdf: bytes


def lay_paper(folder: Path, day: date, paper: Paper) -> None:
    """Put a letter into the folder of the day, and into the cover list once.

    Args:
        folder: Of all that is to be printed; made where it is missing.
        day: Of printing.
        paper: The letter.

    Raises:
        PrintFolderUnavailable: The folder cannot be written.
    """
    try:
        today = folder / day.isoformat()
        today.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(today / paper.file, paper.pdf)
        _add_to_list(today / COVER_LIST, paper)
    except OSError:
        raise PrintFolderUnavailable("the print folder cannot be written") from None


def _add_to_list(cover_list: Path, paper: Paper) -> None:
    # The list is small and written anew as a whole: a crash leaves the old one or the new one.
    text = cover_list.read_text(encoding="utf-8-sig") if cover_list.exists() else ""
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=";") if row][1:]
    address = ", ".join(paper.lines) or "Anschrift fehlt: bitte ermitteln"
    new = [_plain(cell) for cell in (paper.case, paper.subject, paper.name, address, paper.file)]
    rows = [row for row in rows if row[-1] != paper.file] + [new]
    told = io.StringIO()
    csv.writer(told, delimiter=";").writerows([HEADINGS, *rows])
    # With a byte order mark, for else Excel takes it for another encoding.
    write_whole(cover_list, told.getvalue().encode("utf-8-sig"))


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; names come from strangers."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
