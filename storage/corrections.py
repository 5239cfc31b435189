"""Corrections of items by people: kept as examples, carried into the item, its flags, its case and its letters."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pydantic_core import to_jsonable_python
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from classifiers.flags import flags_of
from classifiers.records import Decision, Flag
from storage.columns import compact_json
from storage.errors import StepRefused, UnknownRow
from storage.items import insert_parts, item_of_message
from storage.refresh import CaseRules, refresh_case
from storage.reviews import next_version, note
from storage.search import forget_words
from storage.shares import DIVIDED, cases_of_message, is_divided
from storage.status import Act
from storage.tables import CorrectionRow, DocumentRow, FlagRow, ItemRow, MessageRow, PageRow, PaperRow

CORRECTABLE: Final = (
    "kind",
    "persons",
    "filed_by",
    "representative",
    "power_of_attorney",
    "reasons",
    "exit_obligation",
    "residence",
    "whereabouts",
    "authority",
    "removal_date",
    "detained",
    "language",
    "papers",
)
"""Fields of a decision that a person may correct."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person did to an item.

    Attributes:
        at: When, UTC.
        who: Name of the account.
        act: What was done.
        field: Of the item; empty for the whole of it.
        before: JSON of the value before; empty where there is none.
        after: JSON of the value afterwards; the text itself of a note or a transcription.
        place: Document and page, where it is about one.
    """

    at: datetime
    who: str
    act: Act
    field: str
    before: str
    after: str
    place: tuple[int, int] | None


def correct(
    session: Session,
    message_id: uuid.UUID,
    version: int,
    who: str,
    changes: Mapping[str, object],
    rules: CaseRules,
) -> bool:
    """Change fields of an item, and all that follows: flags, case, letters.

    Args:
        session: In a transaction.
        message_id: Of the item.
        version: That the person saw.
        who: Name of the account.
        changes: New values by field, of the types of `Decision`.
        rules: How cases are judged.

    Returns:
        False where every field had its value already; nothing is changed then.

    Raises:
        StaleReview: Somebody changed it since.
        StepRefused: The item is divided between cases, and the change is about what was divided.
        UnknownRow: There is no such item.
        ValueError: A field that may not be corrected.
    """
    if set(changes) - set(CORRECTABLE):
        raise ValueError("this field is not corrected by hand")
    before = _decision(session, message_id)
    new = {name: value for name, value in changes.items() if getattr(before, name) != value}
    if not new:
        return False
    if {"persons", "papers"} & set(new) and is_divided(session, message_id):
        raise StepRefused(DIVIDED)
    next_version(session, message_id, version)
    case_id = _carry_in(session, message_id, before, new, rules)
    for name, value in new.items():
        old = as_json(getattr(before, name))
        note(session, message_id, Act.CORRECTED, who, field=name, before=old, after=as_json(value), case_id=case_id)
    _refresh(session, message_id, who, rules)
    return True


def confirm(session: Session, message_id: uuid.UUID, version: int, who: str, field: str) -> None:
    """Say that a field is right as it is: an example, too.

    Args:
        session: In a transaction.
        message_id: Of the item.
        version: That the person saw.
        who: Name of the account.
        field: One of `CORRECTABLE`.

    Raises:
        StaleReview: Somebody changed it since.
        UnknownRow: There is no such item.
        ValueError: A field that may not be corrected.
    """
    if field not in CORRECTABLE:
        raise ValueError("this field is not confirmed by hand")
    value = as_json(getattr(_decision(session, message_id), field))
    next_version(session, message_id, version)
    note(session, message_id, Act.CONFIRMED, who, field=field, before=value, after=value)


def mark_unreadable(
    session: Session, message_id: uuid.UUID, version: int, who: str, place: tuple[int, int], rules: CaseRules
) -> None:
    """Say that a page cannot be read: the item is flagged, and its sender owed a notice.

    Args:
        session: In a transaction.
        message_id: Of the item.
        version: That the person saw.
        who: Name of the account.
        place: Document and page.
        rules: How cases are judged.

    Raises:
        StaleReview: Somebody changed it since.
        UnknownRow: There is no such item or page.
    """
    name = _name_of(session, message_id, place[0])
    before = _decision(session, message_id)
    next_version(session, message_id, version)
    papers = tuple(dict.fromkeys((*before.unreadable_papers, name)))
    case_id = _carry_in(session, message_id, before, {"unreadable_papers": papers}, rules)
    note(session, message_id, Act.UNREADABLE, who, place=place, case_id=case_id)
    _refresh(session, message_id, who, rules)


def transcribe(
    session: Session, message_id: uuid.UUID, version: int, who: str, place: tuple[int, int], text: str
) -> None:
    """Keep what a person read on a page, of handwriting say; the search finds it, OCR can learn from it.

    Args:
        session: In a transaction.
        message_id: Of the item.
        version: That the person saw.
        who: Name of the account.
        place: Document and page.
        text: What stands there.

    Raises:
        StaleReview: Somebody changed it since.
        UnknownRow: There is no such page.
    """
    page = session.get(PageRow, (message_id, *place))
    if page is None:
        raise UnknownRow("the message has no such page")
    next_version(session, message_id, version)
    note(session, message_id, Act.TRANSCRIBED, who, before=page.text, after=text, place=place)
    forget_words(session, message_id)


def add_note(session: Session, message_id: uuid.UUID, version: int, who: str, text: str) -> None:
    """Write a note on an item.

    Raises:
        StaleReview: Somebody changed it since.
    """
    next_version(session, message_id, version)
    note(session, message_id, Act.NOTED, who, after=text)


def corrections_of(session: Session, message_id: uuid.UUID) -> tuple[Correction, ...]:
    """Give what people did to an item, oldest first."""
    rows = session.scalars(
        select(CorrectionRow).where(CorrectionRow.message_id == message_id).order_by(CorrectionRow.id)
    )
    return tuple(_record(row) for row in rows)


def examples(session: Session) -> Iterator[dict[str, object]]:
    """Give every correction, confirmation and transcription as a labelled example, oldest first.

    Args:
        session: Any.

    Yields:
        Item, channel, act, field, what the program said, what a person said, and where.
    """
    acts = (Act.CORRECTED, Act.CONFIRMED, Act.UNREADABLE, Act.TRANSCRIBED, Act.ASSIGNED)
    rows = session.execute(
        select(CorrectionRow, MessageRow)
        .join(MessageRow, MessageRow.id == CorrectionRow.message_id)
        .where(CorrectionRow.act.in_(acts))
        .order_by(CorrectionRow.id)
    )
    for row, message in rows:
        is_text = row.act is Act.TRANSCRIBED
        yield {
            "item": message.source_name,
            "sha256": message.sha256,
            "channel": message.channel.value,
            "act": row.act.value,
            "field": row.field or None,
            "program": row.before if is_text else _value(row.before),
            "person": row.after if is_text else _value(row.after),
            "document": row.document,
            "page": row.page,
        }


def as_json(value: object) -> str:
    """Write a field's value as compact JSON."""
    return compact_json(to_jsonable_python(value))


def _value(text: str) -> object:
    return json.loads(text) if text else None


def _record(row: CorrectionRow) -> Correction:
    place = None if row.document is None or row.page is None else (row.document, row.page)
    return Correction(row.at, row.who, row.act, row.field, row.before, row.after, place)


def _decision(session: Session, message_id: uuid.UUID) -> Decision:
    filed = item_of_message(session, message_id)
    if filed is None:
        raise UnknownRow("there is no item of this message")
    return filed.decision


def _name_of(session: Session, message_id: uuid.UUID, document: int) -> str:
    row = session.get(DocumentRow, (message_id, document))
    if row is None:
        raise UnknownRow("the message has no such document")
    return row.name


def _carry_in(
    session: Session, message_id: uuid.UUID, before: Decision, new: dict[str, object], rules: CaseRules
) -> uuid.UUID | None:
    """Write new values into the item and raise its flags anew; give its case."""
    row = session.get(ItemRow, message_id, with_for_update=True)
    if row is None:
        raise UnknownRow("there is no item of this message")
    for name, value in new.items():
        if name == "papers":
            session.execute(delete(PaperRow).where(PaperRow.message_id == message_id))
            insert_parts(session, PaperRow, message_id, value)  # type: ignore[arg-type]
        else:
            setattr(row, name, value)
    flags = _flags_after(before, replace(before, **new), rules)  # type: ignore[arg-type]
    session.execute(delete(FlagRow).where(FlagRow.message_id == message_id))
    insert_parts(session, FlagRow, message_id, flags)
    forget_words(session, message_id)
    # What is read below must be what was written here.
    session.flush()
    session.expire_all()
    return row.case_id


def _flags_after(before: Decision, after: Decision, rules: CaseRules) -> tuple[Flag, ...]:
    """The flags that follow from the fields, and those of linking, which do not."""
    followed = {flag.kind for flag in flags_of(before, accepts_asserted=rules.accepts_asserted)}
    follow = flags_of(after, accepts_asserted=rules.accepts_asserted)
    kinds = {flag.kind for flag in follow}
    kept = [flag for flag in before.flags if flag.kind not in followed and flag.kind not in kinds]
    return (*follow, *kept)


def _refresh(session: Session, message_id: uuid.UUID, who: str, rules: CaseRules) -> None:
    """Bring every case up to date that has the item, or a share of it."""
    for key in cases_of_message(session, message_id):
        refresh_case(session, key, rules, who=who, message_id=message_id)
