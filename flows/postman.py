"""What delivery works with, and what it counts."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from flows.channels.smtp import MailServer
from flows.settings import IntakeSettings
from storage.settings import StorageSettings
from storage.status import ReleasePolicy


@dataclass
class Delivered:
    """What a round of delivery did; counts alone.

    Attributes:
        released: Letters that the policy released.
        mailed: Handed to the mail server.
        printed: Laid into the print folder.
        put_off: Tried in vain; they are tried again.
        failed: Given up: a person must look.
        held: Without a way out: a person must look.
        capped: Left for another day, for the address had enough.
        resting: Left, for the mail server is at fault; none of their tries is used up.
        again: Found on their way after a crash: they go again.
        in_doubt: Paper found so: a person must look.
    """

    released: int = 0
    mailed: int = 0
    printed: int = 0
    put_off: int = 0
    failed: int = 0
    held: int = 0
    capped: int = 0
    resting: int = 0
    again: int = 0
    in_doubt: int = 0


@dataclass(frozen=True)
class Postman:
    """What delivery needs.

    Attributes:
        storage: Where the PDFs that left are kept.
        sessions: Of our database.
        server: For e-mail; None: everything goes on paper.
        print_folder: For paper.
        policy: What leaves without a person's word.
        mails_sensitive: Whether the office lets sensitive letters go to a proven address by e-mail.
        mails_per_day: E-mails to one address in 24 hours.
        letters_folder: The office's own particulars and texts; None: those of the program.
        worker: Who sends; says nothing of a person.
        now: The clock.
        tally: What was done so far.
    """

    storage: StorageSettings
    sessions: sessionmaker[Session]
    server: MailServer | None
    print_folder: Path
    policy: ReleasePolicy
    mails_sensitive: bool
    mails_per_day: int
    letters_folder: Path | None
    worker: str
    now: Callable[[], datetime]
    tally: Delivered = field(default_factory=Delivered)


def make_postman(settings: IntakeSettings, sessions: sessionmaker[Session]) -> Postman:
    """Give delivery what it needs."""
    return Postman(
        storage=settings.storage,
        sessions=sessions,
        server=settings.mail_server,
        print_folder=settings.print_folder or settings.home / "print",
        policy=settings.release,
        mails_sensitive=settings.mails_sensitive,
        mails_per_day=settings.mails_per_day,
        letters_folder=settings.letters_folder,
        worker=f"{socket.gethostname()[:40]}-{os.getpid()}",
        now=lambda: datetime.now(UTC),
        tally=Delivered(),
    )
