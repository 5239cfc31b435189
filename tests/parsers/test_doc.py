import pytest
from compound_files import compound_file, word_file
from paper_pictures import encoded, sign
from PIL import Image

from parsers.doc import read_doc
from parsers.limits import ParseLimits
from parsers.records import Page, Problem, TextSource

LIMITS = ParseLimits()


def told(image: Image.Image) -> Page:
    return Page(1, f"{image.width}x{image.height}", source=TextSource.OCR)


def text_of(content: bytes) -> str:
    pages, problem = read_doc(content, told, LIMITS)
    assert problem is None
    return pages[0].text


def test_text_is_put_together_from_pieces_of_both_widths_with_the_headers_first() -> None:
    content = word_file("Sehr geehrte Damen und Herren,\rich bitte für Łukasz.\r", headers="Kopf\r")

    assert text_of(content) == "Kopf\n\nSehr geehrte Damen und Herren,\nich bitte für Łukasz."


def test_fields_show_their_result_and_tables_their_cells() -> None:
    text = "Siehe \x13HYPERLINK \x13PAGE\x14a\x15\x14die Anlage\x15\rName\x07Erika\x07\x07Ort\x07Düsseldorf\x07\x07"

    assert text_of(word_file(text)) == "Siehe die Anlage\nName\tErika\nOrt\tDüsseldorf"


def test_a_signature_that_was_pasted_in_is_a_mark_at_its_place() -> None:
    picture = Image.new("L", (700, 260), 255)
    sign(picture, 0.05, 0.8, width=0.85, height=0.6, pen=0.008)
    content = word_file("Mit freundlichen Grüßen\r\x01\rErika Beispielmann\r", data=bytes(68) + encoded(picture, "PNG"))

    page = read_doc(content, told, LIMITS)[0][0]

    assert page.text[: page.marks[0].offset].strip().endswith("Grüßen")
    assert page.marks[0].likeness >= 0.5


def test_a_scan_that_was_pasted_in_is_read() -> None:
    content = word_file("\x01\r", data=encoded(Image.new("L", (1200, 1700), 255), "JPEG"))

    assert [page.text for page in read_doc(content, told, LIMITS)[0]] == ["", "1200x1700"]


def test_word_6_is_read_as_one_piece() -> None:
    main = bytearray(2048)
    main[0:4] = b"\xdc\xa5\x65\x00"
    main[0x18:0x20] = (1024).to_bytes(4, "little") + (1024 + 22).to_bytes(4, "little")
    main[1024:1046] = "Grüße aus Düsseldorf\r\r".encode("cp1252")

    assert text_of(compound_file({"WordDocument": bytes(main)})) == "Grüße aus Düsseldorf"


def test_a_password_is_told() -> None:
    assert read_doc(word_file("geheim", flags=0x0100), told, LIMITS) == ((), Problem.ENCRYPTED)


@pytest.mark.parametrize("size", [0, 8, 300, 700, 1600, 3000])
def test_a_broken_file_is_damaged(size: int) -> None:
    assert read_doc(word_file("Sehr geehrte Damen und Herren")[:size], told, LIMITS) == ((), Problem.DAMAGED)
