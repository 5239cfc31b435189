"""Masks addresses, numbers and dates in any string bound for a log."""

from __future__ import annotations

import re

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_STREETS = r"[Ss]tra(?:ße|sse)|[Ss]tr\.|[Ww]eg|[Pp]latz|[Aa]llee|[Gg]asse|[Rr]ing|[Dd]amm|[Uu]fer"
# Not within a longer word: ids of ours are hexadecimal, with and without hyphens, and stay readable.
_OUTSIDE, _END = r"(?<![\w-])", r"(?![\w-])"
_MASKS = (
    (re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;:]+"), "<address>"),
    (re.compile(rf"{_OUTSIDE}\d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:\d{{4}}|\d{{2}}){_END}"), "<date>"),
    (re.compile(rf"{_OUTSIDE}\d{{1,2}}\.\s?(?:{_MONTHS})(?:\s\d{{4}})?{_END}"), "<date>"),
    (re.compile(rf"{_OUTSIDE}(?:19|20)\d\d-\d\d-\d\d{_END}"), "<date>"),
    (re.compile(rf"\b[A-ZÄÖÜ][\w.-]*(?:\s[A-ZÄÖÜ][\w.-]*)?\s?(?:{_STREETS})\s\d+(?:\s?[a-z]\b)?"), "<address>"),
    (
        re.compile(
            r"\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer)\s\d+(?:\s?[a-z]\b)?"
        ),
        "<address>",
    ),
    (re.compile(rf"{_OUTSIDE}\d{{5}}\s[A-ZÄÖÜ][\w-]+"), "<address>"),
    (re.compile(rf"{_OUTSIDE}[A-Z]{{2}}\d\d(?:\s?[\dA-Z]{{4}}){{3,7}}(?:\s?[\dA-Z]{{1,4}})?{_END}"), "<number>"),
    (re.compile(rf"{_OUTSIDE}\+?\(?\d[\d()/ .-]{{3,}}\d{_END}"), "<number>"),
)


def masked(text: str) -> str:
    """Mask what may tell of a person in a string bound for a log.

    Args:
        text: Any string: an event, a message of a library.

    Returns:
        The same with e-mail and postal addresses, dates, account, telephone and file numbers of five digits and
        more replaced by "<address>", "<date>" and "<number>". Short numbers (counts, sizes, pages) stay, and so do
        hexadecimal ids. Names cannot be told from other words: they must not be logged at all.
    """
    for pattern, word in _MASKS:
        text = pattern.sub(word, text)
    return text
