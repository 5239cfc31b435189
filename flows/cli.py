"""The `intake` command. Heavy imports stand inside the commands: `intake --help` answers at once.

Exit status: 0 everything is accounted for; 1 a fault of the program or an unusable input; 2 wrong usage;
3 the operator must act (a setting, a folder, a missing program); 4 try again later (a service is away, or
another run is at work); 5 some files could not be opened; 130 interrupted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Annotated, Optional

import typer

from flows import case_cli, procedure_cli, staff
from flows.desk import desk
from flows.opening import Home, is_debug, opened, start, writing
from parsers.errors import Conflict, IntakeError, Misconfigured, Unavailable
from storage.errors import StaleCase, StepNotAllowed, UnknownRow
from storage.status import StaffRole

FAULT, USAGE, ACT, LATER, UNOPENED, INTERRUPTED = 1, 2, 3, 4, 5, 130

app = typer.Typer(
    name="intake",
    help="Mail, fax and post of a Geschäftsstelle become cases, flags and letters. People decide.",
    epilog="Exit status: 0 all accounted for, 2 wrong usage, 3 the operator must act, 4 try again later, "
    "5 files that could not be opened.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

procedure_cli.register(app)
case_cli.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"intake {version('haertefall-intake')}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Print every event, and tracebacks.")] = False,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take what stands before the command's name."""


@app.command()
def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Holds email/, fax/ and post/, or loose files.")],
    home: Home = None,
) -> None:
    """Take in a folder of mail, fax and post.

    The files stay where they are; what is known already is not taken in again.
    """
    from flows.channels.folder import take_inventory
    from flows.home import use_home
    from flows.prefect_api import connected_to, prefect_server, set_environment
    from flows.terminal import open_console, shown_progress

    settings = start(home)
    inventory = take_inventory(folder)
    if not inventory.messages:
        typer.echo(f"Nothing to take in: {folder} holds no email/*.eml, fax/*.tif, post/*.pdf and no loose letters.")
        return
    console = open_console()
    with use_home(settings.home), _told_when_interrupted():
        set_environment(settings.home)
        with prefect_server() as url:
            # Prefect and spaCy are imported while the server comes up.
            from flows.intake import run_intake

            with connected_to(url), shown_progress(console) as report:
                tally = run_intake(settings, inventory.messages, report)
    from flows.summary import print_summary

    with opened(settings) as session:
        from storage.queries import totals

        print_summary(console, inventory, tally, totals(session))
    if tally.unopened:
        raise typer.Exit(UNOPENED)


@app.command()
def export(
    home: Home = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the lines instead.")] = False,
) -> None:
    """Print items and cases as JSON Lines.

    Every item in order of receipt, then every case; docs/export.md says what the fields mean.
    """
    from storage.export import export_lines, export_schema

    if schema:
        typer.echo(json.dumps(export_schema(), ensure_ascii=False, indent=2))
        return
    with opened(start(home)) as session:
        for line in export_lines(session):
            typer.echo(json.dumps(line, ensure_ascii=False))


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A mail, a fax or a scanned letter.")],
) -> None:
    """Print what is found in one file.

    With the words that show it; nothing is stored.
    """
    from flows.explain import explain_file
    from flows.terminal import open_console

    explain_file(file, start(None), open_console())


@app.command()
def letters(
    home: Home = None,
    render: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads the annotation itself
        typer.Option(metavar="DIR", help="Write each letter there as a PDF; held ones as drafts."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List those that have left or failed, too.")] = False,
) -> None:
    """List the letters that are owed.

    With --render they are written as PDF. Nothing is sent.
    """
    from flows.papers import list_letters, render_letters
    from flows.terminal import open_console

    settings = start(home)
    if render is None:
        with opened(settings) as session:
            list_letters(session, open_console(), is_all=every)
        return
    with writing(settings) as session:
        list_letters(session, open_console(), is_all=every)
        count = render_letters(session, render, settings.letters_folder)
    typer.echo(f"{count} letters written to {render}")


@app.command()
def parked(home: Home = None) -> None:
    """List messages that could not be judged."""
    from flows.papers import list_parked
    from flows.terminal import open_console

    with opened(start(home)) as session:
        list_parked(session, open_console())


app.command()(staff.review)


@app.command()
def accounts(
    name: Annotated[str, typer.Argument(help="What one signs in with.")],
    role: Annotated[StaffRole, typer.Option(help="What the account may do.")] = StaffRole.CLERK,
    home: Home = None,
) -> None:
    """Make an account for the staff's page, or change it.

    The password is asked for, or read from standard input.
    """
    staff.keep_account(start(home), name, role, staff.read_password())


@app.command()
def learn(home: Home = None) -> None:
    """Print what people corrected and confirmed.

    As labelled examples for training, in JSON Lines; nothing leaves the machine.
    """
    from storage.corrections import examples

    with opened(start(home)) as session:
        for example in examples(session):
            staff.print_example(example)


app.add_typer(desk)


@contextmanager
def _told_when_interrupted() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        _say("interrupted. What was taken in is kept: the same command goes on where it stood.")
        raise typer.Exit(INTERRUPTED) from None


def _say(text: str) -> None:
    typer.echo(f"intake: {text}", err=True)


def _tell_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in a line that the program is at fault, without the error's own text, which may quote a letter."""
    where = "an unknown place"
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    _say(f"a fault of the program ({kind.__name__} in {where}). What was taken in is kept; --debug shows more.")


def _status(error: IntakeError) -> tuple[int, str]:
    """The exit status for an error of each family, and what the operator does about it."""
    match error:
        case Misconfigured():
            return ACT, ""
        case StaleCase() | StepNotAllowed() | UnknownRow():
            return FAULT, ""  # a person has to look again: the same command would be refused again
        case Unavailable() | Conflict():
            return LATER, " Nothing is lost: the same command goes on where it stood."
        case _:
            return FAULT, ""


def main() -> None:
    """Run the command; what goes wrong is told in one line, without a traceback unless --debug is given."""
    if not is_debug():
        sys.excepthook = _tell_fault
    # The command itself, not the app: the app's call puts a hook of its own in place of ours.
    command = typer.main.get_command(app)
    try:
        command(prog_name="intake")
    except IntakeError as error:
        if is_debug():
            raise
        status, advice = _status(error)
        text = str(error)
        _say(f"{text}{'' if text.endswith(('?', '.')) else '.'}{advice}")
        sys.exit(status)
