"""Sittings of the commission: what is ready for one, who was there, and what was decided, as a person records it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from classifiers.directory import directory
from classifiers.records import FlagKind
from letters.case_life import Desk, Stage, StepName
from letters.docket import DocketEntry
from letters.sitting import Outcome, SittingRules, complaints_about_result, complaints_about_sitting
from letters.wording import OFFICE_TIME
from storage.audit import write_down
from storage.case_steps import Standing, row_of_case
from storage.errors import StepRefused
from storage.procedure import take_step
from storage.queries import known_case
from storage.tables import CaseMergerRow, CaseRow, SittingResultRow, SittingRow

NOT_YET: Final = "Die Sitzung liegt in der Zukunft: Ergebnisse werden danach eingetragen."
NO_SITTING: Final = "Für diesen Tag ist keine Sitzung eingetragen."
OTHER_NUMBERS: Final = "Für diesen Tag ist schon eine Sitzung mit anderen Zahlen eingetragen."

_STEP_AFTER: Final = {
    Outcome.REQUEST: StepName.MAKE_REQUEST,
    Outcome.NO_REQUEST: StepName.MAKE_NO_REQUEST,
    Outcome.ADJOURNED: StepName.ADJOURN,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sitting made of a case.

    Attributes:
        outcome: An Ersuchen, none, or not yet.
        votes_for: Votes for an Ersuchen.
        reasons: For the minutes; where it was adjourned, why.
    """

    outcome: Outcome
    votes_for: int
    reasons: str


def cases_ready(session: Session) -> tuple[DocketEntry, ...]:
    """Give the cases that are ready for deliberation: the urgent first, then by year and number."""
    keys = session.scalars(
        select(CaseRow.aktenzeichen)
        .where(CaseRow.stage == Stage.READY, CaseRow.id.not_in(select(CaseMergerRow.case_id)))
        .order_by(CaseRow.year, CaseRow.number)
    ).all()
    offices = directory().offices
    entries = []
    for state in (known_case(session, key) for key in keys):
        office = offices.get(state.authority) if state.authority else None
        names = tuple(person.name for person in state.persons if person.name)
        is_urgent = FlagKind.REMOVAL_IMMINENT in state.open_flags
        entries.append(DocketEntry(state.case, names, office.label if office else "", is_urgent))
    return tuple(sorted(entries, key=lambda entry: not entry.is_urgent))


def record_sitting(
    session: Session, held_on: date, members: int, present: int, by: str, at: datetime, rules: SittingRules
) -> None:
    """Record that a sitting was held and who was there; the second time, nothing is changed.

    Args:
        session: In a transaction.
        held_on: Its day.
        members: How many the commission has.
        present: How many of them were there.
        by: Name of the person who records it.
        at: When (aware).
        rules: Of the commission.

    Raises:
        StepRefused: It is to come, its numbers cannot be, or other numbers are recorded.
    """
    if held_on > at.astimezone(OFFICE_TIME).date():
        raise StepRefused(NOT_YET)
    complaints = complaints_about_sitting(members, present, rules)
    if complaints:
        raise StepRefused(" ".join(complaints))
    known = session.scalar(select(SittingRow).where(SittingRow.held_on == held_on))
    if known is not None:
        if (known.members, known.present) != (members, present):
            raise StepRefused(OTHER_NUMBERS)
        return
    session.add(SittingRow(held_on=held_on, members=members, present=present, recorded_by=by, recorded_at=at))
    write_down(session, "sitting_recorded", None, f"{held_on}: {present} of {members}", who=by)


def record_verdict(
    session: Session, held_on: date, case_key: str, verdict: Verdict, by: str, at: datetime, version: int
) -> Standing:
    """Record what a sitting made of a case, and move the case on.

    Args:
        session: In a transaction.
        held_on: Day of a sitting that is recorded.
        case_key: Aktenzeichen of a case that is ready.
        verdict: What came of it.
        by: Name of the person who records it for the head of the Geschäftsstelle.
        at: When (aware).
        version: Of the case as that person saw it.

    Returns:
        Where the case stands now.

    Raises:
        StaleCase: The case moved on meanwhile.
        StepNotAllowed: The case is not ready.
        StepRefused: There was no such sitting, or the votes do not bear the outcome.
    """
    sitting = session.scalar(select(SittingRow).where(SittingRow.held_on == held_on))
    if sitting is None:
        raise StepRefused(NO_SITTING)
    complaints = complaints_about_result(verdict.outcome, verdict.votes_for, sitting.present)
    if complaints:
        raise StepRefused(" ".join(complaints))
    case = row_of_case(session, case_key)
    deliberated = take_step(session, case_key, StepName.DELIBERATE, by, "", at, version, desk=Desk.HEAD)
    session.merge(
        SittingResultRow(
            sitting_id=sitting.id,
            case_id=case.id,
            outcome=verdict.outcome,
            votes_for=verdict.votes_for,
            reasons=verdict.reasons,
        )
    )
    step = _STEP_AFTER[verdict.outcome]
    return take_step(session, case_key, step, by, verdict.reasons, at, deliberated.version, desk=Desk.HEAD)
