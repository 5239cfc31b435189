"""Forms: labels with their entries beside, below or above them, gathered to one record per person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifiers.form_labels import ANY_LABEL, NAME_LABELS, Label, fits, label_of, lines_of
from classifiers.form_persons import Entry, FormPerson, Record, person_of
from classifiers.form_tables import machine_readable, persons_in_columns, persons_on_cards, persons_side_by_side

_ALONE = re.compile(
    rf"^[\s.,*•·–_-]*(?:\d{{1,2}}[.)]\s*)?(?:[\w ]{{2,20}}\s?/\s?)?(?:{ANY_LABEL})\s*(?:\([^)]*\))?[\s.:_…*-]*$",
    re.IGNORECASE,
)
_WITH_VALUE = re.compile(
    rf"^[\s.,*•·–-]*(?:[^\W\d_]{{1,2}}[ ])?(?:\d{{1,2}}[.)]\s*)?(?:(?:\w+|[\w ]+)\s?/\s?)?"
    rf"(?:{ANY_LABEL})\s*(?:\([^)]*\))?\s*(?:(?P<colon>:"
    rf"|=)|(?P<gap>\t|\.{{3,}}|_{{3,}}|\||[ ]{{2,}}))[\s.:_|…i°„“\"-]*(?P<value>\S[^\n]*)$",
    re.IGNORECASE,
)
_INLINE = re.compile(rf"(?:(?<=^)|(?<=[\s.;,|(]))(?:{ANY_LABEL})\s*(?::|=)\s*", re.IGNORECASE)
_SPACED = re.compile(
    r"^\s*(?P<word>familienname|nachname|vornamen?|geburtsdatum|staatsangehörigkeit|geboren(?:\s+am)?"
    r"|name)\s+(?P<value>\S[^\n]{1,60})$",
    re.IGNORECASE,
)


def find_form_persons(text: str) -> tuple[FormPerson, ...]:
    """The persons whom the forms of a page tell about.

    Args:
        text: A page or passage; labels and entries may stand on one line or on two, in either order.
    """
    entries = sorted([*_entries_on_lines(text), *_entries_apart(text)], key=lambda e: e.start)
    return (
        *_persons(entries),
        *persons_in_columns(text),
        *persons_side_by_side(text),
        *persons_on_cards(text),
        *machine_readable(text),
    )


def _entries_on_lines(text: str) -> Iterator[Entry]:
    """Labels with their entry on the same line; one line may hold several."""
    for position, line in lines_of(text):
        starts = [m for m in _INLINE.finditer(line)]
        if len(starts) > 1:
            for match, following in zip(starts, [*starts[1:], None], strict=True):
                label, word = label_of(match)
                value = line[match.end() : following.start() if following else len(line)]
                if value.strip(" .,;|"):
                    yield Entry(label, word, value.rstrip(), position + match.end())
            continue
        found = _WITH_VALUE.match(line)
        if found and found.group("value").strip(" ._-|"):
            label, word = label_of(found)
            yield Entry(label, word, found.group("value"), position + found.start("value"))
            continue
        spaced = _SPACED.match(line)
        if spaced and not _ALONE.match(line):
            alone = _ALONE.match(spaced.group("word"))
            if alone:
                label, word = label_of(alone)
                if fits(label, spaced.group("value"), strictly=True):
                    yield Entry(label, word, spaced.group("value"), position + spaced.start("value"))


def _entries_apart(text: str) -> Iterator[Entry]:
    """Labels alone on a line: their entry is the line before or after, whichever suits the whole form better."""
    lines = [(position, line) for position, line in lines_of(text) if line.strip()]
    labels = {i: _ALONE.match(line) for i, (_, line) in enumerate(lines)}
    alone = [i for i, match in labels.items() if match]
    if not alone or (len(alone) == 1 and label_of(labels[alone[0]])[0] is Label.OTHER):  # type: ignore[arg-type]
        return
    above = below = 0
    for i in alone:
        match = labels[i]
        assert match is not None  # noqa: S101 -- narrowed for the type checker
        label, _ = label_of(match)
        above += _is_value(lines, labels, i - 1, label)
        below += _is_value(lines, labels, i + 1, label)
    if not above and not below:
        return
    step = -1 if above > below or (above == below and _follows_value(alone, labels)) else 1
    for i in alone:
        match = labels[i]
        if match is None:
            continue
        label, word = label_of(match)
        if _is_value(lines, labels, i + step, label):
            yield Entry(label, word, lines[i + step][1], lines[i + step][0])


def _is_value(
    lines: Sequence[tuple[int, str]], labels: dict[int, re.Match[str] | None], index: int, label: Label
) -> bool:
    """Whether a line can be the entry of a label that stands alone on the line beside it."""
    if not 0 <= index < len(lines) or labels[index] or _WITH_VALUE.match(lines[index][1]):
        return False
    return fits(label, lines[index][1])


def _follows_value(alone: Sequence[int], labels: dict[int, re.Match[str] | None]) -> bool:
    """At a draw: the form ends with a label, so its entries stand above."""
    last = alone[-1]
    return last + 1 not in labels


def _persons(entries: Sequence[Entry]) -> Iterator[FormPerson]:
    records: list[Record] = []
    for entry in entries:
        if entry.label is Label.OTHER:
            continue
        if not records or not records[-1].takes(entry):
            if entry.label not in NAME_LABELS | {Label.REPRESENTATIVE}:
                continue
            records.append(Record())
        records[-1].entries[entry.label] = entry
    for record in records:
        person = person_of(record)
        if person:
            yield person
