"""Strokes on the picture of a page: pieces of ink outside the print, gathered as they belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import cv2
import numpy as np

from parsers.components import Components, components
from parsers.picture import Pixels
from parsers.text import PlacedWord

# Sizes below are fractions of the page's width, so that they hold for any resolution; A4 is 210 mm wide.
_RULE_LENGTH = 0.06  # a straight line longer than 13 mm is ruled or printed
_RULE_THICKNESS = 0.0036  # 0.75 mm: what is thicker is no line to sign on
_USUAL_TEXT_HEIGHT = 0.0125  # 2.6 mm: a word of 10 point with ascenders
_EDGE = 0.015  # 3 mm along the edges belong to the scanner
# A word read with this confidence is print unless its strokes say otherwise; with that one, it is.
_LIKELY_WORD, _SURE_WORD = 0.5, 0.88
_STROKE_FILL = 0.45
# More than this is a photo or noise, no page of paper.
_MOST_PIECES = 60_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A connected component of ink, in pixels."""

    left: int
    top: int
    right: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    @property
    def fill(self) -> float:
        """Share of its rectangle that is ink."""
        return self.area / max(1, self.width * self.height)

    def holds(self, other: Piece) -> bool:
        """Whether the other lies within its rectangle."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def text_height(words: Sequence[PlacedWord], shape: tuple[int, ...]) -> float:
    """Tell the usual height of a word in pixels."""
    rows, columns = shape
    heights = [
        (word.box.bottom - word.box.top) * rows
        for word in words
        if _confidence(word) >= _LIKELY_WORD and len(word.text) > 2
    ]
    usual = _USUAL_TEXT_HEIGHT * columns
    return min(max(median(heights), 0.6 * usual), 1.6 * usual) if len(heights) >= 5 else usual


def _confidence(word: PlacedWord) -> float:
    return 1.0 if word.confidence is None else word.confidence


def ink_without_rules(grey: Pixels) -> Any:
    """Mark what is ink and no ruled line, as 1."""
    return _without_rules(_ink(grey), grey.shape[1])


def _ink(grey: Pixels) -> Any:
    """Mark what is ink: what is dark, and what is less dark and hangs together with it, as thin strokes do."""
    weak = (grey < 190).astype(np.uint8)
    pieces = components(weak)
    return pieces.painted(pieces.touched(grey < 150))


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


def strokes(ink: Any, words: Sequence[PlacedWord], height: float) -> list[Piece]:
    """Find the pieces of ink that can belong to handwriting.

    Args:
        ink: Ink as 1.
        words: What was read as print.
        height: Usual height of a word in pixels.

    Returns:
        The pieces: no print, no specks, no borders, nothing filled.
    """
    found = components(ink)
    if len(found.stats) > _MOST_PIECES:
        return []
    likely = share_in_words(found, words, _LIKELY_WORD)
    sure = share_in_words(found, words, _SURE_WORD)
    return [
        piece
        for number, piece in enumerate(pieces_of(found.stats), 1)
        if not _is_print(piece, float(likely[number]), float(sure[number]), height)
        and _is_stroke(piece, ink.shape, height)
    ]


def share_in_words(pieces: Components, words: Sequence[PlacedWord], confidence: float = 0.0) -> Any:
    """Tell for each piece which share of its ink lies in words that were read with some confidence at the least."""
    rows, columns = pieces.labels.shape
    inside = np.zeros((rows, columns), np.uint8)
    for word in words:
        if _confidence(word) >= confidence and any(map(str.isalnum, word.text)):
            box = word.box
            inside[
                max(0, int(box.top * rows) - 2) : int(box.bottom * rows) + 3,
                max(0, int(box.left * columns) - 2) : int(box.right * columns) + 3,
            ] = 1
    in_words = np.bincount(pieces.labels[inside > 0], minlength=len(pieces.stats))
    in_words[0] = 0  # the paper is no piece
    return in_words / np.maximum(pieces.stats[:, cv2.CC_STAT_AREA], 1)


def pieces_of(stats: Any) -> Iterator[Piece]:
    """Give the connected components that OpenCV counted, without the paper around them."""
    for left, top, width, height, area in stats[1:]:
        yield Piece(int(left), int(top), int(left + width), int(top + height), int(area))


def _is_print(piece: Piece, in_likely: float, in_sure: float, height: float) -> bool:
    """Whether a piece is a letter, or letters that run together, of a word in whose box it lies.

    Tesseract reads signatures as words now and then, and not always unsurely: their strokes are higher than print
    and connected over several letters.
    """
    if in_sure >= 0.7:
        return piece.height < 2.5 * height
    if in_likely < 0.7:
        return False
    return piece.height < 1.35 * height or (piece.height < 1.9 * height and piece.width < 3 * height)


def _is_stroke(piece: Piece, shape: tuple[int, ...], height: float) -> bool:
    """Whether a piece can belong to handwriting: no speck, no border, nothing filled."""
    rows, columns = shape
    if max(piece.width, piece.height) < 0.35 * height or piece.height < 3:
        return False
    edge = _EDGE * columns
    if piece.left < edge or piece.top < edge or piece.right > columns - edge or piece.bottom > rows - edge:
        return False
    if piece.width > 0.5 * columns or piece.height > 0.15 * rows:
        return False
    return not (min(piece.width, piece.height) > 0.8 * height and piece.fill > _STROKE_FILL)


def groups(pieces: Sequence[Piece], ink: Any, height: float) -> list[list[Piece]]:
    """Gather pieces that belong together: a frame and what is in it, and strokes near each other.

    Args:
        pieces: As `strokes` gives them.
        ink: Ink as 1.
        height: Usual height of a word in pixels.
    """
    frames = [piece for piece in pieces if _is_frame(piece, ink, height)]
    framed = [[piece for piece in pieces if frame.holds(piece)] for frame in frames]
    loose = [piece for piece in pieces if not any(frame.holds(piece) for frame in frames)]
    return framed + _near_each_other(loose, ink.shape, height)


def _is_frame(piece: Piece, ink: Any, height: float) -> bool:
    """Whether a piece is the frame of a stamp or a box: what is in it belongs to it, what is beside it does not."""
    if min(piece.width, piece.height) < 1.5 * height or piece.fill > 0.35:
        return False
    return enclosed_share(ink[piece.top : piece.bottom, piece.left : piece.right], height) > 0.93


def _near_each_other(pieces: list[Piece], shape: tuple[int, ...], height: float) -> list[list[Piece]]:
    """Gather pieces that lie within about a letter's width of each other.

    Low pieces (dots, flourishes, what is left of a rule) join a group, but do not join two: signatures of a couple
    often share a line.
    """
    main = [piece for piece in pieces if piece.height >= 0.5 * height]
    areas = _joined_boxes(main, shape, 0.9 * height, 0.18 * height)
    groups: dict[int, list[Piece]] = {}
    for piece in main:
        groups.setdefault(int(areas[piece.top, piece.left]), []).append(piece)
    for piece in pieces:
        if piece.height < 0.5 * height:
            touched = areas[piece.top : piece.bottom, piece.left : piece.right]
            numbers = np.unique(touched[touched > 0])
            if len(numbers) == 1:
                groups[int(numbers[0])].append(piece)
    return list(groups.values())


def _joined_boxes(pieces: list[Piece], shape: tuple[int, ...], reach_x: float, reach_y: float) -> Any:
    """Number the areas that the rectangles of pieces cover together when each is widened by its reach."""
    rows, columns = shape
    covered = np.zeros(shape, np.uint8)
    for piece in pieces:
        covered[
            max(0, int(piece.top - reach_y)) : min(rows, int(piece.bottom + reach_y) + 1),
            max(0, int(piece.left - reach_x)) : min(columns, int(piece.right + reach_x) + 1),
        ] = 1
    return cv2.connectedComponents(covered, connectivity=8)[1]


def parted_by_names(
    group: list[Piece], words: Sequence[PlacedWord], shape: tuple[int, ...], height: float
) -> list[list[Piece]]:
    """Part strokes that run into each other by the names typed side by side below them, as couples sign."""
    rows, columns = shape
    left, right = min(piece.left for piece in group), max(piece.right for piece in group)
    bottom = max(piece.bottom for piece in group)
    below = sorted(
        (word.box.left * columns, word.box.right * columns)
        for word in words
        if -1.5 * height < word.box.top * rows - bottom < 2.5 * height
        and word.box.left * columns < right
        and word.box.right * columns > left
    )
    # Where strokes hide a part of a name, the gap is narrower than that between two columns.
    begins = [start for (_, end), (start, _) in pairwise(below) if start - end > 5 * height]
    parts: dict[int, list[Piece]] = {}
    for piece in group:
        middle = piece.left + piece.width / 4
        parts.setdefault(sum(middle > begin for begin in begins), []).append(piece)
    return list(parts.values())


def enclosed_share(ink: Any, height: float) -> float:
    """Share of its hull that the outline of ink encloses: all for the frame of a stamp, little for strokes."""
    # Frames that a fax broke, or that were cut where ruled lines crossed them, are closed again.
    gap = max(3, round(0.4 * height))
    part = np.pad(ink, gap)
    part = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    contours, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return 0.0
    largest = max(contours, key=cv2.contourArea)
    hull = cv2.contourArea(cv2.convexHull(largest))
    return float(cv2.contourArea(largest)) / max(1.0, float(hull))
