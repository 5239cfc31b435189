"""Reads the scenarios of `assets/` into the records that the classifiers take, with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import yaml

from parsers.records import Channel, Document, MailHeader, Mark, Page, ParsedMessage, Problem, TextSource

ASSETS = Path(__file__).parent / "assets"
# A mark alone on its line takes the line with it; one beside words leaves them as they are.
_MARK = re.compile(r"(?:^[ \t]*⟦(?P<alone>[^⟧]*)⟧[ \t]*(?:\n|\Z))|⟦(?P<beside>[^⟧]*)⟧", re.MULTILINE)
_NAMED_SENDER = re.compile(r"(?P<name>[^\"<>]*,[^\"<>]*)<(?P<address>[^<>]+)>")
_LIKENESS = {"unterschrift": 0.95, "stempel": 0.2, "foto": 0.1}
_QUALITY = 0.93  # what OCR gives for a clean page


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case's life as one hand wrote it.

    Attributes:
        hand: Name of the folder: who wrote it.
        name: File name without suffix.
        messages: What arrives, in order.
        labels: Per message the fields of the contract's item line.
        cases: The contract's case lines after all messages.
    """

    hand: str
    name: str
    messages: tuple[ParsedMessage, ...]
    labels: tuple[dict[str, Any], ...]
    cases: tuple[dict[str, Any], ...]


def scenarios(folder: Path = ASSETS) -> Iterator[Scenario]:
    """All scenarios below a folder, ordered by hand and name.

    Raises:
        ValueError: A file has not the form that `read_scenario` reads; the message names the file.
    """
    for path in sorted(folder.glob("*/*.yaml")):
        try:
            yield read_scenario(path)
        except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
            raise ValueError(f"{path.parent.name}/{path.name}: {error}") from error


def read_scenario(path: Path) -> Scenario:
    """Read one scenario."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    items = content["items"]
    return Scenario(
        path.parent.name,
        path.stem,
        tuple(_message(item) for item in items),
        tuple(_label(item) for item in items),
        tuple({"record": "case", **case} for case in content.get("cases") or ()),
    )


def _label(item: dict[str, Any]) -> dict[str, Any]:
    label = {
        "record": "item",
        "item": item["item"],
        "channel": item["channel"],
        "received": str(item["received"]),
    }
    label.update(item["label"])
    for day in ("removal_date",):
        label[day] = None if label.get(day) is None else str(label[day])
    for person in label.get("persons") or ():
        person["birth_date"] = None if person.get("birth_date") is None else str(person["birth_date"])
    return label


def _message(item: dict[str, Any]) -> ParsedMessage:
    received = item["received"]
    received_at = received if isinstance(received, datetime) else datetime.fromisoformat(received)
    documents = tuple(_document(index, doc) for index, doc in enumerate(item["documents"]))
    mail = _header(item.get("mail") or {}) if item["channel"] == "email" else None
    return ParsedMessage(Channel(item["channel"]), item["item"], received_at, documents, mail)


def _header(mail: dict[str, Any]) -> MailHeader:
    sender = str(mail.get("from", ""))
    named = _NAMED_SENDER.fullmatch(sender)
    # Some hands write "Amt, Rückkehr <a@b.example>" without the quotes that a comma asks for.
    name, address = (named["name"].strip(), named["address"]) if named else parseaddr(sender)
    return MailHeader(
        from_name=name,
        from_address=address.casefold(),
        reply_to=str(mail.get("reply_to", "")),
        to=(str(mail.get("to", "")),),
        subject=str(mail.get("subject", "")),
        message_id=str(mail.get("message_id", "")),
        in_reply_to=_ids(mail.get("in_reply_to")),
        references=_ids(mail.get("references")),
        return_path=mail.get("return_path"),
        auto_submitted=str(mail.get("auto_submitted", "")),
        precedence=str(mail.get("precedence", "")),
        list_id=str(mail.get("list_id", "")),
        content_type=str(mail.get("content_type", "")),
        failed_recipients=_ids(mail.get("failed_recipients")),
        original_message_ids=_ids(mail.get("original_message_ids")),
    )


def _ids(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value] if value else []
    return tuple(str(one).strip("<> ") for one in values)


def _document(index: int, doc: dict[str, Any]) -> Document:
    is_body = bool(doc.get("is_body")) or doc["name"] == "body"
    source = TextSource.BODY if is_body else TextSource(doc.get("from") or "layer")
    problem = Problem(doc["problem"]) if doc.get("problem") else None
    pages = tuple(_page(number, str(text or ""), source) for number, text in enumerate(doc.get("pages") or (), 1))
    media_type = "text/plain" if is_body else "application/pdf"
    return Document(index, str(doc["name"]), media_type, pages, problem, is_body, doc.get("parent"))


def _page(number: int, text: str, source: TextSource) -> Page:
    """A page without its marks' lines; the marks stand at the offset where their line stood."""
    marks: list[Mark] = []
    clean = ""
    position = 0
    for match in _MARK.finditer(text):
        clean += text[position : match.start()]
        position = match.end()
        marks.append(
            Mark(len(clean), None, _LIKENESS.get((match["alone"] or match["beside"] or "").strip().casefold(), 0.2))
        )
    clean += text[position:]
    if not clean.strip():
        return Page(number, "", source=TextSource.NONE, marks=tuple(marks))
    quality = _QUALITY if source is TextSource.OCR else None
    return Page(number, clean, source=source, quality=quality, marks=tuple(marks))
