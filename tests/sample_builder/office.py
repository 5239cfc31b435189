"""Office files and archives, the same bytes in every run: DOCX, ODT, RTF, ZIP, a PDF with a password."""

from __future__ import annotations

import io
import zipfile

import docx
from odf.opendocument import OpenDocumentText
from odf.text import P
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

_STILL = (2026, 1, 1, 0, 0, 0)


def archive(members: dict[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
    """A ZIP of the members, in their order; those in `stored` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, date_time=_STILL)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return out.getvalue()


def _packed_again(content: bytes) -> bytes:
    """The same archive without the time of day of its making."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    return archive(members, stored=frozenset({"mimetype"}))


def word(paragraphs: list[str], table: list[tuple[str, str]] | None = None) -> bytes:
    """A DOCX: the first paragraph is its heading, a table of two columns follows where one is given."""
    document = docx.Document()
    heading, *rest = paragraphs
    document.add_paragraph().add_run(heading).bold = True
    if table:
        grid = document.add_table(rows=0, cols=2)
        for left, right in table:
            cells = grid.add_row().cells
            cells[0].text, cells[1].text = left, right
    for paragraph in rest:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return _packed_again(out.getvalue())


def open_document(text: str) -> bytes:
    """An ODT with one paragraph for each line."""
    document = OpenDocumentText()
    for line in text.splitlines():
        document.text.addElement(P(text=line))
    out = io.BytesIO()
    document.write(out)
    return _packed_again(out.getvalue())


def rich_text(text: str) -> bytes:
    """An RTF with one paragraph for each line, other letters than ASCII as \\uN."""
    lines = "\\par\n".join(
        "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in line) for line in text.splitlines()
    )
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Calibri;}}\\fs22\n" + lines + "\n}").encode("ascii")


def locked(pdf: bytes, password: str) -> bytes:
    """A PDF that opens with a password only (RC4: the newer ciphers would need one more package)."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    still = ByteStringObject(b"sample-inbox-0001")
    writer._ID = ArrayObject((still, still))  # else random, and the key is made from it
    writer.encrypt(password, algorithm="RC4-128")
    writer._ID = ArrayObject((still, still))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
