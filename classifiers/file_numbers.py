"""File numbers that an item names: our own Aktenzeichen, those of authorities, courts and lawyers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifiers.passages import Part, Reading

_OWN = re.compile(r"\bHFK[- ]?(?:NRW)?[- ]?(?P<year>20\d\d)[-/ ](?P<number>\d{1,5})\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?:unser|mein|ihr|dortiges|hiesiges)?[- ]*(?:gesch(?:ä|a|ae)fts)?(?:aktenzeichen|zeichen|nummer|az|gz|akte)\b"
    r"\.?[ \t]*:?[ \t]*(?P<number>[A-Z0-9ÄÖÜ][\w .\-–/]{2,28}?\d[\w\-/]*(?:[ \t][A-ZÄÖÜ][\w-]{0,6}|\.[A-Z])?)"
    r"(?=[ \t]*(?:$|[,;()\n]|\s{2,}|\.\s))",
    re.IGNORECASE | re.MULTILINE,
)


def find_file_numbers(reading: Reading) -> tuple[str, ...]:
    """All file numbers of letter, subject and bar codes in a form that can be compared; ours as "HFK-2026-0001"."""
    return tuple(dict.fromkeys(number for text in _texts(reading) for number in _numbers(text)))


def _texts(reading: Reading) -> Iterator[str]:
    if reading.message.mail is not None:
        yield reading.message.mail.subject
    yield from _codes(reading)
    for passage in reading.passages:
        if passage.part in (Part.HEAD, Part.SUBJECT, Part.TEXT, Part.CLOSING, Part.QUOTED):
            yield passage.text


def _codes(reading: Reading) -> Iterator[str]:
    """What bar codes say: a letter of ours that comes back bears its Aktenzeichen as one."""
    for document in reading.message.documents:
        for page in document.pages:
            yield from page.codes


def _numbers(text: str) -> Iterator[str]:
    for match in _OWN.finditer(text):
        yield f"HFK-{match['year']}-{int(match['number']):04d}"
    for match in _LABELLED.finditer(text):
        number = re.sub(r"[\s.–-]+", "-", match["number"].strip().upper())
        if sum(c.isdigit() for c in number) >= 3 and not number.startswith("HFK"):
            yield number
