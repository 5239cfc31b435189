"""When a letter was written: days that it tells by a word ("morgen") are counted from there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from classifiers.dates import find_dates
from classifiers.passages import Part, Passage, Reading

_FAST_CLOCK = timedelta(days=2)  # a letter may bear the date of the day on which it should go out
_OLDEST = timedelta(days=1500)  # what is older is the date of something else
_MARKED = re.compile(
    r"(?:\bden\b|\bdatum\b|\bdate\b|\ble\b|\bthe\b|(?-i:\b[A-ZÄÖÜ][\w-]+,))[ \t]*:?[ \t]*$", re.IGNORECASE
)
_OF_SOMETHING_ELSE = re.compile(
    r"(?:\bvom|\bv\.|\bgeb\.?|\bgeboren|\bborn|\bbis|\bseit|\bab|\bzum|\bnachricht|\bzeichen|\*|\bnée?|\bgeburtsdatum"
    r"|\bam|\bgültig\w*|\beingang\w*|\beingegangen)\s*(?:am\b|:)?\s*(?:\w+,?\s*)?(?:den\s*)?$",
    re.IGNORECASE,
)
_HEAD_PARTS = frozenset({Part.HEAD, Part.SUBJECT})
_SENT = re.compile(r"^[ \t>*]*(?:gesendet|datum|date|sent|am|on|le)\b[^\n]*", re.IGNORECASE | re.MULTILINE)


def receipt_date(reading: Reading) -> date:
    """The day on which the item came."""
    return reading.message.received_at.date()


def letter_date(reading: Reading) -> date:
    """The date of the letter that speaks to the office; for a mail or an undated letter that of receipt."""
    if reading.letter is None or reading.letter.first_page == 0:
        return receipt_date(reading)
    received = receipt_date(reading)
    return date_written(reading.passages_of(reading.letter), received) or received


def date_written(passages: Iterable[Passage], received: date) -> date | None:
    """The date of the letter that these passages make: from its head, else from below its closing.

    Args:
        passages: Of one paper or one page, in order.
        received: No letter is younger than the day it came.
    """
    passages = list(passages)
    for parts in (_HEAD_PARTS, frozenset({Part.CLOSING, Part.ENCLOSURES}), frozenset({Part.TEXT})):
        marked: list[date] = []
        plain: list[date] = []
        for passage in passages:
            if passage.part not in parts:
                continue
            if Part.TEXT in parts and passage is not passages[0]:
                continue
            for mention in find_dates(passage.text):
                before = passage.text[max(0, mention.start - 40) : mention.start].rsplit("\n", 1)[-1]
                if mention.value > received + _FAST_CLOCK or mention.value < received - _OLDEST:
                    continue
                if _OF_SOMETHING_ELSE.search(before):
                    continue
                (marked if _MARKED.search(before) else plain).append(mention.value)
        if marked or (plain and Part.TEXT not in parts):
            return (marked or plain)[0] if Part.HEAD in parts else (marked or plain)[-1]
    return None


def date_sent(quoted: str, received: date) -> date | None:
    """The date in the header lines of a forwarded or quoted message."""
    mentions = (mention for line in _SENT.finditer(quoted[:1200]) for mention in find_dates(line.group()))
    return next((mention.value for mention in mentions if mention.value <= received), None)
