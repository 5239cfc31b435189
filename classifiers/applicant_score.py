"""How much speaks for somebody being an applicant."""

from __future__ import annotations

from dataclasses import dataclass

from classifiers.capacity import Capacity, Standing
from classifiers.gathering import Gathered
from classifiers.mentions import Source
from classifiers.name_contexts import Sign
from classifiers.names import is_initials, plain
from classifiers.nationalities import GERMANY, UNION
from classifiers.people import LETTER_SOURCES, Individual

_WEIGHTS_IN_LETTER = {
    Sign.BORN: 3.0,
    Sign.BIRTH_TOLD: 2.0,
    Sign.CLIENT: 2.5,
    Sign.PARTY: 3.0,
    Sign.FIELD: 3.5,
    Sign.LISTED: 2.5,
    Sign.CHILD: 1.5,
    Sign.SPOUSE: 0.8,
    Sign.PUPIL: 0.8,
    Sign.MINOR: 1.0,
    Sign.PRINCIPAL: 3.5,
}
GIVES_A_ROLE = frozenset({Sign.CLIENT, Sign.PARTY, Sign.FIELD, Sign.LISTED, Sign.PRINCIPAL, Sign.COVERED})


@dataclass(slots=True)
class Candidate:
    """An individual with how much speaks for being an applicant."""

    person: Individual
    score: float
    order: int


def score_of(person: Individual, standing: Standing, gathered: Gathered) -> float:
    """How much speaks for somebody being an applicant; each sign counts once."""
    in_letter = person.signs_in(*LETTER_SOURCES)
    in_mandate = person.signs_in(Source.MANDATE)
    told = in_letter - ({Sign.BIRTH_TOLD} if Sign.BORN in in_letter else set())
    score = sum(weight for sign, weight in _WEIGHTS_IN_LETTER.items() if sign in told)
    if standing.capacity is not Capacity.SELF or not (Sign.SIGNED in in_letter <= {Sign.SUBJECT, Sign.SIGNED}):
        score += _subject_weight(person)  # a writer's own letterhead can stand where the subject does
    if any(m.source in LETTER_SOURCES and m.nationality not in (None, GERMANY) for m in person.mentions):
        score += 1.5
    if Sign.PRINCIPAL in in_mandate:
        score += 3.5
    if Sign.COVERED in in_mandate:
        score += 2.5
    if Sign.BORN in in_mandate and Sign.AGENT not in in_mandate:
        score += 1.0
    score += sum(
        0.4
        for source in (Source.PAPER, Source.IDENTITY)
        if person.signs_in(source) & {Sign.BORN, Sign.FIELD, Sign.PUPIL}
    )
    score += min(1.0, 0.2 * sum(m.source in LETTER_SOURCES for m in person.mentions))
    if (
        Sign.OF_WRITER in in_letter
        and in_letter & {Sign.PUPIL, Sign.RELATIVE, Sign.CHILD}
        and standing.capacity is not Capacity.LAWYER
    ):
        score += 0.7
    if standing.organisation and set(plain(person.name).split()) <= set(plain(standing.organisation).split()):
        score -= 6.0
    if (
        standing.capacity is not Capacity.SELF
        and Sign.BIRTH_TOLD in told
        and not told & GIVES_A_ROLE
        and not in_mandate
    ):
        score -= 1.5  # a lawyer names his clients in their place; who is told of in passing is none
    return score - _penalty(person, in_letter, in_mandate)


def _subject_weight(person: Individual) -> float:
    """A full name in the subject says whom the letter is about, a surname hints at it."""
    named = [m for m in person.mentions if Sign.SUBJECT in m.signs and Sign.OFFICE not in m.signs]
    if not named:
        return 0.0
    full = any(len(m.name.split()) > 1 for m in named)
    in_letter = any(m.source in LETTER_SOURCES for m in named)
    return (2.6 if in_letter else 1.8) if full else (1.6 if is_initials(named[0].name) else 0.8)


def _penalty(person: Individual, in_letter: set[Sign], in_mandate: set[Sign]) -> float:
    """What speaks against it: an office, a Vollmacht to act, a fate that makes applying impossible."""
    penalty = 0.0
    told = [m for m in person.mentions if m.source in (*LETTER_SOURCES, Source.HEADER)]
    offices = sum(Sign.OFFICE in m.signs for m in told)
    if offices:
        is_asked_for = bool(in_letter & GIVES_A_ROLE) or Sign.BORN in in_letter
        penalty += 1.0 if is_asked_for and offices * 2 <= len(told) else 4.0
    elif Sign.OFFICE in person.signs and not told:
        penalty += 4.0
    speaks_of_himself = Sign.BORN in in_letter and bool(in_letter & {Sign.SELF, Sign.SIGNED})
    if Sign.AGENT in in_mandate and not in_mandate & {Sign.PRINCIPAL, Sign.COVERED} and not speaks_of_himself:
        penalty += 6.0
    if UNION & {m.nationality for m in person.mentions if m.nationality} or (
        Sign.GONE in in_letter and not _is_asked_for(person)
    ):
        penalty += 4.0
    if Sign.RELATIVE in in_letter and not (
        in_letter & {Sign.OF_WRITER, Sign.LISTED, Sign.CLIENT, Sign.PARTY, Sign.FIELD}
    ):
        penalty += 1.0 if Sign.BORN in in_letter else 2.0
    return penalty


def _is_asked_for(person: Individual) -> bool:
    """Whether somebody is named as applicant in a place of its own, not beside the words that say he is gone."""
    return any(
        m.source in LETTER_SOURCES
        and Sign.GONE not in m.signs
        and (m.signs & {Sign.PARTY, Sign.FIELD, Sign.CLIENT, Sign.BORN} or Sign.SUBJECT in m.signs)
        for m in person.mentions
    ) or Sign.PRINCIPAL in person.signs_in(Source.MANDATE)
