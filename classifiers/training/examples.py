"""What the trained components learn from: texts of the scenarios with what their authors say of them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from classifiers.classify import read_by_rules
from classifiers.papers import text_of
from classifiers.passages import Part, Reading
from classifiers.reasons import sentences_with_circumstance
from classifiers.records import Kind, Paper, PaperType, Reasons
from classifiers.sentences import sentences
from classifiers.trained import (
    KIND,
    LEARNED_KINDS,
    LEARNED_TYPES,
    PAPER,
    REASON,
    TELLS,
    TELLS_NOT,
    kind_text,
    paper_text,
    sentence_text,
)
from classifiers.training.noise import with_noise
from classifiers.training.scenarios import Scenario
from parsers.records import Channel, Document, ParsedMessage

_PAGES = re.compile(r"(\d+)(?:-(\d+))?")
_FEWEST_LETTERS = 12
_SHORTEST_SENTENCE = 25  # characters


@dataclass(frozen=True, slots=True)
class Item:
    """A message of a scenario with its label.

    Attributes:
        hand: Who wrote it: what is measured must come from another hand than what is trained on.
        message: As parsed, with noise where it was asked for.
        label: The contract's item line.
    """

    hand: str
    message: ParsedMessage
    label: dict[str, Any]

    def is_sure(self, field: str) -> bool:
        """Whether its author found only one answer right for this field."""
        return field not in self.label.get("ambiguous", ())


@dataclass(frozen=True, slots=True)
class Example:
    """A text, as the component gets it, with its label."""

    hand: str
    text: str
    label: str


def items(scenarios: Iterable[Scenario], noise: float = 0.0, salt: int = 0) -> Iterator[Item]:
    """The items of scenarios.

    Args:
        scenarios: From `classifiers.training.scenarios`.
        noise: Share of the words of scans that are bent.
        salt: Another number bends other words. The seed comes from the item's name: the order does not matter.
    """
    for scenario in scenarios:
        for message, label in zip(scenario.messages, scenario.labels, strict=True):
            seed = zlib.crc32(message.source_name.encode()) + salt
            yield Item(scenario.hand, with_noise(message, seed, noise) if noise else message, label)


def examples(found: Iterable[Item]) -> dict[str, list[Example]]:
    """The examples for each component."""
    made: dict[str, list[Example]] = {KIND: [], PAPER: [], REASON: []}
    for item in found:
        reading = read_by_rules(item.message)
        kind = Kind(item.label["kind"])
        if kind in LEARNED_KINDS and item.is_sure("kind"):
            made[KIND].append(Example(item.hand, kind_text(reading), kind.value))
        for paper in labelled_papers(item):
            text = text_of(item.message, paper)
            if paper.type in LEARNED_TYPES and sum(c.isalpha() for c in text) >= _FEWEST_LETTERS:
                made[PAPER].append(Example(item.hand, paper_text(text), paper.type.value))
        made[REASON].extend(_sentences(item, reading))
    return made


def labelled_papers(item: Item) -> Iterator[Paper]:
    """The papers as labelled, by the attachment's name or by pages; what cannot be found so is left out."""
    message = item.message
    by_name = {document.name: document for document in message.documents if not document.is_body}
    entries = item.label["documents"]
    unnamed = [document for name, document in by_name.items() if name not in {entry["source"] for entry in entries}]
    if message.channel is not Channel.EMAIL:
        unnamed = list(message.documents[:1])
    for entry in entries:
        pages = _PAGES.fullmatch(entry["source"])
        if entry["source"] in by_name:
            document = by_name[entry["source"]]
            yield from _paper(entry, document, 1, len(document.pages))
        elif pages and len(unnamed) == 1:
            yield from _paper(entry, unnamed[0], int(pages[1]), int(pages[2] or pages[1]))


def _paper(entry: dict[str, Any], document: Document, first: int, last: int) -> Iterator[Paper]:
    if 1 <= first <= last <= len(document.pages):
        yield Paper(PaperType(entry["type"]), document.index, first, last, entry["source"])


def _sentences(item: Item, reading: Reading) -> Iterator[Example]:
    """Sentences with weak labels.

    Where the author says that reasons are stated: those in which the rules see a circumstance; what they do not see is
    not used, for it may tell one. Where reasons are not stated: all of them, as telling none.
    """
    stated = item.label.get("reasons") == Reasons.STATED
    if not item.is_sure("reasons") or not item.is_sure("kind"):
        return
    for passage in reading.letter_passages:
        if passage.part not in (Part.TEXT, Part.FORWARDED):
            continue
        telling = {(place.start, place.end) for place, _ in sentences_with_circumstance(passage)}
        for begin, end in sentences(passage.text):
            text = passage.text[begin:end]
            tells = (passage.start + begin, passage.start + end) in telling
            if len(text) < _SHORTEST_SENTENCE or (stated and not tells):
                continue
            yield Example(item.hand, sentence_text(text), TELLS if stated else TELLS_NOT)
