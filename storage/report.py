"""Figures of a year: how many cases, by what, how long they took; counts alone, never a name or an Aktenzeichen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from classifiers.directory import directory
from letters.case_life import STAGE_LABELS, Stage
from letters.sitting import Outcome
from letters.wording import OFFICE_TIME
from storage.messages import ORDER_OF_RECEIPT
from storage.shares import messages_by_case
from storage.tables import (
    CaseMergerRow,
    CaseRow,
    CaseStepRow,
    FlagRow,
    ItemRow,
    MessageRow,
    SittingResultRow,
    SittingRow,
)

FEW: Final = 3
"""Numbers below this could point to a person where a group is small: an authority is told only from here on."""

MONTHS: Final = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
CHANNELS: Final = {"email": "E-Mail", "fax": "Fax", "post": "Post"}
OUTCOMES: Final = {
    Outcome.REQUEST: "Ersuchen",
    Outcome.NO_REQUEST: "kein Ersuchen",
    Outcome.ADJOURNED: "vertagt",
}
_ENDS: Final = (Stage.ENDED, Stage.NOT_TAKEN_UP, Stage.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a year.

    Attributes:
        year: Of the Aktenzeichen.
        tables: By heading, in order: a count by word. Durations are days.
    """

    year: int
    tables: Mapping[str, Mapping[str, int]]


def figures(session: Session, year: int) -> Figures:
    """Count the cases of a year.

    Args:
        session: Any.
        year: Of the Aktenzeichen.
    """
    merged = select(CaseMergerRow.case_id)
    cases = session.scalars(select(CaseRow).where(CaseRow.year == year, CaseRow.id.not_in(merged))).all()
    return Figures(
        year,
        {
            "Fälle nach Monat des Eingangs": _by_month(cases),
            "Fälle nach Eingangsweg": _by_channel(session, year),
            "Fälle nach Stand": _by_stage(cases),
            "Fälle nach Ausländerbehörde": _by_authority(cases),
            "Hinweise in den Eingängen": _by_flag(session, year),
            "Ergebnisse der Beratung": _by_outcome(session, year),
            "Dauer bis zum Ende in Tagen": _durations(session, year),
        },
    )


def _by_month(cases: Iterable[CaseRow]) -> dict[str, int]:
    months = Counter((case.received_at or case.opened_at).astimezone(OFFICE_TIME).month for case in cases)
    return {name: months[number] for number, name in enumerate(MONTHS, 1)}


def _by_channel(session: Session, year: int) -> dict[str, int]:
    """By the item that opened the case."""
    first: dict[object, str] = {}
    held = messages_by_case().subquery()
    rows = session.execute(
        select(held.c.case_id, MessageRow.channel)
        .join(MessageRow, MessageRow.id == held.c.message_id)
        .join(CaseRow, CaseRow.id == held.c.case_id)
        .where(CaseRow.year == year)
        .order_by(*ORDER_OF_RECEIPT)
    )
    for case_id, channel in rows:
        first.setdefault(case_id, channel)
    found = Counter(first.values())
    return {label: found[channel] for channel, label in CHANNELS.items()}


def _by_stage(cases: Iterable[CaseRow]) -> dict[str, int]:
    found = Counter(case.stage for case in cases)
    return {label: found[stage] for stage, label in STAGE_LABELS.items()}


def _by_authority(cases: Iterable[CaseRow]) -> dict[str, int]:
    found = Counter(case.authority for case in cases)
    offices = directory().offices
    told = {offices[code].label if code in offices else str(code): n for code, n in found.items() if code and n >= FEW}
    unknown, others = found[None], sum(n for code, n in found.items() if code and n < FEW)
    ordered = dict(sorted(told.items(), key=lambda pair: (-pair[1], pair[0])))
    return ordered | {f"andere (je unter {FEW})": others, "nicht bekannt": unknown}


def _by_flag(session: Session, year: int) -> dict[str, int]:
    rows = session.execute(
        select(FlagRow.kind, FlagRow.message_id)
        .join(ItemRow, ItemRow.message_id == FlagRow.message_id)
        .join(CaseRow, CaseRow.id == ItemRow.case_id)
        .where(CaseRow.year == year)
        .distinct()
    )
    found = Counter(str(kind) for kind, _ in rows)
    return dict(sorted(found.items()))


def _by_outcome(session: Session, year: int) -> dict[str, int]:
    """What the last sitting made of each case."""
    rows = session.execute(
        select(SittingResultRow.case_id, SittingResultRow.outcome)
        .join(SittingRow, SittingRow.id == SittingResultRow.sitting_id)
        .join(CaseRow, CaseRow.id == SittingResultRow.case_id)
        .where(CaseRow.year == year)
        .order_by(SittingRow.held_on)
    )
    last = {case_id: outcome for case_id, outcome in rows}
    found = Counter(last.values())
    return {label: found[outcome] for outcome, label in OUTCOMES.items()}


def _durations(session: Session, year: int) -> dict[str, int]:
    """From receipt to the first end that still counts."""
    rows = session.execute(
        select(CaseRow, CaseStepRow.at)
        .join(CaseStepRow, CaseStepRow.case_id == CaseRow.id)
        .where(CaseRow.year == year, CaseStepRow.after.in_(_ENDS), CaseStepRow.undone_at.is_(None))
        .order_by(CaseStepRow.position)
    )
    days: defaultdict[object, list[int]] = defaultdict(list)
    for case, ended_at in rows:
        days[case.id].append((ended_at - (case.received_at or case.opened_at)).days)
    taken = sorted(first[0] for first in days.values())
    if not taken:
        return {"beendete Fälle": 0}
    return {"beendete Fälle": len(taken), "kürzeste": taken[0], "mittlere": round(median(taken)), "längste": taken[-1]}
