"""The sheet of paper in a phone's photo: found by its edges and laid flat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from parsers.picture import Pixels

_LOOKING_SIDE = 500  # pixels of the longer side when looking for the edges
_LEAST_SHARE, _MOST_SHARE = 0.2, 0.985  # of the picture that a sheet takes
# Sheets of A and letter sizes are 1.29 to 1.41 times as long as broad; seen askew they look broader or slimmer.
_BROADEST, _SLIMMEST = 1.15, 1.75
_LEAST_RIM = 8.0  # grey levels by which the paper differs from the table along its edges, at least


def flat_sheet(grey: Pixels) -> Pixels | None:
    """Cut the sheet of paper out of a photo and lay it flat.

    Args:
        grey: The photo, upright by its EXIF mark.

    Returns:
        The sheet alone as a rectangle, at the resolution it has in the photo; None where the picture shows no
        sheet with four corners on something darker or lighter: a scan, or a photo of something else.
    """
    rows, columns = grey.shape
    scale = _LOOKING_SIDE / max(rows, columns)
    if scale >= 1:
        return None
    small = _reduced(grey, scale)
    # The text is wiped off the paper, so that only its edges remain.
    plain = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8)), 7)
    found = [
        (_rim_contrast(plain, corners), corners) for corners in map(_corners, _masks(plain)) if corners is not None
    ]
    corners = _best([(contrast, corners) for contrast, corners in found if contrast >= _LEAST_RIM])
    return None if corners is None else _flattened(grey, corners / scale)


def _reduced(grey: Pixels, scale: float) -> Any:
    """Make a picture smaller: by a whole number first, which OpenCV does ten times as quickly."""
    whole = int(1 / scale)
    rows, columns = grey.shape[0] // whole, grey.shape[1] // whole
    rough = cv2.resize(grey[: rows * whole, : columns * whole], (columns, rows), interpolation=cv2.INTER_AREA)
    return cv2.resize(rough, None, fx=whole * scale, fy=whole * scale, interpolation=cv2.INTER_AREA)


def _best(found: list[tuple[float, Any]]) -> Any | None:
    """Choose the clearest edges, but of those that are half as clear the much larger: shadows part a sheet clearly."""
    best: tuple[float, Any] | None = None
    for contrast, corners in sorted(found, key=lambda one: -one[0]):
        if best is None:
            best = contrast, corners
        elif contrast > 0.5 * best[0] and cv2.contourArea(corners) > 1.15 * cv2.contourArea(best[1]):
            best = best[0], corners
    return best[1] if best else None


def _masks(plain: Any) -> Iterator[Any]:
    """Give several guesses of what is paper: thresholds, and what edges enclose."""
    otsu, _ = cv2.threshold(plain, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    for level in (otsu, 0.85 * otsu, 1.12 * otsu):
        yield (plain > level).astype(np.uint8)
    for low in (12, 25, 45):
        edges = cv2.dilate(cv2.Canny(plain, low, 2.5 * low), np.ones((3, 3), np.uint8))
        yield (edges == 0).astype(np.uint8)


def _corners(mask: Any) -> Any | None:
    """Give the four corners of the largest region, where it is a quadrilateral of a likely size."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    region = (labels == largest).astype(np.uint8)
    contours, _ = cv2.findContours(region, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    hull_area = float(cv2.contourArea(hull))
    if not _LEAST_SHARE * mask.size <= hull_area <= _MOST_SHARE * mask.size:
        return None
    if float(region.sum()) < 0.85 * hull_area:
        return None
    for tolerance in (0.02, 0.03, 0.045):
        outline = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True)
        if len(outline) == 4 and float(cv2.contourArea(outline)) > 0.93 * hull_area:
            corners = _in_order(outline.reshape(4, 2).astype(np.float32))
            sides = _side_lengths(corners)
            width, height = max(sides[0], sides[2]), max(sides[1], sides[3])
            has_shape = _SLIMMEST >= max(width, height) / max(1.0, min(width, height)) >= _BROADEST
            return corners if has_shape else None
    return None


def _side_lengths(corners: Any) -> list[float]:
    return [
        float(np.linalg.norm(one - other)) for one, other in zip(corners, np.roll(corners, -1, axis=0), strict=True)
    ]


def _in_order(corners: Any) -> Any:
    """Order corners: top left, top right, bottom right, bottom left."""
    middle = corners.mean(axis=0)
    turns = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    around = corners[np.argsort(turns)]
    first = int(np.argmin(around.sum(axis=1)))
    return np.roll(around, -first, axis=0)


def _rim_contrast(plain: Any, corners: Any) -> float:
    """Tell how much brightness changes across the edges; the weakest but one counts, for one may leave the photo."""
    middle = corners.mean(axis=0)
    contrasts = []
    for one, other in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        steps = np.linspace(0.1, 0.9, 40)[:, None]
        points = one + (other - one) * steps
        normal = middle - points.mean(axis=0)
        normal /= max(float(np.linalg.norm(normal)), 1e-6)
        inner, outer = _sample(plain, points + 7 * normal), _sample(plain, points - 7 * normal)
        contrasts.append(float(np.median(np.abs(inner - outer))))
    return sorted(contrasts)[1]


def _sample(plain: Any, points: Any) -> Any:
    rows, columns = plain.shape
    x = np.clip(points[:, 0].round().astype(int), 0, columns - 1)
    y = np.clip(points[:, 1].round().astype(int), 0, rows - 1)
    return plain[y, x].astype(np.float32)


def _flattened(grey: Pixels, corners: Any) -> Pixels:
    lengths = _side_lengths(corners)
    width, height = max(lengths[0], lengths[2]), max(lengths[1], lengths[3])
    # A little of the rim is left out: it is shadow.
    inset = 0.004 * max(width, height)
    target = np.array(
        [[-inset, -inset], [width + inset, -inset], [width + inset, height + inset], [-inset, height + inset]],
        np.float32,
    )
    transform = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    flat = cv2.warpPerspective(
        grey, transform, (round(width), round(height)), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, dtype=np.uint8)
