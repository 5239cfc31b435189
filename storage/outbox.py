"""Letters that are owed: what each case owes now is settled here, and what may leave is released.

Nothing is sent here; `storage.delivery` keeps account of what leaves.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from classifiers.records import Contact
from letters.recipients import NO_AUTHORITY_ADDRESS, is_reachable
from letters.records import Letter, LetterKind, LetterState
from storage.audit import MACHINE, write_down
from storage.columns import decode_facts, encode_facts
from storage.errors import StepNotAllowed, UnknownRow
from storage.status import LEAVING, LETTER_STEPS, STRANDED, OutboxState, ReleasePolicy, Way, check_step
from storage.tables import CaseFlagRow, CaseRow, LetterRow

INTAKE: Final = "intake"
"""Occasion of the letters that follow from intake."""


@dataclass(frozen=True, slots=True)
class OwedLetter:
    """A letter of the outbox.

    Attributes:
        letter_id: Ours; the Message-ID of an e-mail is made from it.
        case: Aktenzeichen.
        occasion: What it follows from ("intake").
        state: What became of it.
        letter: What it says, to whom, and whether it may leave.
        queued_at: When it was first owed, UTC.
        released_at: When it was released, UTC; None: it waits for that.
        released_by: Who released it: a member of staff, or the policy.
        stopped_by: Who keeps it back; None where nobody does.
        stopped_because: Why, in German.
        way: How it goes or went out; None before the first try.
        sent_at: When it left, UTC.
        attempts: How often it was tried in vain.
        next_try_at: When it is tried again, UTC.
        failed_because: A constant word where it failed or came back.
    """

    letter_id: uuid.UUID
    case: str
    occasion: str
    state: OutboxState
    letter: Letter
    queued_at: datetime | None = None
    released_at: datetime | None = None
    released_by: str | None = None
    stopped_by: str | None = None
    stopped_because: str | None = None
    way: Way | None = None
    sent_at: datetime | None = None
    attempts: int = 0
    next_try_at: datetime | None = None
    failed_because: str | None = None


def settle_letters(
    session: Session,
    case_id: uuid.UUID,
    letters: tuple[Letter, ...],
    *,
    occasion: str = INTAKE,
    message_id: uuid.UUID | None = None,
    who: str = MACHINE,
) -> None:
    """Make the outbox hold what a case owes now.

    New letters are queued, changed ones changed, needless ones cancelled, cancelled ones that are owed again
    are queued again. One that has left, or may have left, is neither changed nor doubled.

    Args:
        session: In a transaction.
        case_id: Of the case.
        letters: All that it owes on this occasion, at most one of a kind.
        occasion: What they follow from.
        message_id: The message by which it came about, if any.
        who: Who caused it.

    Raises:
        ValueError: Two letters of one kind.
    """
    owed = {letter.kind: letter for letter in letters}
    if len(owed) != len(letters):
        raise ValueError("a case owes one letter of a kind on one occasion")
    rows = session.scalars(
        select(LetterRow)
        .where(LetterRow.case_id == case_id, LetterRow.occasion == occasion)
        .order_by(LetterRow.kind)
        .with_for_update()
    )
    known = {row.kind: row for row in rows}
    for kind, letter in owed.items():
        row = known.get(kind)
        if row is None:
            row = LetterRow(case_id=case_id, kind=kind, occasion=occasion, state=OutboxState(letter.state))
            _write(row, letter)
            session.add(row)
            # Its id is made at the flush, and the audit refers to it.
            session.flush()
            _note(session, row, "letter_queued", None, message_id, who)
        elif row.state not in LEAVING:
            change_letter(session, row, letter, message_id, who)
    for kind, row in known.items():
        if kind not in owed and row.state not in LEAVING:
            _step(session, row, OutboxState.CANCELLED, "letter_cancelled", message_id, who)


def cancel_letters(
    session: Session, case_id: uuid.UUID, kinds: Collection[LetterKind], who: str
) -> tuple[uuid.UUID, ...]:
    """Cancel what has not left, on whatever occasion it was queued.

    Args:
        session: In a transaction.
        case_id: Of the case.
        kinds: Which letters.
        who: Who caused it.

    Returns:
        Which ones were cancelled, for `restore_letters`.
    """
    rows = session.scalars(
        select(LetterRow)
        .where(LetterRow.case_id == case_id, LetterRow.kind.in_(kinds))
        .where(LetterRow.state.not_in([*LEAVING, OutboxState.CANCELLED]))
        .order_by(LetterRow.queued_at, LetterRow.id)
        .with_for_update()
    ).all()
    for row in rows:
        _step(session, row, OutboxState.CANCELLED, "letter_cancelled", None, who)
    return tuple(row.id for row in rows)


def restore_letters(session: Session, letter_ids: Collection[uuid.UUID], who: str) -> None:
    """Queue letters again that were cancelled by mistake.

    Args:
        session: In a transaction.
        letter_ids: From `cancel_letters`.
        who: Who caused it.
    """
    rows = session.scalars(
        select(LetterRow)
        .where(LetterRow.id.in_(letter_ids), LetterRow.state == OutboxState.CANCELLED)
        .order_by(LetterRow.queued_at, LetterRow.id)
        .with_for_update()
    )
    for row in rows:
        state = OutboxState.HELD if row.held_because else OutboxState.READY
        _step(session, row, state, "letter_queued", None, who)


def readdress(session: Session, book: Mapping[str, Contact], who: str) -> int:
    """Put new addresses of Ausländerbehörden on the letters that wait; what waited for an address alone is ready.

    Args:
        session: In a transaction.
        book: Names and addresses by code.
        who: Who caused it.

    Returns:
        How many letters changed.
    """
    rows = session.scalars(
        select(LetterRow)
        .where(LetterRow.addressee.in_(book), LetterRow.state.in_([OutboxState.READY, OutboxState.HELD]))
        .order_by(LetterRow.queued_at, LetterRow.id)
        .with_for_update()
    )
    changed = 0
    for row in rows:
        letter = replace(letter_of_row(row), recipient=book[str(row.addressee)])
        if is_reachable(letter.recipient) and NO_AUTHORITY_ADDRESS in letter.held_because:
            why = letter.held_because.replace(NO_AUTHORITY_ADDRESS, "").strip()
            letter = replace(letter, held_because=why, state=LetterState.HELD if why else LetterState.READY)
        if letter != letter_of_row(row):
            change_letter(session, row, letter, None, who)
            changed += 1
    return changed


def letters_owed(session: Session, *states: OutboxState) -> tuple[OwedLetter, ...]:
    """Give the letters of the outbox, by case and kind.

    Args:
        session: Any.
        states: Which ones; without any: ready and held.
    """
    rows = session.execute(
        select(LetterRow, CaseRow.aktenzeichen)
        .join(CaseRow, CaseRow.id == LetterRow.case_id)
        .where(LetterRow.state.in_(states or (OutboxState.READY, OutboxState.HELD)))
        .order_by(CaseRow.year, CaseRow.number, LetterRow.kind, LetterRow.occasion)
    )
    return tuple(as_owed(row, aktenzeichen) for row, aktenzeichen in rows)


def owed_letter(session: Session, letter_id: uuid.UUID) -> OwedLetter:
    """Give one letter of the outbox.

    Raises:
        UnknownRow: No letter has this id.
    """
    row = letter_row(session, letter_id, lock=False)
    return as_owed(row, session.scalar(select(CaseRow.aktenzeichen).where(CaseRow.id == row.case_id)) or "")


def release_letter(session: Session, letter_id: uuid.UUID, by: str) -> bool:
    """Let a letter leave; one that failed, came back or was kept back by a person is tried (again).

    Args:
        session: In a transaction.
        letter_id: Of the outbox.
        by: Who releases it.

    Returns:
        False where it is released already, or has left: nothing is changed then.

    Raises:
        StepNotAllowed: It is held for a reason that only the case can remove, or it is cancelled.
        UnknownRow: No letter has this id.
    """
    row = letter_row(session, letter_id)
    if row.state in LEAVING or (row.state is OutboxState.READY and row.released_at is not None):
        return False
    if row.state is OutboxState.CANCELLED or (row.state is not OutboxState.READY and row.held_because):
        raise StepNotAllowed(f"a letter that is {row.state} cannot be released")
    before = _described(row)
    if row.state is OutboxState.RETURNED:
        row.mail_id = None  # it goes out anew; with the old id a mail server could take it for a double
    if row.state in STRANDED:
        row.pdf_sha256 = None
    row.state = OutboxState.READY
    row.released_at, row.released_by = datetime.now(UTC), by
    row.stopped_by = row.stopped_because = row.failed_because = row.next_try_at = None
    row.attempts = 0
    _note(session, row, "letter_released", before, None, by)
    return True


def hold_letter(session: Session, letter_id: uuid.UUID, by: str, why: str) -> bool:
    """Keep a letter back until somebody releases it, whatever its case says.

    Args:
        session: In a transaction.
        letter_id: Of the outbox.
        by: Who keeps it back.
        why: In German, for staff.

    Returns:
        False where it is kept back already.

    Raises:
        StepNotAllowed: It has left, or may have left, or is cancelled.
        UnknownRow: No letter has this id.
    """
    row = letter_row(session, letter_id)
    if row.state is OutboxState.HELD and row.stopped_by is not None:
        return False
    check_step(LETTER_STEPS, row.state, OutboxState.HELD)
    stop_row(session, row, by, why)
    return True


def stop_row(session: Session, row: LetterRow, by: str, why: str) -> None:
    """Hold a letter for a person and take its release away."""
    before = _described(row)
    row.state = OutboxState.HELD
    row.stopped_by, row.stopped_because = by, why
    row.released_at = row.released_by = row.leased_by = row.leased_until = None
    _note(session, row, "letter_stopped", before, None, by)


def release_by_policy(session: Session, policy: ReleasePolicy) -> int:
    """Release what the office lets leave without a person's word.

    Args:
        session: In a transaction.
        policy: Which letters.

    Returns:
        How many were released now.
    """
    if policy is ReleasePolicy.MANUAL:
        return 0
    query = select(LetterRow.id).where(LetterRow.state == OutboxState.READY, LetterRow.released_at.is_(None))
    if policy is ReleasePolicy.UNFLAGGED:
        query = query.where(~exists().where(CaseFlagRow.case_id == LetterRow.case_id))
    return sum(release_letter(session, letter_id, f"policy {policy}") for letter_id in session.scalars(query).all())


def letter_row(session: Session, letter_id: uuid.UUID, *, lock: bool = True) -> LetterRow:
    """Give the row of a letter.

    Raises:
        UnknownRow: No letter has this id.
    """
    row = session.get(LetterRow, letter_id, with_for_update=lock, populate_existing=lock)
    if row is None:
        raise UnknownRow("no letter has this id")
    return row


def as_owed(row: LetterRow, aktenzeichen: str) -> OwedLetter:
    """Give the record of a letter's row."""
    return OwedLetter(
        letter_id=row.id,
        case=aktenzeichen,
        occasion=row.occasion,
        state=row.state,
        letter=letter_of_row(row),
        queued_at=row.queued_at,
        released_at=row.released_at,
        released_by=row.released_by,
        stopped_by=row.stopped_by,
        stopped_because=row.stopped_because,
        way=row.way,
        sent_at=row.sent_at,
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        failed_because=row.failed_because,
    )


def letter_of_row(row: LetterRow) -> Letter:
    """Give what a letter's row says, to whom, and whether it may leave."""
    return Letter(
        kind=row.kind,
        to=row.addressee,
        state=LetterState.HELD if row.state is OutboxState.HELD else LetterState.READY,
        held_because=row.held_because,
        recipient=row.recipient,
        facts=row.facts,
    )


def _write(row: LetterRow, letter: Letter) -> bool:
    """Write a letter into its row; tell whether that changed anything."""
    facts = decode_facts(encode_facts(letter.facts))
    new = (letter.to, letter.held_because, letter.recipient, facts)
    if (row.addressee, row.held_because, row.recipient, row.facts) == new:
        return False
    row.addressee, row.held_because, row.recipient, row.facts = new
    return True


def change_letter(session: Session, row: LetterRow, letter: Letter, message_id: uuid.UUID | None, who: str) -> None:
    """Make a letter that has not left another one; what was released must be released anew.

    Args:
        session: In a transaction.
        row: Of the letter, locked.
        letter: What it says now.
        message_id: The message by which it came about, if any.
        who: Who caused it.
    """
    before = _described(row)
    is_changed = _write(row, letter)
    state = OutboxState(letter.state)
    if is_changed:
        # What was released was another letter; so was what failed, and another address is another chance.
        row.released_at = row.released_by = row.pdf_sha256 = None
        if row.state is OutboxState.RETURNED:
            row.mail_id = None
    # What a person keeps back stays there; what failed waits for a person as long as it is the same letter.
    waits = row.stopped_by is not None or (row.state in STRANDED and not is_changed)
    if state is not row.state and not waits:
        check_step(LETTER_STEPS, row.state, state)
        row.state = state
        row.attempts, row.next_try_at, row.failed_because = 0, None, None
        is_changed = True
    if is_changed:
        _note(session, row, "letter_changed", before, message_id, who)


def _step(
    session: Session, row: LetterRow, state: OutboxState, what: str, message_id: uuid.UUID | None, who: str
) -> None:
    if row.state is state:
        return
    before = _described(row)
    check_step(LETTER_STEPS, row.state, state)
    row.state = state
    _note(session, row, what, before, message_id, who)


def _described(row: LetterRow) -> str:
    # "applicant", "sender" or the code of an authority: never a name or an address.
    return f"{row.kind} {row.state} to {row.addressee or 'nobody yet'}"


def _note(
    session: Session,
    row: LetterRow,
    what: str,
    before: str | None,
    message_id: uuid.UUID | None,
    who: str,
) -> None:
    write_down(
        session,
        what,
        before,
        _described(row),
        who=who,
        message_id=message_id,
        case_id=row.case_id,
        letter_id=row.id,
    )
