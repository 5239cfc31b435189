import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pytest
import typst
from archival_pdf import faults

from letters.compose import render
from letters.samples import TODAY, sample_letters
from letters.typesetting import mapped, typeset

DAY = date(2026, 3, 16)
SOURCE = b'#set document(title: "Blatt")\n#let values = json(bytes(sys.inputs.sheet))\n= Blatt\n#values.text'


def test_a_sheet_is_set_whatever_script_its_words_are_in() -> None:
    assert typeset(SOURCE, "sheet", {"text": "ሰላም 王小明 😀 Muster"}, DAY).startswith(b"%PDF-")


def test_a_source_that_cannot_be_set_is_said() -> None:
    with pytest.raises(typst.TypstError):
        typeset(b"#nothing", "sheet", {}, DAY)


def test_every_text_of_a_value_is_changed_and_nothing_else() -> None:
    value = {"a": "x", "b": ["y", {"c": ("z", 1, None, True)}]}
    assert mapped(value, str.upper) == {"a": "X", "b": ["Y", {"c": ["Z", 1, None, True]}]}


def _font(pdf: pikepdf.Pdf) -> Any:
    fonts: Any = pdf.pages[0].obj.Resources.Font
    return fonts[next(iter(fonts))]


def _spoil_fonts(pdf: pikepdf.Pdf) -> None:
    del _font(pdf).ToUnicode
    descriptor = _font(pdf).DescendantFonts[0].FontDescriptor
    for name in ("/FontFile2", "/FontFile3"):
        if name in descriptor:
            del descriptor[name]


def _structure(node: Any, tag: str) -> Any:
    """The first node of the tree that bears a tag; None where none does."""
    if isinstance(node, pikepdf.Array):
        return next((found for part in node if (found := _structure(part, tag)) is not None), None)
    if not isinstance(node, pikepdf.Dictionary):
        return None
    return node if str(node.get("/S", "")) == tag else _structure(node.get("/K"), tag)


def _spoil_node(tag: str, name: str, value: object = None) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        node = _structure(pdf.Root.StructTreeRoot, tag)
        del node[name]
        if value is not None:
            node[name] = value

    return spoil


def _spoil_page(name: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj[name]

    return spoil


def _paint_outside(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"0 0 9 9 re f")


def _claim(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        metadata: Any = pdf.Root.Metadata
        assert old in metadata.read_bytes()
        metadata.write(metadata.read_bytes().replace(old, new))

    return spoil


def _drop(*path: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        place: Any = pdf.Root
        for name in path[:-1]:
            place = place[name]
        del place[path[-1]]

    return spoil


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_drop("/Lang"), "language"),
        (_drop("/MarkInfo"), "not marked"),
        (_drop("/StructTreeRoot"), "no structure tree"),
        (_drop("/ViewerPreferences"), "title is not shown"),
        (_drop("/OutputIntents"), "no output intent"),
        (_drop("/Metadata"), "metadata is missing"),
        (_claim(b"<pdfaid:conformance>U<", b"<pdfaid:conformance>B<"), "conformance"),
        (_claim(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"), "pdfuaid:part"),
        (_spoil_fonts, "not tell its characters"),
        (_spoil_fonts, "not embedded"),
        (_paint_outside, "outside of the structure"),
        (_spoil_node("/Figure", "/Alt"), "a picture has no words"),
        (_spoil_node("/TH", "/A"), "head of a table"),
        (_spoil_node("/H2", "/S", pikepdf.Name.H4), "skip a level"),
        (_spoil_page("/Tabs"), "order of tabs"),
        (_spoil_page("/StructParents"), "not in the structure"),
    ],
)
def test_what_a_standard_forbids_is_found_when_it_is_there(spoil: Callable[[pikepdf.Pdf], None], fault: str) -> None:
    content = render(sample_letters()[0], TODAY)
    assert faults(content) == []
    pdf = pikepdf.open(io.BytesIO(content))
    spoil(pdf)
    file = io.BytesIO()
    # As typst leaves it: metadata stays plain.
    pdf.save(file, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert any(fault in one for one in faults(file.getvalue())), faults(file.getvalue())
