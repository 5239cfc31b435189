"""The Vertretungsvollmacht (power of attorney): the paper, its scope, its people and its signatures.

What makes a usable one stands in §§ 164–168 BGB and § 14 VwVfG: principal, representative, a statement of power, a
scope that covers the matter, and the own signature of every adult principal. A signature is ink (`Page.marks`), not
a typed name; parents act for their minor children (§ 1629 BGB); a guardian shows his Bestallung instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from classifiers.names import same_name
from classifiers.passages import Part, Reading
from classifiers.patterns import one_of, phrases
from classifiers.records import (
    Evidence,
    FiledBy,
    Finding,
    Paper,
    PaperType,
    Person,
    Representative,
    Role,
    Vollmacht,
)
from classifiers.sentences import ends_only
from parsers.records import Page

_INK = 0.5  # likeness of a mark from which on it counts as handwriting


class _Grade(IntEnum):
    """How far a paper carries; the best paper wins."""

    UNSUITABLE = 1
    UNSIGNED = 2
    ENCLOSED = 3


@dataclass(frozen=True, slots=True)
class VollmachtFound:
    """What is known of the Vollmacht.

    Attributes:
        value: As in the contract; None where nobody files.
        finding: With the place that shows it, or with what was searched.
        proven_for: Names of the applicants who signed.
    """

    value: Vollmacht | None
    finding: Finding
    proven_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Judged:
    grade: _Grade
    why: str
    evidence: tuple[Evidence, ...]
    signed_by: tuple[str, ...] = ()
    confidence: float = 0.85


_PHRASES = phrases("vollmacht")
_SUITS = one_of(_PHRASES, "suits")
_OTHER_MATTER = one_of(_PHRASES, "other_matter")
_LIMITED = one_of(_PHRASES, "limited")
_EXCLUDES = one_of(_PHRASES, "excludes")
_TICKED_NO = one_of(_PHRASES, "ticked_no")
_EXCLUDES = one_of(_PHRASES, "excludes")
_TICKED_NO = one_of(_PHRASES, "ticked_no")
_REVOKED = one_of(_PHRASES, "revoked")
_UNTIL_REVOKED = one_of(_PHRASES, "until_revoked")
_GUARDIAN_SUITS = one_of(_PHRASES, "guardian_suits")
_ASSERTED = one_of(_PHRASES, "asserted")
_ANNOUNCED = one_of(_PHRASES, "announced")
_NO_PAPER = one_of(_PHRASES, "no_paper")
_SIGNED_WORDS = one_of(_PHRASES, "signed_words")
_ENDS = one_of(_PHRASES, "ends_representation")


def find_vollmacht(
    reading: Reading,
    persons: Sequence[Person],
    filed_by: FiledBy | None,
    representative: Representative | None,
    signers: Sequence[str],
) -> VollmachtFound:
    """Judge the Vollmacht of an application or a supplement.

    Args:
        reading: The message cut into passages and papers.
        persons: Who applies.
        filed_by: Who files; None gives None.
        representative: Who represents, or None.
        signers: Names below the letter.
    """
    if filed_by is None:
        return VollmachtFound(None, Finding("power_of_attorney", "", (), 1.0, "nobody_files"))
    adults = [p for p in persons if not p.is_minor]
    if filed_by is FiledBy.APPLICANT:
        return _of_applicants(reading, persons, adults, signers)
    judged = [_judge(reading, paper, adults, persons, representative) for paper in _candidates(reading)]
    if judged:
        return _best(_joined(judged, adults), persons)
    return _without_paper(reading, representative)


def _candidates(reading: Reading) -> tuple[Paper, ...]:
    return reading.papers_of_type(PaperType.POWER_OF_ATTORNEY, PaperType.GUARDIANSHIP_CERTIFICATE)


def _of_applicants(
    reading: Reading, persons: Sequence[Person], adults: Sequence[Person], signers: Sequence[str]
) -> VollmachtFound:
    """None is needed for oneself and one's children; one adult needs another's signature or Vollmacht."""
    others = _adults_who_did_not_sign(reading, persons, adults, signers)
    if not others:
        finding = Finding("power_of_attorney", Vollmacht.NOT_REQUIRED.value, (), 0.9, "applicants_file_themselves")
        return VollmachtFound(Vollmacht.NOT_REQUIRED, finding)
    judged = [_judge(reading, paper, others, persons, None) for paper in _candidates(reading)]
    if judged:
        return _best(_joined(judged, others), persons)
    names = ", ".join(p.name or "?" for p in others)
    searched = f"Unterschrift oder Vollmacht fehlt von: {names}. {_searched(reading)}"
    finding = Finding("power_of_attorney", Vollmacht.MISSING.value, (), 0.75, "adult_did_not_sign", searched)
    return VollmachtFound(Vollmacht.MISSING, finding)


def _adults_who_did_not_sign(
    reading: Reading, persons: Sequence[Person], adults: Sequence[Person], signers: Sequence[str]
) -> list[Person]:
    """Adults who apply and whose hand is not below the letter; none where nothing tells who signed.

    Names typed below a mail count as signatures; on paper the ink counts, whatever OCR made of the names.
    """
    unsigned = [p for p in adults if p.name and not any(same_name(p.name, s) for s in signers)]
    children = [p for p in persons if p.is_minor and p.name]
    if adults and len(unsigned) == len(adults) and any(same_name(c.name, s) for c in children for s in signers):
        return unsigned
    if len(adults) < 2 or not unsigned:
        return []
    hands = _hands_on_letter(reading)
    if hands:
        return unsigned[: len(adults) - hands] if hands < len(adults) else []
    return unsigned if len(unsigned) < len(adults) else []


def _hands_on_letter(reading: Reading) -> int:
    """How many marks of ink the letter on paper bears; 0 for a mail."""
    letter = reading.letter
    if letter is None or not letter.first_page:
        return 0
    return sum(mark.likeness >= _INK for page in _pages(reading, letter) for mark in page.marks)


def _pages(reading: Reading, paper: Paper) -> tuple[Page, ...]:
    first, last = (paper.first_page, paper.last_page) if paper.first_page else (1, 1)
    return reading.message.documents[paper.document].pages[first - 1 : last]


def _judge(
    reading: Reading,
    paper: Paper,
    adults: Sequence[Person],
    persons: Sequence[Person],
    representative: Representative | None,
) -> _Judged:
    """What one paper is worth."""
    text = "\n".join(page.text for page in _pages(reading, paper))
    start = _start(reading, paper)
    if paper.type is PaperType.GUARDIANSHIP_CERTIFICATE:
        return _judge_certificate(text, start, persons)
    other_matter = _of_another_matter(text)
    if other_matter:
        return _Judged(_Grade.UNSUITABLE, f"für eine andere Sache ({other_matter})", start)
    if _REVOKED.search(ends_only(text)) and not _UNTIL_REVOKED.search(text):
        return _Judged(_Grade.UNSUITABLE, "widerrufen", start)
    named = [p for p in persons if p.name and _is_named(p.name, text, needed=1)]
    if persons and not named and not any(p.name_is_incomplete for p in persons) and _reads_well(reading, paper):
        return _Judged(_Grade.UNSUITABLE, "nennt keine der antragstellenden Personen", start, confidence=0.7)
    if representative and not _names_representative(text, representative, reading) and _reads_well(reading, paper):
        return _Judged(_Grade.UNSUITABLE, "nennt eine andere Vertretung", start, confidence=0.7)
    return _judge_signatures(reading, paper, adults, start)


def _of_another_matter(text: str) -> str:
    """The words that confine a Vollmacht to another matter; empty where it covers this one."""
    others = [m for m in _OTHER_MATTER.finditer(text) if not _is_denied(text, m)]
    suits = [m for m in _SUITS.finditer(text) if not _is_denied(text, m)]
    if others and not suits:
        return others[0].group()
    for other in others:
        if _LIMITED.search(text[max(0, other.start() - 40) : other.start()]) and len(suits) < 2:
            return other.group()
    return ""


def _is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether a matter is named as not covered: "gilt nicht für …", or a box ticked "nein"."""
    before = re.split(r"[.;]\s|\n\s*\n", text[: match.start()])[-1]
    line_end = text.find("\n", match.end())
    line = text[match.end() : line_end if line_end >= 0 else len(text)]
    return bool(_EXCLUDES.search(before[-60:]) or _TICKED_NO.search(line))


def _is_named(name: str, text: str, needed: int = 2) -> bool:
    """Whether so many parts of a name stand in a text; OCR may have bent a letter."""
    flat = " ".join(text.split())
    words = re.findall(r"[^\W\d_][\w'’-]+", flat)
    parts = [part for part in re.split(r"[\s-]+", name) if len(part) > 2]
    hits = sum(any(same_name(part, word) for word in words) for part in parts)
    return bool(parts) and hits >= min(needed, len(parts))


def _names_representative(text: str, representative: Representative, reading: Reading) -> bool:
    """Whether the paper names the one who files: the person, the firm, or a person who writes for it."""
    if not representative.name:
        return True
    words = re.findall(r"[^\W\d_][\w'’-]+", text)
    telling = [
        w
        for w in re.findall(r"[^\W\d_][\w'’-]+", representative.name)
        if len(w) > 3 and w.casefold() not in _COMMON_IN_NAMES
    ]
    if not telling:
        return True
    if any(same_name(t, w) for t in telling for w in words):
        return True
    writers = [p.text for p in reading.letter_passages if p.part is Part.CLOSING]
    lines = [line.strip() for closing in writers for line in closing.splitlines()[1:5] if line.strip()]
    return any(len(line) < 50 and _is_named(line, text) for line in lines if re.fullmatch(r"[^\d@:]{5,50}", line))


_COMMON_IN_NAMES = frozenset(
    [
        "rechtsanwalt",
        "rechtsanwältin",
        "rechtsanwälte",
        "kanzlei",
        "verein",
        "e.v.",
        "beratungsstelle",
        "flüchtlingshilfe",
        "kirchengemeinde",
        "evangelische",
        "katholische",
        "frau",
        "herr",
        "gmbh",
        "für",
        "und",
        "von",
        "der",
        "die",
        "das",
    ]
)


def _reads_well(reading: Reading, paper: Paper) -> bool:
    return all(page.quality is None or page.quality > 0.75 for page in _pages(reading, paper))


def _judge_certificate(text: str, start: tuple[Evidence, ...], persons: Sequence[Person]) -> _Judged:
    """A Bestallung, Bestellungsurkunde or Betreuerausweis: for this person, with a scope that covers the matter."""
    named = not persons or any(p.name and _is_named(p.name, text) for p in persons)
    if not named:
        return _Judged(_Grade.UNSUITABLE, "für eine andere Person", start, confidence=0.7)
    if not _GUARDIAN_SUITS.search(text):
        return _Judged(_Grade.UNSUITABLE, "Aufgabenkreis umfasst die Sache nicht", start)
    return _Judged(
        _Grade.ENCLOSED,
        "Bestellung mit passendem Aufgabenkreis",
        start,
        tuple(p.name for p in persons if p.name),
        0.9,
    )


def _judge_signatures(reading: Reading, paper: Paper, adults: Sequence[Person], start: tuple[Evidence, ...]) -> _Judged:
    """Count the hands: ink near the names of the adults who give the Vollmacht."""
    pages = _pages(reading, paper)
    text = "\n".join(page.text for page in pages)
    marks = [(page, mark) for page in pages for mark in page.marks if mark.likeness >= _INK]
    names = [p.name for p in adults if p.name]
    principals = [name for name in names if _is_named(name, text)] or names[:1]
    if not marks and not _SIGNED_WORDS.search(text):
        return _Judged(_Grade.UNSIGNED, "keine Unterschrift gefunden", start)
    if len(names) > 1 and len(principals) < len(names):
        return _Judged(_Grade.UNSUITABLE, "nicht von allen Erwachsenen", start, tuple(principals), 0.75)
    if len(names) > 1 and len(marks) < len(names):
        return _Judged(
            _Grade.UNSUITABLE,
            "nicht von allen Erwachsenen unterschrieben",
            start,
            tuple(principals[: len(marks)]),
            0.7,
        )
    return _Judged(_Grade.ENCLOSED, "unterschrieben", start, tuple(names))


def _joined(judged: list[_Judged], adults: Sequence[Person]) -> list[_Judged]:
    """Forms of several adults, each signed by one, count together."""
    names = [p.name for p in adults if p.name]
    signed = [name for name in names if any(name in one.signed_by for one in judged)]
    if len(names) > 1 and len(judged) > 1 and len(signed) == len(names):
        evidence = tuple(place for one in judged for place in one.evidence)
        return [_Judged(_Grade.ENCLOSED, "je Erwachsenem eine", evidence, tuple(names)), *judged]
    return judged


def _best(judged: list[_Judged], persons: Sequence[Person]) -> VollmachtFound:
    best = max(judged, key=lambda one: (one.grade, one.confidence))
    value = {
        _Grade.ENCLOSED: Vollmacht.ENCLOSED,
        _Grade.UNSIGNED: Vollmacht.UNSIGNED,
        _Grade.UNSUITABLE: Vollmacht.UNSUITABLE,
    }[best.grade]
    proven = best.signed_by if best.grade is _Grade.ENCLOSED else ()
    if best.grade is _Grade.ENCLOSED and not proven:
        proven = tuple(p.name for p in persons if p.name)
    finding = Finding(
        "power_of_attorney",
        value.value,
        best.evidence,
        best.confidence,
        "vollmacht_paper",
        f"Papier geprüft: {best.why}.",
    )
    return VollmachtFound(value, finding, proven)


def _start(reading: Reading, paper: Paper) -> tuple[Evidence, ...]:
    first = reading.passages_of(paper)[:1]
    return tuple(p.evidence(0, len(p.text[:120].rstrip())) for p in first)


def _without_paper(reading: Reading, representative: Representative | None) -> VollmachtFound:
    """No paper: the lawyer's assertion, an announcement, or nothing."""
    is_lawyer = representative is not None and representative.role is Role.LAWYER
    if is_lawyer:
        for place, _ in _matches(reading, _ASSERTED):
            finding = Finding(
                "power_of_attorney",
                Vollmacht.ASSERTED.value,
                (place,),
                0.95,
                "lawyer_asserts",
                _searched(reading),
            )
            return VollmachtFound(Vollmacht.ASSERTED, finding)
    for place, sentence in _matches(reading, _ANNOUNCED):
        if "vollmacht" in sentence.casefold() and not _NO_PAPER.search(sentence):
            finding = Finding(
                "power_of_attorney",
                Vollmacht.ANNOUNCED.value,
                (place,),
                0.85,
                "announcement",
                _searched(reading),
            )
            return VollmachtFound(Vollmacht.ANNOUNCED, finding)
    finding = Finding("power_of_attorney", Vollmacht.MISSING.value, (), 0.85, "no_paper", _searched(reading))
    return VollmachtFound(Vollmacht.MISSING, finding)


def _matches(reading: Reading, pattern: re.Pattern[str]) -> Iterator[tuple[Evidence, str]]:
    for passage in reading.letter_passages:
        if passage.part is Part.QUOTED:
            continue
        for match in pattern.finditer(ends_only(passage.text)):
            yield passage.evidence(match.start(), match.end()), match.group()


def _searched(reading: Reading) -> str:
    """What was looked through for a Vollmacht, in German, for staff."""
    documents = reading.message.documents
    pages = sum(len(document.pages) for document in documents)
    unread = [d for d in documents if d.problem is not None]
    words = f"Durchsucht: {pages} Seiten in {len(documents)} Dokumenten, {len(reading.papers)} Papiere"
    return words + (f"; {len(unread)} nicht lesbar." if unread else "; alle lesbar.")


def ends_representation(reading: Reading) -> bool:
    """Whether the letter says that the representative acts no more: Mandat laid down, Vollmacht revoked."""
    return any(_ENDS.search(ends_only(p.text)) for p in reading.letter_passages if p.part is not Part.QUOTED)
