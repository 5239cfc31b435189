"""A fax that a fax server or telephone system sends on as an e-mail: who sent it, and how many pages it had.

It is told by a header line for it, by an address in the form of RFC 3192 (FAX=+49…@gateway), or by a subject that
begins as those of the usual systems do; and it has nothing attached but pages. A person who writes about a fax does
neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from parsers.mailheader import decoded_header
from parsers.media import PICTURES, MediaType, media_type
from parsers.records import FaxOrigin

_NUMBER: Final = r"[+(]?\d[\d /\-]{0,5}\)?[\d /\-]{3,20}\d"
_NOBODY: Final = r"unbekannt|anonym|unknown|anonymous"
_SUBJECT: Final = re.compile(
    r"^\W*(?:(?:sie haben|ihr|ein|neues?|eingehendes|empfangenes|new|incoming|received)\s+)*"
    r"(?:(?:tele)?fax(?:nachricht|eingang|empfang|sendung)?|facsimile)\b[^\d+]{0,30}?\b(?:von|from|absender)\b[:\s]+"
    rf"(?:der\s+|nummer\s+|number\s+)*(?P<number>{_NUMBER}|{_NOBODY})",
    re.IGNORECASE,
)
_PAGES: Final = re.compile(
    r"\b(?P<before>\d{1,3})\s*(?:seiten?|pages?)\b|\b(?:seiten|pages|seitenzahl):?\s*(?P<after>\d{1,3})\b",
    re.IGNORECASE,
)
_GATEWAY_ADDRESS: Final = re.compile(rf"\bfax=(?P<number>{_NUMBER})[^@\s<>]*@", re.IGNORECASE)
_NUMBER_HEADER: Final = re.compile(
    r"x-(?:\w+-)*fax-?(?:\w+-)*(?:from|sender|caller|callerid|tsi|cid|number)", re.IGNORECASE
)
_PAGES_HEADER: Final = re.compile(r"x-(?:\w+-)*fax-?(?:\w+-)*pages?(?:-\w+)*", re.IGNORECASE)
_PAPER: Final = PICTURES | {MediaType.PDF}


def fax_origin(message: Message, attachments: tuple[bytes, ...]) -> FaxOrigin | None:
    """Tell whether a mail is a fax, and where it came from.

    Args:
        message: The mail.
        attachments: Their bytes.

    Returns:
        None where it is an ordinary mail.
    """
    if not attachments or any(media_type(content) not in _PAPER for content in attachments):
        return None
    subject = decoded_header(message.get("Subject"))
    number = next(_stated_numbers(message, subject), None)
    return None if number is None else FaxOrigin(number, _stated_pages(message, subject))


def _stated_numbers(message: Message, subject: str) -> Iterator[str]:
    """Numbers of the sender, the surest place first; "" where he hid his."""
    for name, value in message.items():
        if _NUMBER_HEADER.fullmatch(name):
            yield _plain(decoded_header(value))
    if found := _GATEWAY_ADDRESS.search(decoded_header(message.get("From"))):
        yield _plain(found["number"])
    if found := _SUBJECT.match(subject):
        yield _plain(found["number"])


def _stated_pages(message: Message, subject: str) -> int | None:
    for name, value in message.items():
        if _PAGES_HEADER.fullmatch(name) and (digits := re.search(r"\d{1,3}", decoded_header(value))):
            return int(digits[0])
    found = _PAGES.search(subject)
    return int(found["before"] or found["after"]) if found else None


def _plain(number: str) -> str:
    """A number by its digits alone, as telephones want it."""
    return re.sub(r"[^\d+]", "", number)
