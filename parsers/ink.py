"""Ink that is no printed text: signatures, scribbles and stamps on the picture of a page.

What remains when printed words, ruled lines, borders and specks are taken away is gathered into groups of strokes
that lie together. A signature is told by its strokes: thin, connected over more than a letter's width, higher than
the print around it. Printed letters stand apart from each other; logos, photos and punched holes are filled;
stamps are of print or of a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import cv2
import numpy as np

from parsers.picture import Pixels
from parsers.records import Box, Mark, Page
from parsers.text import PlacedWord

# Sizes below are fractions of the page's width, so that they hold for any resolution; A4 is 210 mm wide.
_RULE_LENGTH = 0.06  # a straight line longer than 13 mm is ruled or printed
_RULE_THICKNESS = 0.0036  # 0.75 mm: what is thicker is no line to sign on
_USUAL_TEXT_HEIGHT = 0.0125  # 2.6 mm: a word of 10 point with ascenders
_EDGE = 0.015  # 3 mm along the edges belong to the scanner
# A word read with this confidence is print, unless its strokes say otherwise.
_SURE_WORD = 0.5
_STROKE_FILL = 0.45
_READ_THROUGH_INK = 0.75  # a word within a signature that is read as surely is a word
_ROW_WORTH = 0.3
_LEAST_WIDTH = 0.02  # 4 mm: an initial
_MOST_PIECES = 60_000
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A connected component of ink, in pixels."""

    left: int
    top: int
    right: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def fill(self) -> float:
        return self.area / max(1, self.width * self.height)


def find_ink(grey: Pixels, words: Sequence[PlacedWord]) -> tuple[InkMark, ...]:
    """Find the marks of ink on a page.

    Args:
        grey: The page as `parsers.picture.prepare` gives it: paper white, lines straight.
        words: The words that were read on it, or that the file itself holds.

    Returns:
        The marks, from the top.
    """
    rows, columns = grey.shape
    text_height = _text_height(words, rows, columns)
    ink = _without_rules(_ink(grey), columns)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count > _MOST_PIECES:  # a photo or noise, no page of paper
        return ()
    printed = _share_in_words(labels, count, words, grey.shape)
    pieces = [
        piece
        for number, piece in enumerate(_pieces(stats))
        if number
        and not _is_print(piece, float(printed[number]), text_height)
        and _is_stroke(piece, grey.shape, text_height)
    ]
    frames = [piece for piece in pieces if _is_frame(piece, ink, text_height)]
    stamps = [[piece for piece in pieces if _lies_in(piece, frame)] for frame in frames]
    loose = [piece for piece in pieces if not any(_lies_in(piece, frame) for frame in frames)]
    marks: list[InkMark] = []
    for group in [*stamps, *_groups(loose, grey.shape, text_height)]:
        whole = _mark(group, grey, ink, text_height)
        if whole is None:
            continue
        parts = [_mark(part, grey, ink, text_height) for part in _by_names(group, words, grey.shape, text_height)]
        signed = [part for part in parts if part is not None and part.likeness >= _A_SIGNATURE]
        marks += signed if len(signed) > 1 else [whole]
    return tuple(sorted(marks, key=lambda mark: (mark.box.top, mark.box.left)))


def _ink(grey: Pixels) -> Any:
    """Mark what is ink: what is dark, and what is less dark and hangs together with it, as thin strokes do."""
    weak = (grey < 190).astype(np.uint8)
    _, labels = cv2.connectedComponents(weak, connectivity=8)
    has_dark = np.zeros(int(labels.max()) + 1, bool)
    has_dark[labels[grey < 150]] = True
    has_dark[0] = False
    return has_dark[labels].astype(np.uint8)


def _text_height(words: Sequence[PlacedWord], rows: int, columns: int) -> float:
    """Usual height of a word in pixels."""
    heights = [
        (word.box.bottom - word.box.top) * rows
        for word in words
        if (word.confidence or 1.0) >= _SURE_WORD and len(word.text) > 2
    ]
    usual = _USUAL_TEXT_HEIGHT * columns
    return min(max(median(heights), 0.6 * usual), 1.6 * usual) if len(heights) >= 5 else usual


def _without_rules(ink: Any, columns: int) -> Any:
    """Take away straight lines that are longer than a stroke of the pen, and leave the strokes that cross them."""
    length, thick = max(20, round(_RULE_LENGTH * columns)), max(4, round(_RULE_THICKNESS * columns))
    # A line that is a little slanted or broken is mended before it is looked for.
    mended = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    remaining = ink.copy()
    for along, across in (((1, length), (thick, 1)), ((length, 1), (1, thick))):
        rules = cv2.dilate(
            cv2.morphologyEx(mended, cv2.MORPH_OPEN, np.ones(along, np.uint8)), np.ones((3, 3), np.uint8)
        )
        # Where the ink goes further across than a rule is thick, something else stands on it.
        crossing = cv2.morphologyEx(mended, cv2.MORPH_OPEN, np.ones(across, np.uint8))
        remaining[(rules > 0) & (crossing == 0)] = 0
    return remaining


def _share_in_words(labels: Any, count: int, words: Sequence[PlacedWord], shape: tuple[int, ...]) -> Any:
    """Tell for each piece which share of its ink lies in words that were surely read."""
    rows, columns = shape
    inside = np.zeros(shape, np.uint8)
    for word in words:
        if (1.0 if word.confidence is None else word.confidence) >= _SURE_WORD and any(map(str.isalnum, word.text)):
            box = word.box
            inside[
                max(0, int(box.top * rows) - 2) : int(box.bottom * rows) + 3,
                max(0, int(box.left * columns) - 2) : int(box.right * columns) + 3,
            ] = 1
    all_ink = np.bincount(labels.ravel(), minlength=count)
    in_words = np.bincount(labels.ravel(), weights=inside.ravel(), minlength=count)
    return in_words / np.maximum(all_ink, 1)


def _pieces(stats: Any) -> list[_Piece]:
    return [
        _Piece(int(left), int(top), int(left + width), int(top + height), int(area))
        for left, top, width, height, area in stats
    ]


def _is_print(piece: _Piece, share_in_words: float, text_height: float) -> bool:
    if share_in_words < 0.7:
        return False
    # Strokes that are far higher than print, or far wider than a letter and thin, are no letter of the word in
    # whose box they lie: Tesseract reads signatures as words now and then, surely enough.
    return piece.height < 1.9 * text_height


def _is_stroke(piece: _Piece, shape: tuple[int, ...], text_height: float) -> bool:
    """Whether a piece can belong to handwriting: no speck, no border, nothing filled."""
    rows, columns = shape
    if max(piece.width, piece.height) < 0.35 * text_height or piece.height < 3:
        return False
    edge = _EDGE * columns
    if piece.left < edge or piece.top < edge or piece.right > columns - edge or piece.bottom > rows - edge:
        return False
    if piece.width > 0.5 * columns or piece.height > 0.15 * rows:
        return False
    return not (min(piece.width, piece.height) > 0.8 * text_height and piece.fill > _STROKE_FILL)


def _is_frame(piece: _Piece, ink: Any, text_height: float) -> bool:
    """Whether a piece is the frame of a stamp or a box: what is in it belongs to it, what is beside it does not."""
    if min(piece.width, piece.height) < 1.5 * text_height or piece.fill > 0.35:
        return False
    return _enclosed(ink[piece.top : piece.bottom, piece.left : piece.right], text_height) > 0.93


def _lies_in(piece: _Piece, frame: _Piece) -> bool:
    return (
        frame.left <= piece.left
        and piece.right <= frame.right
        and frame.top <= piece.top
        and piece.bottom <= frame.bottom
    )


def _groups(pieces: list[_Piece], shape: tuple[int, ...], text_height: float) -> list[list[_Piece]]:
    """Gather pieces that lie within about a letter's width of each other.

    Low pieces (dots, flourishes, what is left of a rule) join a group, but do not join two: signatures of a couple
    often share a line.
    """
    main = [piece for piece in pieces if piece.height >= 0.5 * text_height]
    areas = _joined_boxes(main, shape, 0.9 * text_height, 0.18 * text_height)
    groups: dict[int, list[_Piece]] = {}
    for piece in main:
        groups.setdefault(int(areas[piece.top, piece.left]), []).append(piece)
    for piece in pieces:
        if piece.height < 0.5 * text_height:
            touched = areas[piece.top : piece.bottom, piece.left : piece.right]
            numbers = np.unique(touched[touched > 0])
            if len(numbers) == 1:
                groups[int(numbers[0])].append(piece)
    return list(groups.values())


def _by_names(
    group: list[_Piece], words: Sequence[PlacedWord], shape: tuple[int, ...], text_height: float
) -> list[list[_Piece]]:
    """Part strokes that run into each other by the names typed side by side below them, as couples sign."""
    rows, columns = shape
    left, right = min(piece.left for piece in group), max(piece.right for piece in group)
    bottom = max(piece.bottom for piece in group)
    below = sorted(
        (word.box.left * columns, word.box.right * columns)
        for word in words
        if -1.5 * text_height < word.box.top * rows - bottom < 2.5 * text_height
        and word.box.left * columns < right
        and word.box.right * columns > left
    )
    begins = [start for (_, end), (start, _) in pairwise(below) if start - end > 2 * text_height]
    parts: dict[int, list[_Piece]] = {}
    for piece in group:
        middle = piece.left + piece.width / 4
        parts.setdefault(sum(middle > begin for begin in begins), []).append(piece)
    return list(parts.values())


def _joined_boxes(pieces: list[_Piece], shape: tuple[int, ...], reach_x: float, reach_y: float) -> Any:
    """Number the areas that the rectangles of pieces cover together when each is widened by its reach."""
    rows, columns = shape
    covered = np.zeros(shape, np.uint8)
    for piece in pieces:
        covered[
            max(0, int(piece.top - reach_y)) : min(rows, int(piece.bottom + reach_y) + 1),
            max(0, int(piece.left - reach_x)) : min(columns, int(piece.right + reach_x) + 1),
        ] = 1
    return cv2.connectedComponents(covered, connectivity=8)[1]


def _mark(group: list[_Piece], grey: Pixels, ink: Any, text_height: float) -> InkMark | None:
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
        * (1 - _ramp(_enclosed(ink[top:bottom, left:right], text_height), 0.85, 0.95))  # no frame
        * (1 - _ramp((bottom - top) / (right - left), 0.75, 1.1))  # along a line
    )
    box = Box(left / columns, top / rows, right / columns, bottom / rows)
    return InkMark(box, round(likeness, 2))


def _longest_row(group: list[_Piece], text_height: float) -> int:
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
    return float((level | upright).sum()) / max(1, int(ink.sum()))


def _enclosed(ink: Any, text_height: float) -> float:
    """Share of its hull that the outline of ink encloses: all for the frame of a stamp, little for strokes."""
    # Frames that a fax broke, or that were cut where ruled lines crossed them, are closed again.
    gap = max(3, round(0.4 * text_height))
    part = np.pad(ink, gap)
    part = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    contours, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return 0.0
    largest = max(contours, key=cv2.contourArea)
    hull = cv2.contourArea(cv2.convexHull(largest))
    return float(cv2.contourArea(largest)) / max(1.0, float(hull))


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
    rows, columns = grey.shape
    text_height = _text_height(words, rows, columns)
    ink = (grey < 160).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count > _MOST_PIECES:
        return False
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    is_letter = (heights > 0.3 * text_height) & (heights < 1.6 * text_height) & (widths < 6 * text_height)
    is_letter[0] = False
    outside = is_letter & (_share_in_words(labels, count, words, grey.shape) < 0.3)
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
