"""Whom a Vollmacht names as the one who may act: persons, and organisations with their whole name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifiers.letter_lines import organisation_in
from classifiers.mentions import Source, mentions_in
from classifiers.name_contexts import Sign
from classifiers.names import plain
from classifiers.passages import Passage, Reading
from classifiers.records import Evidence, PaperType
from classifiers.sentences import ends_only

_GRANTS = re.compile(
    r"\b(?:(?:bevollm|erm[aä]e?chtig|beauftrag|erteil|erlaub|authori[sz]e|appoint)\w*|geb(?:e|en)|gibt|bitten?|möchten?"
    r"|vollmacht\s+(?:für|an)|bevollmächtigte\w*\s*:)(?=[\s,])",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?<!\bvor\s)(?<!\bbei\s)(?<!\bdurch\s)(?<!\bgegenüber\s)(?<!\ban\s)(?<!\bin\s)"
    r"\b(?:den|die|das|dem|der|unser\w*|mein\w*|the|an)\s+(?!Kind|Sohn|Sohnes|Töchter|Tochter|Familie|Person)"
)
_REACH = (
    160  # characters from "bevollmächtige" to the one who gets the power: the giver and the birth may stand between
)
_ACTS = re.compile(
    r"\b(?:Der|Die|Das|Dem|Unsere?)\s+(?=[^,;.!?]{3,110}?\s(?:darf|dürfen|soll|wird|ist|handelt|vertritt|erteile|gebe)\b)"
)
_HARD_END = re.compile(r"[,;:.!?()\"„“]|$")
_LEGAL_FORM = re.compile(r"\b(?:e\W{1,2}V\b\W?|g?GmbH|eG|KG)")
_SOFT_END = re.compile(
    r"\s+(?:(?:hiermit|die|eine|meine|unsere)\s+)*vollmacht\b|\s+und\s+(?:herrn?|frau)\b"
    r"|\s+(?:den|einen)\s+\w*antrag|\s+(?:mich|uns|zur?|zum|in|damit|dass|daß|hiermit|alles|bei|beim"
    r"|vor|gegenüber|mit|darf|dürfen|soll|wird|ist|handelt|vertritt|führt|to|for)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"^(?:\w*mitarbeit\w+|berat\w+|team|kolleg\w+|sozialarbeit\w+|vertret\w+)\s+(?:der|des|vom|von\s+der)\s+",
    re.IGNORECASE,
)


def organisations_named(reading: Reading) -> list[tuple[str, Evidence]]:
    """The associations, parishes and firms that the Vollmachten of a message name as the one who may act, in order."""
    return [(name, passage.evidence(0, len(passage.text))) for passage in _passages(reading) for name in _in(passage)]


def _in(passage: Passage) -> Iterator[str]:
    text = re.sub(r"(?<=[^\W\d_])1|1(?=1*[^\W\d_])", "l", " ".join(passage.text.split()))  # OCR's "bevo11mächtige"
    flat = ends_only(text)
    for starts in _starts_of_names(flat):
        names = (organisation_in(_STAFF.sub("", text[start : _end_of_name(flat, start)])) for start in starts)
        if name := next(filter(None, names), None):
            yield name


def _starts_of_names(flat: str) -> Iterator[list[int]]:
    """Per statement of power the places where the name of the one who gets it may begin."""
    for grant in _GRANTS.finditer(flat):
        stop = re.compile(r"[.!?]|$").search(flat, grant.end())
        end = min(grant.end() + _REACH, stop.start() if stop else len(flat))
        yield [*(match.end() for match in _ARTICLE.finditer(flat, grant.end(), end)), grant.end() + 1]
    yield from ([match.end()] for match in _ACTS.finditer(flat))


def _end_of_name(flat: str, start: int) -> int:
    """Where an organisation's name ends: with its legal form, or before the words that tell what it may do."""
    hard = _HARD_END.search(flat, start)
    end = hard.start() if hard else len(flat)
    form = _LEGAL_FORM.search(flat, start, end)
    soft = None if form else _SOFT_END.search(flat, start, end)
    return form.end() if form else soft.start() if soft else end


def persons_named(reading: Reading) -> list[tuple[str, Evidence]]:
    """The persons with a full name whom the Vollmachten of a message name as the one who may act."""
    day = reading.message.received_at.date()
    return [
        (mention.name, mention.evidence)
        for passage in _passages(reading)
        for mention in mentions_in(passage, Source.MANDATE, day)
        if Sign.AGENT in mention.signs and mention.evidence and len(plain(mention.name).split()) > 1
    ]


def _passages(reading: Reading) -> Iterator[Passage]:
    for paper in reading.papers_of_type(PaperType.POWER_OF_ATTORNEY):
        yield from reading.passages_of(paper)
