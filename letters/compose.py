"""THE DOOR: a letter becomes a PDF that can be printed, archived and read aloud."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

import typst

from letters.barcode import qr_code
from letters.records import Letter, LetterKind, LetterState
from letters.texts import LAYOUT, OFFICE, TEMPLATES, Office, Template
from letters.typesetting import mapped, typeset
from letters.wording import long_date, printable
from parsers.errors import MissingTemplate

_UNKNOWN_FIELD: Final = re.compile(r"unknown variable: (\S+)")


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
    content = _content(letter, written_on, office, template)
    try:
        return typeset(LAYOUT, "letter", content, written_on)
    except typst.TypstError as error:
        raise MissingTemplate(_complaint(letter.kind, error.message)) from None


def _content(letter: Letter, written_on: date, office: Office, template: Template) -> dict[str, object]:
    """All that layout.typ reads, by its names."""
    contact = letter.recipient
    recipient = contact and {"name": contact.name, "lines": list(contact.lines), "email": contact.email}
    fields = {**letter.facts, "datum": long_date(written_on)}
    return {
        "to": letter.to,
        "is_held": letter.state is LetterState.HELD,
        "recipient": mapped(recipient, printable),
        "fields": mapped(fields, printable),
        "year": written_on.year,
        "month": written_on.month,
        "day": written_on.day,
        "office": office,
        "code": qr_code(str(letter.facts.get("aktenzeichen", ""))),
        "subject": template.subject,
        "body": template.body,
        "enclosure": template.enclosure,
    }


def _complaint(kind: LetterKind, message: str) -> str:
    """What is wrong with a template, without typst's words: they may quote a value or a path."""
    unknown = _UNKNOWN_FIELD.search(message)
    return f"letter {kind}: unknown field {unknown[1]!r}" if unknown else f"letter {kind}: its text cannot be set"
