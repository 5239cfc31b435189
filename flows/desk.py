"""Commands of the `intake` command for those who run it: serve, doctor, journal, retry, release, hold."""

from __future__ import annotations

import getpass
import uuid
from pathlib import Path
from typing import Annotated, Optional

import typer

from flows.opening import Home, opened, opened_sessions, start
from parsers.errors import BadSettings

desk = typer.Typer()

Id = Annotated[uuid.UUID, typer.Argument(metavar="ID", help="As the list prints it.")]


@desk.command()
def serve(home: Home = None) -> None:
    """Collect, process and deliver by the clock.

    With Prefect's server and UI on this machine where PREFECT_API_URL names none; ends with Ctrl-C.
    """
    from flows.home import use_home
    from flows.serve import serve_intake

    settings = start(home)
    with use_home(settings.home):
        serve_intake(settings, lambda line: typer.echo(f"intake: {line}"))


@desk.command()
def doctor(home: Home = None) -> None:
    """Check settings, services and folders, and say what to do."""
    from flows.doctor import print_report
    from flows.terminal import open_console

    if not print_report(start(home), open_console()):
        raise typer.Exit(3)


@desk.command()
def journal(
    home: Home = None,
    csv: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation itself
        typer.Option(metavar="FILE", help="Write it as CSV."),
    ] = None,
    pdf: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation itself
        typer.Option(metavar="FILE", help="Write it as PDF."),
    ] = None,
) -> None:
    """Print the Posteingangsbuch.

    Every message with number, time, channel, hash and what became of it.
    """
    from flows.journal import journal_csv, journal_pdf, print_journal, write_private
    from flows.terminal import open_console
    from storage.journal import journal_entries

    with opened(start(home)) as session:
        entries = journal_entries(session)
    if csv is not None:
        write_private(csv, journal_csv(entries))
    if pdf is not None:
        write_private(pdf, journal_pdf(entries))
    if csv is None and pdf is None:
        print_journal(entries, open_console())


@desk.command()
def retry(message_id: Id, home: Home = None) -> None:
    """Take a parked message up again."""
    from storage.database import transaction
    from storage.journal import retry_message

    with opened_sessions(start(home)) as sessions, transaction(sessions) as session:
        retry_message(session, message_id, getpass.getuser())


@desk.command()
def release(
    letter_id: Annotated[
        Optional[uuid.UUID],  # noqa: UP045 - typer reads the annotation itself
        typer.Argument(metavar="ID", help="Of the letter, as 'intake letters' prints it."),
    ] = None,
    home: Home = None,
    case: Annotated[Optional[str], typer.Option(help="Release all ready letters of this Aktenzeichen.")] = None,  # noqa: UP045
) -> None:
    """Let letters leave with the next delivery."""
    from storage.database import transaction
    from storage.forwarding import surviving_case
    from storage.outbox import letters_owed, release_letter
    from storage.status import OutboxState

    if (letter_id is None) == (case is None):
        raise BadSettings("name one letter by its id, or --case")
    with opened_sessions(start(home)) as sessions, transaction(sessions) as session:
        key = surviving_case(session, case) if case else None
        ids = [owed.letter_id for owed in letters_owed(session, OutboxState.READY) if owed.case == key]
        ids = [letter_id] if letter_id is not None else ids
        count = sum(release_letter(session, each, getpass.getuser()) for each in ids)
    typer.echo(f"{count} letters released")


@desk.command()
def hold(letter_id: Id, why: Annotated[str, typer.Option(help="Why, in German.")], home: Home = None) -> None:
    """Keep a letter back until it is released."""
    from storage.database import transaction
    from storage.outbox import hold_letter

    with opened_sessions(start(home)) as sessions, transaction(sessions) as session:
        hold_letter(session, letter_id, getpass.getuser(), why)
