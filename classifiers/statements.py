"""Sentences that tell a birth date or nationality of somebody named elsewhere: "ich", "er", "alle drei"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from classifiers.dates import find_dates
from classifiers.mentions import Mention
from classifiers.nationalities import GERMANY, UNION, NationalityMention, Sign, find_nationalities
from classifiers.passages import Passage
from classifiers.records import Evidence
from classifiers.sentences import sentences


class Subject(StrEnum):
    """Of whom a sentence speaks."""

    WRITER = "writer"  # "ich", "I", "je"
    ALL = "all"  # "wir", "alle drei", "beide", "die Familie"
    NAMED = "named"  # the person named in it, or last before it
    NUMBERED = "numbered"  # "der Antragsteller zu 2"


@dataclass(frozen=True, slots=True)
class Statement:
    """A birth date or nationality that a sentence tells.

    Attributes:
        subject: Of whom.
        evidence: Where.
        birth_date: The one, or
        nationality: the other.
        is_weak: Only an origin ("aus Bosnien"), which counts where nothing better is said.
        count: For "beide", "alle drei": of how many; for "zu 2" the number; 0 where not told.
    """

    subject: Subject
    evidence: Evidence
    birth_date: date | None = None
    nationality: str | None = None
    is_weak: bool = False
    count: int = 0


_BORN_BEFORE = re.compile(
    r"(?:\bgeb(?:oren)?\b\.?|\*|\bborn\b|\bnée?\b|\bgeburts(?:tag|datum)\b|\bzur\s+welt\b)[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(r"^[^.!?]{0,60}?\b(?:geboren|gebohren|zur\s+welt|auf\s+die\s+welt|born)\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:antragsteller|mandant|kläger|betroffene|beschwerdeführer|person)(?:in|innen|en|r|n"
    r"|s)?\s+(?:zu\s+)?(?P<number>\d{1,2})\s?[.)]*[^.;\d]{0,30}$",
    re.IGNORECASE,
)
_IS = re.compile(
    r"\b(?:ist|sind|wurde|wurden|war|bin|inzwischen|is|are|est)\s+(?:(?!mit\b|ein)\w+\s+){0,3}$", re.IGNORECASE
)
_IS_PREDICATE = re.compile(r"\s*(?:[.,;!?)\n]|$|und\b)")
_FIRST = re.compile(r"\b(?:ich|bin|mein|meine|i|my|je|j['’]ai|mon|ma|mich)\b|\bi['’]m\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:alle(?:samt)?|beide[rn]?|sämtlich\w*|jeweils|wir|uns|(?:die|der)\s+(?:ganze\s+)?familie(?:nmitglieder)?"
    r"|familie|eheleute|ehepaar|die\s+(?:antragsteller|mandanten|betroffenen|kinder)|nous|we|both|all)\b",
    re.IGNORECASE,
)
_ALL_BEHIND = re.compile(
    r"^(?:\W{0,3}(?:beide|alle)\b|[^.!?\n]{0,40}\bwie\s+(?:wir|alle|sie|auch\s+(?:wir|alle))\b)", re.IGNORECASE
)
_COUNT = re.compile(
    r"\balle\s+(?P<word>drei|vier|fünf|sechs|sieben|acht)\b|\b(?P<two>beide[rn]?|eheleute|ehepaar|both)\b",
    re.IGNORECASE,
)
_NUMBERS = {"drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8}
_OTHERS = re.compile(
    r"\b(?:anderen?|viele|ehefrau|ehemann|verlobte\w*|freund\w*|partner\w*|lebensgefährt\w*|(?:meine?|seine?|ihre?"
    r"|unsere?)n?\s+(?:\w+e[nrs]?\s+){0,2}(?:kinder|kind|sohn|tochter|frau|mann|schwester|bruder|vater|mutter|eltern|enkel\w*)"
    r"|vater\s+de[rs]|mutter\s+de[rs]|landsleute|verwandte\w*|dolmetscher\w*)\b",
    re.IGNORECASE,
)


def statements_in(passage: Passage, mentions: Sequence[Mention], reference: date) -> tuple[Statement, ...]:
    """What the sentences of a passage tell of people whose name does not stand beside it.

    Args:
        passage: Any passage of the letter.
        mentions: Those of the passage; what they hold already is left out.
        reference: Day of receipt.
    """
    taken_births = {m.birth_date for m in mentions if m.birth_date}
    return tuple(
        statement
        for begin, end in sentences(passage.text)
        for statement in (
            *_births(passage, begin, end, taken_births, reference, mentions),
            *_nationalities(passage, begin, end, mentions),
        )
    )


def _births(
    passage: Passage, begin: int, end: int, taken: set[date], reference: date, mentions: Sequence[Mention]
) -> Iterator[Statement]:
    sentence = passage.text[begin:end]
    for mention in find_dates(sentence):
        if mention.value in taken or mention.value > reference or mention.value.year < 1915:
            continue
        before, after = sentence[: mention.start], sentence[mention.end :]
        numbered = _NUMBERED.search(before)
        if not (_BORN_BEFORE.search(before) or _BORN_AFTER.match(after) or (numbered and "geboren" in sentence)):
            continue
        if numbered:
            number = int(numbered.group("number"))
            evidence = passage.evidence(begin + mention.start, begin + mention.end)
            yield Statement(Subject.NUMBERED, evidence, birth_date=mention.value, count=number)
            continue
        is_own = bool(
            re.search(r"\b(?:ich|bin|i|je|i['’]m)\b", before[-80:] + after[:40], re.IGNORECASE)
        ) and not re.search(r"\b(?:sohn|tochter|kind|baby|frau|mann)\b[^,;]{0,40}$", before, re.IGNORECASE)
        evidence = passage.evidence(begin + mention.start, begin + mention.end)
        follower = _named_behind(evidence, after, mentions)
        yield Statement(Subject.WRITER if is_own else Subject.NAMED, follower or evidence, birth_date=mention.value)


def _named_behind(date_place: Evidence, after: str, mentions: Sequence[Mention]) -> Evidence | None:
    """ "Am 30.08.2023 wurde Naa Adjeley geboren": the place behind a name that stands between date and verb."""
    verb = re.search(r"\b(?:geboren|zur\s+welt|born)\b", after, re.IGNORECASE)
    if not verb:
        return None
    limit = date_place.end + verb.start()
    for mention in mentions:
        place = mention.evidence
        if (
            place
            and date_place.end <= place.start
            and place.end <= limit
            and not _is_after_place(after[: place.start - date_place.end])
        ):
            return Evidence(place.document, place.page, place.end, place.end + 1)
    return None


def _is_after_place(before: str) -> bool:
    return bool(re.search(r"\b(?:in|im|aus|bei)\s+$", before))


def _nationalities(passage: Passage, begin: int, end: int, mentions: Sequence[Mention]) -> Iterator[Statement]:
    sentence = passage.text[begin:end]
    for found in find_nationalities(sentence):
        weak = found.sign is Sign.ORIGIN
        is_said = bool(_IS.search(sentence[max(0, found.start - 60) : found.start]))
        if found.code in UNION and not is_said:
            continue
        if found.code in UNION and _IS_PREDICATE.match(sentence[found.end :]):
            pass  # "sie ist deutsch"
        elif found.sign in (Sign.ADJECTIVE, Sign.COUNTRY):
            if not _is_bare_entry(sentence, found):
                continue
            weak = True
        before = sentence[max(0, found.start - 90) : found.start]
        evidence = passage.evidence(begin + found.start, begin + found.end)
        if _OTHERS.search(before) and not _ALL.search(before):
            continue
        if (
            weak
            and not re.search(
                r"\b(?:komme\w*|kommt|stamm\w*|staat|land|heimat|wir|ich|ehepaar|familie|beide|alle|from|born|je|nous"
                r"|herr|frau|flüchtling\w*|mandant\w*|er|sie)\b",
                before,
                re.IGNORECASE,
            )
            and not _is_bare_entry(sentence, found)
        ):
            continue
        behind = sentence[found.end : found.end + 60]
        subject = _subject(before, behind)
        if subject is not Subject.ALL and any(
            m.nationality == found.code and m.evidence and 0 <= evidence.start - m.evidence.end < 110 for m in mentions
        ):
            continue  # the mention holds it already
        yield Statement(subject, evidence, nationality=found.code, is_weak=weak, count=_count(before + behind[:24]))


def _is_bare_entry(sentence: str, found: NationalityMention) -> bool:
    """ "Land: Afghanistan, beide": a country as an entry of its own."""
    if found.code == GERMANY:
        return False
    before, after = sentence[: found.start], sentence[found.end :]
    return bool(
        re.search(r"\b(?:land|herkunft|herkunftsland|heimatland)\s*:\s*$", before, re.IGNORECASE)
        or re.search(r"(?:^|\n)\s*(?:alle|beide)\s+$", before, re.IGNORECASE)
    ) and bool(re.match(r"\s*(?:$|[,.;\n)])", after))


def _subject(before: str, behind: str) -> Subject:
    if re.search(r"\bdie\s+$", before, re.IGNORECASE) and re.match(r"\s*staatsangehörigen\b", behind, re.IGNORECASE):
        return Subject.ALL  # "Ich vertrete die moldauischen Staatsangehörigen"
    if re.search(r"\b(?:er|sie|he|she|elle|il)\s+(?:ist|is|est|hat|has)\b[^,;]{0,30}$", before, re.IGNORECASE):
        return Subject.NAMED
    if _ALL.search(before) or _ALL_BEHIND.match(behind):
        return Subject.ALL
    return Subject.WRITER if _FIRST.search(before) else Subject.NAMED


def _count(text: str) -> int:
    match = _COUNT.search(text)
    if not match:
        return 0
    return 2 if match.group("two") else _NUMBERS[match.group("word").casefold()]
