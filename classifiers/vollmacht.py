"""The Vertretungsvollmacht (power of attorney) of an item: needed or not, and what there is of it.

Parents act for their minor children (§ 1629 BGB); who files for another adult needs that person's hand. What a paper
is worth says `vollmacht_papers`, what the letter says of it `vollmacht_words`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classifiers.names import same_name
from classifiers.passages import Reading
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
from classifiers.representative import agents_named
from classifiers.vollmacht_names import is_named
from classifiers.vollmacht_papers import Grade, Judged, hands_on, judge_paper, only_revokes, pages_of
from classifiers.vollmacht_words import announced_at, asserted_at

_VALUES = {
    Grade.ENCLOSED: Vollmacht.ENCLOSED,
    Grade.UNSIGNED: Vollmacht.UNSIGNED,
    Grade.UNSUITABLE: Vollmacht.UNSUITABLE,
}


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


def find_vollmacht(
    reading: Reading,
    persons: Sequence[Person],
    filed_by: FiledBy | None,
    representative: Representative | None,
    signers: Sequence[str],
    *,
    is_supplement: bool = False,
) -> VollmachtFound:
    """Judge the Vollmacht of an application or a supplement.

    Args:
        reading: The message cut into passages and papers.
        persons: Who applies.
        filed_by: Who files; None gives None.
        representative: Who represents, or None.
        signers: Names below the letter.
        is_supplement: The item hands in for a case that is known: a Vollmacht that comes with it is what it is for,
            whoever sent it, and need not be of those who gave theirs before.
    """
    if filed_by is None:
        return VollmachtFound(None, Finding("power_of_attorney", "", (), 1.0, "nobody_files"))
    adults = [p for p in persons if not p.is_minor]
    papers = reading.papers_of_type(PaperType.POWER_OF_ATTORNEY, PaperType.GUARDIANSHIP_CERTIFICATE)
    if is_supplement:
        papers = tuple(paper for paper in papers if not only_revokes(reading, paper))
    if is_supplement and papers:
        adults = _givers(reading, papers, adults) or adults[:1]
    elif filed_by is FiledBy.APPLICANT:
        return _of_applicants(reading, persons, adults, signers, papers)
    who = representative if filed_by is FiledBy.REPRESENTATIVE else None
    judged = [judge_paper(reading, paper, adults, persons, who) for paper in papers]
    if judged:
        return _best(_joined(judged, adults), persons)
    return _without_paper(reading, representative)


def _givers(reading: Reading, papers: Sequence[Paper], adults: Sequence[Person]) -> list[Person]:
    """The adults whom the papers name, but for one whom another empowers: a wife's Vollmacht needs no hand of his."""
    named = [p for p in adults if any(_names(reading, paper, p) for paper in papers)]
    agents = [name for name, _ in agents_named(reading, ())]
    return [p for p in named if not any(same_name(p.name, agent) for agent in agents)] or named


def _names(reading: Reading, paper: Paper, person: Person) -> bool:
    text = "\n".join(page.text for page in pages_of(reading, paper))
    return person.name is not None and person.name != "" and is_named(person.name, text)


def _of_applicants(
    reading: Reading,
    persons: Sequence[Person],
    adults: Sequence[Person],
    signers: Sequence[str],
    papers: Sequence[Paper],
) -> VollmachtFound:
    """None is needed for oneself and one's children; one adult needs another's signature or Vollmacht."""
    others = _adults_who_did_not_sign(reading, persons, adults, signers)
    if not others:
        finding = Finding("power_of_attorney", Vollmacht.NOT_REQUIRED.value, (), 0.9, "applicants_file_themselves")
        return VollmachtFound(Vollmacht.NOT_REQUIRED, finding)
    judged = [judge_paper(reading, paper, others, persons, None) for paper in papers]
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
    letter = reading.letter
    hands = hands_on(reading, letter) if letter is not None and letter.first_page else 0
    if hands:
        return unsigned[: len(adults) - hands] if hands < len(adults) else []
    return unsigned if len(unsigned) < len(adults) else []


def _joined(judged: list[Judged], adults: Sequence[Person]) -> list[Judged]:
    """Forms of several adults, each signed by one, count together."""
    names = [p.name for p in adults if p.name]
    signed = [name for name in names if any(name in one.signed_by for one in judged)]
    if len(names) > 1 and len(judged) > 1 and len(signed) == len(names):
        evidence = tuple(place for one in judged for place in one.evidence)
        return [Judged(Grade.ENCLOSED, "je Erwachsenem eine", evidence, tuple(names)), *judged]
    if len(names) > 1 and signed and any(one.grade is Grade.UNSIGNED for one in judged):
        # A form that one has signed beside another's empty one: signed, but not by all.
        return [one for one in judged if one.grade is not Grade.UNSIGNED]
    return judged


def _best(judged: list[Judged], persons: Sequence[Person]) -> VollmachtFound:
    best = max(judged, key=lambda one: (one.grade, one.confidence))
    value = _VALUES[best.grade]
    proven = best.signed_by if best.grade is Grade.ENCLOSED else ()
    if best.grade is Grade.ENCLOSED and not proven:
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


def _without_paper(reading: Reading, representative: Representative | None) -> VollmachtFound:
    """No paper: the lawyer's assertion, an announcement, or nothing."""
    is_lawyer = representative is not None and representative.role is Role.LAWYER
    if is_lawyer and (place := asserted_at(reading)):
        return _said(Vollmacht.ASSERTED, (place,), 0.95, "lawyer_asserts", reading)
    if place := announced_at(reading):
        return _said(Vollmacht.ANNOUNCED, (place,), 0.85, "announcement", reading)
    return _said(Vollmacht.MISSING, (), 0.85, "no_paper", reading)


def _said(
    value: Vollmacht, places: tuple[Evidence, ...], confidence: float, rule: str, reading: Reading
) -> VollmachtFound:
    return VollmachtFound(
        value, Finding("power_of_attorney", value.value, places, confidence, rule, _searched(reading))
    )


def _searched(reading: Reading) -> str:
    """What was looked through for a Vollmacht, in German, for staff."""
    documents = reading.message.documents
    pages = sum(len(document.pages) for document in documents)
    unread = [d for d in documents if d.problem is not None]
    words = f"Durchsucht: {pages} Seiten in {len(documents)} Dokumenten, {len(reading.papers)} Papiere"
    return words + (f"; {len(unread)} nicht lesbar." if unread else "; alle lesbar.")
