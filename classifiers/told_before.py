"""A sign that an item belongs to a case: it is about somebody whom an earlier letter of the case names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifiers.case_index import BRING, NewItem
from classifiers.name_signs import HAND_NOTHING_IN, NONE, Sign, names_others_only, strongest, tells_day
from classifiers.names import is_initials, name_words, plain, same_name
from classifiers.records import FiledItem, Kind, Person


def told_before_sign(new: NewItem, items: Sequence[FiledItem], persons: Sequence[Person]) -> Sign:
    """Somebody whom an earlier letter of the case names, though he was not read as an applicant: a husband."""
    if new.decision.kind is Kind.APPLICATION:
        return NONE
    named = [p for p in new.persons if p.name and not is_initials(p.name)]
    strangers = [p for p in named if not any(same_name(p.name, k.name) for k in persons)]
    surnames = frozenset(name_words(k.name)[-1] for k in persons if k.name and name_words(k.name))
    return strongest(_told(p, item, new, surnames) for p in strangers for item in items if item.decision.kind in BRING)


def tells_of_others_only(new: NewItem, items: Sequence[FiledItem], persons: Sequence[Person]) -> bool:
    """Whether an item tells whom it is about, and neither the case nor an earlier letter of it knows any of them.

    Nobody is another one than somebody who did not tell his name yet.
    """
    if not any(known.name for known in persons):
        return False
    named = [p for p in new.persons if p.name and _tells_who(p, new)]
    letters = [plain(item.decision.main_text) for item in items if item.decision.kind in BRING]
    is_told = any(_is_named(plain(p.name or "").split(), text) for p in named for text in letters)
    return bool(named) and names_others_only(new, persons) and not is_told


def tells_birth_dates_of(new: NewItem, items: Sequence[FiledItem]) -> bool:
    """Whether a birth date that an item tells stands in an earlier letter of the case, whoever's it was taken for."""
    days = [p.birth_date for p in new.persons if p.birth_date]
    letters = [item.decision.main_text for item in items if item.decision.kind in BRING]
    return any(tells_day(text, day) for day in days for text in letters)


def _tells_who(person: Person, new: NewItem) -> bool:
    """Whether a name is told in full, by initials or as that of a family; a first name alone may be a child's."""
    name = plain(person.name or "")
    return len(name.split()) >= 2 or bool(re.search(rf"\b(?:familie|herrn?|frau|eheleute) {name}\b", new.text))


def is_child_told_before(person: Person, items: Sequence[FiledItem]) -> bool:
    """Whether a minor's full name stands in an earlier letter of those who file: theirs, though no applicant yet."""
    words = plain(person.name or "").split()
    letters = (item.decision.main_text for item in items if item.decision.kind in BRING)
    return person.is_minor and len(words) >= 2 and any(_is_named(words, plain(text)) for text in letters)


def _is_named(words: Sequence[str], text: str) -> bool:
    """Whether all words of a name stand in a text, first and family name near each other: "Kofi und Ada Osei"."""
    if not set(words) <= set(text.split()):
        return False
    first, last = words[0], words[-1]
    return bool(re.search(rf"\b(?:{first}(?: \w+){{0,3}} {last}|{last} {first})\b", text)) or len(words) == 1


def _told(person: Person, item: FiledItem, new: NewItem, surnames: frozenset[str]) -> Sign:
    words = plain(person.name or "").split()
    text = item.decision.main_text
    if not _is_named(words, plain(text)):
        return NONE
    if person.birth_date and tells_day(text, person.birth_date):
        return Sign(0.8, "Name und Geburtsdatum in einem früheren Schreiben")
    if len(words) < 2 or person.birth_date:
        return NONE
    is_near = new.decision.kind in HAND_NOTHING_IN or name_words(person.name or "")[-1] in surnames
    return Sign(0.5 if is_near else 0.4, "in einem früheren Schreiben genannt")
