"""Whether a deportation or flight is announced, and for which day.

Read in every kind of item and in every paper of it: a miss may cost a person everything, a false alarm a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from classifiers.clauses import Sentence, clause_around, sentences_of
from classifiers.dates import DateMention, find_dates
from classifiers.detention import find_detention
from classifiers.letter_dates import date_sent, date_written, letter_date, receipt_date
from classifiers.misread import mended_passage
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import compiled, one_of, phrases
from classifiers.records import Evidence, Finding, Person
from classifiers.subjects import Applicants, applicants_of, is_about_others

_PHRASES = phrases("removal")
_EVENT = one_of(_PHRASES, "event")
_VAGUE_EVENT = one_of(_PHRASES, "vague_event")
_STANDS_FIRM = one_of(_PHRASES, "stands_firm")
_HINT = one_of(_PHRASES, "hint")
_SETTLED = one_of(_PHRASES, "settled")
_FIXED = one_of(_PHRASES, "fixed")
_NO_EVENT_AFTER = one_of(_PHRASES, "no_event_after")
_NO_EVENT_BEFORE = one_of(_PHRASES, "no_event_before")
_THAT_DAY = one_of(_PHRASES, "that_day")
_LEAVING = one_of(_PHRASES, "leaving")
_FLIGHT = one_of(_PHRASES, "flight")
_NIGHT = one_of(_PHRASES, "night")
_FROM_THAT_DAY = one_of(_PHRASES, "from_that_day")
_OTHER_DATE = compiled([*_PHRASES["other_date"], *_PHRASES["leaving"]], _PHRASES)
_CANCELLED = one_of(_PHRASES, "cancelled")
_PUT_OFF = one_of(_PHRASES, "is_put_off")
_VERB_FIRST = re.compile(r"\s*(?:ist|sind|wird|werden|wurden?)\b", re.IGNORECASE)
_NONE_AT_ALL = one_of(_PHRASES, "none_at_all")
_MUST_NOT = one_of(_PHRASES, "must_not")
_IS_PAST = one_of(_PHRASES, "is_past")

_NEAR = 220  # characters between an event and its day within one sentence
_SHORT = 60  # a sentence that hardly holds more than the day: "Es ist der 7. April."
_LATEST_DAYS = 400  # a day further ahead is a ban of entry or a misreading
_WEEKDAY_ALONE = re.compile(
    r"(?:flug|abschiebung|abschiebe(?:termin|flug)|rückführung|abflug|flieger)\b[\s:,–-]*(?:ist\s+)?(?:schon\s+)?"
    r"(?P<day>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|übermorgen|heute)\b(?!\s*,?\s*(?:den|der)?\s*\d)",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(
    r"\bam\s+(?P<day>\d{1,2})\.(?=,?\s+(?:um|gegen|ab|früh|morgens|nachts|in\s+der\s+nacht)\b)", re.IGNORECASE
)
# "Datum: Mo., 3. März" heads a mail; "Datum 17.09.2026" may stand in a table of the flight.
_HEADER_LINE = re.compile(
    r"^[ \t>*]*(?:(?:gesendet|sent)[ \t]*:|(?:datum|date)[ \t]*:[ \t]*[a-zäöü]{2,}[.,])[^\n]*$", re.IGNORECASE
)
_TO_MANY = re.compile(r"\b(?:abbestellen|newsletter|unsubscribe|im browser (?:lesen|ansehen|öffnen))\b", re.IGNORECASE)
# ", geb. 01_02_1990," within a clause parts it no more than a bracket does.
_BORN = re.compile(r",?\s*\bgeb(?:oren)?\b[.․]?(?:\s+am)?\s+[\w_]+(?:\s+[a-zä]+\s+\d{4})?\s*,?", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:niemand|nicht mehr|kein\w*)\b", re.IGNORECASE)
_ALONE = 25  # characters of a clause that hardly holds more than the day: "und zwar noch heute"
_LABEL_LINE = re.compile(
    r"^[ \t|*•-]*(?:datum|termin|tag|am|date|abflug|flug|zeitpunkt|wann)?[ \t]*[:|]?[ \t]*(?:am[ \t]+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that may be that of a deportation."""

    value: date
    weight: float
    evidence: Evidence | None
    source: str


def find_removal(reading: Reading, persons: Sequence[Person]) -> tuple[Finding, ...]:
    """What is announced and whether somebody is held: the findings "removal_date" and "detained", as far as found.

    Args:
        reading: The whole message.
        persons: The applicants, as far as they are known.
    """
    if not persons and is_to_many(reading):
        return ()
    found = (find_removal_date(reading, persons), find_detention(reading, persons))
    return tuple(finding for finding in found if finding is not None)


def is_to_many(reading: Reading) -> bool:
    """Whether it is a circular: what it tells of deportations and days is not about anybody's case."""
    return any(_TO_MANY.search(passage.text) for passage in reading.body_passages)


def find_removal_date(reading: Reading, persons: Sequence[Person]) -> Finding | None:
    """The day of an announced deportation or flight of the applicants, as the finding "removal_date".

    Days that are told by the writing's own date are resolved. The end of a Duldung or of a term, hearings, earlier
    attempts, cancelled flights and the fate of others are none. Of several days the one that is said most clearly
    wins, of equals the first.

    Args:
        reading: The whole message.
        persons: The applicants, as far as they are known.
    """
    applicants = applicants_of(reading, persons)
    days = [
        *_days_of_subject(reading),
        *(d for p in _passages_that_hold(reading) for d in _days_of_passage(reading, p, applicants)),
    ]
    if not days:
        return None
    weights: dict[date, float] = {}
    for day in sorted(days, key=lambda day: -day.weight):
        weights[day.value] = weights.get(day.value, 0.0) + (day.weight if day.value not in weights else 0.15)
    value = min(weights, key=lambda v: (-round(weights[v], 1), v))
    proofs = sorted((d for d in days if d.value == value), key=lambda d: -d.weight)
    evidence = tuple(dict.fromkeys(d.evidence for d in proofs if d.evidence is not None))
    confidence = round(min(0.98, 0.5 + weights[value] / 4), 2)
    return Finding("removal_date", value.isoformat(), evidence[:3], confidence, proofs[0].source)


def _passages_that_hold(reading: Reading) -> Iterator[Passage]:
    """All passages; what an answer says is cancelled is not announced by what it quotes."""
    own = (p for p in reading.body_passages if p.part is not Part.QUOTED)
    cancelled = any(_is_cancelled_at_all(s) for passage in own for s in sentences_of(passage.text))
    return (p for p in reading.passages if not (cancelled and p.part is Part.QUOTED))


def _is_cancelled_at_all(sentence: Sentence) -> bool:
    """Whether a sentence without a day calls an event off: "Der Flug ist storniert"."""
    match = _CANCELLED.search(sentence.flat)
    if match is None or find_dates(sentence.text) or _MUST_NOT.search(sentence.flat):
        return False
    return bool(_EVENT.search(clause_around(sentence.flat, *match.span())))


def _days_of_subject(reading: Reading) -> Iterator[_Day]:
    """The subject of a mail is no page: it is looked at, but gives no place."""
    mail = reading.message.mail
    if mail is None or not _EVENT.search(mail.subject):
        return
    reference = receipt_date(reading)
    off = _CANCELLED.search(mail.subject) and not (_PUT_OFF.search(mail.subject) or _MUST_NOT.search(mail.subject))
    for mention in () if off else _all_days(mail.subject, reference):
        if _may_be(mention, mail.subject, reference):
            yield _Day(mention.value, 0.6, None, "subject_of_mail")


def _all_days(text: str, reference: date) -> tuple[DateMention, ...]:
    alone = (*_weekdays_alone(text, reference), *_days_of_month_alone(text, reference))
    return (*find_dates(text, reference), *alone)


def _weekdays_alone(text: str, reference: date) -> Iterator[DateMention]:
    """A weekday right after the event, without "am": "Flug Dienstag"."""
    for match in _WEEKDAY_ALONE.finditer(text):
        word = match["day"] if match["day"].casefold() in ("morgen", "übermorgen", "heute") else f"am {match['day']}"
        for mention in find_dates(word, reference):
            yield DateMention(match.start("day"), match.end("day"), mention.value, True)


def _days_of_month_alone(text: str, reference: date) -> Iterator[DateMention]:
    """A day without a month, with an hour: "am 16. um 8 Uhr"."""
    for match in _DAY_ALONE.finditer(text):
        for ahead in range(32):
            value = reference + timedelta(days=ahead)
            if value.day == int(match["day"]):
                yield DateMention(match.start("day"), match.end("day") + 1, value, True)
                break


def _reference_of(reading: Reading, passage: Passage) -> date:
    """When the words of a passage were written."""
    received = receipt_date(reading)
    if passage.part in (Part.FORWARDED, Part.QUOTED):
        return date_sent(passage.text, received) or received
    if any(p.document == passage.document and p.page == passage.page for p in reading.letter_passages):
        return letter_date(reading)
    papers = [
        p for p in reading.papers if p.document == passage.document and p.first_page <= passage.page <= p.last_page
    ]
    own = (
        reading.passages_of(papers[0])
        if papers and papers[0].first_page
        else [p for p in reading.passages if p.document == passage.document]
    )
    return date_written(own, received) or received


def _days_of_passage(reading: Reading, passage: Passage, applicants: Applicants) -> Iterator[_Day]:
    text = mended_passage(reading, passage)
    if not (_EVENT.search(text.text) or _VAGUE_EVENT.search(text.text)):
        return
    reference = _reference_of(reading, passage)
    parts = sentences_of(text.text)
    mentions = sorted(_all_days(text.text, reference), key=lambda mention: mention.start)
    for mention in mentions:
        if not _may_be(mention, text.text, reference):
            continue
        weight, source = _weight(text.text, parts, mention, mentions, applicants)
        if passage.part is Part.QUOTED:
            weight -= 0.5
        if weight > 0:
            place = passage.evidence(text.original(mention.start), text.original(mention.end))
            yield _Day(mention.value, weight, place, source)


def _may_be(mention: DateMention, text: str, reference: date) -> bool:
    """Whether a day lies ahead and is neither the end of a term nor the date of a paper."""
    ahead = (mention.value - reference).days
    if not 0 <= ahead <= _LATEST_DAYS:
        return False
    before = text[max(0, mention.start - 60) : mention.start]
    after = text[mention.end : mention.end + 110]
    # A break of the line ends nothing: "… ist seit dem / 10. März auf den 14. April festgelegt".
    if _NO_EVENT_BEFORE.search(re.sub(r"(?<!\n)\n(?!\n)", " ", before)) and not (
        _NIGHT.search(before[-30:]) or _THAT_DAY.search(after)
    ):
        return False
    if _NO_EVENT_AFTER.search(text[mention.end : mention.end + 40]):
        return False
    if _HEADER_LINE.match(before.rsplit("\n", 1)[-1]):
        return False
    # The line of the letter's own date names no event.
    return not (ahead == 0 and not mention.is_relative and re.search(r"(?:,|\bden|^|\n)[ \t]*$", before))


def _weight(
    text: str, parts: Sequence[Sentence], mention: DateMention, mentions: Sequence[DateMention], applicants: Applicants
) -> tuple[float, str]:
    """How surely a day is that of an event; 0 or less where it is not."""
    index = next((i for i, s in enumerate(parts) if s.start <= mention.start < s.end), None)
    if index is None:
        return 0.0, ""
    sentence = parts[index]
    inside = [other for other in mentions if sentence.start <= other.start < sentence.end]
    days = [_within(other, sentence) for other in inside]
    own = _within(mention, sentence)
    masked = _without_points(sentence.flat, days)
    event = _nearest(_EVENT, masked, own) or _vague_event(sentence.flat, masked, own)
    weight, source, context = 1.0, "event_and_day", masked
    if event is None:
        weight, source, context = 0.6, "event_beside_day", _context(parts, index, text, mention)
        if not context:
            return 0.0, ""
    elif _is_of_something_else(masked, own, event) or (
        is_about_others(masked, *event, applicants, of_family=False)
        and is_about_others(masked, *own, applicants, of_family=False)
    ):
        return 0.0, ""
    rivals = [
        span
        for other, span in zip(inside, days, strict=True)
        if abs((other.value - mention.value).days) <= _LATEST_DAYS  # a birth date is none
    ]
    if _is_off(masked, own, rivals) or (mention.is_relative and _is_only_nowadays(masked, own)):
        return 0.0, ""
    if _FROM_THAT_DAY.search(masked[max(0, own[0] - 25) : own[0]]):
        weight -= 0.6 if _FIXED.search(masked) else 2
    if _SETTLED.search(context):
        weight += 0.5
    return weight - 0.1 * mention.is_relative, source


def _vague_event(sentence: str, masked: str, own: tuple[int, int]) -> tuple[int, int] | None:
    """A word that may mean any measure or appointment, where the sentence says that it stands firm."""
    return _nearest(_VAGUE_EVENT, masked, own) if _STANDS_FIRM.search(sentence) else None


def _is_only_nowadays(masked: str, own: tuple[int, int]) -> bool:
    """Whether "heute" is no day of an event: "der heute eine Bäckerei führt", "heute will niemand mehr abschieben"."""
    if masked[own[0] : own[1]].casefold() not in ("heute", "today"):
        return False
    clause = clause_around(masked, *own)
    if not _EVENT.search(clause):
        return len(clause.strip()) > _ALONE
    return bool(_DENIED.search(clause)) and not _MUST_NOT.search(clause)


def _within(mention: DateMention, sentence: Sentence) -> tuple[int, int]:
    """The span of a day in its sentence."""
    return mention.start - sentence.start, min(mention.end, sentence.end) - sentence.start


def _without_points(sentence: str, days: Sequence[tuple[int, int]]) -> str:
    """The sentence with the points and commas of its days taken out: they part no clauses."""
    for start, end in days:
        sentence = sentence[:start] + re.sub(r"[^\w\s]", "_", sentence[start:end]) + sentence[end:]
    return _BORN.sub(lambda match: match.group().replace(",", " "), sentence)


def _is_of_something_else(masked: str, own: tuple[int, int], event: tuple[int, int]) -> bool:
    """Whether another appointment is nearer to the day than the event is, or alone with it in its clause."""
    other = _nearest(_OTHER_DATE, masked, own)
    if other is None:
        return False
    nearer = _distance(other, *own) < _distance(event, *own)
    if nearer and _LEAVING.match(masked, other[0]) and _FLIGHT.search(masked):
        return False  # who has to leave on that day by air
    if nearer:
        return True
    clause = clause_around(masked, *own)
    return bool(_OTHER_DATE.search(clause)) and not _EVENT.search(clause)


def _nearest(pattern: re.Pattern[str], text: str, own: tuple[int, int]) -> tuple[int, int] | None:
    """The match nearest to a span, within reach."""
    start, end = own
    spans = [m.span() for m in pattern.finditer(text, max(0, start - _NEAR), min(len(text), end + _NEAR))]
    return min(spans, key=lambda span: _distance(span, start, end)) if spans else None


def _distance(span: tuple[int, int], start: int, end: int) -> int:
    return max(span[0] - end, start - span[1], 0)


def _context(parts: Sequence[Sentence], index: int, text: str, mention: DateMention) -> str:
    """The words beside a sentence that holds only a day: an event in the sentence before or after, or a table."""
    sentence = parts[index]
    start = mention.start - sentence.start
    own = sentence.flat
    line_start = text.rfind("\n", 0, mention.start) + 1
    is_label = bool(_LABEL_LINE.match(text[line_start : mention.start]))
    is_short = len(own) < _SHORT and bool(re.match(r"(?:es|das|dies|der\s+tag|nämlich)\b", own, re.IGNORECASE))
    if not (is_label or is_short or _HINT.search(own)) or _nearest(_OTHER_DATE, own, (start, start)) is not None:
        return ""
    beside = [parts[i].flat for i in (index - 1, index + 1) if 0 <= i < len(parts)]
    is_new = bool(_PUT_OFF.search(own))  # of an event that was called off, or tried, it is the new day
    for neighbour in beside:
        if not _EVENT.search(neighbour) or _NONE_AT_ALL.search(neighbour):
            continue
        if not (_FIXED.search(neighbour) or _FIXED.search(own)):
            continue
        if is_new or not (_IS_PAST.search(neighbour) or _CANCELLED.search(neighbour)):
            return f"{own} {neighbour}"
    return ""


def _is_called_off_behind(masked: str, end: int) -> bool:
    """Whether a sentence ends its subject, long and full of names and commas, with "… ist storniert worden"."""
    cancelled = _CANCELLED.search(masked, end)
    if cancelled is None or _MUST_NOT.search(masked) or _PUT_OFF.search(masked):
        return False
    return bool(_VERB_FIRST.match(clause_around(masked, *cancelled.span())))


def _is_off(masked: str, own: tuple[int, int], days: Sequence[tuple[int, int]]) -> bool:
    """Whether the event of a day has happened, was cancelled, or is denied."""
    start = own[0]
    clause = clause_around(masked, *own)
    if _IS_PAST.search(clause) or _NONE_AT_ALL.search(clause):
        return True
    begin = masked.find(clause)
    cancelled = _CANCELLED.search(clause)
    if cancelled and not _MUST_NOT.search(clause):
        where = (begin + cancelled.start(), begin + cancelled.end())
        nearest = min(days, key=lambda day: _distance(where, *day))
        put_off = re.search(r"\bauf\s+(?:den\s+|dem\s+)?$", masked[max(0, start - 10) : start], re.IGNORECASE)
        return nearest == own and not (put_off and _PUT_OFF.search(clause))
    if len(days) == 1 and _is_called_off_behind(masked, begin + len(clause)):
        return True
    return bool(_PUT_OFF.search(clause)) and bool(re.search(r"\b(?:vom|von)\s+$", masked[max(0, start - 8) : start]))
