"""What the papers are called that people enclose: from a word to the types of paper it can mean."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from classifiers.folding import OCR_CONFUSIONS, plain_word
from classifiers.lenient_patterns import pattern
from classifiers.patterns import phrases
from classifiers.records import PaperType

_LEAST_FUZZY = 6
# Words that are worth forgiving a letter which OCR got wrong.
_OFTEN = (
    *(
        "vollmacht",
        "lebenslauf",
        "zeugnis",
        "zeugnisse",
        "arbeitsvertrag",
        "bescheinigung",
        "geburtsurkunde",
        "reisepass",
    ),
    *("lohnabrechnung", "arztbericht", "beschluss", "bescheid", "attest"),
)


class Sort(StrEnum):
    """How a word names a thing."""

    PAPER = "paper"  # one paper: "Vollmacht"
    PICTURE = "picture"  # a photo of people or of a paper
    CARRIER = "carrier"  # the form in which another thing comes: "Kopie des Passes"
    COLLECTIVE = "collective"  # several, unnamed: "die Unterlagen"
    LETTER = "letter"  # the letter itself: "mein Antrag"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a word can mean.

    Attributes:
        sort: How it names it.
        types: Types of paper it can be, the most likely first; empty for any.
    """

    sort: Sort
    types: tuple[PaperType, ...] = ()


@dataclass(frozen=True, slots=True)
class Noun:
    """A word that names a thing, with its place in a text."""

    start: int
    end: int
    thing: Thing


def _types(names: list[str]) -> tuple[PaperType, ...]:
    return tuple(PaperType(name) for name in names)


# German words first: what is a word of both is meant as the German one.
_DATA = (phrases("enclosures"), phrases("enclosures_foreign"))
_THINGS = tuple(
    (pattern(row["words"]), Thing(Sort(row["sort"]), _types(row["types"]))) for data in _DATA for row in data["thing"]
)
_WRITERS = tuple((pattern(row["words"]), _types(row["types"])) for data in _DATA for row in data["writer"])


@functools.lru_cache(maxsize=16384)
def thing_named(word: str) -> Thing | None:
    """What a folded word names, or None where it names no paper; a letter that OCR got wrong is forgiven."""
    for words, thing in _THINGS:
        if words.fullmatch(word):
            return thing
    if len(word) < _LEAST_FUZZY:
        return None
    for wrong, right in OCR_CONFUSIONS:
        if wrong in word and word.replace(wrong, right) in _OFTEN:
            return thing_named(word.replace(wrong, right))
    near = process.extractOne(plain_word(word), _OFTEN, scorer=Levenshtein.distance, score_cutoff=1)
    return thing_named(near[0]) if near else None


def nouns_in(plain: str, begin: int, end: int) -> list[Noun]:
    """The words of a stretch of folded text that name things."""
    found = []
    for match in re.finditer(r"\w[\w-]*", plain[begin:end]):
        thing = thing_named(match.group())
        if thing is not None:
            found.append(Noun(begin + match.start(), begin + match.end(), thing))
    return found


def types_by_writer(words: str) -> tuple[PaperType, ...]:
    """Types that the words around a paper's noun speak for: who wrote it, or what about; empty for any."""
    return next((types for writer, types in _WRITERS if writer.search(words)), ())
