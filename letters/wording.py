"""German words for values: days, nationalities, salutations; and text that can safely be set in a letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import pycountry
from babel import Locale
from babel.dates import format_date

from classifiers.records import Contact, Person, Representative, Role

OFFICE_TIME: Final = ZoneInfo("Europe/Berlin")
NOT_STATED: Final = "nicht angegeben"
GENTLEFOLK: Final = "Sehr geehrte Damen und Herren,"

_GERMAN: Final = Locale("de")
# Codes of the export that ISO 3166 leaves to its users.
_OWN_CODES: Final = {"XKX": "Kosovo", "XXA": "staatenlos", "XXX": "ungeklärt"}
_LONGEST_TEXT: Final = 300
_LONGEST_LIST: Final = 50
_LONGEST_WORD: Final = 30
_JOINERS: Final = "\u200c\u200d"  # they shape letters of Persian, Kurdish and Hindi names


def long_date(day: date) -> str:
    """A day as it stands in running text: "14. März 2026"."""
    return format_date(day, "d. MMMM y", locale=_GERMAN)


def short_date(day: date | None) -> str:
    """A day as it stands in a table: "14.03.2026"; "nicht angegeben" where unknown."""
    return day.strftime("%d.%m.%Y") if day else NOT_STATED


def receipt_phrase(received_at: datetime | None) -> str:
    """The day of receipt as the office counts it, "am 14. März 2026"; empty where unknown."""
    return f"am {long_date(received_at.astimezone(OFFICE_TIME).date())}" if received_at else ""


def nationality_name(code: str | None) -> str:
    """The German name of a country.

    Args:
        code: ISO 3166-1 alpha-3, XKX, XXA, XXX; None where not stated.

    Returns:
        "Syrien", "staatenlos"; a code that nobody knows as it is.

    Source: names of the Unicode CLDR (babel), codes of ISO 3166-1 (pycountry).
    """
    if not code:
        return NOT_STATED
    if code in _OWN_CODES:
        return _OWN_CODES[code]
    country = pycountry.countries.get(alpha_3=code)
    return _GERMAN.territories.get(country.alpha_2, country.name) if country else code


def applicant_salutation(contact: Contact | None, persons: Iterable[Person]) -> str:
    """A salutation without a guess at anybody's sex.

    Args:
        contact: Who the letter goes to; None where unknown.
        persons: Who applies.

    Returns:
        "Guten Tag Vorname Nachname," where the addressee is one of the applicants or their family;
        "Guten Tag," where the first line of the address is anything else.
    """
    name = contact.name.strip() if contact else ""
    names = {person.name.casefold() for person in persons if person.name}
    is_known = set(re.split(r", | und ", name.casefold())) <= names or name.startswith("Familie ")
    return f"Guten Tag {name}," if is_known else "Guten Tag,"


def joined_names(names: Sequence[str]) -> str:
    """Names as one says them: "Anna Muster", "Anna Muster und Ben Muster", "A, B und C"."""
    return " und ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def representative_salutation(representative: Representative | None) -> str:
    """By name for a private person or a guardian, for law offices and organisations the formal one."""
    if representative and representative.name and representative.role is Role.PRIVATE:
        return f"Guten Tag {representative.name},"
    return GENTLEFOLK


def printable(text: str) -> str:
    """Text as it may stand in a letter: NFC, one line, without control characters, breakable, not endless.

    Control and format characters go because they can turn the order of a line round (U+202E) or have no
    glyph; a run without a space gets places to break, so that a long file name cannot leave its column.
    """
    composed = unicodedata.normalize("NFC", text[: 4 * _LONGEST_TEXT])
    kept = "".join(
        " " if character.isspace() else character
        for character in composed
        if character.isspace() or character in _JOINERS or unicodedata.category(character)[0] != "C"
    )
    line = " ".join(kept.split())
    if len(line) > _LONGEST_TEXT:
        line = line[: _LONGEST_TEXT - 1] + "…"
    return re.sub(rf"\S{{{_LONGEST_WORD + 1},}}", lambda run: _with_breaks(run.group()), line)


def listed(texts: Iterable[str]) -> list[str]:
    """Texts once each in their order; beyond fifty only how many more there are."""
    unique = list(dict.fromkeys(texts))
    rest = len(unique) - _LONGEST_LIST
    return [*unique[:_LONGEST_LIST], f"und {rest} weitere"] if rest > 0 else unique


def _with_breaks(run: str) -> str:
    """Zero-width spaces behind punctuation, and within what is still too long."""
    pieces = re.findall(rf"[^-_.,;/]{{1,{_LONGEST_WORD}}}[-_.,;/]*|[-_.,;/]{{1,{_LONGEST_WORD}}}", run)
    return "\u200b".join(pieces)
