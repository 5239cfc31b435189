"""One page picture → Page, read by Tesseract, turned where that reads better, freed of noise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from PIL import Image

from parsers.barcodes import find_codes, with_codes
from parsers.ink import InkMark, find_ink, marks_on
from parsers.legibility import is_photo, is_readable, is_sure, letter_count
from parsers.picture import PreparedPage, for_ocr, prepare, turned
from parsers.records import Box, Page, Problem, TextSource
from parsers.tesseract import Recognise, make_recogniser
from parsers.text import PlacedWord, assemble

# A page whose reading is as good as this is not turned to look whether it reads better.
_GOOD_READING = 0.75
# Tesseract's own confidence below which specks and strokes are more often noise than letters.
_NOISE_CONFIDENCE = 0.3
_LEAST_SIDE = 16  # pixels: a line of letters does not fit into less
# Pieces of ink of the size of letters that a page with anything on it has, and that a line of writing has.
_LEAST_LETTERS, _LETTERS_OF_A_LINE = 4, 40


@dataclass(frozen=True, slots=True)
class OcrOptions:
    """How pages are read.

    Attributes:
        languages: Tesseract's codes, joined by "+". German alone reads names and other Latin scripts well
            enough; a second language costs a fifth more time and gains nothing (0.058 % errors against 0.060 %).
        timeout_seconds: For one run of Tesseract on one page; a page takes about one second.
        in_process: Read with tesserocr, the extra `in-process`, instead of starting a program for each page.
    """

    languages: str = "deu"
    timeout_seconds: float = 60.0
    in_process: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A word as Tesseract gives it."""

    place: tuple[int, int, int]  # block, paragraph, line
    word: PlacedWord


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one run of Tesseract gave, and the picture it was given."""

    picture: PreparedPage
    rows: tuple[_Row, ...]

    @property
    def goodness(self) -> float:
        """Mean confidence, each word weighed by its letters; words without a letter or digit count as nothing."""
        weights = [(len(row.word.text), row.word) for row in self.rows]
        total = sum(weight for weight, _ in weights)
        good = sum(weight * (word.confidence or 0.0) for weight, word in weights if any(map(str.isalnum, word.text)))
        return good / total if total else 0.0

    @property
    def quarter_turns_to_upright(self) -> int:
        """How often to turn to the left so that words run to the right: 1 or 3 where most run down or up."""
        rows, columns = self.picture.grey.shape
        words = [row.word for row in self.rows if len(row.word.text) >= 4]
        upended = [
            word.box
            for word in words
            if (word.box.bottom - word.box.top) * rows > 1.5 * (word.box.right - word.box.left) * columns
        ]
        if len(upended) < 3 or 2 * len(upended) < len(words):
            return 0
        # Words of one line follow each other downwards or upwards.
        steps = [after.top - before.top for before, after in pairwise(upended) if abs(after.left - before.left) < 0.02]
        return 1 if sum(step > 0 for step in steps) >= sum(step < 0 for step in steps) else 3


def make_reader(options: OcrOptions | None = None) -> Callable[[Image.Image], Page]:
    """Make the reader of page pictures that `parsers.parse` is given.

    Args:
        options: Languages and time; by default German.

    Returns:
        A function from a page picture to a page with the number 1: its text, its words with boxes (fractions of
        the page as it was turned for reading) and confidence, marks of ink and bar codes, and a problem where it
        is too poor to be read or took too long.

    Raises:
        MissingProgram: Tesseract, or one of the languages, is not installed.
    """
    options = options or OcrOptions()
    recognise = make_recogniser(options.languages, options.timeout_seconds, is_in_process=options.in_process)

    def read_image(image: Image.Image) -> Page:
        if min(image.size) < _LEAST_SIDE:
            return Page(1, "", source=TextSource.NONE)
        prepared = prepare(image)
        page = _read(prepared, recognise)
        return with_codes(page, find_codes(prepared.grey, prepared.dpi))

    return read_image


def _read(page: PreparedPage, recognise: Recognise) -> Page:
    if letter_count(page.grey) < _LEAST_LETTERS:
        return Page(1, "", source=TextSource.NONE)
    try:
        reading = _best_reading(page, recognise)
    except TimeoutError:
        return Page(1, "", source=TextSource.NONE, problem=Problem.TOO_SLOW)
    words = [row.word for row in reading.rows]
    grey = reading.picture.grey
    if is_photo(grey) and sum(map(is_sure, words)) < 2:
        return Page(1, "", source=TextSource.NONE)
    ink = find_ink(grey, words)
    if is_readable(words):
        kept = [row for row, beside in _with_neighbours(reading.rows) if not _is_noise(row.word, beside, ink)]
        return _page(kept, kept, ink, None)
    if letter_count(grey) < _LETTERS_OF_A_LINE:  # a signature or a stamp alone
        return _page([], [], ink, None)
    # Of a page in handwriting the printed lines are kept, a letterhead say.
    printed = [row for _, line in groupby(reading.rows, key=_line_of) for row in _if_printed(list(line))]
    return _page(printed, reading.rows, ink, Problem.ILLEGIBLE)


def _if_printed(line: list[_Row]) -> list[_Row]:
    long = [row.word for row in line if sum(map(str.isalpha, row.word.text)) >= 4]
    return line if len(long) >= 2 and all(map(is_sure, long)) else []


def _page(kept: Sequence[_Row], judged: Sequence[_Row], ink: tuple[InkMark, ...], problem: Problem | None) -> Page:
    """Make the page of the rows that are kept; its quality is that of the rows that it is judged by."""
    text, words = assemble(_paragraphs(kept))
    quality = sum(row.word.confidence or 0.0 for row in judged) / len(judged) if judged else None
    page = Page(1, text, words, TextSource.OCR if text else TextSource.NONE, quality, problem=problem)
    return replace(page, marks=marks_on(page, ink))


def _best_reading(page: PreparedPage, recognise: Recognise) -> _Reading:
    """Read the page as it lies and, where that reads badly, turned as well.

    Tesseract reads whole columns of words that run up or down, but their boxes and the ink beside them are to lie
    as a reader sees them: such a page is turned too.
    """
    best = _reading(page, (1 if page.is_sideways else 0), recognise)
    if lies := best.quarter_turns_to_upright:
        best = _reading(best.picture, lies, recognise)
    if best.goodness < _GOOD_READING and best.rows:
        best = max(best, _reading(best.picture, 2, recognise), key=lambda reading: reading.goodness)
    return best


def _reading(page: PreparedPage, quarter_turns: int, recognise: Recognise) -> _Reading:
    picture = turned(page, quarter_turns) if quarter_turns else page
    table = recognise(for_ocr(picture), picture.dpi)
    return _Reading(picture, tuple(_rows(table, picture.grey.shape)))


def _rows(table: str, shape: tuple[int, ...]) -> Iterator[_Row]:
    """Give the words of Tesseract's table for a picture of so many rows and columns."""
    rows, columns = shape
    for line in table.splitlines()[1:]:
        cells = line.split("\t", 11)
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        box = Box(
            min(left / columns, 1.0),
            min(top / rows, 1.0),
            min((left + width) / columns, 1.0),
            min((top + height) / rows, 1.0),
        )
        word = PlacedWord(cells[11].strip(), box, max(float(cells[10]), 0.0) / 100)
        yield _Row((int(cells[2]), int(cells[3]), int(cells[4])), word)


def _with_neighbours(rows: Sequence[_Row]) -> Iterator[tuple[_Row, tuple[PlacedWord, ...]]]:
    """Give each word with those before and behind it in its line."""
    for number, row in enumerate(rows):
        near = (rows[at] for at in (number - 1, number + 1) if 0 <= at < len(rows))
        yield row, tuple(other.word for other in near if other.place == row.place)


def _stands_among(word: PlacedWord, beside: tuple[PlacedWord, ...]) -> bool:
    """Whether it is as high as the surely read words on both sides of it: a "V." of "e. V." is no speck."""
    height = word.box.bottom - word.box.top
    heights = [other.box.bottom - other.box.top for other in beside if (other.confidence or 0) >= _GOOD_READING]
    return len(heights) == 2 and 0.6 * min(heights) <= height <= 1.3 * max(heights)


def _is_noise(word: PlacedWord, beside: tuple[PlacedWord, ...], ink: tuple[InkMark, ...]) -> bool:
    """Whether it is a speck, a rule or a stroke of a signature read as letters."""
    confidence = word.confidence if word.confidence is not None else 1.0
    letters = sum(map(str.isalnum, word.text))
    if confidence < _NOISE_CONFIDENCE and letters < 3 and not (letters and _stands_among(word, beside)):
        return True
    if letters == 0 and confidence < 2 * _NOISE_CONFIDENCE:
        return True
    return any(mark.covers(word) for mark in ink)


def _paragraphs(rows: Sequence[_Row]) -> Iterator[Iterator[Iterator[PlacedWord]]]:
    for _, paragraph in groupby(rows, key=lambda row: row.place[:2]):
        yield ((row.word for row in line) for _, line in groupby(paragraph, key=_line_of))


def _line_of(row: _Row) -> tuple[int, int, int]:
    return row.place
