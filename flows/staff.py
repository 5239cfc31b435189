"""Commands for the staff's page: serve it, keep accounts, give the corrections as examples."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from storage.status import StaffRole

if TYPE_CHECKING:
    from flows.settings import IntakeSettings

Home = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads the annotation itself
    typer.Option(help="Folder of all that is kept. Default: INTAKE_HOME, else below ~/.local/share."),
]


def review(
    home: Home = None,
    port: Annotated[
        Optional[int],  # noqa: UP045 - typer reads the annotation itself
        typer.Option(help="Port to listen on. Default: REVIEW_PORT, else 8080."),
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Make demo accounts and print how to sign in.")] = False,
) -> None:
    """Serve the staff's page.

    Nothing is read or sent by it: 'intake run' does that.
    """
    arguments = [sys.executable, "-m", "review"]
    arguments += ["--home", str(home)] if home else []
    arguments += ["--port", str(port)] if port is not None else []
    arguments += ["--demo"] if demo else []
    # The page is a program of its own, which knows no Prefect and no password of a mailbox.
    os.execv(sys.executable, arguments)  # noqa: S606


def keep_account(settings: IntakeSettings, name: str, role: StaffRole, password: str) -> None:
    """Make an account, or give it another password and role.

    Args:
        settings: Where the database is.
        name: Of the account.
        role: What it may do.
        password: In clear.

    Raises:
        BadSettings: The name is empty or the password too short.
    """
    from storage import accounts
    from storage.database import open_engine, session_factory, transaction, upgrade

    engine = open_engine(settings.storage)
    try:
        upgrade(engine)
        with transaction(session_factory(engine)) as session:
            accounts.keep_account(session, name, role, password, "intake accounts")
    finally:
        engine.dispose()


def read_password() -> str:
    """Ask for a password twice on a terminal; elsewhere it is the first line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def print_example(example: dict[str, object]) -> None:
    """Print an example as a line of JSON."""
    typer.echo(json.dumps(example, ensure_ascii=False))
