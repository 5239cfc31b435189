import io
import zipfile

import pytest
from compound_files import compound_file, outlook_file, word_file
from PIL import Image

from parsers.media import MediaType, media_type


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def picture(kind: str, mode: str = "L") -> bytes:
    file = io.BytesIO()
    Image.new(mode, (20, 20), 255 if mode == "L" else None).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", MediaType.EMPTY),
        (b"%PDF-1.7\n...", MediaType.PDF),
        (b"\r\njunk before\r\n%PDF-1.4", MediaType.PDF),
        (picture("TIFF"), MediaType.TIFF),
        (picture("JPEG"), MediaType.JPEG),
        (picture("PNG"), MediaType.PNG),
        (picture("WEBP"), MediaType.WEBP),
        (picture("GIF"), MediaType.GIF),
        (picture("BMP"), MediaType.BMP),
        (b"BMW ist ein Auto, und dies ein Text.", MediaType.TEXT),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", MediaType.HEIC),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "video/mp4"),
        (zipped(word__document_xml=b"<w/>"), MediaType.DOCX),
        (zipped(mimetype=MediaType.ODT.encode()), MediaType.ODT),
        (zipped(letter=b"x"), MediaType.ZIP),
        (b"PK\x03\x04 broken", MediaType.ZIP),
        (rb"{\rtf1 Hallo}", MediaType.RTF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), MediaType.OLE),
        (word_file("Hallo"), MediaType.DOC),
        (compound_file(outlook_file("Betreff", "Text")), MediaType.MSG),
        (compound_file({"Workbook": b"x"}), MediaType.OLE),
        (b"\x78\x9f\x3e\x22\x01\x00", MediaType.TNEF),
        (b"\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0", MediaType.PKCS7),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEM", MediaType.PGP),
        (b"<!DOCTYPE html><html><body>Hallo</body></html>", MediaType.HTML),
        (b"<!-- Word --><html>", MediaType.HTML),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", MediaType.CALENDAR),
        (b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Hallo\r\n\r\nText", MediaType.MAIL),
        (b"From a@b.example Mon Jan 5 10:00:00 2026\nReceived: x\nDate: y\n\nText", MediaType.MAIL),
        (b"Betreff: Antrag\nName: Muster\n\nIch bitte um Hilfe.", MediaType.TEXT),
        ("Grüße aus Düsseldorf".encode("cp1252"), MediaType.TEXT),
        ("Grüße".encode("utf-16"), MediaType.TEXT),
        (bytes(range(256)) * 4, MediaType.UNKNOWN),
    ],
)
def test_bytes_tell_what_they_are(content: bytes, kind: str) -> None:
    assert media_type(content) == kind
