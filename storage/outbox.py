"""Letters that are owed: what each case owes now is settled here; nothing is sent here."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from classifiers.records import Contact
from letters.recipients import NO_AUTHORITY_ADDRESS, is_reachable
from letters.records import Letter, LetterKind, LetterState
from storage.audit import MACHINE, write_down
from storage.columns import decode_facts, encode_facts
from storage.status import LEAVING, LETTER_STEPS, OutboxState, check_step
from storage.tables import CaseRow, LetterRow

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
    """

    letter_id: uuid.UUID
    case: str
    occasion: str
    state: OutboxState
    letter: Letter


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
            _change(session, row, letter, message_id, who)
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
        letter = replace(_letter(row), recipient=book[str(row.addressee)])
        if is_reachable(letter.recipient) and NO_AUTHORITY_ADDRESS in letter.held_because:
            why = letter.held_because.replace(NO_AUTHORITY_ADDRESS, "").strip()
            letter = replace(letter, held_because=why, state=LetterState.HELD if why else LetterState.READY)
        if letter != _letter(row):
            _change(session, row, letter, None, who)
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
    return tuple(OwedLetter(row.id, aktenzeichen, row.occasion, row.state, _letter(row)) for row, aktenzeichen in rows)


def _letter(row: LetterRow) -> Letter:
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


def _change(session: Session, row: LetterRow, letter: Letter, message_id: uuid.UUID | None, who: str) -> None:
    before = _described(row)
    is_changed = _write(row, letter)
    state = OutboxState(letter.state)
    # What failed waits for a person as long as it is the same letter; another address is another chance.
    if state is not row.state and (is_changed or row.state is not OutboxState.FAILED):
        check_step(LETTER_STEPS, row.state, state)
        row.state = state
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
