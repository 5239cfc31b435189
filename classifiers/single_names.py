"""A sign that an item belongs to a case: the one name of a person who bears no other, which no other case has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifiers.case_index import KnownPeople, NewItem
from classifiers.directory import directory
from classifiers.name_signs import NONE, Sign
from classifiers.names import is_part_of, plain
from classifiers.records import Person

_SHORTEST = 5  # letters
_SIGNS = 0.65
_NAMED = 0.6


def single_name_sign(new: NewItem, case: str, persons: Sequence[Person], known: KnownPeople) -> Sign:
    """Somebody with one name only signs with it, or is named.

    It says less than a full name: many a first name is the whole name of somebody else.
    """
    names = [plain(p.name) for p in persons if p.name and not p.name_is_incomplete and len(plain(p.name).split()) == 1]
    told = [name for name in names if len(name) >= _SHORTEST and _tells(name, new) and _only_here(name, case, known)]
    if not told or any(_bears_more(name, new) for name in told):
        return NONE
    signs = any(plain(signer) in told for signer in new.decision.signers)
    return Sign(_SIGNS if signs else _NAMED, "einziger Name dieser Person")


def _tells(name: str, new: NewItem) -> bool:
    return name in new.words and name not in directory().towns


def _only_here(name: str, case: str, known: KnownPeople) -> bool:
    """Whether no other case has somebody of that name, be it as the first or the family name."""
    cases = known.by_surname.get(name, frozenset()) | known.by_given_name.get(name, frozenset())
    return cases <= {case}


def _bears_more(name: str, new: NewItem) -> bool:
    """Whether the item is about somebody whose name has more parts than the one, or an initial beside it."""
    if re.search(rf"\b(?:{name} [a-z]|[a-z] {name})\b", new.text):
        return True
    persons = [plain(p.name) for p in new.persons if p.name]
    return any(len(one.split()) > 1 and is_part_of(name, one) and not _is_place_and(one, name) for one in persons)


def _is_place_and(person: str, name: str) -> bool:
    """Whether the rest of what was read as a name is a town: "Najib, Herten"."""
    rest = [word for word in person.split() if word != name]
    return " ".join(rest) in directory().towns
