"""`python -m review`: serves the staff's page; `intake review` starts it."""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

import uvicorn

from parsers.errors import IntakeError, Misconfigured
from review import words
from review.app import create_app
from review.calls import Office
from review.settings import read_settings
from storage.accounts import keep_account
from storage.audit import MACHINE
from storage.database import transaction
from storage.status import StaffRole

ACT, LATER = 3, 4
DEMO_ACCOUNTS = (("lena.lesen", StaffRole.READER), ("karin.klar", StaffRole.CLERK), ("lutz.leitung", StaffRole.LEAD))


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted.

    Args:
        arguments: Of the command line; None: those of the process.

    Returns:
        Exit status: 0, 3 where the operator must act, 4 to try again later.
    """
    parser = argparse.ArgumentParser(prog="intake review", description="Serve the staff's page.")
    parser.add_argument("--home", type=Path, help="Folder of all that is kept.")
    parser.add_argument("--port", type=int, help="Port to listen on.")
    parser.add_argument("--demo", action="store_true", help="Make demo accounts and print how to sign in.")
    given = parser.parse_args(arguments)
    try:
        settings = read_settings(home=given.home, port=given.port)
        app = create_app(settings)
        if given.demo:
            _make_demo(app.state.office)
    except IntakeError as error:
        sys.stderr.write(f"intake: {error}.\n")
        return ACT if isinstance(error, Misconfigured) else LATER
    # Its access log would name what people look at; its errors would quote what failed.
    config = uvicorn.Config(app, host=settings.host, port=settings.port, log_level="critical", access_log=False)
    socket = config.bind_socket()
    sys.stdout.write(f"Adresse    {settings.origin or f'http://{settings.host}:{socket.getsockname()[1]}'}\n")
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=[socket])
    return 0


def _make_demo(office: Office) -> None:
    """Make accounts whose password is new at each start: nobody can leave a known one on a server."""
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    with transaction(office.sessions) as session:
        for name, role in DEMO_ACCOUNTS:
            keep_account(session, name, role, password, MACHINE)
    for name, role in DEMO_ACCOUNTS:
        sys.stdout.write(f"Anmeldung  {name:<14} Kennwort {password}  ({words.word(role)})\n")


if __name__ == "__main__":
    sys.exit(main())
