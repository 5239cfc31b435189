"""The letters of tests/classifiers/many_hands.yaml, each with what a reader finds in it."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import yaml
from builders import make_mail, make_scan

from parsers.records import ParsedMessage


@dataclass(frozen=True, slots=True)
class HandLetter:
    """A short letter and what it says of people.

    Attributes:
        name: Tells it apart in test reports.
        message: As parsed.
        persons: Name and birth date (ISO, or None) of everybody who applies.
        filed_by: "applicant" or "representative"; None where an authority writes.
        representative: Name and role, or None.
        is_incomplete: An applicant is given by a part of the name only.
        spelling_is_free: The letter gives the name in no Latin letters.
    """

    name: str
    message: ParsedMessage
    persons: tuple[tuple[str, str | None], ...]
    filed_by: str | None
    representative: tuple[str, str] | None
    is_incomplete: bool
    spelling_is_free: bool


def hand_letters() -> list[HandLetter]:
    """All of them, in the order of the file."""
    path = Path(__file__).parent / "classifiers" / "many_hands.yaml"
    return [_letter(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _letter(entry: dict[str, Any]) -> HandLetter:
    is_authority = bool(entry.get("is_authority"))
    return HandLetter(
        entry["id"],
        _message(entry),
        tuple((name, date or None) for name, _, date in (text.partition(", ") for text in entry["persons"])),
        None if is_authority else entry.get("filed_by", "applicant"),
        _representative(entry.get("rep")),
        bool(entry.get("incomplete")),
        bool(entry.get("spelling_is_free")),
    )


def _representative(text: str | None) -> tuple[str, str] | None:
    name, _, role = (text or "").rpartition(", ")
    return (name, role) if role else None


def _message(entry: dict[str, Any]) -> ParsedMessage:
    if "from" not in entry:
        return make_scan(entry["body"])
    name, address = parseaddr(entry["from"])
    attachments = (entry.get("attachments") or {}).items()
    return make_mail(
        entry["body"], *attachments, from_name=name, from_address=address, subject=entry.get("subject", "")
    )
