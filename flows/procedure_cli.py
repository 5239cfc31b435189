"""The commands of the procedure after intake; heavy imports stand inside them, as in flows/cli.py."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional, TypeVar

import typer

from flows.opening import Home, opened, start, writing

W = TypeVar("W", bound=StrEnum)

Case = Annotated[str, typer.Argument(metavar="CASE", help="Aktenzeichen.")]
By = Annotated[str, typer.Option(help="Name of the person who decided.")]
Why = Annotated[str, typer.Option(help="Reason; some steps need none.")]
Day = Annotated[datetime, typer.Argument(metavar="DATE", formats=["%Y-%m-%d"], help="As 2026-05-19.")]
MaybeDay = Annotated[Optional[datetime], typer.Option(formats=["%Y-%m-%d"], help="As 2026-05-19.")]  # noqa: UP045
MaybeFile = Annotated[Optional[Path], typer.Option(metavar="FILE", help="Write it there as a PDF.")]  # noqa: UP045


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: Of `intake`.
    """
    for command in (due, remind, case, step, undo, docket, sitting, dossier, addresses, texts, profile, report):
        app.command()(command)


def due(home: Home = None) -> None:
    """List the cases that a person must look at today.

    Those in which a removal is imminent come first.
    """
    from flows.procedure import list_due, now
    from flows.terminal import open_console

    settings = start(home)
    with opened(settings) as session:
        list_due(session, open_console(), settings, now().date())


def remind(home: Home = None) -> None:
    """Queue the reminders that are due.

    Nothing is sent.
    """
    from flows import procedure
    from flows.terminal import open_console

    settings = start(home)
    with writing(settings) as session:
        procedure.remind(session, open_console(), settings, procedure.now().date())


def case(case: Case, home: Home = None) -> None:
    """Print where a case stands, what led there and what can be done now."""
    from flows.procedure import forward, show_case
    from flows.terminal import open_console

    with opened(start(home)) as session:
        show_case(session, open_console(), forward(session, case))


def step(
    case: Case,
    step: Annotated[str, typer.Argument(metavar="STEP", help="As docs/procedure.md names it.")],
    by: By,
    version: Annotated[int, typer.Option(help="Of the case, as 'intake case' shows it.")],
    why: Why = "",
    look_again: MaybeDay = None,
    letter: Annotated[Optional[list[str]], typer.Option(help="A letter that the step may owe.")] = None,  # noqa: UP045
    head: Annotated[bool, typer.Option("--head", help="Decided by the head of the Geschäftsstelle.")] = False,
    home: Home = None,
) -> None:
    """Record a step that a person took in a case; its letters are queued."""
    from flows.procedure import forward, now
    from letters.case_life import STAGE_LABELS, Desk, StepName
    from letters.records import LetterKind
    from storage.procedure import take_step

    with writing(start(home)) as session:
        standing = take_step(
            session,
            forward(session, case),
            _word(StepName, step),
            by,
            why,
            now(),
            version,
            desk=Desk.HEAD if head else Desk.CLERK,
            look_again_on=look_again.date() if look_again else None,
            letters=tuple(_word(LetterKind, one) for one in letter or ()),
        )
    typer.echo(f"{standing.case}: {STAGE_LABELS[standing.stage]} (version {standing.version})")


def undo(
    case: Case, by: By, why: Why, version: Annotated[int, typer.Option(help="Of the case.")], home: Home = None
) -> None:
    """Undo the last step of a case, with a reason."""
    from flows.procedure import forward, now
    from letters.case_life import STAGE_LABELS
    from storage.procedure import undo_step

    with writing(start(home)) as session:
        undone = undo_step(session, forward(session, case), by, why, now(), version)
    typer.echo(f"{undone.standing.case}: {STAGE_LABELS[undone.standing.stage]} (version {undone.standing.version})")
    for kind in undone.letters_out:
        typer.echo(f"left already: {kind}")


def docket(held_on: Day, pdf: MaybeFile = None, home: Home = None) -> None:
    """List the cases that are ready for a sitting, and write the agenda."""
    from flows.procedure import write_docket
    from flows.terminal import open_console

    settings = start(home)
    with opened(settings) as session:
        write_docket(session, open_console(), settings, held_on.date(), pdf)


def sitting(
    held_on: Day,
    members: Annotated[int, typer.Option(help="How many the commission has.")],
    present: Annotated[int, typer.Option(help="How many were there.")],
    by: By,
    verdict: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(metavar="CASE=OUTCOME:VOTES", help="request, no_request or adjourned, and votes for an Ersuchen."),
    ] = None,
    why: Why = "",
    home: Home = None,
) -> None:
    """Record a sitting, and what it made of its cases."""
    from flows.procedure import forward, now, profile_of
    from letters.case_life import STAGE_LABELS
    from letters.sitting import Outcome
    from storage.case_steps import standing
    from storage.sittings import Verdict, record_sitting, record_verdict

    settings = start(home)
    with writing(settings) as session:
        record_sitting(session, held_on.date(), members, present, by, now(), profile_of(settings).sitting)
        for one in verdict or ():
            named, _, told = one.partition("=")
            key = forward(session, named)
            word, _, votes = told.partition(":")
            if not votes.isdecimal():
                raise typer.BadParameter(f"{one} is not CASE=OUTCOME:VOTES")
            made = Verdict(_word(Outcome, word), int(votes), why)
            now_at = record_verdict(session, held_on.date(), key, made, by, now(), standing(session, key).version)
            typer.echo(f"{key}: {STAGE_LABELS[now_at.stage]}")


def dossier(case: Case, pdf: MaybeFile = None, home: Home = None) -> None:
    """Bind all papers of a case to one PDF for the members."""
    from flows.procedure import forward, write_dossier

    settings = start(home)
    with opened(settings) as session:
        case = forward(session, case)
        file = pdf or Path(f"{case.replace('/', '-')}.pdf")
        write_dossier(session, settings, case, file)
    typer.echo(f"dossier written to {file}")


def addresses(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV; docs/procedure.md names the columns.")],
    by: By,
    home: Home = None,
) -> None:
    """Take addresses of Ausländerbehörden into the book; letters that wait for one become ready."""
    from flows.procedure import take_in_addresses

    with writing(start(home)) as session:
        count = take_in_addresses(session, file, by)
    typer.echo(f"{count} addresses are new or changed")


def texts(
    preview: Annotated[Optional[Path], typer.Option(metavar="DIR", help="Write a sample of each letter.")] = None,  # noqa: UP045
) -> None:
    """Check the office's texts of the letters, and show them with an invented case."""
    from flows.procedure import check_texts

    typer.echo(f"{check_texts(start(None), preview)} letters are in order")


def profile(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet, or empty.")],
) -> None:
    """Write all that is particular to this commission into a folder, to be changed there."""
    from flows.profile_folder import write_profile

    write_profile(folder)
    typer.echo(f"written: {folder}; INTAKE_LETTERS_FOLDER names it")


def report(
    year: Annotated[int, typer.Option(min=2000, max=2100, help="Of the Aktenzeichen.")],
    out: Annotated[Optional[Path], typer.Option(metavar="DIR", help="Write CSV and pictures there.")] = None,  # noqa: UP045
    home: Home = None,
) -> None:
    """Print the figures of a year; no name is in them."""
    from flows.report import print_report, write_report
    from flows.terminal import open_console
    from storage.report import figures

    with opened(start(home)) as session:
        found = figures(session, year)
    print_report(found, open_console())
    for file in write_report(found, out) if out else ():
        typer.echo(f"written: {file}")


def _word(words: type[W], given: str) -> W:
    """The member of a closed set that a word names."""
    try:
        return words(given)
    except ValueError:
        raise typer.BadParameter(f"{given} is none of: {', '.join(words)}") from None
