"""How far the lines of a page are from level, and whether they run up or down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from parsers.components import components

if TYPE_CHECKING:
    from parsers.picture import Pixels

_SCALE = 0.4  # lines of text are looked for at 80 dpi, where they still part
# Pixels of letters, at the size at which the skew is looked for, that a line or two of text has.
_LEAST_INK = 400
_STRIP = 16  # columns that are moved up or down together: at six degrees they differ by less than two pixels


@dataclass(frozen=True, slots=True)
class Skew:
    """A page's skew.

    Attributes:
        angle: Degrees, counter-clockwise, that put the lines straight.
        sharpness: How clearly lines part from the gaps between them, to be compared with that of the same page only.
    """

    angle: float
    sharpness: float


def letters_of(grey: Pixels) -> Any:
    """Mark what has the size of letters and words only: no borders, rules, tables and photos.

    Args:
        grey: Black on white, about 200 dpi.

    Returns:
        A smaller picture of them as 1.
    """
    small = cv2.resize(grey, None, fx=_SCALE, fy=_SCALE, interpolation=cv2.INTER_AREA)
    ink = (small < 170).astype(np.uint8)
    pieces = components(ink)
    extent = np.maximum(pieces.stats[:, cv2.CC_STAT_WIDTH], pieces.stats[:, cv2.CC_STAT_HEIGHT])
    is_letter = (extent >= 3) & (extent <= max(12, min(ink.shape) // 14))
    is_letter[0] = False
    return pieces.painted(is_letter)


def skew(letters: Any) -> Skew:
    """Find the small angle at which lines of text part best from the gaps between them.

    The angle is that of all ways of moving the columns of the page up and down, for small angles the same as turning
    it and a tenth of the work (11 ms and 134 ms for both directions of a page, November 2026).

    Args:
        letters: From `letters_of`; a quarter turned, to look for lines that run up or down.
    """
    if int(letters.sum()) < _LEAST_INK:
        return Skew(0.0, 0.0)
    strips = _strips(letters)
    _, angle = max((_sharpness(strips, angle), angle) for angle in np.arange(-6.0, 6.1, 0.75))
    sharpness, angle = max((_sharpness(strips, near), near) for near in np.arange(angle - 0.6, angle + 0.61, 0.15))
    if sharpness < 1.03 * _sharpness(strips, 0.0):  # not surely better: leave it as it lies
        return Skew(0.0, float(sharpness))
    return Skew(float(angle), float(sharpness))


def _strips(letters: Any) -> Any:
    """Count the ink in each row of each strip, one strip a line."""
    rows, columns = letters.shape
    wide = np.pad(letters, ((0, 0), (0, -columns % _STRIP)))
    return np.ascontiguousarray(wide.reshape(rows, -1, _STRIP).sum(axis=2, dtype=np.float32).T)


def _sharpness(strips: Any, angle: float) -> float:
    count, rows = strips.shape
    # Turned counter-clockwise, what is right of the middle goes up.
    shifts = (np.arange(count) - (count - 1) / 2) * _STRIP * np.tan(np.radians(angle))
    whole = np.floor(shifts).astype(int)
    share = shifts - whole  # between two rows the ink is given to both
    most = int(np.abs(whole).max()) + 1
    lines = np.zeros(rows + 2 * most + 1)
    for strip, up, part in zip(strips, whole, share, strict=True):
        at = most - up
        lines[at : at + rows] += (1 - part) * strip
        lines[at - 1 : at - 1 + rows] += part * strip
    return float(np.square(np.diff(lines)).sum())
