import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
import typst
from paper_pictures import FORM, LETTER, as_fax, encoded, noisy, page, scanned_pdf, sign, typeset_pdf
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from parsers.limits import ParseLimits
from parsers.pdf import read_pdf
from parsers.records import Page, Problem, TextSource

LIMITS = ParseLimits()


def told(image: Image.Image) -> Page:
    """A reader that says what it was given."""
    dpi = [round(float(value)) for value in image.info["dpi"]]
    return Page(1, f"{image.mode} {image.width}x{image.height} {dpi[0]}x{dpi[1]}", source=TextSource.OCR)


def never(image: Image.Image) -> Page:
    raise AssertionError("OCR was not needed")


def rewritten(content: bytes, change) -> bytes:  # type: ignore[no-untyped-def]
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_picture(source: str, picture: Image.Image) -> bytes:
    """A PDF into which typst puts a picture as `picture.png`."""
    setup = '#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 11pt)\n'
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "main.typ").write_text(setup + source, encoding="utf-8")
        (Path(folder) / "picture.png").write_bytes(encoded(picture, "PNG"))
        return bytes(typst.compile(str(Path(folder) / "main.typ")))


def test_a_text_layer_is_taken_without_ocr() -> None:
    pages, problem = read_pdf(typeset_pdf(LETTER + "\n#pagebreak()\nZweite Seite"), never, LIMITS)

    assert problem is None
    assert [read.number for read in pages] == [1, 2]
    assert all(read.source is TextSource.LAYER for read in pages)
    assert "Bitte um Befassung" in pages[0].text
    assert pages[1].text == "Zweite Seite"
    assert all(pages[0].text[word.start : word.end].strip() for word in pages[0].words)


def test_the_picture_of_a_scan_is_taken_out_as_it_was_scanned() -> None:
    pages, _ = read_pdf(scanned_pdf(noisy(page(LETTER, 300))), told, LIMITS)

    width, height = page(LETTER, 300).size
    assert pages[0].text == f"L {width}x{height} 300x300"


def test_a_fax_keeps_the_aspect_of_its_dots() -> None:
    fax = as_fax(page(LETTER), is_fine=False)
    content = rewritten(scanned_pdf(fax), lambda writer: writer.pages[0].scale_to(595, 842))

    assert read_pdf(content, told, LIMITS)[0][0].text == "L 1728x1146 209x98"


def test_a_turned_page_is_painted_as_it_is_shown() -> None:
    content = rewritten(scanned_pdf(page(FORM)), lambda writer: writer.pages[0].rotate(90))

    width, height = read_pdf(content, told, LIMITS)[0][0].text.split()[1].split("x")
    assert int(width) > int(height)


def test_a_blank_page_is_blank() -> None:
    pages, problem = read_pdf(typeset_pdf(""), never, LIMITS)

    assert pages[0].is_blank
    assert problem is None


def test_letters_drawn_as_curves_are_read_by_ocr() -> None:
    shape = "curve.cubic((0pt, 9pt), (9pt, 9pt), (9pt, 0pt)), curve.cubic((3pt, 2pt), (5pt, 1pt), (6pt, 6pt))"
    lines = "curve.line((1pt, 2pt)), curve.line((3pt, 2pt)), curve.line((3pt, 5pt)), curve.close()"
    curves = "".join(f"#place(top, dx: {n * 9}pt, curve({shape}, {lines}))\n" for n in range(9))

    assert read_pdf(typeset_pdf(curves), told, LIMITS)[0][0].source is TextSource.OCR


def test_a_header_typed_over_a_scan_does_not_hide_the_scan() -> None:
    scan = 'image("picture.png", width: 21cm, height: 29.7cm)'
    source = f"#place(top + left, dx: -2.5cm, dy: -2.5cm, {scan})\nEingegangen am heutigen Tage"

    def reader(image: Image.Image) -> Page:
        return Page(1, "gelesen " * 30, source=TextSource.OCR)

    assert read_pdf(with_picture(source, page(LETTER)), reader, LIMITS)[0][0].source is TextSource.OCR
    # Where OCR reads no more than the layer has, the layer stays.
    assert read_pdf(with_picture(source, page(LETTER)), told, LIMITS)[0][0].source is TextSource.LAYER


def test_a_signature_put_into_a_letter_is_a_mark_and_a_letterhead_is_none() -> None:
    signature = Image.new("L", (700, 260), 255)
    sign(signature, 0.05, 0.8, width=0.85, height=0.6, pen=0.008)
    letter = LETTER + '\n#image("picture.png", width: 5cm)\nErika Beispielmann'

    signed, _ = read_pdf(with_picture(letter, signature), never, LIMITS)
    unsigned, _ = read_pdf(with_picture(letter, Image.new("L", (700, 260), 255)), never, LIMITS)

    assert [mark for mark in unsigned[0].marks if mark.likeness >= 0.5] == []
    marks = [mark for mark in signed[0].marks if mark.likeness >= 0.5]
    assert len(marks) == 1
    assert signed[0].text[: marks[0].offset].endswith("Grüßen")


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_is_needed_only_where_it_is_not_empty(algorithm: str) -> None:
    content = typeset_pdf(LETTER)
    open_to_all = rewritten(content, lambda writer: writer.encrypt("", "owner", algorithm=algorithm))
    locked = rewritten(content, lambda writer: writer.encrypt("geheim", "owner", algorithm=algorithm))

    assert read_pdf(open_to_all, never, LIMITS)[1] is None
    assert read_pdf(locked, never, LIMITS) == ((), Problem.ENCRYPTED)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"%PDF-1.4 nothing behind it", typeset_pdf(LETTER)[:3000]], ids=["head", "words", "cut"]
)
def test_a_broken_file_is_damaged(content: bytes) -> None:
    assert read_pdf(content, told, LIMITS)[1] is Problem.DAMAGED


def test_more_pages_than_are_read_are_told() -> None:
    pages, problem = read_pdf(typeset_pdf("Eins #pagebreak() Zwei #pagebreak() Drei"), never, replace(LIMITS, pages=2))

    assert [read.text for read in pages] == ["Eins", "Zwei"]
    assert problem is Problem.TOO_LARGE


def test_what_was_filled_in_and_noted_is_read() -> None:
    def fill(writer: PdfWriter) -> None:
        writer.add_annotation(0, FreeText(text="Angemerkt Muster", rect=(100, 100, 300, 130)))
        writer.add_annotation(0, Text(text="Zettel am Rand", rect=(300, 300, 320, 320)))
        field = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject("name"),
                NameObject("/V"): TextStringObject("Erika Beispielmann"),
                NameObject("/Rect"): ArrayObject([]),
            }
        )
        field[NameObject("/Rect")] = writer.pages[0].mediabox
        writer.add_annotation(0, field)

    text = read_pdf(rewritten(typeset_pdf("Formular"), fill), told, LIMITS)[0][0].text

    assert text.startswith("Formular")
    assert text.count("Angemerkt Muster") == 1
    assert "Zettel am Rand" in text
    assert "Erika Beispielmann" in text


def test_a_page_as_large_as_a_house_is_painted_small() -> None:
    def widen(writer: PdfWriter) -> None:
        writer.pages[0].scale_by(20)

    content = rewritten(scanned_pdf(page(FORM)), widen)
    width, height = read_pdf(content, told, replace(LIMITS, picture_pixels=2_000_000))[0][0].text.split()[1].split("x")

    assert int(width) * int(height) <= 2_100_000
