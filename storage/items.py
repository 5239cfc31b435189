"""Stores what the program says about an item, and gives it back as the record it was."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

from sqlalchemy import ColumnElement, insert, or_, select, true
from sqlalchemy.orm import Session, aliased

from classifiers.records import Decision, FiledItem, Finding, Flag, Paper
from classifiers.sharing import Share, narrowed
from storage.messages import ORDER_OF_RECEIPT
from storage.shares import shares
from storage.tables import CaseRow, FindingRow, FlagRow, ItemRow, MessageRow, PaperRow

_PartT = TypeVar("_PartT", Paper, Finding, Flag)

_FEW = 500  # up to so many items are asked for one by one

_OF_THE_MESSAGE = {"item", "channel", "received_at"}
_PARTS = {"papers", "findings", "flags"}
_PLAIN_FIELDS = tuple(field.name for field in fields(Decision) if field.name not in _OF_THE_MESSAGE | _PARTS)
"""Fields of a decision that have a column of the same name."""


def filed_items(session: Session, known: dict[uuid.UUID, Decision] | None = None) -> tuple[FiledItem, ...]:
    """Give everything that is filed, in order of receipt, in six queries however much it is.

    An item that is divided stands there once for each of its cases, with what that case has of it.

    Args:
        session: Any.
        known: Decisions that the caller has from an earlier call, by message; new ones are added to it. What is
            said about an item does not change once it is filed (its case may), so whoever files many items one
            after the other keeps it and reads each item once.
    """
    known = {} if known is None else known
    first = aliased(MessageRow)
    places = session.execute(
        select(ItemRow.message_id, CaseRow.aktenzeichen, first.source_name)
        .join(MessageRow, MessageRow.id == ItemRow.message_id)
        .outerjoin(CaseRow, CaseRow.id == ItemRow.case_id)
        .outerjoin(first, first.id == ItemRow.duplicate_of)
        .order_by(*ORDER_OF_RECEIPT)
    ).all()
    new = [message_id for message_id, _, _ in places if message_id not in known]
    if new:
        condition = ItemRow.message_id.in_(new) if len(new) <= _FEW else true()
        known.update((message_id, filed.decision) for message_id, filed in read_items(session, condition))
    parted = shares(session, true())
    return tuple(
        filed
        for message_id, case, duplicate_of in places
        for filed in _of_each_case(FiledItem(known[message_id], case, duplicate_of), parted.get(message_id))
    )


def items_of_case(session: Session, case: str) -> tuple[FiledItem, ...]:
    """Give the items of a case in order of receipt; none where no case bears this Aktenzeichen."""
    return tuple(filed for _, filed in papers_of_case(session, case))


def papers_of_case(session: Session, case: str) -> list[tuple[uuid.UUID, FiledItem]]:
    """Give what a case has of its items, each with the id of its message, in order of receipt.

    Args:
        session: Any.
        case: Its Aktenzeichen.
    """
    parted = shares(session, CaseRow.aktenzeichen == case)
    held = read_items(session, or_(CaseRow.aktenzeichen == case, ItemRow.message_id.in_(parted)))
    return [
        (message_id, _share_of(filed, case, parted[message_id][case]) if message_id in parted else filed)
        for message_id, filed in held
    ]


def item_of_message(session: Session, message_id: uuid.UUID) -> FiledItem | None:
    """Give the item of a message; None where it is not filed."""
    for _, filed in read_items(session, ItemRow.message_id == message_id):
        return filed
    return None


def read_items(session: Session, condition: ColumnElement[bool]) -> list[tuple[uuid.UUID, FiledItem]]:
    """Give the items that a condition names, whole, each with the id of its message, in order of receipt.

    Args:
        session: Any.
        condition: On `ItemRow`, `MessageRow` and `CaseRow`.
    """
    first = aliased(MessageRow)
    rows = session.execute(
        select(ItemRow, MessageRow, CaseRow.aktenzeichen, first.source_name)
        .join(MessageRow, MessageRow.id == ItemRow.message_id)
        .outerjoin(CaseRow, CaseRow.id == ItemRow.case_id)
        .outerjoin(first, first.id == ItemRow.duplicate_of)
        .where(condition)
        .order_by(*ORDER_OF_RECEIPT)
    ).all()
    papers = _load_parts(session, PaperRow, Paper, condition)
    findings = _load_parts(session, FindingRow, Finding, condition)
    flags = _load_parts(session, FlagRow, Flag, condition)
    found = []
    for item, message, case, duplicate_of in rows:
        decision = Decision(
            item=message.source_name,
            channel=message.channel,
            received_at=message.received_at,
            papers=tuple(papers[item.message_id]),
            findings=tuple(findings[item.message_id]),
            flags=tuple(flags[item.message_id]),
            **{name: getattr(item, name) for name in _PLAIN_FIELDS},
        )
        found.append((item.message_id, FiledItem(decision, case, duplicate_of)))
    return found


def insert_item(session: Session, message_id: uuid.UUID, filed: FiledItem, case_id: uuid.UUID | None) -> None:
    """Write an item with its papers, findings and flags.

    Args:
        session: In the transaction that files it.
        message_id: Of its message.
        filed: The item.
        case_id: Of the case it belongs to, which is there already; None for none.

    Raises:
        ValueError: The item that it is said to repeat is not filed.
    """
    decision = filed.decision
    duplicate_of = _first_of(session, filed.duplicate_of, case_id) if filed.duplicate_of is not None else None
    plain = {name: getattr(decision, name) for name in _PLAIN_FIELDS}
    session.add(ItemRow(message_id=message_id, case_id=case_id, duplicate_of=duplicate_of, **plain))
    # The rows below refer to it, and they go in by bulk inserts that do not flush by themselves.
    session.flush()
    insert_parts(session, PaperRow, message_id, decision.papers)
    insert_parts(session, FindingRow, message_id, decision.findings)
    insert_parts(session, FlagRow, message_id, decision.flags)


def insert_parts(
    session: Session,
    table: type[PaperRow | FindingRow | FlagRow],
    message_id: uuid.UUID,
    parts: Sequence[Paper | Finding | Flag],
) -> None:
    """Write the records below an item, in their order.

    Args:
        session: In a transaction.
        table: Of these records.
        message_id: Of the item, which is there already and has none of them.
        parts: The records.
    """
    rows = [
        {
            "message_id": message_id,
            "position": place,
            **{field.name: getattr(part, field.name) for field in fields(part)},
        }
        for place, part in enumerate(parts)
    ]
    if rows:
        session.execute(insert(table), rows)


def _load_parts(
    session: Session,
    table: type[PaperRow | FindingRow | FlagRow],
    record: type[_PartT],
    condition: ColumnElement[bool],
) -> defaultdict[uuid.UUID, list[_PartT]]:
    """Give the records below the items, by message, in their order."""
    # Bare columns, no rows that the session keeps: there are dozens to an item, and nobody changes them.
    columns = [getattr(table, field.name) for field in fields(record)]
    found: defaultdict[uuid.UUID, list[_PartT]] = defaultdict(list)
    for message_id, *values in session.execute(
        select(table.message_id, *columns)
        .join(ItemRow, ItemRow.message_id == table.message_id)
        .join(MessageRow, MessageRow.id == ItemRow.message_id)
        .outerjoin(CaseRow, CaseRow.id == ItemRow.case_id)
        .where(condition)
        .order_by(table.message_id, table.position)
    ):
        found[message_id].append(record(*values))
    return found


def _of_each_case(filed: FiledItem, parted: dict[str, Share] | None) -> tuple[FiledItem, ...]:
    if parted is None:
        return (filed,)
    return tuple(_share_of(filed, case, share) for case, share in parted.items())


def _share_of(filed: FiledItem, case: str, share: Share) -> FiledItem:
    return FiledItem(narrowed(filed.decision, share), case, filed.duplicate_of)


def _first_of(session: Session, source_name: str, case_id: uuid.UUID | None) -> uuid.UUID:
    """Find the item that is repeated by its name; where two bear it, that of the case counts."""
    query = (
        select(ItemRow.message_id, ItemRow.case_id)
        .join(MessageRow, MessageRow.id == ItemRow.message_id)
        .where(MessageRow.source_name == source_name)
        .order_by(*ORDER_OF_RECEIPT)
    )
    found = session.execute(query).all()
    if not found:
        raise ValueError("the item that is repeated is not filed")
    return next((message_id for message_id, its_case in found if its_case == case_id), found[0][0])
