"""THE PERSONS for whom an application is made: who of all people in a message they are, and what is told of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from classifiers.capacity import Capacity, Standing, find_standing
from classifiers.mentions import Mention, Source
from classifiers.name_contexts import Sign
from classifiers.names import NameForm, is_cut_form, is_initials, is_part_of, is_single_name, plain, same_name, surname
from classifiers.nationalities import GERMANY, UNION
from classifiers.passages import Reading
from classifiers.people import (
    Gathered,
    Individual,
    family_name,
    gather,
    individuals,
    letters_among_papers,
    own_name,
)
from classifiers.records import Evidence, Finding, Person
from classifiers.statements import Statement, Subject

_ADULT = 18
_APPLIES = 2.5  # from this score on somebody is taken for an applicant
_SURE = 6.0  # a score that leaves no doubt: confidence grows up to it
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
_GIVES_A_ROLE = frozenset({Sign.CLIENT, Sign.PARTY, Sign.FIELD, Sign.LISTED, Sign.PRINCIPAL, Sign.COVERED})
_LETTER = (Source.LETTER, Source.FORWARDED)


@dataclass(slots=True)
class _Candidate:
    """An individual with how much speaks for being an applicant."""

    person: Individual
    score: float
    order: int


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
    people, applicants = _judged(reading, gathered, standing, reference)
    if not any(_is_told(c) for c in applicants) and letters_among_papers(reading):
        widened = gather(reading, reference, papers_speak=True)
        more_people, more = _judged(reading, widened, standing, reference)
        if any(_is_told(c) for c in more):
            gathered, people, applicants = widened, more_people, [c for c in more if _is_told(c)]
    if not applicants:
        if _is_anonymous(gathered, standing):
            return (_unnamed(gathered),), (Finding("person", "", (), 0.6, "persons: applies without a name"),)
        return (), (_nobody(reading, people),)
    _complete_surnames(applicants, people, gathered, standing)
    nationalities = _nationalities(applicants, people, gathered.statements)
    persons, findings = [], []
    for candidate in applicants:
        person = _person(candidate.person, nationalities.get(id(candidate.person)), gathered, reference)
        persons.append(person)
        findings.append(_finding(candidate, person))
    return tuple(persons), tuple(findings)


def _judged(
    reading: Reading, gathered: Gathered, standing: Standing, reference: date
) -> tuple[list[Individual], list[_Candidate]]:
    """All individuals, and those of them who apply."""
    people = individuals(_with_own_name(gathered, reading))
    _mark_writers(people, gathered)
    _apply_births(people, gathered.statements)
    _apply_unions(people, gathered.statements)
    return people, _applicants(people, gathered, standing, reference)


def _is_told(candidate: _Candidate) -> bool:
    """Whether somebody is told as an applicant by more than his signature."""
    signs = candidate.person.signs_in(*_LETTER)
    return bool(signs & (_GIVES_A_ROLE | {Sign.BORN, Sign.BIRTH_TOLD, Sign.SELF}))


def _with_own_name(gathered: Gathered, reading: Reading) -> list[Mention]:
    """The mentions and, of a writer who uses no capitals, his own name."""
    mentions = list(gathered.mentions)
    for passage in reading.letter_passages:
        found = own_name(passage.text)
        if found and not any(
            same_name(m.name, found[0]) for m in mentions if m.source is Source.LETTER and Sign.SELF in m.signs
        ):
            mentions.append(
                Mention(NameForm(found[0]), passage.evidence(found[1], found[2]), Source.LETTER, frozenset({Sign.SELF}))
            )
    sender = gathered.writers.sender_name
    if sender and len(sender.split()) > 1 and gathered.writers.letter:
        if any(is_part_of(signer.name, sender) for signer in gathered.writers.letter):
            mentions.append(Mention(NameForm(sender), None, Source.HEADER, frozenset({Sign.SELF})))
    return mentions


def _mark_writers(people: Iterable[Individual], gathered: Gathered) -> None:
    for person in people:
        signs = person.signs_in(*_LETTER)
        person.is_writer = Sign.SIGNED in signs or Sign.SELF in signs
    if any(person.is_writer for person in people):
        return
    sender, head = gathered.writers.sender_name, " ".join(line for line, _ in gathered.writers.letterhead[:2])
    for person in people:
        if (sender and (same_name(sender, person.name) or is_part_of(sender, person.name))) or (
            head and plain(person.name) in plain(head)
        ):
            person.is_writer = True


# --- who applies


def _applicants(
    people: Sequence[Individual], gathered: Gathered, standing: Standing, reference: date
) -> list[_Candidate]:
    """Those who apply, in the order of the letter."""
    candidates = [
        _Candidate(person, _score(person, standing, gathered), _order(person, gathered.mentions)) for person in people
    ]
    chosen = [c for c in candidates if c.score >= _APPLIES and not _is_mere_writer(c.person, standing)]
    others = [c for c in chosen if not c.person.is_writer]
    chosen = [
        c for c in chosen if not (c.person.is_writer and others and _only_writes(c.person, others, gathered, standing))
    ]
    chosen += [
        c
        for c in candidates
        if c.person.is_writer and c not in chosen and _writes_for_himself(c, others, gathered, standing)
    ]
    if not chosen:
        chosen = _in_subject(candidates) or _from_papers(candidates, standing) or _most_named(candidates, standing)
    elif any(c.person.is_writer for c in chosen):
        chosen = [c for c in chosen if not _is_other_relative(c.person, reference)]
    chosen += _continued_list(candidates, chosen)
    return _without_doubles(sorted(chosen, key=lambda c: c.order))


def _in_subject(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Nobody is told by the letter: whom the subject names in full, where the letter speaks of him at all."""
    named = [
        c
        for c in candidates
        if c.score > 1.5
        and any(Sign.SUBJECT in m.signs and len(m.name.split()) > 1 for m in c.person.mentions)
        and not c.person.signs & {Sign.OFFICE, Sign.AGENT}
    ]
    return [c for c in named if not c.person.is_writer]


def _is_other_relative(person: Individual, reference: date) -> bool:
    """A grown-up brother or aunt of a writer who applies himself, not named as an applicant anywhere."""
    signs = person.signs_in(*_LETTER)
    born = person.birth_date
    is_minor = Sign.MINOR in signs or (born is not None and age_on(born, reference) < _ADULT)
    return Sign.RELATIVE in signs and not is_minor and not _is_asked_for_by_role(person) and not person.is_writer


def _is_asked_for_by_role(person: Individual) -> bool:
    return bool(person.signs_in(*_LETTER) & _GIVES_A_ROLE) or Sign.PRINCIPAL in person.signs_in(Source.MANDATE)


def _continued_list(candidates: Sequence[_Candidate], chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """Who goes on a numbered list of the family on a page that was not taken for the letter."""
    families = {plain(surname(c.person.name)) for c in chosen if not is_single_name(c.person.name)}
    return [
        c
        for c in candidates
        if c not in chosen
        and {Sign.PARTY, Sign.BORN} <= c.person.signs_in(Source.PAPER)
        and plain(surname(c.person.name)) in families
        and not c.person.signs & {Sign.OFFICE, Sign.GONE}
    ]


def _order(person: Individual, mentions: Sequence[Mention]) -> int:
    """Where the letter names somebody first, in a list or with a birth date rather than in passing."""
    places = {id(m): i for i, m in enumerate(mentions)}
    own = [
        places.get(id(m), len(mentions)) for m in person.mentions if m.source in _LETTER and Sign.SIGNED not in m.signs
    ]
    strong = [
        places.get(id(m), len(mentions))
        for m in person.mentions
        if m.source in _LETTER and m.signs & {Sign.BORN, Sign.FIELD, Sign.PARTY, Sign.LISTED}
    ]
    anywhere = [places.get(id(m), len(mentions)) for m in person.mentions]
    return min(strong or own or anywhere)


def _score(person: Individual, standing: Standing, gathered: Gathered) -> float:
    """How much speaks for somebody being an applicant; each sign counts once."""
    in_letter = person.signs_in(*_LETTER)
    in_mandate = person.signs_in(Source.MANDATE)
    told = in_letter - ({Sign.BIRTH_TOLD} if Sign.BORN in in_letter else set())
    score = sum(weight for sign, weight in _WEIGHTS_IN_LETTER.items() if sign in told)
    if standing.capacity is not Capacity.SELF or not in_letter <= {Sign.SUBJECT, Sign.SIGNED}:
        score += _subject_weight(person)  # a writer's own letterhead can stand where the subject does
    if any(m.source in _LETTER and m.nationality not in (None, GERMANY) for m in person.mentions):
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
    score += min(1.0, 0.2 * sum(m.source in _LETTER for m in person.mentions))
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
        and not told & _GIVES_A_ROLE
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
    in_letter = any(m.source in _LETTER for m in named)
    return (2.6 if in_letter else 1.8) if full else (1.6 if is_initials(named[0].name) else 0.8)


def _penalty(person: Individual, in_letter: set[Sign], in_mandate: set[Sign]) -> float:
    """What speaks against it: an office, a Vollmacht to act, a fate that makes applying impossible."""
    penalty = 0.0
    told = [m for m in person.mentions if m.source in (*_LETTER, Source.HEADER)]
    offices = sum(Sign.OFFICE in m.signs for m in told)
    if offices:
        is_asked_for = bool(in_letter & _GIVES_A_ROLE) or Sign.BORN in in_letter
        penalty += 1.0 if is_asked_for and offices * 2 <= len(told) else 4.0
    elif Sign.OFFICE in person.signs and not told:
        penalty += 4.0
    speaks_of_himself = {Sign.SELF, Sign.BORN} <= in_letter
    if Sign.AGENT in in_mandate and not in_mandate & {Sign.PRINCIPAL, Sign.COVERED} and not speaks_of_himself:
        penalty += 6.0
    if UNION & {m.nationality for m in person.mentions if m.nationality} or (Sign.GONE in in_letter and not _is_asked_for(person)):
        penalty += 4.0
    if Sign.RELATIVE in in_letter and not (
        in_letter & {Sign.OF_WRITER, Sign.LISTED, Sign.CLIENT, Sign.PARTY, Sign.FIELD}
    ):
        penalty += 1.0 if Sign.BORN in in_letter else 2.0
    return penalty


def _is_asked_for(person: Individual) -> bool:
    """Whether somebody is named as applicant in a place of its own, not beside the words that say he is gone."""
    return any(
        m.source in _LETTER
        and Sign.GONE not in m.signs
        and (m.signs & {Sign.PARTY, Sign.FIELD, Sign.CLIENT, Sign.BORN} or Sign.SUBJECT in m.signs)
        for m in person.mentions
    ) or Sign.PRINCIPAL in person.signs_in(Source.MANDATE)


def _is_mere_writer(person: Individual, standing: Standing) -> bool:
    """Whether somebody only writes for an office, firm or organisation."""
    if not person.is_writer or standing.capacity is Capacity.SELF:
        return False
    signs = person.signs_in(*_LETTER)
    return not signs & {Sign.FIELD, Sign.PARTY} and Sign.BORN not in signs


_INCLUDES_SELF = re.compile(
    r"\bda(?:ss|ß)\s+wir\b[^.!?]{0,90}\b(?:bleiben|dürfen|bekommen|erhalten|anerkannt)\b|\b(?:für|um)\s+(?:mich|uns)\b|\b(?:mein\s+(?:ehe)?mann|meine\s+(?:ehe)?frau)\s+und\s+(?:mich|ich,\s*[A-ZÄÖÜ])|(?:meine?\s+(?:kinder|familie|tochter|sohn|söhne|töchter|eltern|partner(?:in)?|mutter))\s+und\s+(?:ich|mich)\b|\bich\s+und\s+mein\w*|\bwir\s+(?:(?:alle|beide)\s+(?:bitten|beantragen|leben|sind|haben|möchten|wollen)|beantragen|stellen\s+den\s+antrag|sind\s+(?:\w+\s+){0,4}(?:familie|ehepaar|geboren|ausreisepflichtig))"
    r"|\b(?:meine|unsere)\s+(?:duldung|abschiebung|ausreise|asylantr\w+|aufenthaltserlaubnis)\b|\b(?:mein|unser)\s+(?:asyl\w*|aufenthalt|fall|pass)\b|\bich\s+(?:bin|wurde)\s+(?:\w+\s+){0,6}(?:geboren|ausreisepflichtig|geduldet|geflohen|geflüchtet)\b|\bich\s+habe\s+(?:nur\s+|eine\s+|noch\s+|seit\s+\w+\s+)*duldung"
    r"|\b(?:mich|uns)\s+(?:\w+\s+){0,2}(?:abschieben|abzuschieben)|\b(?:ich|wir)\s+(?:soll|sollen|muss|müssen)\s+(?:\w+\s+){0,5}(?:ausreisen|zurück\w*|verlassen|gehen)\b|\b(?:ich|wir)\s+(?:möchte|möchten|will|wollen|darf|dürfen|kann|können)\s+(?:\w+\s+){0,4}bleiben\b|\blassen\s+sie\s+(?:mich|uns)\b|\bmeine\s+familie\s+und\s+(?:mich|ich)\b"
    r"|\bmy\s+(?:asylum|case|deportation)\b|\bi\s+was\s+born\b|\bma\s+demande\b|\bje\s+suis\s+née?\b",
    re.IGNORECASE,
)
_ASKS_IN_FIRST_PERSON = re.compile(
    r"\b(?:ich|wir)\b[^.?!]{0,80}\b(?:stell\w*|beantrag\w*|einreich\w*)\b|\b(?:stelle|beantrage|bitte)\s+ich\b|\bmein(?:e[nmr]?)?\s+(?:\w*antrag|fall|verfahren|sache|anliegen|härtefall\w*)\b|\bunser(?:e[nmr]?)?\s+(?:\w*antrag|fall|verfahren|sache)\b|\bhelfen\s+sie\s+(?:mir|uns)\b|\bich\s+bitte\b|\b(?:bin|heiße)\s+ich\b|\bich\s+(?:heiße|bin\s+geboren)\b|\bi\s+(?:ask|apply|request)\b|\bje\s+(?:demande|vous)\b",
    re.IGNORECASE,
)
_ONLY_FOR_OTHERS = re.compile(
    r"\bich\s+schreibe\s+(?:dies\s+)?nicht\s+für\s+mich|\b(?:sind|als)\s+(?:\w+\s+){0,3}(?:pflegeeltern|vermieter|nachbarn|paten)\b|\bich\s+(?:selbst|selber)?\s*(?:habe|besitze)\s+(?:selbst\s+|selber\s+)?(?:eine?n?\s+)?(?:unbefristete\w*\s+)?(?:niederlassungs|aufenthalts)\w+|\b(?:ich\s+)?bin\s+(?:\w+\s+){0,4}deutsche[r]?\b|\bich\s+(?:bin|als)\s+(?:\w+\s+){0,3}(?:nachbar\w*|lehrer\w*|klassenlehrer\w*|pflegeeltern|pflegemutter|pflegevater|ehrenamtlich\w*|pfarrer\w*|arbeitgeber\w*|chef\w*|vermieter\w*|freund\w*|patin|pate|schwester|bruder|onkel|tante|cousin\w*|mutter|vater)\b"
    r"|\bals\s+(?:seine?|ihre?|deren)?\s*(?:schwester|bruder|mutter|vater|nachbar\w*|freund\w*|lehrer\w*|arbeitgeber\w*|pat(?:e|in)|ehrenamtlich\w*|tante|onkel|tochter|sohn)\b|\bin\s+(?:seinem|ihrem|deren)\s+namen\b|\bim\s+namen\s+(?:von|der|des)\b",
    re.IGNORECASE,
)


def _writes_for_himself(
    candidate: _Candidate, others: list[_Candidate], gathered: Gathered, standing: Standing
) -> bool:
    """Whether a writer who stands in no list of applicants is one all the same."""
    if standing.capacity is not Capacity.SELF or candidate.score < -1:
        return False
    if Sign.SELF in candidate.person.signs_in(*_LETTER) and not _is_german(gathered.text):
        return True
    if not others:
        return bool(
            _INCLUDES_SELF.search(gathered.text)
            or (_ASKS_IN_FIRST_PERSON.search(gathered.text) and not _ONLY_FOR_OTHERS.search(gathered.text))
        )
    return bool(_INCLUDES_SELF.search(gathered.text)) and not _ONLY_FOR_OTHERS.search(gathered.text)


def _is_german(text: str) -> bool:
    """Whether a text is German enough for the German signs to tell something."""
    words = text.casefold().split()
    return sum(
        word in {"und", "ich", "der", "die", "das", "wir", "ist", "nicht", "ein", "zu"} for word in words
    ) * 14 > len(words)


def _only_writes(person: Individual, others: list[_Candidate], gathered: Gathered, standing: Standing) -> bool:
    """Whether a writer with some score of his own nevertheless speaks for others only."""
    signs = person.signs_in(*_LETTER)
    if signs & {Sign.BORN, Sign.FIELD, Sign.PARTY, Sign.LISTED} or Sign.PRINCIPAL in person.signs_in(Source.MANDATE):
        if Sign.AGENT in person.signs_in(Source.MANDATE) and Sign.PRINCIPAL not in person.signs_in(Source.MANDATE):
            return not _INCLUDES_SELF.search(gathered.text)
        return False
    return not _INCLUDES_SELF.search(gathered.text) or bool(_ONLY_FOR_OTHERS.search(gathered.text))


def _from_papers(candidates: Sequence[_Candidate], standing: Standing) -> list[_Candidate]:
    """Where the letter tells nobody: whom the papers are about, if they agree."""
    told = [
        c
        for c in candidates
        if c.person.signs_in(Source.PAPER, Source.IDENTITY, Source.MANDATE) & {Sign.BORN, Sign.FIELD, Sign.PRINCIPAL}
        or _is_in_letter_and_papers(c.person)
    ]
    told = [
        c
        for c in told
        if Sign.OFFICE not in c.person.signs
        and Sign.AGENT not in c.person.signs
        and not _is_mere_writer(c.person, standing)
    ]
    if not told:
        return []
    most = max(len(c.person.mentions) for c in told)
    chosen = [c for c in told if len(c.person.mentions) >= max(2, most - 1) or len(told) == 1]
    if any(Sign.PARTY in c.person.signs_in(Source.PAPER) for c in chosen):
        chosen += [
            c for c in candidates
            if c not in chosen and Sign.PARTY in c.person.signs_in(Source.PAPER) and Sign.OFFICE not in c.person.signs
        ]  # all plaintiffs of the judgment that is sent in
    return chosen


def _is_in_letter_and_papers(person: Individual) -> bool:
    """Whether the letter names somebody, be it by one name only, of whom a paper tells the full one."""
    in_papers = [
        m for m in person.mentions if m.source not in (*_LETTER, Source.HEADER) and len(m.name.split()) > 1 and m.title
    ]
    return bool(in_papers) and any(m.source in (*_LETTER, Source.HEADER) for m in person.mentions)


def _most_named(candidates: Sequence[_Candidate], standing: Standing) -> list[_Candidate]:
    """Nobody is told as applicant: the one of whom the letter speaks most, if it speaks of him as one."""
    spoken = [
        c for c in candidates
        if not c.person.is_writer and c.score > 0.5 and not c.person.signs & {Sign.OFFICE, Sign.GONE, Sign.AGENT}
        and any(m.source in (*_LETTER, Source.HEADER) and (m.title in ("herr", "herrn", "frau", "familie") or m.signs & {Sign.SUBJECT, Sign.CLIENT, Sign.CHILD, Sign.PUPIL}) for m in c.person.mentions)
    ]  # fmt: skip
    return [max(spoken, key=lambda c: c.score)] if spoken else []


def _without_doubles(chosen: list[_Candidate]) -> list[_Candidate]:
    """A part of a name beside the full name of the same kind tells nobody new."""
    kept: list[_Candidate] = []
    for candidate in chosen:
        name = candidate.person.name
        is_part = is_single_name(name) or is_initials(name)
        if any(is_cut_form(name, other.person.name) for other in chosen if other is not candidate):
            continue
        if is_part and any(
            other is not candidate
            and not is_single_name(other.person.name)
            and is_part_of(name, other.person.name)
            and not _are_two(candidate.person, other.person)
            for other in chosen
        ):
            continue
        kept.append(candidate)
    return kept


def _are_two(a: Individual, b: Individual) -> bool:
    """Whether two birth dates show that they are two people."""
    return a.birth_date is not None and b.birth_date is not None and a.birth_date != b.birth_date


# --- what is told of them


def _apply_births(people: Sequence[Individual], statements: Sequence[Statement]) -> None:
    """Give birth dates told by a sentence to the writer or to the one named last before."""
    for statement in statements:
        if statement.birth_date is None:
            continue
        same_day = next((p for p in people if p.birth_date == statement.birth_date and p.signs_in(*_LETTER)), None)
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


def _apply_unions(people: Sequence[Individual], statements: Sequence[Statement]) -> None:
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
        if mention.evidence and mention.source in _LETTER
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
        if any(m.evidence and Sign.PARTY in m.signs and m.source in _LETTER for m in person.mentions)
    )
    return people[places[number - 1][1]] if 0 < number <= len(places) else None


def _nationalities(
    applicants: Sequence[_Candidate], people_named: Sequence[Individual], statements: Sequence[Statement]
) -> dict[int, str]:
    """The nationality of each applicant by the sentences of the letter."""
    told: dict[int, str] = {}
    people = [c.person for c in applicants]
    families = [p.nationality for p in people_named if p.nationality and any(_is_family(m) for m in p.mentions)]
    told_ones = [s for s in statements if s.nationality and s.nationality not in UNION]
    for statement in sorted(told_ones, key=lambda s: s.is_weak):
        for person in _meant(people, statement):
            if person.nationality is None:
                told.setdefault(id(person), statement.nationality or "")
    for person in people:
        if families and person.nationality is None:
            told.setdefault(id(person), families[0])
    return told


def _is_family(mention: Mention) -> bool:
    """ "Familie Kiala aus Angola", "Eheleute Haddad"."""
    return bool({"familie", "eheleute", "ehepaar", "fam"} & set(mention.title.split()))


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


def _complete_surnames(
    applicants: Sequence[_Candidate], people: Sequence[Individual], gathered: Gathered, standing: Standing
) -> None:
    """Give children and spouses who are named by first names only the surname of the family."""
    full = [c.person for c in applicants if not is_single_name(c.person.name) and not is_initials(c.person.name)]
    writers = [p for p in people if p.is_writer and not is_single_name(p.name)]
    applying = {id(c.person) for c in applicants}
    is_own = any({Sign.CHILD, Sign.OF_WRITER} <= c.person.signs for c in applicants)
    writers = [p for p in writers if id(p) in applying or (is_own and standing.capacity is Capacity.SELF)]
    family = (
        family_name([p for p in full if Sign.CHILD in p.signs] or full)
        or family_name(writers)
        or _titled_family(people)
    )
    if _ONE_NAME_ONLY.search(gathered.text):
        return
    family = family or _spoken_surname(applicants, people)
    if not family:
        return
    for candidate in applicants:
        person = candidate.person
        if not is_single_name(person.name) or is_initials(person.name) or plain(person.name) == plain(family):
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


def _spoken_surname(applicants: Sequence[_Candidate], people: Iterable[Individual]) -> str | None:
    """The subject gives "Shpresa, geb. …", the letter speaks of "Frau Krasniqi" and of nobody else so."""
    if len(applicants) != 1 or any(m.title in _PERSONAL for m in applicants[0].person.mentions):
        return None
    spoken = [
        p
        for p in people
        if is_single_name(p.name)
        and not is_initials(p.name)
        and not p.signs & {Sign.OFFICE, Sign.AGENT, Sign.GONE, Sign.SIGNED}
        and sum(m.title in _PERSONAL and m.source in _LETTER for m in p.mentions) > 1
    ]
    return spoken[0].name if len(spoken) == 1 else None


_PERSONAL = frozenset({"herr", "herrn", "frau"})


def _titled_family(people: Iterable[Individual]) -> str | None:
    return next(
        (
            m.name
            for p in people
            for m in p.mentions
            if _is_family(m)
        ),
        None,
    )


_PSEUDONYM = re.compile(
    r"\bname\w*\s+(?:\w+\s+){0,4}(?:geändert|verändert|abgekürzt|gekürzt|anonymisiert|erfunden)|\bpseudonym|\b(?:ohne|nicht\s+mit)\s+klarname\w*|\bnicht\s+(?:ihr|sein)\s+(?:richtiger|echter|wirklicher)\s+name|\bnennen\s+(?:wir|ich)\s+(?:sie|ihn)\b|\b(?:sie|ihn)\s+(?:hier\s+)?(?:nur\s+)?[^\s]+\s+nennen\b|\brichtige[rn]?\s+name\w*\s+(?:\w+\s+){0,4}(?:später|nachgereicht|mitgeteilt)",
    re.IGNORECASE,
)
_ONE_NAME_ONLY = re.compile(
    r"\bder\s+ganze\s+name\b|\bnur\s+einen\b(?=[^.!?\w]*[.!?]|\s+namen)|\bkeinen\s+zweiten\b|\bo\.\s?N\.|\bdrei\s?mal\s+x\b|\b(?:nur|lediglich)\s+(?:\w+\s+){0,3}(?:ein(?:en)?|diesen\s+einen|einem)\s+(?:einzigen\s+)?namen?\b|\b(?:es\s+gibt|hat|haben|führt|trägt)\s+(?:\w+\s+){0,3}(?:nur\s+(?:dies|ein)\w*|kein\w*\s+(?:familien|nach|vor|zu)namen?)|\bkein\s+(?:familien|nach|vor)name|\bohne\s+(?:weitere[nr]?|familien|nach|vor)\s?-?namen?|\beinzige[rn]?\s+name|\beigenname\b|\beinzelname|\bvorname\s*:?\s*(?:-|–|xxx|unbekannt|entfällt|keiner)|\bnachname\s*:?\s*(?:-|–|xxx|unbekannt|entfällt|keiner)|\bXXX\b|\beinnamig|\bonly\s+one\s+name",
    re.IGNORECASE,
)


def _person(individual: Individual, nationality: str | None, gathered: Gathered, reference: date) -> Person:
    name: str | None = individual.name
    aliases = individual.aliases
    birth_date = individual.birth_date
    incomplete = _is_incomplete(individual, gathered)
    if name and incomplete and not is_initials(name) and _is_pseudonym(individual, gathered):
        name, aliases = None, (name, *aliases)
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
    return not _ONE_NAME_ONLY.search(everything)


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
        return age_on(birth_date, reference) < _ADULT
    signs = individual.signs
    return Sign.MINOR in signs or (
        bool(signs & {Sign.CHILD}) and Sign.PRINCIPAL not in signs and Sign.SIGNED not in signs
    )


def age_on(birth_date: date, day: date) -> int:
    """Completed years of life on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _finding(candidate: _Candidate, person: Person) -> Finding:
    evidence: list[Evidence] = []
    ranked = sorted(
        candidate.person.mentions, key=lambda m: (m.source not in _LETTER, not m.signs & (_GIVES_A_ROLE | {Sign.BORN}))
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
    r"\bnamen?\b[^.!?]{0,40}\b(?:nicht|später|noch\s+nicht|lieber)\b|\banonym|\bohne\s+(?:meinen\s+|meine\s+)?namen?\b",
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


__all__ = ["age_on", "find_persons", "surname"]
