"""What the letter says of the Vollmacht: a lawyer affirms it, it is to follow, or somebody represents no more."""

from __future__ import annotations

from collections.abc import Iterator

from classifiers.clauses import Sentence, clause_around, sentences_of
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import one_of, phrases
from classifiers.records import Evidence
from classifiers.sentences import ends_only

_PHRASES = phrases("vollmacht")
_ASSERTED = one_of(_PHRASES, "asserted")
_ENDS = one_of(_PHRASES, "ends_representation")
_NAMES_IT = one_of(_PHRASES["announcement"], "names_it")
_FOLLOWS = one_of(_PHRASES["announcement"], "follows")
_HANDS_OVER = one_of(_PHRASES["announcement"], "hands_over")
_LATER = one_of(_PHRASES["announcement"], "later")
_NOW = one_of(_PHRASES["announcement"], "now")
_OTHER_THING = one_of(_PHRASES["announcement"], "other_thing")
_NO_PAPER = one_of(_PHRASES["announcement"], "no_paper")


def asserted_at(reading: Reading) -> Evidence | None:
    """Where a lawyer affirms that he has power to act ("anwaltlich versichert")."""
    for passage in _own_words(reading):
        match = _ASSERTED.search(ends_only(passage.text))
        if match:
            return passage.evidence(match.start(), match.end())
    return None


def announced_at(reading: Reading) -> Evidence | None:
    """Where the letter says that the Vollmacht is to follow.

    A sentence does so that names the paper and says that it follows, or that somebody hands it over or signs it at a
    later time; not where it is said to be here, or where it is another thing that follows.
    """
    for passage in _own_words(reading):
        for sentence in sentences_of(passage.text):
            if _announces(sentence):
                return passage.evidence(sentence.start, sentence.end)
    return None


def _announces(sentence: Sentence) -> bool:
    flat = sentence.flat
    named = list(_NAMES_IT.finditer(flat))
    if not named or _NO_PAPER.search(flat):
        return False
    if all(_NOW.search(clause_around(flat, m.start(), m.end())) for m in named):
        return False
    verbs = list(_FOLLOWS.finditer(flat))
    if _LATER.search(flat):
        verbs += _HANDS_OVER.finditer(flat)
    return any(_is_of_it(clause_around(flat, verb.start(), verb.end())) for verb in verbs)


def _is_of_it(clause: str) -> bool:
    """Whether a clause may speak of the Vollmacht: it names it, or no other thing."""
    return bool(_NAMES_IT.search(clause)) or not _OTHER_THING.search(clause)


def ends_representation(reading: Reading) -> bool:
    """Whether the letter says that the representative acts no more: Mandat laid down, Vollmacht revoked."""
    return any(_ENDS.search(ends_only(passage.text)) for passage in _own_words(reading))


def _own_words(reading: Reading) -> Iterator[Passage]:
    return (passage for passage in reading.letter_passages if passage.part is not Part.QUOTED)
