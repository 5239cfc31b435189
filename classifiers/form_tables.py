"""Persons in tables, on cards and in the machine-readable zone of passports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifiers.dates import find_dates
from classifiers.form_labels import COLUMN_LABELS, NAME_LABELS, Label, fits, lines_of
from classifiers.form_persons import Entry, FormPerson, Record, person_of
from classifiers.name_forms import NameForm, parse_name, title_case
from classifiers.name_spans import find_names
from classifiers.nationalities import country_code

# A card gives surname and given names on lines of their own without labels, the birth date behind them.
_CARD = re.compile(
    r"^[ \t]*(?P<surname>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ' -]+?)[ \t]*\n[ \t]*(?P<given>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ' -]+?)[ \t]*\n"
    r"(?:[ \t]*alias[ \t]+(?P<alias>[^\n*\d]+)[^\n]*\n)?(?P<rest>[^\n]*\d{4}[^\n]*\n?[^\n]*)",
    re.MULTILINE,
)


def persons_on_cards(text: str) -> Iterator[FormPerson]:
    """The holders of residence cards and Duldungen."""
    for match in _CARD.finditer(text):
        dates = find_dates(match.group("rest"))
        names = [span.text for part in ("surname", "given") for span in find_names(match.group(part))]
        if not dates or len(names) != 2:
            continue
        alias = tuple(parse_name(match.group("alias").strip(" ,")).name for _ in [0] if match.group("alias"))
        form = NameForm(title_case(f"{match.group('given')} {match.group('surname')}"), None, alias)
        codes = [
            country_code(word)
            for word in re.findall(r"[A-Z]{3}\b|staatsang\w*\W+\w+|\b[a-z]+isch\b", match.group("rest"), re.IGNORECASE)
        ]
        yield FormPerson(
            form, match.start("surname"), match.end("given"), "card", dates[0].value, next(filter(None, codes), None)
        )


_COLUMN_GAP = re.compile(r"[ ]{2,}|\t+|\s*\|\s*")


def _columns(line: str) -> list[tuple[int, str]]:
    """The cells of a line with their places."""
    cells = []
    position = 0
    for part in _COLUMN_GAP.split(line):
        at = line.index(part, position) if part else position
        if part.strip():
            cells.append((at, part.strip()))
        position = at + len(part)
    return cells


def _heads(line: str) -> list[Label] | None:
    """The labels of a line whose cells are labels, or None; a cell may hold two ("geb. am / in")."""
    cells = _columns(line)
    if len(cells) < 2:
        return None
    labels: list[Label] = []
    for _, cell in cells:
        cell = re.sub(r"\([^)]*\)|[:.]+$", "", cell).strip()
        first = re.split(r"\s*/\s*", cell)[0].strip()
        found = next(
            (label for label, pattern in COLUMN_LABELS if pattern.fullmatch(cell) or pattern.fullmatch(first)), None
        )
        labels.append(found or Label.OTHER)
    known = [label for label in labels if label is not Label.OTHER]
    return labels if len(known) >= 2 and NAME_LABELS & set(labels) and Label.BIRTH in labels else None


def persons_in_columns(text: str) -> Iterator[FormPerson]:
    """The rows of a table below its head, or the one row above labels that stand below their entries."""
    lines = [
        (position, line) for position, line in lines_of(text) if line.strip() and not re.fullmatch(r"[\s_=.|-]+", line)
    ]
    for index, (_, line) in enumerate(lines):
        labels = _heads(line)
        if labels is None:
            continue
        rows = 0
        for position, row in lines[index + 1 :]:
            person = _person_in_row(position, row, labels)
            if person is None:
                break
            rows += 1
            yield person
        if not rows and index:
            person = _person_in_row(*lines[index - 1], labels)
            if person is not None:
                yield person


def persons_side_by_side(text: str) -> Iterator[FormPerson]:
    """A table with a column per person: every line begins with its label."""
    block: list[tuple[Label, list[tuple[int, str]]]] = []
    for position, line in [*lines_of(text), (len(text), "")]:
        cells = _columns(line)
        head = re.sub(r"[:.]+$", "", cells[0][1]) if cells else ""
        label = next((label for label, pattern in COLUMN_LABELS if pattern.fullmatch(head)), None)
        is_detail = (
            bool(block) and len(cells) == len(block[0][1]) + 1
        )  # "in", "Beruf": a line of the table without a known label
        if len(cells) >= 3 and (label is not None or is_detail):
            block.append((label or Label.OTHER, [(position + at, cell) for at, cell in cells[1:]]))
            continue
        yield from _from_block(block)
        block = []


def _from_block(block: list[tuple[Label, list[tuple[int, str]]]]) -> Iterator[FormPerson]:
    labels = {label for label, _ in block}
    if Label.BIRTH not in labels or not labels & NAME_LABELS:
        return
    for column in range(max(len(cells) for _, cells in block)):
        record = Record()
        for label, cells in block:
            if (
                column < len(cells)
                and label is not Label.OTHER
                and label not in record.entries
                and fits(label, cells[column][1])
            ):
                record.entries[label] = Entry(label, label.value, cells[column][1], cells[column][0])
        person = person_of(record)
        if person is not None and Label.BIRTH in record.entries:
            yield person


def _person_in_row(position: int, row: str, labels: list[Label]) -> FormPerson | None:
    """The person of a table's row whose cells stand under the labels; a short row has lost a cell at its end."""
    cells = _columns(row)
    if len(cells) < 2 or not find_dates(row):
        return None
    if len(cells) == len(labels) + 1 and re.fullmatch(r"\d{1,2}[.)]?", cells[0][1]):
        cells = cells[1:]
    record = Record()
    for label, (at, cell) in zip(labels, cells, strict=False):
        if label is not Label.OTHER and label not in record.entries and fits(label, cell):
            record.entries[label] = Entry(label, label.value, cell, position + at)
    return person_of(record) if Label.BIRTH in record.entries else None


# Line 1 of a passport's machine-readable zone: document, issuing state, "SURNAME<<GIVEN<NAMES" (ICAO Doc 9303-4).
_MRZ = re.compile(r"\bP[<A-Z](?P<state>[A-Z]{3})(?P<surname>[A-Z]+(?:<[A-Z]+)*)<<(?P<given>[A-Z]+(?:<[A-Z]+)*)<{2,}")


def machine_readable(text: str) -> Iterator[FormPerson]:
    """The holder of a passport by its machine-readable zone."""
    for match in _MRZ.finditer(text):
        given, family = (match.group(part).replace("<", " ") for part in ("given", "surname"))
        yield FormPerson(
            NameForm(title_case(f"{given} {family}")),
            match.start(),
            match.end(),
            "mrz",
            None,
            country_code(match.group("state")),
        )
