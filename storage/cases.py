"""Files an item: opens its case or adds to it, brings the case up to date and settles its letters.

All of it happens in one transaction. Linking an item looks at everything that is filed, so two processes
must not link and file at the same time: `begin_filing` lets one pass at a time, and `file_item` refuses what
was decided on an older state.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from classifiers.records import CaseState, FiledItem, FlagKind, Person
from letters.case_life import CLOSED, Stage
from letters.records import Letter
from storage.audit import MACHINE, write_down
from storage.database import lock_until_commit
from storage.errors import NumberTaken, UnknownRow
from storage.following import follow_case
from storage.items import insert_item
from storage.outbox import settle_letters
from storage.status import CASE_STEPS, MESSAGE_STEPS, CaseStatus, MessageState, check_step
from storage.tables import CaseFlagRow, CasePersonRow, CaseRow, MessageRow

OFFICE_TIME_ZONE: Final = ZoneInfo("Europe/Berlin")
"""Whose New Year's Day parts the years of the Aktenzeichen."""

FILING_LOCK: Final = 4_823_002  # any number, as long as nobody else in this database uses it


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A number for a case that is to be opened.

    Attributes:
        key: The Aktenzeichen.
        year: Of receipt.
        number: From 1 in each year, without gaps.
    """

    key: str
    year: int
    number: int


def begin_filing(session: Session, message_id: uuid.UUID) -> bool:
    """Wait until nobody else is filing, and keep others waiting until the end of the transaction.

    Args:
        session: In a transaction that has read nothing yet of what was filed.
        message_id: Of the message that is to be filed.

    Returns:
        Whether it waits to be filed; False where it is filed or parked.

    Raises:
        UnknownRow: No message has this id.
    """
    lock_filing(session)
    return _message(session, message_id).state is MessageState.READ


def lock_filing(session: Session) -> None:
    """Let nobody else file, merge or split until the end of the transaction."""
    lock_until_commit(session, FILING_LOCK)


def next_case_number(session: Session, received_at: datetime, pattern: str) -> CaseNumber:
    """Give the number that the next case of a year would bear; nothing is written.

    Args:
        session: After `begin_filing`.
        received_at: Receipt time of the item that opens the case (aware).
        pattern: `StorageSettings.aktenzeichen_pattern`.
    """
    year = received_at.astimezone(OFFICE_TIME_ZONE).year
    number = _last_number(session, year) + 1
    return CaseNumber(pattern.format(year=year, number=number), year, number)


def file_item(
    session: Session,
    message_id: uuid.UUID,
    filed: FiledItem,
    state: CaseState | None,
    letters: tuple[Letter, ...] = (),
    opens: CaseNumber | None = None,
) -> bool:
    """File an item with all that follows from it; the second time, nothing is changed.

    Args:
        session: In a transaction, after `begin_filing`.
        message_id: Of its message, which was read.
        filed: The item and where it belongs.
        state: Its case after it; None where it belongs to none.
        letters: All that the case owes now, at most one of a kind.
        opens: From `next_case_number` where it opens its case; else None.

    Returns:
        False where it was filed before.

    Raises:
        NumberTaken: Somebody filed between; begin anew.
        StepNotAllowed: The message is not read, or parked.
        UnknownRow: No message has this id.
        ValueError: Records that do not belong together, or a case or an item that is not there.
    """
    lock_until_commit(session, FILING_LOCK)
    message = _message(session, message_id)
    if message.state is MessageState.FILED:
        return False
    _check_that_records_fit(message, filed, state, opens)
    check_step(MESSAGE_STEPS, message.state, MessageState.FILED)
    message.state = MessageState.FILED
    message.next_try_at = None
    case = None
    if opens is not None:
        case = open_case(session, opens, message_id)
    elif filed.case is not None:
        case = _case(session, filed.case)
        if case is None:
            # Under the lock nobody can have taken it away: no conflict, but a mistake that a person must see.
            raise ValueError("the item is said to belong to a case that is not there")
    insert_item(session, message_id, filed, case.id if case else None)
    write_down(
        session,
        "item_filed",
        None,
        filed.decision.kind,
        why="repeats an earlier item" if filed.duplicate_of is not None else "",
        message_id=message_id,
        case_id=case.id if case else None,
    )
    if state is not None:
        bring_up_to_date(session, state, letters, message_id)
    return True


def bring_up_to_date(
    session: Session,
    state: CaseState,
    letters: tuple[Letter, ...],
    message_id: uuid.UUID | None = None,
    who: str = MACHINE,
) -> None:
    """Make a case and its letters what follows from all its items; every change is written down.

    Args:
        session: In a transaction.
        state: The case as it is now.
        letters: All that it owes now, at most one of a kind.
        message_id: The message by which it came about, if any.
        who: Who caused it.

    Raises:
        UnknownRow: No case bears this Aktenzeichen.
        ValueError: Two letters of one kind.
    """
    case = _case(session, state.case)
    if case is None:
        raise UnknownRow("no case bears this Aktenzeichen")
    status = CaseStatus.WITHDRAWN if state.is_withdrawn else CaseStatus.OPEN
    check_step(CASE_STEPS, case.status, status)
    old_flags = frozenset(session.scalars(select(CaseFlagRow.kind).where(CaseFlagRow.case_id == case.id)))
    changes = (
        ("case_status", case.status, status),
        ("case_authority", case.authority, state.authority),
        (
            "case_representative",
            case.representative.role if case.representative else None,
            state.representative.role if state.representative else None,
        ),
        ("case_flags", _listed(old_flags), _listed(state.open_flags)),
    )
    for what, before, after in changes:
        if before != after:
            write_down(session, what, before, after, who=who, message_id=message_id, case_id=case.id)
    case.status = status
    case.received_at = state.received_at
    case.representative = state.representative
    case.authority = state.authority
    case.applicant_contact = state.applicant_contact
    case.representative_contact = state.representative_contact
    case.sender = state.sender
    case.file_numbers = state.file_numbers
    case.poa_is_needed = state.poa_is_needed
    case.unreadable_papers = state.unreadable_papers
    case.reasons_are_open = state.reasons_are_open
    _replace_persons(session, case.id, state.persons)
    _replace_flags(session, case.id, state.open_flags)
    # Whoever looks at the case now sees another one than before.
    case.version += 1
    # What the applicants were told is over owes no letters of intake any more; a person reopens it where need be.
    if case.stage not in CLOSED:
        settle_letters(session, case.id, letters, message_id=message_id, who=who)
    follow_case(session, case.id, state, who)


def _check_that_records_fit(
    message: MessageRow, filed: FiledItem, state: CaseState | None, opens: CaseNumber | None
) -> None:
    decision = filed.decision
    # In UTC, for Python holds no two times of different zones for equal in the hour that autumn repeats.
    received_at = decision.received_at.astimezone(UTC)
    if (decision.item, decision.channel, received_at) != (
        message.source_name,
        message.channel,
        message.received_at,
    ):
        raise ValueError("the decision is about another message")
    if filed.case != (state.case if state else None):
        raise ValueError("the state is that of another case")
    if opens is not None and opens.key != filed.case:
        raise ValueError("the number is that of another case")


def open_case(session: Session, number: CaseNumber, message_id: uuid.UUID | None, who: str = MACHINE) -> CaseRow:
    """Open a case under a number; it holds nothing yet.

    Args:
        session: In a transaction that holds the filing lock.
        number: From `next_case_number`.
        message_id: The message by which it came about, if any.
        who: Who caused it.

    Raises:
        NumberTaken: Somebody opened a case between.
    """
    if number.number != _last_number(session, number.year) + 1:
        raise NumberTaken("the Aktenzeichen was given to another case meanwhile")
    case = CaseRow(
        aktenzeichen=number.key,
        year=number.year,
        number=number.number,
        status=CaseStatus.OPEN,
        file_numbers=(),
        poa_is_needed=False,
        unreadable_papers=(),
        reasons_are_open=False,
        stage=Stage.RECEIVED,
        version=0,
    )
    session.add(case)
    # Its id is made at the flush, and the rows below refer to it.
    session.flush()
    write_down(session, "case_opened", None, CaseStatus.OPEN, who=who, message_id=message_id, case_id=case.id)
    return case


def _last_number(session: Session, year: int) -> int:
    return session.scalar(select(func.max(CaseRow.number)).where(CaseRow.year == year)) or 0


def _replace_persons(session: Session, case_id: uuid.UUID, persons: tuple[Person, ...]) -> None:
    session.execute(delete(CasePersonRow).where(CasePersonRow.case_id == case_id))
    rows = [
        {
            "case_id": case_id,
            "position": place,
            "name": person.name,
            "birth_date": person.birth_date,
            "nationality": person.nationality,
            "aliases": person.aliases,
            "is_minor": person.is_minor,
            "name_is_incomplete": person.name_is_incomplete,
        }
        for place, person in enumerate(persons)
    ]
    if rows:
        session.execute(insert(CasePersonRow), rows)


def _replace_flags(session: Session, case_id: uuid.UUID, flags: frozenset[FlagKind]) -> None:
    session.execute(delete(CaseFlagRow).where(CaseFlagRow.case_id == case_id))
    if flags:
        session.execute(insert(CaseFlagRow), [{"case_id": case_id, "kind": kind} for kind in sorted(flags)])


def _listed(flags: frozenset[FlagKind]) -> str:
    return " ".join(sorted(flags))


def _message(session: Session, message_id: uuid.UUID) -> MessageRow:
    message = session.get(MessageRow, message_id, with_for_update=True, populate_existing=True)
    if message is None:
        raise UnknownRow("no message has this id")
    return message


def _case(session: Session, aktenzeichen: str) -> CaseRow | None:
    return session.scalar(select(CaseRow).where(CaseRow.aktenzeichen == aktenzeichen).with_for_update())
