"""File numbers that an item names: our own Aktenzeichen, those of authorities, courts and lawyers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from classifiers.directory import cached_by_directory, directory, own_numbers
from classifiers.passages import Part, Reading

_OWN_FIELDS = {"year": r"(?P<year>20\d\d)", "number": r"(?P<number>\d{1,7})"}
_LABELLED = re.compile(
    r"\b(?:unser|mein|ihr|dortiges|hiesiges)?[- ]*(?:gesch(?:ä|a|ae)fts)?(?:aktenzeichen|zeichen|nummer|az|gz|akte)\b"
    r"\.?[ \t]*:?[ \t]*(?P<number>[A-Z0-9ÄÖÜ][\w .\-–/]{2,28}?\d[\w\-/]*(?:[ \t][A-ZÄÖÜ][\w-]{0,6}|\.[A-Z])?)"
    r"(?=[ \t]*(?:$|[,;()\n]|\s{2,}|\.\s))",
    re.IGNORECASE | re.MULTILINE,
)


def find_file_numbers(reading: Reading) -> tuple[str, ...]:
    """All file numbers of letter, subject and bar codes in a form that can be compared; ours as it is given."""
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
    own = _own()
    for match in own.finditer(text):
        yield own_numbers().format(year=int(match["year"]), number=int(match["number"]))
    for match in _LABELLED.finditer(text):
        number = re.sub(r"[\s.–-]+", "-", match["number"].strip().upper())
        if sum(c.isdigit() for c in number) >= 3 and not _begins_like_ours(number):
            yield number


@cached_by_directory(1)
def _own() -> re.Pattern[str]:
    """Our own Aktenzeichen as people write it: "HFK-2026-0012", "hfk 2026/12", "HFK NRW 2026-12"."""
    land = "|".join(map(re.escape, directory().land_words))
    unseen = dict(_OWN_FIELDS)
    written = ""
    for literal, field, _, _ in Formatter().parse(own_numbers()):
        written += _as_written(literal, is_between=bool(written))
        if land and not written.endswith(")") and literal and len(unseen) == len(_OWN_FIELDS):
            written += f"(?:(?:{land})[- ]?)?"
        # A field that comes twice must be the same both times.
        written += unseen.pop(field, f"0*(?P={field})") if field else ""
    return re.compile(rf"(?<![^\W_]){written}\b", re.IGNORECASE)


def _as_written(literal: str, *, is_between: bool) -> str:
    """What stands before a field: its words with any sign, or none, beside them; two fields need one between them."""
    words = [re.escape(word) for word in re.findall(r"[^\W_]+", literal)]
    if not words:
        signs = "".join(map(re.escape, sorted(set("-/ " + literal))))
        return f"[{signs}]{{1,{len(literal)}}}" if literal and is_between else ""
    before = r"[-/. ]?" if is_between else ""
    return before + r"[-/. ]?".join(words) + r"[-/. ]?"


def _begins_like_ours(number: str) -> bool:
    begins = re.match(r"[^\W\d_]+", own_numbers())
    return begins is not None and number.startswith(begins[0].upper())
