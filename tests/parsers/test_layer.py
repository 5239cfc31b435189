import pypdfium2 as pdfium
import pytest
from paper_pictures import typeset_pdf

from parsers.layer import Line, is_clean, layer_paragraphs
from parsers.records import Box
from parsers.text import PlacedWord

BOX = Box(0.1, 0.1, 0.2, 0.2)


def paragraphs(source: str) -> list[list[str]]:
    with pdfium.PdfDocument(typeset_pdf(source)) as document:
        return [[" ".join(word.text for word in line) for line in part] for part in layer_paragraphs(document[0])]


def test_lines_and_paragraphs_are_kept() -> None:
    assert paragraphs("Erste Zeile \\\nzweite Zeile\n\n#v(1cm)\nNeuer Absatz") == [
        ["Erste Zeile", "zweite Zeile"],
        ["Neuer Absatz"],
    ]


def test_a_hyphen_at_the_end_of_a_line_is_followed_by_a_new_line() -> None:
    source = "#set page(width: 8cm)\n#set text(hyphenate: true)\nRechtsschutzversicherungsgesellschaften"

    lines = paragraphs(source)[0]

    assert len(lines) > 1
    assert lines[0].endswith("-")
    assert "".join(line.removesuffix("-") for line in lines) == "Rechtsschutzversicherungsgesellschaften"


def test_words_have_boxes_as_fractions_from_the_top_left() -> None:
    with pdfium.PdfDocument(typeset_pdf("Oben #h(1fr) rechts\n#v(1fr)\nunten")) as document:
        words = {w.text: w.box for part in layer_paragraphs(document[0]) for line in part for w in line}

    assert words["Oben"].left == pytest.approx(0.119, abs=0.01)
    assert words["Oben"].top < 0.1
    assert words["rechts"].right == pytest.approx(0.881, abs=0.01)
    assert words["unten"].bottom > 0.9


def test_letters_beyond_the_basic_plane_keep_the_places_of_words_true() -> None:
    lines = paragraphs("Vorher 𝔘 nachher Ende")

    assert lines[0][0].split()[-1] == "Ende"


def line(text: str) -> list[tuple[Line, ...]]:
    return [(tuple(PlacedWord(word, BOX) for word in text.split()),)]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Ich bitte um Prüfung meines Falles nach § 23a AufenthG.", True),
        ("\ue012\ue013\ue014 \ue015\ue016 Text", False),
        ("Vo\ufffd\ufffdm\ufffdcht f\ufffdr Herrn", False),
        ("Wxqz7r bcdfgh qkjZx 8zzT vvKrtpl", False),
        ("", False),
    ],
)
def test_a_layer_without_meaning_is_not_believed(text: str, clean: bool) -> None:
    assert is_clean(line(text)) is clean
