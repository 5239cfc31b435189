"""How people can be reached: who sent an item, and the applicants themselves; a helper's address is never theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifiers.homes import Home, find_homes
from classifiers.names import plain, same_name
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import one_of, phrases
from classifiers.places import find_places
from classifiers.records import Contact, Evidence, FiledBy, Person, Representative
from classifiers.signers import find_writers

_PHRASES = phrases("contacts")
_EMAIL = one_of(_PHRASES, "email")
_STREET = one_of(_PHRASES, "street", re.NOFLAG)
_OFFICE_CODES = frozenset({"40219", "40190", "40221"})  # of the ministry itself
_LOOK_BACK = 90  # characters before the town in which its street stands


def find_contacts(
    reading: Reading,
    persons: Sequence[Person],
    filed_by: FiledBy | None = None,
    representative: Representative | None = None,
) -> tuple[Contact | None, Contact | None]:
    """How the sender and the applicants can be reached.

    Args:
        reading: The message with passages and papers.
        persons: Who applies, or whom the item is about.
        filed_by: Who files.
        representative: Who represents, or None.

    Returns:
        The sender's contact, None where nothing tells it; the applicants' own, None where none is known.
    """
    homes = find_homes(reading, persons)
    home = _address_of_home(reading, homes)
    return _sender(reading, persons, filed_by, representative, home), _applicant(reading, persons, filed_by, home)


def _applicant(
    reading: Reading, persons: Sequence[Person], filed_by: FiledBy | None, home: tuple[str, ...]
) -> Contact | None:
    name = next((p.name for p in persons if p.name), "")
    email = _own_email(reading, persons) if filed_by is FiledBy.APPLICANT else None
    if not home and email is None:
        return None
    return Contact(name, home, email)


def _sender(
    reading: Reading,
    persons: Sequence[Person],
    filed_by: FiledBy | None,
    representative: Representative | None,
    home: tuple[str, ...],
) -> Contact | None:
    mail = reading.message.mail
    signers = [signer.name for signer in find_writers(reading).letter]
    name = (representative.name if representative else None) or (signers[0] if signers else "")
    if not name and filed_by is FiledBy.APPLICANT:
        name = next((p.name for p in persons if p.name), "")
    lines = home if filed_by is FiledBy.APPLICANT else _writers_address(reading, home)
    if mail is None:
        return Contact(name, lines) if name or lines else None
    return Contact(name or mail.from_name, lines, mail.reply_to or mail.from_address or None)


def _own_email(reading: Reading, persons: Sequence[Person]) -> str | None:
    """The address from which an applicant writes, or that he gives in his letter."""
    mail = reading.message.mail
    if mail is not None and mail.from_address and _may_be_own(mail.from_name, mail.from_address, persons):
        return mail.from_address
    for passage in reading.letter_passages:
        if passage.part in (Part.HEAD, Part.TEXT, Part.CLOSING):
            for match in _EMAIL.finditer(passage.text):
                if _may_be_own("", match.group(), persons):
                    return match.group().casefold()
    return None


def _may_be_own(from_name: str, address: str, persons: Sequence[Person]) -> bool:
    """Whether an address is an applicant's: it bears a part of a name, or at least nobody else's full name."""
    local = plain(address.partition("@")[0])
    words = [w for p in persons for name in (p.name, *p.aliases) if name for w in plain(name).split() if len(w) > 2]
    if any(word in local for word in words):
        return True
    if not from_name:
        return False
    if any(p.name and same_name(p.name, from_name) for p in persons):
        return True
    shown = set(plain(from_name).split())
    return bool(shown.intersection(words)) or len(shown) < 2


def _address_of_home(reading: Reading, homes: Sequence[Home]) -> tuple[str, ...]:
    """Street and town of the surest home that is given with a street or a postal code."""
    for home in homes:
        text = reading.page(home.evidence.document, home.evidence.page).text
        town = _town_line(text, home.evidence)
        street = _street_before(text, home.evidence.start)
        if street:
            return (street, town)
        if home.place.postal_code or home.is_facility:
            return (town,)
    return ()


def _town_line(text: str, place: Evidence) -> str:
    line_end = text.find("\n", place.end)
    rest = text[place.end : line_end if line_end >= 0 else len(text)]
    following = re.match(r"[ -]?[A-ZÄÖÜ][\wäöüß-]+(?![\w.])", rest) if text[place.start : place.end].isdigit() else None
    return " ".join((text[place.start : place.end] + (following.group() if following else "")).split())


def _street_before(text: str, position: int) -> str:
    """The street that stands right before a town, on the same line or the one above."""
    before = text[max(0, position - _LOOK_BACK) : position]
    match = None
    for match in _STREET.finditer(before):
        pass
    if match is None or len(before[match.end() :].strip(" \t\n,;·|/-()–")) > 25:
        return ""
    return " ".join(match.group().split())


def _writers_address(reading: Reading, home: tuple[str, ...]) -> tuple[str, ...]:
    """The address in the letterhead or below the letter that is neither the applicants' nor our own."""
    for passage in _head_and_foot(reading):
        for place in find_places(passage.text):
            if place.postal_code is None or place.postal_code in _OFFICE_CODES:
                continue
            town = _town_line(passage.text, Evidence(0, 1, place.start, place.end))
            street = _street_before(passage.text, place.start)
            if (street, town) != home and (town,) != home:
                return tuple(line for line in (street, town) if line)
    return ()


def _head_and_foot(reading: Reading) -> Iterator[Passage]:
    passages = [p for p in reading.letter_passages if p.part is not Part.QUOTED]
    yield from (p for p in passages if p.part in (Part.HEAD, Part.CLOSING, Part.FOOTER))
    yield from (p for p in passages if p.part not in (Part.HEAD, Part.CLOSING, Part.FOOTER))
