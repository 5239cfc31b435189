"""A case as a row of the database, with nothing in it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from storage.status import CaseStatus
from storage.tables import CaseRow


def a_case(number: int = 1, aktenzeichen: str = "") -> CaseRow:
    """A row, in no session yet, of the case HFK-2026-`number`.

    Args:
        number: Of the year 2026, from 1.
        aktenzeichen: Another one than the number gives.
    """
    return CaseRow(
        aktenzeichen=aktenzeichen or f"HFK-2026-{number:04}",
        year=2026,
        number=number,
        status=CaseStatus.OPEN,
        file_numbers=(),
        poa_is_needed=False,
        unreadable_papers=(),
        reasons_are_open=False,
    )


def add_case(session: Session, number: int = 1) -> CaseRow:
    """Open the case HFK-2026-`number`, of which nothing is known yet.

    Args:
        session: In a transaction; the row has its id afterwards.
        number: Of the year 2026, from 1.
    """
    case = a_case(number)
    session.add(case)
    session.flush()
    return case
