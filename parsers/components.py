"""Pieces of ink on the picture of a page: connected components, counted as quickly as OpenCV can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from parsers.picture import Pixels


class Components(NamedTuple):
    """The pieces of ink on a page; number 0 is the paper.

    Attributes:
        labels: For each pixel the number of its piece.
        stats: For each piece its rectangle and area, in the columns `cv2.CC_STAT_…`.
    """

    labels: Any
    stats: Any

    def painted(self, is_chosen: Any) -> Pixels:
        """Give a picture with 1 where a chosen piece is, by a truth for each number."""
        values = np.asarray(is_chosen, dtype=np.uint8)
        return np.asarray(values.take(self.labels, mode="clip"), dtype=np.uint8)

    def touched(self, area: Any) -> Any:
        """Tell for each number whether any of its pixels lies in an area, given as above 0."""
        is_touched = np.zeros(len(self.stats), bool)
        is_touched[self.labels[area > 0]] = True
        return is_touched


def components(ink: Any) -> Components:
    """Number the pieces of ink that hang together, corners included.

    Args:
        ink: 1 for ink, 0 for paper, as uint8.
    """
    try:
        # Three times as quick as with labels of 32 bits (24 ms and 8 ms for a page, November 2026).
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_16U)
    except cv2.error:  # more pieces than 16 bits count: noise
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return Components(labels, stats)
