"""What persons said about who represents in a case: kept, and given to whoever derives the case."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classifiers.records import Ruling
from storage.forwarding import forwarded
from storage.tables import CaseRow, RepresentationRow


def rulings_by_case(session: Session) -> dict[str, tuple[Ruling, ...]]:
    """Give the rulings of each case, oldest first; those of a merged case count for the one that goes on."""
    moved = forwarded(session)
    found: defaultdict[str, list[Ruling]] = defaultdict(list)
    rows = session.execute(
        select(RepresentationRow, CaseRow.aktenzeichen)
        .join(CaseRow, CaseRow.id == RepresentationRow.case_id)
        .order_by(RepresentationRow.at, RepresentationRow.position)
    )
    for row, key in rows:
        found[moved.get(key, key)].append(Ruling(row.at, row.representative, row.contact))
    return {key: tuple(rulings) for key, rulings in found.items()}


def rulings_of(session: Session, case_key: str) -> tuple[Ruling, ...]:
    """Give the rulings of a case, oldest first.

    Args:
        session: Any.
        case_key: Its Aktenzeichen.
    """
    return rulings_by_case(session).get(case_key, ())


def keep_ruling(session: Session, case: CaseRow, ruling: Ruling, by: str, reason: str) -> None:
    """Write a ruling down; nothing follows from it here.

    Args:
        session: In a transaction.
        case: The case, locked.
        ruling: What was said.
        by: Who said it.
        reason: Why.
    """
    last = session.scalar(select(func.max(RepresentationRow.position)).where(RepresentationRow.case_id == case.id))
    session.add(
        RepresentationRow(
            case_id=case.id,
            position=(last or 0) + 1,
            representative=ruling.representative,
            contact=ruling.contact,
            who=by,
            at=ruling.at,
            why=reason,
        )
    )
    session.flush()
