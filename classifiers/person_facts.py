"""Birth dates and nationalities that sentences tell, given to the one whom they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from classifiers.applicant_score import Candidate
from classifiers.mentions import Source
from classifiers.name_contexts import Sign
from classifiers.names import is_initials
from classifiers.nationalities import UNION
from classifiers.people import LETTER_SOURCES, Individual, is_family
from classifiers.statements import Statement, Subject

ADULT = 18


def apply_births(people: Sequence[Individual], statements: Sequence[Statement]) -> None:
    """Give birth dates told by a sentence to the writer or to the one named last before."""
    for statement in statements:
        if statement.birth_date is None:
            continue
        same_day = next(
            (p for p in people if p.birth_date == statement.birth_date and p.signs_in(*LETTER_SOURCES)), None
        )
        owner = (
            _owner(people, statement) if statement.subject is Subject.WRITER else same_day or _owner(people, statement)
        )
        if owner is not None and owner.birth_date in (None, statement.birth_date):
            last = owner.mentions[-1]
            owner.mentions.append(
                replace(
                    last,
                    evidence=statement.evidence,
                    source=Source.LETTER,
                    birth_date=statement.birth_date,
                    signs=frozenset({Sign.BIRTH_TOLD}),
                    nationality=None,
                )
            )


def apply_unions(people: Sequence[Individual], statements: Sequence[Statement]) -> None:
    """Note of whom a sentence says that he is German or a citizen of the Union."""
    for statement in statements:
        if statement.nationality in UNION and statement.subject in (Subject.NAMED, Subject.WRITER):
            owner = _owner(people, statement)
            if owner is not None and owner.nationality is None:
                last = owner.mentions[-1]
                owner.mentions.append(
                    replace(
                        last,
                        evidence=statement.evidence,
                        birth_date=None,
                        nationality=statement.nationality,
                        signs=frozenset(),
                    )
                )


def _owner(people: Sequence[Individual], statement: Statement) -> Individual | None:
    if statement.subject is Subject.WRITER:
        writers = [p for p in people if p.is_writer]
        return writers[0] if writers else None
    if statement.subject is Subject.NUMBERED:
        return _party(people, statement.count)
    place = statement.evidence
    before = [
        (mention.evidence.start, person)
        for person in people
        for mention in person.mentions
        if mention.evidence and mention.source in LETTER_SOURCES
        and (mention.evidence.document, mention.evidence.page) == (place.document, place.page)
        and mention.evidence.start < place.start
        and Sign.OFFICE not in mention.signs
        and Sign.SIGNED not in mention.signs
        and (len(person.name.split()) > 1 or mention.title or mention.signs or is_initials(person.name))
    ]  # fmt: skip
    return max(before, key=lambda pair: pair[0])[1] if before else None


def _party(people: Sequence[Individual], number: int) -> Individual | None:
    """The party of a number: "Antragstellerin zu 2"."""
    places = sorted(
        (
            min(
                (m.evidence.document, m.evidence.page, m.evidence.start)
                for m in person.mentions
                if m.evidence and Sign.PARTY in m.signs
            ),
            index,
        )
        for index, person in enumerate(people)
        if any(m.evidence and Sign.PARTY in m.signs and m.source in LETTER_SOURCES for m in person.mentions)
    )
    return people[places[number - 1][1]] if 0 < number <= len(places) else None


def told_nationalities(
    applicants: Sequence[Candidate], people_named: Sequence[Individual], statements: Sequence[Statement]
) -> dict[int, str]:
    """The nationality of each applicant by the sentences of the letter."""
    told: dict[int, str] = {}
    people = [c.person for c in applicants]
    families = [p.nationality for p in people_named if p.nationality and any(is_family(m) for m in p.mentions)]
    told_ones = [s for s in statements if s.nationality and s.nationality not in UNION]
    for statement in sorted(told_ones, key=lambda s: s.is_weak):
        for person in _meant(people, statement):
            if person.nationality is None:
                told.setdefault(id(person), statement.nationality or "")
    known = {code for person in people if (code := person.nationality or told.get(id(person)))}
    shared = families[:1] or (list(known) if len(known) == 1 else [])
    for person in people:
        if shared and person.nationality is None:
            told.setdefault(id(person), shared[0])  # who differs from his family is told of apart
    return told


def _meant(people: list[Individual], statement: Statement) -> list[Individual]:
    if statement.subject is Subject.ALL:
        if 0 < statement.count < len(people):
            place = statement.evidence
            earlier = [
                p
                for p in people
                if any(
                    m.evidence
                    and m.evidence.document == place.document
                    and (m.evidence.page, m.evidence.start) < (place.page, place.start)
                    for m in p.mentions
                )
            ]
            return earlier[-statement.count :] or people[: statement.count]
        return people
    if len(people) == 1:
        return people
    owner = _owner(people, statement)
    return [owner] if owner is not None else []


def age_on(birth_date: date, day: date) -> int:
    """Completed years of life on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
