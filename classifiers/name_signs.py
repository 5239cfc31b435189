"""Signs that an item is about the people of a case: persons, names in its text, initials, families."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from anyascii import anyascii
from rapidfuzz import fuzz

from classifiers.case_index import KnownPeople, NewItem, is_writer
from classifiers.casework import fits_initials
from classifiers.directory import directory
from classifiers.name_spans import find_names
from classifiers.names import is_initials, is_part_of, plain, same_name, sounds_alike, word_likeness
from classifiers.records import Kind, Person, Role

HAND_NOTHING_IN = frozenset({Kind.AUTHORITY_REPLY, Kind.WITHDRAWAL, Kind.ENQUIRY})
_SURNAME_ALONE = 0.46
_BENT, _NEARLY = 85, 75  # of 100: from which likeness on two names of one birth date are, or may be, one name
_FULL_NAME, _NAME_IN_TEXT = 0.8, 0.78
_NAME_APART = 0.6  # first and family name stand in the text, but not side by side
_NAME_AND_DAY = 0.93
_ONLY_SURNAME = 0.72  # no other case has it, and it stands where a letter says what it is about
_SUBJECT_WORDS, _BEGINNING = 60, 500  # words; characters
_KNOW_MANY = frozenset({Role.LAWYER, Role.ORGANISATION})
OTHER_BIRTH_DATE = "Name, anderes Geburtsdatum"
# A short surname, or one that is a town's name, may be any word unless it is spoken of as one.
_ADDRESSED = r"\b(?:herrn?|frau|familie|fam|eheleute|\w*sache) (?:\w+ ){{0,2}}{}\b"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its weight alone, 0–1, and what it is, in German, for staff."""

    weight: float
    why: str


NONE = Sign(0.0, "")


def strongest(signs: Iterator[Sign]) -> Sign:
    """The sign that weighs most; none where there is none."""
    return max(signs, key=lambda sign: sign.weight, default=NONE)


def person_sign(new: NewItem, persons: Sequence[Person]) -> Sign:
    """The best agreement of one person of the item, or of one named in its text, with those of a case."""
    ours = new.persons
    best = strongest(_agreement(p, k) for p in ours for k in persons)
    if best.weight < 0.9 and not _are_one_group(ours, persons):
        # One name in common of two families whose other names differ.
        best = Sign(min(best.weight, _SURNAME_ALONE), best.why)
    if best.weight > _NAME_APART or best.why == OTHER_BIRTH_DATE:
        return best
    is_one_group = _are_one_group(ours, persons)
    named = strongest(_spoken_of(known, new, is_one_group=is_one_group) for known in persons)
    return strongest(iter((best, named)))


def _spoken_of(known: Person, new: NewItem, *, is_one_group: bool) -> Sign:
    """A person of a case who signs, or whose name stands in the text."""
    signs = not known.is_minor and _signs(known, new)
    named = Sign(_FULL_NAME, "Unterschrift") if signs else _named_in_text(known, new)
    tells_days = any(p.birth_date for p in new.persons)
    if not tells_days or (signs and is_one_group) or not _SURNAME_ALONE < named.weight < _NAME_AND_DAY:
        return named
    # The item tells who it is about, with birth dates that are not those of this case.
    return Sign(_SURNAME_ALONE, named.why)


def _signs(known: Person, new: NewItem) -> bool:
    """Whether a person of a case, known by the full name, signs with it."""
    name = known.name or ""
    full = [signer for signer in new.decision.signers if len(plain(signer).split()) >= 2 and not is_initials(signer)]
    return len(plain(name).split()) >= 2 and not is_initials(name) and is_writer(name, full)


def _are_one_group(persons: Sequence[Person], known: Sequence[Person]) -> bool:
    """Whether at least half of the smaller group is in the other one."""
    ours = [p for p in persons if p.name]
    theirs = [k for k in known if k.name]
    if min(len(ours), len(theirs)) < 2:
        return True
    shared = sum(any(_agreement(p, k).weight >= 0.5 for k in theirs) for p in ours)
    return shared * 2 >= min(len(ours), len({plain(k.name or "") for k in theirs}))


def _agreement(person: Person, known: Person) -> Sign:
    if not person.name or not known.name:
        return NONE
    if not same_name(person.name, known.name):
        return _of_one_birth_date(person, known)
    if person.birth_date and known.birth_date:
        if person.birth_date == known.birth_date:
            return Sign(0.97, "Name und Geburtsdatum")
        # One digit read wrongly is common in fax; two families of one name are, too.
        close = fuzz.ratio(person.birth_date.isoformat(), known.birth_date.isoformat()) >= 88
        return Sign(0.72, "Name, Geburtsdatum fast gleich") if close else Sign(0.2, OTHER_BIRTH_DATE)
    if is_initials(person.name) or is_initials(known.name):
        letters_only = any(all(len(word) == 1 for word in plain(n).split()) for n in (person.name, known.name))
        return Sign(0.3 if letters_only else _NAME_APART, "Name mit Anfangsbuchstaben")
    is_full = len(plain(person.name).split()) >= 2 and len(plain(known.name).split()) >= 2
    return Sign(_FULL_NAME, "voller Name") if is_full else Sign(0.5, "Name")


def _of_one_birth_date(person: Person, known: Person) -> Sign:
    """Names that differ by more than OCR usually bends, of people born on one day; the first of January is of many."""
    if not person.birth_date or person.birth_date != known.birth_date:
        return NONE
    ours, theirs = (sorted(plain(p.name or "").split()) for p in (person, known))
    names = (person.name or "", known.name or "")
    are_in_two_scripts = sounds_alike(*names) or sounds_alike(*reversed(names))
    likeness = 100 if are_in_two_scripts else fuzz.ratio(" ".join(ours), " ".join(theirs))
    shares = any(len(word) > 3 for word in set(ours).intersection(theirs))
    weight = 0.9 if likeness >= _BENT else 0.69 if likeness >= _NEARLY else 0.55 if shares else 0.0
    is_new_year = (known.birth_date.month, known.birth_date.day) == (1, 1)
    return Sign(min(weight, 0.5) if is_new_year else weight, "Geburtsdatum und ähnlicher Name") if weight else NONE


def _named_in_text(known: Person, new: NewItem) -> Sign:
    """A person of a case whose name stands in subject or text of the item."""
    words = [word for word in plain(known.name or "").split() if len(word) > 2]
    if not words:
        return NONE
    first, surname = words[0], words[-1]
    if surname not in new.words:
        return _misspelt_in_text(words, new)
    if known.birth_date and tells_day(new.decision.main_text, known.birth_date):
        return Sign(_NAME_AND_DAY, "Familienname und Geburtsdatum im Text")
    if len(words) >= 2 and first in new.words:
        return (
            Sign(_NAME_IN_TEXT, "voller Name im Text")
            if _stands_whole(words, new.text)
            else Sign(_NAME_APART, "Vorname und Familienname im Text")
        )
    if not _is_any_word(surname) or re.search(_ADDRESSED.format(surname), new.text):
        return Sign(_SURNAME_ALONE, "Familienname im Text")
    return NONE


def _is_any_word(surname: str) -> bool:
    """Whether a surname is too short, or a town's name too, to tell a family wherever it stands."""
    return len(surname) <= 3 or surname in directory().towns


def _stands_whole(words: Sequence[str], text: str) -> bool:
    """Whether first and family name stand side by side, in any order; only words of the name may be between them."""
    first, surname = words[0], words[-1]
    between = "|".join(map(re.escape, words[1:-1]))
    gap = rf"(?: (?:{between}|\w{{1,3}}))*" if between else r"(?: \w{1,3})?"
    if re.search(rf"\b{first}{gap} {surname}\b", text):
        return True
    # "Nguyen Thi …" begins many names.
    behind = rf" (?:\w+ )?(?:{between})\b" if between else r"\b"
    return bool(re.search(rf"\b{surname} {first}{behind}", text))


def _misspelt_in_text(words: Sequence[str], new: NewItem) -> Sign:
    """A first name beside a family name in another spelling: "Otar Mtschedlischwili"."""
    if len(words) < 2 or len(words[-1]) < 5 or words[0] not in new.words:
        return NONE
    beside = [*re.findall(rf"\b{words[0]} (\w{{5,}})", new.text), *re.findall(rf"(\w{{5,}}) {words[0]}\b", new.text)]
    return Sign(0.5, "Name in anderer Schreibung") if any(word_likeness(w, words[-1]) >= 0.85 for w in beside) else NONE


def tells_day(text: str, day: date) -> bool:
    """Whether a day stands in a text in one of the usual ways: 05.03.1985, 5.3.85, 1985-03-05."""
    year = rf"(?:{day.year}|{day.year % 100:02d})"
    return bool(re.search(rf"(?<!\d)0?{day.day}\.\s?0?{day.month}\.\s?{year}(?!\d)|{day.isoformat()}", text))


def names_somebody_else(new: NewItem, persons: Sequence[Person], *, own_address: bool = False) -> bool:
    """Whether an item is about somebody who is not in the case.

    Args:
        new: The item.
        persons: Of the case.
        own_address: It comes from the applicants' own address: a child whom it only calls by the first name is
            theirs, and whoever was not named yet may be named now.
    """
    return any(p.name and not _may_be_one_of(p, persons, own_address) for p in new.persons)


def is_same_person(person: Person, known: Person) -> bool:
    """Whether two people are one by their names, or by the birth date and names that are nearly alike."""
    return same_name(person.name, known.name) or _of_one_birth_date(person, known).weight > _SURNAME_ALONE


def names_others_only(new: NewItem, persons: Sequence[Person]) -> bool:
    """Whether an item names people, and nobody of them may be in the case."""
    named = [p for p in new.persons if p.name]
    return bool(named) and not any(_may_be_one_of(p, persons, False) for p in named)


def _may_be_one_of(person: Person, persons: Sequence[Person], own_address: bool) -> bool:
    name = person.name or ""
    if own_address and (person.name_is_incomplete or not persons or any(known.name is None for known in persons)):
        return True
    return any(
        known.name
        and (
            same_name(name, known.name)
            or is_part_of(name, known.name)
            or (known.name_is_incomplete and (fits_initials(known.name, name) or is_part_of(known.name, name)))
            or _of_one_birth_date(person, known).weight > _SURNAME_ALONE
        )
        for known in persons
    )


def only_surname_sign(
    new: NewItem, case: str, persons: Sequence[Person], known: KnownPeople, *, by_known_writer: bool
) -> Sign:
    """Who hands nothing in names a family that only this case has, where a letter says what it is about.

    A supplement needs more: a paper in the wrong file is another family's secret told. So does an authority, for most
    of the families it writes about are no cases of ours yet.

    Args:
        new: The item.
        case: Aktenzeichen.
        persons: Of the case.
        known: What stands in all cases.
        by_known_writer: It comes from the competent authority, or from somebody who wrote on this case before.
    """
    if new.decision.kind not in HAND_NOTHING_IN or names_somebody_else(new, persons):
        return NONE
    beginning = " ".join(new.text.split()[:_SUBJECT_WORDS])
    for surname in _surnames(persons):
        if known.by_surname.get(surname) != frozenset({case}):
            continue
        pattern = _ADDRESSED.format(surname) if _is_any_word(surname) else rf"\b{surname}\b"
        if re.search(pattern, beginning) and not tells_another(new.decision.main_text, surname, persons):
            # "AW:" answers what we wrote on that family.
            is_sure = by_known_writer or surname in new.answers.split() or not _comes_from_outside(new)
            return Sign(_ONLY_SURNAME if is_sure else 0.3, "einziger Fall dieses Namens")
    return NONE


def _comes_from_outside(new: NewItem) -> bool:
    """Whether an authority writes, or a lawyer or organisation: they know many families."""
    who = new.decision.representative
    return new.decision.kind is Kind.AUTHORITY_REPLY or (who is not None and who.role in _KNOW_MANY)


def tells_another(text: str, surname: str, persons: Sequence[Person]) -> bool:
    """Whether a family name stands where somebody else of that name is told: with other first names or birth date.

    Args:
        text: As written.
        surname: In plain form.
        persons: Of the case.
    """
    for line in text[:_BEGINNING].splitlines():
        if surname not in plain(line).split():
            continue
        born = re.search(
            rf"{surname}\W{{1,8}}(?:geb\w*\W+)?\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{2,4}}", anyascii(line).casefold()
        )
        days = [person.birth_date for person in persons if person.birth_date]
        if born and days and not any(tells_day(line, day) for day in days):
            return True
        spans = [span.text for span in find_names(line) if surname in plain(span.text).split()]
        if any(len(plain(name).split()) >= 2 and not _is_one_of(name, persons) for name in spans):
            return True
    return False


def _is_one_of(name: str, persons: Sequence[Person]) -> bool:
    return any(p.name and (same_name(name, p.name) or is_part_of(name, p.name)) for p in persons)


def family_sign(new: NewItem, case: str, persons: Sequence[Person], known: KnownPeople) -> Sign:
    """Two names of one family, both given names or both surnames, that only this case has together."""
    if names_somebody_else(new, persons):
        return NONE
    adults = [plain(p.name or "").split()[0] for p in persons if p.name and not p.is_minor]
    given = {name for name in adults if len(name) > 3 and name in new.words}
    if new.decision.kind in HAND_NOTHING_IN and _only_together(given, case, known.by_given_name):
        return Sign(_ONLY_SURNAME, "Vornamen der Familie")
    surnames = {name for name in _surnames(persons) if not _is_any_word(name) and name in new.words}
    if not new.persons and _only_together(surnames, case, known.by_surname):
        return Sign(0.6, "Familiennamen der Familie")
    return NONE


def _only_together(names: set[str], case: str, by_name: object) -> bool:
    if len(names) < 2:
        return False
    cases = [by_name.get(name, frozenset()) for name in names]  # type: ignore[attr-defined]
    return bool(frozenset.intersection(*cases) == frozenset({case}))


def _surnames(persons: Sequence[Person]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(p.name).rpartition(" ")[2] for p in persons if p.name and plain(p.name)))
