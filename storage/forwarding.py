"""Merged cases: which case an Aktenzeichen leads to."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from storage.case_steps import row_of_case
from storage.errors import UnknownRow
from storage.tables import CaseMergerRow, CaseRow


def forwarded(session: Session) -> Mapping[str, str]:
    """Give, for each Aktenzeichen of a merged case, the one under which it goes on, however often it was merged."""
    into = aliased(CaseRow)
    steps: dict[str, str] = dict(
        session.execute(
            select(CaseRow.aktenzeichen, into.aktenzeichen)
            .join(CaseMergerRow, CaseMergerRow.case_id == CaseRow.id)
            .join(into, into.id == CaseMergerRow.into_case_id)
        ).all()
    )
    return {key: _end(steps, key) for key in steps}


def surviving_case(session: Session, case_key: str) -> str:
    """Give the Aktenzeichen under which a case goes on: its own, where it was not merged into another one.

    Args:
        session: Any.
        case_key: An Aktenzeichen, also one that no case bears.
    """
    return forwarded(session).get(case_key, case_key)


def former_keys(session: Session) -> Mapping[str, tuple[str, ...]]:
    """Give, for each case that others went into, their Aktenzeichen."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for old, key in sorted(forwarded(session).items()):
        found[key].append(old)
    return {key: tuple(olds) for key, olds in found.items()}


def id_of_case(session: Session, name: str) -> uuid.UUID:
    """Give the id of the case that a page's address means; what was merged leads to the one that goes on.

    Args:
        session: Any.
        name: The id of a case, or an Aktenzeichen.

    Raises:
        UnknownRow: No case bears either.
    """
    try:
        row = session.get(CaseRow, uuid.UUID(name))
    except ValueError:
        row = row_of_case(session, name)
    if row is None:
        raise UnknownRow("there is no such case")
    key = surviving_case(session, row.aktenzeichen)
    return row.id if key == row.aktenzeichen else row_of_case(session, key).id


def _end(steps: Mapping[str, str], key: str) -> str:
    # It ends: a case that went into another one is never merged into again.
    while key in steps:
        key = steps[key]
    return key
