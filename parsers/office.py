"""Office files and plain text → one page of text: DOCX, ODT, RTF, HTML, TXT."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXException

import docx
from docx.opc.exceptions import OpcError
from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml import etree
from odf import opendocument
from striprtf.striprtf import rtf_to_text

from parsers.limits import ParseLimits
from parsers.records import Mark, Page, Problem
from parsers.text import decoded, normal_form

ReadResult = tuple[tuple[Page, ...], Problem | None]

# What the libraries raise for broken files: zip, XML, packages with parts missing.
_BROKEN = (
    *(OpcError, zipfile.BadZipFile, zlib.error, SAXException, etree.LxmlError, struct.error),
    *(ValueError, LookupError, AttributeError, TypeError, OSError, RuntimeError, EOFError),
)
# An embedded picture may be a scanned signature as well as a logo or a photo.
_PICTURE_LIKENESS = 0.5
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURES_IN_WORD = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXT_URN = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE_URN = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_DRAW_URN = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_OFFICE_URN = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_PICTURE_IN_RTF = re.compile(r"\{\\nonshppict\s*\{\\pict|\{\\\*\\shppict\s*\{\\pict|\{\\pict")
_PLACEHOLDER = "\ufffc"  # Unicode's own sign for an object within text
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
# Links are their text, pictures are not fetched.
_HTML = ParserConfig(css=CSS_PROFILES["strict"])


@dataclass(slots=True)
class _Written:
    """Text as it grows; pictures stand in it as placeholders."""

    pieces: list[str] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.pieces.append(text)

    def result(self, limits: ParseLimits) -> ReadResult:
        return as_page("".join(self.pieces), limits)


def as_page(text: str, limits: ParseLimits) -> ReadResult:
    """Make one page of a text in which a placeholder (U+FFFC) stands for each picture."""
    text = re.sub(r"[ \t]+\n", "\n", normal_form(text))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    parts = text.split(_PLACEHOLDER)
    offsets, length = [], 0
    for part in parts[:-1]:
        length += len(part)
        offsets.append(length)
    text = "".join(parts)
    problem = Problem.TOO_LARGE if len(text) > limits.text_characters else None
    text = text[: limits.text_characters]
    marks = tuple(Mark(min(offset, len(text)), likeness=_PICTURE_LIKENESS) for offset in offsets)
    return (Page(1, text, marks=marks),), problem


def read_text(content: bytes, limits: ParseLimits) -> ReadResult:
    """Read plain text of any charset."""
    return as_page(decoded(content).replace(_PLACEHOLDER, ""), limits)


def read_html(content: bytes, limits: ParseLimits) -> ReadResult:
    """Read HTML, its charset by its own word."""
    stated = _META_CHARSET.search(content[:4096])
    html = decoded(content, stated.group(1).decode("ascii") if stated else "")
    return as_page(text_of_html(html).replace(_PLACEHOLDER, ""), limits)


def text_of_html(html: str) -> str:
    """Turn HTML into text that keeps lines and the rows of tables; nothing is fetched.

    Args:
        html: As a sender wrote it.

    Returns:
        Lines without blanks at their ends; "" where it is no HTML.
    """
    # lxml refuses a string that declares an encoding of its own.
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    try:
        text = get_text(html, _HTML)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return re.sub(r"<[^>]*>", " ", html)
    return "\n".join(line.strip() for line in normal_form(text).split("\n"))


def read_rtf(content: bytes, limits: ParseLimits) -> ReadResult:
    """Read RTF; what is not escaped in it is Windows-1252."""
    source = _PICTURE_IN_RTF.sub(_mark_picture, content.decode("cp1252", "replace"))
    try:
        text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, AttributeError):
        return (), Problem.DAMAGED
    return as_page(text, limits)


def _mark_picture(start: re.Match[str]) -> str:
    # Word writes a second picture for old readers.
    if start.group().startswith("{\\nonshppict"):
        return start.group()
    return "{\\uc1\\u65532 ?}" + start.group()


def is_bomb(content: bytes, limits: ParseLimits) -> bool:
    """Whether the parts of a zipped office file unpack to more than is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist()) > limits.unpacked_bytes
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def read_docx(content: bytes, limits: ParseLimits) -> ReadResult:
    """Read DOCX: headers, body with tables and text boxes in order, footers."""
    if is_bomb(content, limits):
        return (), Problem.TOO_LARGE
    written = _Written()
    try:
        document = docx.Document(io.BytesIO(content))
        headers, footers = _headers_and_footers(document)
        for element in headers:
            _write_word(element, written)
        _write_word(document.element.body, written)
        for element in footers:
            _write_word(element, written)
    except _BROKEN:
        return (), Problem.DAMAGED
    return written.result(limits)


def _headers_and_footers(document: Any) -> tuple[list[Any], list[Any]]:
    """Give the headers and the footers of all sections, those that repeat the one before left out."""
    headers: list[Any] = []
    footers: list[Any] = []
    for section in document.sections:
        wanted = [(section.header, headers), (section.footer, footers)]
        if section.different_first_page_header_footer:
            wanted = [(section.first_page_header, headers), *wanted, (section.first_page_footer, footers)]
        for part, found in wanted:
            if not part.is_linked_to_previous:
                found.append(part._element)
    return headers, footers


def _write_word(element: Any, written: _Written) -> None:
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
        written.write(_PLACEHOLDER)
    elif tag == _ALTERNATIVES:
        # The same content twice, for new and for old readers.
        for first in list(element)[:1]:
            _write_word(first, written)
    else:
        _write_word_parts(element, written)


def _write_word_parts(element: Any, written: _Written) -> None:
    cells = 0
    for part in element:
        if part.tag == f"{_WORD}tc":
            written.write("\t" if cells else "")
            cells += 1
            cell = _Written()
            _write_word(part, cell)
            written.write("".join(cell.pieces).strip("\n"))
        elif part.tag == f"{_WORD}txbxContent":
            written.write("\n")
            _write_word(part, written)
        elif isinstance(part.tag, str):
            _write_word(part, written)
    if element.tag in (f"{_WORD}p", f"{_WORD}tr"):
        written.write("\n")


def read_odt(content: bytes, limits: ParseLimits) -> ReadResult:
    """Read ODT: headers and footers of its styles, then the body with tables and text boxes in order."""
    if is_bomb(content, limits):
        return (), Problem.TOO_LARGE
    written = _Written()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                return (), Problem.ENCRYPTED
        document = opendocument.load(io.BytesIO(content))
        _write_odf(document.masterstyles, written)
        _write_odf(document.text, written)
    except _BROKEN:
        return (), Problem.DAMAGED
    return written.result(limits)


def _write_odf(node: Any, written: _Written) -> None:
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
        written.write(_PLACEHOLDER)
    elif (urn, name) == (_TABLE_URN, "table-row"):
        cells = [cell for cell in _texts_of(node.childNodes)]
        written.write("\t".join(cells) + "\n")
    else:
        for child in node.childNodes:
            _write_odf(child, written)
        if urn == _TEXT_URN and name in ("p", "h"):
            written.write("\n")


def _texts_of(nodes: Any) -> Iterator[str]:
    for node in nodes:
        written = _Written()
        _write_odf(node, written)
        yield "".join(written.pieces).strip("\n")
