"""Whether a page picture is blank, a photo, or written so that OCR cannot read it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from parsers.components import components
from parsers.picture import Pixels
from parsers.plausible import is_word_shaped
from parsers.text import PlacedWord

# Share of the letters of longer words that stand in surely read ones. Handwriting gave 0 to 0.08, the worst of
# legible fax pages 0.28 (development pages, November 2026).
_LEAST_SURE = 0.18
_SURE_CONFIDENCE = 0.8
# Mean confidence of longer words at which a page is read even though hardly one of them is sure.
_LEAST_CONFIDENCE = 0.45
_SMALLEST_LETTER = 0.0045  # of the page's width: 1 mm
_EDGE = 0.03  # what lies at the edges of a scan is no letter
# Pens and print draw lines of at most so much of the page's width (1.3 mm each way from the middle of a stroke).
_HALF_STROKE = 0.006


def letter_count(grey: Pixels) -> int:
    """Count the pieces of ink that have the size of letters or words; specks, borders and punched holes have not."""
    rows, columns = grey.shape
    edge = round(_EDGE * columns)
    inner = (grey[edge : rows - edge, edge : columns - edge] < 150).astype(np.uint8)
    stats = components(inner).stats
    width, height, area = (stats[1:, column] for column in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    extent = np.maximum(width, height)
    is_hole = (area > 0.6 * width * height) & (extent > 0.012 * columns) & (extent < 0.06 * columns)
    is_rule = np.minimum(width, height) < 0.002 * columns
    return int(((extent > _SMALLEST_LETTER * columns) & ~is_hole & ~is_rule).sum())


def is_photo(grey: Pixels) -> bool:
    """Tell whether the dark of a page lies mostly in areas rather than in strokes: people, landscapes, logos."""
    rows, columns = grey.shape
    edge = round(_EDGE * columns)
    dark = (grey[edge : rows - edge, edge : columns - edge] < 205).astype(np.uint8)
    total = int(dark.sum())
    if total < 0.01 * dark.size:
        return False
    # What is left when everything as thin as a stroke is worn away, grown again to its size.
    size = 2 * max(2, round(_HALF_STROKE * columns)) + 1
    areas = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    return bool(areas.sum() > 0.5 * total)


def is_readable(words: Sequence[PlacedWord]) -> bool:
    """Tell whether what OCR gave for a page is its text and not noise."""
    long = [word for word in words if sum(map(str.isalpha, word.text)) >= 4]
    if len(long) < 4:
        return _mean_confidence(words) >= 0.6
    letters = sum(len(word.text) for word in long)
    sure = sum(len(word.text) for word in long if is_sure(word))
    return sure >= _LEAST_SURE * letters or _mean_confidence(long) >= _LEAST_CONFIDENCE


def is_sure(word: PlacedWord) -> bool:
    """Whether a word was read with high confidence and has the shape of a word."""
    return (word.confidence or 0.0) >= _SURE_CONFIDENCE and is_word_shaped(word.text)


def _mean_confidence(words: Sequence[PlacedWord]) -> float:
    readable = [word for word in words if any(map(str.isalnum, word.text))]
    letters = sum(len(word.text) for word in readable)
    return sum((word.confidence or 0.0) * len(word.text) for word in readable) / letters if letters else 0.0
