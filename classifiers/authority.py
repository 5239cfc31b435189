"""Which Ausländerbehörde is competent: the one that the letter names, else that of the applicants' home."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifiers.authority_names import Naming, OfficeMention, find_offices, office_in_town
from classifiers.clauses import clause_around, sentences_of
from classifiers.directory import Directory, plain
from classifiers.homes import FACILITY, Home, find_homes
from classifiers.letter_lines import organisation_in
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import one_of, phrases
from classifiers.places import Region
from classifiers.records import Evidence, Finding, PaperType, Person
from classifiers.subjects import letter_passages


@dataclass(frozen=True, slots=True)
class _Claim:
    """One reason to take an office for the competent one."""

    code: str
    weight: float
    evidence: Evidence
    source: str


# How much each way to name an office weighs; a home weighs `_HOME`.
_OF_NAMING = {
    Naming.LABELLED: 100.0,
    Naming.OFFICE: 85.0,
    Naming.TOWN: 80.0,
    Naming.ZAB: 55.0,
    Naming.BODY: 25.0,
}
_HOME, _FACILITY_HOME, _NEW_HOME = 60.0, 90.0, 88.0
_ACTING = 47.0  # more for a Kreis or a city that acts as an Ausländerbehörde
_OTHER_PAPER = 30.0  # less where only an enclosure names it
_PAST = 50.0  # less for the office that was competent
_ENOUGH = 40.0
_LETTERHEAD = 90  # characters of a line that may be an organisation's letterhead

_PHRASES = phrases("authority")
_ACTS = one_of(_PHRASES, "acts")
_WAS = one_of(_PHRASES, "was")
_NOT_COMPETENT = one_of(_PHRASES, "not_competent")
_KEEPS_FILE = re.compile(
    r"\bführ(?:t|en)\b[^.?!]{0,80}\bakte\b|\bakte\b[^.?!]{0,40}\b(?:führt|geführt)\b", re.IGNORECASE
)
_OWN_PARTS = frozenset({Part.HEAD, Part.SUBJECT, Part.TEXT, Part.CLOSING, Part.ENCLOSURES})


def find_authority(reading: Reading, persons: Sequence[Person], directory: Directory) -> Finding | None:
    """The competent Ausländerbehörde as a finding "authority" with its code, None where nothing tells it.

    What the letter says of the competent office wins over the address; persons in a facility of the Land belong to
    the Zentrale Ausländerbehörde of its Regierungsbezirk; in an authority's letter it is the writing one.

    Args:
        reading: The whole message.
        persons: The applicants, as far as they are known.
        directory: Who is competent where.
    """
    homes = find_homes(reading, persons)
    home = homes[0] if homes else None
    claims = [
        *_claims_of_homes(homes),
        *_claims_of_letter(reading, home, directory),
        *_claims_of_papers(reading, home, directory),
    ]
    if home is not None and home.place.region is not Region.NRW and not home.is_past:
        # Who lives in another Land now belongs to no office of this one, whoever kept the file before.
        claims = [claim for claim in claims if claim.weight >= _OF_NAMING[Naming.LABELLED]]
    best: dict[str, _Claim] = {}
    for claim in claims:
        if claim.code in directory.offices and (claim.code not in best or best[claim.code].weight < claim.weight):
            best[claim.code] = claim
    if not best:
        return None
    ranked = sorted(best.values(), key=lambda claim: -claim.weight)
    if ranked[0].weight < _ENOUGH:
        return None
    evidence = tuple(
        dict.fromkeys(c.evidence for c in sorted(claims, key=lambda c: -c.weight) if c.code == ranked[0].code)
    )
    lead = ranked[0].weight - (ranked[1].weight if len(ranked) > 1 else 0)
    confidence = min(0.98, 0.55 + ranked[0].weight / 400 + lead / 200)
    return Finding("authority", ranked[0].code, evidence[:3], round(confidence, 2), ranked[0].source)


def _claims_of_homes(homes: Sequence[Home]) -> Iterator[_Claim]:
    for rank, home in enumerate(homes[:4]):
        place = home.place
        if place.region is not Region.NRW:
            if rank == 0:
                return
            continue
        if home.is_facility and place.town is not None:
            yield _Claim(place.town.zab, _FACILITY_HOME - rank, home.evidence, "facility_of_the_land")
        elif place.authority is not None:
            weight = _NEW_HOME if home.has_moved_there else _HOME
            yield _Claim(place.authority, weight - 2 * rank, home.evidence, "home")


def _claims_of_letter(reading: Reading, home: Home | None, tables: Directory) -> Iterator[_Claim]:
    for passage in letter_passages(reading):
        if passage.part in _OWN_PARTS or passage.part is Part.FORWARDED:
            less = _OTHER_PAPER / 2 if passage.part is Part.FORWARDED else 0.0
            yield from _claims_of_passage(passage, home, tables, less)


def _claims_of_papers(reading: Reading, home: Home | None, tables: Directory) -> Iterator[_Claim]:
    """What enclosures name: decisions of the office, a Vollmacht, a court's decision."""
    own = {(p.document, p.page) for p in letter_passages(reading)}
    decisions = reading.papers_of_type(PaperType.AUTHORITY_DECISION, PaperType.COURT_DECISION, PaperType.IDENTITY)
    of_office = {(paper.document, page) for paper in decisions for page in range(paper.first_page, paper.last_page + 1)}
    for passage in reading.passages:
        place = (passage.document, passage.page)
        if place not in own and passage.part is not Part.QUOTED:
            less = _OTHER_PAPER if place in of_office else _OTHER_PAPER + 5
            yield from _claims_of_passage(passage, home, tables, less)


def _claims_of_passage(passage: Passage, home: Home | None, tables: Directory, less: float) -> Iterator[_Claim]:
    for mention in find_offices(passage.text):
        code = _code(mention, home)
        if code is None or _is_of_an_organisation(passage.text, mention):
            continue
        weight = _OF_NAMING[mention.naming] - less
        sentence, offset = _sentence_of(passage.text, mention)
        clause = clause_around(sentence, offset, offset + mention.end - mention.start)
        if mention.naming is Naming.BODY and _ACTS.search(sentence) and not _is_only_a_region(passage.text, mention):
            weight += _ACTING
        if _WAS.search(clause) or _NOT_COMPETENT.search(clause):
            weight -= _PAST
        if mention.naming is Naming.ZAB and home is not None and home.is_facility:
            weight += 30
        elif _KEEPS_FILE.search(clause):
            weight += _ACTING
        yield _Claim(code, weight, passage.evidence(mention.start, mention.end), f"named_{mention.naming.name.lower()}")
    if home is None:
        yield from _facility_alone(passage, tables, less)


def _code(mention: OfficeMention, home: Home | None) -> str | None:
    """The office's code; a ZAB without a town is that of the home's Regierungsbezirk, if that is a facility."""
    home_town = home.place.town if home is not None else None
    if mention.town is not None and mention.naming in (Naming.TOWN, Naming.LABELLED):
        return office_in_town(mention.town, home.place.authority if home is not None else None)
    if mention.code is None and home is not None and home.is_facility and home_town is not None:
        return home_town.zab
    return mention.code


def _sentence_of(text: str, mention: OfficeMention) -> tuple[str, int]:
    for sentence in sentences_of(text):
        if sentence.start <= mention.start < sentence.end:
            return sentence.text, mention.start - sentence.start
    return text[mention.start : mention.end], 0


def _is_of_an_organisation(text: str, mention: OfficeMention) -> bool:
    """Whether it is part of an organisation's name: "AWO Kreisverband Unna"."""
    start = text.rfind("\n", 0, mention.start) + 1
    line = text[start:].split("\n", 1)[0]
    name = organisation_in(line) if len(line) < _LETTERHEAD else None
    return name is not None and text[mention.start : mention.end].split("\n", 1)[0] in name


def _is_only_a_region(text: str, mention: OfficeMention) -> bool:
    """Whether it is named as an area: "im Kreis Steinfurt", "aus dem Kreis Unna"."""
    before = text[max(0, mention.start - 12) : mention.start]
    return bool(re.search(r"\b(?:im|aus\s+dem|in\s+der|durch\s+den|innerhalb\s+des)\s+$", before, re.IGNORECASE))


def _facility_alone(passage: Passage, tables: Directory, less: float) -> Iterator[_Claim]:
    """A facility of the Land with its town, where no home was found: "wir sind in der ZUE Soest"."""
    for match in FACILITY.finditer(passage.text):
        after = passage.text[match.end() : match.end() + 30]
        words = re.findall(r"[A-ZÄÖÜ][\wäöüß-]+", after)
        town = next((tables.towns[plain(word)] for word in words if plain(word) in tables.towns), None)
        if town is not None:
            yield _Claim(town.zab, _HOME - less, passage.evidence(match.start(), match.end()), "facility_of_the_land")
