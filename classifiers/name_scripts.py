"""Names across scripts: what the Cyrillic and the Latin spelling of one name have in common.

A letter has the name as its writer spells it, the papers have the one of the passport, and each country writes the same
letters otherwise: "Григоренко" is Hryhorenko, Grigorenko or Hrihorenko.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
# Of words in plain letters (`names.plain`): one letter for all that a Cyrillic one is written as.
_FOLDS = (
    (r"shch|schtsch|stsch", "s"),
    (r"dzh|dsch|dz", "z"),
    (r"dj", "d"),
    (r"sch|sh", "s"),
    (r"tsch|tch|ch|ts|tz|cz", "c"),
    (r"zh", "z"),
    (r"kh|g", "h"),
    (r"[jy]", "i"),
    (r"^ie", "e"),
    (r"ie|io", "e"),
    (r"w", "v"),
    (r"x", "ks"),
    (r"ck|q", "k"),
    (r"(.)\1+", r"\1"),
    (r"[iu]i$", "i"),
)


def are_in_two_scripts(a: str, b: str) -> bool:
    """Whether one of two names is in Cyrillic letters and the other one is not."""
    return bool(_CYRILLIC.search(a)) is not bool(_CYRILLIC.search(b))


@lru_cache(maxsize=8192)
def script_key(word: str) -> str:
    """What the spellings of a word of a name have in common: "hrihorenko" of Григоренко and of Hryhorenko.

    Args:
        word: In plain letters.
    """
    for pattern, to in _FOLDS:
        word = re.sub(pattern, to, word)
    return word
