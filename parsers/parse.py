"""THE DOOR: RawMessage → ParsedMessage; chooses the reader by channel and by what the bytes are."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

import cv2

from parsers.archive import NOT_UNPACKED, is_locked, member_name, members_of, unpacked_member
from parsers.doc import read_doc
from parsers.errors import UnreadableMessage
from parsers.images import ReadImage, read_picture
from parsers.limits import ParseLimits
from parsers.locked import unlocked_office
from parsers.mail import Mail, read_mail
from parsers.markup import read_calendar, read_html, read_rtf, read_text
from parsers.media import PICTURES, MediaType, media_type
from parsers.office import read_docx, read_odt
from parsers.outlook import mail_of_msg, mail_of_tnef
from parsers.passwords import stated_passwords
from parsers.pdf import read_pdf
from parsers.records import Channel, Document, FaxOrigin, Page, ParsedMessage, Problem, RawMessage, TextSource
from parsers.smime import signed_content
from parsers.written import ReadResult

_BERLIN = ZoneInfo("Europe/Berlin")
_TIME_IN_NAME = re.compile(r"(\d{8}T\d{6})")
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
_ENVELOPED = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"  # OID 1.2.840.113549.1.7.3
# The last net below each reader: a file that a library stumbles over in a way that nobody has seen yet costs that
# file, not the message it hangs on.
_STUMBLES = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, RuntimeError, EOFError),
    *(SyntaxError, BufferError, struct.error, zlib.error, cv2.error),
)


def parse(message: RawMessage, read_image: ReadImage, limits: ParseLimits | None = None) -> ParsedMessage:
    """Read a message.

    Args:
        message: As it came.
        read_image: Reader of page pictures (`parsers.ocr.make_reader`); the one seam for OCR.
        limits: Bounds on what is read.

    Returns:
        Its documents in order, an e-mail's body first. What cannot be read is a document with a problem.

    Raises:
        MissingProgram: OCR lacks a program.
    """
    reading = _Reading(read_image, limits or ParseLimits())
    match message.channel:
        case Channel.EMAIL:
            return _parse_mail(message, reading)
        case Channel.FAX if media_type(message.content) == MediaType.MAIL:
            return _parse_mail(message, reading)  # a fax that came by e-mail, read once more
        case Channel.FAX | Channel.POST:
            reading.read(message.source_name, message.content, None, 0)
            return ParsedMessage(
                message.channel, message.source_name, _time_of_paper(message), tuple(reading.documents)
            )
        case _:
            assert_never(message.channel)


def _parse_mail(message: RawMessage, reading: _Reading) -> ParsedMessage:
    if len(message.content) > reading.limits.message_bytes:
        return _headers_alone(message, reading.limits, Problem.TOO_LARGE)
    if not message.content.strip():
        body = Document(0, "body", MediaType.EMPTY, (), Problem.EMPTY, is_body=True)
        return ParsedMessage(message.channel, message.source_name, message.collected_at, (body,))
    try:
        mail = read_mail(message.content, reading.limits)
    except UnreadableMessage:
        return _headers_alone(message, reading.limits, Problem.DAMAGED)
    received_at = mail.received_at or message.collected_at
    if mail.fax is not None:
        reading.add_fax(mail, mail.fax)
        return ParsedMessage(Channel.FAX, message.source_name, received_at, tuple(reading.documents), fax=mail.fax)
    reading.add_body(mail)
    return ParsedMessage(message.channel, message.source_name, received_at, tuple(reading.documents), mail.header)


def _headers_alone(message: RawMessage, limits: ParseLimits, problem: Problem) -> ParsedMessage:
    """Tell the headers of a mail whose parts cannot be read: whom to ask for another one."""
    block = re.split(rb"\r?\n\r?\n", message.content[:100_000].lstrip(b"\r\n"), maxsplit=1)[0]
    # A part without parts, so that nothing is looked for behind the headers.
    mail = read_mail(re.sub(rb"(?im)^content-type:[^\n]*\n([ \t][^\n]*\n)*", b"", block) + b"\r\n\r\n", limits)
    body = Document(0, "body", MediaType.TEXT, (), problem, is_body=True)
    return ParsedMessage(
        message.channel, message.source_name, mail.received_at or message.collected_at, (body,), mail.header
    )


def _time_of_paper(message: RawMessage) -> datetime:
    """Take the receipt time from a file name that begins YYYYMMDDTHHMMSS (Europe/Berlin)."""
    stamp = _TIME_IN_NAME.match(message.source_name.rsplit("/", 1)[-1])
    if stamp:
        try:
            return datetime.strptime(stamp.group(1), "%Y%m%dT%H%M%S").replace(tzinfo=_BERLIN)
        except ValueError:
            pass
    return message.collected_at


@dataclass(slots=True)
class _Reading:
    """The documents of one message as they grow, members behind the archive or mail that holds them."""

    read_image: ReadImage
    limits: ParseLimits
    documents: list[Document] = field(default_factory=list)
    unpacked_bytes: int = 0
    passwords: tuple[str, ...] = ()  # that the mail states for its attachments
    body_text: str = ""
    characters: int = 0

    def add_body(self, mail: Mail) -> None:
        page = Page(1, mail.text[: self.limits.text_characters], source=TextSource.BODY)
        self.passwords = stated_passwords(f"{mail.header.subject}\n{page.text}")
        self.body_text = page.text
        self._add("body", MediaType.TEXT, ((page,), mail.problem), None, is_body=True)
        for attachment in mail.attachments:
            self.read(attachment.name, attachment.content, None, 1, is_returned=attachment.is_returned)

    def add_fax(self, mail: Mail, fax: FaxOrigin) -> None:
        """Read the pages alone: what the fax server writes around them is no letter."""
        for attachment in mail.attachments:
            self.read(attachment.name, attachment.content, None, 1)
        missing = (fax.page_count or 0) - sum(len(document.pages) for document in self.documents)
        if missing > 0 and not any(document.problem for document in self.documents):
            self._add(f"{missing} fehlende Faxseiten", MediaType.UNKNOWN, ((), Problem.DAMAGED), None)

    def read(self, name: str, content: bytes, parent: int | None, depth: int, *, is_returned: bool = False) -> None:
        """Read one file and, where it holds others, these behind it."""
        if not self._has_room(name, parent):
            return
        kind = media_type(content)
        if kind in (MediaType.OLE, MediaType.DOC) and (unlocked := unlocked_office(content, self.passwords)):
            kind, content = media_type(unlocked), unlocked
        if len(content) > self.limits.message_bytes or depth > self.limits.depth:
            self._add(name, kind, ((), Problem.TOO_LARGE), parent)
        elif kind == MediaType.MAIL or is_returned:
            self._read_mail(name, kind, content, parent, depth, is_returned=is_returned)
        elif kind in (MediaType.MSG, MediaType.TNEF):
            self._read_outlook(name, kind, content, parent, depth)
        elif kind == MediaType.PKCS7 and (signed := signed_content(content)) is not None:
            self._read_signed(name, signed, parent, depth)
        elif kind == MediaType.ZIP:
            self._read_archive(name, content, parent, depth)
        else:
            try:
                result = self._pages(kind, content)
            except _STUMBLES:
                result = (), Problem.DAMAGED
            self._add(name, kind, result, parent)

    def _has_room(self, name: str, parent: int | None) -> bool:
        """Whether another document is read; the last place says that there are more."""
        left = self.limits.documents - len(self.documents)
        if left == 1:
            self._add(name, MediaType.UNKNOWN, ((), Problem.TOO_LARGE), parent)
        return left > 1

    def _add(self, name: str, kind: str, result: ReadResult, parent: int | None, *, is_body: bool = False) -> int:
        index = len(self.documents)
        pages, problem = self._within_bounds(*result)
        self.documents.append(Document(index, name, str(kind), pages, problem, is_body, parent))
        return index

    def _within_bounds(self, pages: tuple[Page, ...], problem: Problem | None) -> ReadResult:
        """Leave out the pages from which on the message would have more text than is kept."""
        for number, page in enumerate(pages):
            self.characters += len(page.text)
            if self.characters > self.limits.message_characters:
                return pages[:number], Problem.TOO_LARGE
        return pages, problem

    def _pages(self, kind: str, content: bytes) -> ReadResult:
        """Read the pages of a file that holds no others."""
        if kind in PICTURES:
            return read_picture(content, self.read_image, self.limits)
        match kind:
            case MediaType.PDF:
                return read_pdf(content, self.read_image, self.limits, self.passwords)
            case MediaType.DOCX:
                return read_docx(content, self.read_image, self.limits)
            case MediaType.DOC:
                return read_doc(content, self.read_image, self.limits)
            case MediaType.ODT:
                return read_odt(content, self.read_image, self.limits)
            case MediaType.RTF:
                return read_rtf(content, self.read_image, self.limits)
            case MediaType.HTML:
                return read_html(content, self.limits)
            case MediaType.CALENDAR:
                return read_calendar(content, self.limits)
            case MediaType.TEXT:
                return read_text(content, self.limits)
            case _:
                return (), _why_not_read(kind, content)

    def _read_mail(
        self, name: str, kind: str, content: bytes, parent: int | None, depth: int, *, is_returned: bool = False
    ) -> None:
        try:
            mail = read_mail(content, self.limits)
        except UnreadableMessage:
            self._add(name, kind, ((), Problem.DAMAGED), parent)
            return
        text = f"{mail.sent}\n\n{mail.text}".strip()[: self.limits.text_characters]
        self.passwords += stated_passwords(text)
        pages: tuple[Page, ...] = (Page(1, text, source=TextSource.BODY),)
        if kind == MediaType.TNEF and _is_within(text, self.body_text):
            pages = ()  # the text of the mail that it came with, once more
        index = self._add(name, kind, (pages, mail.problem), parent, is_body=bool(pages))
        for attachment in () if is_returned else mail.attachments:
            self.read(attachment.name, attachment.content, index, depth + 1, is_returned=attachment.is_returned)

    def _read_outlook(self, name: str, kind: str, content: bytes, parent: int | None, depth: int) -> None:
        write_mail = mail_of_msg if kind == MediaType.MSG else mail_of_tnef
        try:
            mail = write_mail(content, self.limits)
        except UnreadableMessage:
            self._add(name, kind, ((), Problem.DAMAGED), parent)
            return
        self._read_mail(name, kind, mail, parent, depth)

    def _read_signed(self, name: str, signed: bytes, parent: int | None, depth: int) -> None:
        """Read what stands within a signature: a part of a mail, or any file."""
        index = self._add(name, MediaType.PKCS7, ((), None), parent)
        inner = name.removesuffix(".p7m") if name.endswith(".p7m") else name
        if signed[:8].lower() == b"content-":
            self._read_mail(inner, MediaType.MAIL, signed, index, depth + 1)
        else:
            self.read(inner, signed, index, depth + 1)

    def _read_archive(self, name: str, content: bytes, parent: int | None, depth: int) -> None:
        index = self._add(name, MediaType.ZIP, ((), None), parent)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for member in members_of(archive):
                    self._read_member(archive, member, index, depth)
        except NOT_UNPACKED:
            self.documents[index] = Document(index, name, str(MediaType.ZIP), (), Problem.DAMAGED, parent=parent)

    def _read_member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, parent: int, depth: int) -> None:
        name = member_name(member)
        if not self._has_room(name, parent):
            return
        problem: Problem | None = None
        content = b""
        # The size that an archive states may be a lie: no more than that, and one byte, is ever unpacked.
        left = min(self.limits.member_bytes, self.limits.unpacked_bytes - self.unpacked_bytes)
        if member.file_size > left:
            problem = Problem.TOO_LARGE
        elif (unpacked := unpacked_member(archive, member, left + 1, self.passwords)) is None:
            problem = Problem.ENCRYPTED if is_locked(member) else Problem.DAMAGED
        else:
            content = unpacked
        self.unpacked_bytes += len(content)
        if problem or len(content) > left:
            self._add(name, MediaType.UNKNOWN, ((), problem or Problem.TOO_LARGE), parent)
        else:
            self.read(name, content, parent, depth + 1)


def _is_within(text: str, body: str) -> bool:
    words = " ".join(text.split())
    return words in " ".join(body.split())


def _why_not_read(kind: str, content: bytes) -> Problem:
    if kind == MediaType.EMPTY:
        return Problem.EMPTY
    if kind == MediaType.OLE and _ENCRYPTED_OFFICE in content:
        return Problem.ENCRYPTED
    if kind == MediaType.PKCS7 and _ENVELOPED in content[:64]:
        return Problem.ENCRYPTED
    return Problem.ENCRYPTED if kind == MediaType.PGP else Problem.UNSUPPORTED
