import pytest
from paper_pictures import FORM, ON_THE_LINE, encoded, page, sign
from PIL import Image, ImageDraw

from parsers.limits import ParseLimits
from parsers.records import Page, Problem, TextSource
from parsers.written import Written

LIMITS = ParseLimits()


def signature() -> bytes:
    picture = Image.new("L", (700, 260), 255)
    sign(picture, 0.05, 0.8, width=0.85, height=0.6, pen=0.008)
    return encoded(picture, "PNG")


def logo() -> bytes:
    picture = Image.new("RGB", (400, 160), "white")
    drawn = ImageDraw.Draw(picture)
    drawn.ellipse((20, 20, 140, 140), fill="navy")
    drawn.rectangle((170, 50, 380, 110), fill="red")
    return encoded(picture, "PNG")


def reader(image: Image.Image) -> Page:
    return Page(1, "gelesen", source=TextSource.OCR)


def test_text_is_written_with_the_places_of_its_pictures() -> None:
    written = Written()
    written.write("Kopf \n")
    written.picture(logo())
    written.write("\n\n\n\nMit freundlichen Grüßen\n")
    written.picture(signature())
    written.write("\nErika Beispielmann" + 6 * ", Mitglied des Vorstandes" + "\n")

    (read,), problem = written.result(LIMITS, reader)

    assert problem is None
    assert read.text.split("\n\n")[1:][-1].startswith("Erika")
    head, foot = read.marks
    assert read.text[: head.offset] == "Kopf\n"
    assert read.text[: foot.offset].endswith("Grüßen\n")
    assert head.likeness < 0.3
    assert foot.likeness > 0.8


def test_cells_are_written_apart_with_their_pictures_in_order() -> None:
    written = Written()
    cell = written.apart()
    cell.picture(logo())
    cell.write("links")
    written.write(cell.text())
    written.picture(signature())

    (read,), _ = written.result(LIMITS)

    assert [mark.likeness > 0.5 for mark in read.marks] == [False, True]


def test_a_picture_that_cannot_be_opened_may_be_anything() -> None:
    written = Written()
    written.picture(b"no picture")

    (read,), _ = written.result(LIMITS, reader)

    assert [mark.likeness for mark in read.marks] == [pytest.approx(0.3)]


def test_scans_that_were_pasted_into_a_file_without_text_are_read() -> None:
    scan = page(FORM)
    sign(scan, *ON_THE_LINE)
    written = Written()
    written.write("Anlage")
    written.picture(encoded(scan, "PNG"))
    written.picture(logo())

    pages, _ = written.result(LIMITS, reader)

    assert [(read.number, read.text) for read in pages] == [(1, "Anlage"), (2, "gelesen")]


def test_a_text_without_end_is_cut_and_told() -> None:
    (read,), problem = Written(["a" * 50]).result(ParseLimits(text_characters=20))

    assert len(read.text) == 20
    assert problem is Problem.TOO_LARGE


def test_nothing_written_is_a_blank_page() -> None:
    assert Written().result(LIMITS)[0][0].is_blank
