"""Names in letters that are written without capitals: "meine frau albana shala geboren 5.5.1993"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from classifiers.common_words import is_common_word
from classifiers.dates import find_dates
from classifiers.name_contexts import Sign
from classifiers.name_forms import title_case

_FEW_CAPITALS = 0.025  # share of a letter's letters; German in its usual spelling has three times as many


@dataclass(frozen=True, slots=True)
class LowerCaseName:
    """A name without capitals.

    Attributes:
        start: First character of the name.
        end: One past the last one.
        name: In the usual case.
        signs: What the words before it say.
        birth_date: Told right behind it.
    """

    start: int
    end: int
    name: str
    signs: frozenset[Sign]
    birth_date: date


_PERSON = re.compile(
    r"\b(?:(?P<self>ich(?:\s+(?:bin|heiße|heisse|heise))?|mein\s+name(?:\s+ist)?)"
    r"|(?P<spouse>mein\w*\s+(?:ehe)?(?:mann|frau))"
    r"|(?P<child>(?:mein|unser)\w*\s+(?:\w+e[rnms]?\s+)?(?:sohn|tochter|söhne|töchter|kind(?:er)?|baby))"
    r"|(?P<title>frau|fr\.|herrn?|hr\.|familie))(?:\s+(?:heißt|heisst|heist|ist|namens))?[\s,:]+"
    r"(?P<name>[^\W\d_]{2,}(?:[ -][^\W\d_]{2,}){0,3}?)"
    r"\s*,?\s*\(?(?:geb(?:oren|\.)?|gb\.?|\*)?\s*(?:am\s*)?(?=\d{1,2}\.\s?\w)"
)
_SIGNS = {
    "self": frozenset({Sign.SELF, Sign.BORN}),
    "spouse": frozenset({Sign.SPOUSE, Sign.OF_WRITER, Sign.BORN}),
    "child": frozenset({Sign.CHILD, Sign.OF_WRITER, Sign.BORN}),
    "title": frozenset({Sign.BORN}),
}


def lower_case_names(text: str, reference: date) -> Iterator[LowerCaseName]:
    """The people with birth dates in a letter without capitals; none in one that has them.

    Args:
        text: A passage of the letter.
        reference: Day of receipt: nobody is born later.
    """
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) > _FEW_CAPITALS * len(letters) + 1:
        return
    dates = {d.start: d.value for d in find_dates(text) if date(1915, 1, 1) <= d.value <= reference}
    for match in _PERSON.finditer(text):
        words = match["name"].split()
        born = dates.get(match.end())
        if born is None or any(is_common_word(word) or not word.islower() for word in words):
            continue
        signs = next(signs for group, signs in _SIGNS.items() if match[group])
        if len(words) > 1 or Sign.CHILD in signs:
            yield LowerCaseName(match.start("name"), match.end("name"), title_case(match["name"].title()), signs, born)
