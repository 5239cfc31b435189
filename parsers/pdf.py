"""PDF bytes → pages: the text layer where it is usable, else the page picture read by OCR."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from parsers.barcodes import find_codes, with_codes
from parsers.images import ReadImage
from parsers.ink import find_ink, marks_on, unread_print
from parsers.layer import is_clean, layer_paragraphs
from parsers.limits import ParseLimits
from parsers.picture import READING_DPI, flat_field
from parsers.records import Page, Problem, TextSource
from parsers.text import assemble, normal_form

_POINTS_PER_INCH = 72
# Ink and missing text are looked for at half the reading resolution, where they still show.
_LOOKING_DPI = 100.0
# A scan has one picture from edge to edge.
_WHOLE_PAGE = 0.9
# Objects of one page that are looked at; a drawing can have a million.
_MOST_OBJECTS = 5000
# An unknown password, or a way of encryption that pdfium does not know.
_LOCKED = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
# What pypdf raises for broken files besides its own errors.
_BROKEN = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a page is made of."""

    pictures: tuple[pdfium.PdfImage, ...]
    has_drawing: bool


def read_pdf(
    content: bytes, read_image: ReadImage, limits: ParseLimits, passwords: Sequence[str] = ()
) -> tuple[tuple[Page, ...], Problem | None]:
    """Read a PDF.

    Args:
        content: The file.
        read_image: Reader of page pictures.
        limits: Bounds on pages and pixels.
        passwords: Tried where the empty one does not open it.

    Returns:
        Its pages, and the problem of the document: ENCRYPTED where no password opens it, DAMAGED
        where it, or one of its pages, cannot be opened, TOO_LARGE where it has more pages than are read.
    """
    try:
        document, password = _opened(content, passwords)
    except pdfium.PdfiumError as error:
        return (), Problem.ENCRYPTED if error.err_code in _LOCKED else Problem.DAMAGED
    with document:
        pages = tuple(_read_pages(document, lambda: _reader(content, password), read_image, limits))
        if len(document) > limits.pages:
            return pages, Problem.TOO_LARGE
    is_whole = pages and not any(page.problem is Problem.DAMAGED for page in pages)
    return pages, None if is_whole else Problem.DAMAGED


def _opened(content: bytes, passwords: Sequence[str]) -> tuple[pdfium.PdfDocument, str | None]:
    """Open a file with none of the passwords or the first that fits."""
    try:
        return pdfium.PdfDocument(content), None
    except pdfium.PdfiumError as error:
        if error.err_code not in _LOCKED:
            raise
        for password in passwords:
            with suppress(pdfium.PdfiumError):
                return pdfium.PdfDocument(content, password=password), password
        raise


def _read_pages(
    document: pdfium.PdfDocument,
    open_annotated: Callable[[], PdfReader | None],
    read_image: ReadImage,
    limits: ParseLimits,
) -> Iterator[Page]:
    annotated: PdfReader | None = None
    for index in range(min(len(document), limits.pages)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            yield Page(index + 1, "", source=TextSource.NONE, problem=Problem.DAMAGED)
            continue
        notes: tuple[str, ...] = ()
        if pdfium_c.FPDFPage_GetAnnotCount(page) > 0:
            page = flattened(document, page, index)
            annotated = annotated or open_annotated()
            notes = _notes(annotated, index)
        try:
            read = _read_page(page, read_image, limits)
        finally:
            page.close()
        yield _with_notes(replace(read, number=index + 1), notes, limits)


def as_read(page: pdfium.PdfPage, limits: ParseLimits, *, as_layer: bool = False) -> Image.Image:
    """Give the picture of a page: the one that OCR is given, or, for a text layer, the page as it is painted.

    Args:
        page: After `flattened`.
        limits: Bounds on pixels.
        as_layer: Paint it.
    """
    picture = None if as_layer else _embedded(page, _content(page), limits)
    return picture if picture is not None else _rendered(page, _LOOKING_DPI if as_layer else READING_DPI, limits)


def flattened(document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int) -> pdfium.PdfPage:
    """Make fields and annotations part of the page, so that their text and ink are found with the rest.

    Args:
        document: That the page is of.
        page: Is closed where it had any.
        index: Of the page, from 0.
    """
    if pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) != pdfium_c.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def _read_page(page: pdfium.PdfPage, read_image: ReadImage, limits: ParseLimits) -> Page:
    paragraphs = layer_paragraphs(page)
    content = _content(page)
    if not paragraphs and not content.pictures and not content.has_drawing:
        return Page(1, "", source=TextSource.NONE)
    if not is_clean(paragraphs):
        return _read_as_picture(page, content, read_image, limits)
    text, words = assemble(paragraphs)
    layer = Page(1, text, words, TextSource.LAYER)
    if not content.pictures and not content.has_drawing:
        return layer
    look = _rendered(page, _LOOKING_DPI, limits)
    grey = flat_field(np.asarray(look, dtype=np.uint8))
    placed = [word for paragraph in paragraphs for line in paragraph for word in line]
    if unread_print(grey, placed):
        read = _read_as_picture(page, content, read_image, limits)
        if _letters(read.text) > 1.3 * _letters(text):
            return read
    inked = replace(layer, marks=marks_on(layer, find_ink(grey, placed)))
    return with_codes(inked, find_codes(grey, _LOOKING_DPI))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _content(page: pdfium.PdfPage) -> _Content:
    pictures: list[pdfium.PdfImage] = []
    has_drawing = False
    for number, part in enumerate(page.get_objects(max_depth=4)):
        if isinstance(part, pdfium.PdfImage):
            pictures.append(part)
        elif part.type in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_SHADING):
            # A rule or a box is drawn with a few straight strokes, a signature or a letter with many or with curves.
            has_drawing = has_drawing or pdfium_c.FPDFPath_CountSegments(part) > 6
        if number >= _MOST_OBJECTS:
            has_drawing = True
            break
    return _Content(tuple(pictures), has_drawing)


def _read_as_picture(page: pdfium.PdfPage, content: _Content, read_image: ReadImage, limits: ParseLimits) -> Page:
    picture = _embedded(page, content, limits)
    return read_image(picture if picture is not None else _rendered(page, READING_DPI, limits))


def _embedded(page: pdfium.PdfPage, content: _Content, limits: ParseLimits) -> Image.Image | None:
    """Take the picture of a scan out of the page instead of painting it anew: quicker, and every dot as scanned."""
    if len(content.pictures) != 1 or content.has_drawing or page.get_rotation():
        return None
    picture = content.pictures[0]
    scale_x, skew_y, skew_x, scale_y, left, bottom = picture.get_matrix().get()
    width, height = page.get_size()
    if skew_x or skew_y or scale_x < _WHOLE_PAGE * width or scale_y < _WHOLE_PAGE * height:
        return None
    if abs(left) > 0.05 * width or abs(bottom) > 0.05 * height:
        return None
    columns, rows = picture.get_px_size()
    if columns * rows > limits.picture_pixels or min(columns, rows) < 100:
        return None
    try:
        image: Image.Image = picture.get_bitmap(render=False).to_pil().convert("L")
    except (pdfium.PdfiumError, ValueError):
        return None
    image.info["dpi"] = (columns / scale_x * _POINTS_PER_INCH, rows / scale_y * _POINTS_PER_INCH)
    return image


def _rendered(page: pdfium.PdfPage, dpi: float, limits: ParseLimits) -> Image.Image:
    width, height = page.get_size()
    # A page of three metres is painted smaller, not refused: plans and posters have large print.
    most = math.sqrt(min(limits.picture_pixels, 25_000_000) / max(width * height, 1.0))
    scale = min(dpi / _POINTS_PER_INCH, most)
    image: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().convert("L")
    image.info["dpi"] = (scale * _POINTS_PER_INCH, scale * _POINTS_PER_INCH)
    return image


def _reader(content: bytes, password: str | None) -> PdfReader | None:
    """Open the file with pypdf, which knows what stands in fields and annotations that are not painted."""
    try:
        return PdfReader(io.BytesIO(content), password=password)
    except _BROKEN:
        return None


def _notes(reader: PdfReader | None, index: int) -> tuple[str, ...]:
    """Give the text of the fields and annotations of a page."""
    if reader is None:
        return ()
    notes = []
    try:
        for reference in reader.pages[index].annotations or ():
            annotation = reference.get_object()
            kind = annotation.get("/Subtype")
            value = annotation.get("/V") if kind == "/Widget" else annotation.get("/Contents")
            if kind not in ("/Link", "/Popup") and isinstance(value, str) and not value.startswith("/"):
                notes.append(normal_form(value).strip())
    except _BROKEN:
        return tuple(notes)  # what pdfium paints of them is read anyhow
    return tuple(notes)


def _with_notes(page: Page, notes: tuple[str, ...], limits: ParseLimits) -> Page:
    """Append what stands in fields and annotations and not in the text that is seen."""
    seen = " ".join(page.text.split())
    missing = [note for note in notes if note and " ".join(note.split()) not in seen]
    if not missing:
        return page
    text = "\n".join([page.text, *missing] if page.text else missing)[: limits.text_characters]
    source = TextSource.LAYER if page.source is TextSource.NONE else page.source
    problem = None if page.problem is Problem.ILLEGIBLE else page.problem
    return replace(page, text=text, source=source, problem=problem)
