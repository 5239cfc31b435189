"""Codes printed for machines on a page: QR, Code 128, and the patch codes of separator sheets.

QR and Code 128 are read by zxing-cpp. Patch codes, which it does not know, are four bars across the sheet, two of
them wide and two narrow: the six orders are the six codes (1, 2, 3, 4, 6 and T). All of them stand on sheets that
only part papers, so which is which need not be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import zxingcpp

from parsers.ink import offset_of
from parsers.picture import Pixels
from parsers.records import Box, Mark, Page
from parsers.text import normal_form

_FORMATS = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128)
_DARK = 140
_LONGEST = 300  # characters of a code that are kept
# Bars and spaces of a patch code: narrow 0.08 inch, wide 0.2 inch; each may be off by a third.
_NARROW, _WIDE, _OFF = 0.08, 0.20, 0.33
_LINE_STEP = 0.2  # inches between the lines along which patch codes are looked for
_LINES = 6  # one behind the other that show the same bars: the bars are two inches long and more


@dataclass(frozen=True, slots=True)
class Code:
    """A code on a page.

    Attributes:
        text: What it says; "PATCH-WNWN" for a patch code of a wide, a narrow, a wide and a narrow bar.
        box: Where it stands.
    """

    text: str
    box: Box


def find_codes(grey: Pixels, dpi: float) -> tuple[Code, ...]:
    """Find the codes on a page.

    Args:
        grey: The page, black on white, in any of the four directions.
        dpi: Its resolution.

    Returns:
        QR and Code 128 in the order in which they are found, then a patch code.
    """
    # Not made once for all: what the library's own type holds at the end of the program it complains of.
    found = zxingcpp.read_barcodes(grey, zxingcpp.BarcodeFormats(_FORMATS), try_invert=False)
    codes = [Code(_text(code.text), _box(code.position, grey)) for code in found if code.text.strip()]
    patch = patch_code(grey, dpi) or patch_code(grey.T, dpi)
    return (*codes, Code(patch, Box(0, 0, 1, 1))) if patch else tuple(codes)


def with_codes(page: Page, codes: Sequence[Code]) -> Page:
    """Put codes on a page as marks that are no ink."""
    marks = (Mark(offset_of(code.box, page), code.box, 0.0, code.text) for code in codes)
    return replace(page, marks=tuple(sorted((*page.marks, *marks), key=lambda mark: mark.offset))) if codes else page


def patch_code(grey: Pixels, dpi: float) -> str | None:
    """Find a patch code whose bars lie level, one below the other; None where there is none."""
    step = max(1, round(_LINE_STEP * dpi))
    before, count = "", 0
    for column in (grey[:, ::step] < _DARK).T:
        seen = next(_bars(column, dpi), "")
        count = count + 1 if seen and seen == before else int(bool(seen))
        before = seen
        if count >= _LINES:
            return f"PATCH-{seen}"
    return None


def _bars(line: Any, dpi: float) -> Iterator[str]:
    """Give the patch codes along a line of dots, dark as true."""
    edges = np.flatnonzero(np.diff(line.astype(np.int8))) + 1
    if len(edges) < 8:  # four bars have eight edges
        return
    widths = np.diff(edges) / dpi
    is_dark_first = not line[0]
    for first in range(0 if is_dark_first else 1, len(widths) - 6, 2):
        bars, spaces = widths[first : first + 7 : 2], widths[first + 1 : first + 6 : 2]
        if np.any(abs(spaces - _NARROW) > _OFF * _NARROW):
            continue
        is_narrow, is_wide = abs(bars - _NARROW) <= _OFF * _NARROW, abs(bars - _WIDE) <= _OFF * _WIDE
        if np.all(is_narrow | is_wide) and is_wide.sum() == 2:
            yield "".join("W" if wide else "N" for wide in is_wide)


def _text(text: str) -> str:
    return " ".join(normal_form(text).split())[:_LONGEST]


def _box(place: zxingcpp.Position, grey: Pixels) -> Box:
    rows, columns = grey.shape
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    x = [min(max(corner.x / columns, 0.0), 1.0) for corner in corners]
    y = [min(max(corner.y / rows, 0.0), 1.0) for corner in corners]
    return Box(min(x), min(y), max(x), max(y))
