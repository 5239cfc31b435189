"""The surname of a family for children and spouses who are named by their first names only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from classifiers.applicant_score import Candidate
from classifiers.capacity import Capacity, Standing
from classifiers.gathering import Gathered
from classifiers.name_contexts import Sign
from classifiers.names import is_initials, is_single_name, plain
from classifiers.people import LETTER_SOURCES, Individual, family_name, is_family


def complete_surnames(
    applicants: Sequence[Candidate], people: Sequence[Individual], gathered: Gathered, standing: Standing
) -> None:
    """Give children and spouses who are named by first names only the surname of the family."""
    full = [c.person for c in applicants if len(c.person.name.split()) > 1 and not is_initials(c.person.name)]
    writers = [p for p in people if p.is_writer and not is_single_name(p.name)]
    applying = {id(c.person) for c in applicants}
    is_own = any({Sign.CHILD, Sign.OF_WRITER} <= c.person.signs for c in applicants)
    writers = [p for p in writers if id(p) in applying or (is_own and standing.capacity is Capacity.SELF)]
    family = (
        family_name([p for p in full if Sign.CHILD in p.signs] or full)
        or family_name(writers)
        or _titled_family(people)
    )
    if ONE_NAME_ONLY.search(gathered.text):
        return
    family = family or _spoken_surname(applicants, people)
    if not family:
        return
    for candidate in applicants:
        person = candidate.person
        if len(person.name.split()) > 1 or is_initials(person.name) or plain(person.name) == plain(family):
            continue
        if {"herr", "herrn", "frau"} & {m.title for m in person.mentions} and Sign.CHILD not in person.signs:
            continue  # "Frau Amina": nobody tells whether that is the first name
        if person.signs & {
            Sign.CHILD,
            Sign.SPOUSE,
            Sign.LISTED,
            Sign.MINOR,
            Sign.PARENT,
            Sign.COVERED,
            Sign.RELATIVE,
            Sign.BORN,
        } or (person.is_writer and len(full) > 0):
            first = person.mentions[0]
            person.mentions.append(
                replace(first, form=replace(first.form, name=f"{person.name} {family}"), signs=frozenset())
            )


def _spoken_surname(applicants: Sequence[Candidate], people: Iterable[Individual]) -> str | None:
    """The subject gives "Shpresa, geb. …", the letter speaks of "Frau Krasniqi" and of nobody else so."""
    if len(applicants) != 1 or any(m.title in _PERSONAL for m in applicants[0].person.mentions):
        return None
    spoken = [
        p
        for p in people
        if is_single_name(p.name)
        and not is_initials(p.name)
        and not p.signs & {Sign.OFFICE, Sign.AGENT, Sign.GONE, Sign.SIGNED}
        and sum(m.title in _PERSONAL and m.source in LETTER_SOURCES for m in p.mentions) > 1
    ]
    return spoken[0].name if len(spoken) == 1 else None


_PERSONAL = frozenset({"herr", "herrn", "frau"})


def _titled_family(people: Iterable[Individual]) -> str | None:
    return next(
        (m.name for p in people for m in p.mentions if is_family(m)),
        None,
    )


ONE_NAME_ONLY = re.compile(
    r"\bder\s+ganze\s+name\b|\bnur\s+einen\b(?=[^.!?\w]*[.!?]|\s+namen)|\bkeinen\s+zweiten\b|\bo\.\s?N\."
    r"|\bdrei\s?mal\s+x\b|\b(?:nur|lediglich)\s+(?:\w+\s+){0,3}(?:ein(?:en)?|diesen\s+einen"
    r"|einem)\s+(?:einzigen\s+)?namen?\b|\b(?:es\s+gibt|hat|haben|führt|trägt)\s+(?:\w+\s+){0,3}(?:nur\s+(?:dies"
    r"|ein)\w*(?:\s+(?:\w+\s+)?namen?\b|\s*[.,;!])|kein\w*\s+(?:familien|nach|vor|zu)namen?)|\bkein\s+(?:familien|nach|vor)name|\bohne\s+(?:weitere[nr]?"
    r"|familien|nach|vor)\s?-?namen?|\beinzige[rn]?\s+name|\beigenname\b|\beinzelname|\bvorname\s*:?\s*(?:-|–|xxx"
    r"|unbekannt|entfällt|keiner)|\bnachname\s*:?\s*(?:-|–|xxx|unbekannt|entfällt|keiner)|\bXXX\b|\beinnamig"
    r"|\bonly\s+one\s+name",
    re.IGNORECASE,
)
