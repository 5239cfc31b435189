"""Moves a case on in its life: one step of a person at a time, with its letters, and back where it was wrong."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from letters.case_life import CLOSED, MISSING_REQUESTS, STEPS, Desk, Stage, Step, StepName
from letters.records import Details, LetterKind
from letters.sitting import Outcome
from letters.step_letters import letters_of_step
from letters.wording import OFFICE_TIME
from storage.address_book import authorities
from storage.audit import MACHINE, write_down
from storage.case_steps import Standing, standing_of
from storage.errors import StaleCase, StepNotAllowed, StepRefused, UnknownRow
from storage.outbox import cancel_letters, restore_letters, settle_letters
from storage.queries import known_case
from storage.status import LEAVING
from storage.tables import CaseMergerRow, CaseRow, CaseStepRow, LetterRow, SittingResultRow, SittingRow

STALE: Final = "Der Fall wurde inzwischen weiterbearbeitet. Bitte neu laden und noch einmal entscheiden."
NOT_FROM_HERE: Final = "Dieser Schritt ist beim jetzigen Stand des Falls nicht möglich."
NO_PERSON: Final = "Einen Schritt im Verfahren geht nur ein Mensch: Der Name fehlt."
NOT_ENTITLED: Final = "Diesen Schritt geht nur die Leitung der Geschäftsstelle."
NO_REASON: Final = "Zu diesem Schritt gehört eine Begründung."
NO_DATE: Final = "Zu diesem Schritt gehört ein Tag der Wiedervorlage."
DATE_IS_PAST: Final = "Der Tag der Wiedervorlage muss in der Zukunft liegen."
TIME_RUNS_BACK: Final = "Der Schritt kann nicht vor dem letzten Schritt des Falls liegen."
WRONG_LETTER: Final = "Dieses Schreiben gehört nicht zu diesem Schritt."
MERGED: Final = "Der Fall wurde mit einem anderen zusammengeführt. Bitte dort weiterarbeiten."
NO_RESULT: Final = "Zu diesem Schritt gehört das eingetragene Ergebnis einer Sitzung."
NOTHING_TO_UNDO: Final = "Es gibt keinen Schritt, der zurückgenommen werden könnte."

# What the commission decides is only recorded here.
_DECIDED: Final[Mapping[StepName, Outcome]] = {
    StepName.MAKE_REQUEST: Outcome.REQUEST,
    StepName.MAKE_NO_REQUEST: Outcome.NO_REQUEST,
}
_ALREADY_ASKED: Final = (*MISSING_REQUESTS, LetterKind.DOCUMENTS_REMINDER, LetterKind.STATEMENT_REMINDER)


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing a step gave.

    Attributes:
        standing: Where the case stands now.
        letters_out: Letters of the step that have left already: somebody must write to their recipients.
    """

    standing: Standing
    letters_out: tuple[LetterKind, ...]


def take_step(
    session: Session,
    case_key: str,
    step: StepName,
    by: str,
    reason: str,
    at: datetime,
    version: int,
    *,
    desk: Desk = Desk.CLERK,
    look_again_on: date | None = None,
    letters: tuple[LetterKind, ...] = (),
) -> Standing:
    """Move a case on by one step of a person, and queue the letters that follow from it.

    Args:
        session: In a transaction.
        case_key: Aktenzeichen.
        step: Which step.
        by: Name of the person who decided.
        reason: Why; may be empty where the table asks for none.
        at: When it was decided (aware).
        version: Of the case as the person saw it.
        desk: Where that person works.
        look_again_on: The day to look at it again; without one the case is not looked at again by itself.
        letters: Which letters the person wants of those that the step may owe.

    Returns:
        Where the case stands now.

    Raises:
        StaleCase: The case moved on meanwhile, or the same click came twice.
        StepNotAllowed: The table has no such step from here.
        StepRefused: Something is missing, or this person may not do it.
        UnknownRow: No case bears the Aktenzeichen.
    """
    case = locked_case(session, case_key, version)
    row = STEPS[step]
    if case.stage not in row.from_stages:
        raise StepNotAllowed(NOT_FROM_HERE)
    _check(session, case, row, by, reason, at, desk, look_again_on, letters)
    position = (session.scalar(select(func.max(CaseStepRow.position)).where(CaseStepRow.case_id == case.id)) or 0) + 1
    cancelled = cancel_letters(session, case.id, _ended_by(row), by)
    session.add(
        CaseStepRow(
            case_id=case.id,
            position=position,
            step=step,
            before=case.stage,
            after=row.to_stage,
            who=by,
            at=at,
            why=reason,
            look_again_before=case.look_again_on,
            cancelled_letters=tuple(str(letter_id) for letter_id in cancelled),
        )
    )
    write_down(session, f"step_{step}", case.stage, row.to_stage, why=reason, who=by, case_id=case.id)
    _move(case, row.to_stage, look_again_on)
    owed = letters_of_step(
        row, known_case(session, case_key), authorities(session), letters, Details(respond_by=look_again_on)
    )
    settle_letters(session, case.id, owed, occasion=occasion_of(position), who=by)
    return standing_of(case)


def undo_step(session: Session, case_key: str, by: str, reason: str, at: datetime, version: int) -> Undone:
    """Take the last step back that still counts: the case stands where it stood, letters that have not left go back.

    Args:
        session: In a transaction.
        case_key: Aktenzeichen.
        by: Name of the person who undoes it.
        reason: Why; never empty.
        at: When (aware).
        version: Of the case as the person saw it.

    Returns:
        Where the case stands now, and which letters of the step cannot be called back.

    Raises:
        StaleCase: The case moved on meanwhile.
        StepRefused: No reason was given, or there is nothing to undo.
        UnknownRow: No case bears the Aktenzeichen.
    """
    case = locked_case(session, case_key, version)
    _check_person(by)
    if not reason.strip():
        raise StepRefused(NO_REASON)
    row = session.scalar(
        select(CaseStepRow)
        .where(CaseStepRow.case_id == case.id, CaseStepRow.undone_at.is_(None))
        .order_by(CaseStepRow.position.desc())
        .limit(1)
    )
    if row is None:
        raise StepRefused(NOTHING_TO_UNDO)
    row.undone_at = at
    write_down(session, "step_undone", row.after, row.before, why=reason, who=by, case_id=case.id)
    occasion = occasion_of(row.position)
    settle_letters(session, case.id, (), occasion=occasion, who=by)
    restore_letters(session, [uuid.UUID(letter_id) for letter_id in row.cancelled_letters], by)
    _move(case, row.before, row.look_again_before)
    out = session.scalars(
        select(LetterRow.kind)
        .where(LetterRow.case_id == case.id, LetterRow.occasion == occasion, LetterRow.state.in_(LEAVING))
        .order_by(LetterRow.kind)
    )
    return Undone(standing_of(case), tuple(out))


def occasion_of(position: int) -> str:
    """The occasion of the letters that follow from a step."""
    return f"step-{position}"


def _check(
    session: Session,
    case: CaseRow,
    step: Step,
    by: str,
    reason: str,
    at: datetime,
    desk: Desk,
    look_again_on: date | None,
    letters: tuple[LetterKind, ...],
) -> None:
    _check_person(by)
    last_at = session.scalar(
        select(func.max(CaseStepRow.at)).where(CaseStepRow.case_id == case.id, CaseStepRow.undone_at.is_(None))
    )
    refusals = (
        (desk not in step.desks, NOT_ENTITLED),
        (step.needs_reason and not reason.strip(), NO_REASON),
        (step.needs_date and look_again_on is None, NO_DATE),
        (look_again_on is not None and look_again_on <= at.astimezone(OFFICE_TIME).date(), DATE_IS_PAST),
        (last_at is not None and at < last_at, TIME_RUNS_BACK),
        (not set(letters) <= set(step.may_owe), WRONG_LETTER),
        (step.name in _DECIDED and _last_outcome(session, case.id) is not _DECIDED[step.name], NO_RESULT),
    )
    for is_refused, text in refusals:
        if is_refused:
            raise StepRefused(text)


def _last_outcome(session: Session, case_id: uuid.UUID) -> Outcome | None:
    """What the last sitting made of a case."""
    return session.scalar(
        select(SittingResultRow.outcome)
        .join(SittingRow, SittingRow.id == SittingResultRow.sitting_id)
        .where(SittingResultRow.case_id == case_id)
        .order_by(SittingRow.held_on.desc())
        .limit(1)
    )


def _check_person(by: str) -> None:
    if not by.strip() or by == MACHINE:
        raise StepRefused(NO_PERSON)


def _ended_by(step: Step) -> frozenset[LetterKind]:
    """Letters that make no sense any more after a step, should they not have left."""
    if step.to_stage is Stage.WITHDRAWN:
        return frozenset(LetterKind)
    return frozenset(_ALREADY_ASKED) if step.to_stage in CLOSED else frozenset()


def _move(case: CaseRow, stage: Stage, look_again_on: date | None) -> None:
    case.stage = stage
    case.look_again_on = look_again_on
    case.version += 1


def locked_case(session: Session, case_key: str, version: int) -> CaseRow:
    """Give the row of a case that goes on, locked until the commit.

    Args:
        session: In a transaction.
        case_key: Its Aktenzeichen.
        version: The one that the person saw.

    Raises:
        StaleCase: It moved on meanwhile.
        StepRefused: It was merged into another one.
        UnknownRow: There is none.
    """
    case = session.scalar(
        select(CaseRow)
        .where(CaseRow.aktenzeichen == case_key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if case is None:
        raise UnknownRow("no case bears this Aktenzeichen")
    if case.version != version:
        raise StaleCase(STALE)
    if session.get(CaseMergerRow, case.id) is not None:
        raise StepRefused(MERGED)
    return case
