"""The agenda of a sitting: which cases are deliberated on, in order, the urgent first (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from letters.texts import FOLDER
from letters.typesetting import mapped, typeset
from letters.wording import long_date, printable

_DOCKET: Final = (FOLDER / "sheets" / "docket.typ").read_bytes()


@dataclass(frozen=True, slots=True)
class DocketEntry:
    """A case that is ready.

    Attributes:
        case: Aktenzeichen.
        persons: Names.
        authority: Name of the Ausländerbehörde, or empty.
        is_urgent: A removal is imminent.
    """

    case: str
    persons: tuple[str, ...]
    authority: str
    is_urgent: bool


def docket(entries: Sequence[DocketEntry], held_on: date, office: str) -> bytes:
    """Set the agenda.

    Args:
        entries: In their order.
        held_on: Day of the sitting.
        office: Name of the Geschäftsstelle.

    Returns:
        A tagged PDF.
    """
    cases = [
        {
            "case": entry.case,
            "persons": list(entry.persons) or ["Namen nicht bekannt"],
            "authority": entry.authority,
            "remark": "eilt" if entry.is_urgent else "",
        }
        for entry in entries
    ]
    sheet = {"title": f"Tagesordnung der Sitzung am {long_date(held_on)}", "office": office, "cases": cases}
    return typeset(_DOCKET, "sheet", mapped(sheet, printable), held_on)
