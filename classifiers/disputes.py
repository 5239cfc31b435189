"""A sign that a court's letter belongs to a case: the family of the case and its authority are the two parties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifiers.case_index import BRING, KnownPeople, NewItem
from classifiers.name_signs import NONE, Sign, tells_another
from classifiers.names import plain, word_set
from classifiers.records import FiledItem, Kind, Person

_PARTIES = re.compile(
    r"(?P<who>[^\n]{3,80}?)[ \t]*(?:\./\.|\bgegen\b)[ \t]*(?:d(?:ie|en|as)[ \t]+)?(?P<office>[^\n,;]{4,60})"
)
# What the names of many offices have in common; "Land" and "Bund" are party to suits of everybody.
_OF_MANY = word_set(
    "stadt kreis landkreis kreisstadt land bundesrepublik deutschland nordrhein westfalen staedteregion region der des"
    " den die das vertreten durch oberburgermeister burgermeister landrat landratin auslanderbehorde wegen u und"
)


def dispute_sign(
    new: NewItem, case: str, items: Sequence[FiledItem], persons: Sequence[Person], known: KnownPeople
) -> Sign:
    """A family that only this case has is in court with an office that the letters of the case name."""
    if new.decision.kind is not Kind.AUTHORITY_REPLY:
        return NONE
    text = new.decision.main_text
    told = [frozenset(plain(item.decision.main_text).split()) for item in items if item.decision.kind in BRING]
    for parties in _PARTIES.finditer(text):
        who = plain(parties["who"]).split()
        ours = [name for name in _surnames(persons) if name in who and known.by_surname.get(name) == frozenset({case})]
        telling = frozenset(word for word in plain(parties["office"]).split() if len(word) > 2) - _OF_MANY
        is_told = bool(telling) and any(telling <= words for words in told)
        if is_told and any(not tells_another(text, name, persons) for name in ours):
            return Sign(0.5, "Rechtsstreit mit der Behörde dieses Falls")
    return NONE


def _surnames(persons: Sequence[Person]) -> frozenset[str]:
    return frozenset(plain(p.name).split()[-1] for p in persons if p.name and plain(p.name))
