"""Keeps with each letter the text by which it was set: templates change, letters that left do not."""

from __future__ import annotations

import hashlib
import uuid

from sqlalchemy.orm import Session

from letters.texts import Template
from storage.status import LEAVING
from storage.tables import LetterRow, LetterTextRow


def version_of(template: Template) -> str:
    """Name a text by its content: 16 hexadecimal digits, the same for the same text everywhere."""
    content = "\0".join((template.subject, template.body, template.enclosure or ""))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def keep_text(session: Session, letter_id: uuid.UUID, template: Template) -> str:
    """Keep the text of a letter; one that has left, or may have left, keeps the text that it left with.

    Args:
        session: In a transaction.
        letter_id: Of a letter of the outbox.
        template: The text by which it is set now.

    Returns:
        The version that is kept.
    """
    row = session.get(LetterTextRow, letter_id)
    letter = session.get_one(LetterRow, letter_id)
    if row is not None and (letter.state in LEAVING or row.version == version_of(template)):
        return row.version
    if row is None:
        row = LetterTextRow(letter_id=letter_id)
        session.add(row)
    row.version = version_of(template)
    row.subject, row.body, row.enclosure = template.subject, template.body, template.enclosure
    return row.version


def kept_text(session: Session, letter_id: uuid.UUID) -> Template | None:
    """Give the text that was kept with a letter; None where it was never set."""
    row = session.get(LetterTextRow, letter_id)
    return Template(row.subject, row.body, row.enclosure) if row else None
