"""Whether reasons are stated: concrete circumstances of these persons' life, with the sentences as evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from classifiers.announcements import announces
from classifiers.clauses import sentences_of
from classifiers.language import find_language
from classifiers.passages import Part, Passage, Reading
from classifiers.patterns import one_of, phrases
from classifiers.records import Evidence, Finding, Paper, PaperType, Reasons
from classifiers.sentences import ends_only, sentences

_PHRASES = phrases("reasons")
_CIRCUMSTANCES = {name: one_of(group, "any") for name, group in _PHRASES["circumstances"].items()}
_ANNOUNCED = one_of(_PHRASES, "announced")
_ABROAD = {name: one_of(group, "any") for name, group in _PHRASES["foreign"].items()}
_NAMES_REASONS = one_of(_PHRASES, "names_reasons")
_OTHER_THING = one_of(_PHRASES, "other_thing")
_OF_OFFICE = one_of(_PHRASES, "of_office")
_OF_PROCEDURE = one_of(_PHRASES, "of_procedure")
# Its name speaks of children, family and flight.
_MINISTRY = one_of(_PHRASES, "ministry")
_GREETING = re.compile(r"\s*(?:liebe[rs]?|sehr\s+geehrte[rs]?|hallo)\b[^\n]{0,80}$", re.IGNORECASE)
_PROOFS = frozenset(
    {
        PaperType.MEDICAL,
        PaperType.SCHOOL,
        PaperType.EMPLOYMENT,
        PaperType.SUPPORT_LETTER,
        PaperType.CV,
        PaperType.LANGUAGE_CERTIFICATE,
    }
)
_Table = Mapping[str, re.Pattern[str]]
_Telling = tuple[Evidence, frozenset[str]]
_HEAVY = frozenset({"illness", "school", "work", "years", "danger", "roots", "german_family"})
# What a procedure may tell of itself: "seit 2019 geduldet", "die Klage der Mutter".
_LIGHT = frozenset({"years", "family"})


def find_reasons(reading: Reading) -> tuple[Reasons, Finding]:
    """Look for concrete circumstances in the letter, then for papers that show them, then for an announcement.

    Returns:
        `stated` with up to five sentences as evidence; `announced` with the words that say so; else `missing` with
        what was searched.
    """
    sentences = _telling_sentences(reading)
    kinds = {kind for _, found in sentences for kind in found}
    if kinds & _HEAVY or len(sentences) >= 2:
        evidence = tuple(place for place, _ in sentences[:5])
        confidence = min(0.99, 0.6 + 0.1 * len(kinds) + 0.03 * len(sentences))
        return Reasons.STATED, Finding(
            "reasons", "stated", evidence, round(confidence, 2), "circumstances:" + "+".join(sorted(kinds))
        )
    proofs = [paper for paper in reading.papers if paper.type in _PROOFS]
    if proofs:
        return Reasons.STATED, Finding("reasons", "stated", _starts(reading, proofs), 0.8, "papers_enclosed")
    place = _announced_at(reading)
    if place is not None:
        return Reasons.ANNOUNCED, Finding("reasons", "announced", (place,), 0.9, "announcement")
    return Reasons.MISSING, Finding("reasons", "missing", (), 0.8, "nothing_found", _searched(reading))


def circumstances_told(reading: Reading) -> frozenset[str]:
    """The kinds of circumstances that the letter tells: "illness", "school", "work", "years", "family" and so on."""
    return frozenset(kind for _, kinds in _telling_sentences(reading) for kind in kinds)


def _telling_sentences(reading: Reading) -> list[_Telling]:
    """The sentences of the letter that tell a circumstance, with its kinds, in whatever language it is written."""
    language, _ = find_language(reading)
    tables = (_CIRCUMSTANCES,) if language in (None, "de") else (_CIRCUMSTANCES, _ABROAD)
    return [found for passage in _speaking(reading) for found in sentences_with_circumstance(passage, tables)]


def _announced_at(reading: Reading) -> Evidence | None:
    """Where the letter says that the reasons are to follow."""
    for passage in _speaking(reading):
        match = _ANNOUNCED.search(ends_only(passage.text))
        if match:
            return passage.evidence(match.start(), match.end())
        for sentence in sentences_of(passage.text):
            if announces(sentence, _NAMES_REASONS, _OTHER_THING):
                return passage.evidence(sentence.start, sentence.end)
    return None


def _speaking(reading: Reading) -> Iterator[Passage]:
    for passage in reading.letter_passages:
        if passage.part in (Part.TEXT, Part.SUBJECT, Part.FORWARDED):
            yield passage


def sentences_with_circumstance(passage: Passage, tables: Sequence[_Table] = (_CIRCUMSTANCES,)) -> Iterator[_Telling]:
    """Sentences that tell something of somebody's life, and what; those that only speak of the procedure are none."""
    for begin, end in sentences(passage.text):
        sentence = _MINISTRY.sub(" ", passage.text[begin:end])
        kinds = frozenset(name for table in tables for name, words in table.items() if words.search(sentence))
        if not kinds or _ANNOUNCED.search(ends_only(sentence)) or _GREETING.match(sentence):
            continue
        is_of_procedure = _OF_OFFICE.search(sentence) or (kinds <= _LIGHT and _OF_PROCEDURE.search(sentence))
        if not (is_of_procedure and len(kinds) < 2):
            yield passage.evidence(begin, end), kinds


def _starts(reading: Reading, papers: list[Paper]) -> tuple[Evidence, ...]:
    firsts = (reading.passages_of(paper)[:1] for paper in papers)
    return tuple(p.evidence(0, min(len(p.text), 80)) for first in firsts for p in first)


def _searched(reading: Reading) -> str:
    pages = sum(len(document.pages) for document in reading.message.documents)
    unread = sum(1 for document in reading.message.documents if document.problem is not None)
    return f"Durchsucht: {pages} Seiten in {len(reading.message.documents)} Dokumenten, {unread} davon nicht lesbar."
