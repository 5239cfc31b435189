"""Picture files → page pictures: JPEG, PNG, WebP, HEIC, GIF, BMP and TIFF with any number of pages."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeAlias

import pi_heif
from PIL import Image, ImageFile

from parsers.limits import ParseLimits
from parsers.records import Page, Problem

pi_heif.register_heif_opener()

# The one seam for OCR: from the picture of a page to a page with the number 1 (`parsers.ocr.make_reader`).
ReadImage: TypeAlias = Callable[[Image.Image], Page]

# What Pillow and the decoders under it raise for broken files; UnidentifiedImageError is an OSError, and
# DecompressionBombError stands by itself.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
    EOFError,
    MemoryError,
)


class BrokenPicture(Exception):  # noqa: N818 - says what the picture is
    """A picture file cannot be opened, or not further than the pages that were given.

    Attributes:
        problem: What to say of the document.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def read_picture(content: bytes, read_image: ReadImage, limits: ParseLimits) -> tuple[tuple[Page, ...], Problem | None]:
    """Read a picture file.

    Args:
        content: The file.
        read_image: Reader of page pictures.
        limits: Bounds on pixels and pages.

    Returns:
        Its pages, and the problem of the document where it is damaged or over a limit.
    """
    pages: list[Page] = []
    try:
        for number, picture in enumerate(page_pictures(content, limits), 1):
            pages.append(replace(read_image(picture), number=number))
    except BrokenPicture as broken:
        return tuple(pages), broken.problem
    return tuple(pages), None


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Tell width and height of a picture in pixels without decoding it; None where it is none."""
    try:
        with _quiet(), Image.open(io.BytesIO(content)) as picture:
            return picture.size
    except (*_BROKEN, Image.DecompressionBombError):
        return None


def page_pictures(content: bytes, limits: ParseLimits) -> Iterator[Image.Image]:
    """Open a picture file page by page.

    Args:
        content: The file.
        limits: Bounds on pixels and pages.

    Yields:
        One picture for each page, with `info["dpi"]` where the file states one; of a truncated page what is there.

    Raises:
        BrokenPicture: After the last page that could be read, where the file is damaged or over a limit.
    """
    for number in range(limits.pages + 1):
        try:
            page = _page(content, number, limits)
        except EOFError:
            return
        except _BROKEN:
            yield from _truncated_page(content, number, limits)
            raise BrokenPicture(Problem.DAMAGED) from None
        except Image.DecompressionBombError:
            raise BrokenPicture(Problem.TOO_LARGE) from None
        if number >= limits.pages:
            raise BrokenPicture(Problem.TOO_LARGE)
        yield page


def _page(content: bytes, number: int, limits: ParseLimits) -> Image.Image:
    """Give one page; the file is opened anew for each, which costs nothing and forgets what a broken page left."""
    with _quiet(), Image.open(io.BytesIO(content)) as picture:
        # The further pictures of other formats are frames of an animation, or previews and depth maps of a phone.
        if number and picture.format != "TIFF":
            raise EOFError
        picture.seek(number)
        if picture.width * picture.height > limits.picture_pixels:
            raise Image.DecompressionBombError
        picture.load()
        page = picture.copy()
        page.info = {key: picture.info[key] for key in ("dpi", "transparency") if key in picture.info}
        return page


def _truncated_page(content: bytes, number: int, limits: ParseLimits) -> Iterator[Image.Image]:
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # Pillow has it as a setting of the whole process only
    try:
        yield _page(content, number, limits)
    except (*_BROKEN, Image.DecompressionBombError):
        return
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Pillow's warnings about odd files out of the log: they quote tags. Its bomb error is no warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
