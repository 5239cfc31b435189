"""The commands by which persons say which mail, people and representatives belong to a case."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from flows.opening import Home, opened, start, writing
from parsers.errors import BadSettings

Case = Annotated[str, typer.Argument(metavar="CASE", help="Aktenzeichen.")]
By = Annotated[str, typer.Option(help="Name of the person who decided.")]
Why = Annotated[str, typer.Option(help="Reason.")]
Names = Annotated[Optional[list[str]], typer.Option(metavar="NAME", help="Who goes; may be given again.")]  # noqa: UP045
Numbers = Annotated[Optional[list[int]], typer.Option(metavar="NUMBER", help="A paper that goes with them.")]  # noqa: UP045
Lines = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(metavar="LINE", help="Line of the address, street first; may be given again."),
]
MaybeText = Optional[str]  # noqa: UP045 - typer reads the annotation itself


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: Of `intake`.
    """
    for command in (merge, split, divide, represent):
        app.command()(command)


def merge(
    case: Case,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The case that goes on.")],
    by: By,
    why: Why,
    home: Home = None,
) -> None:
    """Let a case go into another one; its Aktenzeichen is not given again."""
    from flows.procedure import forward, now
    from storage.case_steps import standing
    from storage.merging import merge_cases

    settings = start(home)
    with writing(settings) as session:
        into = forward(session, into)
        versions = (standing(session, case).version, standing(session, into).version)
        accepts = settings.accept_asserted_vollmacht
        merge_cases(session, case, into, by, why, now(), versions, accepts_asserted=accepts)
    typer.echo(f"{case} goes on as {into}.")


def split(
    case: Case,
    item: Annotated[list[str], typer.Argument(metavar="ITEM...", help="Names of the items that move.")],
    by: By,
    why: Why,
    home: Home = None,
) -> None:
    """Open a new case with some of the items of a case."""
    from flows.procedure import forward
    from storage.case_steps import standing
    from storage.merging import split_case

    settings = start(home)
    pattern, accepts = settings.aktenzeichen_pattern, settings.accept_asserted_vollmacht
    with writing(settings) as session:
        case = forward(session, case)
        version = standing(session, case).version
        new = split_case(session, case, item, by, why, version, pattern, accepts_asserted=accepts)
    typer.echo(f"new case: {new}")


def divide(
    case: Case,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="Name of an item that holds two families.")],
    by: Annotated[str, typer.Option(help="Name of the person who decided.")] = "",
    why: Annotated[str, typer.Option(help="Reason.")] = "",
    person: Names = None,
    paper: Numbers = None,
    authority: Annotated[MaybeText, typer.Option(metavar="CODE", help="Ausländerbehörde of those who go.")] = None,
    line: Lines = None,
    email: Annotated[MaybeText, typer.Option(help="Their address of an e-mail.")] = None,
    into: Annotated[MaybeText, typer.Option(metavar="CASE", help="Where they go; without it a new case.")] = None,
    home: Home = None,
) -> None:
    """Let persons and papers of one item go to another case; without --person, list them.

    The letter itself stays in both. Merging the cases again undoes it.
    """
    from classifiers.records import Contact
    from flows.procedure import forward, list_parts, parting_of
    from flows.terminal import open_console
    from storage.case_steps import standing
    from storage.dividing import divide_item

    settings = start(home)
    if not person:
        with opened(settings) as session:
            list_parts(session, open_console(), forward(session, case), item)
        return
    with writing(settings) as session:
        case = forward(session, case)
        contact = Contact(person[0], tuple(line or ()), email) if line or email else None
        parting = parting_of(session, case, item, person, paper or [], authority, into, contact)
        found = divide_item(
            session,
            case,
            parting,
            by,
            why,
            standing(session, case).version,
            settings.aktenzeichen_pattern,
            accepts_asserted=settings.accept_asserted_vollmacht,
        )
    typer.echo(f"{', '.join(person)}: {found.case}")
    for kind in found.letters_out:
        typer.echo(f"left already: {kind}")
    for name in found.also_in:
        typer.echo(f"still in {case}: {name} names them as well; intake divide {case} {name} --into {found.case}")


def represent(
    case: Case,
    by: By,
    why: Why,
    name: Annotated[MaybeText, typer.Option(help="Who is proven to represent.")] = None,
    role: Annotated[str, typer.Option(help="lawyer, organisation, private or guardian.")] = "lawyer",
    line: Lines = None,
    email: Annotated[MaybeText, typer.Option(help="Address of an e-mail.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="The representation has ended.")] = False,
    home: Home = None,
) -> None:
    """Say who represents in a case, or that nobody does; letters that have not left follow."""
    from classifiers.records import Contact, Representative, Role
    from flows.procedure import forward, now
    from storage.case_steps import standing
    from storage.representation import say_who_represents

    if nobody == (name is not None):
        raise BadSettings("say either --name or --nobody")
    if role not in list(Role):
        raise typer.BadParameter(f"{role} is none of: {', '.join(Role)}")
    settings = start(home)
    who = Representative(name, Role(role)) if name else None
    contact = Contact(name, tuple(line or ()), email) if name and (line or email) else None
    with writing(settings) as session:
        case = forward(session, case)
        version = standing(session, case).version
        accepts = settings.accept_asserted_vollmacht
        say_who_represents(session, case, who, contact, by, why, now(), version, accepts_asserted=accepts)
    typer.echo(f"{case}: {name or 'nobody'} represents")
