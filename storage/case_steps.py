"""Where a case stands in its life, and which steps led there: reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from letters.case_life import Stage, StepName
from storage.errors import UnknownRow
from storage.tables import CaseRow, CaseStepRow


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands in its life.

    Attributes:
        case: Aktenzeichen.
        stage: Where it stands.
        version: What a person names who decides on it.
        look_again_on: The day to look at it again, if any.
    """

    case: str
    stage: Stage
    version: int
    look_again_on: date | None


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step that was taken.

    Attributes:
        position: From 1 in each case.
        step: Which one.
        before: Where the case stood.
        after: Where it stood then.
        who: Who took it.
        at: When.
        why: The reason, if one was given.
        is_undone: It was wrong and counts no more.
    """

    position: int
    step: StepName
    before: Stage
    after: Stage
    who: str
    at: datetime
    why: str
    is_undone: bool


def standing(session: Session, case_key: str) -> Standing:
    """Tell where a case stands.

    Args:
        session: Any.
        case_key: Its Aktenzeichen.

    Raises:
        UnknownRow: No case bears it.
    """
    return standing_of(row_of_case(session, case_key))


def steps_taken(session: Session, case_key: str) -> tuple[PastStep, ...]:
    """Give all steps of a case, oldest first, also those that were undone.

    Args:
        session: Any.
        case_key: Its Aktenzeichen.

    Raises:
        UnknownRow: No case bears it.
    """
    rows = session.scalars(
        select(CaseStepRow)
        .where(CaseStepRow.case_id == row_of_case(session, case_key).id)
        .order_by(CaseStepRow.position)
    )
    return tuple(
        PastStep(r.position, r.step, r.before, r.after, r.who, r.at, r.why, r.undone_at is not None) for r in rows
    )


def row_of_case(session: Session, case_key: str) -> CaseRow:
    """Give the row of a case.

    Raises:
        UnknownRow: No case bears this Aktenzeichen.
    """
    case = session.scalar(select(CaseRow).where(CaseRow.aktenzeichen == case_key))
    if case is None:
        raise UnknownRow("no case bears this Aktenzeichen")
    return case


def standing_of(case: CaseRow) -> Standing:
    """Give the record of where a row's case stands."""
    return Standing(case.aktenzeichen, case.stage, case.version, case.look_again_on)
