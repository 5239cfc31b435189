"""Registers a message once, keeps what was read from it, parks it and offers it again."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from parsers.records import Channel, Document, Page, ParsedMessage, RawMessage
from storage.audit import MACHINE, write_down
from storage.database import lock_until_commit
from storage.errors import UnknownRow
from storage.status import MESSAGE_STEPS, MessageState, check_step
from storage.tables import DocumentRow, MessageRow, PageRow

_NUMBER_LOCK: Final = 4_823_003  # any number, as long as nobody else in this database uses it

# The id makes the order certain where two came in the same second under one name.
ORDER_OF_RECEIPT: Final = (MessageRow.received_at, MessageRow.source_name, MessageRow.id)


class Registration(NamedTuple):
    """What registering gave: the message's id, and whether it came for the first time."""

    message_id: uuid.UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """The row of a message.

    Attributes:
        message_id: Ours; the only thing that may be logged of it besides channel, sizes and states.
        channel: The way it came.
        source_name: As in the raw message.
        sha256: Where its bytes lie.
        size_bytes: How many they are.
        collected_at: When it was collected, UTC.
        received_at: Receipt time, UTC.
        state: How far it has come.
        parked_because: A constant word where it is parked, else None.
        attempts: How often it was put off.
        entry_number: Its number in the Posteingangsbuch, from 1, never given twice.
        is_partial: Only its headers were fetched, for it is over the limit of size.
        next_try_at: When it is tried again, UTC; None: at once.
    """

    message_id: uuid.UUID
    channel: Channel
    source_name: str
    sha256: str
    size_bytes: int
    collected_at: datetime
    received_at: datetime
    state: MessageState
    parked_because: str | None
    attempts: int
    entry_number: int | None = None
    is_partial: bool = False
    next_try_at: datetime | None = None


def register_message(
    session: Session,
    raw: RawMessage,
    source_ref: str,
    sha256: str,
    received_at: datetime,
    *,
    whole_size_bytes: int | None = None,
) -> Registration:
    """Enter a message whose bytes are stored; the second time it is found, not entered.

    Args:
        session: In a transaction.
        raw: The message.
        source_ref: What tells it from all others of its channel, for ever. A file's name alone does not
            (another file of the same name would be taken for it), name and hash do.
        sha256: Of its bytes, from `store_blob`.
        received_at: Receipt time as far as it is known before reading.
        whole_size_bytes: Of a message of which only the headers were fetched; None: all of it was.

    Returns:
        Its id, and whether it is new.
    """
    # The numbers follow one another without a gap, so one message is entered after the other.
    lock_until_commit(session, _NUMBER_LOCK)
    # A mail that turned out to be a fax bears that channel since.
    channels = {raw.channel, Channel.FAX} if raw.channel is Channel.EMAIL else {raw.channel}
    known = select(MessageRow.id).where(MessageRow.channel.in_(channels), MessageRow.source_ref == source_ref)
    message_id = session.scalar(known)
    if message_id is not None:
        return Registration(message_id, is_new=False)
    row = MessageRow(
        channel=raw.channel,
        source_name=raw.source_name,
        source_ref=source_ref,
        sha256=sha256,
        size_bytes=whole_size_bytes or len(raw.content),
        collected_at=raw.collected_at,
        received_at=received_at,
        state=MessageState.RECEIVED,
        is_partial=whole_size_bytes is not None,
        entry_number=(session.scalar(select(func.max(MessageRow.entry_number))) or 0) + 1,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Another process came between the look and the insert; the savepoint keeps our transaction whole.
        message_id = session.scalar(known)
        if message_id is None:
            raise
        return Registration(message_id, is_new=False)
    return Registration(row.id, is_new=True)


def stored_message(session: Session, message_id: uuid.UUID) -> StoredMessage:
    """Give the row of a message.

    Args:
        session: Any.
        message_id: From `register_message`.

    Raises:
        UnknownRow: There is none of that id.
    """
    return as_record(_row(session, message_id))


def save_parsed(session: Session, message_id: uuid.UUID, parsed: ParsedMessage) -> bool:
    """Keep what was read from a message: it is `read` then.

    Args:
        session: In a transaction.
        message_id: From `register_message`.
        parsed: What was read; its receipt time replaces the one of the registration.

    Returns:
        False where it was read already: nothing is changed then.

    Raises:
        StepNotAllowed: It is parked.
        UnknownRow: There is none of that id.
        ValueError: The record is about another message.
    """
    row = _row(session, message_id, lock=True)
    is_fax_by_mail = parsed.fax is not None and row.channel is Channel.EMAIL
    if parsed.source_name != row.source_name or (parsed.channel is not row.channel and not is_fax_by_mail):
        raise ValueError("the record is about another message")
    if row.state in {MessageState.READ, MessageState.FILED}:
        return False
    check_step(MESSAGE_STEPS, row.state, MessageState.READ)
    row.state = MessageState.READ
    row.received_at = parsed.received_at
    row.channel = parsed.channel
    row.mail, row.fax = parsed.mail, parsed.fax
    _forget_documents(session, message_id)
    _insert_documents(session, message_id, parsed.documents)
    return True


def _forget_documents(session: Session, message_id: uuid.UUID) -> None:
    # A message that was parked after it was read and is offered again has some.
    session.execute(delete(PageRow).where(PageRow.message_id == message_id))
    session.execute(delete(DocumentRow).where(DocumentRow.message_id == message_id))


def _insert_documents(session: Session, message_id: uuid.UUID, documents: tuple[Document, ...]) -> None:
    session.execute(
        insert(DocumentRow),
        [
            {
                "message_id": message_id,
                "position": document.index,
                "name": document.name,
                "media_type": document.media_type,
                "problem": document.problem,
                "is_body": document.is_body,
                "parent": document.parent,
            }
            for document in documents
        ],
    )
    pages = [
        {
            "message_id": message_id,
            "document_position": document.index,
            "number": page.number,
            "text": page.text,
            "source": page.source,
            "quality": page.quality,
            "problem": page.problem,
            "words": page.words,
            "marks": page.marks,
        }
        for document in documents
        for page in document.pages
    ]
    if pages:
        session.execute(insert(PageRow), pages)


def load_parsed(session: Session, message_id: uuid.UUID) -> ParsedMessage:
    """Give what was read from a message, exactly as it was saved.

    Args:
        session: Any.
        message_id: Of a message that was read.

    Raises:
        UnknownRow: There is none of that id, or nothing was read from it.
    """
    row = _row(session, message_id)
    pages: defaultdict[int, list[Page]] = defaultdict(list)
    for page in session.scalars(
        select(PageRow).where(PageRow.message_id == message_id).order_by(PageRow.document_position, PageRow.number)
    ):
        pages[page.document_position].append(
            Page(page.number, page.text, page.words, page.source, page.quality, page.marks, page.problem)
        )
    documents = tuple(
        Document(
            index=document.position,
            name=document.name,
            media_type=document.media_type,
            pages=tuple(pages[document.position]),
            problem=document.problem,
            is_body=document.is_body,
            parent=document.parent,
        )
        for document in session.scalars(
            select(DocumentRow).where(DocumentRow.message_id == message_id).order_by(DocumentRow.position)
        )
    )
    if not documents:
        raise UnknownRow("nothing was read from this message yet")
    return ParsedMessage(row.channel, row.source_name, row.received_at, documents, row.mail, row.fax)


def park(session: Session, message_id: uuid.UUID, code: str, who: str = MACHINE) -> None:
    """Set a message aside for a person; where it is parked already, nothing is changed.

    Args:
        session: In a transaction.
        message_id: From `register_message`.
        code: Why, as a constant word ("unreadable_message").
        who: Who did it.

    Raises:
        StepNotAllowed: It is filed.
        UnknownRow: There is none of that id.
    """
    row = _row(session, message_id, lock=True)
    if row.state is MessageState.PARKED:
        return
    check_step(MESSAGE_STEPS, row.state, MessageState.PARKED)
    write_down(session, "message_parked", row.state, MessageState.PARKED, why=code, who=who, message_id=message_id)
    row.state = MessageState.PARKED
    row.parked_because = str(code)
    row.next_try_at = None


def offer_again(session: Session, message_id: uuid.UUID, who: str = MACHINE) -> None:
    """Take a parked message up again from its bytes.

    Args:
        session: In a transaction.
        message_id: Of a parked message.
        who: Who did it.

    Raises:
        StepNotAllowed: It is read or filed.
        UnknownRow: There is none of that id.
    """
    row = _row(session, message_id, lock=True)
    if row.state is MessageState.RECEIVED:
        return
    check_step(MESSAGE_STEPS, row.state, MessageState.RECEIVED)
    write_down(session, "message_offered_again", row.state, MessageState.RECEIVED, who=who, message_id=row.id)
    row.state = MessageState.RECEIVED
    row.parked_because = None
    row.attempts = 0
    row.next_try_at = None


def postpone(session: Session, message_id: uuid.UUID, next_try_at: datetime) -> int:
    """Put a message off because a service is away; its state stays.

    Args:
        session: In a transaction.
        message_id: From `register_message`.
        next_try_at: When to try again.

    Returns:
        How often it was put off, this time included.

    Raises:
        UnknownRow: There is none of that id.
    """
    row = _row(session, message_id, lock=True)
    row.attempts += 1
    row.next_try_at = next_try_at
    return row.attempts


def ids_to_read(session: Session, now: datetime | None = None) -> tuple[uuid.UUID, ...]:
    """Give the messages that wait to be read, in order of receipt.

    Args:
        session: Any.
        now: Leaves out what is put off until later; None: all.
    """
    return _ids(session, MessageState.RECEIVED, now)


def ids_to_file(session: Session, now: datetime | None = None) -> tuple[uuid.UUID, ...]:
    """Give the messages that wait to be filed, in order of receipt.

    Args:
        session: Any.
        now: Leaves out what is put off until later; None: all.
    """
    return _ids(session, MessageState.READ, now)


def _ids(session: Session, state: MessageState, now: datetime | None) -> tuple[uuid.UUID, ...]:
    query = select(MessageRow.id).where(MessageRow.state == state).order_by(*ORDER_OF_RECEIPT)
    if now is not None:
        query = query.where(or_(MessageRow.next_try_at.is_(None), MessageRow.next_try_at <= now))
    return tuple(session.scalars(query))


def as_record(row: MessageRow) -> StoredMessage:
    """Give the record of a message's row."""
    return StoredMessage(
        message_id=row.id,
        channel=row.channel,
        source_name=row.source_name,
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        collected_at=row.collected_at,
        received_at=row.received_at,
        state=row.state,
        parked_because=row.parked_because,
        attempts=row.attempts,
        entry_number=row.entry_number,
        is_partial=row.is_partial,
        next_try_at=row.next_try_at,
    )


def _row(session: Session, message_id: uuid.UUID, *, lock: bool = False) -> MessageRow:
    row = session.get(MessageRow, message_id, with_for_update=lock, populate_existing=lock)
    if row is None:
        raise UnknownRow("no message has this id")
    return row
