"""Two names on one line with nothing but a space between them, as signatures stand below a Vollmacht."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from classifiers.mentions import Mention
from classifiers.name_forms import NameForm
from classifiers.names import plain, word_likeness

_ALIKE = 0.8  # per word: scans misread a letter


def apart(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each that joins the names of two people ("Ada Osei Kofi Mensah") made two.

    Args:
        mentions: Of one message; two birth dates tell that two of them are two people.
    """
    born = {mention.name: mention.birth_date for mention in mentions if mention.birth_date}
    return [one for mention in mentions for one in _parts(mention, born)]


def _parts(mention: Mention, born: dict[str, date]) -> Iterator[Mention]:
    words = mention.name.split()
    for cut in range(2, len(words) - 1):
        halves = (" ".join(words[:cut]), " ".join(words[cut:]))
        days = [next((day for name, day in born.items() if _is_spelled_so(half, name)), None) for half in halves]
        if all(days) and days[0] != days[1]:
            for half in halves:
                yield replace(mention, form=NameForm(half))
            return
    yield mention


def _is_spelled_so(half: str, name: str) -> bool:
    """Whether two names have the same words in the same order."""
    a, b = plain(half).split(), plain(name).split()
    return len(a) == len(b) and all(word_likeness(x, y) >= _ALIKE for x, y in zip(a, b, strict=True))
