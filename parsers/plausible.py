"""Whether a run of words has the shape of words: a cheap judge of text layers and of readings by OCR."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_VOWELS = frozenset("aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûœıāēīōūąęėăő")
_TRIM = ".,;:!?()[]{}\"'„“”‚‘’»«›‹-–—*/|_"
_NUMBER = re.compile(r"\d[\d.,:/\-]*(?:[%€$]|[a-z]{1,2})?|[§€%&+=]+\d*")
# Longest runs of consonants that German words reach ("Angstschweiß" has eight letters for five sounds).
_MOST_CONSONANTS = 8
_LEAST_SHARE = 0.6


def is_word_shaped(word: str) -> bool:
    """Whether one word could be a word of a language in Latin letters, a number, or a mark.

    Capitals stand at the beginning, everywhere, or once within; letters and digits do not mix; vowels part the
    consonants. A word in other letters than Latin is a word as it stands.
    """
    core = word.strip(_TRIM)
    if not core:
        return False
    if _NUMBER.fullmatch(core):
        return True
    parts = [part for part in re.split(r"[-/.,:'’@_&+]", core) if part]
    return bool(parts) and all(_is_part_shaped(part) for part in parts)


def _is_part_shaped(part: str) -> bool:
    if part.isdigit():
        return True
    if not part.isalpha():
        return False
    if not unicodedata.name(part[0], "").startswith("LATIN"):
        return True
    # "GmbH" and "AufenthG" have one capital within or at the end; more are noise.
    if not (part.isupper() or sum(map(str.isupper, part[1:])) <= 1):
        return False
    lower = part.lower()
    if len(lower) <= 3:
        return True
    if part.isupper():  # an abbreviation
        return len(lower) <= 5 or any(letter in _VOWELS for letter in lower)
    run = longest = 0
    for letter in lower:
        run = 0 if letter in _VOWELS else run + 1
        longest = max(longest, run)
    return longest < len(lower) and longest <= _MOST_CONSONANTS


def looks_like_words(words: Sequence[str]) -> bool:
    """Whether most of the letters of a text stand in words that have the shape of words."""
    enough = _LEAST_SHARE * sum(map(len, words))
    shaped = 0
    for word in words:
        if is_word_shaped(word):
            shaped += len(word)
            if shaped >= enough:  # the rest of a page need not be looked at
                return True
    return False
