"""The way of a page picture before OCR: upright, grey, even, straight, about 200 dpi, without specks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
from PIL import Image, ImageOps

from parsers.components import Components, components
from parsers.sheet import flat_sheet
from parsers.skew import letters_of, skew

# numpy's dtypes say more than is needed here: all pictures are uint8, rows first.
Pixels: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]

# Tesseract reads a page at 200 dpi as well as at 300 in three quarters of the time (measured, 30 letter pages,
# November 2026: 0.056 % errors at 1.12 s against 0.060 % at 1.46 s); below 150 dpi it gets worse.
READING_DPI = 200.0
_LEAST_DPI = 150.0
_A4_INCHES = (8.27, 11.69)
# Widths of a fax line in pixels (ITU-T T.4: 1728 for A4, 2048 for B4, 2432 for A3).
_FAX_WIDTHS = frozenset({1728, 2048, 2432})
WHITE = 255


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A page picture as OCR and the search for ink want it.

    Attributes:
        grey: Black on white, paper near 255, straight, lines of text running to the right.
        dpi: Its resolution in both directions, by its own word or taken from the size of A4.
        is_bilevel: Whether it came as black and white: a fax or a copy.
        is_sideways: Whether lines of text seem to run up or down instead.
        is_stepped: Whether letters have the steps of black and white dots: a fax of fine resolution.
    """

    grey: Pixels
    dpi: float
    is_bilevel: bool
    is_sideways: bool
    is_stepped: bool


def prepare(image: Image.Image) -> PreparedPage:
    """Make a page picture ready for reading.

    Args:
        image: In any mode of Pillow; `image.info["dpi"]` is believed where it is credible.

    Returns:
        The page turned by its EXIF mark, put straight and cleaned. Turning by 90° or 180° is left to the reader,
        for it shows only in reading.
    """
    is_bilevel = image.mode == "1"
    dpi_x, dpi_y = resolution(image)
    grey = grey_of(image)
    if is_bilevel or _is_black_and_white(grey):
        is_bilevel = True
        grey, dpi = _clean_fax(grey, dpi_x, dpi_y)
    else:
        sheet = flat_sheet(grey)
        if sheet is not None:
            grey = sheet
            dpi_x = dpi_y = _dpi_of_a4(grey.shape[1], grey.shape[0])
        grey, dpi = _scaled(grey, dpi_x, dpi_y)
        grey = flat_field(grey)
    letters = letters_of(grey)
    upright, sideways = skew(letters), skew(np.ascontiguousarray(np.rot90(letters)))
    is_sideways = sideways.sharpness > 1.6 * upright.sharpness
    angle = sideways.angle if is_sideways else upright.angle
    if abs(angle) >= 0.2:
        grey = _rotated(grey, angle)
    # Lines of dots are told only when they are level.
    lying = np.ascontiguousarray(np.rot90(grey)) if is_sideways else grey
    cleaned = without_leaders(lying, dpi)
    grey = np.ascontiguousarray(np.rot90(cleaned, -1)) if is_sideways else cleaned
    # A finer picture in black and white was reduced, which softens it; one of standard resolution is soft already.
    is_stepped = is_bilevel and dpi_x < 1.2 * READING_DPI and dpi_x / dpi_y <= 1.5
    return PreparedPage(grey, dpi, is_bilevel, is_sideways, is_stepped)


def turned(page: PreparedPage, quarter_turns: int) -> PreparedPage:
    """Turn a page to the left by quarters."""
    grey = np.ascontiguousarray(np.rot90(page.grey, quarter_turns))
    is_sideways = page.is_sideways != bool(quarter_turns % 2)
    return PreparedPage(grey, page.dpi, page.is_bilevel, is_sideways, page.is_stepped)


def resolution(image: Image.Image) -> tuple[float, float]:
    """Tell the resolution of a page picture, horizontal and vertical, in dpi.

    The picture's own word counts where it gives a sheet between A6 and A3; phones write 72 dpi, which would be a
    poster. Else it is taken from the size of A4. A fax line of 1728 pixels with too few lines for A4 is of
    standard resolution (204 × 98 dpi, ITU-T T.4), whatever it says.
    """
    width, height = image.size
    if image.mode == "1" and width in _FAX_WIDTHS and height < 0.85 * width:
        return 204.0, 98.0
    x, y = _stated_resolution(image)
    if x and y and 3.5 <= width / x <= 13.0 and 3.5 <= height / y <= 18.0:
        return x, y
    guess = _dpi_of_a4(width, height)
    return guess, guess


def _dpi_of_a4(width: int, height: int) -> float:
    inches_x, inches_y = _A4_INCHES if width < height else _A4_INCHES[::-1]
    return max(width / inches_x, height / inches_y)


def _stated_resolution(image: Image.Image) -> tuple[float, float]:
    try:
        x, y = (float(value) for value in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    # TIFF allows a resolution without unit, 0, and not-a-number from a fraction by zero.
    return (x, y) if 30 <= x <= 2400 and 30 <= y <= 2400 else (0.0, 0.0)


def grey_of(image: Image.Image) -> Pixels:
    """Turn a picture in any mode into grey, upright by its EXIF mark, on white where it is transparent."""
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        flat = Image.new("RGBA", image.size, (WHITE, WHITE, WHITE, WHITE))
        image = Image.alpha_composite(flat, image)
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        # Pillow clips 16-bit greys when it converts them; scale them instead.
        values = np.asarray(image, dtype=np.float32)
        top = max(float(values.max(initial=0)), 1.0)
        return np.asarray(values * (WHITE / top), dtype=np.uint8)
    return np.array(image.convert("L"), dtype=np.uint8)


def _is_black_and_white(grey: Pixels) -> bool:
    sample = grey[::7, ::7]
    return bool(np.mean((sample < 8) | (sample > 247)) > 0.999)


def _clean_fax(grey: Pixels, dpi_x: float, dpi_y: float) -> tuple[Pixels, float]:
    """Remove the specks of the line and put the aspect of standard resolution right.

    Standard resolution: specks, height × 2 by cubic interpolation, light blur. Full stops, which have no more dots
    than a speck, are spared: that makes 1.29 % errors of 1.65 % (twelve pages; 1.37 % of 1.75 % on twelve others).
    Linear interpolation or a blur along the lines make fewer yet, but lost a date, a reference and a name on faxes of
    another kind. Fine resolution: dots of i and j are left, which stand up to seven lines above their stem. Specks
    that stand alone only: on noisy pages that gives 4 % more letters in surely read words than taking all (measured,
    ten pages each, November 2026).
    """
    if dpi_x / dpi_y > 1.5:
        grey = without_specks(grey, 4, reach=(3, 4), spares_stops=True)
        height = round(grey.shape[0] * dpi_x / dpi_y)
        grey = _pixels(cv2.resize(grey, (grey.shape[1], height), interpolation=cv2.INTER_CUBIC))
        return _pixels(cv2.GaussianBlur(grey, (5, 5), 1.0)), dpi_x
    return _scaled(without_specks(grey, 4, reach=(7, 3)), dpi_x, dpi_y)


def for_ocr(page: PreparedPage) -> Pixels:
    """Give the picture that Tesseract reads: a fine fax with the steps of its dots softened.

    That and the specks that are taken make 0.19 % errors of 0.55 %, on noisy pages 0.24 % of 0.94 % (ten pages each,
    November 2026). Strokes of a pen are looked for in the picture as it is: softened they become too faint.
    """
    return _pixels(cv2.GaussianBlur(page.grey, (5, 5), 0.8)) if page.is_stepped else page.grey


def without_specks(grey: Pixels, most_pixels: int, reach: tuple[int, int], *, spares_stops: bool = False) -> Pixels:
    """Paint over dark specks that stand alone; dots of letters have their letter near them.

    Args:
        grey: Black on white.
        most_pixels: Largest speck.
        reach: How far, in rows and columns, the next larger piece of ink is at the least.
        spares_stops: Whether full stops of a fax of standard resolution, a little further from their letter, are left.
    """
    ink = (grey < 128).astype(np.uint8)
    pieces = components(ink)
    is_small = pieces.stats[:, cv2.CC_STAT_AREA] <= most_pixels
    is_small[0] = False
    larger = ink & ~pieces.painted(is_small)
    around = cv2.dilate(larger, np.ones((2 * reach[0] + 1, 2 * reach[1] + 1), np.uint8))
    cleaned = grey.copy()
    is_speck = is_small & ~pieces.touched(around)
    if spares_stops:
        is_speck &= ~_stops(pieces, larger)
    cleaned[pieces.painted(is_speck) > 0] = WHITE
    return cleaned


def _stops(pieces: Components, larger: Any) -> Any:
    """Tell which pieces stand like a full stop: three dots or more, low on the right of a letter that ends there."""
    left = 8  # dots from the letter to the far side of its stop, at 204 dpi

    def is_right_of(ink: Any) -> Any:
        return pieces.touched(cv2.dilate(ink, np.ones((3, left + 1), np.uint8), anchor=(left, 1)))

    lower = np.zeros_like(larger)
    lower[:-3] = larger[3:]  # beside a stop nothing goes on below it
    return (pieces.stats[:, cv2.CC_STAT_AREA] >= 3) & is_right_of(larger) & ~is_right_of(lower)


def without_leaders(grey: Pixels, dpi: float) -> Pixels:
    """Paint over lines of dots and dashes, on which forms are filled in; OCR takes what stands on them for noise.

    Such a line is of pieces lower than a small letter that follow each other closely over more than a centimetre and
    a half. Whole lines are left: Tesseract takes them out itself.
    """
    low, gap, length = round(0.025 * dpi), round(0.08 * dpi), round(0.6 * dpi)
    ink = (grey < 170).astype(np.uint8)
    pieces = components(ink)
    width, height = pieces.stats[:, cv2.CC_STAT_WIDTH], pieces.stats[:, cv2.CC_STAT_HEIGHT]
    # Dashes may be a little higher than dots; a comma is not long.
    is_low = (width <= length) & ((height <= low) | ((height <= 1.4 * low) & (width >= 2 * height)))
    is_low[0] = False
    # A line of a fax goes up and down by a dot or two.
    level = cv2.dilate(pieces.painted(is_low), np.ones((5, 1), np.uint8))
    joined = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    if not lines.any():
        return grey
    near = cv2.dilate(lines, np.ones((1, 2 * gap + 1), np.uint8))
    leaders = pieces.painted(is_low & pieces.touched(near))
    cleaned = grey.copy()
    cleaned[cv2.dilate(leaders, np.ones((3, 3), np.uint8)) > 0] = WHITE
    return cleaned


def _scaled(grey: Pixels, dpi_x: float, dpi_y: float) -> tuple[Pixels, float]:
    """Bring a picture to the reading resolution where it has more, or to the least that is readable."""
    rows, columns = grey.shape
    target = min(max(dpi_x, _LEAST_DPI), READING_DPI)
    width, height = max(1, round(columns * target / dpi_x)), max(1, round(rows * target / dpi_y))
    if abs(width - columns) <= 0.04 * columns and abs(height - rows) <= 0.04 * rows:
        return grey, dpi_x
    shrinks = width < columns
    way = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return _pixels(cv2.resize(grey, (width, height), interpolation=way)), target


def flat_field(grey: Pixels) -> Pixels:
    """Divide by the brightness of the paper, so that shadows and grey paper become white.

    The paper is what remains when everything darker and thinner than about a centimetre is filled in. It is never
    taken for darker than two fifths of the brightest paper: a dark table around the sheet stays dark.
    """
    rows, columns = grey.shape
    small = cv2.resize(grey, (max(1, columns // 8), max(1, rows // 8)), interpolation=cv2.INTER_AREA)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (11, 11))
    paper = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel), (0, 0), 4)
    brightest = float(np.percentile(paper, 95))
    paper = np.maximum(paper, np.uint8(max(1.0, 0.4 * brightest)))
    wide = cv2.resize(paper, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return _pixels(cv2.divide(grey, wide, scale=250))


def _rotated(grey: Pixels, angle: float) -> Pixels:
    rows, columns = grey.shape
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 1.0)
    return _pixels(cv2.warpAffine(grey, turn, (columns, rows), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))


def _pixels(array: Any) -> Pixels:
    return np.asarray(array, dtype=np.uint8)
