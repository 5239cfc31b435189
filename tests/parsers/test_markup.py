from dataclasses import replace

import pytest
from paper_pictures import encoded, sign
from PIL import Image

from parsers.limits import ParseLimits
from parsers.markup import read_html, read_rtf, read_text, text_of_html
from parsers.records import Page, Problem

LIMITS = ParseLimits()


def never(image: Image.Image) -> Page:
    raise AssertionError("OCR was not needed")


def test_rtf_is_read_with_the_place_of_its_picture() -> None:
    content = (
        rb"{\rtf1\ansi\ansicpg1252 Gr\'fc\'dfe\par {\*\shppict{\pict\pngblip 8950}}{\nonshppict{\pict 00}}Erika\par}"
    )

    (page,), problem = read_rtf(content, never, LIMITS)

    assert problem is None
    assert page.text == "Grüße\nErika"
    assert [mark.offset for mark in page.marks] == [6]


def test_the_picture_of_a_signature_in_rtf_looks_like_one() -> None:
    signature = Image.new("L", (700, 260), 255)
    sign(signature, 0.05, 0.8, width=0.85, height=0.6, pen=0.008)
    digits = encoded(signature, "PNG").hex().encode()

    content = rb"{\rtf1 Gru\'df\par {\pict{\*\picprop x}\pngblip\picw10 " + digits + rb"}\par Erika}"

    (page,), _ = read_rtf(content, never, LIMITS)

    assert page.text.split() == ["Gruß", "Erika"]
    assert page.marks[0].likeness > 0.8


@pytest.mark.parametrize(
    "content", [rb"{\rtf1", rb"{\rtf1 {\pict 89zz} Text}", rb"{\rtf1 \u99999999 Text}", rb"{\rtf1 }}}"]
)
def test_broken_rtf_gives_what_there_is(content: bytes) -> None:
    pages, problem = read_rtf(content, never, LIMITS)

    assert pages or problem is Problem.DAMAGED


def test_html_keeps_lines_and_cells_and_loads_nothing() -> None:
    text = text_of_html(
        "<?xml version='1.0' encoding='utf-8'?><html><head><title>x</title></head><body><p>Eins<br>zwei</p>"
        '<img src="http://tracker.example/x.png" alt="bild"><table><tr><td>Name</td><td>Erika</td></tr></table>'
        "<script>boese()</script></body></html>"
    )

    assert [line for line in text.split("\n") if line] == ["Eins", "zwei", "Name  Erika"]


@pytest.mark.parametrize("html", ["", "   ", "<", "<!-- -->", "kein HTML"])
def test_what_is_hardly_html_gives_no_error(html: str) -> None:
    assert isinstance(text_of_html(html), str)


def test_html_files_tell_their_charset() -> None:
    content = '<meta charset="iso-8859-1"><p>Grüße</p>'.encode("cp1252")

    assert read_html(content, LIMITS)[0][0].text == "Grüße"


def test_plain_text_is_one_page_without_marks() -> None:
    (page,), problem = read_text(
        "Lebenslauf\r\n\r\n\r\n\r\nGeboren \ufffc 1980  \r\n".encode("cp1252", "ignore"), LIMITS
    )

    assert page.text == "Lebenslauf\n\nGeboren  1980"
    assert page.marks == ()
    assert problem is None


def test_a_text_without_end_is_cut() -> None:
    (page,), problem = read_text(b"a " * 1000, replace(LIMITS, text_characters=100))

    assert len(page.text) == 100
    assert problem is Problem.TOO_LARGE
