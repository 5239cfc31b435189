"""Sends what is released: by e-mail or on paper, each letter once.

That a letter is on its way is committed before it leaves. Who finds it so after a crash sends an e-mail again as
the same mail; paper waits for a person (`storage.delivery.recover_letters`).
"""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session, sessionmaker

from flows.channels.print_folder import Paper, lay_paper
from flows.channels.smtp import MailServer, OutgoingMail, send_mail
from flows.papers import office_texts
from flows.settings import IntakeSettings
from letters.compose import render
from letters.records import LetterKind
from parsers.errors import Conflict, Misconfigured, Rejected, Unavailable
from storage.audit import MACHINE
from storage.blobs import load_blob, store_blob
from storage.database import reading, transaction
from storage.delivery import (
    Dispatch,
    begin_sending,
    earlier_dispatch,
    fail_letter,
    is_proven_address,
    letters_to_send,
    mark_sent,
    put_off_letter,
    recover_letters,
    sent_within_a_day,
    times_returned,
)
from storage.outbox import OwedLetter, hold_letter, release_by_policy
from storage.settings import StorageSettings
from storage.status import ReleasePolicy, Way

log = logging.getLogger(__name__)

GERMANY: Final = ZoneInfo("Europe/Berlin")
LASTS: Final = timedelta(minutes=10)
"""A letter on its way for longer was left by a process that died; a mail server answers sooner."""

# They name the persons or what they ask for; the other kinds tell nothing that the recipient has not written.
SENSITIVE: Final = frozenset(set(LetterKind) - {LetterKind.POWER_OF_ATTORNEY_REQUEST, LetterKind.UNREADABLE_NOTICE})
NO_WAY: Final = "Für dieses Schreiben ist keine Postanschrift bekannt, und per E-Mail darf es nicht hinaus."
TEXT: Final = """Guten Tag,

anbei erhalten Sie ein Schreiben der Geschäftsstelle der Härtefallkommission als PDF-Datei.
Bitte geben Sie in Ihrer Antwort das Aktenzeichen {case} an.

{farewell}
{office}

Diese Nachricht wurde maschinell versandt.
"""


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


def deliver(postman: Postman) -> None:
    """Send all that is released and due; one letter that fails holds up no other.

    Args:
        postman: What it needs; its tally is counted up.

    Raises:
        DatabaseUnavailable: Try again later; nothing is lost.
        Misconfigured: The operator must act; the letters wait.
    """
    with transaction(postman.sessions) as session:
        recovered = recover_letters(session, postman.now())
        postman.tally.released += release_by_policy(session, postman.policy)
    postman.tally.again += recovered.again
    postman.tally.in_doubt += recovered.in_doubt
    with reading(postman.sessions) as session:
        waiting = letters_to_send(session, postman.now())
    for owed in waiting:
        try:
            _deliver_one(postman, owed)
        except Conflict:
            log.warning("letter left to another process", extra={"error": "conflict"})


def choose_way(owed: OwedLetter, *, has_server: bool, is_proven: bool, mails_sensitive: bool) -> Way | None:
    """Say how a letter goes out; None where it cannot.

    Args:
        owed: The letter.
        has_server: Whether there is a mail server.
        is_proven: Whether an item of the case came from the recipient's address.
        mails_sensitive: Whether the office lets sensitive letters go to such an address.
    """
    contact = owed.letter.recipient
    may_be_mailed = owed.letter.kind not in SENSITIVE or (mails_sensitive and is_proven)
    if contact is not None and contact.email and has_server and may_be_mailed:
        return Way.EMAIL
    is_to_an_office = (owed.letter.to or "").isdigit()
    # Staff know where an authority is; where a stranger lives they cannot know.
    return Way.PAPER if is_to_an_office or (contact is not None and contact.lines) else None


def _deliver_one(postman: Postman, owed: OwedLetter) -> None:
    with reading(postman.sessions) as session:
        dispatch = earlier_dispatch(session, owed.letter_id)
    dispatch = dispatch or _prepare(postman, owed)
    if dispatch is None:
        with transaction(postman.sessions) as session:
            postman.tally.held += hold_letter(session, owed.letter_id, MACHINE, NO_WAY)
        return
    if _has_had_enough(postman, dispatch):
        postman.tally.capped += 1
        return
    pdf = load_blob(postman.storage.blobs, dispatch.pdf_sha256)
    with transaction(postman.sessions) as session:
        begin_sending(session, owed, dispatch, postman.worker, postman.now(), LASTS)
    try:
        _hand_over(postman, owed, dispatch, pdf)
    except (Rejected, Unavailable, Misconfigured) as error:
        _account_for(postman, owed, error)
        if isinstance(error, Misconfigured):
            raise
        return
    with transaction(postman.sessions) as session:
        mark_sent(session, owed.letter_id, postman.now())
    postman.tally.mailed += dispatch.way is Way.EMAIL
    postman.tally.printed += dispatch.way is Way.PAPER


def _prepare(postman: Postman, owed: OwedLetter) -> Dispatch | None:
    """Choose the way, make the PDF and keep it: what goes out is what is kept."""
    contact = owed.letter.recipient
    address = contact.email if contact else None
    with reading(postman.sessions) as session:
        is_proven = address is not None and is_proven_address(session, owed.letter_id, address)
        returned = times_returned(session, owed.letter_id)
    way = choose_way(
        owed, has_server=postman.server is not None, is_proven=is_proven, mails_sensitive=postman.mails_sensitive
    )
    if way is None:
        return None
    office, templates = office_texts(postman.letters_folder)
    pdf = render(owed.letter, postman.now().astimezone(GERMANY).date(), office=office, templates=templates)
    sha256 = store_blob(postman.storage.blobs, pdf)
    if way is Way.PAPER or postman.server is None:
        return Dispatch(Way.PAPER, None, None, sha256)
    # One that came back and is released again is another mail; else it is the same however often it goes.
    edition = f".{returned}" if returned else ""
    return Dispatch(Way.EMAIL, address, f"{owed.letter_id.hex}{edition}@{postman.server.domain}", sha256)


def _has_had_enough(postman: Postman, dispatch: Dispatch) -> bool:
    if dispatch.sent_to is None:
        return False
    with reading(postman.sessions) as session:
        return sent_within_a_day(session, dispatch.sent_to, postman.now()) >= postman.mails_per_day


def _hand_over(postman: Postman, owed: OwedLetter, dispatch: Dispatch, pdf: bytes) -> None:
    office, templates = office_texts(postman.letters_folder)
    subject = templates[owed.letter.kind].subject
    if dispatch.way is Way.PAPER:
        contact = owed.letter.recipient
        file = f"{_file_name(owed.case)}_{owed.letter.kind}_{owed.letter_id.hex[:8]}.pdf"
        name, lines = (contact.name, contact.lines) if contact else ("", ())
        paper = Paper(owed.case, subject, name, lines, file, pdf)
        lay_paper(postman.print_folder, postman.now().astimezone(GERMANY).date(), paper)
        return
    if postman.server is None or dispatch.sent_to is None or dispatch.mail_id is None:
        raise NoMailServer("a letter is to go again by e-mail, and no mail server is set")
    text = TEXT.format(case=owed.case, farewell=office["schluss"]["gruss"], office=office["absender"]["stelle"])
    written_at = (owed.released_at or postman.now()).astimezone(GERMANY)
    name = f"{_file_name(owed.case)}.pdf"
    mail_subject = f"Härtefallkommission: Schreiben zum Aktenzeichen {owed.case}"
    mail = OutgoingMail(dispatch.sent_to, mail_subject, text, pdf, name, dispatch.mail_id, written_at)
    send_mail(postman.server, mail)


def _account_for(postman: Postman, owed: OwedLetter, error: Exception) -> None:
    code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(error).__name__).lower()
    log.warning("letter not sent", extra={"error": code})
    with transaction(postman.sessions) as session:
        if isinstance(error, Rejected):
            fail_letter(session, owed.letter_id, code)
            postman.tally.failed += 1
        else:
            state = put_off_letter(session, owed.letter_id, postman.now(), code)
            postman.tally.put_off += state == "ready"
            postman.tally.failed += state == "failed"


def _file_name(case: str) -> str:
    return re.sub(r"[^\w.-]+", "-", case)


class NoMailServer(Misconfigured):
    """A letter went out by e-mail before, and no mail server is set now."""
