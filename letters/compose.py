"""THE DOOR: a letter becomes a PDF that can be printed, archived and read aloud."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Final

import typst
from anyascii import anyascii

from letters.barcode import qr_code
from letters.records import Letter, LetterKind, LetterState
from letters.texts import FOLDER, LAYOUT, OFFICE, TEMPLATES, Office, Template
from letters.wording import long_date, printable
from parsers.errors import MissingTemplate

# PDF/A-2u for the archive; PDF/UA-1 for readers who cannot see the page (EN 301 549 through BITVNRW § 3).
STANDARDS: Final[list[typst.PDFStandard]] = ["a-2u", "ua-1"]
_UNKNOWN_FIELD: Final = re.compile(r"unknown variable: (\S+)")
_WITHOUT_GLYPH: Final = re.compile(r'the text `"([^`]+)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


def render(
    letter: Letter,
    written_on: date,
    *,
    office: Office = OFFICE,
    templates: Mapping[LetterKind, Template] = TEMPLATES,
) -> bytes:
    """Set a letter as it will be sent, or, where it is held, as a draft that says so.

    Args:
        letter: What to tell and to whom; all text in it is shown as it is, never read as markup.
        written_on: Date of the letter.
        office: Particulars of the Geschäftsstelle.
        templates: The texts of the letters.

    Returns:
        A PDF (PDF/A-2u, PDF/UA-1): DIN 5008 form B, tagged, language de-DE. The same input gives the same
        bytes. An unknown address shows as "Anschrift fehlt". A word in a script that no font holds is written
        in plain letters.

    Raises:
        MissingTemplate: There is no text for the letter, or it names a field that the letter does not have.
    """
    template = templates.get(letter.kind)
    if template is None:
        raise MissingTemplate(f"letter {letter.kind} has no template")
    content: object = _content(letter, written_on, office, template)
    while True:
        try:
            return _typeset(content, written_on)
        except typst.TypstError as error:
            plainer = _mapped(content, _plain_speller(error.diagnostic))
            if plainer == content:
                raise MissingTemplate(_complaint(letter.kind, error.message)) from None
            content = plainer


def _content(letter: Letter, written_on: date, office: Office, template: Template) -> dict[str, object]:
    """All that layout.typ reads, by its names."""
    contact = letter.recipient
    recipient = contact and {"name": contact.name, "lines": list(contact.lines), "email": contact.email}
    fields = {**letter.facts, "datum": long_date(written_on)}
    return {
        "to": letter.to,
        "is_held": letter.state is LetterState.HELD,
        "recipient": _mapped(recipient, printable),
        "fields": _mapped(fields, printable),
        "year": written_on.year,
        "month": written_on.month,
        "day": written_on.day,
        "office": office,
        "code": qr_code(str(letter.facts.get("aktenzeichen", ""))),
        "subject": template.subject,
        "body": template.body,
        "enclosure": template.enclosure,
    }


def _typeset(content: object, written_on: date) -> bytes:
    # A compiler of its own for each letter costs 3 ms; a shared one refuses a second thread.
    compiler = typst.Compiler(font_paths=_fonts(), root=FOLDER / "templates")
    pdf: Any = compiler.compile(
        input=LAYOUT,
        format="pdf",
        sys_inputs={"letter": json.dumps(content)},
        pdf_standards=STANDARDS,
        timestamp=datetime.combine(written_on, time(), UTC),
    )
    return bytes(pdf)


@cache
def _fonts() -> typst.Fonts:
    """Fonts of this folder and of typst itself, never the machine's: a letter looks the same everywhere.

    Source: FiraGO, under the SIL Open Font License (fonts/OFL.txt), unchanged from pymupdf-fonts 1.0.5. It has
    Latin with all diacritics, Greek, Cyrillic, Arabic, Hebrew, Georgian, Devanagari and Thai.
    """
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FOLDER / "fonts"])


def _mapped(value: object, change: Callable[[str], str]) -> object:
    """The value with each text in it changed."""
    match value:
        case str():
            return change(value)
        case Mapping():
            return {key: _mapped(part, change) for key, part in value.items()}
        case list() | tuple():
            return [_mapped(part, change) for part in value]
        case _:
            return value


def _plain_speller(diagnostic: str) -> Callable[[str], str]:
    """Spells each word in plain letters that has a character for which typst found no glyph."""
    named = "".join(_WITHOUT_GLYPH.findall(diagnostic))
    strange = frozenset(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), named))

    def spelled(text: str) -> str:
        return re.sub(r"\S+", lambda word: _plain(word[0]) if strange & set(word[0]) else word[0], text)

    return spelled


def _plain(word: str) -> str:
    spelled = anyascii(word)
    return spelled[:1].upper() + spelled[1:] or "?"


def _complaint(kind: LetterKind, message: str) -> str:
    """What is wrong with a template, without typst's words: they may quote a value or a path."""
    unknown = _UNKNOWN_FIELD.search(message)
    return f"letter {kind}: unknown field {unknown[1]!r}" if unknown else f"letter {kind}: its text cannot be set"
