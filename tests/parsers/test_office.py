import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Cm
from odf import draw, office, opendocument, style, table
from odf import text as odf_text
from paper_pictures import encoded
from PIL import Image

from parsers.limits import ParseLimits
from parsers.office import is_bomb, read_docx, read_odt
from parsers.records import Page, Problem

LIMITS = ParseLimits()
PICTURE = encoded(Image.new("L", (40, 20), 100), "PNG")
TEXT_BOX = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
    "<mc:Choice><w:txbxContent><w:p><w:r><w:t>Im Kasten</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>Im Kasten</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def never(image: Image.Image) -> Page:
    raise AssertionError("OCR was not needed")


def word_file(document) -> bytes:  # type: ignore[no-untyped-def]
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_word_is_read_in_order_with_headers_tables_and_boxes() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kanzlei Muster"
    document.sections[0].footer.paragraphs[0].text = "Bankverbindung"
    document.add_paragraph("Vor der Tabelle\tmit Abstand")
    rows = document.add_table(2, 2).rows
    for row, (name, born) in zip(rows, [("Name", "geboren"), ("Erika", "14.03.1980")], strict=True):
        row.cells[0].text, row.cells[1].text = name, born
    document.element.body.insert(-1, parse_xml(TEXT_BOX))
    document.add_paragraph("Danach").add_run().add_break()

    (page,), problem = read_docx(word_file(document), never, LIMITS)

    assert problem is None
    assert page.text.splitlines() == [
        "Kanzlei Muster",
        "Vor der Tabelle\tmit Abstand",
        "Name\tgeboren",
        "Erika\t14.03.1980",
        "",
        "Im Kasten",
        "",
        "Danach",
        "",
        "Bankverbindung",
    ]


def test_a_picture_in_word_is_a_mark_where_it_stands() -> None:
    document = docx.Document()
    document.add_paragraph("Mit freundlichen Grüßen")
    document.add_picture(io.BytesIO(PICTURE), width=Cm(4))
    document.add_paragraph("Erika Beispielmann")

    (page,), _ = read_docx(word_file(document), never, LIMITS)

    assert len(page.marks) == 1
    assert page.text[: page.marks[0].offset].strip() == "Mit freundlichen Grüßen"
    assert page.text[page.marks[0].offset :].strip() == "Erika Beispielmann"


def test_deleted_words_of_a_tracked_change_are_not_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("bleibt ")
    paragraph._p.append(
        parse_xml(
            '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:r><w:delText>gelöscht</w:delText></w:r></w:del>"
        )
    )

    assert read_docx(word_file(document), never, LIMITS)[0][0].text == "bleibt"


def test_open_document_is_read_in_order() -> None:
    document = opendocument.OpenDocumentText()
    master = style.MasterPage(name="Standard", pagelayoutname="p")
    header = style.Header()
    header.addElement(odf_text.P(text="Briefkopf"))
    master.addElement(header)
    document.masterstyles.addElement(master)
    document.text.addElement(odf_text.H(outlinelevel=1, text="Überschrift"))
    line = odf_text.P(text="Name:")
    line.addElement(odf_text.Tab())
    line.addText("Erika")
    line.addElement(odf_text.LineBreak())
    line.addText("Zeile")
    document.text.addElement(line)
    rows = table.Table(name="t")
    row = table.TableRow()
    for content in ("links", "rechts"):
        cell = table.TableCell()
        cell.addElement(odf_text.P(text=content))
        row.addElement(cell)
    rows.addElement(row)
    document.text.addElement(rows)
    remark = office.Annotation()
    remark.addElement(odf_text.P(text="Anmerkung"))
    last = odf_text.P(text="Gruß")
    last.addElement(remark)
    frame = draw.Frame(width="3cm", height="1cm")
    frame.addElement(draw.Image(href="Pictures/x.png"))
    last.addElement(frame)
    document.text.addElement(last)

    (page,), problem = read_odt(word_file(document), never, LIMITS)

    assert problem is None
    assert page.text.splitlines() == ["Briefkopf", "Überschrift", "Name:\tErika", "Zeile", "links\trechts", "Gruß"]
    assert [mark.offset for mark in page.marks] == [len(page.text)]


def test_an_encrypted_open_document_says_so() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")

    assert read_odt(file.getvalue(), never, LIMITS) == ((), Problem.ENCRYPTED)


@pytest.mark.parametrize("read", [read_docx, read_odt])
@pytest.mark.parametrize("content", [b"PK\x03\x04", b"nothing", b""])
def test_a_broken_office_file_is_damaged(read, content: bytes) -> None:  # type: ignore[no-untyped-def]
    assert read(content, never, LIMITS) == ((), Problem.DAMAGED)


@pytest.mark.parametrize("read", [read_docx, read_odt])
def test_an_office_file_that_unpacks_without_end_is_not_unpacked(read) -> None:  # type: ignore[no-untyped-def]
    content = word_file(docx.Document())

    assert read(content, never, replace(LIMITS, unpacked_bytes=1000)) == ((), Problem.TOO_LARGE)


def test_what_unpacks_to_more_than_is_read_is_a_bomb() -> None:
    content = word_file(docx.Document())

    assert is_bomb(content, replace(LIMITS, unpacked_bytes=1000))
    assert not is_bomb(content, LIMITS)
    assert not is_bomb(b"no archive", LIMITS)
