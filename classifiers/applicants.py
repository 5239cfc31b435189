"""Who of all individuals in a message applies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from classifiers.applicant_score import GIVES_A_ROLE, Candidate, score_of
from classifiers.capacity import Standing
from classifiers.gathering import Gathered, own_name
from classifiers.mentions import Mention, Source
from classifiers.name_contexts import Sign
from classifiers.name_forms import NameForm, surname
from classifiers.name_spans import find_names
from classifiers.names import is_cut_form, is_initials, is_part_of, is_single_name, plain, same_name, sounds_alike
from classifiers.passages import Reading
from classifiers.people import LETTER_SOURCES, Individual, individuals, is_family
from classifiers.person_facts import ADULT, age_on, apply_births, apply_unions
from classifiers.writer_applies import is_mere_writer, only_writes, writes_for_himself

_APPLIES = 2.5  # from this score on somebody is taken for an applicant


def judged(
    reading: Reading, gathered: Gathered, standing: Standing, reference: date
) -> tuple[list[Individual], list[Candidate]]:
    """All individuals, and those of them who apply."""
    people = individuals(_with_own_name(gathered, reading))
    _mark_writers(people, gathered)
    apply_births(people, gathered.statements)
    apply_unions(people, gathered.statements)
    return people, _applicants(people, gathered, standing, reference)


def is_told(candidate: Candidate) -> bool:
    """Whether somebody is told as an applicant by more than his signature."""
    signs = candidate.person.signs_in(*LETTER_SOURCES)
    return bool(signs & (GIVES_A_ROLE | {Sign.BORN, Sign.BIRTH_TOLD, Sign.SELF}))


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
    mentions = [_in_latin(m, sender) for m in mentions]
    signers = gathered.writers.letter
    signs = not signers or any(is_part_of(signer.name, sender) for signer in signers)
    if signs and [span.text for span in find_names(sender) if span.is_full] == [sender]:
        mentions.append(Mention(NameForm(sender), None, Source.HEADER, frozenset({Sign.SELF})))
    return mentions


def _in_latin(mention: Mention, sender: str) -> Mention:
    """A writer who names himself in Arabic letters, by the Latin name of his mailbox, where the consonants agree."""
    if Sign.SELF in mention.signs and len(sender.split()) > 1 and sounds_alike(mention.name, sender):
        return replace(mention, form=replace(mention.form, name=sender, aliases=(*mention.form.aliases, mention.name)))
    return mention


def _mark_writers(people: Iterable[Individual], gathered: Gathered) -> None:
    for person in people:
        signs = person.signs_in(*LETTER_SOURCES)
        person.is_writer = Sign.SIGNED in signs or Sign.SELF in signs
    if any(person.is_writer for person in people):
        return
    sender, head = gathered.writers.sender_name, [plain(line) for line, _ in gathered.writers.letterhead[:2]]
    for person in people:
        name = plain(person.name)
        # One word among others may be any: "Muster zum Ausfüllen".
        in_head = name in head if is_single_name(person.name) else name in " ".join(head)
        if in_head or (sender and (same_name(sender, person.name) or is_part_of(sender, person.name))):
            person.is_writer = True


def _applicants(
    people: Sequence[Individual], gathered: Gathered, standing: Standing, reference: date
) -> list[Candidate]:
    """Those who apply, in the order of the letter."""
    candidates = [
        Candidate(person, score_of(person, standing, gathered), _order(person, gathered.mentions)) for person in people
    ]
    chosen = [c for c in candidates if c.score >= _APPLIES and not is_mere_writer(c.person, standing)]
    others = [c for c in chosen if not c.person.is_writer]
    chosen = [
        c for c in chosen if not (c.person.is_writer and others and only_writes(c.person, others, gathered, standing))
    ]
    chosen += [
        c
        for c in candidates
        if c.person.is_writer and c not in chosen and writes_for_himself(c, others, gathered, standing)
    ]
    if not chosen:
        chosen = _in_subject(candidates) or _from_papers(candidates, standing) or _most_named(candidates, standing)
    elif any(c.person.is_writer for c in chosen):
        chosen = [c for c in chosen if not _is_other_relative(c.person, reference) and not _is_child_of_other(c.person)]
    chosen = _without_scrawls(chosen)
    chosen += _continued_list(candidates, chosen)
    return _without_doubles(sorted(chosen, key=lambda c: c.order))


def _without_scrawls(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Without names that only a Vollmacht bears, with no birth date, where the letter names who applies.

    OCR reads a name into the ink of a signature ("Von Con Zaun").
    """
    in_letter = [c for c in chosen if any(m.source in LETTER_SOURCES for m in c.person.mentions)]
    if not in_letter:
        return list(chosen)
    return [c for c in chosen if c in in_letter or c.person.birth_date is not None]


def _in_subject(candidates: Sequence[Candidate]) -> list[Candidate]:
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
    signs = person.signs_in(*LETTER_SOURCES)
    born = person.birth_date
    is_minor = Sign.MINOR in signs or (born is not None and age_on(born, reference) < ADULT)
    return Sign.RELATIVE in signs and not is_minor and not _is_asked_for_by_role(person) and not person.is_writer


def _is_child_of_other(person: Individual) -> bool:
    """ "Ihr Sohn Fynn (6)": somebody else's child, in a letter that its writer sends for himself."""
    signs = person.signs_in(*LETTER_SOURCES)
    return {Sign.CHILD, Sign.OF_OTHER} <= signs and not signs & ({Sign.BORN, Sign.OF_WRITER} | GIVES_A_ROLE)


def _is_asked_for_by_role(person: Individual) -> bool:
    return bool(person.signs_in(*LETTER_SOURCES) & GIVES_A_ROLE) or Sign.PRINCIPAL in person.signs_in(Source.MANDATE)


def _continued_list(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
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
        places.get(id(m), len(mentions))
        for m in person.mentions
        if m.source in LETTER_SOURCES and Sign.SIGNED not in m.signs
    ]
    strong = [
        places.get(id(m), len(mentions))
        for m in person.mentions
        if m.source in LETTER_SOURCES and m.signs & {Sign.BORN, Sign.FIELD, Sign.PARTY, Sign.LISTED}
    ]
    anywhere = [places.get(id(m), len(mentions)) for m in person.mentions]
    return min(strong or own or anywhere)


def _from_papers(candidates: Sequence[Candidate], standing: Standing) -> list[Candidate]:
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
        and not is_mere_writer(c.person, standing)
    ]
    if not told:
        return []
    most = max(len(c.person.mentions) for c in told)
    chosen = [c for c in told if len(c.person.mentions) >= max(2, most - 1) or len(told) == 1]
    if any(Sign.PARTY in c.person.signs_in(Source.PAPER) for c in chosen):
        chosen += [
            c
            for c in candidates
            if c not in chosen and Sign.PARTY in c.person.signs_in(Source.PAPER) and Sign.OFFICE not in c.person.signs
        ]  # all plaintiffs of the judgment that is sent in
    return chosen


def _is_in_letter_and_papers(person: Individual) -> bool:
    """Whether the letter names somebody, be it by one name only, of whom a paper tells the full one."""
    in_papers = [
        m
        for m in person.mentions
        if m.source not in (*LETTER_SOURCES, Source.HEADER) and len(m.name.split()) > 1 and m.title
    ]
    return bool(in_papers) and any(m.source in (*LETTER_SOURCES, Source.HEADER) for m in person.mentions)


def _speaks_of(mention: Mention) -> bool:
    """Whether the letter speaks of somebody by title, or as of one it is about."""
    told = mention.title in ("herr", "herrn", "frau", "familie")
    told = told or bool(mention.signs & {Sign.SUBJECT, Sign.CLIENT, Sign.CHILD, Sign.PUPIL})
    return told and mention.source in (*LETTER_SOURCES, Source.HEADER)


def _most_named(candidates: Sequence[Candidate], standing: Standing) -> list[Candidate]:
    """Nobody is told as applicant: the one of whom the letter speaks most, if it speaks of him as one."""
    spoken = [
        c
        for c in candidates
        if not c.person.is_writer
        and (c.score > 0.5 or any(is_family(m) for m in c.person.mentions))
        and not c.person.signs & {Sign.OFFICE, Sign.GONE, Sign.AGENT}
        and any(_speaks_of(mention) for mention in c.person.mentions)
    ]
    return [max(spoken, key=lambda c: c.score)] if spoken else []


def _without_doubles(chosen: list[Candidate]) -> list[Candidate]:
    """A part of a name beside the full name of the same kind tells nobody new."""
    kept: list[Candidate] = []
    for candidate in chosen:
        name = candidate.person.name
        is_part = is_single_name(name) or is_initials(name)
        if any(is_cut_form(name, other.person.name) for other in chosen if other is not candidate):
            continue
        if len(chosen) > 1 and all(is_family(mention) for mention in candidate.person.mentions):
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
