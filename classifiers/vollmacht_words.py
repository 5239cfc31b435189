"""What the letter says of the Vollmacht: a lawyer affirms it, it is to follow, or somebody represents no more."""

from __future__ import annotations

from collections.abc import Iterator

from classifiers.announcements import announces
from classifiers.clauses import sentences_of
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import one_of, phrases
from classifiers.records import Evidence
from classifiers.sentences import ends_only

_PHRASES = phrases("vollmacht")
_ASSERTED = one_of(_PHRASES, "asserted")
_ENDS = one_of(_PHRASES, "ends_representation")
_NAMES_IT = one_of(_PHRASES["announcement"], "names_it")
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

    No sentence does so that denies the paper or only asks whether it is needed.
    """
    for passage in _own_words(reading):
        for sentence in sentences_of(passage.text):
            if announces(sentence, _NAMES_IT, _OTHER_THING) and not _NO_PAPER.search(sentence.flat):
                return passage.evidence(sentence.start, sentence.end)
    return None


def ends_representation(reading: Reading) -> bool:
    """Whether the letter says that the representative acts no more: Mandat laid down, Vollmacht revoked."""
    return any(_ENDS.search(ends_only(passage.text)) for passage in _own_words(reading))


def _own_words(reading: Reading) -> Iterator[Passage]:
    return (passage for passage in reading.letter_passages if passage.part is not Part.QUOTED)
