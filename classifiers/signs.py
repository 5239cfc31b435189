"""Signs that an item belongs to a case: numbers, threads, persons, senders; and what they weigh together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from rapidfuzz import fuzz

from classifiers.case_index import (
    BRING,
    KnownPeople,
    NewItem,
    days_of_letters,
    loose_numbers,
    streets_of,
    writers_of,
)
from classifiers.directory import directory
from classifiers.disputes import dispute_sign
from classifiers.initials import initials_sign, unnamed_sign
from classifiers.name_signs import (
    NONE,
    OTHER_BIRTH_DATE,
    Sign,
    family_sign,
    is_same_person,
    names_others_only,
    names_somebody_else,
    only_surname_sign,
    person_sign,
    strongest,
)
from classifiers.names import is_initials, is_part_of, name_words, plain, same_name
from classifiers.records import FiledBy, FiledItem, Kind, Person
from classifiers.single_names import single_name_sign
from classifiers.told_before import is_child_told_before, tells_birth_dates_of, tells_of_others_only, told_before_sign

_NAME_AND_TOLD_DATE = 0.75  # the date was read as that of another one of the family
_FOR_ANOTHER = 0.45  # what a sign of who writes counts where the letter is about people of no case
_ONLY_DAY = 0.46  # no other case has a letter of that day
_FOR_NOBODY = 0.8  # and where it names nobody: too little to be filed, enough to be looked at
_TELLING = 6  # letters of a surname that few have
_HOME = 0.4  # nobody of another case lives there
_ANOTHER_PERSON = 0.4  # at most so much where the names agree and the birth dates do not
# Mail providers of everybody: the name behind the @ tells nothing of an office.
_SHARED_HOST = re.compile(
    r"post|mail|web|gmx|gmail|outlook|hotmail|yahoo|t-online|icloud|freenet|brief|netz", re.IGNORECASE
)
_TELL = BRING | {Kind.AUTHORITY_REPLY}
# Who is away, and the mailbox of an authority, answer for many cases, most of them none of ours.
_OF_MANY = frozenset({Kind.AUTO_REPLY, Kind.AUTHORITY_REPLY})
_MACHINES = frozenset({Kind.BOUNCE, Kind.AUTO_REPLY})


def joined_weight(signs: Sequence[Sign]) -> float:
    """What independent signs weigh together: the chance that not all of them deceive."""
    return 1 - prod(1 - sign.weight for sign in signs)


def signs_of_case(new: NewItem, case: str, items: Sequence[FiledItem], known: KnownPeople) -> Iterator[Sign]:
    """All signs that an item belongs to a case, one of each sort."""
    decision = new.decision
    if case in decision.file_numbers:
        yield Sign(1.0, "Aktenzeichen")
    if any(set(item.decision.message_ids).intersection(decision.message_ids) for item in items):
        yield Sign(0.95, "Antwort auf eine Nachricht dieses Falls")
    persons = [person for item in items for person in item.decision.persons]
    new = _without_writers(new, items, persons)
    if decision.kind is Kind.APPLICATION and _applies_for_others(new, persons, items):
        return
    person = person_sign(new, persons)
    if person.why == OTHER_BIRTH_DATE and tells_birth_dates_of(new, items):
        person = Sign(_NAME_AND_TOLD_DATE, "Name, Geburtsdatum in einem früheren Schreiben")
    if person.why == OTHER_BIRTH_DATE:
        yield Sign(_ANOTHER_PERSON / 2, person.why)
        return
    writer = _writer_sign(new, case, items, known)
    office = _office_sign(new, items)
    is_known = max(writer.weight, office.weight) > 0
    surname = only_surname_sign(new, case, persons, known, by_known_writer=is_known)
    street = _street_sign(new, case, items, persons, known)
    is_same_writer = writer.weight > 0 or street.weight >= _HOME
    day = _day_sign(new, items, known)
    who = [*_of_writer(new, _sender_sign(new, case, persons, known), writer, office), day]
    if person.weight == 0:
        who = _of_second_client(who, new, items, persons)
    weights = [
        _number_sign(new, case, items, known),
        strongest(iter((person, single_name_sign(new, case, persons, known)))),
        told_before_sign(new, items, persons),
        initials_sign(new, persons, same_writer=is_same_writer),
        unnamed_sign(new, persons, names_its_day=day.weight >= _ONLY_DAY),
        *who,
        street,
        _thread_sign(new, case, known),
        dispute_sign(new, case, items, persons, known),
        strongest(iter((surname, family_sign(new, case, persons, known)))),
    ]
    yield from (sign for sign in weights if sign.weight > 0)


def _of_second_client(
    who: Sequence[Sign], new: NewItem, items: Sequence[FiledItem], persons: Sequence[Person]
) -> list[Sign]:
    """What the signs of who writes count where the item is about others: who has one client may have a second."""
    is_new = new.decision.kind is Kind.APPLICATION and any(known.name for known in persons)
    if not (is_new or tells_of_others_only(new, items, persons)):
        return list(who)
    share = _FOR_ANOTHER if new.persons else _FOR_NOBODY
    return [Sign(sign.weight * share, sign.why) for sign in who]


def _of_writer(new: NewItem, sender: Sign, writer: Sign, office: Sign) -> tuple[Sign, ...]:
    """The same officer of the same authority with its one mailbox writes on many families: that is one sign."""
    if new.decision.kind is Kind.AUTHORITY_REPLY:
        return (strongest(iter((sender, writer, office))),)
    return sender, writer


def _without_writers(new: NewItem, items: Sequence[FiledItem], persons: Sequence[Person]) -> NewItem:
    """The item without a surname that is that of who wrote on the case: "das Mandat der Kollegin Kessler"."""
    parts = [p for p in new.persons if p.name and p.name_is_incomplete and not p.birth_date and not is_initials(p.name)]
    if not parts:
        return new
    writers = [name for item in items for name in writers_of(item.decision)]
    others = [
        p
        for p in parts
        if any(is_part_of(p.name or "", name) for name in writers)
        and not any(k.name and is_part_of(p.name or "", k.name) for k in persons)
    ]
    return replace(new, persons=tuple(p for p in new.persons if p not in others)) if others else new


def _number_sign(new: NewItem, case: str, items: Sequence[FiledItem], known: KnownPeople) -> Sign:
    """A file number that stood in an earlier item; that of a whole office stands in many cases."""
    numbers = {number for item in items for number in item.decision.file_numbers}
    shared = {number for number in numbers if number in new.decision.file_numbers or _stands_in(number, new.marks)}
    if shared:
        is_only = any(known.by_number.get(number) == frozenset({case}) for number in shared)
        return Sign(0.75 if is_only else 0.4, "gleiches Geschäftszeichen")
    loose = {number for item in items for number in loose_numbers(item.decision.main_text)}
    same = loose.intersection(new.numbers)
    if not same:
        return NONE
    return Sign(0.5 if max(map(len, same)) >= 6 else 0.35, "gleiche Nummer")


def _stands_in(number: str, marks: str) -> bool:
    """Whether a number stands in a text that no word announces as one: long enough to be no other number."""
    if len(number) < 6 or sum(c.isdigit() for c in number) < 4:
        return False
    return number in marks and bool(re.search(rf"(?<![A-Z0-9]){re.escape(number)}(?![A-Z0-9])", marks))


def _sender_sign(new: NewItem, case: str, persons: Sequence[Person], known: KnownPeople) -> Sign:
    """The sender's address, or for the mail of a machine an address of the case in its text."""
    decision = new.decision
    address = (decision.sender.email if decision.sender else None) or ""
    cases = known.by_address.get(address, frozenset())
    if case in cases:
        is_own = address in known.of_applicants
        is_only = len(cases) == 1 and decision.kind not in _OF_MANY
        if decision.kind is Kind.APPLICATION:
            # A second letter of somebody whose first one named nobody that could be read.
            is_only = is_only and is_own and decision.filed_by is FiledBy.APPLICANT and not any(p.name for p in persons)
        if is_only and not names_somebody_else(new, persons, own_address=is_own):
            return Sign(0.71, "einziger Fall dieses Absenders")
        return Sign(0.5, "gleicher Absender")
    return _machine_sign(new, case, address, known) if decision.kind in _MACHINES else NONE


def _machine_sign(new: NewItem, case: str, address: str, known: KnownPeople) -> Sign:
    """An address of the case that a machine names: who was not reached. Who is away tells of no case by that."""
    text = new.decision.main_text.casefold()
    named = [a for a, of in known.by_address.items() if case in of and a in text]
    if named:
        is_only = any(len(known.by_address[a]) == 1 for a in named)
        return Sign(0.8 if is_only and new.decision.kind is Kind.BOUNCE else 0.4, "Adresse dieses Falls")
    # A colleague of the same office answers: the part behind the @ is the firm's.
    same_office = any(case in of and address and _same_office(address, a) for a, of in known.by_address.items())
    return Sign(0.5, "gleiche Kanzlei oder Stelle") if same_office else NONE


def _same_office(a: str, b: str) -> bool:
    host = a.rpartition("@")[2]
    return host == b.rpartition("@")[2] and not _SHARED_HOST.search(host)


def _is_host_of(organisation: str, address: str) -> bool:
    """Whether the part behind the @ is the name of an organisation: "hafen-der-kulturen" of Hafen der Kulturen e. V."""
    host = plain(address.rpartition("@")[2].rpartition(".")[0]).replace(" ", "")
    name = re.sub(r"\b(?:e ?v|gmbh|ggmbh|mbh)\b", "", organisation).replace(" ", "")
    return len(host) > 7 and len(name) > 7 and (host in name or name in host)


def _applies_for_others(new: NewItem, persons: Sequence[Person], items: Sequence[FiledItem]) -> bool:
    """Whether an application names its people in full, and the case knows none of them: a brother, another family.

    Children for whom an applicant of the case signs, or of whom its letters told, are no others.
    """
    known = [k.name for k in persons if k.name]
    ours = [p for p in new.persons if p.name]
    if ours and all(is_child_told_before(p, items) for p in ours):
        return False
    if (
        not known
        or any(k.name_is_incomplete for k in persons)
        or any(is_same_person(p, k) for p in ours for k in persons)
    ):
        return False
    signs = any(same_name(signer, k) for signer in new.decision.signers for k in known)
    if signs and all(p.is_minor for p in ours):
        return False
    return any(len(plain(p.name or "").split()) >= 2 and p.birth_date for p in ours)


def _office_sign(new: NewItem, items: Sequence[FiledItem]) -> Sign:
    """An authority writes, and it is the competent one of the case: its name stands in letterhead or sender."""
    if new.decision.kind is not Kind.AUTHORITY_REPLY:
        return NONE
    sender = plain(new.decision.sender.name).split() if new.decision.sender else ()
    words = new.words.union(sender)
    codes = {item.decision.authority for item in items if item.decision.authority}
    labels = (plain(directory().offices[code].label).split() for code in codes if code in directory().offices)
    named = any(all(word in words for word in label) for label in labels)
    return Sign(0.5, "zuständige Behörde schreibt") if named else NONE


def _writer_sign(new: NewItem, case: str, items: Sequence[FiledItem], known: KnownPeople) -> Sign:
    """Who signed, sent or represented before writes again, or is named in the text."""
    persons = [p.name for item in items for p in item.decision.persons if p.name]
    told = (item.decision for item in items if item.decision.kind in _TELL)
    names = dict.fromkeys(name for decision in told for name in writers_of(decision))
    helpers = [name for name in names if not any(same_name(name, person) for person in persons)]
    return strongest(_written_by(name, new, known) for name in helpers)


def _written_by(name: str, new: NewItem, known: KnownPeople) -> Sign:
    is_only = len(known.by_writer.get(plain(name), ())) <= 1
    address = (new.decision.sender.email if new.decision.sender else None) or ""
    telling = [word for word in plain(name).split() if len(word) > 3]
    is_same = any(_is_one(name, writer) for writer in new.writers)
    if is_same or _is_host_of(plain(name), address) or (len(telling) >= 2 and new.words.issuperset(telling)):
        return Sign(0.45 if is_only else 0.3, "gleiche Vertretung")
    if re.search(rf"\b{plain(name)[:1]} {name_words(name)[-1]}\b", new.text) and len(telling) >= 1:
        return Sign(0.45 if is_only else 0.3, "gleiche Vertretung")
    surname = name_words(name)[-1]
    alone = any(name_words(writer) == (surname,) for writer in new.writers)
    if alone:
        return Sign(0.3 if is_only else 0.1, "gleicher Familienname unter dem Schreiben")
    is_named = is_only and len(surname) >= _TELLING and re.search(rf"\b(?:herrn?|frau) {surname}\b", new.text)
    return Sign(0.3, "nennt die Vertretung") if is_named else NONE


def _is_one(a: str, b: str) -> bool:
    if min(len(name_words(a)), len(name_words(b))) < 2:
        return plain(a) == plain(b)
    return same_name(a, b) or fuzz.token_set_ratio(plain(a), plain(b)) >= 90


def _street_sign(
    new: NewItem, case: str, items: Sequence[FiledItem], persons: Sequence[Person], known: KnownPeople
) -> Sign:
    """The home of the applicants, or of who files for them; in a shelter many families live."""
    streets = {street for item in items for street in streets_of(item.decision)}
    found = [s for s in streets if s in new.squeezed and re.search(rf"{re.escape(s)}(?!\d)", new.squeezed)]
    if not found:
        return NONE
    is_only = any(known.by_street.get(street) == frozenset({case}) for street in found)
    return Sign(_HOME if is_only and not names_others_only(new, persons) else 0.2, "gleiche Anschrift")


def _thread_sign(new: NewItem, case: str, known: KnownPeople) -> Sign:
    """An answer under the subject of an earlier mail that no other case has."""
    words = new.answers.split()
    beginnings = (" ".join(words[:count]) for count in range(len(words), 0, -1))  # "AW: … - mein ganzer Name"
    cases = next((known.by_subject[one] for one in beginnings if one in known.by_subject), frozenset())
    return Sign(0.46, "Antwort unter gleichem Betreff") if cases == {case} else NONE


def _day_sign(new: NewItem, items: Sequence[FiledItem], known: KnownPeople) -> Sign:
    """It names the day of a letter of the case; on many days letters of several cases come."""
    shared = new.days.intersection(day for item in items for day in days_of_letters(item.decision))
    if not shared:
        return NONE
    # An office calls many an application by its day, and most of them went to itself.
    of_ours = new.decision.kind is not Kind.AUTHORITY_REPLY
    is_only = of_ours and any(len(known.by_day[day.isoformat()]) == 1 for day in shared)
    return Sign(_ONLY_DAY if is_only else 0.25, "nennt das Datum eines früheren Schreibens")
