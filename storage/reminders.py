"""Queues the reminders that are due; nothing is sent here, and what comes after the last one a person decides."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classifiers.records import CaseState, Contact, FlagKind, Kind
from letters.case_life import MISSING_REQUESTS, Stage
from letters.commission import Profile
from letters.facts import UNPROVEN
from letters.records import Details, LetterKind
from letters.step_letters import letter_of
from letters.wording import OFFICE_TIME
from letters.working_days import working_days_after
from storage.address_book import authorities
from storage.audit import MACHINE, write_down
from storage.deadlines import DueCase, due_cases
from storage.outbox import settle_letters
from storage.queries import known_case
from storage.shares import messages_by_case
from storage.status import OutboxState
from storage.tables import CaseRow, ItemRow, LetterRow, MessageRow

# While one of these flags is open, what was asked for has not come. A translation closes no flag: a person looks.
_STILL_OPEN: Final[Mapping[LetterKind, frozenset[FlagKind]]] = {
    LetterKind.POWER_OF_ATTORNEY_REQUEST: UNPROVEN,
    LetterKind.REASONS_REQUEST: frozenset({FlagKind.REASONS_MISSING}),
    LetterKind.UNREADABLE_NOTICE: frozenset({FlagKind.UNREADABLE}),
    LetterKind.TRANSLATION_REQUEST: frozenset({FlagKind.FOREIGN_LANGUAGE}),
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that was queued.

    Attributes:
        case: Aktenzeichen.
        kind: Which letter.
        number: From 1; the last one is that of the profile.
        look_again_on: When the case is due again.
    """

    case: str
    kind: LetterKind
    number: int
    look_again_on: date


def queue_reminders(session: Session, today: date, profile: Profile) -> tuple[Reminder, ...]:
    """Queue a reminder in each case that is due, waits for an answer, was asked and may still be reminded.

    Args:
        session: In a transaction.
        today: The day in the office.
        profile: Of the commission.
    """
    book = authorities(session)
    found = (_remind(session, due, today, profile, book) for due in due_cases(session, today, profile))
    return tuple(reminder for reminder in found if reminder is not None)


def _remind(
    session: Session, due: DueCase, today: date, profile: Profile, book: Mapping[str, Contact]
) -> Reminder | None:
    if due.due_on is None or due.due_on > today or due.stage not in {Stage.INCOMPLETE, Stage.STATEMENT_REQUESTED}:
        return None
    state = known_case(session, due.case)
    asked = _asked(session, due.case_id, state, due.stage)
    number = _reminders(session, due.case_id, due.stage) + 1
    if not asked or number > profile.periods.most_reminders:
        return None
    kind = _reminder_kind(due.stage)
    again = working_days_after(today, profile.periods.reminder, profile.land)
    for part in _by_addressee(asked):
        details = Details(respond_by=again, missing=part, asked_on=max(asked[one] for one in part))
        occasion = f"reminder-{due.stage}-{number}" + ("-sender" if _VOLLMACHT in part else "")
        settle_letters(session, due.case_id, (letter_of(kind, state, book, details),), occasion=occasion)
    case = session.get_one(CaseRow, due.case_id)
    write_down(session, "look_again_on", str(due.due_on), str(again), why="reminder", who=MACHINE, case_id=case.id)
    case.look_again_on = again
    case.version += 1
    return Reminder(due.case, kind, number, again)


_VOLLMACHT: Final = LetterKind.POWER_OF_ATTORNEY_REQUEST


def _by_addressee(asked: Mapping[LetterKind, date]) -> list[tuple[LetterKind, ...]]:
    """The Vollmacht is asked of the sender, who must not learn what else is missing."""
    others = tuple(kind for kind in asked if kind is not _VOLLMACHT)
    return [part for part in ((_VOLLMACHT,) if _VOLLMACHT in asked else (), others) if part]


def _reminder_kind(stage: Stage) -> LetterKind:
    return LetterKind.STATEMENT_REMINDER if stage is Stage.STATEMENT_REQUESTED else LetterKind.DOCUMENTS_REMINDER


def _asked(session: Session, case_id: uuid.UUID, state: CaseState, stage: Stage) -> dict[LetterKind, date]:
    """Requests that have left and were not answered, with the day they left."""
    kinds = (LetterKind.STATEMENT_REQUEST,) if stage is Stage.STATEMENT_REQUESTED else MISSING_REQUESTS
    rows = session.execute(
        select(LetterRow.kind, func.max(LetterRow.sent_at))
        .where(LetterRow.case_id == case_id, LetterRow.kind.in_(kinds), LetterRow.state == OutboxState.SENT)
        .group_by(LetterRow.kind)
        .order_by(LetterRow.kind)
    )
    return {
        kind: sent_at.astimezone(OFFICE_TIME).date()
        for kind, sent_at in rows
        if sent_at is not None and _is_open(session, case_id, state, kind, sent_at)
    }


def _is_open(session: Session, case_id: uuid.UUID, state: CaseState, kind: LetterKind, sent_at: datetime) -> bool:
    """Whether what was asked for has not come. Whether proofs suffice, a person sees; anything handed in counts."""
    if kind is LetterKind.PROOFS_REQUEST:
        held = messages_by_case().subquery()
        since = (
            select(func.count())
            .select_from(ItemRow)
            .join(MessageRow, MessageRow.id == ItemRow.message_id)
            .join(held, held.c.message_id == ItemRow.message_id)
            .where(held.c.case_id == case_id, ItemRow.kind.in_([Kind.SUPPLEMENT, Kind.APPLICATION]))
            .where(MessageRow.received_at > sent_at)
        )
        return not session.scalar(since)
    return kind not in _STILL_OPEN or bool(_STILL_OPEN[kind] & state.open_flags)


def _reminders(session: Session, case_id: uuid.UUID, stage: Stage) -> int:
    """How often this case was reminded in this stage."""
    occasions = session.scalars(
        select(LetterRow.occasion).where(LetterRow.case_id == case_id, LetterRow.kind == _reminder_kind(stage))
    )
    return len({occasion.removesuffix("-sender") for occasion in occasions})
