from __future__ import annotations

import io
from datetime import UTC, datetime
from email.message import EmailMessage

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from parsers.page_images import WIDTH, document_bytes, first_page, page_picture
from parsers.records import Channel, RawMessage, TextSource


def a_picture() -> Image.Image:
    picture = Image.new("L", (850, 1200), 255)
    draw = ImageDraw.Draw(picture)
    for line in range(12):
        draw.text((80, 80 + 60 * line), "Antrag an die Haertefallkommission", fill=0)
    return picture


def as_file(kind: str, pages: int = 1) -> bytes:
    out = io.BytesIO()
    more = [a_picture() for _ in range(pages - 1)]
    a_picture().save(out, kind, save_all=pages > 1, append_images=more, resolution=100)
    return out.getvalue()


def raw(content: bytes, channel: Channel = Channel.FAX) -> RawMessage:
    return RawMessage(channel, "brief", datetime(2026, 3, 2, tzinfo=UTC), content)


def size(png: bytes | None) -> tuple[int, int]:
    assert png is not None
    assert len(png) < 200_000
    return Image.open(io.BytesIO(png)).size


@pytest.mark.parametrize(
    ("kind", "source"), [("PDF", TextSource.OCR), ("PDF", TextSource.LAYER), ("TIFF", TextSource.OCR)]
)
def test_a_page_is_painted_small_and_upright(kind, source):
    width, height = size(page_picture(raw(as_file(kind)), 0, 1, source))
    assert width == WIDTH
    assert height / width == pytest.approx(1200 / 850, abs=0.02)


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_each_page_has_its_picture_and_there_are_no_others(kind):
    content = as_file(kind, pages=2)
    assert size(page_picture(raw(content), 0, 2, TextSource.OCR))
    assert page_picture(raw(content), 0, 3, TextSource.OCR) is None
    assert page_picture(raw(content), 0, 0, TextSource.OCR) is None


@pytest.mark.parametrize("content", [b"", b"kein Bild", b"%PDF-1.7 kaputt"])
def test_what_cannot_be_opened_has_no_picture(content):
    assert page_picture(raw(content), 0, 1, TextSource.OCR) is None


def test_the_files_of_a_mail_are_found_by_their_index():
    mail = EmailMessage()
    mail["From"] = "anna@example.org"
    mail.set_content("Guten Tag")
    mail.add_attachment(b"eins", "application", "octet-stream", filename="eins.bin")
    mail.add_attachment(as_file("TIFF"), "image", "tiff", filename="zwei.tif")
    message = raw(mail.as_bytes(), Channel.EMAIL)
    assert document_bytes(message, 0) is None
    assert document_bytes(message, 1) == b"eins"
    assert document_bytes(message, 7) is None
    assert size(page_picture(message, 2, 1, TextSource.OCR))


def test_a_letter_of_ours_is_painted():
    letter = pdfium.PdfDocument.new()
    letter.new_page(595, 842)
    out = io.BytesIO()
    letter.save(out)
    assert size(first_page(out.getvalue()))
    assert first_page(out.getvalue(), 2) is None
