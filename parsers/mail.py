"""E-mail bytes → headers, text and attachments.

The parts are walked here over the standard library's `email`, not over mail-parser, which reads the headers
(`parsers.mailheader`): it loses attached messages or lets them leak into the body (mail-parser #23, #103, #115),
and keeps every attachment twice.
"""

from __future__ import annotations

import binascii
import email
import io
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message

from parsers.errors import UnreadableMessage
from parsers.faxmail import fax_origin
from parsers.images import picture_size
from parsers.limits import ParseLimits
from parsers.mailheader import decoded_header, read_header, received_at, sent_lines
from parsers.markup import text_of_html
from parsers.records import FaxOrigin, MailHeader, Problem
from parsers.smime import signed_content
from parsers.text import decoded

# A picture that the HTML shows as part of itself and that is smaller than this is a logo; a paper that was
# photographed and pasted into the text is larger.
_LOGO_SIDE, _LOGO_BYTES = 400, 15_000
# Anything smaller is a tracking pixel or a bullet, wherever it stands.
_SPECK_SIDE = 50
# A plain part of so few letters beside a much longer HTML part is only a hint ("please view as HTML").
_HINT_LETTERS = 150
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_REPORT_PARTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "text/rfc822-headers",
        "message/rfc822-headers",
        "application/pgp-encrypted",
        "message/feedback-report",
    }
)
_ENDINGS = {
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
}
_PGP = "-----BEGIN PGP MESSAGE-----"
_CID = re.compile(r"cid:([^\s\"'>)]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a mail that is a document of its own.

    Attributes:
        name: Its file name without folders, or one made from what it is.
        content: Its bytes; an attached mail as it came.
        is_returned: Whether it is our own message that a mail server gives back: text to read, no new papers.
    """

    name: str
    content: bytes
    is_returned: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """What an e-mail holds.

    Attributes:
        header: Its headers, and what it says as a delivery status notification.
        sent: "From", "Date", "To" and "Subject" as lines.
        received_at: Newest `Received` header, else `Date`; None where neither can be read.
        text: Its own text in normal form.
        attachments: In order; archives and mails among them are not yet looked into.
        problem: EMPTY where it has neither text nor attachments, TOO_LARGE where it has more parts than are read,
            ENCRYPTED where its text is.
        fax: Where it is a fax that a fax server sent on.
    """

    header: MailHeader
    sent: str
    received_at: datetime | None
    text: str
    attachments: tuple[Attachment, ...]
    problem: Problem | None = None
    fax: FaxOrigin | None = None


def read_mail(content: bytes, limits: ParseLimits) -> Mail:
    """Read an e-mail.

    Args:
        content: The message as it was received.
        limits: Bounds on its parts.

    Returns:
        What it holds.

    Raises:
        UnreadableMessage: Its parts are nested so deeply that it is no mail but an attack.
    """
    content = content.lstrip(b"\r\n")
    try:
        # From a file: of bytes the library makes a text and a buffer of it that takes four times their room.
        message = email.message_from_binary_file(io.BytesIO(content))
        parts = _Parts(limits)
        parts.take(message)
    except RecursionError:
        raise UnreadableMessage("mail: parts nested too deeply") from None
    text = "\n\n".join(text.strip("\n") for text in parts.texts if text.strip())
    problem = Problem.TOO_LARGE if parts.count > limits.mime_parts else None
    if _PGP in text:
        problem = Problem.ENCRYPTED
    elif not text and not parts.attachments:
        problem = problem or Problem.EMPTY
    return Mail(
        read_header(content, message),
        sent_lines(message),
        received_at(message),
        text,
        tuple(parts.attachments),
        problem,
        fax_origin(message, tuple(attachment.content for attachment in parts.attachments)),
    )


@dataclass(slots=True)
class _Parts:
    """The parts of a message as they are walked: texts of the body, and attachments."""

    limits: ParseLimits
    texts: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)  # content ids that the HTML shows
    count: int = 0

    def take(self, part: Message, *, is_report: bool = False) -> None:
        """Take a part and what it holds."""
        self.count += 1
        kind = part.get_content_type()
        if self.count > self.limits.mime_parts or kind in _SIGNATURES or kind in _REPORT_PARTS:
            return
        if kind.startswith("message/") and part.is_multipart():
            self._take_message(part, is_report)
        elif kind == "multipart/alternative":
            self._take_alternative(part)
        elif part.is_multipart():
            self._note_shown(part)
            for child in _children(part):
                self.take(child, is_report=kind == "multipart/report")
        elif _is_body_text(part):
            self.texts.append(_text_of(part))
        elif kind not in _SEALED or not self._take_signed(part):
            self._attach(part)

    def _take_signed(self, part: Message) -> bool:
        """Take what stands within a signature that wraps it (S/MIME, opaque); False where it is encrypted."""
        inner = signed_content(_payload(part))
        if inner is not None:
            self.take(email.message_from_bytes(inner))
        return inner is not None

    def _take_message(self, part: Message, is_report: bool) -> None:
        inner = next(iter(_children(part)), None)
        if inner is None:
            return
        name = _file_name(part) or _clean_name(decoded_header(inner.get("Subject")) or "message") + ".eml"
        self.attachments.append(Attachment(name, _bytes_of(inner), is_report))

    def _take_alternative(self, part: Message) -> None:
        """Take the one of several forms of the same text that says most, the plain one where they are equal."""
        plain: list[Message] = []
        html: list[Message] = []
        self._note_shown(part)
        for child in _children(part):
            self._take_form(child, plain, html)
        text = "\n".join(map(_text_of, plain))
        letters = sum(map(str.isalnum, text))
        # HTML is only turned into text where the plain form may be a hint: it takes ten times as long.
        if html and letters < _HINT_LETTERS:
            html_text = "\n".join(map(_text_of, html))
            if letters == 0 or sum(map(str.isalnum, html_text)) > 3 * letters:
                text = html_text
        self.texts.append(text)

    def _take_form(self, part: Message, plain: list[Message], html: list[Message]) -> None:
        kind = part.get_content_type()
        if part.is_multipart() and kind.startswith("multipart/"):
            self.count += 1
            for child in _children(part):
                self._take_form(child, plain, html)
        elif _is_body_text(part):
            self.count += 1
            (html if kind == "text/html" else plain).append(part)
        else:
            self.take(part)

    def _note_shown(self, part: Message) -> None:
        for child in _children(part):
            if child.get_content_type() == "text/html" and not child.is_multipart():
                self.shown.update(cid.lower() for cid in _CID.findall(_raw_text(child)))
            elif child.is_multipart() and child.get_content_type().startswith("multipart/"):
                self._note_shown(child)

    def _attach(self, part: Message) -> None:
        content = _payload(part)
        part.set_payload("")  # not needed any more, and a third larger than what it became
        if part.get_content_maintype() == "image" and self._is_decoration(part, content):
            return
        name = _file_name(part)
        if not name and not content.strip():
            return  # the empty text that mail programs put behind an attachment
        if not name:
            ending = _ENDINGS.get(part.get_content_type(), ".bin")
            name = f"Anhang {len(self.attachments) + 1}{ending}"
        self.attachments.append(Attachment(name, content))

    def _is_decoration(self, part: Message, content: bytes) -> bool:
        size = picture_size(content)
        if size is None:
            return False
        if max(size) < _SPECK_SIDE:
            return True
        cid = decoded_header(part.get("Content-ID")).strip("<>").lower()
        is_in_text = cid in self.shown or bool(cid and part.get_content_disposition() == "inline")
        return is_in_text and (min(size) < _LOGO_SIDE or len(content) < _LOGO_BYTES)


def _children(part: Message) -> list[Message]:
    """Give the parts of a part; a broken one may hold text where parts are promised."""
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _is_body_text(part: Message) -> bool:
    if part.get_content_maintype() == "multipart":  # its boundary never comes: what it holds is read as text
        return True
    if part.get_content_type() not in ("text/plain", "text/html", "text/enriched"):
        return False
    return part.get_content_disposition() != "attachment" and not part.get_filename()


def _payload(part: Message) -> bytes:
    raw = part.get_payload()
    if isinstance(raw, str) and str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        try:
            # As the library does it where nothing is wrong, without its list of all lines and its copies.
            return binascii.a2b_base64(raw)
        except ValueError:
            pass  # letters that are none, or some are missing: the library knows more ways
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _bytes_of(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError):
        # The standard library cannot write every message that it can read.
        return message.as_string().encode("utf-8", "replace")


def _raw_text(part: Message) -> str:
    return decoded(_payload(part), part.get_content_charset() or "")


def _text_of(part: Message) -> str:
    text = _raw_text(part)
    if part.get_content_type() == "text/html":
        return text_of_html(text)
    if str(part.get_param("format", "")).lower() == "flowed":
        return unflowed(text, deletes_space=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def unflowed(text: str, *, deletes_space: bool = False) -> str:
    """Join the soft line breaks of `format=flowed` (RFC 3676, section 4).

    Args:
        text: Lines in normal form.
        deletes_space: Whether the space before a soft break is no part of the text ("delsp=yes").

    Returns:
        Text with a line for each paragraph; quoted lines keep their ">".
    """
    lines: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        rest = line.lstrip(">")
        depth = len(line) - len(rest)
        rest = rest.removeprefix(" ")
        is_signature = rest == "-- "
        if open_depth == depth and not is_signature:
            lines[-1] += rest
        else:
            lines.append(">" * depth + (" " if depth else "") + rest)
        if rest.endswith(" ") and not is_signature:
            open_depth = depth
            if deletes_space:
                lines[-1] = lines[-1][:-1]
        else:
            open_depth = None
    return "\n".join(line.rstrip() if line != "-- " else line for line in lines)


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return ""
    return _clean_name(decoded_header(name)) if name else ""


def _clean_name(name: str) -> str:
    """Leave the folders out of a name, and what would break a line."""
    return " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split())[:200]
