"""The fields of an item that a person corrects: how each is shown, chosen and read from a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from babel import Locale

from classifiers.names import word_set
from classifiers.records import (
    Decision,
    ExitObligation,
    FiledBy,
    Kind,
    Paper,
    PaperType,
    Person,
    Reasons,
    Representative,
    Residence,
    Role,
    Vollmacht,
    Whereabouts,
)
from review import words
from review.errors import BadInput

CHOICES: Final[Mapping[str, tuple[type[StrEnum], bool]]] = {
    "kind": (Kind, False),
    "filed_by": (FiledBy, True),
    "power_of_attorney": (Vollmacht, True),
    "reasons": (Reasons, True),
    "exit_obligation": (ExitObligation, False),
    "residence": (Residence, False),
    "whereabouts": (Whereabouts, False),
}
"""Fields with a closed set, and whether none of it may be chosen."""

# In the languages that letters come in; all others are written as a code.
_LANGUAGES: Final = word_set(
    "de en fr es it pt nl pl ro ru uk tr ar fa ku ps ur hi pa bn ta si ka hy az sq sr bs hr mk bg el zh vi mn so am ti"
    " sw ha yo ig"
)
_MOST_PERSONS: Final = 40
_MOST_CHARACTERS: Final = 200


def shown(field: str, decision: Decision) -> tuple[str, ...]:
    """Give the value of a field in German, a line for each part.

    Args:
        field: One of `words.FIELDS`.
        decision: About the item.
    """
    value = getattr(decision, field)
    match field:
        case "persons":
            return tuple(words.person(person) for person in decision.persons) or ("keine gefunden",)
        case "representative":
            return (_representative(decision.representative),)
        case "authority":
            return (words.authority(decision.authority),)
        case "removal_date":
            return (words.day(decision.removal_date) or "nicht genannt",)
        case "detained":
            return ("ja" if decision.detained else "nicht genannt",)
        case "language":
            return (words.language(decision.language),)
        case "papers":
            return tuple(f"{words.word(paper.type)}: {_pages(paper)}" for paper in decision.papers) or ("keine",)
        case "unreadable_papers":
            return decision.unreadable_papers
        case _:
            return (words.word(value),)


def options(field: str) -> tuple[tuple[str, str], ...]:
    """Give what can be chosen for a field: value and word; empty where it is no choice."""
    if field in CHOICES:
        members, may_be_none = CHOICES[field]
        none = (("", "nicht genannt"),) if may_be_none else ()
        return (*none, *((member.value, words.word(member)) for member in members))
    match field:
        case "authority":
            return (("", "nicht bekannt"), *words.authorities())
        case "language":
            names = Locale("de").languages
            known = sorted(((code, str(names.get(code, code))) for code in _LANGUAGES), key=lambda pair: pair[1])
            return (("", "nicht genannt"), *known)
        case "detained":
            return (("", "nicht genannt"), ("ja", "ja"))
        case _:
            return ()


def read(field: str, form: Mapping[str, str], decision: Decision) -> object:
    """Read a field from a form.

    Args:
        field: One of those that can be corrected.
        form: The form.
        decision: About the item as it is.

    Returns:
        The value, of the type of `Decision`.

    Raises:
        BadInput: What was sent cannot be.
    """
    if field in CHOICES:
        return _member(*CHOICES[field], form.get("value", ""))
    match field:
        case "persons":
            return _persons(form, decision.persons)
        case "representative":
            return _read_representative(form)
        case "removal_date":
            return _day(form.get("value", ""))
        case "papers":
            return _papers(form, decision.papers)
        case "detained":
            return form.get("value") == "ja"
        case "authority" | "language":
            return _chosen(field, form.get("value", ""))
        case _:
            raise BadInput("Dieses Feld kann nicht berichtigt werden.")


def _representative(value: Representative | None) -> str:
    return f"{value.name or '(Name unbekannt)'}, {words.word(value.role)}" if value else "keine"


def _pages(paper: Paper) -> str:
    if not paper.first_page:
        return "Text der E-Mail"
    is_one = paper.first_page == paper.last_page
    pages = f"Seite {paper.first_page}" if is_one else f"Seiten {paper.first_page}–{paper.last_page}"
    return pages if paper.source[:1].isdigit() else f"{paper.source}, {pages}"


def _member(members: type[StrEnum], may_be_none: bool, text: str) -> StrEnum | None:
    if not text and may_be_none:
        return None
    try:
        return members(text)
    except ValueError:
        raise BadInput("Dieser Wert steht nicht zur Wahl.") from None


def _chosen(field: str, text: str) -> str | None:
    if text not in {value for value, _ in options(field)}:
        raise BadInput("Dieser Wert steht nicht zur Wahl.")
    return text or None


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput("Bitte ein Datum angeben, zum Beispiel 02.03.2026.") from None


def _text(form: Mapping[str, str], name: str) -> str:
    text = " ".join(form.get(name, "").split())
    if len(text) > _MOST_CHARACTERS:
        raise BadInput(f"Bitte höchstens {_MOST_CHARACTERS} Zeichen.")
    return text


def _persons(form: Mapping[str, str], before: tuple[Person, ...]) -> tuple[Person, ...]:
    """Read the rows `name-0`, `born-0`, …; a row without a name and without a birth date is left out."""
    codes = {code for code, _ in words.countries()}
    persons = []
    for row in range(_MOST_PERSONS):
        name, born = _text(form, f"name-{row}"), _day(form.get(f"born-{row}", ""))
        if not name and born is None:
            continue
        nationality = form.get(f"nationality-{row}", "") or None
        if nationality is not None and nationality not in codes:
            raise BadInput("Diese Staatsangehörigkeit steht nicht zur Wahl.")
        aliases = before[row].aliases if row < len(before) else ()
        is_minor, is_incomplete = f"minor-{row}" in form, f"incomplete-{row}" in form
        persons.append(Person(name or None, born, nationality, aliases, is_minor, is_incomplete))
    return tuple(persons)


def _read_representative(form: Mapping[str, str]) -> Representative | None:
    role = _member(Role, True, form.get("role", ""))
    name = _text(form, "name")
    if role is None:
        if name:
            raise BadInput("Bitte auch angeben, was die Vertretung ist.")
        return None
    return Representative(name or None, Role(role))


def _papers(form: Mapping[str, str], before: tuple[Paper, ...]) -> tuple[Paper, ...]:
    """Read type and first page of each paper; a paper that begins later ends the one before it."""
    papers = []
    for row, paper in enumerate(before):
        kind = _member(PaperType, False, form.get(f"type-{row}", paper.type))
        first, last = _page(form, f"first-{row}", paper.first_page), _page(form, f"last-{row}", paper.last_page)
        if paper.first_page and not 1 <= first <= last:
            raise BadInput("Die erste Seite eines Papiers liegt nicht hinter der letzten.")
        is_cut = (first, last) != (paper.first_page, paper.last_page)
        source = (f"{first}" if first == last else f"{first}-{last}") if is_cut else paper.source
        papers.append(replace(paper, type=PaperType(str(kind)), first_page=first, last_page=last, source=source))
    return tuple(papers)


def _page(form: Mapping[str, str], name: str, before: int) -> int:
    if not before:
        return 0
    text = form.get(name, str(before)).strip()
    if not text.isdecimal() or len(text) > 4:
        raise BadInput("Bitte eine Seitenzahl angeben.")
    return int(text)
