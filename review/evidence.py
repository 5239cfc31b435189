"""Evidence as a person sees it: the quoted words, boxes on the picture of the page, marks in its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from classifiers.records import Evidence
from parsers.records import Box, Document, Page, ParsedMessage

_SCALE: Final = 1000  # the picture's width and height in the units of its boxes
_QUOTE: Final = 240


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that show something, and where they stand.

    Attributes:
        document: Index of the document.
        page: Number of the page.
        place: "Antrag.pdf, Seite 2".
        text: The words, on one line.
    """

    document: int
    page: int
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box on a page: thousandths of its width and height, from the top left."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's text, marked or not."""

    text: str
    is_marked: bool


def quotes(message: ParsedMessage, evidence: Iterable[Evidence], most: int = 4) -> tuple[Quote, ...]:
    """Cut the quotes of evidence from the pages; the first ones, none that stands in one before it.

    Args:
        message: That the evidence is of.
        evidence: Where.
        most: How many at the most.
    """
    found: list[Quote] = []
    for span in dict.fromkeys(evidence):
        document, page = page_at(message, span.document, span.page)
        if document is None or page is None:
            continue
        text = " ".join(page.text[span.start : span.end].split())
        short = text if len(text) <= _QUOTE else f"{text[: _QUOTE - 1].rstrip()}…"
        quote = Quote(span.document, span.page, place_of(document, span.page), short)
        is_told = any(quote.text in one.text and quote.place == one.place for one in found)
        if short and not is_told:
            found.append(quote)
        if len(found) >= most:
            break
    return tuple(found)


def place_of(document: Document, page: int) -> str:
    """Say where a page is."""
    if document.is_body:
        return "Text der E-Mail" if document.index == 0 else f"Text von {document.name}"
    return f"{document.name}, Seite {page}"


def page_at(message: ParsedMessage, document: int, page: int) -> tuple[Document | None, Page | None]:
    """Find a page; None where there is none."""
    for one in message.documents:
        if one.index == document:
            return one, next((leaf for leaf in one.pages if leaf.number == page), None)
    return None, None


def boxes(page: Page, spans: Iterable[tuple[int, int]]) -> tuple[Rectangle, ...]:
    """Give the boxes of spans of a page, the words of a line as one.

    Args:
        page: With its words.
        spans: First character and one past the last one.
    """
    found: list[Rectangle] = []
    for start, end in dict.fromkeys(spans):
        words = [word.box for word in page.words if word.box and word.start < end and word.end > start]
        found.extend(_rectangle(line) for line in _lines(words))
    return tuple(dict.fromkeys(found))


def _lines(words: Sequence[Box]) -> Iterable[list[Box]]:
    line: list[Box] = []
    for box in words:
        if line and not _beside(line[-1], box):
            yield line
            line = []
        line.append(box)
    if line:
        yield line


def _beside(left: Box, right: Box) -> bool:
    """Whether a word follows another one on its line."""
    middle = (right.top + right.bottom) / 2
    return left.top <= middle <= left.bottom and right.left >= left.left


def _rectangle(line: Sequence[Box]) -> Rectangle:
    left, top = min(box.left for box in line), min(box.top for box in line)
    right, bottom = max(box.right for box in line), max(box.bottom for box in line)
    margin = 3
    x, y = max(0, round(left * _SCALE) - margin), max(0, round(top * _SCALE) - margin)
    return Rectangle(
        x,
        y,
        min(_SCALE, round(right * _SCALE) + margin) - x,
        min(_SCALE, round(bottom * _SCALE) + margin) - y,
    )


def marked(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a text where marks begin and end.

    Args:
        text: Of a page.
        spans: First character and one past the last one; they may overlap.
    """
    inside = [(max(0, start), min(len(text), end)) for start, end in spans]
    ends = sorted({0, len(text), *(end for span in inside for end in span)})
    pieces: list[Piece] = []
    for start, end in pairwise(ends):
        is_marked = any(first <= start and end <= last for first, last in inside)
        if pieces and pieces[-1].is_marked == is_marked:
            pieces[-1] = Piece(pieces[-1].text + text[start:end], is_marked)
        else:
            pieces.append(Piece(text[start:end], is_marked))
    return tuple(pieces)
