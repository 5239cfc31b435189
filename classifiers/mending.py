"""Puts telling words right in which OCR got a letter wrong: "bevollmächtge", "Lebcnslauf"."""

from __future__ import annotations

import functools
import re

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from classifiers.folding import OCR_CONFUSIONS
from classifiers.patterns import phrases

_WORDS = tuple(dict.fromkeys(phrases("paper_types")["mending"]["words"].split()))
_KNOWN = frozenset(_WORDS)
_LONG = 12  # letters from which on two may be wrong
_TOKEN = re.compile(r"[a-z0-9|]{6,30}")


def mended(plain: str) -> str:
    """A folded text with its telling words as they should have been read; offsets are not kept."""
    return _TOKEN.sub(lambda match: _mended_word(match.group()), plain)


@functools.lru_cache(maxsize=32768)
def _mended_word(word: str) -> str:
    """The telling word that this one nearly is, or the word itself.

    The ends of a word must be right: they are its grammar, and a word that differs there is mostly another form.
    """
    if word in _KNOWN or word.isdigit():
        return word
    for wrong, right in OCR_CONFUSIONS:
        if wrong in word and word.replace(wrong, right) in _KNOWN:
            return word.replace(wrong, right)
    near = process.extractOne(word, _WORDS, scorer=Levenshtein.distance, score_cutoff=2 if len(word) >= _LONG else 1)
    if near is None or near[0][0] != word[0] or near[0][-1] != word[-1]:
        return word
    return str(near[0])
