"""Sentences that say a thing is to follow: the Vollmacht, the reasons."""

from __future__ import annotations

import re

from classifiers.clauses import Sentence, clause_around
from classifiers.patterns import one_of, phrases

_PHRASES = phrases("announcements")
_FOLLOWS = one_of(_PHRASES, "follows")
_HANDS_OVER = one_of(_PHRASES, "hands_over")
_LATER = one_of(_PHRASES, "later")
_NOW = one_of(_PHRASES, "now")
_WITH_THE_ORIGINAL = one_of(_PHRASES, "with_the_original")


def announces(sentence: Sentence, thing: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether a sentence says that a thing follows, or that somebody hands it over or signs it at a later time.

    Args:
        sentence: What somebody says.
        thing: Names the thing.
        other: Names other things that may follow in its stead: a clause that names one of them and not the thing
            speaks of that one.

    Returns:
        False, too, where the thing is said to be here.
    """
    flat = sentence.flat
    named = list(thing.finditer(flat))
    if named and _WITH_THE_ORIGINAL.search(flat):
        return True
    if not named or all(_NOW.search(clause_around(flat, m.start(), m.end())) for m in named):
        return False
    verbs = list(_FOLLOWS.finditer(flat))
    if _LATER.search(flat):
        verbs += _HANDS_OVER.finditer(flat)
    clauses = [clause_around(flat, verb.start(), verb.end()) for verb in verbs]
    return any(thing.search(clause) or not other.search(clause) for clause in clauses)
