"""A notice of non-delivery finds the letter that came back, by our own Message-ID in it."""

from __future__ import annotations

import re
import uuid
from typing import Final

from sqlalchemy.orm import Session

from classifiers.records import Kind
from parsers.records import ParsedMessage
from storage.delivery import letters_of_mail, mark_returned
from storage.outbox import OwedLetter

UNDELIVERABLE: Final = "undeliverable"
# As `flows.deliver` makes them: the id of the letter, and how often it had come back before.
_OUR_ID: Final = re.compile(r"\b[0-9a-f]{32}(?:\.\d+)?@[\w.-]+\w")


def returned_letters(session: Session, parsed: ParsedMessage, kind: Kind) -> tuple[OwedLetter, ...]:
    """Give the letters of which a notice says that they did not arrive.

    Args:
        session: Any.
        parsed: The notice.
        kind: What it was taken for; only a bounce is one.

    Returns:
        None of them where the notice only tells of a delay, or names no letter of ours.
    """
    header = parsed.mail
    if kind is not Kind.BOUNCE or header is None:
        return ()
    is_report = "delivery-status" in header.content_type.casefold()
    if is_report and not header.failed_recipients:
        return ()
    ids = header.original_message_ids
    if not ids:
        # Without a part for machines the id stands among the headers or in the text that is returned.
        text = "\n".join(page.text for document in parsed.documents for page in document.pages)
        ids = (*header.in_reply_to, *header.references, *_OUR_ID.findall(text))
    return letters_of_mail(session, ids) if ids else ()


def note_returned(session: Session, letters: tuple[OwedLetter, ...], message_id: uuid.UUID) -> int:
    """Write down that letters did not arrive: they wait for a person, and are shown with their case.

    Args:
        session: In the transaction that files the notice.
        letters: From `returned_letters`.
        message_id: The notice.

    Returns:
        How many came back now.
    """
    return sum(mark_returned(session, owed.letter_id, UNDELIVERABLE, message_id) for owed in letters)
