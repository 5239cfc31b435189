"""The office's own words and particulars, read from the editable files of this folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from letters.records import LetterKind
from parsers.errors import BadSettings, MissingTemplate

FOLDER: Final = Path(__file__).parent
# The tables and keys of office.toml; the layout names each of them.
OFFICE_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "absender": ("behoerde", "stelle", "strasse", "ort", "ruecksendeangabe"),
    "kontakt": ("email", "telefon", "fax", "internet"),
    "schluss": ("gruss", "unterzeichner", "hinweis"),
}

Office = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Template:
    """The text of one letter, in typst's markup.

    Attributes:
        subject: One line.
        body: From the salutation to the last sentence before the closing.
        enclosure: A form on a page of its own, or None.
    """

    subject: str
    body: str
    enclosure: str | None = None


def read_office(file: Path) -> Office:
    """Read the particulars of the Geschäftsstelle.

    Args:
        file: A TOML file with the tables and keys of `OFFICE_KEYS`, all text.

    Returns:
        The texts by table and key.

    Raises:
        BadSettings: It is no TOML, or a key is missing or no text.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise BadSettings("office.toml cannot be read as TOML") from None
    for table, keys in OFFICE_KEYS.items():
        for key in keys:
            if not isinstance(tables.get(table, {}).get(key), str):
                raise BadSettings(f"office.toml: {table}.{key} is missing or is no text")
    return {table: {key: tables[table][key] for key in keys} for table, keys in OFFICE_KEYS.items()}


def read_templates(folder: Path) -> Mapping[LetterKind, Template]:
    """Read the texts of all letters.

    Args:
        folder: A folder per kind of letter with subject.typ, body.typ and, where there is one, enclosure.typ.

    Returns:
        The texts by kind.

    Raises:
        MissingTemplate: A folder or file is missing or is no UTF-8.
    """
    return {kind: read_template(folder, kind) for kind in LetterKind}


def read_template(folder: Path, kind: LetterKind) -> Template:
    """Read the text of one letter.

    Args:
        folder: As for `read_templates`.
        kind: Which letter.

    Raises:
        MissingTemplate: A file is missing or is no UTF-8.
    """
    return Template(
        _read(folder, kind, "subject.typ").strip(),
        _read(folder, kind, "body.typ"),
        _read(folder, kind, "enclosure.typ") if (folder / kind / "enclosure.typ").exists() else None,
    )


def _read(folder: Path, kind: LetterKind, name: str) -> str:
    try:
        return (folder / kind / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise MissingTemplate(f"letter {kind}: {name} is missing or is no UTF-8") from None


OFFICE: Final = read_office(FOLDER / "office.toml")
TEMPLATES: Final = read_templates(FOLDER / "templates")
LAYOUT: Final = (FOLDER / "templates" / "layout.typ").read_bytes()
