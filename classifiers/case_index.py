"""What is looked for in every case when an item is filed, and which cases share it: one of many cases tells little."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from classifiers.names import name_words, plain, same_name
from classifiers.records import Contact, Decision, FiledItem, Kind, Person
from classifiers.told_dates import day_of_receipt, days_of_letter, days_referred_to
from parsers.records import Channel

BRING = frozenset({Kind.APPLICATION, Kind.SUPPLEMENT})
# "51/26-CS", "2026/114": file numbers that no word announces; no dates, no telephone numbers.
_LOOSE_NUMBER = re.compile(r"(?<![\d./-])(?!0\d{3,})(\d{1,6})\s?[/-]\s?(\d{2,4})(?![\d./])")
_SPACED_OUT = re.compile(r"(?<!\w)(?:[^\W\d_] ){3,}[^\W\d_](?!\w)")
_STREET_WORD = re.compile(r"str(?:aße|asse|\.)?(?=\W*\d)")
_REPLY = re.compile(r"^\s*(?:\[[^\]\n]*\]\s*)*(?:(?:re|aw|antw|antwort)\s*:\s*)+", re.IGNORECASE)
_SHORTEST_SUBJECT = 10  # "Frage", "Antrag" and their like begin many threads


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be filed, with what is looked for in every case.

    Attributes:
        decision: What is said about it.
        persons: Those it is about; who signs for an authority is none of them.
        text: Subject and letter in plain form, words that are spaced out ("O s e i") joined.
        words: The same as a set.
        numbers: Numbers like 51/26 that no word announces.
        marks: The text in the form of file numbers.
        squeezed: The text in the form of streets.
        writers: Who signs, sends, represents.
        answers: The subject it answers, in plain form; empty where it answers none.
        days: Of earlier letters to the office that it names.
    """

    decision: Decision
    persons: tuple[Person, ...]
    text: str
    words: frozenset[str]
    numbers: frozenset[str]
    marks: str
    squeezed: str
    writers: tuple[str, ...]
    answers: str
    days: frozenset[date]

    @classmethod
    def of(cls, decision: Decision) -> NewItem:
        """Prepare an item once for the comparison with all cases."""
        raw = _SPACED_OUT.sub(lambda match: match.group().replace(" ", ""), decision.main_text)
        text = plain(raw)
        return cls(
            decision=decision,
            persons=_persons(decision),
            text=text,
            words=frozenset(text.split()),
            numbers=loose_numbers(raw),
            marks=in_form_of_numbers(raw),
            squeezed=in_form_of_streets(raw),
            writers=tuple(writers_of(decision)),
            answers=_subject(decision) if _REPLY.match(decision.main_text) else "",
            days=days_referred_to(raw, day_of_receipt(decision)),
        )


def _persons(decision: Decision) -> tuple[Person, ...]:
    """Whom an item is about: below an authority's letter stands who wrote it, and no applicant."""
    if decision.kind is not Kind.AUTHORITY_REPLY:
        return decision.persons
    signs = {word for name in decision.signers for word in plain(name).split()}
    return tuple(
        p for p in decision.persons if p.birth_date or not p.name or not signs.issuperset(plain(p.name).split())
    )


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """In which cases something stands.

    Attributes:
        by_address: E-mail addresses of senders and applicants.
        by_writer: Who signs, sends or represents, in plain form.
        by_surname: Family names of the applicants.
        by_given_name: Their first names.
        by_number: File numbers as labelled.
        by_street: Streets with house number.
        by_subject: Subjects of mails, without "AW:".
        by_day: Days by which the letters of who filed can be called, as ISO text.
        of_applicants: E-mail addresses of those who file for themselves.
    """

    by_address: Mapping[str, frozenset[str]]
    by_writer: Mapping[str, frozenset[str]]
    by_surname: Mapping[str, frozenset[str]]
    by_given_name: Mapping[str, frozenset[str]]
    by_number: Mapping[str, frozenset[str]]
    by_street: Mapping[str, frozenset[str]]
    by_subject: Mapping[str, frozenset[str]]
    by_day: Mapping[str, frozenset[str]]
    of_applicants: frozenset[str]

    @classmethod
    def of(cls, by_case: Mapping[str, Sequence[FiledItem]]) -> KnownPeople:
        """Gather what stands in all cases."""
        tables: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        own: set[str] = set()
        for case, items in by_case.items():
            for decision in (item.decision for item in items):
                for table, key in _keys(decision):
                    tables[table][key].add(case)
                own.update(_own_addresses(decision))
        names = ("address", "writer", "surname", "given_name", "number", "street", "subject", "day")
        frozen = {f"by_{n}": {key: frozenset(cases) for key, cases in tables[n].items()} for n in names}
        return cls(**frozen, of_applicants=frozenset(own))


def _keys(decision: Decision) -> Iterator[tuple[str, str]]:
    for contact in (decision.sender, decision.applicant_contact):
        if contact and contact.email:
            yield "address", contact.email
    for name in writers_of(decision):
        yield "writer", plain(name)
    for street in streets_of(decision):
        yield "street", street
    for number in decision.file_numbers:
        yield "number", number
    for day in days_of_letters(decision):
        yield "day", day.isoformat()
    subject = _subject(decision)
    if subject:
        yield "subject", subject
    for person in _persons(decision):
        words = plain(person.name or "").split()
        if words:
            yield "surname", words[-1]
            yield "given_name", words[0]


def _own_addresses(decision: Decision) -> Iterator[str]:
    """E-mail addresses of applicants: their own, or that of a sender who is no representative."""
    if decision.kind not in BRING:
        return
    contacts: list[Contact | None] = [decision.applicant_contact]
    if decision.representative is None:
        contacts.append(decision.sender)
    yield from (contact.email for contact in contacts if contact and contact.email)


def writers_of(decision: Decision) -> Iterator[str]:
    """Who signs, sends or represents: those who have a name."""
    names = [*decision.signers]
    if decision.sender is not None:
        names.append(decision.sender.name)
    if decision.representative is not None:
        names.append(decision.representative.name or "")
    yield from dict.fromkeys(name for name in names if any(len(word) > 2 for word in name_words(name)))


def streets_of(decision: Decision) -> Iterator[str]:
    """Streets with house number at which applicants and senders live, in a form that can be found in a text."""
    if decision.kind not in BRING:
        return
    contacts = [contact for contact in (decision.applicant_contact, decision.sender) if contact]
    for line in dict.fromkeys(line for contact in contacts for line in contact.lines[:1]):
        street = in_form_of_streets(line)
        if len(street) >= 8 and re.search(r"[a-zäöüß]{4}.*\d", street):
            yield street


def days_of_letters(decision: Decision) -> frozenset[date]:
    """The days by which the letter of somebody who files can be called; none of another letter."""
    return days_of_letter(decision) if decision.kind in BRING else frozenset()


def is_writer(name: str, writers: Sequence[str]) -> bool:
    """Whether somebody is among those who write."""
    return any(same_name(name, writer) for writer in writers)


@lru_cache(maxsize=16384)
def loose_numbers(text: str) -> frozenset[str]:
    """Numbers like "51/26" and "2026/114"."""
    return frozenset(f"{int(a)}/{b[-2:]}" for a, b in _LOOSE_NUMBER.findall(text))


def in_form_of_numbers(text: str) -> str:
    """A text as `file_numbers` writes numbers."""
    return re.sub(r"[\s.–-]+", "-", text.strip().upper())


def in_form_of_streets(text: str) -> str:
    """A text of letters and digits only, in which "Straße" and "Str." are one and a bar ends each number."""
    text = re.sub(r"(?<=\d)[\W_]+", "|", _STREET_WORD.sub("str", text.casefold()))
    return re.sub(r"[^\w|]+|_", "", text).rstrip("|")


@lru_cache(maxsize=16384)
def _plain_subject(line: str) -> str:
    return plain(_REPLY.sub("", line))


def _subject(decision: Decision) -> str:
    """The subject of a mail in plain form, without "AW:"; empty where it is too short to tell threads apart."""
    if decision.channel is not Channel.EMAIL or decision.kind in (Kind.BOUNCE, Kind.AUTO_REPLY):
        return ""
    subject = _plain_subject(decision.main_text.partition("\n")[0][:200])
    return subject if len(subject) >= _SHORTEST_SUBJECT else ""
