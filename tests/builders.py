"""Short ways to make records for the tests: pages, messages, readings, decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from classifiers.passages import Reading, passages_of_message
from classifiers.records import (
    Contact,
    Decision,
    FiledItem,
    Kind,
    Paper,
    PaperType,
    Person,
    Representative,
    Role,
)
from parsers.records import Channel, Document, MailHeader, Mark, Page, ParsedMessage, TextSource

RECEIVED = datetime(2026, 3, 11, 8, 12, tzinfo=UTC)


def make_page(
    text: str, number: int = 1, *, ink_after: str | None = None, source: TextSource = TextSource.LAYER
) -> Page:
    """A page; with `ink_after`, handwriting stands behind these words."""
    marks = (Mark(text.index(ink_after) + len(ink_after)),) if ink_after else ()
    return Page(number, text, source=source, marks=marks)


def make_mail(body: str, *attachments: tuple[str, str | Page], **header: object) -> ParsedMessage:
    """An e-mail with a body and one-page attachments (name, text)."""
    documents = [Document(0, "body", "text/plain", (make_page(body, source=TextSource.BODY),), is_body=True)]
    for index, (name, content) in enumerate(attachments, 1):
        page = content if isinstance(content, Page) else make_page(content)
        documents.append(Document(index, name, "application/pdf", (page,)))
    fields = {"from_name": "", "from_address": "someone@post.example", "subject": ""} | header
    return ParsedMessage(Channel.EMAIL, "mail.eml", RECEIVED, tuple(documents), MailHeader(**fields))  # type: ignore[arg-type]


def make_scan(*pages: str | Page, channel: Channel = Channel.POST) -> ParsedMessage:
    """A fax or a scanned batch of pages."""
    numbered = tuple(
        replace(page, number=n) if isinstance(page, Page) else make_page(page, n, source=TextSource.OCR)
        for n, page in enumerate(pages, 1)
    )
    document = Document(0, "scan.pdf", "application/pdf", numbered)
    return ParsedMessage(channel, "scan.pdf", RECEIVED, (document,))


def make_reading(message: ParsedMessage, *papers: Paper, letter: Paper | None = None) -> Reading:
    """A reading with the papers told instead of found."""
    return Reading(message, passages_of_message(message), papers, letter)


def make_paper(kind: PaperType, document: int = 1, page: int = 1, source: str = "Anlage.pdf") -> Paper:
    """A paper of one page."""
    return Paper(kind, document, page, page, source)


def make_person(name: str, birth_date: str | None = None, **fields: object) -> Person:
    """A person with the birth date as ISO text."""
    born = datetime.fromisoformat(birth_date).date() if birth_date else None
    return Person(name, born, **fields)  # type: ignore[arg-type]


def make_decision(kind: Kind = Kind.APPLICATION, item: str = "mail.eml", day: int = 1, **fields: object) -> Decision:
    """A decision about an item received on a day of March 2026."""
    received = datetime(2026, 3, day, 9, 0, tzinfo=UTC)
    return Decision(item=item, channel=Channel.EMAIL, received_at=received, kind=kind, **fields)  # type: ignore[arg-type]


def filed(decision: Decision, case: str | None = "HFK-2026-0001", duplicate_of: str | None = None) -> FiledItem:
    """A decision filed in a case."""
    return FiledItem(decision, case, duplicate_of)


def make_lawyer(name: str = "Ina Kessler") -> Representative:
    """A lawyer who represents."""
    return Representative(name, Role.LAWYER)


def make_contact(name: str = "", email: str | None = None, *lines: str) -> Contact:
    """How somebody is reached."""
    return Contact(name, lines, email)
