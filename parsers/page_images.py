"""Page pictures for people: what was read, as a small PNG that the places of the words fit."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2 as pdfium
from PIL import Image

from parsers.errors import IntakeError
from parsers.images import BrokenPicture, page_pictures
from parsers.limits import ParseLimits
from parsers.media import PICTURES, MediaType, media_type
from parsers.originals import originals
from parsers.pdf import as_read, flattened
from parsers.picture import prepare
from parsers.records import RawMessage, TextSource

WIDTH: Final = 1000
"""Pixels of a picture's width: a page of A4 is legible, and its PNG takes less than 200 kB."""

_GREYS: Final = 16


def document_bytes(message: RawMessage, document: int, limits: ParseLimits | None = None) -> bytes | None:
    """Give the file that a document of a message was read from.

    Args:
        message: As it came.
        document: Index of the document.
        limits: Those with which the message was read.

    Returns:
        Its bytes; None for the body of an e-mail, and where the message cannot be taken apart.
    """
    try:
        files = originals(message, limits)
    except IntakeError:
        return None
    return next((file.content for file in files if file.index == document), None)


def page_picture(
    message: RawMessage, document: int, page: int, source: TextSource, limits: ParseLimits | None = None
) -> bytes | None:
    """Paint a page as it was read.

    Args:
        message: As it came.
        document: Index of the document.
        page: Number of the page, from 1.
        source: Where its text comes from: a page that OCR read is shown as OCR saw it, put straight and cleaned,
            for the places of its words are of that picture.
        limits: Those with which the message was read.

    Returns:
        A grey PNG of `WIDTH` pixels; None where there is nothing to paint: text, or a file that cannot be opened.
    """
    limits = limits or ParseLimits()
    content = document_bytes(message, document, limits)
    if content is None:
        return None
    kind = media_type(content)
    if kind == MediaType.PDF:
        return _page_of_pdf(content, page, source, limits)
    return _page_of_picture(content, page, limits) if kind in PICTURES else None


def first_page(pdf: bytes, page: int = 1) -> bytes | None:
    """Paint a page of a letter of ours.

    Args:
        pdf: From `letters.compose.render`.
        page: From 1.
    """
    return _page_of_pdf(pdf, page, TextSource.LAYER, ParseLimits())


def _page_of_pdf(content: bytes, page: int, source: TextSource, limits: ParseLimits) -> bytes | None:
    try:
        with pdfium.PdfDocument(content) as document:
            if not 1 <= page <= len(document):
                return None
            leaf = flattened(document, document[page - 1], page - 1)
            is_picture = source is not TextSource.LAYER
            return _png(_straight(as_read(leaf, limits)) if is_picture else as_read(leaf, limits, as_layer=True))
    except pdfium.PdfiumError:
        return None


def _page_of_picture(content: bytes, page: int, limits: ParseLimits) -> bytes | None:
    try:
        for number, picture in enumerate(page_pictures(content, limits), 1):
            if number == page:
                return _png(_straight(picture))
    except BrokenPicture:
        return None
    return None


def _straight(picture: Image.Image) -> Image.Image:
    prepared = prepare(picture)
    return Image.fromarray(prepared.grey)


def _png(picture: Image.Image) -> bytes:
    grey = picture.convert("L")
    height = max(1, round(grey.height * WIDTH / grey.width))
    smaller = grey.resize((WIDTH, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    smaller.quantize(_GREYS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
