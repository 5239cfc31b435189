"""Letters of later steps that have not left follow their case: another representative, address or authority."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from classifiers.records import CaseState
from letters.step_letters import redirected
from storage.address_book import authorities
from storage.outbox import INTAKE, change_letter, letter_of_row
from storage.status import OutboxState
from storage.tables import LetterRow


def follow_case(session: Session, case_id: uuid.UUID, state: CaseState, who: str) -> None:
    """Address the waiting letters of a case's steps anew; those of intake are settled by themselves.

    Args:
        session: In a transaction.
        case_id: Of the case.
        state: The case as it is now.
        who: Who caused it.
    """
    rows = session.scalars(
        select(LetterRow)
        .where(LetterRow.case_id == case_id, LetterRow.occasion != INTAKE)
        .where(LetterRow.state.in_([OutboxState.READY, OutboxState.HELD]))
        .order_by(LetterRow.queued_at, LetterRow.id)
        .with_for_update()
    ).all()
    if not rows:
        return
    book = authorities(session)
    for row in rows:
        before = letter_of_row(row)
        after = redirected(before, state, book)
        if after != before:
            change_letter(session, row, after, None, who)
