"""Files that are made to hurt their reader: archives, office files, PDF, pictures, each by what is wrong with it."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import numpy as np
from compound_files import SECTOR, compound_file, outlook_file, tnef_file, word_file
from paper_pictures import FORM, as_fax, encoded, page, scanned_pdf, tiff, typeset_pdf
from PIL import Image

CHANCE = random.Random(11)  # noqa: S311 - the same at each run
MEGABYTE = 1_000_000


def files() -> dict[str, bytes]:
    """Files as they hang on a mail."""
    return {**_archives(), **_office(), **_pdfs(), **_pictures(), **_others()}


# --- archives ---------------------------------------------------------------------------------------------------------


def _zip(*members: tuple[str | zipfile.ZipInfo, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", way) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def _nested_zip(depth: int) -> bytes:
    content = _zip(("kern.txt", b"Kern"))
    for _ in range(depth):
        content = _zip(("innen.zip", content))
    return content


def _overlapping_zip(count: int) -> bytes:
    """Many entries of the directory that all name the same packed bytes."""
    made = _zip(("a.txt", bytes(20 * MEGABYTE)))
    start = made.rindex(b"PK\x01\x02")
    entry = made[start : made.rindex(b"PK\x05\x06")]
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(entry) * count, start, 0)
    return made[:start] + entry * count + end


def _symlink(name: str, target: bytes) -> bytes:
    link = zipfile.ZipInfo(name)
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return _zip((link, target), (f"{name}/innen.txt", b"durch den Verweis"))


def _archives() -> dict[str, bytes]:
    member = _zip(("a.txt", b"Text" * 500))
    away = ("../../../../tmp/hostile-marker", "/tmp/hostile-marker", "C:\\hostile-marker", "..\\..\\hostile-marker")  # noqa: S108
    return {
        "a zip bomb": _zip(("a.txt", bytes(250 * MEGABYTE))),
        "a bzip2 bomb": _zip(("a.txt", bytes(100 * MEGABYTE)), way=zipfile.ZIP_BZIP2),
        "an lzma bomb": _zip(("a.txt", bytes(100 * MEGABYTE)), way=zipfile.ZIP_LZMA),
        "a zip whose members lie over each other": _overlapping_zip(500),
        "a zip of zips of zips": _nested_zip(60),
        "a zip of thousands": _zip(*((f"{number}.txt", b"x") for number in range(5000))),
        "a zip that leads away": _zip(*((name, b"x") for name in away)),
        "a zip with a link": _symlink("verweis", b"/etc"),
        "a zip that is cut": member[: len(member) // 2],
        "a zip without its members": member[-22:],
        "a zip with an unknown packing": member.replace(b"\x08\x00", b"\x63\x00"),
        "a zip with a locked member": member.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
        ),
        "a zip that lies about sizes": member.replace(struct.pack("<I", 2000), struct.pack("<I", 0xFFFFFFFF)),
        "a zip with noise within": member[:40] + CHANCE.randbytes(30) + member[70:],
        "a gif that is a zip": encoded(Image.new("L", (60, 60)), "GIF") + member,
        "a pdf that is a zip": typeset_pdf("Text") + member,
        "a rar": b"Rar!\x1a\x07\x01\x00" + CHANCE.randbytes(500),
        "a seven-zip": b"7z\xbc\xaf\x27\x1c" + CHANCE.randbytes(500),
        "a program": b"MZ" + CHANCE.randbytes(2000),
    }


# --- office files -----------------------------------------------------------------------------------------------------

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))


def _docx(document: bytes) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        "</Types>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    return _zip(
        ("[Content_Types].xml", types.encode()), ("_rels/.rels", relations.encode()), ("word/document.xml", document)
    )


def _word_xml(inner: str, doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'.encode()


def _odt(content: str) -> bytes:
    return _zip(
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.encode()),
    )


def _office() -> dict[str, bytes]:
    laughing = _word_xml("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", f"<!DOCTYPE d [{LAUGHS}]>")
    peeking = _word_xml(
        "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    )
    ole = compound_file({"WordDocument": bytes(9000), "1Table": bytes(9000)})
    looping = bytearray(ole)
    struct.pack_into("<20I", looping, len(ole) - SECTOR, *([0] * 20))  # each sector goes on with the first
    word = word_file("Sehr geehrte Damen und Herren\r" * 200)
    endless = bytearray(word)
    at = word.index(b"\x02" + struct.pack("<I", 28))
    struct.pack_into("<I", endless, at + 1, 0xFFFF_FFF0)
    inner: dict[str, bytes] = {}
    where = ""
    for number in range(12):
        inner |= outlook_file(f"{number}", "Text", where=where)
        where += "__attach_version1.0_#00000000/__substg1.0_3701000D/"
    return {
        "a docx bomb": _docx(_word_xml("<w:p/>" + " " * (250 * MEGABYTE))),
        "a docx of entities": _docx(laughing),
        "a docx that peeks": _docx(peeking),
        "a docx nested without end": _docx(_word_xml("<w:p>" * 50_000 + "</w:p>" * 50_000)),
        "a docx of nothing": _docx(b""),
        "an odt of entities": _odt(f'<?xml version="1.0"?><!DOCTYPE d [{LAUGHS}]><d>&l11;</d>'),
        "an odt nested without end": _odt("<a>" * 50_000 + "</a>" * 50_000),
        "an odt of nothing": _odt(""),
        "an rtf nested without end": b"{\\rtf1" + b"{" * 300_000,
        "an rtf of pictures": b"{\\rtf1" + b"{\\pict\\jpegblip ffd8ff" * 3000,
        "an rtf of control words": b"{\\rtf1" + b"\\u99999999999 ?\\bin999999999 \\'zz" * 5000,
        "an ole that goes in circles": bytes(looping),
        "an ole with noise within": ole[:512] + CHANCE.randbytes(len(ole) - 512),
        "an ole that is cut": ole[:700],
        "a doc of endless pieces": bytes(endless),
        "a doc of fields in fields": word_file("\x13A" * 100_000),
        "an msg of messages in messages": compound_file(inner),
        "an msg of nothing": compound_file({"__properties_version1.0": b""}),
        "a winmail.dat of tiny attributes": struct.pack("<IH", 0x223E9F78, 1) + bytes(3 * MEGABYTE),
        "a winmail.dat that lies": tnef_file("Text", ("a.txt", b"x"))[:-60] + b"\xff" * 60,
    }


# --- PDF --------------------------------------------------------------------------------------------------------------


def _pdf(*objects: str | bytes, trailer: str = "/Root 1 0 R") -> bytes:
    made = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        body = content.encode("latin-1") if isinstance(content, str) else content
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer\n<</Size {len(objects) + 1} {trailer}>>\nstartxref\n{len(made)}\n%%EOF".encode()
    return made + table + end


def _stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content)
    head = f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n".encode()
    return head + packed + b"\nendstream"


CATALOG, PAGES = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"


def _one_page(content: bytes, resources: str = "<<>>", box: str = "0 0 595 842", *more: str | bytes) -> bytes:
    leaf = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources {resources}>>"
    return _pdf(CATALOG, PAGES, leaf, content, *more)


def _pdfs() -> dict[str, bytes]:
    sound = typeset_pdf("Text")
    form = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 5 0 R>>>>"
    image = "/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 1/ColorSpace/DeviceGray"
    script = "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while(true){app.alert(1)})>>/AA<</WC 4 0 R>>>>"
    circle = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Parent 5 0 R/Popup 5 0 R/Contents 5 0 R>>"
    annotated = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[5 0 R 5 0 R]>>"
    prev = sound.rindex(b"startxref")
    return {
        "a pdf of its first line": b"%PDF-1.7\n",
        "a pdf that is cut": sound[: len(sound) // 2],
        "a pdf with noise within": sound[:900] + CHANCE.randbytes(600) + sound[1500:],
        "a pdf page of kilometres": _one_page(_stream(b"q Q"), box="0 0 1000000000 1000000000"),
        "a pdf page of nothing": _one_page(_stream(b"q Q"), box="0 0 0 0"),
        "a pdf page turned inside out": _one_page(_stream(b"q Q"), box="595 842 0 nan"),
        "a pdf whose pages hold themselves": _pdf(CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99>>"),
        "a pdf that lies about its pages": _pdf(
            CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", "<</Type/Page>>"
        ),
        "a pdf of thousands of pages": _pdf(
            CATALOG,
            f"<</Type/Pages/Kids[{'3 0 R ' * 20_000}]/Count 20000>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ),
        "a pdf whose tables go in circles": sound[:prev]
        + b"xref\n0 0\ntrailer\n<</Size 1/Prev %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (prev, prev),
        "a pdf bomb": _one_page(_stream(b"0 0 m 9 9 l S " * 8 * MEGABYTE)),
        "a pdf bomb of bombs": _one_page(
            _stream(zlib.compress(bytes(200 * MEGABYTE)), "/DecodeParms[null null]").replace(
                b"/FlateDecode", b"[/FlateDecode/FlateDecode]"
            )
        ),
        "a pdf of saved states": _one_page(_stream(b"q " * 2 * MEGABYTE)),
        "a pdf form that paints itself": _one_page(
            _stream(b"/X Do"), "<</XObject<</X 5 0 R>>>>", "0 0 595 842", _stream(b"/X Do /X Do", form)
        ),
        "a pdf picture of gigapixels": _one_page(
            _stream(b"595 0 0 842 0 0 cm /X Do"), "<</XObject<</X 5 0 R>>>>", "0 0 595 842", _stream(bytes(1000), image)
        ),
        "a pdf nested without end": _pdf(CATALOG, "[" * 100_000),
        "a pdf that runs a script": _pdf(
            script, PAGES, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>", "<</S/Launch/F(/bin/sh)>>"
        ),
        "a pdf whose remarks go in circles": _pdf(CATALOG, PAGES, annotated, _stream(b"q Q"), circle),
        "a pdf locked with noise": _pdf(
            CATALOG,
            PAGES,
            "<</Type/Page>>",
            "<</Filter/Standard/V 4/R 4/O(x)/U(x)/P -1>>",
            trailer="/Root 1 0 R/Encrypt 4 0 R/ID[(a)(b)]",
        ),
        "a pdf behind junk": b"GIF89a" + bytes(500) + sound,
    }


# --- pictures ---------------------------------------------------------------------------------------------------------


def _png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    header = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    made = b"\x89PNG\r\n\x1a\n"
    for name, content in (header, *chunks, (b"IEND", b"")):
        made += struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return made


def _tiff(width: int, height: int, next_directory: int = 0, **tags: int) -> bytes:
    entries = {256: width, 257: height, 258: 1, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: 100}
    entries |= {int(name[1:]): value for name, value in tags.items()}
    rows = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(entries.items()))
    return b"II*\x00" + struct.pack("<IH", 8, len(entries)) + rows + struct.pack("<I", next_directory) + bytes(200)


def _pictures() -> dict[str, bytes]:
    fax = as_fax(page(FORM))
    jpeg = encoded(page(FORM), "JPEG")
    speckled = Image.fromarray(np.random.default_rng(1).integers(0, 255, (1700, 1200), np.uint8))
    frames = [Image.new("L", (40, 40), number % 255) for number in range(600)]
    pages = tiff(*[Image.new("1", (100, 140), 1)] * 400)
    return {
        "a tiff of gigapixels": _tiff(100_000, 100_000),
        "a tiff whose pages go in circles": _tiff(50, 50, 8),
        "a tiff of no height": _tiff(50, 0),
        "a tiff that points behind its end": _tiff(2000, 2000, t273=0xFFFFFFF0, t279=0xFFFFFFF0),
        "a tiff of hundreds of pages": pages,
        "a fax that is cut": tiff(fax, fax)[:9000],
        "a fax with noise within": tiff(fax)[:3000] + CHANCE.randbytes(3000) + tiff(fax)[6000:],
        "a png of gigapixels": _png(100_000, 100_000, (b"IDAT", zlib.compress(bytes(1000)))),
        "a png of a text bomb": _png(
            50,
            50,
            (b"zTXt", b"a\x00\x00" + zlib.compress(bytes(200 * MEGABYTE))),
            (b"IDAT", zlib.compress(bytes(2600))),
        ),
        "a png without pixels": _png(50, 50),
        "a png one dot wide": encoded(Image.new("L", (1, 60_000), 255), "PNG"),
        "a picture of one dot": encoded(Image.new("L", (1, 1)), "PNG"),
        "a page of noise": encoded(speckled, "PNG"),
        "a jpeg that is cut": jpeg[: len(jpeg) // 3],
        "a jpeg with noise within": jpeg[:2000] + CHANCE.randbytes(4000) + jpeg[6000:],
        "a jpeg that lies about its size": jpeg.replace(
            b"\xff\xc0\x00\x0b\x08", b"\xff\xc0\x00\x0b\x08\xff\xff\xff\xff", 1
        ),
        "a gif of frames without end": encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "a webp of noise": b"RIFF\xff\xff\xff\x7fWEBPVP8 " + CHANCE.randbytes(3000),
        "a heic of noise": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + CHANCE.randbytes(3000),
        "a bmp of gigapixels": b"BM"
        + bytes(12)
        + struct.pack("<IiiHHIIiiII", 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0),
        "a scan of gigapixels in a pdf": scanned_pdf(page(FORM)).replace(b"/Width", b"/Width 99999 /W"),
    }


def _others() -> dict[str, bytes]:
    deep = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + b"\xa0\x80\x30\x80" * 50_000
    return {
        "a structure nested without end": deep,
        "a calendar without end": b"BEGIN:VCALENDAR\r\n" + b"DESCRIPTION:\\n\\\\\\,\r\n " * 50_000,
        "a text of nulls": b"Text\x00" * 100_000,
        "wide letters without a mark": "Sehr geehrte Damen und Herren".encode("utf-16-le") * 2000,
        "a mark of wide letters and half a letter": b"\xff\xfea",
        "a mail of a mail of a mail": b"From: a@b.example\r\nSubject: x\r\nContent-Type: message/rfc822\r\n\r\n" * 400,
        "html that is a pdf": b"<html>%PDF-1.7</html>",
    }
