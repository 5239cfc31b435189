"""Which of several spellings of one name a message bears out best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from classifiers.mentions import Mention, Source
from classifiers.name_contexts import Sign
from classifiers.name_forms import title_case
from classifiers.names import plain


def best_name(mentions: Iterable[Mention]) -> str:
    """Of several spellings the fullest one; among equally full ones the most frequent, text before OCR."""
    votes: Counter[str] = Counter()
    words: Counter[str] = Counter()
    shown: dict[str, str] = {}
    mentions = [m for m in mentions if m.name]
    for mention in mentions:
        words.update(plain(mention.name).split())
    mentions = [
        replace(m, form=replace(m.form, name=m.name.split()[0])) if _is_doubled(m.name) else m for m in mentions
    ]
    written = [m for m in mentions if not (Sign.SIGNED in m.signs and m.quality < 1)]
    if any(len(m.name.split()) > 1 for m in written):
        mentions = written  # what OCR makes of ink does not tell a name better than print
    for mention in mentions:
        key = plain(mention.name)
        weight = mention.quality + (0.6 if mention.source in (Source.LETTER, Source.HEADER, Source.IDENTITY) else 0)
        weight += 1.0 if mention.source is Source.IDENTITY and Sign.FIELD in mention.signs else 0
        votes[key] += round(weight * 100)
        if key not in shown or _marks(mention.name) > _marks(shown[key]):
            shown[key] = mention.name
    if not votes:
        return ""
    for key in votes:  # each word as often as the message writes it just so, however the rest of the name stands there
        votes[key] += (
            100 * sum(words[word] for word in key.split()) // len(key.split()) - key.count("rn") - 300 * key.count("ii")
        )
    best = shown[max(votes, key=lambda key: (_is_latin(shown[key]), _fullness(key), votes[key]))]
    # Letters without vowels cannot be written in Latin ones: the name stays as the letter gives it.
    return best if _is_latin(best) or _ARABIC.search(best) else title_case(plain(best))


_ARABIC = re.compile(r"[\u0590-\u06ff]")


def _is_doubled(name: str) -> bool:
    """ "Suwarni Suwarni": offices write a single name twice."""
    words = plain(name).split()
    return len(words) == 2 and words[0] == words[1]


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2000 or not c.isalpha() for c in name)


def _marks(name: str) -> int:
    """Letters with diacritics tell that a name was written with care; signs that are none that it was misread."""
    return sum(ord(c) > 127 for c in name) - 5 * sum(c in "&?6" for c in name)


def _fullness(key: str) -> float:
    """How many words a name tells; of mere letters ("A. K.", "K.") how many, each for little."""
    words = key.split()
    return sum(len(word) > 1 for word in words) or len(words) / 10
