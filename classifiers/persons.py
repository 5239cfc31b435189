"""THE PERSONS for whom an application is made: who of all people in a message they are, and what is told of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from classifiers.applicant_score import GIVES_A_ROLE, Candidate
from classifiers.applicants import is_told, judged
from classifiers.capacity import Capacity, Standing, find_standing
from classifiers.gathering import Gathered, gather, letters_among_papers
from classifiers.mentions import Source
from classifiers.name_contexts import Sign
from classifiers.names import is_initials, is_single_name, plain
from classifiers.nationalities import UNION
from classifiers.passages import Reading
from classifiers.people import LETTER_SOURCES, Individual
from classifiers.person_facts import ADULT, age_on, told_nationalities
from classifiers.records import Evidence, Finding, Person
from classifiers.statements import Subject
from classifiers.surnames import ONE_NAME_ONLY, complete_surnames

_TOLD_BY_HIMSELF = frozenset({Sign.SELF, Sign.SIGNED})
_SURE = 6.0  # a score that leaves no doubt: confidence grows up to it


def find_persons(reading: Reading, reference: date) -> tuple[tuple[Person, ...], tuple[Finding, ...]]:
    """Everyone for whom the application is made; in other kinds of items the persons whom they are about.

    Args:
        reading: The message with passages and papers.
        reference: Day of receipt, for ages.

    Returns:
        The persons in the order in which the letter gives them, and a finding for each with its evidence; where
        there is nobody, one finding that says what was searched.
    """
    gathered = gather(reading, reference)
    standing = find_standing(reading, gathered.writers)
    people, applicants = judged(reading, gathered, standing, reference)
    if not any(is_told(c) for c in applicants) and letters_among_papers(reading):
        widened = gather(reading, reference, papers_speak=True)
        more_people, more = judged(reading, widened, standing, reference)
        if any(is_told(c) for c in more):
            gathered, people, applicants = widened, more_people, [c for c in more if is_told(c)]
    if not applicants:
        if _is_anonymous(gathered, standing):
            return (_unnamed(gathered),), (Finding("person", "", (), 0.6, "persons: applies without a name"),)
        return (), (_nobody(reading, people),)
    complete_surnames(applicants, people, gathered, standing)
    nationalities = told_nationalities(applicants, people, gathered.statements)
    persons, findings = [], []
    for candidate in applicants:
        person = _person(candidate.person, nationalities.get(id(candidate.person)), gathered, reference)
        persons.append(person)
        findings.append(_finding(candidate, person))
    return tuple(persons), tuple(findings)


_PSEUDONYM = re.compile(
    r"\bname\w*\s+(?:\w+\s+){0,4}(?:geändert|verändert|abgekürzt|gekürzt|anonymisiert|erfunden)|\bpseudonym|\b(?:ohne"
    r"|nicht\s+mit)\s+klarname\w*|\bnicht\s+(?:ihr|sein)\s+(?:richtiger|echter|wirklicher)\s+name|\bmich\s+\S+\s+nennen\b|\bnennen\s+sie\s+mich\b"
    r"|\bnennen\s+(?:wir"
    r"|ich)\s+(?:sie|ihn)\b|\b(?:sie|ihn)\s+(?:hier\s+)?(?:nur\s+)?[^\s]+\s+nennen\b"
    r"|\brichtige[rn]?\s+name\w*\s+(?:\w+\s+){0,4}(?:später|nachgereicht|mitgeteilt)",
    re.IGNORECASE,
)


def _person(individual: Individual, nationality: str | None, gathered: Gathered, reference: date) -> Person:
    name: str | None = individual.name
    aliases = individual.aliases
    if ONE_NAME_ONLY.search(gathered.text):
        own = next((m.name for m in individual.mentions if is_single_name(m.name) and m.signs & _TOLD_BY_HIMSELF), name)
        aliases = tuple(dict.fromkeys((*aliases, individual.name))) if own != name else aliases
        name = own
    birth_date = individual.birth_date
    incomplete = _is_incomplete(individual, gathered)
    if name and incomplete and not is_initials(name) and _is_pseudonym(individual, gathered):
        aliases = (name, *aliases)
        name = None
    return Person(
        name,
        birth_date,
        individual.nationality or nationality,
        aliases,
        _is_minor(individual, birth_date, reference),
        incomplete,
    )


def _is_incomplete(individual: Individual, gathered: Gathered) -> bool:
    name = individual.name
    if is_initials(name):
        return True
    if _is_pseudonym(individual, gathered):
        return True
    if not is_single_name(name):
        return False
    everything = gathered.text + "\n" + "\n".join(f"{m.name}" for m in individual.mentions)
    return not ONE_NAME_ONLY.search(everything)


def _is_pseudonym(individual: Individual, gathered: Gathered) -> bool:
    """Whether the letter says, near the name, that it is not the real one."""
    for match in _PSEUDONYM.finditer(gathered.text):
        near = gathered.text[max(0, match.start() - 120) : match.end() + 120]
        if plain(individual.name) in plain(near) and not any(
            m.source in (Source.IDENTITY, Source.MANDATE) for m in individual.mentions
        ):
            return True
    return False


def _is_minor(individual: Individual, birth_date: date | None, reference: date) -> bool:
    if birth_date is not None:
        return age_on(birth_date, reference) < ADULT
    signs = individual.signs
    return Sign.MINOR in signs or (
        bool(signs & {Sign.CHILD}) and Sign.PRINCIPAL not in signs and Sign.SIGNED not in signs
    )


def _finding(candidate: Candidate, person: Person) -> Finding:
    evidence: list[Evidence] = []
    ranked = sorted(
        candidate.person.mentions,
        key=lambda m: (m.source not in LETTER_SOURCES, not m.signs & (GIVES_A_ROLE | {Sign.BORN})),
    )
    for mention in ranked:
        if mention.evidence and mention.evidence not in evidence:
            evidence.append(mention.evidence)
    signs = sorted(sign.value for sign in candidate.person.signs)
    confidence = round(max(0.4, min(0.98, 0.45 + 0.5 * candidate.score / _SURE)), 2)
    return Finding(
        "person", person.name or "", tuple(evidence[:6]), confidence, f"persons: {', '.join(signs) or 'writer'}"
    )


_WITHOUT_NAME = re.compile(
    r"\b(?:nach|vor|familien)?namen?\b[^.!?]{0,40}\b(?:nicht|später|noch\s+nicht|lieber)\b|\banonym|\bohne\s+(?:meinen\s+|meine\s+)?namen?\b",
    re.IGNORECASE,
)


def _is_anonymous(gathered: Gathered, standing: Standing) -> bool:
    """Whether somebody applies for himself without any name."""
    text = gathered.text
    if standing.capacity is not Capacity.SELF or not re.search(r"h(?:ä|ae|a)rtefall|\bantrag\b", text, re.IGNORECASE):
        return False
    return bool(_WITHOUT_NAME.search(text) and re.search(r"\b(?:ich|wir)\b", text, re.IGNORECASE))


def _unnamed(gathered: Gathered) -> Person:
    told = [s for s in gathered.statements if s.subject in (Subject.WRITER, Subject.ALL)]
    nationality = next((s.nationality for s in told if s.nationality and s.nationality not in UNION), None)
    return Person(None, next((s.birth_date for s in told if s.birth_date), None), nationality, name_is_incomplete=True)


def _nobody(reading: Reading, people: Sequence[Individual]) -> Finding:
    """What was searched in vain; the best candidate is told by his place only."""
    pages = sum(len(document.pages) for document in reading.message.documents)
    best = next((m.evidence for p in people for m in p.mentions if m.evidence), None)
    searched = (
        f"letter, subject and {len(reading.papers)} papers on {pages} pages; {len(people)} names, none as applicant"
    )
    return Finding("person", "", (best,) if best else (), 0.5, "persons", searched)
