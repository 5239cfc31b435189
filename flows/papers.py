"""Lists the letters that are owed and the messages that are parked, and writes letters as PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from sqlalchemy.orm import Session

from flows.terminal import make_table, print_table
from letters.compose import render
from letters.recipients import why_it_cannot_leave
from letters.records import LetterKind
from letters.texts import OFFICE, TEMPLATES, Office, Template, read_office, read_template, read_templates
from parsers.errors import BadSettings
from storage.causes import cause_in_german
from storage.letter_texts import keep_text
from storage.outbox import INTAKE, OwedLetter, letters_owed
from storage.queries import parked_messages
from storage.status import OutboxState

_GERMANY = ZoneInfo("Europe/Berlin")


def list_letters(session: Session, console: Console, *, is_all: bool = False) -> None:
    """Print a line for each letter that is owed: case, kind, to whom, ready or held and why.

    Args:
        session: Any.
        console: Where to.
        is_all: Those that have left, failed or were cancelled, too.
    """
    table = make_table("case", "letter", "to", "state", "why it waits", "id")
    for owed in letters_owed(session, *(OutboxState if is_all else ())):
        letter = owed.letter
        state = "released" if owed.state is OutboxState.READY and owed.released_at else owed.state
        why = owed.stopped_because or letter.held_because or why_it_cannot_leave(letter)
        if owed.failed_because and owed.state is not OutboxState.SENT:
            why = cause_in_german(owed.failed_because)
        table.add_row(owed.case, letter.kind, letter.to or "unknown", state, why, str(owed.letter_id))
    if table.row_count:
        print_table(console, table)
    else:
        console.print("No letter is owed.")


def render_letters(session: Session, folder: Path, letters_folder: Path | None) -> int:
    """Write every letter that is owed as a PDF of today, readable by its owner alone.

    Args:
        session: In a transaction: the text by which each letter was set is kept with it.
        folder: Where to; made where it is missing. A letter of the same name is replaced.
        letters_folder: The office's own particulars and texts; None: those of the program.

    Returns:
        How many were written.

    Raises:
        BadSettings: The folder cannot be written, or the office's particulars cannot be read.
        MissingTemplate: The office's texts lack a letter or name an unknown field.
    """
    office, templates = office_texts(letters_folder)
    today = datetime.now(_GERMANY).date()
    count = 0
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for owed in letters_owed(session):
            path = folder / _file_name(owed)
            path.touch(mode=0o600)
            path.write_bytes(render(owed.letter, today, office=office, templates=templates))
            keep_text(session, owed.letter_id, templates[owed.letter.kind])
            count += 1
    except OSError:
        raise BadSettings("the folder of the rendered letters cannot be written") from None
    return count


def office_texts(folder: Path | None) -> tuple[Office, Mapping[LetterKind, Template]]:
    """Give the office's particulars and the texts of its letters.

    Args:
        folder: The office's own; None: those of the program.

    Raises:
        BadSettings: The particulars cannot be read.
        MissingTemplate: The texts lack a letter.
    """
    if folder is None:
        return OFFICE, TEMPLATES
    return read_office(folder / "office.toml"), read_templates(folder / "templates")


def office_text(folder: Path | None, kind: LetterKind) -> tuple[Office, Template]:
    """Give the office's particulars and the text of one letter; what other letters lack is nothing to it.

    Args:
        folder: The office's own; None: those of the program.
        kind: Which letter.

    Raises:
        BadSettings: The particulars cannot be read.
        MissingTemplate: There is no text for the letter.
    """
    if folder is None:
        return OFFICE, TEMPLATES[kind]
    return read_office(folder / "office.toml"), read_template(folder / "templates", kind)


def _file_name(owed: OwedLetter) -> str:
    case = re.sub(r"[^\w.-]+", "-", owed.case)
    occasion = "" if owed.occasion == INTAKE else f"_{owed.occasion}"
    return f"{case}_{owed.letter.kind}{occasion}_{owed.state}.pdf"


def list_parked(session: Session, console: Console) -> None:
    """Print a line for each message that could not be judged: when and how it came, its name and the cause.

    Args:
        session: Any.
        console: Where to.
    """
    table = make_table("received", "channel", "name", "cause", "id")
    for message in parked_messages(session):
        received = message.received_at.astimezone(_GERMANY).strftime("%Y-%m-%d %H:%M")
        table.add_row(
            received,
            message.channel,
            message.source_name,
            cause_in_german(message.parked_because or ""),
            str(message.message_id),
        )
    if table.row_count:
        print_table(console, table)
    else:
        console.print("No message is parked.")
