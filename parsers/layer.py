"""The text layer of a PDF page: its words with their places, and whether it is good enough to be believed."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median, median_low

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from parsers.plausible import looks_like_words
from parsers.records import Box
from parsers.text import PlacedWord, normal_form

Line = tuple[PlacedWord, ...]

# pdfium writes the hyphen at the end of a line as one of these and leaves the line break out
# (core/fpdftext/cpdf_textpage.cpp, 2024).
_HYPHENS = "\x02\ufffe"
_WORD = re.compile(rf"[^\s{_HYPHENS}]+[{_HYPHENS}]?")
_DEVICE = 1_000_000  # fine enough a grid for the fractions of a page


def layer_paragraphs(page: pdfium.PdfPage) -> tuple[tuple[Line, ...], ...]:
    """Read the words of a page's text layer.

    Args:
        page: The page; annotations and fields count where they were flattened into it.

    Returns:
        Paragraphs of lines of words, in the order of the file, boxes as fractions of the page as it is shown.
    """
    text_page = page.get_textpage()
    try:
        lines = tuple(_lines(page, text_page))
    finally:
        text_page.close()
    return tuple(_paragraphs(lines))


def _lines(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> Iterator[Line]:
    text = text_page.get_text_range()
    box_of = _box_reader(page, text_page, len(text) == text_page.count_chars())
    start = 0
    for line in text.split("\n"):
        words: list[PlacedWord] = []
        for match in _WORD.finditer(line):
            word = match.group().rstrip(_HYPHENS)
            box = box_of(start + match.start(), start + match.start() + len(word) - 1)
            is_parted = len(word) < len(match.group())
            if box is not None:
                words.append(PlacedWord(f"{word}-" if is_parted else word, box))
            if is_parted and words:
                yield tuple(words)
                words = []
        start += len(line) + 1
        if words:
            yield tuple(words)


def _box_reader(
    page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, is_one_to_one: bool
) -> Callable[[int, int], Box | None]:
    """Make the function that gives the box around two characters and what lies between."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    to_fractions = _page_to_fractions(page)

    def corners(index: int) -> tuple[float, float, float, float] | None:
        number = index if is_one_to_one else pdfium_c.FPDFText_GetCharIndexFromTextIndex(text_page, index)
        if not pdfium_c.FPDFText_GetCharBox(text_page, number, left, right, bottom, top):
            return None
        return left.value, bottom.value, right.value, top.value

    def box_of(first: int, last: int) -> Box | None:
        one, other = corners(first), corners(last)
        if one is None or other is None:
            return None
        x0, y0 = to_fractions(min(one[0], other[0]), min(one[1], other[1]))
        x1, y1 = to_fractions(max(one[2], other[2]), max(one[3], other[3]))
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    return box_of


def _page_to_fractions(page: pdfium.PdfPage) -> Callable[[float, float], tuple[float, float]]:
    """Make the map from points of the page's own space to fractions of the page as it is shown."""

    def device(x: float, y: float) -> tuple[float, float]:
        at_x, at_y = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(page, 0, 0, _DEVICE, _DEVICE, 0, x, y, at_x, at_y)
        return at_x.value / _DEVICE, at_y.value / _DEVICE

    # The map is linear: three points fix it.
    origin, along, up = device(0, 0), device(100, 0), device(0, 100)
    x_by_x, y_by_x = ((there - here) / 100 for here, there in zip(origin, along, strict=True))
    x_by_y, y_by_y = ((there - here) / 100 for here, there in zip(origin, up, strict=True))

    def to_fractions(x: float, y: float) -> tuple[float, float]:
        at_x = origin[0] + x_by_x * x + x_by_y * y
        at_y = origin[1] + y_by_x * x + y_by_y * y
        return min(max(at_x, 0.0), 1.0), min(max(at_y, 0.0), 1.0)

    return to_fractions


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Part the lines where one stands clearly lower than the next line would, or the text goes on elsewhere."""
    if not lines:
        return
    bases = [median(word.box.bottom for word in line) for line in lines]
    steps = [after - before for before, after in pairwise(bases)]
    usual = median_low([step for step in steps if step > 0.002] or [1.0])
    begun = [lines[0]]
    for step, line in zip(steps, lines[1:], strict=True):
        if step > 1.4 * usual or step < -2 * usual:
            yield tuple(begun)
            begun = []
        begun.append(line)
    yield tuple(begun)


def is_clean(paragraphs: Sequence[Sequence[Line]]) -> bool:
    """Tell whether a text layer is text rather than codes without meaning.

    Fonts without a table of characters give control characters, private ones or letters that spell no words;
    OCR layers of poor scans spell none either.
    """
    words = [word.text for paragraph in paragraphs for line in paragraph for word in line]
    shown = "".join(words)
    if not shown:
        return False
    strange = shown.count("\ufffd")
    if not shown.isprintable():  # nor are private characters
        strange += sum(not char.isprintable() for char in shown)
    if strange > 0.02 * len(shown):
        return False
    return looks_like_words([normal_form(word) for word in words])
