"""Text of an unpaged file as it is written down, with the pictures that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from parsers.images import BrokenPicture, ReadImage, page_pictures
from parsers.ink import likeness_of
from parsers.limits import ParseLimits
from parsers.records import Mark, Page, Problem
from parsers.text import normal_form

ReadResult = tuple[tuple[Page, ...], Problem | None]

PLACEHOLDER = "\ufffc"  # Unicode's own sign for an object within text
# A vector format or a broken picture: it may be anything.
_UNKNOWN_LIKENESS = 0.3
# A file with less text than this is an envelope for the pictures in it: scans that were pasted into it.
_ENVELOPE_LETTERS = 100
_PAGE_SIDE = 600  # pixels of the shorter side that a picture of a page has


@dataclass(slots=True)
class Written:
    """Text as it grows; a placeholder stands in it for each picture.

    Attributes:
        pieces: What was written.
        pictures: The bytes of the pictures, in the order of their placeholders.
    """

    pieces: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Write text."""
        self.pieces.append(text)

    def picture(self, content: bytes) -> None:
        """Put a picture here."""
        self.pieces.append(PLACEHOLDER)
        self.pictures.append(content)

    def apart(self) -> Written:
        """Begin a text that is to be put in here, a cell of a table: its pictures come next in order."""
        return Written(pictures=self.pictures)

    def text(self) -> str:
        """Give what was written so far."""
        return "".join(self.pieces)

    def result(self, limits: ParseLimits, read_image: ReadImage | None = None) -> ReadResult:
        """Make one page of it, and further pages of pasted scans where it has hardly any text.

        Args:
            limits: Bounds on text and pages.
            read_image: Reader of page pictures.

        Returns:
            The pages, and TOO_LARGE where the text was cut. Pictures are marks at their place.
        """
        text = re.sub(r"[ \t]+\n", "\n", normal_form(self.text()))
        text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
        parts = text.split(PLACEHOLDER)
        offsets, length = [], 0
        for part in parts[:-1]:
            length += len(part)
            offsets.append(length)
        text = "".join(parts)
        problem = Problem.TOO_LARGE if len(text) > limits.text_characters else None
        text = text[: limits.text_characters]
        marks = [
            Mark(min(offset, len(text)), likeness=_likeness(content, limits))
            for offset, content in zip(offsets, self.pictures, strict=False)
        ]
        pages = [Page(1, text, marks=tuple(marks))]
        if read_image is not None and sum(map(str.isalnum, text)) < _ENVELOPE_LETTERS:
            pages += _pasted_pages(self.pictures[: limits.pages], read_image, limits)
        return tuple(pages), problem


def _likeness(content: bytes, limits: ParseLimits) -> float:
    try:
        return likeness_of(next(page_pictures(content, limits)))
    except (BrokenPicture, StopIteration):
        return _UNKNOWN_LIKENESS


def _pasted_pages(pictures: list[bytes], read_image: ReadImage, limits: ParseLimits) -> list[Page]:
    pages: list[Page] = []
    for content in pictures:
        try:
            for picture in page_pictures(content, limits):
                if min(picture.size) >= _PAGE_SIDE:
                    pages.append(replace(read_image(picture), number=len(pages) + 2))
        except BrokenPicture:
            continue
    return pages
