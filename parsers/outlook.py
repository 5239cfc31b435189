"""What Outlook writes instead of e-mail: MSG files and winmail.dat (TNEF) → an e-mail that `parsers.mail` reads.

MSG is read by its streams with olefile (extract-msg is GPL); TNEF by tnefparse.

Source: [MS-OXMSG] 2.1 to 2.4 (storages and streams), [MS-OXPROPS] (numbers of properties), [MS-OXTNEF].
"""

from __future__ import annotations

import email
import email.utils
import io
import struct
from datetime import UTC, datetime, timedelta
from email import encoders
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import olefile
from compressed_rtf import decompress
from striprtf.striprtf import rtf_to_text
from tnefparse import TNEF
from tnefparse.tnef import TNEFAttachment

from parsers.errors import UnreadableMessage
from parsers.limits import ParseLimits
from parsers.text import decoded

_BROKEN = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError, struct.error),
    *(RecursionError, OverflowError, UnboundLocalError, EOFError, MemoryError),
)
_KEPT_HEADERS = ("From", "To", "Cc", "Reply-To", "Date", "Subject", "Message-ID", "In-Reply-To", "References")
_SUBJECT, _HEADERS, _BODY, _HTML, _RTF = "0037", "007D", "1000", "1013", "1009"
_SENDER, _SENDER_ADDRESSES, _TO = "0C1A", ("5D01", "0C1F"), "0E04"
_NAMES, _CONTENT, _CONTENT_ID, _EMBEDDED = ("3707", "3704", "3001"), "3701", "3712", "__substg1.0_3701000D"
_SENT_AT = 0x0039_0040
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # of FILETIME
_LEAST_TNEF_ATTRIBUTE = 11  # level, id, length, checksum

Path = tuple[str, ...]


def mail_of_msg(content: bytes, limits: ParseLimits) -> bytes:
    """Write an MSG file as an e-mail.

    Args:
        content: The file.
        limits: Bounds on attachments and on mails within each other.

    Returns:
        The message with its headers, text and attachments; embedded messages as attached mails.

    Raises:
        UnreadableMessage: The file is broken.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            return _Msg(file, limits).message((), 0).as_bytes()
    except _BROKEN:
        raise UnreadableMessage("msg: not readable") from None


class _Msg:
    """An open MSG file."""

    def __init__(self, file: olefile.OleFileIO, limits: ParseLimits) -> None:
        self._file = file
        self._limits = limits
        self._left = limits.documents
        self._storages = [tuple(path) for path in file.listdir(streams=False, storages=True)]

    def message(self, where: Path, depth: int) -> Message:
        """Write the message of a storage; () is the outermost."""
        message = MIMEMultipart()
        self._write_headers(message, where)
        _write_text(message, self._text(where, _BODY), self._bytes(where, _HTML), self._bytes(where, _RTF))
        for storage in self._storages:
            if storage[:-1] == where and storage[-1].startswith("__attach") and self._left > 0:
                self._left -= 1
                self._attach(message, storage, depth)
        return message

    def _attach(self, message: Message, where: Path, depth: int) -> None:
        embedded = (*where, _EMBEDDED)
        if embedded in self._storages and depth < self._limits.depth:
            message.attach(MIMEMessage(self.message(embedded, depth + 1)))
            return
        name = next(filter(None, (self._text(where, tag) for tag in _NAMES)), "")
        _attach(message, name, self._bytes(where, _CONTENT), self._text(where, _CONTENT_ID))

    def _write_headers(self, message: Message, where: Path) -> None:
        received = email.message_from_string(self._text(where, _HEADERS))
        for name in _KEPT_HEADERS:
            if received.get(name):
                message[name] = " ".join(str(received[name]).split())
        address = next(filter(None, (self._text(where, tag) for tag in _SENDER_ADDRESSES)), "")
        sent_at = self._sent_at(where)
        own = {
            "From": email.utils.formataddr((self._text(where, _SENDER), address if address.isascii() else "")),
            "To": self._text(where, _TO),
            "Subject": self._text(where, _SUBJECT),
            "Date": email.utils.format_datetime(sent_at) if sent_at else "",
        }
        for name, value in own.items():
            if value and name not in message:
                message[name] = Header(" ".join(value.split()), "utf-8").encode() if not value.isascii() else value

    def _sent_at(self, where: Path) -> datetime | None:
        """Read the time of sending among the properties of fixed length."""
        content = self._stream((*where, "__properties_version1.0"))
        for at in range(24 if where else 32, len(content) - 15, 16):
            tag, _, ticks = struct.unpack_from("<IIQ", content, at)
            if tag == _SENT_AT and 0 < ticks < 2**62:
                return _EPOCH + timedelta(microseconds=ticks // 10)
        return None

    def _text(self, where: Path, tag: str) -> str:
        wide = self._stream((*where, f"__substg1.0_{tag}001F"))
        if wide:
            return wide.decode("utf-16-le", "replace").replace("\x00", "")
        return decoded(self._stream((*where, f"__substg1.0_{tag}001E"))).replace("\x00", "")

    def _bytes(self, where: Path, tag: str) -> bytes:
        return self._stream((*where, f"__substg1.0_{tag}0102"))

    def _stream(self, path: Path) -> bytes:
        name = "/".join(path)
        return bytes(self._file.openstream(name).read()) if self._file.exists(name) else b""


def mail_of_tnef(content: bytes, limits: ParseLimits) -> bytes:
    """Write a winmail.dat as an e-mail; its headers are those of the mail it came with.

    Args:
        content: The file.
        limits: Bounds on attachments and on messages within each other.

    Raises:
        UnreadableMessage: The file is broken.
    """
    try:
        # The library copies the rest of the file for each attribute: a file of nothing but tiny ones never ends.
        if _tnef_attributes(content) > 10 * limits.documents:
            raise UnreadableMessage("tnef: too many attributes")
        # It leaves out an attribute of twelve bytes that stands last, so the last gets some more behind it.
        return _of_tnef(TNEF(content + bytes(_LEAST_TNEF_ATTRIBUTE + 1), do_checksum=False), limits, 0).as_bytes()
    except _BROKEN:
        raise UnreadableMessage("tnef: not readable") from None


def _tnef_attributes(content: bytes) -> int:
    at, count = 6, 0
    while at + 9 < len(content):
        at += _LEAST_TNEF_ATTRIBUTE + int.from_bytes(content[at + 5 : at + 9], "little")
        count += 1
    return count


def _of_tnef(tnef: TNEF, limits: ParseLimits, depth: int) -> Message:
    message = MIMEMultipart()
    _write_text(message, tnef.body or "", tnef.htmlbody or b"", tnef._rtfbody or b"")
    for attachment in tnef.attachments[: limits.documents]:
        if hasattr(attachment, "embed") and depth < limits.depth:
            message.attach(MIMEMessage(_of_tnef(attachment.embed, limits, depth + 1)))
        else:
            _attach(message, _name_in_tnef(attachment), _as_bytes(attachment.data), "")
    return message


def _name_in_tnef(attachment: TNEFAttachment) -> str:
    try:
        name = attachment.long_filename()
    except UnicodeDecodeError:
        name = attachment._name
    return (decoded(name) if isinstance(name, bytes) else str(name)).strip("\x00")


def _as_bytes(value: bytes | str) -> bytes:
    return value.encode("utf-8", "replace") if isinstance(value, str) else bytes(value)


def _write_text(message: Message, plain: str | bytes, html: str | bytes, rtf: bytes) -> None:
    """Write the text in the best form there is: plain, HTML, or taken out of compressed RTF."""
    text = decoded(plain) if isinstance(plain, bytes) else plain.replace("\x00", "")
    if text.strip():
        message.attach(MIMEText(text, "plain", "utf-8"))
    elif html:
        message.attach(MIMEText(decoded(html) if isinstance(html, bytes) else html, "html", "utf-8"))
    elif rtf:
        unpacked: str = rtf_to_text(decompress(rtf).decode("cp1252", "replace"), errors="replace")  # type: ignore[no-untyped-call]
        message.attach(MIMEText(unpacked, "plain", "utf-8"))


def _attach(message: Message, name: str, content: bytes, content_id: str) -> None:
    part = MIMEBase("application", "octet-stream")
    part.set_payload(content)
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", " ".join(name.split())))
    if content_id.isascii() and content_id.strip():
        part["Content-ID"] = f"<{content_id.strip()}>"
    message.attach(part)
