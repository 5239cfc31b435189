"""Signs that an item belongs to a case: numbers, threads, persons, senders; and what they weigh together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import prod

from rapidfuzz import fuzz

from classifiers.casework import fits_initials
from classifiers.directory import directory
from classifiers.names import plain, same_name
from classifiers.records import Decision, FiledItem, Kind, Person

_SURNAME_ALONE = 0.46
_FULL_NAME = 0.8
_NAME_AND_DAY = 0.93
_ONLY_SURNAME = 0.72  # no other case has it, and it stands where a letter says what it is about
_SUBJECT_WORDS = 60
_HAND_NOTHING_IN = frozenset({Kind.AUTHORITY_REPLY, Kind.WITHDRAWAL, Kind.ENQUIRY})
_ANOTHER_PERSON = 0.4  # at most so much where the names agree and the birth dates do not

# "51/26-CS", "2026/114": file numbers that no word announces; no dates, no telephone numbers.
_LOOSE_NUMBER = re.compile(r"(?<![\d./-])(?!0\d{3,})(\d{1,6})\s?[/-]\s?(\d{2,4})(?![\d./])")
# Mail providers of everybody: the name behind the @ tells nothing of an office.
_SHARED_HOST = re.compile(
    r"post|mail|web|gmx|gmail|outlook|hotmail|yahoo|t-online|icloud|freenet|brief|netz", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its weight alone, 0–1, and what it is, in German, for staff."""

    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be filed, with what is looked for in every case."""

    decision: Decision
    text: str
    words: frozenset[str]
    numbers: frozenset[str]
    cases: frozenset[str]  # that it names by their Aktenzeichen, or by one that leads there

    @classmethod
    def of(cls, decision: Decision, forwarded: Mapping[str, str]) -> NewItem:
        """Prepare an item once for the comparison with all cases."""
        text = plain(decision.main_text)
        cases = frozenset(forwarded.get(number, number) for number in decision.file_numbers)
        return cls(decision, text, frozenset(text.split()), _loose_numbers(decision.main_text), cases)


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """In which cases an address wrote and a representative acts: one of many cases tells little."""

    by_address: Mapping[str, frozenset[str]]
    by_representative: Mapping[str, frozenset[str]]
    by_surname: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, by_case: Mapping[str, Sequence[FiledItem]]) -> KnownPeople:
        """Gather addresses and representatives of all cases."""
        addresses: dict[str, set[str]] = defaultdict(set)
        representatives: dict[str, set[str]] = defaultdict(set)
        surnames: dict[str, set[str]] = defaultdict(set)
        for case, items in by_case.items():
            for item in items:
                for contact in (item.decision.sender, item.decision.applicant_contact):
                    if contact and contact.email:
                        addresses[contact.email].add(case)
                for person in item.decision.persons:
                    surnames[plain(person.name or "").rpartition(" ")[2]].add(case)
                if item.decision.representative and item.decision.representative.name:
                    representatives[plain(item.decision.representative.name)].add(case)
        return cls(_frozen(addresses), _frozen(representatives), _frozen(surnames))


def _frozen(cases: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(value) for key, value in cases.items()}


def joined_weight(signs: Sequence[Sign]) -> float:
    """What independent signs weigh together: the chance that not all of them deceive."""
    return 1 - prod(1 - sign.weight for sign in signs)


def signs_of_case(new: NewItem, case: str, items: Sequence[FiledItem], known: KnownPeople) -> Iterator[Sign]:
    """All signs that an item belongs to a case, one of each sort."""
    decision = new.decision
    if case in new.cases:
        yield Sign(1.0, "Aktenzeichen")
    if any(set(item.decision.message_ids).intersection(decision.message_ids) for item in items):
        yield Sign(0.95, "Antwort auf eine Nachricht dieses Falls")
    persons = [person for item in items for person in item.decision.persons]
    if decision.kind is Kind.APPLICATION and _applies_for_others(decision, persons):
        return
    person = _person_sign(new, persons)
    if person.why == "Name, anderes Geburtsdatum":
        yield Sign(_ANOTHER_PERSON / 2, person.why)
        return
    weights = [_number_sign(new, items), person, _initials_sign(decision, items, persons)]
    weights.append(_sender_sign(decision, case, persons, known))
    weights.append(_representative_sign(new, case, known))
    weights.append(_office_sign(new, items))
    weights.append(_only_surname_sign(new, case, persons, known))
    yield from (sign for sign in weights if sign.weight > 0)


_NONE = Sign(0.0, "")


@lru_cache(maxsize=16384)
def _loose_numbers(text: str) -> frozenset[str]:
    return frozenset(f"{int(a)}/{b[-2:]}" for a, b in _LOOSE_NUMBER.findall(text))


def _number_sign(new: NewItem, items: Sequence[FiledItem]) -> Sign:
    numbers = {number for item in items for number in item.decision.file_numbers}
    if numbers.intersection(new.decision.file_numbers):
        return Sign(0.75, "gleiches Geschäftszeichen")
    loose = {number for item in items for number in _loose_numbers(item.decision.main_text)}
    shared = loose.intersection(new.numbers)
    if not shared:
        return _NONE
    return Sign(0.5 if max(map(len, shared)) >= 6 else 0.35, "gleiche Nummer")


def _sender_sign(decision: Decision, case: str, persons: Sequence[Person], known: KnownPeople) -> Sign:
    """The sender's address, or for the mail of a machine an address of the case in its text."""
    address = decision.sender.email if decision.sender else None
    cases = known.by_address.get(address or "", frozenset())
    if case in cases:
        if len(cases) == 1 and decision.kind is not Kind.APPLICATION and not _names_somebody_else(decision, persons):
            return Sign(0.71, "einziger Fall dieses Absenders")
        return Sign(0.5, "gleicher Absender")
    if decision.kind not in (Kind.BOUNCE, Kind.AUTO_REPLY):
        return _NONE
    text = decision.main_text.casefold()
    named = [a for a, of in known.by_address.items() if case in of and a in text]
    if named:
        return Sign(0.8 if any(len(known.by_address[a]) == 1 for a in named) else 0.4, "Adresse dieses Falls")
    # A colleague of the same office answers: the part behind the @ is the firm's.
    same_office = any(case in of and address and _same_office(address, a) for a, of in known.by_address.items())
    return Sign(0.5, "gleiche Kanzlei oder Stelle") if same_office else _NONE


def _same_office(a: str, b: str) -> bool:
    host = a.rpartition("@")[2]
    return host == b.rpartition("@")[2] and not _SHARED_HOST.search(host)


def _is_host_of(organisation: str, address: str) -> bool:
    """Whether the part behind the @ is the name of an organisation: "hafen-der-kulturen" of Hafen der Kulturen e. V."""
    host = plain(address.rpartition("@")[2].rpartition(".")[0]).replace(" ", "")
    name = re.sub(r"\b(?:e ?v|gmbh|ggmbh|mbh)\b", "", organisation).replace(" ", "")
    return len(host) > 7 and len(name) > 7 and (host in name or name in host)


def _names_somebody_else(decision: Decision, persons: Sequence[Person]) -> bool:
    return any(p.name and not any(k.name and same_name(p.name, k.name) for k in persons) for p in decision.persons)


def _only_surname_sign(new: NewItem, case: str, persons: Sequence[Person], known: KnownPeople) -> Sign:
    """Who hands nothing in names a family that only this case has, where a letter says what it is about.

    A supplement needs more: a paper in the wrong file is another family's secret told.
    """
    if new.decision.kind not in _HAND_NOTHING_IN:
        return _NONE
    first = set(new.text.split()[:_SUBJECT_WORDS])
    for person in persons:
        surname = plain(person.name or "").rpartition(" ")[2]
        is_only = len(surname) > 3 and surname in first and known.by_surname.get(surname) == frozenset({case})
        if is_only and not _names_somebody_else(new.decision, persons):
            return Sign(_ONLY_SURNAME, "einziger Fall dieses Namens")
    return _NONE


def _applies_for_others(decision: Decision, persons: Sequence[Person]) -> bool:
    """Whether an application names its people in full, and the case knows none of them: a brother, another family."""
    known = [k.name for k in persons if k.name]
    return (
        bool(known)
        and not any(k.name_is_incomplete for k in persons)
        and any(p.name and len(plain(p.name).split()) >= 2 and p.birth_date for p in decision.persons)
        and not any(p.name and same_name(p.name, k) for p in decision.persons for k in known)
    )


def _office_sign(new: NewItem, items: Sequence[FiledItem]) -> Sign:
    """An authority writes, and it is the competent one of the case: its name stands in letterhead or signature."""
    if new.decision.kind is not Kind.AUTHORITY_REPLY:
        return _NONE
    codes = {item.decision.authority for item in items if item.decision.authority}
    labels = (plain(directory().offices[code].label).split() for code in codes if code in directory().offices)
    named = any(all(word in new.words for word in label) for label in labels)
    return Sign(0.5, "zuständige Behörde schreibt") if named else _NONE


def _representative_sign(new: NewItem, case: str, known: KnownPeople) -> Sign:
    """The same representative acts, or is named in the text."""
    ours = new.decision.representative.name if new.decision.representative else None
    for name, cases in known.by_representative.items():
        if case not in cases:
            continue
        is_same = bool(ours) and (same_name(ours, name) or fuzz.token_set_ratio(plain(ours or ""), name) >= 90)
        telling = [word for word in name.split() if len(word) > 3]
        address = new.decision.sender.email if new.decision.sender else None
        is_same = is_same or (bool(address) and _is_host_of(name, address or ""))
        if is_same or (len(telling) >= 2 and all(word in new.words for word in telling)):
            return Sign(0.45 if len(cases) == 1 else 0.3, "gleiche Vertretung")
    return _NONE


def _initials_sign(decision: Decision, items: Sequence[FiledItem], persons: Sequence[Person]) -> Sign:
    """A name that the same representative gave by its initials before, or gives now."""
    known = [i.decision.representative.name for i in items if i.decision.representative]
    ours = decision.representative.name if decision.representative else None
    if not ours or not any(same_name(ours, name) for name in known):
        return _NONE
    for person, other in ((p, k) for p in decision.persons for k in persons):
        if not person.name or not other.name or person.name_is_incomplete == other.name_is_incomplete:
            continue
        short, full = (person, other) if person.name_is_incomplete else (other, person)
        if fits_initials(short.name or "", full.name or ""):
            return Sign(0.7, "Anfangsbuchstaben und Vertretung")
    return _NONE


def _person_sign(new: NewItem, persons: Sequence[Person]) -> Sign:
    """The best agreement of one person of the item, or of one named in its text, with those of a case."""
    ours = new.decision.persons
    best = max((_agreement(p, k) for p in ours for k in persons), key=lambda s: s.weight, default=_NONE)
    if best.weight < 0.9 and not _are_one_group(ours, persons):
        # One name in common of two families whose other names differ.
        best = Sign(min(best.weight, _SURNAME_ALONE), best.why)
    if best.weight >= 0.5 or best.why == "Name, anderes Geburtsdatum":
        return best
    named = max((_named_in_text(known, new) for known in persons), key=lambda s: s.weight, default=_NONE)
    if any(p.birth_date for p in ours) and _SURNAME_ALONE < named.weight < _NAME_AND_DAY:
        # The item tells who it is about, with birth dates that are not those of this case.
        named = Sign(_SURNAME_ALONE, named.why)
    return max(best, named, key=lambda s: s.weight)


def _are_one_group(persons: Sequence[Person], known: Sequence[Person]) -> bool:
    """Whether at least half of the smaller group is in the other one."""
    ours = [p for p in persons if p.name]
    theirs = [k for k in known if k.name]
    if min(len(ours), len(theirs)) < 2:
        return True
    shared = sum(any(_agreement(p, k).weight >= 0.5 for k in theirs) for p in ours)
    return shared * 2 >= min(len(ours), len({plain(k.name or "") for k in theirs}))


def _agreement(person: Person, known: Person) -> Sign:
    if not person.name or not known.name or not same_name(person.name, known.name):
        return _NONE
    if person.birth_date and known.birth_date:
        if person.birth_date == known.birth_date:
            return Sign(0.97, "Name und Geburtsdatum")
        # One digit read wrongly is common in fax; two families of one name are, too.
        close = fuzz.ratio(person.birth_date.isoformat(), known.birth_date.isoformat()) >= 88
        return Sign(0.72, "Name, Geburtsdatum fast gleich") if close else Sign(0.2, "Name, anderes Geburtsdatum")
    is_full = len(plain(person.name).split()) >= 2 and len(plain(known.name).split()) >= 2
    return Sign(_FULL_NAME, "voller Name") if is_full else Sign(0.5, "Name")


def _named_in_text(known: Person, new: NewItem) -> Sign:
    """A person of a case whose name stands in subject or text of the item."""
    words = [word for word in plain(known.name or "").split() if len(word) > 2]
    if not words:
        return _NONE
    surname = words[-1]
    if surname in new.words and known.birth_date and _tells_day(new.decision.main_text, known.birth_date):
        return Sign(_NAME_AND_DAY, "Familienname und Geburtsdatum im Text")
    if len(words) >= 2 and words[0] in new.words and surname in new.words:
        return Sign(0.78, "voller Name im Text")
    if surname in new.words and (len(surname) > 3 or re.search(_ADDRESSED.format(surname), new.text)):
        return Sign(_SURNAME_ALONE, "Familienname im Text")
    return _NONE


# A short surname may be any word unless it is spoken of as one.
_ADDRESSED = r"\b(?:herrn?|frau|familie|fam|eheleute|sache|rechtssache) (?:\w+ ){{0,2}}{}\b"


def _tells_day(text: str, day: date) -> bool:
    """Whether a day stands in a text in one of the usual ways: 05.03.1985, 5.3.85, 1985-03-05."""
    year = rf"(?:{day.year}|{day.year % 100:02d})"
    return bool(re.search(rf"(?<!\d)0?{day.day}\.\s?0?{day.month}\.\s?{year}(?!\d)|{day.isoformat()}", text))
