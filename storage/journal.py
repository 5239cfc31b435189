"""The Posteingangsbuch and who works on what: leases, second tries, places in mailboxes, clocks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from classifiers.records import Kind
from parsers.records import Channel
from storage.messages import offer_again, postpone
from storage.status import MessageState
from storage.tables import CaseRow, ClockRow, ItemRow, MailboxRow, MessageRow

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""How long a message waits after each try in vain; the last one counts for all later ones."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A line of the Posteingangsbuch: what came in, and what became of it.

    Attributes:
        message_id: Ours.
        number: From 1, in the order of collection, never given twice.
        received_at: Receipt time, UTC.
        collected_at: When it was collected, UTC.
        channel: The way it came.
        source_name: File name, or "mailbox/UIDVALIDITY/UID".
        sha256: Of its bytes.
        size_bytes: How many there are at the source.
        state: How far it has come.
        parked_because: A constant word where it is parked.
        kind: What it is; None before it is filed.
        case: Aktenzeichen; None where it belongs to no case.
    """

    message_id: uuid.UUID
    number: int
    received_at: datetime
    collected_at: datetime
    channel: Channel
    source_name: str
    sha256: str
    size_bytes: int
    state: MessageState
    parked_because: str | None
    kind: Kind | None
    case: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message lies in a mailbox."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


def journal_entries(
    session: Session, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[JournalEntry, ...]:
    """Give the Posteingangsbuch by number.

    Args:
        session: Any.
        since: Leaves out what was collected before (aware).
        until: Leaves out what was collected then or later (aware).
    """
    query = (
        select(MessageRow, ItemRow.kind, CaseRow.aktenzeichen)
        .outerjoin(ItemRow, ItemRow.message_id == MessageRow.id)
        .outerjoin(CaseRow, CaseRow.id == ItemRow.case_id)
        .order_by(MessageRow.entry_number)
    )
    if since is not None:
        query = query.where(MessageRow.collected_at >= since)
    if until is not None:
        query = query.where(MessageRow.collected_at < until)
    return tuple(
        JournalEntry(
            message_id=row.id,
            number=row.entry_number or 0,
            received_at=row.received_at,
            collected_at=row.collected_at,
            channel=row.channel,
            source_name=row.source_name,
            sha256=row.sha256,
            size_bytes=row.size_bytes,
            state=row.state,
            parked_because=row.parked_because,
            kind=kind,
            case=case,
        )
        for row, kind, case in session.execute(query)
    )


def retry_message(session: Session, message_id: uuid.UUID, by: str) -> None:
    """Take a parked message up again, or one that waits for its next try at once.

    Args:
        session: In a transaction.
        message_id: Of the journal.
        by: Who wants it.

    Raises:
        StepNotAllowed: It is filed.
        UnknownRow: No message has this id.
    """
    row = session.get(MessageRow, message_id, with_for_update=True, populate_existing=True)
    if row is not None and row.state in {MessageState.RECEIVED, MessageState.READ}:
        row.next_try_at, row.attempts = None, 0
        return
    offer_again(session, message_id, by)


def lease_message(session: Session, message_id: uuid.UUID, worker: str, now: datetime, lasts: timedelta) -> bool:
    """Give a message to one worker alone, until the lease ends.

    Args:
        session: In a transaction.
        message_id: Of the journal.
        worker: Who takes it; says nothing of a person.
        now: The time (aware).
        lasts: A worker that died gives it back after so long.

    Returns:
        False where another worker has it.
    """
    query = select(MessageRow).where(MessageRow.id == message_id, _is_free(worker, now))
    row = session.scalar(query.with_for_update())
    if row is None:
        return False
    row.leased_by, row.leased_until = worker, now + lasts
    return True


def give_back(session: Session, message_id: uuid.UUID) -> None:
    """End the lease of a message."""
    row = session.get(MessageRow, message_id, with_for_update=True, populate_existing=True)
    if row is not None:
        row.leased_by = row.leased_until = None


def put_off(session: Session, message_id: uuid.UUID, now: datetime) -> datetime:
    """Let a message wait because a service is away: longer after each try in vain.

    Args:
        session: In a transaction.
        message_id: Of the journal.
        now: The time (aware).

    Returns:
        When it is tried again.

    Raises:
        UnknownRow: No message has this id.
    """
    attempts = postpone(session, message_id, now)
    next_try_at = now + PAUSES[min(attempts, len(PAUSES)) - 1]
    row = session.get_one(MessageRow, message_id)
    row.next_try_at = next_try_at
    row.leased_by = row.leased_until = None
    return next_try_at


def _is_free(worker: str, now: datetime) -> ColumnElement[bool]:
    return or_(MessageRow.leased_until.is_(None), MessageRow.leased_until <= now, MessageRow.leased_by == worker)


def known_uids(session: Session, account: str, folder: str, uidvalidity: int) -> frozenset[int]:
    """Give the UIDs of a folder whose messages are in the journal."""
    query = select(MailboxRow.uid).where(
        MailboxRow.account == account, MailboxRow.folder == folder, MailboxRow.uidvalidity == uidvalidity
    )
    return frozenset(session.scalars(query))


def uids_to_move(session: Session, account: str, folder: str, uidvalidity: int) -> tuple[int, ...]:
    """Give the UIDs whose messages are in the journal and still lie in the folder, as far as is known."""
    query = select(MailboxRow.uid).where(
        MailboxRow.account == account,
        MailboxRow.folder == folder,
        MailboxRow.uidvalidity == uidvalidity,
        MailboxRow.is_moved.is_(False),
    )
    return tuple(sorted(session.scalars(query)))


def remember_place(session: Session, place: Place, message_id: uuid.UUID) -> None:
    """Write down where a message lies; the second time, nothing is changed."""
    key = (place.account, place.folder, place.uidvalidity, place.uid)
    if session.get(MailboxRow, key) is None:
        session.add(
            MailboxRow(
                account=place.account,
                folder=place.folder,
                uidvalidity=place.uidvalidity,
                uid=place.uid,
                message_id=message_id,
            )
        )
        # Another poller may be about to write the same row: the conflict shows here, not at the commit.
        session.flush()


def mark_moved(session: Session, places: tuple[Place, ...]) -> None:
    """Write down that messages were moved out of the folder, or are gone from it."""
    for place in places:
        row = session.get(MailboxRow, (place.account, place.folder, place.uidvalidity, place.uid))
        if row is not None:
            row.is_moved = True


def set_clock(session: Session, name: str, at: datetime) -> None:
    """Write down when something was last done with success; several may do so at the same moment."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(ClockRow).values(name=name, at=at)
    session.execute(row.on_conflict_do_update(index_elements=[ClockRow.name], set_={"at": row.excluded.at}))


def clocks(session: Session) -> dict[str, datetime]:
    """Give when each thing was last done with success, UTC."""
    return {row.name: row.at for row in session.scalars(select(ClockRow).order_by(ClockRow.name))}
