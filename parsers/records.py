"""What arrives and what is read from it: messages, documents, pages, words and marks of ink."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """The way a message came in."""

    EMAIL = "email"
    FAX = "fax"
    POST = "post"


class Problem(StrEnum):
    """Why a document or a page could not be read, or not wholly."""

    EMPTY = "empty"  # no bytes
    DAMAGED = "damaged"  # truncated or broken
    ENCRYPTED = "encrypted"  # a password or a key is missing
    UNSUPPORTED = "unsupported"  # a kind of file that is not read
    TOO_LARGE = "too_large"  # over a limit of size, pages or members
    TOO_SLOW = "too_slow"  # the time allowed ran out
    ILLEGIBLE = "illegible"  # a picture that OCR cannot read: handwriting, poor fax


class TextSource(StrEnum):
    """Where the text of a page comes from."""

    BODY = "body"  # the text of an e-mail
    LAYER = "layer"  # text that the file itself holds
    OCR = "ocr"  # read from a picture
    NONE = "none"  # nothing was read: blank page or a problem


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: fractions 0–1 of the page's width and height, from its top left."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        """Refuse a rectangle that is no part of a page."""
        if not (0 <= self.left <= self.right <= 1 and 0 <= self.top <= self.bottom <= 1):
            raise ValueError("a box lies within its page")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page.

    Attributes:
        start: First character in `Page.text`.
        end: One past its last character.
        box: Where it stands, or None where the format has no places.
        confidence: 0–1 from OCR; None for text that the file itself holds.
    """

    start: int
    end: int
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Ink that is no printed text: a signature, a scribble, a stamp, a picture in an office file.

    Attributes:
        offset: Where in `Page.text` it stands: the text before it lies above or left of it on the page.
        box: Where it stands, or None where the format has no places.
        likeness: How much it looks like handwriting rather than a stamp, logo or photo, 0–1.
        code: What it says where it is a bar code, QR code or patch code ("PATCH-" and its bars); else "".
    """

    offset: int
    box: Box | None = None
    likeness: float = 1.0
    code: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    r"""One page of a document, or the whole of a format that has no pages.

    Attributes:
        number: Counted from 1.
        text: NFC, lines parted by "\n", no NUL.
        words: In the order of the text; empty where the format has no places.
        source: Where the text comes from.
        quality: 0–1, mean confidence of its words; None where OCR had no part in it.
        marks: Ink that is no printed text.
        problem: Why it could not be read, or None.
    """

    number: int
    text: str
    words: tuple[Word, ...] = ()
    source: TextSource = TextSource.LAYER
    quality: float | None = None
    marks: tuple[Mark, ...] = ()
    problem: Problem | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """What the bar codes on it say."""
        return tuple(mark.code for mark in self.marks if mark.code)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it although it could be read."""
        return not self.text.strip() and self.problem is None


@dataclass(frozen=True, slots=True)
class Document:
    """One file or text of a message.

    Attributes:
        index: 0 for the body of an e-mail or the single file of fax and post; attachments count on from there.
        name: "body", the attachment's name, or the source's file name.
        media_type: What the bytes are ("application/pdf"), never what the sender declared.
        pages: Empty where nothing could be read.
        problem: Why it could not be read, or not wholly; None where all is well.
        is_body: Text of a mail (its own, or that of an attached or forwarded mail): it has no pages of paper.
        parent: Index of the document that holds it: a ZIP, an attached mail; None at top level.
    """

    index: int
    name: str
    media_type: str
    pages: tuple[Page, ...] = ()
    problem: Problem | None = None
    is_body: bool = False
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class MailHeader:
    """The headers of an e-mail that the intake looks at; addresses in lower case, ids without angle brackets."""

    from_name: str = ""
    from_address: str = ""
    reply_to: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    return_path: str | None = None  # "" is the empty return path of a bounce, None: no such header
    auto_submitted: str = ""
    precedence: str = ""
    list_id: str = ""
    content_type: str = ""  # of the whole message, with parameters: "multipart/report; report-type=…"
    failed_recipients: tuple[str, ...] = ()  # of a delivery status notification (RFC 3464)
    original_message_ids: tuple[str, ...] = ()  # of the message a notification returns


@dataclass(frozen=True, slots=True)
class FaxOrigin:
    """What a fax server told of a fax that it sent on by e-mail.

    Attributes:
        number: Of the sender, digits and a leading plus; "" where it was hidden.
        page_count: Pages that were transmitted; None where it does not say.
    """

    number: str
    page_count: int | None = None


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One e-mail, one fax transmission or one scanned batch, as it came.

    Attributes:
        channel: The way it came.
        source_name: File name, or "mailbox/UIDVALIDITY/UID".
        collected_at: When it was collected: the receipt time where the bytes and the name tell none.
        content: The bytes, untouched.
    """

    channel: Channel
    source_name: str
    collected_at: datetime
    content: bytes


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """What was read from a raw message.

    Attributes:
        channel: The way it came; fax, too, where a fax server sent it on by e-mail.
        source_name: As in the raw message.
        received_at: Receipt time (aware): newest `Received` header, else `Date`, else collection; for fax and
            scan a name that begins YYYYMMDDTHHMMSS (Europe/Berlin), else collection.
        documents: In order; for an e-mail the body first. Never empty.
        mail: Headers of an e-mail, None for fax and post.
        fax: Of a fax that came by e-mail; its channel is fax then.
    """

    channel: Channel
    source_name: str
    received_at: datetime
    documents: tuple[Document, ...]
    mail: MailHeader | None = None
    fax: FaxOrigin | None = None
