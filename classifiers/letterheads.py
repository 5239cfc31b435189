"""The lines above a letter: whose paper it is written on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifiers.letter_lines import is_fax_header
from classifiers.passages import Part, Passage
from classifiers.records import Evidence

_HEAD_LINES = 8
_LONGEST_HEAD_LINE = 70
_COLUMN_GAP = re.compile(r"\s{4,}")  # the date beside a letterhead stands far right


def letterhead_of(passages: Sequence[Passage]) -> Iterator[tuple[str, Evidence]]:
    """The first lines of a letter and those before the addressee; a mail has its last lines instead."""
    count = 0
    for passage in passages[:3]:
        if passage.part not in (Part.HEAD, Part.SUBJECT, Part.TEXT):
            continue
        for match in re.finditer(r"[^\n]+", passage.text):
            if count >= _HEAD_LINES:
                return
            line = match.group().strip()
            if not line or is_fax_header(line):
                continue
            if (
                re.search(
                    r"(?:^|\W)an\s+(?:die|das|den)\b|h(?:ä|ae|a)rtefall\s?kommission|sehr\s+geehrte",
                    line,
                    re.IGNORECASE,
                )
                and count
            ):
                return
            count += 1
            if passage.part is Part.TEXT and len(_COLUMN_GAP.split(line)[0]) > _LONGEST_HEAD_LINE:
                return
            yield line, passage.evidence(match.start(), match.end())
