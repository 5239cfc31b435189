"""Sends what is released: by e-mail or on paper, each letter once.

That a letter is on its way is committed before it leaves. Who finds it so after a crash sends an e-mail again as
the same mail; paper waits for a person (`storage.delivery.recover_letters`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.channels.print_folder import Paper, lay_paper
from flows.channels.smtp import MailServerAway, MailServerRefused, OutgoingMail, send_mail
from flows.papers import office_text
from flows.postman import Postman
from letters.compose import render
from letters.records import LetterKind
from parsers.errors import Conflict, IntakeError, Misconfigured, MissingTemplate, Rejected, Unavailable
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
    take_back,
    times_returned,
)
from storage.journal import clocks, set_clock
from storage.outbox import OwedLetter, hold_letter, release_by_policy
from storage.status import Way

log = logging.getLogger(__name__)

GERMANY: Final = ZoneInfo("Europe/Berlin")
LASTS: Final = timedelta(minutes=10)
"""A letter on its way for longer was left by a process that died; a mail server answers sooner."""

# They name the persons or what they ask for; the other kinds tell nothing that the recipient has not written.
SENSITIVE: Final = frozenset(set(LetterKind) - {LetterKind.POWER_OF_ATTORNEY_REQUEST, LetterKind.UNREADABLE_NOTICE})
MAIL_FAULT: Final = "mail fault"
"""Clock: when the mail server was last at fault. While it is newer than `MAIL_WELL`, e-mail rests."""
MAIL_WELL: Final = "mail well"
"""Clock: when an e-mail was last handed over."""
REST: Final = timedelta(minutes=10)
"""So long e-mail rests after a fault of the mail server: who logs in wrongly each minute is locked out."""

NO_TEMPLATE: Final = "Die Vorlage dieses Schreibens fehlt oder ist fehlerhaft: 'intake texts' zeigt, was fehlt."
NO_WAY: Final = "Für dieses Schreiben ist keine Postanschrift bekannt, und per E-Mail darf es nicht hinaus."
TEXT: Final = """Guten Tag,

anbei erhalten Sie ein Schreiben der Geschäftsstelle der Härtefallkommission als PDF-Datei.
Bitte geben Sie in Ihrer Antwort das Aktenzeichen {case} an.

{farewell}
{office}

Diese Nachricht wurde maschinell versandt.
"""


def deliver(postman: Postman) -> None:
    """Send all that is released and due; one letter that fails holds up no other.

    Args:
        postman: What it needs; its tally is counted up.

    Raises:
        DatabaseUnavailable: Try again later; nothing is lost.
        MailServerAway: E-mail rests for a while; paper is laid.
        MailServerRefused: So too, and the operator must act.
        BadSettings: The office's particulars cannot be read: the letters wait.
    """
    with transaction(postman.sessions) as session:
        recovered = recover_letters(session, postman.now())
        postman.tally.released += release_by_policy(session, postman.policy)
    postman.tally.again += recovered.again
    postman.tally.in_doubt += recovered.in_doubt
    with reading(postman.sessions) as session:
        waiting = letters_to_send(session, postman.now())
        is_resting = mail_fault(clocks(session), postman.now() - REST)
    fault: IntakeError | None = None
    for owed in waiting:
        try:
            _deliver_one(postman, owed, is_resting=is_resting or fault is not None)
        except Conflict:
            log.warning("letter left to another process", extra={"error": "conflict"})
        except (MailServerAway, MailServerRefused) as error:
            fault = error
    _note_faults(postman, fault)
    if fault is not None:
        raise fault


def _note_faults(postman: Postman, fault: IntakeError | None) -> None:
    """Write down whether the mail server took anything; apart from the letters, whose account no conflict may undo."""
    if fault is not None or postman.tally.mailed:
        with transaction(postman.sessions) as session:
            set_clock(session, MAIL_WELL if fault is None else MAIL_FAULT, postman.now())


def mail_fault(known: Mapping[str, datetime], since: datetime | None = None) -> bool:
    """Tell whether the mail server is at fault, as far as is known.

    Args:
        known: The clocks of the journal.
        since: Only where it was at fault then or later (aware).
    """
    fault = known.get(MAIL_FAULT)
    well = known.get(MAIL_WELL)
    return fault is not None and (well is None or well < fault) and (since is None or fault > since)


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


def _deliver_one(postman: Postman, owed: OwedLetter, *, is_resting: bool) -> None:
    with reading(postman.sessions) as session:
        dispatch = earlier_dispatch(session, owed.letter_id)
    try:
        dispatch = dispatch or _prepare(postman, owed)
        why = NO_WAY
    except MissingTemplate:
        why = NO_TEMPLATE
    if dispatch is None:
        with transaction(postman.sessions) as session:
            postman.tally.held += hold_letter(session, owed.letter_id, MACHINE, why)
        return
    if is_resting and dispatch.way is Way.EMAIL:
        postman.tally.resting += 1
        return
    if _has_had_enough(postman, dispatch):
        postman.tally.capped += 1
        return
    pdf = load_blob(postman.storage.blobs, dispatch.pdf_sha256)
    with transaction(postman.sessions) as session:
        begin_sending(session, owed, dispatch, postman.worker, postman.now(), LASTS)
    try:
        _hand_over(postman, owed, dispatch, pdf)
    except MissingTemplate:
        with transaction(postman.sessions) as session:
            postman.tally.held += hold_letter(session, owed.letter_id, MACHINE, NO_TEMPLATE)
        return
    except (MailServerAway, Misconfigured) as error:
        with transaction(postman.sessions) as session:
            take_back(session, owed.letter_id, _code(error))
        postman.tally.resting += 1
        raise
    except (Rejected, Unavailable) as error:
        _account_for(postman, owed, error)
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
    kind = owed.letter.kind
    office, template = office_text(postman.letters_folder, kind)
    pdf = render(owed.letter, postman.now().astimezone(GERMANY).date(), office=office, templates={kind: template})
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
    office, template = office_text(postman.letters_folder, owed.letter.kind)
    if dispatch.way is Way.PAPER:
        contact = owed.letter.recipient
        file = f"{_file_name(owed.case)}_{owed.letter.kind}_{owed.letter_id.hex[:8]}.pdf"
        name, lines = (contact.name, contact.lines) if contact else ("", ())
        paper = Paper(owed.case, template.subject, name, lines, file, pdf)
        lay_paper(postman.print_folder, postman.now().astimezone(GERMANY).date(), paper)
        return
    if postman.server is None or dispatch.sent_to is None or dispatch.mail_id is None:
        raise MailServerRefused("a letter is to go again by e-mail, and no mail server is set")
    text = TEXT.format(case=owed.case, farewell=office["schluss"]["gruss"], office=office["absender"]["stelle"])
    written_at = (owed.released_at or postman.now()).astimezone(GERMANY)
    name = f"{_file_name(owed.case)}.pdf"
    mail_subject = f"Härtefallkommission: Schreiben zum Aktenzeichen {owed.case}"
    mail = OutgoingMail(dispatch.sent_to, mail_subject, text, pdf, name, dispatch.mail_id, written_at)
    send_mail(postman.server, mail)


def _account_for(postman: Postman, owed: OwedLetter, error: Exception) -> None:
    code = _code(error)
    log.warning("letter not sent", extra={"error": code})
    with transaction(postman.sessions) as session:
        if isinstance(error, Rejected):
            fail_letter(session, owed.letter_id, code)
            postman.tally.failed += 1
        else:
            state = put_off_letter(session, owed.letter_id, postman.now(), code)
            postman.tally.put_off += state == "ready"
            postman.tally.failed += state == "failed"


def _code(error: Exception) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(error).__name__).lower()


def _file_name(case: str) -> str:
    return re.sub(r"[^\w.-]+", "-", case)
