"""How far people are with an item: its version, who works on it, whether they are through with it."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from storage.audit import write_down
from storage.errors import StaleReview, UnknownRow
from storage.status import Act
from storage.tables import CorrectionRow, MessageRow, ReviewRow


def review_of(session: Session, message_id: uuid.UUID, *, lock: bool = False) -> ReviewRow:
    """Give the row of a review; made where there is none.

    Args:
        session: In a transaction.
        message_id: Of the item.
        lock: Keep others from changing it until the end.

    Raises:
        UnknownRow: No message has this id.
    """
    row = session.get(ReviewRow, message_id, with_for_update=lock, populate_existing=lock)
    if row is None:
        if session.get(MessageRow, message_id) is None:
            raise UnknownRow("no message has this id")
        row = ReviewRow(message_id=message_id, version=0)
        session.add(row)
        # Two at once: the second one hits the key here and is told of the conflict.
        session.flush()
    return row


def next_version(session: Session, message_id: uuid.UUID, version: int) -> ReviewRow:
    """Begin a change of an item that was shown in a version.

    Args:
        session: In a transaction.
        message_id: Of the item.
        version: That the person saw.

    Raises:
        StaleReview: Somebody changed it since.
        UnknownRow: No message has this id.
    """
    row = review_of(session, message_id, lock=True)
    if row.version != version:
        raise StaleReview("somebody else changed the item since it was shown")
    row.version += 1
    return row


def note(
    session: Session,
    message_id: uuid.UUID,
    act: Act,
    who: str,
    *,
    field: str = "",
    before: str = "",
    after: str = "",
    place: tuple[int, int] | None = None,
    case_id: uuid.UUID | None = None,
) -> None:
    """Keep what a person did, as an example and, without its content, in the audit.

    Args:
        session: In the transaction of the change.
        message_id: Of the item.
        act: What was done.
        who: Name of the account.
        field: Of the item.
        before: JSON of the value before, or empty.
        after: JSON of the value afterwards, or the text of a note.
        place: Document and page.
        case_id: Of its case.
    """
    document, page = place or (None, None)
    session.add(
        CorrectionRow(
            message_id=message_id,
            who=who,
            act=act,
            field=field,
            before=before,
            after=after,
            document=document,
            page=page,
        )
    )
    write_down(session, f"item_{act}", None, field or None, who=who, message_id=message_id, case_id=case_id)


def settle(session: Session, message_id: uuid.UUID, version: int, who: str, now: datetime, *, done: bool) -> None:
    """Say that a person is through with an item, or is not after all.

    Args:
        session: In a transaction.
        message_id: Of the item.
        version: That the person saw.
        who: Name of the account.
        now: The clock.
        done: Through with it; False takes it back into the queue.

    Raises:
        StaleReview: Somebody changed it since.
    """
    row = next_version(session, message_id, version)
    row.settled_at = now if done else None
    row.claimed_by = row.claimed_until = None
    note(session, message_id, Act.SETTLED if done else Act.REOPENED, who)
