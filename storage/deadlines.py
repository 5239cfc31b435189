"""What is due: cases to look at again, new ones nobody looked at, and those that cannot wait; reads only."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, load_only

from classifiers.records import FlagKind
from letters.case_life import CLOSED, Stage
from letters.commission import Profile
from letters.wording import OFFICE_TIME
from letters.working_days import working_days_after
from storage.tables import CaseFlagRow, CaseMergerRow, CaseRow

URGENT: Final = "Eilt: Eine Abschiebung steht bevor oder jemand ist in Haft."
NOT_LOOKED_AT: Final = "Neu eingegangen und noch nicht durchgesehen."
LOOK_AGAIN: Final = "Wiedervorlage."


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case that a person must look at.

    Attributes:
        case_id: Ours.
        case: Aktenzeichen.
        stage: Where it stands.
        due_on: Since when; None where it is urgent and has no day.
        is_urgent: A removal is imminent: before all others.
        why: In German.
    """

    case_id: uuid.UUID
    case: str
    stage: Stage
    due_on: date | None
    is_urgent: bool
    why: str


def due_cases(session: Session, today: date, profile: Profile) -> tuple[DueCase, ...]:
    """Give what is due, the urgent first, then what has waited longest.

    Args:
        session: Any.
        today: The day in the office.
        profile: Of the commission.
    """
    urgent = select(CaseFlagRow.case_id).where(CaseFlagRow.kind == FlagKind.REMOVAL_IMMINENT)
    columns = (CaseRow.aktenzeichen, CaseRow.stage, CaseRow.look_again_on, CaseRow.received_at, CaseRow.opened_at)
    rows = session.execute(
        select(CaseRow, CaseRow.id.in_(urgent))
        .options(load_only(*columns))  # thousands may be due: their contacts are not needed
        .where(CaseRow.stage.not_in(CLOSED), CaseRow.id.not_in(select(CaseMergerRow.case_id)))
        .where(or_(CaseRow.id.in_(urgent), CaseRow.look_again_on <= today, CaseRow.stage == Stage.RECEIVED))
    )
    found = [_due(case, bool(is_urgent), profile) for case, is_urgent in rows]
    due = [one for one in found if one.is_urgent or (one.due_on is not None and one.due_on <= today)]
    return tuple(sorted(due, key=lambda one: (not one.is_urgent, one.due_on or date.min, one.case)))


def _due(case: CaseRow, is_urgent: bool, profile: Profile) -> DueCase:
    due_on, why = case.look_again_on, LOOK_AGAIN
    if due_on is None and case.stage is Stage.RECEIVED:
        received_on = (case.received_at or case.opened_at).astimezone(OFFICE_TIME).date()
        due_on, why = working_days_after(received_on, profile.periods.first_look, profile.land), NOT_LOOKED_AT
    return DueCase(case.id, case.aktenzeichen, case.stage, due_on, is_urgent, URGENT if is_urgent else why)
