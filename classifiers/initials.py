"""A sign that an item belongs to a case: names that are given by initials, or in part, in one of the two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifiers.case_index import NewItem
from classifiers.casework import fits_initials
from classifiers.name_signs import NONE, Sign
from classifiers.names import is_part_of, plain
from classifiers.records import Person

_FEWEST_LETTERS = 2


def initials_sign(new: NewItem, persons: Sequence[Person], *, same_writer: bool) -> Sign:
    """A name that was given by its initials or in part before, or is given so now; the same writer makes it sure."""
    pairs = [
        (p, k)
        for p in new.persons
        for k in persons
        if p.name and k.name and p.name_is_incomplete != k.name_is_incomplete
    ]
    fitting = [pair for pair in pairs if _fits_in_part(*pair)]
    letters = max((_letters_in(new.decision.main_text, k.name or "") for k in persons), default=0)
    if not fitting and not letters:
        return NONE
    if same_writer:
        return Sign(0.7, "Anfangsbuchstaben und Vertretung")
    if letters:
        return Sign(0.46 if letters == _FEWEST_LETTERS else 0.55, "gleiche Anfangsbuchstaben")
    shortest = max(len(plain(min((p.name or "", k.name or ""), key=len)).split()) for p, k in fitting)
    return Sign(0.45, "Anfangsbuchstaben") if shortest >= 2 or len(fitting) >= 2 else NONE


def unnamed_sign(new: NewItem, persons: Sequence[Person], *, names_its_day: bool) -> Sign:
    """The full name of somebody who gave none: of the same State, about a letter of that day."""
    unnamed = [k for k in persons if not k.name and k.nationality]
    told = [p for p in new.persons if p.name and not p.name_is_incomplete and p.nationality]
    is_one = len(persons) == 1 and any(p.nationality == k.nationality for p in told for k in unnamed)
    return Sign(0.5, "Name nachgereicht") if is_one and names_its_day else NONE


def _letters_in(text: str, name: str) -> int:
    """How many letters a name has that is told by letters alone, where a text names somebody so: "Frau A. O.-K."."""
    letters = plain(name).split()
    if len(letters) < _FEWEST_LETTERS or any(len(letter) > 1 for letter in letters):
        return 0
    pattern = r"\.[\s-]{0,2}".join(letter.upper() for letter in letters)
    return len(letters) if re.search(rf"(?<![A-Z.-]){pattern}\.(?![\s-]?[A-Z]\.)", text) else 0


def _fits_in_part(person: Person, known: Person) -> bool:
    short, full = (person, known) if person.name_is_incomplete else (known, person)
    return fits_initials(short.name or "", full.name or "") or is_part_of(short.name or "", full.name or "")
