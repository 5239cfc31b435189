"""Patterns for folded text that forgive white space, line breaks and the full stops of dates and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# Within a sentence: a full stop that belongs to a date, a number or an abbreviation does not end it.
_STOP = (
    r"(?<=\d)\.|\.(?=\d)|(?<=\b[a-z])\.|(?<=\b(?:dr|nr|st|ca))\.|(?<=\b(?:geb|bzw|ggf|abs|gem|str))\."
    r"|(?<=[a-z]str)\.|(?<=\bprof)\."
)
_WITHIN_SENTENCE = rf"(?:[^.!?]|{_STOP})"
_WITHIN_CLAUSE = rf"(?:[^.!?;]|{_STOP})"


def pattern(alternatives: str | Iterable[str], parts: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """Make a pattern of phrases; it is meant for folded text.

    Args:
        alternatives: One or several regular expressions. In them a space is any white space, `[^.!?]` stays within
            a sentence and `[^.!?;]` within a clause, abbreviations and dates forgiven; `<name>` stands for a part.
        parts: The parts by name.
    """
    phrases = [alternatives] if isinstance(alternatives, str) else list(alternatives)
    joined = "|".join(phrases)
    for name, part in (parts or {}).items():
        joined = joined.replace(f"<{name}>", f"(?:{part})")
    joined = joined.replace("[^.!?;]", _WITHIN_CLAUSE).replace("[^.!?]", _WITHIN_SENTENCE)
    return re.compile(_any_space(joined), re.MULTILINE)


def _any_space(regex: str) -> str:
    """Let every space of a regular expression stand for any white space; in sets of characters it stays one."""
    written, in_set, place = [], False, 0
    while place < len(regex):
        char = regex[place]
        if char == "\\":
            written.append(regex[place : place + 2])
            place += 2
            continue
        in_set = (in_set or char == "[") and char != "]"
        if char == " " and not in_set:
            optional = regex[place + 1 : place + 2] == "?"
            written.append(r"\s*" if optional else r"\s+")
            place += 2 if optional else 1
            continue
        written.append(char)
        place += 1
    return "".join(written)
