"""A sign that an item belongs to a case: it is about somebody whom an earlier letter of the case names."""

from __future__ import annotations

from collections.abc import Sequence

from classifiers.case_index import BRING, NewItem
from classifiers.name_signs import HAND_NOTHING_IN, NONE, Sign, strongest, tells_day
from classifiers.names import is_initials, plain, same_name
from classifiers.records import FiledItem, Kind, Person


def told_before_sign(new: NewItem, items: Sequence[FiledItem], persons: Sequence[Person]) -> Sign:
    """Somebody whom an earlier letter of the case names, though he was not read as an applicant: a husband."""
    if new.decision.kind is Kind.APPLICATION:
        return NONE
    named = [p for p in new.persons if p.name and not is_initials(p.name)]
    strangers = [p for p in named if not any(same_name(p.name, k.name) for k in persons)]
    return strongest(_told(p, item, new) for p in strangers for item in items if item.decision.kind in BRING)


def _told(person: Person, item: FiledItem, new: NewItem) -> Sign:
    words = plain(person.name or "").split()
    text = item.decision.main_text
    if not set(words) <= set(plain(text).split()):
        return NONE
    if person.birth_date and tells_day(text, person.birth_date):
        return Sign(0.8, "Name und Geburtsdatum in einem früheren Schreiben")
    if len(words) < 2 or person.birth_date:
        return NONE
    return Sign(0.5 if new.decision.kind in HAND_NOTHING_IN else 0.4, "in einem früheren Schreiben genannt")
