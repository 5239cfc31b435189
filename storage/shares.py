"""Items that hold two families: keeps which case has what of them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, func, select, union_all
from sqlalchemy.orm import Session

from classifiers.sharing import Share
from storage.tables import CaseRow, ItemRow, ItemShareRow

DIVIDED: Final = (
    "Dieses Schreiben ist auf mehrere Fälle verteilt. "
    "Bitte erst die Teilung zurücknehmen: die Fälle wieder zusammenführen."
)


def shares(session: Session, condition: ColumnElement[bool]) -> dict[uuid.UUID, dict[str, Share]]:
    """Give the shares of divided items, by message and Aktenzeichen; an item of one case is not among them.

    Args:
        session: Any.
        condition: On `ItemShareRow` and `CaseRow`.
    """
    found: defaultdict[uuid.UUID, dict[str, Share]] = defaultdict(dict)
    rows = session.execute(
        select(ItemShareRow, CaseRow.aktenzeichen)
        .join(CaseRow, CaseRow.id == ItemShareRow.case_id)
        .where(condition)
        .order_by(CaseRow.year, CaseRow.number)
    )
    for row, case in rows:
        found[row.message_id][case] = _record(row)
    return dict(found)


def messages_by_case() -> Select[uuid.UUID, uuid.UUID]:
    """Give a query for pairs of case and message: an item stands there once for each case that has a share of it."""
    pairs = union_all(
        select(ItemRow.case_id, ItemRow.message_id).where(
            ItemRow.case_id.is_not(None), ItemRow.message_id.not_in(select(ItemShareRow.message_id))
        ),
        select(ItemShareRow.case_id, ItemShareRow.message_id),
    ).subquery()
    return select(pairs.c.case_id, pairs.c.message_id)


def cases_of_message(session: Session, message_id: uuid.UUID) -> tuple[str, ...]:
    """Give the Aktenzeichen of the cases that have an item, or a share of it; several where it is divided."""
    held = messages_by_case().subquery()
    query = select(CaseRow.aktenzeichen).join(held, held.c.case_id == CaseRow.id)
    return tuple(session.scalars(query.where(held.c.message_id == message_id).order_by(CaseRow.year, CaseRow.number)))


def is_divided(session: Session, message_id: uuid.UUID) -> bool:
    """Tell whether several cases have a share of an item."""
    query = select(func.count()).where(ItemShareRow.message_id == message_id)
    return bool(session.scalar(query))


def keep_share(session: Session, message_id: uuid.UUID, case_id: uuid.UUID, share: Share) -> None:
    """Write down what a case has of an item; what it had of it before is replaced.

    Args:
        session: In a transaction.
        message_id: Of the item.
        case_id: Of the case.
        share: Its share.
    """
    session.merge(
        ItemShareRow(
            message_id=message_id,
            case_id=case_id,
            persons=share.persons,
            papers=share.papers,
            has_contact=share.has_contact,
            authority=share.authority,
            contact=share.contact,
        )
    )
    session.flush()


def move_shares(
    session: Session, from_id: uuid.UUID, to_id: uuid.UUID, messages: list[uuid.UUID] | None = None
) -> None:
    """Give the shares of a case to another one; what that one has of the same item grows by them.

    Args:
        session: In a transaction.
        from_id: The case that gives.
        to_id: The case that gets.
        messages: Only of these items; None for all.
    """
    given = select(ItemShareRow).where(ItemShareRow.case_id == from_id)
    if messages is not None:
        given = given.where(ItemShareRow.message_id.in_(messages))
    for row in session.scalars(given).all():
        own = session.get(ItemShareRow, (row.message_id, to_id))
        share = _record(row) if own is None else _record(own).joined(_record(row))
        session.delete(row)
        session.flush()
        keep_share(session, row.message_id, to_id, share)
    _drop_what_is_whole(session)


def _drop_what_is_whole(session: Session) -> None:
    """Where all shares of an item are in one case again, it is an item like any other."""
    alone = (
        select(ItemShareRow.message_id).group_by(ItemShareRow.message_id).having(func.count() == 1).scalar_subquery()
    )
    session.execute(
        delete(ItemShareRow).where(ItemShareRow.message_id.in_(alone)),
        execution_options={"synchronize_session": "fetch"},
    )
    session.flush()


def _record(row: ItemShareRow) -> Share:
    return Share(row.persons, row.papers, row.has_contact, row.authority, row.contact)
