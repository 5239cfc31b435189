"""What the page of a case, the journal, the outbox and the audit show: reads only."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from classifiers.records import CaseState, FiledItem, FlagKind, Kind
from parsers.records import Channel
from storage.audit import AuditEntry
from storage.errors import UnknownRow
from storage.forwarding import former_keys
from storage.items import papers_of_case
from storage.outbox import OwedLetter, as_owed
from storage.queries import known_case
from storage.status import STRANDED, CaseStatus, MessageState, OutboxState
from storage.tables import (
    AuditRow,
    CaseFlagRow,
    CaseMergerRow,
    CasePersonRow,
    CaseRow,
    ItemRow,
    LetterRow,
    MessageRow,
)

_GOES_ON: Final = CaseRow.id.not_in(select(CaseMergerRow.case_id))


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that is known of a case.

    Attributes:
        case_id: Ours.
        state: The case after all its items.
        status: Where it stands.
        opened_at: When, UTC.
        items: With the ids of their messages, in order of receipt.
        letters: Of every state, also those of cases that went into it.
        history: Oldest first, also that of cases that went into it.
    """

    case_id: uuid.UUID
    state: CaseState
    status: CaseStatus
    opened_at: datetime
    items: tuple[tuple[uuid.UUID, FiledItem], ...]
    letters: tuple[LetterLine, ...]
    history: tuple[AuditEntry, ...]

    @property
    def stranded(self) -> tuple[LetterLine, ...]:
        """Letters that came back or were given up: a person must look."""
        return tuple(line for line in self.letters if line.owed.state in STRANDED)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter with what became of it.

    Attributes:
        owed: The letter.
        case_id: Of its case.
    """

    owed: OwedLetter
    case_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list of cases."""

    case_id: uuid.UUID
    aktenzeichen: str
    status: CaseStatus
    received_at: datetime | None
    persons: tuple[str, ...]
    authority: str | None
    open_flags: tuple[FlagKind, ...]
    stranded: int = 0  # letters that came back or were given up


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line of the Posteingangsbuch."""

    message_id: uuid.UUID
    number: int | None
    channel: Channel
    source_name: str
    received_at: datetime
    collected_at: datetime
    state: MessageState
    size_bytes: int
    kind: Kind | None
    aktenzeichen: str | None
    case_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Announced:
    """An item that announces a deportation."""

    message_id: uuid.UUID
    removal_date: date
    names: tuple[str, ...]
    aktenzeichen: str | None


def case_file(session: Session, case_id: uuid.UUID) -> CaseFile:
    """Give a case with its items, letters and history.

    Raises:
        UnknownRow: There is no such case.
    """
    row = session.get(CaseRow, case_id)
    if row is None:
        raise UnknownRow("there is no such case")
    state = known_case(session, row.aktenzeichen)
    with_former = _with_former(session, row)
    items = tuple(papers_of_case(session, row.aktenzeichen))
    history = session.scalars(select(AuditRow).where(AuditRow.case_id.in_(with_former)).order_by(AuditRow.id))
    return CaseFile(
        case_id,
        state,
        row.status,
        row.opened_at,
        items,
        _letter_lines(session, _letters().where(LetterRow.case_id.in_(with_former))),
        tuple(_entry(entry) for entry in history),
    )


def _with_former(session: Session, row: CaseRow) -> list[uuid.UUID]:
    """The case and those that went into it: what was written and done there belongs to it."""
    keys = (row.aktenzeichen, *former_keys(session).get(row.aktenzeichen, ()))
    return list(session.scalars(select(CaseRow.id).where(CaseRow.aktenzeichen.in_(keys))))


def case_lines(session: Session, page: int, length: int) -> tuple[tuple[CaseLine, ...], int]:
    """Give a page of all cases, the newest first, and how many there are; what was merged is in the other one."""
    total = session.scalar(select(func.count()).select_from(CaseRow).where(_GOES_ON)) or 0
    rows = session.scalars(
        select(CaseRow)
        .where(_GOES_ON)
        .order_by(CaseRow.year.desc(), CaseRow.number.desc())
        .limit(length)
        .offset((page - 1) * length)
    ).all()
    ids = [row.id for row in rows]
    names: dict[uuid.UUID, list[str]] = {case_id: [] for case_id in ids}
    for case_id, name in session.execute(
        select(CasePersonRow.case_id, CasePersonRow.name)
        .where(CasePersonRow.case_id.in_(ids))
        .order_by(CasePersonRow.position)
    ):
        names[case_id].append(name or "(Name unbekannt)")
    flags: dict[uuid.UUID, list[FlagKind]] = {case_id: [] for case_id in ids}
    for case_id, kind in session.execute(
        select(CaseFlagRow.case_id, CaseFlagRow.kind).where(CaseFlagRow.case_id.in_(ids)).order_by(CaseFlagRow.kind)
    ):
        flags[case_id].append(kind)
    stranded = _stranded(session, ids)
    lines = tuple(
        CaseLine(
            row.id,
            row.aktenzeichen,
            row.status,
            row.received_at,
            tuple(names[row.id]),
            row.authority,
            tuple(flags[row.id]),
            stranded.get(row.id, 0),
        )
        for row in rows
    )
    return lines, total


def _stranded(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    query = select(LetterRow.case_id, func.count()).where(LetterRow.case_id.in_(ids), LetterRow.state.in_(STRANDED))
    return {case_id: count for case_id, count in session.execute(query.group_by(LetterRow.case_id))}


def case_keys(session: Session) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give every Aktenzeichen that goes on with the names of its persons, the newest first: to choose a case from."""
    return tuple((key, names) for key, names, _ in case_choices(session))


def case_choices(session: Session) -> tuple[tuple[str, tuple[str, ...], int], ...]:
    """Give what `case_keys` gives, with the version of each case for whoever changes it."""
    names: dict[uuid.UUID, list[str]] = {}
    for case_id, name in session.execute(
        select(CasePersonRow.case_id, CasePersonRow.name).order_by(CasePersonRow.case_id, CasePersonRow.position)
    ):
        names.setdefault(case_id, []).append(name or "(Name unbekannt)")
    rows = session.execute(
        select(CaseRow.id, CaseRow.aktenzeichen, CaseRow.version)
        .where(_GOES_ON)
        .order_by(CaseRow.year.desc(), CaseRow.number.desc())
    )
    return tuple((key, tuple(names.get(case_id, ())), version) for case_id, key, version in rows)


def letter_lines(
    session: Session, *states: OutboxState, page: int = 1, length: int
) -> tuple[tuple[LetterLine, ...], int]:
    """Give a page of the letters of the outbox in these states, the oldest first, and how many there are."""
    lines = _letter_lines(
        session, _letters().where(LetterRow.state.in_(states)).limit(length).offset((page - 1) * length)
    )
    return lines, count_letters(session, *states)


def count_letters(session: Session, *states: OutboxState, unreleased: bool = False) -> int:
    """Count the letters in these states; where it is asked for, only those that nobody has released."""
    query = select(func.count(LetterRow.id)).where(LetterRow.state.in_(states))
    if unreleased:
        query = query.where(LetterRow.released_at.is_(None))
    return session.scalar(query) or 0


def letter_line(session: Session, letter_id: uuid.UUID) -> LetterLine:
    """Give a letter.

    Raises:
        UnknownRow: There is no such letter.
    """
    for line in _letter_lines(session, _letters().where(LetterRow.id == letter_id)):
        return line
    raise UnknownRow("there is no such letter")


def journal(session: Session, page: int, length: int) -> tuple[tuple[JournalLine, ...], int]:
    """Give a page of everything that came in, the newest first, and how much it is."""
    total = session.scalar(select(func.count()).select_from(MessageRow)) or 0
    rows = session.execute(
        select(MessageRow, ItemRow.kind, CaseRow.aktenzeichen, CaseRow.id)
        .outerjoin(ItemRow, ItemRow.message_id == MessageRow.id)
        .outerjoin(CaseRow, CaseRow.id == ItemRow.case_id)
        .order_by(MessageRow.received_at.desc(), MessageRow.source_name, MessageRow.id)
        .limit(length)
        .offset((page - 1) * length)
    )
    lines = tuple(
        JournalLine(
            row.id,
            row.entry_number,
            row.channel,
            row.source_name,
            row.received_at,
            row.collected_at,
            row.state,
            row.size_bytes,
            kind,
            aktenzeichen,
            case_id,
        )
        for row, kind, aktenzeichen, case_id in rows
    )
    return lines, total


def announced_removals(session: Session, today: date, days: int) -> tuple[Announced, ...]:
    """Give the deportations that are announced for the next days, the next one first; past ones of a week, too."""
    rows = session.execute(
        select(ItemRow.message_id, ItemRow.removal_date, ItemRow.persons, CaseRow.aktenzeichen)
        .outerjoin(CaseRow, CaseRow.id == ItemRow.case_id)
        .where(ItemRow.removal_date.between(today - timedelta(days=7), today + timedelta(days=days)))
        .order_by(ItemRow.removal_date)
    )
    return tuple(
        Announced(message_id, day, tuple(person.name or "" for person in persons), key)
        for message_id, day, persons, key in rows
        if day is not None
    )


def audit_page(session: Session, page: int, length: int) -> tuple[tuple[tuple[AuditEntry, str | None], ...], int]:
    """Give a page of the audit with Aktenzeichen, the newest first, and how long it is."""
    total = session.scalar(select(func.count()).select_from(AuditRow)) or 0
    rows = session.execute(
        select(AuditRow, CaseRow.aktenzeichen)
        .outerjoin(CaseRow, CaseRow.id == AuditRow.case_id)
        .order_by(AuditRow.id.desc())
        .limit(length)
        .offset((page - 1) * length)
    )
    return tuple((_entry(row), key) for row, key in rows), total


def received_by_day(session: Session, since: datetime) -> tuple[tuple[datetime, Channel], ...]:
    """Give when and how each message came in since an instant."""
    rows = session.execute(select(MessageRow.received_at, MessageRow.channel).where(MessageRow.received_at >= since))
    return tuple((at, channel) for at, channel in rows)


def kinds_of_items(session: Session) -> dict[Kind, int]:
    """Count the items of each kind."""
    return dict(session.execute(select(ItemRow.kind, func.count()).group_by(ItemRow.kind)).all())


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(row.at, row.who, row.what, row.before, row.after, row.why)


def _letters() -> Select[LetterRow, str]:
    return (
        select(LetterRow, CaseRow.aktenzeichen)
        .join(CaseRow, CaseRow.id == LetterRow.case_id)
        .order_by(LetterRow.queued_at, CaseRow.year, CaseRow.number, LetterRow.kind)
    )


def _letter_lines(session: Session, query: Select[LetterRow, str]) -> tuple[LetterLine, ...]:
    rows: Sequence[tuple[LetterRow, str]] = session.execute(query).all()
    return tuple(LetterLine(as_owed(row, key), row.case_id) for row, key in rows)
