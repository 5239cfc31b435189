"""What the commands of the procedure do: print what is due, write dossier, docket and samples, take in addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from sqlalchemy.orm import Session

from classifiers.names import same_name
from classifiers.records import Contact
from flows.papers import office_texts
from flows.settings import IntakeSettings
from flows.terminal import make_table, print_table
from letters.case_life import STAGE_LABELS, steps_from
from letters.commission import PROFILE, Profile, read_profile
from letters.compose import render
from letters.docket import docket
from letters.dossier import dossier
from letters.samples import check_templates, sample_letters
from letters.wording import short_date
from parsers.errors import BadSettings
from storage.address_book import authorities, import_addresses, read_addresses
from storage.case_papers import parts_of_case
from storage.case_steps import standing, steps_taken
from storage.deadlines import due_cases
from storage.dividing import Parting, item_to_divide
from storage.errors import StepRefused
from storage.forwarding import surviving_case
from storage.queries import known_case
from storage.reminders import queue_reminders
from storage.sittings import cases_ready

_GERMANY = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    """The time in the office."""
    return datetime.now(_GERMANY)


def profile_of(settings: IntakeSettings) -> Profile:
    """Give the commission's own profile where the office has a folder with one, else the program's."""
    file = settings.letters_folder / "profile.toml" if settings.letters_folder else None
    return read_profile(file) if file and file.exists() else PROFILE


def forward(session: Session, case: str) -> str:
    """Give the Aktenzeichen under which a case goes on, and say so where it is another one.

    Args:
        session: Any.
        case: As it was named.
    """
    key = surviving_case(session, case)
    if key != case:
        typer.echo(f"{case} goes on as {key}.")
    return key


def list_parts(session: Session, console: Console, case: str, item: str) -> None:
    """Print the persons and papers that a case has of an item, with the numbers of the papers.

    Args:
        session: Any.
        console: Where to.
        case: Aktenzeichen.
        item: Source name.

    Raises:
        StepRefused: The case has no such item.
    """
    _, decision, share = item_to_divide(session, case, item)
    table = make_table("number", "person or paper", "what")
    for person in share.persons:
        table.add_row("", person.name or "", "person")
    for place in share.papers:
        paper = decision.papers[place]
        table.add_row(str(place + 1), paper.source, paper.type)
    print_table(console, table)


def parting_of(
    session: Session,
    case: str,
    item: str,
    names: Sequence[str],
    numbers: Sequence[int],
    authority: str | None,
    into: str | None,
    contact: Contact | None = None,
) -> Parting:
    """Give the places of the persons and papers that somebody named.

    Raises:
        BadSettings: A name is that of nobody in the item, or nobody knows the authority.
        StepRefused: The case has no such item.
    """
    _, _, share = item_to_divide(session, case, item)
    places = [[n for n, person in enumerate(share.persons) if same_name(person.name, name)] for name in names]
    if not all(places):
        raise BadSettings("a name is that of no person of the item: 'intake divide CASE ITEM' lists them")
    if authority is not None and authority not in authorities(session):
        raise BadSettings(f"no Ausländerbehörde has the code {authority}")
    persons = tuple(sorted({place for found in places for place in found}))
    return Parting(item, persons, tuple(number - 1 for number in numbers), authority, contact, into)


def list_due(session: Session, console: Console, settings: IntakeSettings, today: date) -> None:
    """Print a line for each case that is due, the urgent first.

    Args:
        session: Any.
        console: Where to.
        settings: Of the intake.
        today: The day in the office.
    """
    table = make_table("case", "stage", "since", "why")
    for due in due_cases(session, today, profile_of(settings)):
        table.add_row(due.case, STAGE_LABELS[due.stage], short_date(due.due_on) if due.due_on else "", due.why)
    if table.row_count:
        print_table(console, table)
    else:
        console.print("Nothing is due.")


def remind(session: Session, console: Console, settings: IntakeSettings, today: date) -> None:
    """Queue the reminders that are due and print them.

    Args:
        session: In a transaction.
        console: Where to.
        settings: Of the intake.
        today: The day in the office.
    """
    found = queue_reminders(session, today, profile_of(settings))
    table = make_table("case", "letter", "number", "again on")
    for one in found:
        table.add_row(one.case, one.kind, str(one.number), short_date(one.look_again_on))
    if found:
        print_table(console, table)
    else:
        console.print("No reminder is due.")


def show_case(session: Session, console: Console, case: str) -> None:
    """Print where a case stands, what led there and what can be done now.

    Args:
        session: Any.
        console: Where to.
        case: Aktenzeichen.

    Raises:
        UnknownRow: No case bears it.
    """
    now_at = standing(session, case)
    again = f", again on {short_date(now_at.look_again_on)}" if now_at.look_again_on else ""
    console.print(f"{case}: {STAGE_LABELS[now_at.stage]} (version {now_at.version}){again}")
    table = make_table("when", "who", "step", "to", "why")
    for step in steps_taken(session, case):
        to = "undone" if step.is_undone else STAGE_LABELS[step.after]
        table.add_row(step.at.astimezone(_GERMANY).strftime("%d.%m.%Y %H:%M"), step.who, step.step, to, step.why)
    if table.row_count:
        print_table(console, table)
    console.print(f"next: {', '.join(step.name for step in steps_from(now_at.stage))}")


def write_dossier(session: Session, settings: IntakeSettings, case: str, file: Path) -> None:
    """Write the dossier of a case, readable by its owner alone.

    Args:
        session: Any.
        settings: Of the intake.
        case: Aktenzeichen.
        file: Where to.

    Raises:
        BadSettings: The file cannot be written.
        UnknownRow: No case bears the Aktenzeichen.
    """
    state = known_case(session, case)
    parts = parts_of_case(session, case, settings.storage.blobs, settings.limits)
    office, _ = office_texts(settings.letters_folder)
    contact = authorities(session).get(state.authority or "")
    name = contact.name if contact else ""
    _write(file, dossier(state, parts, office["absender"]["stelle"], now().date(), name))


def write_docket(
    session: Session, console: Console, settings: IntakeSettings, held_on: date, file: Path | None
) -> None:
    """Print the cases that are ready for a sitting and, where a file is named, write the agenda.

    Args:
        session: Any.
        console: Where to.
        settings: Of the intake.
        held_on: Day of the sitting.
        file: For the PDF; None: none.

    Raises:
        BadSettings: The file cannot be written.
        StepRefused: The day is past.
    """
    if held_on < now().date():
        raise StepRefused("Der Tag der Sitzung liegt in der Vergangenheit.")
    entries = cases_ready(session)
    table = make_table("case", "authority", "")
    for entry in entries:
        table.add_row(entry.case, entry.authority, "eilt" if entry.is_urgent else "")
    if entries:
        print_table(console, table)
    else:
        console.print("No case is ready.")
    if file is not None:
        office, _ = office_texts(settings.letters_folder)
        _write(file, docket(entries, held_on, office["absender"]["stelle"]))


def take_in_addresses(session: Session, file: Path, by: str) -> int:
    """Take the addresses of a file into the book.

    Args:
        session: In a transaction.
        file: CSV (docs/procedure.md).
        by: Who imports them.

    Returns:
        How many are new or changed.

    Raises:
        BadSettings: The file cannot be read, or a line of it is wrong.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadSettings("the address book cannot be read as UTF-8") from None
    return import_addresses(session, read_addresses(text), by)


def check_texts(settings: IntakeSettings, folder: Path | None) -> int:
    """Check the texts of all letters and, where a folder is named, write a sample of each.

    Args:
        settings: Of the intake.
        folder: For the samples; None: none.

    Returns:
        How many letters there are.

    Raises:
        BadSettings: The office's particulars or profile cannot be read, or the folder cannot be written.
        MissingTemplate: A text is missing or names an unknown field.
    """
    office, templates = office_texts(settings.letters_folder)
    profile_of(settings)
    check_templates(templates, office)
    letters = sample_letters()
    for letter in letters if folder else ():
        _write(
            Path(str(folder)) / f"{letter.kind}.pdf", render(letter, now().date(), office=office, templates=templates)
        )
    return len(letters)


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(content)
    except OSError:
        raise BadSettings("the file cannot be written") from None
