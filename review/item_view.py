"""One intake as its page shows it: fields with quotes and grades, flags, the page that is looked at."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from classifiers.records import Decision, Evidence, FiledItem, Finding, FlagKind
from parsers.records import Document, Page, ParsedMessage
from review import fields, words
from review.evidence import Piece, Quote, Rectangle, boxes, marked, page_at, place_of, quotes
from storage.case_file import case_keys
from storage.corrections import CORRECTABLE, Correction, corrections_of
from storage.errors import UnknownRow
from storage.items import read_items
from storage.messages import StoredMessage, load_parsed, stored_message
from storage.reviews import review_of
from storage.shares import cases_of_message, is_divided
from storage.status import Act
from storage.tables import ItemRow, ReviewRow

# Which findings show a field, by their name in the export.
_SHOWN_BY = {"persons": ("person", "persons"), "papers": ("enclosure_missing",)}
_PICTURES = ("application/pdf", "image/")


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field beside the page.

    Attributes:
        name: In the program.
        label: In German.
        values: In German, a line for each part.
        grade: How sure, in words; empty where nothing was found.
        percent: The same as a number, or None.
        quotes: What shows it.
        searched: For what is missing: what was looked through.
        is_human: A person has said so.
    """

    name: str
    label: str
    values: tuple[str, ...]
    grade: str
    percent: int | None
    quotes: tuple[Quote, ...]
    searched: str
    is_human: bool


@dataclass(frozen=True, slots=True)
class FlagView:
    """A flag with what shows it, or what was searched."""

    kind: FlagKind
    quotes: tuple[Quote, ...]
    searched: str


@dataclass(frozen=True, slots=True)
class LeafView:
    """The page that is looked at.

    Attributes:
        document: It is of.
        page: None where the document could not be opened.
        place: "Antrag.pdf, Seite 2".
        has_picture: Whether there is a picture of it.
        boxes: Of evidence.
        focus: Of the evidence that was chosen.
        pieces: Its text, marked.
        transcription: What a person read there.
    """

    document: Document
    page: Page | None
    place: str
    has_picture: bool
    boxes: tuple[Rectangle, ...]
    focus: tuple[Rectangle, ...]
    pieces: tuple[Piece, ...]
    transcription: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """All that the page of an intake shows."""

    stored: StoredMessage
    message: ParsedMessage | None
    filed: FiledItem | None
    case_id: uuid.UUID | None
    review: ReviewRow
    fields: tuple[FieldView, ...]
    flags: tuple[FlagView, ...]
    leaves: tuple[tuple[Document, int], ...]
    corrections: tuple[Correction, ...]
    cases: tuple[tuple[str, tuple[str, ...]], ...]
    shared_by: tuple[str, ...]


def item_view(session: Session, message_id: uuid.UUID) -> ItemView:
    """Gather what the page of an intake shows.

    Raises:
        UnknownRow: No message has this id.
    """
    stored = stored_message(session, message_id)
    review = review_of(session, message_id)
    filed = next((item for _, item in read_items(session, ItemRow.message_id == message_id)), None)
    try:
        message = load_parsed(session, message_id)
    except UnknownRow:
        message = None
    done = corrections_of(session, message_id)
    row = session.get(ItemRow, message_id)
    shown = message is not None and filed is not None
    return ItemView(
        stored=stored,
        message=message,
        filed=filed,
        case_id=row.case_id if row else None,
        review=review,
        fields=_fields(message, filed.decision, done) if shown else (),  # type: ignore[arg-type, union-attr]
        flags=_flags(message, filed.decision) if shown else (),  # type: ignore[arg-type, union-attr]
        leaves=_leaves(message) if message else (),
        corrections=done,
        cases=case_keys(session),
        shared_by=cases_of_message(session, message_id) if is_divided(session, message_id) else (),
    )


def leaf_view(view: ItemView, document: int, page: int, focus: str) -> LeafView | None:
    """Give the page that is looked at; the first one where the address names none.

    Args:
        view: Of the intake.
        document: Index of the document.
        page: Number of the page.
        focus: Field or flag whose evidence is put forward; "" for none.
    """
    if view.message is None or view.filed is None:
        return None
    found, leaf = page_at(view.message, document, page)
    if found is None:
        first, number = view.leaves[0]
        found, leaf = page_at(view.message, first.index, number)
    if found is None:
        return None
    decision = view.filed.decision
    spans = _spans(_all_evidence(decision), found.index, leaf)
    chosen = _spans(_evidence_of(decision, focus), found.index, leaf)
    number = leaf.number if leaf else 1
    return LeafView(
        document=found,
        page=leaf,
        place=place_of(found, number) if leaf else found.name,
        has_picture=leaf is not None and found.media_type.startswith(_PICTURES),
        boxes=boxes(leaf, spans) if leaf else (),
        focus=boxes(leaf, chosen) if leaf else (),
        pieces=marked(leaf.text, chosen or spans) if leaf else (),
        transcription=_transcription(view.corrections, found.index, number),
    )


def _leaves(message: ParsedMessage) -> tuple[tuple[Document, int], ...]:
    """Every page, and every document without one."""
    leaves: list[tuple[Document, int]] = []
    for document in message.documents:
        numbers = [page.number for page in document.pages] or [1]
        leaves.extend((document, number) for number in numbers)
    return tuple(leaves)


def _fields(message: ParsedMessage, decision: Decision, done: tuple[Correction, ...]) -> tuple[FieldView, ...]:
    touched = {one.field for one in done if one.act in {Act.CORRECTED, Act.CONFIRMED}}
    return tuple(_field(message, decision, name, name in touched) for name in CORRECTABLE)


def _field(message: ParsedMessage, decision: Decision, name: str, is_human: bool) -> FieldView:
    found = _findings_of(decision, name)
    evidence = [span for finding in found for span in finding.evidence]
    confidence = min((finding.confidence for finding in found), default=None)
    if name == "papers" and decision.papers:
        confidence = min(paper.confidence for paper in decision.papers)
    return FieldView(
        name=name,
        label=words.FIELDS[name],
        values=fields.shown(name, decision),
        grade="" if confidence is None or is_human else words.grade(confidence),
        percent=None if confidence is None or is_human else round(100 * confidence),
        quotes=quotes(message, evidence, most=6 if name == "persons" else 3),
        searched=" ".join(dict.fromkeys(one.searched for one in found if one.searched and not one.evidence)),
        is_human=is_human,
    )


def _flags(message: ParsedMessage, decision: Decision) -> tuple[FlagView, ...]:
    ordered = sorted(decision.flags, key=lambda flag: flag.kind is not FlagKind.REMOVAL_IMMINENT)
    return tuple(FlagView(flag.kind, quotes(message, flag.evidence, most=3), flag.searched) for flag in ordered)


def _findings_of(decision: Decision, field: str) -> list[Finding]:
    names = _SHOWN_BY.get(field, (field,))
    return [finding for finding in decision.findings if finding.field in names]


def _evidence_of(decision: Decision, focus: str) -> list[Evidence]:
    if not focus:
        return []
    of_flags = [span for flag in decision.flags if flag.kind == focus for span in flag.evidence]
    return [*of_flags, *(span for finding in _findings_of(decision, focus) for span in finding.evidence)]


def _all_evidence(decision: Decision) -> Iterable[Evidence]:
    for finding in decision.findings:
        yield from finding.evidence


def _spans(evidence: Iterable[Evidence], document: int, page: Page | None) -> list[tuple[int, int]]:
    if page is None:
        return []
    return [(one.start, one.end) for one in evidence if (one.document, one.page) == (document, page.number)]


def _transcription(done: tuple[Correction, ...], document: int, page: int) -> str:
    for one in reversed(done):
        if one.act is Act.TRANSCRIBED and one.place == (document, page):
            return one.after
    return ""
