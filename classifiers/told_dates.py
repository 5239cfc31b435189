"""A sign that an item belongs to a case: it names the day of a letter that came before ("mein Antrag vom 26. Mai")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from classifiers.dates import find_dates
from classifiers.records import Decision

_LETTER = r"(?:(?:härtefall)?antrag|(?:anwalts|antrags)?schreiben|schriftsatz|eingabe|(?:e-?)?mail|(?:tele)?fax|brief)"
# "Ihr Schreiben vom …" is the office's own letter.
_NAMES_A_LETTER = re.compile(
    rf"(?<!\w)(?P<whose>ihr\w{{0,2}}\s+)?(?:\w+\s+)?{_LETTER}(?:e?s)?\s+(?:an\s+sie\s+)?(?:vom|v\.)\s*(?=(?P<day>[^\n;]{{4,20}}))",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(r"(?:\b(?:vom|am|bis|seit|ab|zum|geb\w*)|\*)\s*(?:de[mn]\s+)?$", re.IGNORECASE)
_OFFICE_TIME: Final = ZoneInfo("Europe/Berlin")  # a mail of one in the morning is of that day, not of the last in UTC
_ON_ITS_WAY = timedelta(days=21)  # so old may a letter be when it comes
_FAST_CLOCK = timedelta(days=2)
_ENDS = 1200  # characters at either end of a letter in which its date stands


@lru_cache(maxsize=16384)
def days_referred_to(text: str, received: date) -> frozenset[date]:
    """The days of earlier letters to the office that a letter names.

    Args:
        text: Of the letter.
        received: Tells the year of "vom 26. Mai"; no letter came before that is younger.
    """
    found = set()
    for match in _NAMES_A_LETTER.finditer(text):
        mention = next(iter(find_dates(match["day"], received)), None)
        is_named = mention is not None and not mention.is_relative and mention.start < 3
        if mention and is_named and mention.value <= received and not match["whose"]:
            found.add(mention.value)
    return frozenset(found)


def day_of_receipt(decision: Decision) -> date:
    """The day in Germany on which an item came."""
    return decision.received_at.astimezone(_OFFICE_TIME).date()


def days_of_letter(decision: Decision) -> frozenset[date]:
    """The days by which an item can be called: that of its receipt, and those that it bears."""
    received = day_of_receipt(decision)
    return frozenset((received, *_days_borne(decision.main_text, received)))


@lru_cache(maxsize=16384)
def _days_borne(text: str, received: date) -> frozenset[date]:
    ends = (text,) if len(text) <= 2 * _ENDS else (text[:_ENDS], text[-_ENDS:])
    return frozenset(day for end in ends for day in _dates_of_its_own(end, received))


def _dates_of_its_own(text: str, received: date) -> Iterator[date]:
    for mention in find_dates(text, received):
        before = text[max(0, mention.start - 20) : mention.start]
        is_near = received - _ON_ITS_WAY <= mention.value <= received + _FAST_CLOCK
        if is_near and not mention.is_relative and not _OF_SOMETHING_ELSE.search(before):
            yield mention.value
