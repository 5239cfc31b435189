"""Writes down who changed what, from what to what, and why."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import AuditRow

MACHINE: Final = "intake"
"""Who changed it where no person did."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change.

    Attributes:
        at: When, UTC.
        who: "intake" or the name of a member of staff.
        what: Which change, a constant word ("case_opened").
        before: State, flags, code or accounts before; None where there was none. Never a name of an applicant.
        after: The same afterwards.
        why: The reason that was given, or the rule.
    """

    at: datetime
    who: str
    what: str
    before: str | None
    after: str | None
    why: str


def write_down(
    session: Session,
    what: str,
    before: str | None,
    after: str | None,
    *,
    why: str = "",
    who: str = MACHINE,
    message_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
    letter_id: uuid.UUID | None = None,
) -> None:
    """Add an entry to the audit, in the transaction of the change itself.

    Args:
        session: Of the change.
        what: Which change, a constant word.
        before: State, flags or code before. Never a name or an address.
        after: The same afterwards.
        why: Reason in words.
        who: Who did it.
        message_id: The message it concerns, or by which it came about.
        case_id: The case it concerns.
        letter_id: The letter it concerns.
    """
    session.add(
        AuditRow(
            who=who,
            what=what,
            # A StrEnum would be bound by its name.
            before=None if before is None else str(before),
            after=None if after is None else str(after),
            why=str(why),
            message_id=message_id,
            case_id=case_id,
            letter_id=letter_id,
        )
    )


def entries_of_case(session: Session, case_id: uuid.UUID) -> tuple[AuditEntry, ...]:
    """Give what happened to a case and its letters, oldest first."""
    rows = session.scalars(select(AuditRow).where(AuditRow.case_id == case_id).order_by(AuditRow.id))
    return tuple(AuditEntry(row.at, row.who, row.what, row.before, row.after, row.why) for row in rows)
