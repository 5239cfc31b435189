"""Whether the applicants live in North Rhine-Westphalia, and whether they are in Germany at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from classifiers.authority import find_authority
from classifiers.clauses import Sentence, clause_around, is_negated, is_supposed, sentences_of
from classifiers.directory import directory
from classifiers.homes import FACILITY, Home, find_homes
from classifiers.letter_dates import letter_date
from classifiers.nationalities import GERMANY, Sign, find_nationalities
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import one_of, phrases
from classifiers.places import Region
from classifiers.records import Evidence, Finding, Person, Residence, Whereabouts
from classifiers.sentences import ends_only
from classifiers.subjects import Applicants, applicants_of, is_about_others, letter_passages

_PHRASES = phrases("residence")
_REMOVED = one_of(_PHRASES, "removed")
_LEFT = one_of(_PHRASES, "left")
_KEPT_OUT = one_of(_PHRASES, "kept_out")
_STAYS = one_of(_PHRASES, "stays")
_NOW = one_of(_PHRASES, "now")
_SURELY_NOW = one_of(_PHRASES, "surely_now")
_NOW_LABEL = one_of(_PHRASES, "now_label")
_CAME_BACK = one_of(_PHRASES, "came_back")
_IN_GERMANY = one_of(_PHRASES, "in_germany")
_STAY = one_of(_PHRASES, "stay")
_TOLERATED = one_of(_PHRASES, "tolerated")
_BIRTH = re.compile(r"\([^)]*\)|(?:geb\w*\.?|\*|born)[^,;]{0,12}\d{4}", re.IGNORECASE)
# "… soll ausreisen, sonst wird abgeschoben": it has not happened.
_OTHERWISE = re.compile(
    r"\b(?:sonst|andernfalls|ansonsten|otherwise)\b|\bwird\s+(?:\w+\s+)?abgeschoben\s*$", re.IGNORECASE
)
_BUT = re.compile(r"\b(?:aber|sondern|doch|hier|but)\b", re.IGNORECASE)  # "ich bin hier, aber in Simbabwe …"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def find_residence(reading: Reading, persons: Sequence[Person]) -> tuple[Finding, Finding]:
    """Where the applicants live and are: the findings "residence" and "whereabouts".

    A home in Germany that is given as the present one shows both. Who was deported or has left lives elsewhere,
    unless the letter says that they came back; what is supposed, or said of others, does not count.

    Args:
        reading: The whole message.
        persons: The applicants, as far as they are known.
    """
    applicants = applicants_of(reading, persons)
    homes = find_homes(reading, persons)
    lives_here = bool(homes) and not homes[0].is_past
    abroad = _removed_by_subject(reading, applicants) or _abroad(reading, applicants, lives_here, letter_date(reading))
    if abroad is not None:
        away = Finding("whereabouts", Whereabouts.ABROAD.value, abroad[0], 0.85, abroad[1])
        if lives_here and abroad[1] == "kept_out":
            return _at_home(homes[0])[0], away  # registered here, and waiting for a visa elsewhere
        return Finding("residence", Residence.ELSEWHERE.value, abroad[0], 0.8, abroad[1]), away
    if homes:
        return _at_home(homes[0])
    return _without_home(reading, persons, applicants)


def _at_home(home: Home) -> tuple[Finding, Finding]:
    region = Residence.NRW if home.place.region is Region.NRW else Residence.ELSEWHERE
    confidence = round(min(0.97, 0.6 + home.weight / 20), 2)
    return (
        Finding("residence", region.value, (home.evidence,), confidence, "home"),
        Finding("whereabouts", Whereabouts.GERMANY.value, (home.evidence,), confidence, "home"),
    )


def _without_home(reading: Reading, persons: Sequence[Person], applicants: Applicants) -> tuple[Finding, Finding]:
    """No address: a competent office in the Land, a facility or a Duldung still tell something."""
    searched = f"{len(reading.passages)} Abschnitte: keine Anschrift der Antragsteller, kein Wohnort"
    authority = find_authority(reading, persons, directory())
    here = _stay_in_germany(reading, applicants)
    if authority is not None and authority.confidence >= 0.6:
        residence = Finding("residence", Residence.NRW.value, authority.evidence, 0.6, "competent_authority")
        place = here or (authority.evidence[0] if authority.evidence else None)
    else:
        residence = Finding("residence", Residence.NOT_STATED.value, (), 0.7, "no_address", searched)
        place = here
    if place is None:
        return residence, Finding("whereabouts", Whereabouts.NOT_STATED.value, (), 0.7, "no_address", searched)
    return residence, Finding("whereabouts", Whereabouts.GERMANY.value, (place,), 0.65, "stay_in_germany")


def _own_sentences(reading: Reading) -> Iterator[tuple[Passage, Sentence]]:
    own = {(p.document, p.page) for p in letter_passages(reading)}
    for passage in reading.passages:
        if passage.part in (Part.QUOTED, Part.FOOTER, Part.ENCLOSURES):
            continue
        is_letter = (passage.document, passage.page) in own
        for sentence in sentences_of(passage.text):
            if is_letter or _NOW_LABEL.search(sentence.flat):
                yield passage, sentence


def _stay_in_germany(reading: Reading, applicants: Applicants) -> Evidence | None:
    """Where it shows that the applicants are in Germany although no address stands there."""
    for passage, sentence in _own_sentences(reading):
        for match in (
            *_IN_GERMANY.finditer(sentence.flat),
            *_TOLERATED.finditer(sentence.flat),
            *FACILITY.finditer(sentence.flat),
        ):
            doubtful = is_supposed(sentence.flat, match.start(), match.end()) or is_about_others(
                sentence.flat, match.start(), match.end(), applicants
            )
            is_stay = _TOLERATED.match(match.group()) or _STAY.search(sentence.flat)
            if is_stay and not doubtful:
                return passage.evidence(sentence.start + match.start(), sentence.start + match.end())
    return None


def _removed_by_subject(reading: Reading, applicants: Applicants) -> tuple[tuple[Evidence, ...], str] | None:
    """Whether the subject of the mail, which is no page, tells of a deportation: "Wir wurden abgeschoben"."""
    subject = ends_only(reading.message.mail.subject) if reading.message.mail is not None else ""
    match = _REMOVED.search(subject)
    if match is None or not _is_said(subject, match, applicants):
        return None
    return (), "subject_of_mail"


def _abroad(
    reading: Reading, applicants: Applicants, has_home: bool, written_on: date
) -> tuple[tuple[Evidence, ...], str] | None:
    """Where the letter says that the applicants were deported, have left, or stay abroad now."""
    came_back = any(_CAME_BACK.search(sentence.flat) for _, sentence in _own_sentences(reading))
    for passage, sentence in _own_sentences(reading):
        for pattern, source in ((_REMOVED, "was_removed"), (_LEFT, "has_left"), (_KEPT_OUT, "kept_out")):
            match = pattern.search(sentence.flat)
            if match is None or not _is_said(sentence.flat, match, applicants, denies=source == "kept_out"):
                continue
            years = [int(y.group()) for y in _YEAR.finditer(_BIRTH.sub("", sentence.flat))]
            long_ago = bool(years) and max(years) < written_on.year - 1
            if has_home and (came_back or long_ago or source == "has_left"):
                continue
            return (passage.evidence(sentence.start + match.start(), sentence.start + match.end()),), source
        staying = _stays_abroad(sentence.flat, applicants, has_home)
        if staying is not None:
            return (passage.evidence(sentence.start + staying[0], sentence.start + staying[1]),), "stays_abroad"
    return None


def _is_said(sentence: str, match: re.Match[str], applicants: Applicants, *, denies: bool = False) -> bool:
    """Whether it is a plain sentence about the applicants; `denies`: the words themselves deny something."""
    last = len(match.group().split()[-1]) if match.group().split() else 0
    where = (max(match.start(), match.end() - max(last, 1)), match.end())
    return not (
        (not denies and is_negated(sentence, *where))
        or is_supposed(sentence, *where)
        or is_about_others(sentence, *where, applicants)
        or _OTHERWISE.search(clause_around(sentence, *where))
    )


def _stays_abroad(sentence: str, applicants: Applicants, has_home: bool) -> tuple[int, int] | None:
    """Where a sentence says that the applicants now live in another country."""
    for country in find_nationalities(sentence):
        if country.code in (GERMANY, "XXA", "XXX") or country.sign not in (Sign.COUNTRY, Sign.ORIGIN):
            continue
        before = sentence[: country.start]
        if _NOW_LABEL.search(before) and not has_home:
            return country.start, country.end
        if not re.search(
            r"\b(?:in|im|en|au|aux|à)\s+(?:der\s+|dem\s+|the\s+)?(?:\w+,?\s+){0,2}$", before, re.IGNORECASE
        ):
            continue
        stay = [m for m in _STAYS.finditer(before) if not _BUT.search(before, m.end())]
        if not stay or not _NOW.search(sentence) or (has_home and not _SURELY_NOW.search(sentence)):
            continue
        span = (stay[-1].start(), country.end)
        if not (
            is_negated(sentence, *span) or is_supposed(sentence, *span) or is_about_others(sentence, *span, applicants)
        ):
            return span
    return None
