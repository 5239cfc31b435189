"""Ink that is no printed text: signatures, scribbles and stamps on the picture of a page.

What remains when printed words, ruled lines, borders and specks are taken away is gathered into groups of strokes
that lie together. A signature is told by its strokes: thin, connected over more than a letter's width, higher than
the print around it. Printed letters stand apart from each other; logos, photos and punched holes are filled;
stamps are of print or of a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image

from parsers.components import components
from parsers.picture import Pixels, grey_of
from parsers.records import Box, Mark, Page
from parsers.strokes import (
    Piece,
    enclosed_share,
    groups,
    ink_without_rules,
    parted_by_names,
    pieces_of,
    share_in_words,
    strokes,
)
from parsers.strokes import text_height as usual_text_height
from parsers.text import PlacedWord

_READ_THROUGH_INK = 0.75  # a word within a signature that is read as surely is a word
_ROW_WORTH = 0.22
_LEAST_WIDTH = 0.02  # 4 mm: an initial; a fraction of the page's width
_A_SIGNATURE = 0.5  # likeness from which on a mark counts as one


@dataclass(frozen=True, slots=True)
class InkMark:
    """A group of strokes.

    Attributes:
        box: Its place on the page.
        likeness: How much it looks like handwriting, 0–1.
    """

    box: Box
    likeness: float

    def covers(self, word: PlacedWord) -> bool:
        """Whether a word that was read here is really this ink."""
        if self.likeness < _A_SIGNATURE or (word.confidence or 0.0) >= _READ_THROUGH_INK:
            return False
        # The typed name below is often touched by the strokes and read unsurely; it is kept.
        middle = (word.box.top + word.box.bottom) / 2
        is_below = middle > self.box.top + 0.65 * (self.box.bottom - self.box.top)
        return not is_below and _overlap(self.box, word.box) > 0.6


def find_ink(grey: Pixels, words: Sequence[PlacedWord]) -> tuple[InkMark, ...]:
    """Find the marks of ink on a page.

    Args:
        grey: The page as `parsers.picture.prepare` gives it: paper white, lines straight.
        words: The words that were read on it, or that the file itself holds.

    Returns:
        The marks, from the top.
    """
    text_height = usual_text_height(words, grey.shape)
    ink = ink_without_rules(grey)
    marks: list[InkMark] = []
    for group in groups(strokes(ink, words, text_height), ink, text_height):
        whole = _mark(group, grey, ink, text_height)
        if whole is None:
            continue
        parts = [_mark(part, grey, ink, text_height) for part in parted_by_names(group, words, ink.shape, text_height)]
        signed = [part for part in parts if part is not None and part.likeness >= _A_SIGNATURE]
        marks += signed if len(signed) > 1 else [whole]
    return tuple(sorted(marks, key=lambda mark: (mark.box.top, mark.box.left)))


def likeness_of(picture: Image.Image) -> float:
    """Tell how much a picture by itself, pasted into an office file, looks like a signature, 0–1."""
    grey = grey_of(picture)
    # As high as signatures are: four times the letters around it, which are not known here.
    text_height, height = 20.0, 80
    scale = height / grey.shape[0]
    width = round(grey.shape[1] * scale)
    if not 20 <= width <= 40 * height:
        return 0.0
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = np.pad(cv2.resize(grey, (width, height), interpolation=way), 4, constant_values=255).astype(np.uint8)
    # Photographed paper is grey.
    small = np.clip(small * (250.0 / max(1.0, float(np.percentile(small, 90)))), 0, 255).astype(np.uint8)
    ink = (small < 190).astype(np.uint8)
    pieces = [piece for piece in pieces_of(components(ink).stats) if max(piece.width, piece.height) > 3]
    mark = _mark(pieces, small, ink, text_height) if pieces else None
    return mark.likeness if mark else 0.0


def _mark(group: list[Piece], grey: Pixels, ink: Any, text_height: float) -> InkMark | None:
    """Judge a group of strokes; None where it is too little to be a mark."""
    rows, columns = grey.shape
    left, right = min(piece.left for piece in group), max(piece.right for piece in group)
    top, bottom = min(piece.top for piece in group), max(piece.bottom for piece in group)
    # A fax breaks thin strokes; a row of pieces close to each other counts as a part of a connected stroke.
    connected = max(max(piece.width for piece in group), _ROW_WORTH * _longest_row(group, text_height))
    tallest = max(piece.height for piece in group)
    if right - left < _LEAST_WIDTH * columns or tallest < 1.1 * text_height:
        return None
    fill = sum(piece.area for piece in group) / sum(piece.width * piece.height for piece in group)
    part = grey[top:bottom, left:right]
    # Twice the distance to the nearest paper, at the thickest spot.
    thickness = 2 * float(cv2.distanceTransform(ink[top:bottom, left:right], cv2.DIST_L2, 3).max())
    shades = float(np.mean((part > 150) & (part < 225)))
    likeness = (
        _ramp(connected / text_height, 1.6, 3.6)  # connected over more than a letter
        * _ramp(tallest / text_height, 1.2, 1.9)  # higher than print
        * (1 - _ramp(fill, 0.3, 0.5))  # strokes, nothing filled
        * (1 - _ramp(thickness / text_height, 0.6, 1.0))  # a pen's
        * (1 - _ramp(shades, 0.25, 0.5))  # ink on paper, no photo
        * (1 - _ramp(_straight(ink[top:bottom, left:right], text_height), 0.7, 0.9))  # no box
        * (1 - _ramp(enclosed_share(ink[top:bottom, left:right], text_height), 0.85, 0.95))  # no frame
        * (1 - _ramp((bottom - top) / (right - left), 0.75, 1.1))  # along a line
    )
    box = Box(left / columns, top / rows, right / columns, bottom / rows)
    return InkMark(box, round(likeness, 2))


def _longest_row(group: list[Piece], text_height: float) -> int:
    """Width of the longest row of pieces whose gaps are narrower than the space between words."""
    longest = start = end = 0
    for piece in sorted(group, key=lambda piece: piece.left):
        if end == 0 or piece.left - end > 0.5 * text_height:
            start, end = piece.left, piece.right
        end = max(end, piece.right)
        longest = max(longest, end - start)
    return longest


def _ramp(value: float, none: float, full: float) -> float:
    return min(max((value - none) / (full - none), 0.0), 1.0)


def _straight(ink: Any, text_height: float) -> float:
    """Share of ink in upright and level lines that are clearly longer than a letter."""
    length = max(5, round(1.5 * text_height))
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return float(np.maximum(level, upright).sum()) / max(1, int(ink.sum()))


def _overlap(outer: Box, inner: Box) -> float:
    """Share of the inner box that lies in the outer."""
    width = min(outer.right, inner.right) - max(outer.left, inner.left)
    height = min(outer.bottom, inner.bottom) - max(outer.top, inner.top)
    area = (inner.right - inner.left) * (inner.bottom - inner.top)
    return max(width, 0.0) * max(height, 0.0) / area if area > 0 else 0.0


def unread_print(grey: Pixels, words: Sequence[PlacedWord]) -> bool:
    """Tell whether much on a page has the size of print and lies outside the words that are known of it.

    So an OCR layer that covers half a page, or a header typed over a scan, is found out.
    """
    height = usual_text_height(words, grey.shape)
    ink = (grey < 160).astype(np.uint8)
    pieces = components(ink)
    heights, widths = pieces.stats[:, cv2.CC_STAT_HEIGHT], pieces.stats[:, cv2.CC_STAT_WIDTH]
    is_letter = (heights > 0.3 * height) & (heights < 1.6 * height) & (widths < 6 * height)
    is_letter[0] = False
    outside = is_letter & (share_in_words(pieces, words) < 0.3)
    return bool(outside.sum() > 80 and outside.sum() > 0.35 * is_letter.sum())


def marks_on(page: Page, ink: Sequence[InkMark]) -> tuple[Mark, ...]:
    """Give marks their offset in the text of the page."""
    marks = (Mark(offset_of(mark.box, page), mark.box, mark.likeness) for mark in ink)
    return tuple(sorted(marks, key=lambda mark: mark.offset))


def offset_of(box: Box, page: Page) -> int:
    """Tell where in the text of a page a place of it belongs.

    Args:
        box: The place.
        page: Its text, with words that have boxes.

    Returns:
        The end of the nearest word above it in the same columns of the page, or left of it in the same line;
        0 where there is none.
    """
    middle = (box.top + box.bottom) / 2
    best: tuple[bool, float, int] | None = None
    for word in page.words:
        if word.box is None:
            continue
        word_middle = (word.box.top + word.box.bottom) / 2
        is_above = word_middle < middle and word.box.bottom < box.bottom
        is_left = word.box.top < middle < word.box.bottom and word.box.right <= box.left
        if not (is_above or is_left):
            continue
        shares_columns = word.box.left < box.right + 0.05 and word.box.right > box.left - 0.05
        rank = (shares_columns or is_left, round(word.box.bottom, 2), word.end)
        best = rank if best is None else max(best, rank)
    return best[2] if best else 0
