"""Keeps account of letters on their way out: each leaves at most once, or again as the same e-mail."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.audit import MACHINE, write_down
from storage.errors import StepNotAllowed
from storage.outbox import OwedLetter, as_owed, letter_row, stop_row
from storage.shares import messages_by_case
from storage.status import LETTER_STEPS, OutboxState, Way, check_step
from storage.tables import AuditRow, CaseRow, ItemRow, LetterRow

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""How long a letter waits after each try in vain; after the last one it has failed."""

PRINT_IN_DOUBT: Final = "Der Druck wurde unterbrochen: Bitte prüfen, ob das Schreiben schon im Druckordner liegt."
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """How a letter goes out.

    Attributes:
        way: By e-mail or on paper.
        sent_to: Address of the e-mail; None on paper.
        mail_id: Message-ID without angle brackets; None on paper.
        pdf_sha256: Blob of the PDF that goes out.
    """

    way: Way
    sent_to: str | None
    mail_id: str | None
    pdf_sha256: str


class Recovered(NamedTuple):
    """Letters that were on their way when a process died: e-mail that goes again, paper that a person must look at."""

    again: int
    in_doubt: int


def letters_to_send(session: Session, now: datetime) -> tuple[OwedLetter, ...]:
    """Give the letters that are ready, released and due, the longest released first.

    Args:
        session: Any.
        now: The time (aware).
    """
    rows = session.execute(
        select(LetterRow, CaseRow.aktenzeichen)
        .join(CaseRow, CaseRow.id == LetterRow.case_id)
        .where(
            LetterRow.state == OutboxState.READY,
            LetterRow.released_at.is_not(None),
            or_(LetterRow.next_try_at.is_(None), LetterRow.next_try_at <= now),
        )
        .order_by(LetterRow.released_at, LetterRow.id)
    )
    return tuple(as_owed(row, aktenzeichen) for row, aktenzeichen in rows)


def earlier_dispatch(session: Session, letter_id: uuid.UUID) -> Dispatch | None:
    """Give how a letter was sent when the process died, so that the same goes again; None on the first try."""
    row = letter_row(session, letter_id, lock=False)
    if row.way is None or row.pdf_sha256 is None:
        return None
    return Dispatch(row.way, row.sent_to, row.mail_id, row.pdf_sha256)


def begin_sending(
    session: Session, owed: OwedLetter, dispatch: Dispatch, worker: str, now: datetime, lasts: timedelta
) -> None:
    """Take a letter for sending; to be committed before anything leaves.

    Args:
        session: In a transaction.
        owed: As it was when its PDF was made.
        dispatch: How it goes out.
        worker: Who sends it.
        now: The time (aware).
        lasts: After so long without an end the worker counts as dead.

    Raises:
        StepNotAllowed: Another one was first, or the letter was changed or kept back meanwhile.
        UnknownRow: No letter has this id.
    """
    row = letter_row(session, owed.letter_id)
    current = as_owed(row, owed.case)
    if row.state is not OutboxState.READY or row.released_at is None or current.letter != owed.letter:
        raise StepNotAllowed("the letter is no longer what was to be sent")
    check_step(LETTER_STEPS, row.state, OutboxState.SENDING)
    row.state = OutboxState.SENDING
    row.way, row.sent_to = dispatch.way, dispatch.sent_to
    row.mail_id, row.pdf_sha256 = dispatch.mail_id, dispatch.pdf_sha256
    row.leased_by, row.leased_until = worker, now + lasts


def mark_sent(session: Session, letter_id: uuid.UUID, now: datetime) -> None:
    """Write down that a letter has left; the second time, nothing is changed.

    Raises:
        StepNotAllowed: It was not on its way.
        UnknownRow: No letter has this id.
    """
    row = letter_row(session, letter_id)
    if row.state is OutboxState.SENT:
        return
    check_step(LETTER_STEPS, row.state, OutboxState.SENT)
    row.state = OutboxState.SENT
    row.sent_at = now
    row.leased_by = row.leased_until = row.next_try_at = None
    _note(session, row, "letter_sent", OutboxState.SENDING, str(row.way))


def put_off_letter(session: Session, letter_id: uuid.UUID, now: datetime, code: str) -> OutboxState:
    """Let a letter on its way wait for another try; after the last one it has failed.

    Args:
        session: In a transaction.
        letter_id: Of the outbox.
        now: The time (aware).
        code: Why, as a constant word.

    Returns:
        READY, or FAILED.

    Raises:
        StepNotAllowed: It was not on its way.
        UnknownRow: No letter has this id.
    """
    row = letter_row(session, letter_id)
    check_step(LETTER_STEPS, row.state, OutboxState.READY)
    row.attempts += 1
    if row.attempts > len(PAUSES):
        fail_letter(session, letter_id, code)
        return row.state
    row.state = OutboxState.READY
    row.failed_because = code
    row.next_try_at = now + PAUSES[row.attempts - 1]
    row.leased_by = row.leased_until = None
    return row.state


def take_back(session: Session, letter_id: uuid.UUID, code: str) -> None:
    """Let a letter wait that has not left for no fault of its own: none of its tries is used up.

    Args:
        session: In a transaction.
        letter_id: Of the outbox.
        code: Why, as a constant word.

    Raises:
        StepNotAllowed: It was not on its way.
        UnknownRow: No letter has this id.
    """
    row = letter_row(session, letter_id)
    check_step(LETTER_STEPS, row.state, OutboxState.READY)
    row.state = OutboxState.READY
    row.failed_because = code
    row.leased_by = row.leased_until = None


def fail_letter(session: Session, letter_id: uuid.UUID, code: str) -> None:
    """Give a letter on its way up: a person must look.

    Args:
        session: In a transaction.
        letter_id: Of the outbox.
        code: Why, as a constant word.

    Raises:
        StepNotAllowed: It was not on its way.
        UnknownRow: No letter has this id.
    """
    row = letter_row(session, letter_id)
    check_step(LETTER_STEPS, row.state, OutboxState.FAILED)
    before = row.state
    row.state = OutboxState.FAILED
    row.failed_because = code
    row.released_at = row.released_by = row.leased_by = row.leased_until = row.next_try_at = None
    _note(session, row, "letter_failed", before, code)


def recover_letters(session: Session, now: datetime) -> Recovered:
    """Take up what was on its way when a process died: it may have left, or not.

    An e-mail goes again with the same Message-ID and the same PDF; paper waits for a person.

    Args:
        session: In a transaction.
        now: The time (aware).
    """
    rows = session.scalars(
        select(LetterRow)
        .where(
            LetterRow.state == OutboxState.SENDING,
            or_(LetterRow.leased_until.is_(None), LetterRow.leased_until <= now),
        )
        .with_for_update(skip_locked=True)
    ).all()
    again = 0
    for row in rows:
        if row.way is Way.EMAIL:
            row.state = OutboxState.READY
            row.leased_by = row.leased_until = None
            _note(session, row, "letter_goes_again", OutboxState.SENDING, "the process died")
            again += 1
        else:
            stop_row(session, row, MACHINE, PRINT_IN_DOUBT)
    return Recovered(again, len(rows) - again)


def sent_within_a_day(session: Session, address: str, now: datetime) -> int:
    """Count the e-mails that went, or may have gone, to an address in the last 24 hours."""
    query = select(func.count()).where(
        LetterRow.sent_to == address,
        or_(LetterRow.state == OutboxState.SENDING, LetterRow.sent_at > now - _DAY),
    )
    return session.scalar(query) or 0


def is_proven_address(session: Session, letter_id: uuid.UUID, address: str) -> bool:
    """Tell whether an item of the letter's case came from this address: its owner reads what goes there."""
    row = letter_row(session, letter_id, lock=False)
    held = messages_by_case().subquery()
    senders = session.scalars(
        select(ItemRow.sender).join(held, held.c.message_id == ItemRow.message_id).where(held.c.case_id == row.case_id)
    )
    return any(sender and sender.email and sender.email.lower() == address.lower() for sender in senders)


def times_returned(session: Session, letter_id: uuid.UUID) -> int:
    """Count how often a letter came back."""
    query = select(func.count()).where(AuditRow.letter_id == letter_id, AuditRow.what == "letter_returned")
    return session.scalar(query) or 0


def letters_of_mail(session: Session, mail_ids: tuple[str, ...]) -> tuple[OwedLetter, ...]:
    """Give the letters that went out under these Message-IDs.

    Args:
        session: Any.
        mail_ids: Without angle brackets.
    """
    rows = session.execute(
        select(LetterRow, CaseRow.aktenzeichen)
        .join(CaseRow, CaseRow.id == LetterRow.case_id)
        .where(LetterRow.mail_id.in_(mail_ids))
        .order_by(LetterRow.id)
    )
    return tuple(as_owed(row, aktenzeichen) for row, aktenzeichen in rows)


def mark_returned(session: Session, letter_id: uuid.UUID, code: str, message_id: uuid.UUID | None = None) -> bool:
    """Write down that a letter did not arrive.

    Args:
        session: In a transaction.
        letter_id: Of the outbox.
        code: Why, as a constant word.
        message_id: The notice that says so.

    Returns:
        False where that is known, or where the letter is on no way that could come back.

    Raises:
        UnknownRow: No letter has this id.
    """
    row = letter_row(session, letter_id)
    if row.state is OutboxState.SENDING:
        # The notice was quicker than our own mark: it was sent, then.
        mark_sent(session, letter_id, row.leased_until or row.queued_at)
    if row.state is not OutboxState.SENT:
        return False
    row.state = OutboxState.RETURNED
    row.failed_because = code
    row.released_at = row.released_by = None
    _note(session, row, "letter_returned", OutboxState.SENT, code, message_id)
    return True


def _note(
    session: Session, row: LetterRow, what: str, before: str, why: str, message_id: uuid.UUID | None = None
) -> None:
    write_down(session, what, before, row.state, why=why, message_id=message_id, case_id=row.case_id, letter_id=row.id)
