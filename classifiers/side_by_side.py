"""Two names on one line with nothing but a space between them, as signatures stand below a Vollmacht."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from classifiers.mentions import Mention
from classifiers.name_forms import NameForm
from classifiers.names import plain, word_likeness

_ALIKE = 0.8  # per word: scans misread a letter


def apart(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each that joins two names of other mentions ("Ada Osei Kofi Mensah") made two.

    Args:
        mentions: Of one message.
    """
    known = {mention.name for mention in mentions if len(mention.name.split()) > 1}
    return [one for mention in mentions for one in _parts(mention, known)]


def _parts(mention: Mention, known: Iterable[str]) -> Iterator[Mention]:
    words = mention.name.split()
    for cut in range(2, len(words) - 1):
        halves = (" ".join(words[:cut]), " ".join(words[cut:]))
        if all(any(_is_spelled_so(half, name) for name in known) for half in halves):
            for half in halves:
                yield replace(mention, form=NameForm(half))
            return
    yield mention


def _is_spelled_so(half: str, name: str) -> bool:
    """Whether two names have the same words in the same order."""
    a, b = plain(half).split(), plain(name).split()
    return len(a) == len(b) and all(word_likeness(x, y) >= _ALIKE for x, y in zip(a, b, strict=True))
