"""The dossier of a case for the members: cover, contents, then the papers, numbered and with bookmarks (pure)."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject, TextStringObject

from classifiers.records import CaseState
from letters.facts import identity
from letters.texts import FOLDER
from letters.typesetting import mapped, typeset
from letters.wording import long_date, printable, receipt_phrase, short_date
from parsers.images import BrokenPicture, page_pictures
from parsers.limits import ParseLimits
from parsers.media import PICTURES, MediaType

_SHEETS: Final = FOLDER / "sheets"
_FRONT: Final = (_SHEETS / "dossier.typ").read_bytes()
_TEXT: Final = (_SHEETS / "text.typ").read_bytes()
_STAMP: Final = (_SHEETS / "stamp.typ").read_bytes()
_A4_INCHES: Final = (8.27, 11.69)
_LINE: Final = 250  # characters; `printable` shortens what is longer than 300


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of a dossier.

    Attributes:
        section: German heading under which it stands; sections come in the order of their first part.
        title: What it is, in German.
        received_on: When it came.
        content: Its file, or None where it is a text alone.
        media_type: What the file is.
        pages: First and last page of the file, from 1; None: all.
        text: What stands there where no page can be shown.
    """

    section: str
    title: str
    received_on: date
    content: bytes | None = None
    media_type: str = ""
    pages: tuple[int, int] | None = None
    text: str = ""


def dossier(state: CaseState, parts: Sequence[Part], office: str, written_on: date, authority: str = "") -> bytes:
    """Bind a dossier.

    Args:
        state: The case.
        parts: Its papers in their order.
        office: Name of the Geschäftsstelle.
        written_on: Date of the dossier.
        authority: Name of the Ausländerbehörde.

    Returns:
        A PDF. Pages of files are copies: what is stored stays as it came. Each bears its number below.
    """
    papers = [_pages_of(part, written_on) for part in parts]
    front = _front(state, parts, papers, office, written_on, authority)
    writer = PdfWriter()
    for page in front.pages:
        writer.add_page(page)
    starts = []
    for pages in papers:
        starts.append(len(writer.pages))
        for page in pages:
            writer.add_page(page)
    _mark(writer, parts, starts)
    _stamp(writer, state.case, written_on)
    writer.add_metadata({"/Title": f"Vorlage {state.case}", "/Author": office})
    writer.root_object[NameObject("/Lang")] = TextStringObject("de-DE")
    bound = io.BytesIO()
    writer.write(bound)
    return bound.getvalue()


def _front(
    state: CaseState,
    parts: Sequence[Part],
    papers: Sequence[Sequence[PageObject]],
    office: str,
    written_on: date,
    authority: str,
) -> PdfReader:
    """Cover and contents; set once to learn how many pages they take, once with the right numbers."""
    facts = [
        ["Aktenzeichen", state.case],
        ["Eingang", receipt_phrase(state.received_at).removeprefix("am ")],
        ["Ausländerbehörde", authority],
        ["Stand", long_date(written_on)],
    ]
    sheet = {
        "title": "Vorlage für die Härtefallkommission",
        "office": office,
        "facts": [fact for fact in facts if fact[1]],
        "persons": [identity(person) for person in state.persons],
    }
    length = 2
    while True:
        content = mapped({**sheet, "sections": _contents(parts, papers, length)}, printable)
        front = PdfReader(io.BytesIO(typeset(_FRONT, "sheet", content, written_on)))
        if len(front.pages) == length:
            return front
        length = len(front.pages)


def _contents(parts: Sequence[Part], papers: Sequence[Sequence[PageObject]], before: int) -> list[dict[str, object]]:
    sections: dict[str, list[dict[str, object]]] = {}
    for part, pages in zip(parts, papers, strict=True):
        entry = {"received": short_date(part.received_on), "title": part.title, "sheet": before + 1}
        sections.setdefault(part.section, []).append(entry)
        before += len(pages)
    return [{"title": title, "parts": entries} for title, entries in sections.items()]


def _mark(writer: PdfWriter, parts: Sequence[Part], starts: Sequence[int]) -> None:
    writer.add_outline_item(title="Deckblatt", page_number=0)
    writer.add_outline_item(title="Inhalt", page_number=1)
    sections = {}
    for part, start in zip(parts, starts, strict=True):
        if part.section not in sections:
            sections[part.section] = writer.add_outline_item(title=part.section, page_number=start)
        writer.add_outline_item(title=printable(part.title), page_number=start, parent=sections[part.section])


def _stamp(writer: PdfWriter, case: str, written_on: date) -> None:
    count = len(writer.pages)
    numbers = PdfReader(io.BytesIO(typeset(_STAMP, "sheet", {"case": case, "count": count}, written_on)))
    for page, number in zip(writer.pages, numbers.pages, strict=True):
        page.transfer_rotation_to_content()
        to_its_corner = Transformation().translate(float(page.mediabox.left), float(page.mediabox.bottom))
        page.merge_transformed_page(number, to_its_corner)


def _pages_of(part: Part, written_on: date) -> list[PageObject]:
    if part.content is not None:
        pages = list(_pages_of_file(part, part.content))
        first, last = part.pages or (1, len(pages))
        if pages[first - 1 : last]:
            return pages[first - 1 : last]
    note = part.text or "Diese Datei kann hier nicht gezeigt werden. Sie liegt unverändert in der Akte."
    lines = [piece for line in note.splitlines() for piece in textwrap.wrap(line, _LINE) or [""]]
    content = mapped({"title": part.title, "lines": lines}, printable)
    return list(PdfReader(io.BytesIO(typeset(_TEXT, "sheet", content, written_on))).pages)


def _pages_of_file(part: Part, content: bytes) -> Iterator[PageObject]:
    """The pages of a file; none where it has none, is damaged or encrypted."""
    if part.media_type == MediaType.PDF:
        try:
            yield from PdfReader(io.BytesIO(content)).pages
        except PyPdfError:
            return
    elif part.media_type in PICTURES:
        try:
            for picture in page_pictures(content, ParseLimits()):
                as_page = io.BytesIO()
                fit = max(picture.width / _A4_INCHES[0], picture.height / _A4_INCHES[1])
                picture.convert("RGB").save(as_page, "PDF", resolution=fit)
                yield from PdfReader(as_page).pages
        except BrokenPicture:
            return
