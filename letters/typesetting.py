"""Sets a sheet with typst: PDF/A-2u and PDF/UA-1, with fonts of this folder alone, whatever script a name is in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Final

import typst
from anyascii import anyascii

from letters.texts import FOLDER

# PDF/A-2u for the archive; PDF/UA-1 for readers who cannot see the page (EN 301 549 through BITVNRW § 3).
STANDARDS: Final[list[typst.PDFStandard]] = ["a-2u", "ua-1"]
_WITHOUT_GLYPH: Final = re.compile(r'the text `"([^`]+)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(source: bytes, name: str, content: object, written_on: date) -> bytes:
    """Set a sheet.

    Args:
        source: In typst's language; it reads its values as JSON from `sys.inputs` under `name`.
        name: Of the input.
        content: The values, as JSON can hold them; text in them is shown, never read as markup.
        written_on: Date of the document.

    Returns:
        A tagged PDF. A word in a script that no font holds is written in plain letters.

    Raises:
        typst.TypstError: The source cannot be set.
    """
    while True:
        try:
            return _compiled(source, name, content, written_on)
        except typst.TypstError as error:
            plainer = mapped(content, _plain_speller(error.diagnostic))
            if plainer == content:
                raise
            content = plainer


def _compiled(source: bytes, name: str, content: object, written_on: date) -> bytes:
    # A compiler of its own for each sheet costs 3 ms; a shared one refuses a second thread.
    compiler = typst.Compiler(font_paths=_fonts(), root=FOLDER / "templates")
    pdf: Any = compiler.compile(
        input=source,
        format="pdf",
        sys_inputs={name: json.dumps(content)},
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


def mapped(value: object, change: Callable[[str], str]) -> object:
    """The value with each text in it changed."""
    match value:
        case str():
            return change(value)
        case Mapping():
            return {key: mapped(part, change) for key, part in value.items()}
        case list() | tuple():
            return [mapped(part, change) for part in value]
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
