"""Office files → one page of text: DOCX and ODT."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException

import docx
from docx.opc.exceptions import OpcError
from lxml import etree
from odf import opendocument

from parsers.images import ReadImage
from parsers.limits import ParseLimits
from parsers.records import Problem
from parsers.written import ReadResult, Written

# What the libraries raise for broken files: zip, XML, packages with parts missing.
_BROKEN = (
    *(OpcError, zipfile.BadZipFile, zlib.error, SAXException, etree.LxmlError, struct.error),
    *(ValueError, LookupError, AttributeError, TypeError, OSError, RuntimeError, EOFError),
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES_IN_WORD = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": f"{_RELATION}embed",
    "{urn:schemas-microsoft-com:vml}imagedata": f"{_RELATION}id",
}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXT_URN = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE_URN = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_DRAW_URN = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_OFFICE_URN = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def is_bomb(content: bytes, limits: ParseLimits) -> bool:
    """Whether the parts of a zipped office file unpack to more than is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist()) > limits.unpacked_bytes
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def read_docx(content: bytes, read_image: ReadImage, limits: ParseLimits) -> ReadResult:
    """Read DOCX: headers, body with tables and text boxes in order, footers."""
    if is_bomb(content, limits):
        return (), Problem.TOO_LARGE
    written = Written()
    try:
        document = docx.Document(io.BytesIO(content))
        headers, footers = _headers_and_footers(document)
        for element, part in (*headers, (document.element.body, document.part), *footers):
            _write_word(element, part, written)
    except _BROKEN:
        return (), Problem.DAMAGED
    return written.result(limits, read_image)


def _headers_and_footers(document: Any) -> tuple[list[tuple[Any, Any]], list[tuple[Any, Any]]]:
    """Give the headers and the footers of all sections, each with the package part that its pictures hang on.

    Those that repeat the section before are left out.
    """
    headers: list[tuple[Any, Any]] = []
    footers: list[tuple[Any, Any]] = []
    for section in document.sections:
        wanted = [(section.header, headers), (section.footer, footers)]
        if section.different_first_page_header_footer:
            wanted = [(section.first_page_header, headers), *wanted, (section.first_page_footer, footers)]
        for part, found in wanted:
            if not part.is_linked_to_previous:
                found.append((part._element, part.part))
    return headers, footers


def _write_word(element: Any, package: Any, written: Written) -> None:
    """Write one element of WordprocessingML and what it holds."""
    tag = element.tag
    if tag == f"{_WORD}t":
        written.write(element.text or "")
    elif tag in (f"{_WORD}tab", f"{_WORD}ptab"):
        # Within the properties of a paragraph the same name defines a tab stop.
        if element.getparent().tag == f"{_WORD}r":
            written.write("\t")
    elif tag in (f"{_WORD}br", f"{_WORD}cr"):
        written.write("\n")
    elif tag == f"{_WORD}noBreakHyphen":
        written.write("-")
    elif tag in _PICTURES_IN_WORD:
        target = package.related_parts.get(element.get(_PICTURES_IN_WORD[tag]))
        written.picture(target.blob if target is not None else b"")
    elif tag == _ALTERNATIVES:
        # The same content twice, for new and for old readers.
        for first in list(element)[:1]:
            _write_word(first, package, written)
    else:
        _write_word_parts(element, package, written)


def _write_word_parts(element: Any, package: Any, written: Written) -> None:
    cells = 0
    for part in element:
        if part.tag == f"{_WORD}tc":
            written.write("\t" if cells else "")
            cells += 1
            cell = written.apart()
            _write_word(part, package, cell)
            written.write(cell.text().strip("\n"))
        elif part.tag == f"{_WORD}txbxContent":
            written.write("\n")
            _write_word(part, package, written)
        elif isinstance(part.tag, str):
            _write_word(part, package, written)
    if element.tag in (f"{_WORD}p", f"{_WORD}tr"):
        written.write("\n")


def read_odt(content: bytes, read_image: ReadImage, limits: ParseLimits) -> ReadResult:
    """Read ODT: headers and footers of its styles, then the body with tables and text boxes in order."""
    if is_bomb(content, limits):
        return (), Problem.TOO_LARGE
    written = Written()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                return (), Problem.ENCRYPTED
        document = opendocument.load(io.BytesIO(content))
        pictures = {name: picture[1] for name, picture in document.Pictures.items()}
        _write_odf(document.masterstyles, pictures, written)
        _write_odf(document.text, pictures, written)
    except _BROKEN:
        return (), Problem.DAMAGED
    return written.result(limits, read_image)


def _write_odf(node: Any, pictures: dict[str, Any], written: Written) -> None:
    """Write one node of an OpenDocument text and what it holds."""
    if node.nodeType in (node.TEXT_NODE, node.CDATA_SECTION_NODE):
        written.write(str(node.data))
        return
    urn, name = node.qname
    if name in ("tracked-changes", "annotation", "bookmark") and urn in (_TEXT_URN, _OFFICE_URN):
        return  # deleted text, and remarks that are not printed
    if (urn, name) == (_TEXT_URN, "s"):
        written.write(" " * min(int(node.getAttribute("c") or 1), 80))
    elif (urn, name) == (_TEXT_URN, "tab"):
        written.write("\t")
    elif (urn, name) == (_TEXT_URN, "line-break"):
        written.write("\n")
    elif (urn, name) == (_DRAW_URN, "image"):
        picture = pictures.get(node.getAttribute("href"))
        written.picture(picture if isinstance(picture, bytes) else b"")
    elif (urn, name) == (_TABLE_URN, "table-row"):
        written.write("\t".join(_texts_of(node.childNodes, pictures, written)) + "\n")
    else:
        for child in node.childNodes:
            _write_odf(child, pictures, written)
        if urn == _TEXT_URN and name in ("p", "h"):
            written.write("\n")


def _texts_of(nodes: Any, pictures: dict[str, Any], written: Written) -> Iterator[str]:
    for node in nodes:
        cell = written.apart()
        _write_odf(node, pictures, cell)
        yield cell.text().strip("\n")
