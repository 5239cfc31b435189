"""The headers of an e-mail, its time of receipt, and what a delivery status notification says.

Headers are read by mail-parser, which is careful with addresses that try to look like others; it is given the block
of headers only, without the parts. It logs names of headers at DEBUG: the shell keeps its logger at WARNING.
"""

from __future__ import annotations

import email.header
import email.utils
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.message import Message

import mailparser
from mailparser.exceptions import MailParserError

from parsers.records import MailHeader
from parsers.text import decoded, normal_form

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_IDS = re.compile(r"<([^<>\s]+)>")
_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]]+@[^\s<>,;:\"()\[\]]+")
_RETURNED = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"})
_STATUS = frozenset({"message/delivery-status", "message/global-delivery-status", "message/disposition-notification"})


def read_header(content: bytes, message: Message) -> MailHeader:
    """Read the headers that the intake looks at.

    Args:
        content: The message.
        message: The same, parsed by the standard library.

    Returns:
        The headers; what is absent is "" or empty.
    """
    block = _HEADER_END.split(content, maxsplit=1)[0] + b"\r\n\r\n"
    try:
        parsed = mailparser.parse_from_bytes(block)
        sender, reply_to, to, cc = (
            _mailboxes(value) for value in (parsed.from_, parsed.reply_to, parsed.to, parsed.cc)
        )
    except (MailParserError, ValueError, LookupError, TypeError, AttributeError):
        sender, reply_to, to, cc = (_plain_mailboxes(message, name) for name in ("From", "Reply-To", "To", "Cc"))
    # A From that holds no address by the rules ("Poststelle <>", a bare name) is still a name to show.
    from_name, from_address = sender[0] if sender else (decoded_header(message.get("From")), "")
    header = MailHeader(
        from_name=from_name,
        from_address=from_address,
        reply_to=reply_to[0][1] if reply_to else "",
        to=tuple(address for _, address in to),
        cc=tuple(address for _, address in cc),
        subject=decoded_header(message.get("Subject")),
        message_id=next(iter(ids_in(message.get("Message-ID"))), ""),
        in_reply_to=ids_in(message.get("In-Reply-To")),
        references=ids_in(message.get("References")),
        return_path=_return_path(message),
        auto_submitted=_token(message, "Auto-Submitted"),
        precedence=_token(message, "Precedence"),
        list_id=decoded_header(message.get("List-Id")),
        content_type=" ".join(decoded_header(message.get("Content-Type")).split()),
    )
    return _with_report(header, message)


def _mailboxes(value: object) -> list[tuple[str, str]]:
    pairs = value if isinstance(value, list) else []
    return [(normal_form(str(name)).strip(), str(address).strip().lower()) for name, address in pairs if "@" in address]


def _plain_mailboxes(message: Message, name: str) -> list[tuple[str, str]]:
    values = [decoded_header(value) for value in message.get_all(name, [])]
    return _mailboxes(email.utils.getaddresses(values))


def _return_path(message: Message) -> str | None:
    value = message.get("Return-Path")
    return None if value is None else decoded_header(value).strip().strip("<>").strip().lower()


def _token(message: Message, name: str) -> str:
    """Give the first word of a header, lower case: "auto-replied" of "auto-replied; owner-token=…"."""
    words = re.split(r"[\s;]+", decoded_header(message.get(name)).strip().lower())
    return words[0]


def ids_in(value: object) -> tuple[str, ...]:
    """Give the message ids of a header without their angle brackets."""
    text = decoded_header(value)
    found = _IDS.findall(text)
    # Some programs leave the brackets away.
    return tuple(found or (word for word in text.split() if "@" in word))


def decoded_header(value: object) -> str:
    """Decode a header to one line of text in normal form; None gives ""."""
    if value is None:
        return ""
    try:
        chunks: list[tuple[object, str | None]] = email.header.decode_header(value)  # type: ignore[arg-type]
    except (HeaderParseError, ValueError, LookupError):
        chunks = [(str(value), None)]
    pieces: list[str] = []
    charset_before: str | None = None
    for chunk, charset in chunks:
        if pieces and (charset is None) != (charset_before is None):
            pieces.append(" ")  # it parts encoded words from others and was taken for part of neither
        charset_before = charset
        if isinstance(chunk, bytes):
            pieces.append(decoded(chunk, "" if charset in (None, "unknown-8bit") else str(charset)))
        else:
            # Bytes beyond ASCII that stand in the header as they are come as surrogates.
            pieces.append(decoded(str(chunk).encode("utf-8", "surrogateescape")))
    return " ".join(normal_form("".join(pieces)).split())


def sent_lines(message: Message) -> str:
    """Give "From", "Date", "To" and "Subject" as lines, as they stand above an attached mail when it is printed."""
    names = ("From", "Date", "To", "Subject")
    lines = [f"{name}: {decoded_header(message.get(name))}" for name in names if message.get(name) is not None]
    return "\n".join(lines)


def received_at(message: Message) -> datetime | None:
    """Tell when it was received: the newest `Received` header that has a date, else `Date`.

    The newest stands on top (RFC 5321, section 4.4: each server prepends its own), so the topmost is the one that
    our own server wrote.
    """
    stamps = [str(value).rpartition(";")[2] for value in message.get_all("Received", [])]
    for stamp in (*stamps, str(message.get("Date", ""))):
        try:
            moment = email.utils.parsedate_to_datetime(stamp.strip())
        except (TypeError, ValueError, OverflowError, IndexError):
            continue
        # "-0000" says that the zone is not known (RFC 5322, section 3.3); the time is in UTC then.
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _with_report(header: MailHeader, message: Message) -> MailHeader:
    """Add what a delivery status notification says (RFC 3464): whom it could not reach, and what it returns."""
    failed = _addresses(message.get_all("X-Failed-Recipients", []))
    originals: list[str] = []
    if message.get_content_type() == "multipart/report":
        for part in _report_parts(message):
            kind = part.get_content_type()
            if kind in _STATUS:
                failed += _failed_in(part)
                originals += _original_ids(part)
            elif kind in _RETURNED:
                originals += _returned_ids(part)
    return replace(header, failed_recipients=_once(failed), original_message_ids=_once(originals))


def _report_parts(message: Message) -> Iterator[Message]:
    payload = message.get_payload()
    for part in payload if isinstance(payload, list) else []:
        if isinstance(part, Message):
            yield part


def _failed_in(part: Message) -> list[str]:
    failed: list[str] = []
    for block in _report_parts(part):
        recipient = block.get("Final-Recipient") or block.get("Original-Recipient")
        if recipient and _token(block, "Action") in ("failed", ""):
            failed += _addresses([recipient])
    return failed


def _original_ids(part: Message) -> list[str]:
    blocks = (part, *_report_parts(part))
    return [found for block in blocks for found in ids_in(block.get("Original-Message-ID"))]


def _returned_ids(part: Message) -> list[str]:
    for inner in _report_parts(part):
        return list(ids_in(inner.get("Message-ID")))
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return []
    return list(ids_in(email.message_from_bytes(payload).get("Message-ID")))


def _addresses(values: Iterable[object]) -> list[str]:
    return [address.lower() for value in values for address in _ADDRESS.findall(decoded_header(value))]


def _once(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
