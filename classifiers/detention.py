"""Whether an applicant is in Abschiebungshaft or Ausreisegewahrsam now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from classifiers.clauses import NEGATION, Sentence, clause_around, sentences_of
from classifiers.dates import find_dates
from classifiers.letter_dates import receipt_date
from classifiers.misread import mended_passage
from classifiers.nationalities import GERMANY, Sign, find_nationalities
from classifiers.passages import Part, Reading
from classifiers.patterns import one_of, phrases
from classifiers.records import Evidence, Finding, Person
from classifiers.subjects import Applicants, applicants_of, continues_about_others, is_about_others

_PHRASES = phrases("removal")
_CUSTODY = one_of(_PHRASES, "custody")
_HELD = one_of(_PHRASES, "held")
_HELD_THERE = one_of(_PHRASES, "held_there")
_FOR_A_CRIME = one_of(_PHRASES, "for_a_crime")
_NOT_HELD = one_of(_PHRASES, "not_held")
_THREATENED = one_of(_PHRASES, "threatened")
_OF_MANY = one_of(_PHRASES, "of_many")
_RELEASED = one_of(_PHRASES, "released")
_ABOUT_STAYING = one_of(_PHRASES, "about_staying")
_AGAIN = one_of(_PHRASES, "again")
_IS_PAST = one_of(_PHRASES, "is_past")

_ASKS_RELEASE = one_of(_PHRASES, "asks_release")
_YEAR = re.compile(r"(?<![\d._/-])(?:19|20)\d\d(?![\d_])")
_OLD_DAYS = 200  # nobody is held so long without a new order
_ORGANISATION = re.compile(r"^[^.\n]{0,40}\be\.\s?V\.")


@dataclass(frozen=True, slots=True)
class _Sign:
    evidence: Evidence
    weight: float
    source: str
    is_again: bool


def find_detention(reading: Reading, persons: Sequence[Person]) -> Finding | None:
    """The finding "detained" with the value "true", or None.

    Past, lifted, refused or merely threatened detention is none, nor is prison for a crime or in another country,
    nor the detention of others.

    Args:
        reading: The whole message.
        persons: The applicants, as far as they are known.
    """
    applicants = applicants_of(reading, persons)
    received = receipt_date(reading)
    signs: list[_Sign] = []
    released = False
    for passage in reading.passages:
        if passage.part is Part.FOOTER:
            continue
        text = mended_passage(reading, passage)
        parts = sentences_of(text.text)
        for index, sentence in enumerate(parts):
            released = released or _tells_release(sentence.flat, applicants)
            before = parts[index - 1].flat if index else ""
            after = parts[index + 1].flat if index + 1 < len(parts) else ""
            for start, end, weight, source in _signs(sentence, before, after, applicants, received):
                place = passage.evidence(text.original(sentence.start + start), text.original(sentence.start + end))
                less = 0.3 if passage.part is Part.QUOTED else 0.0
                signs.append(_Sign(place, weight - less, source, bool(_AGAIN.search(sentence.text))))
    if released:
        signs = [sign for sign in signs if sign.is_again]
    if not signs:
        return None
    signs.sort(key=lambda sign: -sign.weight)
    evidence = tuple(dict.fromkeys(sign.evidence for sign in signs))
    return Finding("detained", "true", evidence[:3], signs[0].weight, signs[0].source)


def _tells_release(sentence: str, applicants: Applicants) -> bool:
    match = _RELEASED.search(sentence)
    return (
        bool(match) and not is_about_others(sentence, match.start(), match.end(), applicants, of_family=False)
        if match
        else False
    )


def _signs(
    sentence: Sentence, before: str, after: str, applicants: Applicants, received: date
) -> Iterator[tuple[int, int, float, str]]:
    """Where a sentence says that an applicant is held: span, confidence, name of the rule."""
    text = sentence.flat
    if continues_about_others(text, before, applicants):
        return
    for match in _CUSTODY.finditer(text):
        if _is_so(sentence, match, applicants, received):
            yield match.start(), match.end(), 0.95, "in_custody"
    if any(_ABOUT_STAYING.search(near) for near in (text, before, after)):
        for match in _HELD.finditer(text):
            if _is_so(sentence, match, applicants, received) and not _FOR_A_CRIME.search(text) and not _is_abroad(text):
                yield match.start(), match.end(), 0.8, "held"
    there = _HELD_THERE.search(text)
    if there and _CUSTODY.search(before) and _is_so(sentence, there, applicants, received):
        yield there.start(), there.end(), 0.85, "held_there"


def _is_so(sentence: Sentence, match: re.Match[str], applicants: Applicants, received: date) -> bool:
    """Whether a word of detention is said of an applicant, for now, and not denied, threatened or of many."""
    text = sentence.flat
    masked = _masked(sentence, received)
    clause = clause_around(masked, match.start(), match.end())
    if _OF_MANY.search(text) or _ORGANISATION.match(sentence.text[match.end() :]):
        return False
    if _THREATENED.search(_with_governing(masked, clause)) or NEGATION.search(clause):
        return False
    if _IS_PAST.search(text) or (_NOT_HELD.search(clause) and not _ASKS_RELEASE.search(masked)):
        return False
    days = [mention.value for mention in find_dates(sentence.text, received) if mention.value.year > received.year - 15]
    if days and min((received - day).days for day in days) > _OLD_DAYS:
        return False
    years = [int(year) for year in _YEAR.findall(clause)]
    if years and max(years) < received.year - 1:
        return False
    return not is_about_others(masked, match.start(), match.end(), applicants, of_family=False)


def _with_governing(sentence: str, clause: str) -> str:
    """A clause that begins with "dass" together with the one before: "wir haben Angst, dass er …"."""
    if not re.match(r"\s*(?:dass|daß|ob|that|que)\b", clause, re.IGNORECASE):
        return clause
    head = sentence[: sentence.find(clause)].rstrip(" ,;")
    return f"{re.split(r'[,;]', head)[-1]} {clause}"


def _masked(sentence: Sentence, received: date) -> str:
    """The sentence with the points and commas of days taken out: they part no clauses."""
    text = sentence.flat
    for mention in find_dates(sentence.text, received):
        text = text[: mention.start] + re.sub(r"[^\w\s]", "_", text[mention.start : mention.end]) + text[mention.end :]
    return text


def _is_abroad(text: str) -> bool:
    """Whether a sentence tells of another country: prison there is a reason, not a detention here."""
    return any(
        mention.code != GERMANY and mention.sign in (Sign.COUNTRY, Sign.ORIGIN) for mention in find_nationalities(text)
    ) and not re.search(r"\bflug|abschieb|rückführ", text, re.IGNORECASE)
