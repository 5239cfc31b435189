"""People of letters that are not German: the words that lead to a name, the name in its script, the birth date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from classifiers.dates import DateMention, find_dates
from classifiers.foreign_words import (
    AND,
    BEHALF,
    BORN,
    CHILD,
    NAMED,
    RELATIVE,
    SPOUSE,
    STOPS,
    WEAK,
    WITH_ME,
    does_not_apply,
)
from classifiers.language import reads_as_german
from classifiers.name_contexts import Sign
from classifiers.name_forms import title_case
from classifiers.name_spans import find_names
from classifiers.nationalities import find_nationalities


@dataclass(frozen=True, slots=True)
class ForeignPerson:
    """Somebody whom a letter in another language introduces.

    Attributes:
        start: First character of the name.
        end: One past the last one.
        name: In Latin letters where the letter gives them, else in its own script.
        signs: What the words that lead to the name say.
        birth_date: Told behind the name, before the next person.
    """

    start: int
    end: int
    name: str
    signs: frozenset[Sign]
    birth_date: date | None


_LEADS = (
    (NAMED, frozenset({Sign.SELF})),
    (SPOUSE, frozenset({Sign.SPOUSE, Sign.OF_WRITER})),
    (CHILD, frozenset({Sign.CHILD, Sign.OF_WRITER})),
    (RELATIVE, frozenset({Sign.RELATIVE, Sign.OF_WRITER})),
)
_PARTICLE = r"(?:al|el|de|da|do|dos|das|del|van|von|bin|ben|ibn|ould|e)"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽƏȘȚŞĞİÇЀ-ЯҐЁԱ-Ֆ]"
_CAPITALISED = rf"{_CAPITAL}[^\W\d_]*(?:['’`-][^\W\d_]+)*"
_LATIN = re.compile(rf"{_CAPITALISED}(?:[ ](?:{_PARTICLE}[ ])?{_CAPITALISED}){{0,4}}")
_OTHER_WORD = r"[\u0600-\u06ff\u0750-\u077f\u200c]+"
_ARABIC = re.compile(rf"{_OTHER_WORD}(?:[ ]{_OTHER_WORD}){{0,4}}")
_BRACKETED = re.compile(rf"\s*[(\[–-]\s*(?P<name>{_LATIN.pattern})\s*[)\]–-]?")
_BIRTH_WINDOW = 150  # characters between a name and what tells its birth date
_MARK_BEHIND = 45  # characters behind a date in which "doğumlu", "г.р." may stand
_FIRST_PERSON_BIRTH = 90
_BEFORE_LEAD = 40  # characters in which "for me and" may stand


def foreign_people(text: str, reference: date) -> tuple[ForeignPerson, ...]:
    """Everybody whom the paragraphs in other languages introduce.

    Args:
        text: A passage of the letter.
        reference: Day of receipt: nobody is born later.

    Returns:
        In order of place; nothing for paragraphs that read as German.
    """
    found: list[ForeignPerson] = []
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        paragraph = match.group()
        if sum(map(str.isalpha, paragraph)) < _LEAST_LETTERS or reads_as_german(paragraph):
            continue
        people = _in_paragraph(paragraph, reference)
        found += [replace(p, start=p.start + match.start(), end=p.end + match.start()) for p in people]
    return tuple(found)


_LEAST_LETTERS = 20
_WRAPPED = re.compile(r"(?<=[^\n]{52})\n")  # the break of a full line; a short line ends its entry


def _in_paragraph(text: str, reference: date) -> list[ForeignPerson]:
    text = _WRAPPED.sub(" ", text)
    introduced = sorted(_introduced(text), key=lambda person: person.start)
    introduced = [p for i, p in enumerate(introduced) if not i or p.start >= introduced[i - 1].end]
    introduced = sorted([*introduced, *_in_brackets(text, introduced)], key=lambda person: person.start)
    dates = [d for d in find_dates(text) if date(1915, 1, 1) <= d.value <= reference]
    result: list[ForeignPerson] = []
    for index, person in enumerate(introduced):
        limit = introduced[index + 1].start if index + 1 < len(introduced) else len(text)
        born = _birth(text, person, limit, dates)
        result.append(_with_birth(text, person, born))
        if born:
            result += _goes_on(text, result[-1], born, limit, dates)
    together = {sign for pattern, signs in _LEADS[1:3] for sign in signs & _CLOSE if _is_asked_for(text, pattern)}
    return [replace(p, signs=p.signs | {Sign.LISTED}) if p.signs & together else p for p in result]


_CLOSE = frozenset({Sign.SPOUSE, Sign.CHILD})


def _is_asked_for(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether the writer asks "for me and my children", be it in a place that names none of them."""
    return any(
        WITH_ME.search(text[max(0, lead.start() - _BEFORE_LEAD) : lead.start()]) for lead in pattern.finditer(text)
    )


def _introduced(text: str) -> Iterator[ForeignPerson]:
    """Whoever stands right behind words that lead to a name."""
    for pattern, signs in _LEADS:
        for lead in pattern.finditer(text):
            named = _name_at(text, lead.end())
            if named is None:
                continue
            name, end = named
            is_weak = bool(WEAK.fullmatch(lead.group().strip())) or Sign.SELF not in signs
            if len(name.split()) < 2 and Sign.SELF in signs and is_weak:
                continue
            if is_weak and Sign.SELF in signs and _is_latin(name) and not _is_person(text[lead.end() : end]):
                continue
            if is_weak and _ARABIC.match(text, lead.end()) and not _is_borne_out(text, name, end):
                continue
            more = set()
            if BEHALF.search(text[max(0, lead.start() - 60) : lead.start()]):
                more.add(Sign.CLIENT)
            if Sign.SELF not in signs and WITH_ME.search(text[max(0, lead.start() - _BEFORE_LEAD) : lead.start()]):
                more.add(Sign.LISTED)
            if does_not_apply(re.split(r"[.!?]\s", text[end : end + 120])[0]):
                more.add(Sign.GONE)
            yield ForeignPerson(lead.end(), end, name, signs | more, None)
    for lead in BEHALF.finditer(text):
        start = re.compile(r"[\s,:]*(?:(?:mr|mrs|ms|monsieur|madame|señora?|sr|sra)\.?\s+)?", re.IGNORECASE).match(
            text, lead.end()
        )
        named = _name_at(text, start.end()) if start else None
        if start and named and len(named[0].split()) > 1:  # "au nom de Dieu"
            yield ForeignPerson(start.end(), named[1], named[0], frozenset({Sign.CLIENT}), None)


def _is_borne_out(text: str, name: str, end: int) -> bool:
    """Whether words without capitals are a name for sure: Latin letters or a date behind, or they stand there again."""
    if _is_latin(name) or re.match(r"\s*[(،,]?\s*(?:\S+\s+){0,3}\(?[\d۰-۹٠-٩]{1,4}[/.-]", text[end : end + 60]):
        return True
    return text.count(name) > 1


def _name_at(text: str, start: int) -> tuple[str, int] | None:
    """The name that begins at a place, and where it ends; the Latin form in brackets behind it is the better one."""
    match = _LATIN.match(text, start)
    if match:
        name, end = " ".join(match.group().split()), match.end()
        if find_nationalities(name) or (name.isupper() and len(name) < 4):
            return None
    else:
        words = _arabic_words(text, start)
        if not words:
            return None
        name, end = " ".join(words), start + len(" ".join(words))
    latin = _BRACKETED.match(text, end)
    if latin and not _is_latin(name):
        return title_case(" ".join(latin.group("name").split())), latin.end()
    return title_case(name), end


def _arabic_words(text: str, start: int) -> list[str]:
    """The words of a name in Arabic letters: there are no capitals, so common words and full stops end it."""
    match = _ARABIC.match(text, start)
    words: list[str] = []
    for word in match.group().split(" ") if match else ():
        bare = word.rstrip("\u060c\u061b\u061f")
        if bare in STOPS or len(words) == 4 or len(bare) < 2:
            break
        words.append(bare)
        if bare != word:
            break
    return words


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2000 or not c.isalpha() for c in name)


def _in_brackets(text: str, introduced: list[ForeignPerson]) -> Iterator[ForeignPerson]:
    """Full names in Latin letters between those of another script: how the papers write somebody's name."""
    letters = [c for c in text if c.isalpha()]
    if sum(_is_latin(c) for c in letters) * 2 > len(letters):
        return
    is_first = not introduced
    for match in re.finditer(rf"\(\s*({_LATIN.pattern})\s*\)", text):
        words = match.group(1).split()
        if (
            len(words) < 2
            or any(p.start <= match.start() < p.end for p in introduced)
            or not _is_person(match.group(1))
        ):
            continue
        signs = frozenset({Sign.SELF}) if is_first else frozenset({Sign.LISTED})
        is_first = False
        yield ForeignPerson(match.start(1), match.end(1), title_case(" ".join(words)), signs, None)


def _is_person(name: str) -> bool:
    """Whether a Latin name between other letters is that of a person: the German find names of offices no names."""
    return any(span.text.split() == name.split() for span in find_names(name))


def _birth(text: str, person: ForeignPerson, limit: int, dates: list[DateMention]) -> DateMention | None:
    """The date behind a name that its words tell as the birth date."""
    for day in dates:
        if not person.end <= day.start < min(limit, person.end + _BIRTH_WINDOW):
            continue
        between, behind = text[person.end : day.start], text[day.end : min(limit, day.end + _MARK_BEHIND)]
        if BORN.search(between[-_FIRST_PERSON_BIRTH:]) or BORN.search(re.split(r"[.!?]\s", behind)[0]):
            return day
        if re.fullmatch(r"[\s,;(*–-]*", between):
            return day
        return None
    return None


def _with_birth(text: str, person: ForeignPerson, born: DateMention | None) -> ForeignPerson:
    if born is None:
        return person
    return replace(person, birth_date=born.value, signs=person.signs | {Sign.BORN})


def _goes_on(
    text: str, before: ForeignPerson, born: DateMention, limit: int, dates: list[DateMention]
) -> Iterator[ForeignPerson]:
    """The next ones of a list: "our children Ife (born …) and Dayo (born …)"."""
    joint = re.compile(rf"[^.!?\n]{{0,12}}?[\s,);]+(?:{AND}\s+)?")
    end, signs = born.end, before.signs - {Sign.SELF}
    while signs:
        match = joint.match(text, end)
        named = _name_at(text, match.end()) if match and match.end() < limit else None
        if match is None or named is None:
            return
        person = ForeignPerson(match.end(), named[1], named[0], signs - {Sign.BORN}, None)
        day = _birth(text, person, limit, dates)
        if day is None:
            return
        yield _with_birth(text, person, day)
        end = day.end
