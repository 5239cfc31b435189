"""What PDF/A-2u and PDF/UA-1 ask of a PDF that can be told without veraPDF, by qpdf's own reader and by hand."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf

_NAMESPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_FORBIDDEN = ("/OpenAction", "/AA", "/AcroForm", "/Perms", "/Requirements", "/NeedsRendering")
_SHOWS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "EI"}


def faults(content: bytes) -> list[str]:
    """Everything that is wrong with a PDF that claims both standards; nothing where all is well.

    Args:
        content: The PDF.
    """
    pdf = pikepdf.open(io.BytesIO(content))
    return [
        *(f"qpdf: {problem}" for problem in pdf.check_pdf_syntax()),
        *_faults_of_file(pdf),
        *_faults_of_metadata(pdf),
        *_faults_of_colour(pdf),
        *(fault for number, page in enumerate(pdf.pages, 1) for fault in _faults_of_page(number, page)),
        *_faults_of_structure(pdf),
    ]


def _faults_of_file(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    if pdf.is_encrypted:
        yield "it is encrypted"
    if "/ID" not in pdf.trailer:
        yield "the file has no ID"
    yield from (f"{name} is forbidden" for name in _FORBIDDEN if name in root)
    if "/JavaScript" in root.get("/Names", {}) or "/EmbeddedFiles" in root.get("/Names", {}):
        yield "scripts or files are embedded"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "it is not marked as tagged"
    if str(root.get("/Lang", "")) != "de-DE":
        yield "its language is not de-DE"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "its title is not shown"


def _faults_of_metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    if "/Metadata" not in root or "/Filter" in root.Metadata:
        yield "metadata is missing, or packed"
        return
    tree = ET.fromstring(root.Metadata.read_bytes())  # noqa: S314 - made by the function under test

    def told(name: str) -> str:
        prefix, _, local = name.partition(":")
        space = f"{{{_NAMESPACES[prefix]}}}{local}"
        element = tree.find(f".//{space}")
        if element is not None:
            return "".join(element.itertext()).strip()
        return next((node.attrib[space] for node in tree.iter() if space in node.attrib), "")

    claims = {"pdfaid:part": "2", "pdfaid:conformance": "U", "pdfuaid:part": "1"}
    yield from (f"{name} is {told(name)!r}" for name, value in claims.items() if told(name) != value)
    title = str(pdf.docinfo.get("/Title", ""))
    if not title or told("dc:title") != title:
        yield "the title is missing, or told twice in two ways"


def _faults_of_colour(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    intents = list(root.get("/OutputIntents", []))
    if len(intents) != 1 or str(intents[0].S) != "/GTS_PDFA1":
        yield "there is no output intent for PDF/A"
        return
    profile = intents[0].DestOutputProfile
    if bytes(profile.read_bytes())[36:40] != b"acsp" or int(profile.N) not in {1, 3, 4}:
        yield "the output intent has no ICC profile"


def _faults_of_page(number: int, page: pikepdf.Page) -> Iterator[str]:
    obj: Any = page.obj
    if str(obj.get("/Tabs", "")) != "/S":
        yield f"page {number}: the order of tabs is not that of the structure"
    if "/StructParents" not in obj:
        yield f"page {number}: it is not in the structure"
    for annotation in obj.get("/Annots", []):
        if not int(annotation.get("/F", 0)) & 4:
            yield f"page {number}: an annotation is not printed"
    fonts = obj.Resources.get("/Font", {})
    yield from (f"page {number}: {fault}" for name in fonts for fault in _faults_of_font(fonts[name]))
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        depth += (name in {"BMC", "BDC"}) - (name == "EMC")
        if name in _SHOWS and depth < 1:
            yield f"page {number}: {name} stands outside of the structure"
            return
        del operands


def _faults_of_font(font: Any) -> Iterator[str]:
    name = str(font.BaseFont)
    if "/ToUnicode" not in font or b"beginbf" not in font.ToUnicode.read_bytes():
        yield f"{name} does not tell its characters"
    for part in font.get("/DescendantFonts", [font]):
        descriptor = part.FontDescriptor
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"{name} is not embedded"
        if str(part.get("/Subtype")) == "/CIDFontType2" and "/CIDToGIDMap" not in part:
            yield f"{name} does not tell its glyphs"


def _faults_of_structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    tree = root.get("/StructTreeRoot", {})
    if "/K" not in tree or "/ParentTree" not in tree:
        yield "there is no structure tree"
        return
    levels = []
    for node in _nodes(tree.K):
        tag = str(node.get("/S", ""))
        if tag == "/Figure" and not str(node.get("/Alt", "")):
            yield "a picture has no words"
        if tag == "/TH" and "Scope" not in repr(node.get("/A", "")):
            yield "a head of a table does not say whose head it is"
        if tag[:2] == "/H" and tag[2:].isdecimal():
            levels.append(int(tag[2:]))
    if levels[:1] != [1] or any(after > before + 1 for before, after in itertools.pairwise(levels)):
        yield f"headings skip a level: {levels}"


def _nodes(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from _nodes(part)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _nodes(node.K)
