"""What is shown: reads only, returns records."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from classifiers.records import CaseState, FlagKind, Person
from storage.audit import AuditEntry, entries_of_case
from storage.errors import UnknownRow
from storage.messages import ORDER_OF_RECEIPT, StoredMessage, as_record
from storage.shares import messages_by_case
from storage.status import CaseStatus, MessageState, OutboxState
from storage.tables import CaseFlagRow, CaseMergerRow, CasePersonRow, CaseRow, FlagRow, LetterRow, MessageRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is.

    Attributes:
        messages: By state; states without any are 0.
        cases: All of them.
        item_flags: Items that bear a flag, by flag.
        open_flags: Cases in which a flag is open, by flag.
        letters: By state; states without any are 0.
        items_for_a_person: Items with a flag, and parked messages.
    """

    messages: Mapping[MessageState, int]
    cases: int
    item_flags: Mapping[FlagKind, int]
    open_flags: Mapping[FlagKind, int]
    letters: Mapping[OutboxState, int]
    items_for_a_person: int


def totals(session: Session) -> Totals:
    """Count messages, cases, flags and letters."""
    messages = Counter(
        dict.fromkeys(MessageState, 0)
        | dict(session.execute(select(MessageRow.state, func.count()).group_by(MessageRow.state)).all())
    )
    letters = dict.fromkeys(OutboxState, 0) | dict(
        session.execute(select(LetterRow.state, func.count()).group_by(LetterRow.state)).all()
    )
    item_flags = session.execute(select(FlagRow.kind, func.count(FlagRow.message_id.distinct())).group_by(FlagRow.kind))
    open_flags = session.execute(select(CaseFlagRow.kind, func.count()).group_by(CaseFlagRow.kind))
    flagged = session.scalar(select(func.count(FlagRow.message_id.distinct()))) or 0
    return Totals(
        messages=messages,
        cases=session.scalar(select(func.count()).select_from(CaseRow)) or 0,
        item_flags=dict(item_flags.all()),
        open_flags=dict(open_flags.all()),
        letters=letters,
        items_for_a_person=flagged + messages[MessageState.PARKED],
    )


def parked_messages(session: Session) -> tuple[StoredMessage, ...]:
    """Give the messages that wait for a person, in order of receipt."""
    rows = session.scalars(
        select(MessageRow).where(MessageRow.state == MessageState.PARKED).order_by(*ORDER_OF_RECEIPT)
    )
    return tuple(as_record(row) for row in rows)


def known_cases(session: Session) -> tuple[CaseState, ...]:
    """Give every case as it was last brought up to date, by year and number; what was merged is in the other one."""
    rows = session.scalars(
        select(CaseRow).where(CaseRow.id.not_in(select(CaseMergerRow.case_id))).order_by(CaseRow.year, CaseRow.number)
    )
    return _states(session, rows.all())


def known_case(session: Session, case: str) -> CaseState:
    """Give one case as it was last brought up to date.

    Args:
        session: Any.
        case: Its Aktenzeichen.

    Raises:
        UnknownRow: No case bears this Aktenzeichen.
    """
    states = _states(session, session.scalars(select(CaseRow).where(CaseRow.aktenzeichen == case)).all())
    if not states:
        raise UnknownRow("no case bears this Aktenzeichen")
    return states[0]


def _states(session: Session, cases: Sequence[CaseRow]) -> tuple[CaseState, ...]:
    # One case alone is asked for by its id; of all of them everything is read at once.
    only = cases[0].id if len(cases) == 1 else None
    persons = _persons_by_case(session, only)
    flags = _grouped(
        session.execute(select(CaseFlagRow.case_id, CaseFlagRow.kind).where(*_only(CaseFlagRow.case_id, only)))
    )
    held = messages_by_case().subquery()
    items = _grouped(
        session.execute(
            select(CaseRow.id, MessageRow.source_name)
            .join(held, held.c.case_id == CaseRow.id)
            .join(MessageRow, MessageRow.id == held.c.message_id)
            .where(*_only(CaseRow.id, only))
            .order_by(*ORDER_OF_RECEIPT)
        )
    )
    return tuple(
        CaseState(
            case=case.aktenzeichen,
            items=tuple(items[case.id]),
            persons=tuple(persons[case.id]),
            representative=case.representative,
            authority=case.authority,
            open_flags=frozenset(flags[case.id]),
            applicant_contact=case.applicant_contact,
            representative_contact=case.representative_contact,
            sender=case.sender,
            is_withdrawn=case.status is CaseStatus.WITHDRAWN,
            file_numbers=case.file_numbers,
            received_at=case.received_at,
            poa_is_needed=case.poa_is_needed,
            unreadable_papers=case.unreadable_papers,
            reasons_are_open=case.reasons_are_open,
        )
        for case in cases
    )


def case_history(session: Session, case: str) -> tuple[AuditEntry, ...]:
    """Give what happened to a case, oldest first.

    Raises:
        UnknownRow: No case bears this Aktenzeichen.
    """
    case_id = session.scalar(select(CaseRow.id).where(CaseRow.aktenzeichen == case))
    if case_id is None:
        raise UnknownRow("no case bears this Aktenzeichen")
    return entries_of_case(session, case_id)


def _only(column: InstrumentedAttribute[uuid.UUID], case_id: uuid.UUID | None) -> tuple[ColumnElement[bool], ...]:
    return () if case_id is None else (column == case_id,)


def _persons_by_case(session: Session, only: uuid.UUID | None) -> defaultdict[uuid.UUID, list[Person]]:
    rows = session.scalars(
        select(CasePersonRow)
        .where(*_only(CasePersonRow.case_id, only))
        .order_by(CasePersonRow.case_id, CasePersonRow.position)
    )
    return _grouped(
        (
            row.case_id,
            Person(
                row.name,
                row.birth_date,
                row.nationality,
                row.aliases,
                row.is_minor,
                row.name_is_incomplete,
            ),
        )
        for row in rows
    )


def _grouped(pairs: Iterable[tuple[uuid.UUID, T]]) -> defaultdict[uuid.UUID, list[T]]:
    groups: defaultdict[uuid.UUID, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
