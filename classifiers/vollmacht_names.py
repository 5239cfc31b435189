"""Whose names a Vollmacht bears: those of the applicants, of the one who files, or of somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifiers.mandate_agents import persons_named
from classifiers.names import same_name
from classifiers.passages import Part, Reading
from classifiers.patterns import phrases
from classifiers.records import Person, Representative, Role

_HEAD_LINES = 4  # of a letter in which nothing shows where its letterhead ends
_INITIAL = 2  # letters of an initial with its full stop
_TELLING_WORDS = 2  # of a letterhead's line that a Vollmacht must repeat
_COMMON_IN_NAMES = frozenset(phrases("vollmacht")["common_in_names"]["words"])
_WORD = re.compile(r"[^\W\d_][\w'’]+")
_KIN = re.compile(
    r"\bmein\w*\s+(?:\w+\s+)?(?:tochter|sohn|schwester|bruder|frau|mann|ehefrau|ehemann|mutter|vater|tante|onkel|nichte|neffe"
    r"|cousine?|schwager|schwägerin|schwieger\w+|enkel\w*)\b",
    re.IGNORECASE,
)


def is_named(name: str, text: str, needed: int = 2) -> bool:
    """Whether so many parts of a name stand in a text; OCR may have bent a letter."""
    words = _words(text)
    parts = [part for part in re.split(r"[\s-]+", name) if len(part) > 2]
    hits = sum(any(same_name(part, word) for word in words) for part in parts)
    return bool(parts) and hits >= min(needed, len(parts))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("-", " "))


def names_representative(
    text: str, representative: Representative, reading: Reading, persons: Sequence[Person]
) -> bool:
    """Whether the paper names the one who files: the person, the firm, or a person who writes for it."""
    if not representative.name:
        return True
    words = _words(text)
    applicants = {part for p in persons if p.name for part in re.split(r"[\s-]+", p.name.casefold())}
    towns = _towns(reading)
    is_organisation = representative.role is Role.ORGANISATION
    named = _telling(representative.name)
    # The town is anybody's, the family's name the applicants' too.
    own = [word for word in named if word.casefold() not in (towns if is_organisation else applicants)]
    if not named or any(same_name(mine, word) for mine in own for word in words):
        return True
    if is_organisation and _repeats(representative.name, words):
        return True
    if not is_organisation and len(own) < len(named) and _KIN.search(text) and not persons_named(reading):
        return True  # "bevollmächtige meinen Bruder": he bears the name of the family
    surname = representative.name.split()[-1]
    if not is_organisation and len(surname) > _INITIAL and surname in words:
        return surname.casefold() not in applicants  # "Graf & de Wit": too short to be compared letter by letter
    if any(_is_named_there(line, text, towns) for line in _signing_lines(reading)):
        return True
    known = [word for word in words if word.casefold() not in applicants]
    return any(_repeats(line, known) for line in _sender_lines(reading, towns))


def _is_named_there(line: str, text: str, towns: frozenset[str]) -> bool:
    """Whether a line of a signature names somebody, a rank or profession alone does not, who stands in a text."""
    telling = [word for word in _telling(line) if word.casefold() not in towns]
    is_name = re.fullmatch(r"[^\d@:]{5,50}", line) is not None
    return is_name and bool(telling) and is_named(" ".join(telling), text)


def _repeats(line: str, words: Sequence[str]) -> bool:
    """Whether two words of a sender's name stand in the Vollmacht, one of which tells it from others."""
    known = {word.casefold() for word in words}
    shared = known & {w.casefold() for w in _words(line) if len(w) > 3}
    return len(shared) >= _TELLING_WORDS and bool(shared - _COMMON_IN_NAMES)


def _telling(name: str) -> list[str]:
    """The words of a name that tell it from others: no titles, no legal forms."""
    return [w for w in _words(name) if len(w) > 3 and w.casefold() not in _COMMON_IN_NAMES]


def _signing_lines(reading: Reading) -> Iterator[str]:
    """The lines below the letter's closing formula."""
    for passage in reading.letter_passages:
        if passage.part is Part.CLOSING:
            yield from (line.strip() for line in passage.text.splitlines()[1:5] if line.strip())


def _towns(reading: Reading) -> frozenset[str]:
    """The towns of the addresses in a letter."""
    found = (re.finditer(r"\b\d{5} ([^\W\d_][\w-]+)", p.text) for p in reading.letter_passages)
    return frozenset(match.group(1).casefold() for matches in found for match in matches)


def _sender_lines(reading: Reading, towns: frozenset[str]) -> Iterator[str]:
    """What the letterhead and the mail's From call the sender: a firm, an association, a parish.

    Lines that hold an address or the office's name are left out: a town or street is anybody's.
    """
    if reading.message.mail is not None:
        yield reading.message.mail.from_name
    passages = reading.letter_passages
    heads = [p.text for p in passages if p.part in (Part.HEAD, Part.CLOSING)]
    heads += ["\n".join(p.text.splitlines()[:_HEAD_LINES]) for p in passages[:1]]
    for line in (line.strip() for head in heads for line in head.splitlines()):
        for piece in re.split(r" [·|*-] |,|\s{3,}", line):
            if not re.search(r"\d|h(?:ä|ae|a)rtefall|ministerium|landes?\b", piece, re.IGNORECASE):
                yield " ".join(word for word in piece.split() if word.casefold() not in towns)
