"""One paper that gives power: what it covers, whom it names, and who signed it.

What makes a usable one stands in §§ 164-168 BGB and § 14 VwVfG: principal, representative, a statement of power, a
scope that covers the matter, and the own signature of every adult principal. A signature is ink (`Page.marks`), not
a typed name; a guardian shows his Bestallung instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from classifiers.names import name_words, plain
from classifiers.passages import Reading
from classifiers.patterns import one_of, phrases
from classifiers.records import Evidence, Paper, PaperType, Person, Representative
from classifiers.sentences import ends_only
from classifiers.vollmacht_names import is_named, names_representative
from parsers.records import Mark, Page

_INK = 0.5  # likeness of a mark from which on it counts as handwriting
_WELL_READ = 0.75  # quality of OCR from which on a name that is not there is believed to be missing
_BEFORE = 20  # characters before "Vollmacht" that tell which one: "meine frühere"

_PHRASES = phrases("vollmacht")
_SUITS = one_of(_PHRASES, "suits")
_GENERAL = one_of(_PHRASES, "general")
_OTHER_MATTER = one_of(_PHRASES, "other_matter")
_LIMITED = one_of(_PHRASES, "limited")
_EXCLUDES = one_of(_PHRASES, "excludes")
_TICKED_NO = one_of(_PHRASES, "ticked_no")
_REVOKED = one_of(_PHRASES, "revoked")
_UNTIL_REVOKED = one_of(_PHRASES, "until_revoked")
_EARLIER_ONE = one_of(_PHRASES, "earlier_one")
_GRANTS = one_of(_PHRASES, "grants")
_SUBSTITUTE = one_of(_PHRASES, "substitute")
_ACCEPTS = one_of(_PHRASES, "accepts")
_GUARDIAN_SUITS = one_of(_PHRASES, "guardian_suits")
_SIGNED_WORDS = one_of(_PHRASES, "signed_words")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff]{3}")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")


class Grade(IntEnum):
    """How far a paper carries; the best paper wins."""

    UNSUITABLE = 1
    UNSIGNED = 2
    ENCLOSED = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """What one paper is worth.

    Attributes:
        grade: How far it carries.
        why: In German, for staff.
        evidence: Where it begins.
        signed_by: Names of the applicants who signed it.
        confidence: 0-1.
    """

    grade: Grade
    why: str
    evidence: tuple[Evidence, ...]
    signed_by: tuple[str, ...] = ()
    confidence: float = 0.85


def judge_paper(
    reading: Reading,
    paper: Paper,
    adults: Sequence[Person],
    persons: Sequence[Person],
    representative: Representative | None,
) -> Judged:
    """Say what one paper is worth.

    Args:
        reading: The message cut into passages and papers.
        paper: A Vollmacht, Bestallung or Betreuerausweis.
        adults: Whose signature is needed.
        persons: Who applies.
        representative: Who represents; None where the paper's own word is to be taken.
    """
    text = _SPACED.sub(lambda m: m.group().replace(" ", ""), "\n".join(page.text for page in pages_of(reading, paper)))
    start = _start(reading, paper)
    if paper.type is PaperType.GUARDIANSHIP_CERTIFICATE:
        return _judge_certificate(text, start, persons)
    refused = _refused_for_matter(text)
    if refused:
        return Judged(Grade.UNSUITABLE, refused, start)
    reads_well = all(page.quality is None or page.quality > _WELL_READ for page in pages_of(reading, paper))
    named = [p for p in persons if p.name and is_named(p.name, text, needed=1)]
    if persons and not named and not any(p.name_is_incomplete for p in persons) and reads_well:
        return Judged(Grade.UNSUITABLE, "nennt keine der antragstellenden Personen", start, confidence=0.7)
    if representative and not names_representative(text, representative, reading, persons) and reads_well:
        return Judged(Grade.UNSUITABLE, "nennt eine andere Vertretung", start, confidence=0.7)
    return _judge_signatures(reading, paper, adults, start)


def _refused_for_matter(text: str) -> str:
    """Why a paper's own words make it useless here, in German; empty where they do not."""
    other_matter = _of_another_matter(text)
    if other_matter:
        return f"für eine andere Sache ({other_matter})"
    if _is_revoked(text):
        return "widerrufen"
    if _SUBSTITUTE.search(text) and not _GRANTS.search(ends_only(text)):
        return "Untervollmacht ohne die Vollmacht der antragstellenden Personen"
    return ""


def only_revokes(reading: Reading, paper: Paper) -> bool:
    """Whether a paper that speaks of a Vollmacht takes one back and gives none."""
    flat = ends_only("\n".join(page.text for page in pages_of(reading, paper)))
    return bool(_REVOKED.search(flat)) and not _GRANTS.search(flat) and not _UNTIL_REVOKED.search(flat)


def _is_revoked(text: str) -> bool:
    """Whether a paper is revoked itself; who gives a new Vollmacht often revokes an earlier one with it."""
    flat = ends_only(text)
    found = list(_REVOKED.finditer(flat))
    if _GRANTS.search(flat):
        found = [m for m in found if not _EARLIER_ONE.search(flat[max(0, m.start() - _BEFORE) : m.end()])]
    return bool(found) and not _UNTIL_REVOKED.search(text)


def _of_another_matter(text: str) -> str:
    """The words that confine a Vollmacht to another matter; empty where it covers this one."""
    others = [m for m in _OTHER_MATTER.finditer(text) if not _is_denied(text, m)]
    suits = [m for m in _SUITS.finditer(text) if not _is_denied(text, m)]
    if others and not suits:
        return others[0].group()
    of_this_one = [m for m in suits if not _GENERAL.fullmatch(m.group())]
    for other in others:
        if _LIMITED.search(text[max(0, other.start() - 40) : other.start()]) and len(of_this_one) < 2:
            return other.group()
    return ""


def _is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether a matter is named as not covered: "gilt nicht für …", or a box ticked "nein"."""
    before = re.split(r"[.;]\s|\n\s*\n", text[: match.start()])[-1]
    line_end = text.find("\n", match.end())
    line = text[match.end() : line_end if line_end >= 0 else len(text)]
    return bool(_EXCLUDES.search(before[-60:]) or _TICKED_NO.search(line))


def _judge_certificate(text: str, start: tuple[Evidence, ...], persons: Sequence[Person]) -> Judged:
    """A Bestallung, Bestellungsurkunde or Betreuerausweis: for this person, with a scope that covers the matter."""
    named = not persons or any(p.name and is_named(p.name, text) for p in persons)
    if not named:
        return Judged(Grade.UNSUITABLE, "für eine andere Person", start, confidence=0.7)
    if not _GUARDIAN_SUITS.search(text):
        return Judged(Grade.UNSUITABLE, "Aufgabenkreis umfasst die Sache nicht", start)
    return Judged(
        Grade.ENCLOSED,
        "Bestellung mit passendem Aufgabenkreis",
        start,
        tuple(p.name for p in persons if p.name),
        0.9,
    )


def _judge_signatures(reading: Reading, paper: Paper, adults: Sequence[Person], start: tuple[Evidence, ...]) -> Judged:
    """Count the hands: ink near the names of the adults who give the Vollmacht."""
    pages = pages_of(reading, paper)
    text = "\n".join(page.text for page in pages)
    marks = [mark for page in pages for mark in _hands_of_principals(page)]
    names = [p.name for p in adults if p.name]
    principals = [name for name in names if is_named(name, text) or _is_below_by_initial(name, text)] or names[:1]
    if _OTHER_SCRIPT.search(text):  # names in it are told by none of ours, so the hands count
        principals = max(principals, names[: len(marks)], key=len)
    if not marks and not _SIGNED_WORDS.search(text):
        return Judged(Grade.UNSIGNED, "keine Unterschrift gefunden", start)
    if len(names) > 1 and len(principals) < len(names):
        return Judged(Grade.UNSUITABLE, "nicht von allen Erwachsenen", start, tuple(principals), 0.75)
    if len(names) > 1 and len(marks) < len(names):
        signed = tuple(principals[: len(marks)])
        return Judged(Grade.UNSUITABLE, "nicht von allen Erwachsenen unterschrieben", start, signed, 0.7)
    return Judged(Grade.ENCLOSED, "unterschrieben", start, tuple(names))


def _is_below_by_initial(name: str, text: str) -> bool:
    """Whether "G. Kapanadze" stands there for Gela Kapanadze, as below a signature."""
    words = name_words(name)
    return len(words) > 1 and f" {words[0][0]} {words[-1]} " in f" {plain(text)} "


def _hands_of_principals(page: Page) -> list[Mark]:
    """The handwriting on a page, without that of the representative who accepts the Vollmacht at its end."""
    accepts = _ACCEPTS.search(page.text)
    end = accepts.start() if accepts else len(page.text) + 1
    return [mark for mark in page.marks if mark.likeness >= _INK and mark.offset < end]


def hands_on(reading: Reading, paper: Paper) -> int:
    """How many marks of ink a paper bears."""
    return sum(mark.likeness >= _INK for page in pages_of(reading, paper) for mark in page.marks)


def pages_of(reading: Reading, paper: Paper) -> tuple[Page, ...]:
    """The pages of a paper; of a body or an attached mail its only one."""
    first, last = (paper.first_page, paper.last_page) if paper.first_page else (1, 1)
    return reading.message.documents[paper.document].pages[first - 1 : last]


def _start(reading: Reading, paper: Paper) -> tuple[Evidence, ...]:
    first = reading.passages_of(paper)[:1]
    return tuple(p.evidence(0, len(p.text[:120].rstrip())) for p in first)
