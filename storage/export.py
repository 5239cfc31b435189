"""What `intake export` prints: one line per item in order of receipt, then one line per case.

The meaning of the fields is that of docs/export.md. The JSON Schema is made from the records that are
printed, so that it cannot say anything else.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, TypeAlias

from pydantic import Field, TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from classifiers.records import (
    CaseState,
    Evidence,
    ExitObligation,
    FiledItem,
    FlagKind,
    Kind,
    PaperType,
    Person,
    Residence,
    Whereabouts,
)
from letters.records import LetterKind, LetterState
from storage.cases import OFFICE_TIME_ZONE
from storage.columns import compact_json
from storage.export_records import (
    CaseLine,
    DocumentEntry,
    EvidenceEntry,
    FindingEntry,
    FlagEntry,
    IntakeLetter,
    ItemLine,
    LetterEntry,
    PersonEntry,
)
from storage.items import read_items
from storage.messages import ORDER_OF_RECEIPT
from storage.outbox import INTAKE, OwedLetter, letters_owed
from storage.queries import known_cases
from storage.status import MessageState, OutboxState
from storage.tables import DocumentRow, ItemRow, MessageRow, PageRow

_BATCH: Final = 200  # messages whose pages are in memory at the same time

_SHOWN_AS: Final[Mapping[OutboxState, LetterState]] = {
    OutboxState.READY: LetterState.READY,
    OutboxState.HELD: LetterState.HELD,
    OutboxState.SENDING: LetterState.READY,  # not known to have left
    OutboxState.FAILED: LetterState.HELD,  # waits for a person
}
"""Letters that are still to be sent, in the words of the export."""

PageTexts: TypeAlias = Mapping[tuple[uuid.UUID, int, int], str]


_LINE: TypeAdapter[ItemLine | CaseLine] = TypeAdapter(Annotated[ItemLine | CaseLine, Field(discriminator="record")])


def export_lines(session: Session) -> Iterator[dict[str, Any]]:
    """Give the lines, as JSON can hold them.

    Args:
        session: In a `reading`, so that all lines are of the same moment.
    """
    messages = session.execute(
        select(MessageRow.id, MessageRow.state)
        .where(MessageRow.state.in_((MessageState.FILED, MessageState.PARKED)))
        .order_by(*ORDER_OF_RECEIPT)
    ).all()
    for first in range(0, len(messages), _BATCH):
        batch = messages[first : first + _BATCH]
        filed = _filed_lines(session, [row.id for row in batch if row.state is MessageState.FILED])
        parked = _parked_lines(session, [row.id for row in batch if row.state is MessageState.PARKED])
        for row in batch:
            yield _as_json(filed[row.id] if row.state is MessageState.FILED else parked[row.id])
    letters: defaultdict[str, list[OwedLetter]] = defaultdict(list)
    for letter in letters_owed(session, *_SHOWN_AS):
        # Letters of later steps are no matter of the export: it says what follows from what came in.
        if letter.occasion == INTAKE:
            letters[letter.case].append(letter)
    for state in known_cases(session):
        yield _as_json(_case_line(state, letters[state.case]))


def export_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a line."""
    schema = _LINE.json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of intake export",
        **schema,
    }


def _as_json(line: ItemLine | CaseLine) -> dict[str, Any]:
    # Once through text, for that puts right what is no Unicode in the name of a file.
    plain: dict[str, Any] = json.loads(compact_json(_LINE.dump_python(line, mode="json")))
    return plain


def _filed_lines(session: Session, message_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, ItemLine]:
    texts = _page_texts(session, message_ids)
    items = read_items(session, ItemRow.message_id.in_(message_ids))
    return {message_id: _item_line(message_id, filed, texts) for message_id, filed in items}


def _page_texts(session: Session, message_ids: Sequence[uuid.UUID]) -> PageTexts:
    rows = session.execute(
        select(PageRow.message_id, PageRow.document_position, PageRow.number, PageRow.text).where(
            PageRow.message_id.in_(message_ids)
        )
    )
    return {(row.message_id, row.document_position, row.number): row.text for row in rows}


def _item_line(message_id: uuid.UUID, filed: FiledItem, texts: PageTexts) -> ItemLine:
    decision = filed.decision
    return ItemLine(
        record="item",
        item=decision.item,
        channel=decision.channel,
        received=decision.received_at.astimezone(OFFICE_TIME_ZONE),
        kind=decision.kind,
        case=filed.case,
        duplicate_of=filed.duplicate_of,
        language=decision.language,
        persons=_persons(decision.persons),
        filed_by=decision.filed_by,
        representative=decision.representative,
        power_of_attorney=decision.power_of_attorney,
        reasons=decision.reasons,
        exit_obligation=decision.exit_obligation,
        residence=decision.residence,
        whereabouts=decision.whereabouts,
        authority=decision.authority,
        removal_date=decision.removal_date,
        detained=decision.detained,
        documents=tuple(
            DocumentEntry(paper.type, paper.source, paper.page_count, paper.confidence) for paper in decision.papers
        ),
        flags=tuple(dict.fromkeys(flag.kind for flag in decision.flags)),
        flag_evidence=tuple(
            FlagEntry(flag.kind, flag.searched, _quoted(message_id, flag.evidence, texts)) for flag in decision.flags
        ),
        findings=tuple(
            FindingEntry(
                finding.field,
                finding.value,
                finding.confidence,
                finding.source,
                finding.searched,
                _quoted(message_id, finding.evidence, texts),
            )
            for finding in decision.findings
        ),
        sender=decision.sender,
        applicant_contact=decision.applicant_contact,
        file_numbers=decision.file_numbers,
        missing_enclosures=decision.missing_enclosures,
        unreadable_papers=decision.unreadable_papers,
    )


def _quoted(message_id: uuid.UUID, evidence: Sequence[Evidence], texts: PageTexts) -> tuple[EvidenceEntry, ...]:
    return tuple(
        EvidenceEntry(
            span.document,
            span.page,
            span.start,
            span.end,
            texts.get((message_id, span.document, span.page), "")[span.start : span.end],
        )
        for span in evidence
    )


def _persons(persons: Sequence[Person]) -> tuple[PersonEntry, ...]:
    return tuple(
        PersonEntry(
            person.name,
            person.birth_date,
            person.nationality,
            person.aliases,
            person.is_minor,
            person.name_is_incomplete,
        )
        for person in persons
    )


def _parked_lines(session: Session, message_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, ItemLine]:
    documents = _documents(session, message_ids)
    rows = session.scalars(select(MessageRow).where(MessageRow.id.in_(message_ids)))
    return {
        row.id: ItemLine(
            record="item",
            item=row.source_name,
            channel=row.channel,
            received=row.received_at.astimezone(OFFICE_TIME_ZONE),
            kind=Kind.UNKNOWN,
            case=None,
            duplicate_of=None,
            language=None,
            persons=(),
            filed_by=None,
            representative=None,
            power_of_attorney=None,
            reasons=None,
            exit_obligation=ExitObligation.NOT_STATED,
            residence=Residence.NOT_STATED,
            whereabouts=Whereabouts.NOT_STATED,
            authority=None,
            removal_date=None,
            detained=False,
            documents=tuple(documents[row.id]),
            flags=(FlagKind.UNREADABLE,),
            parked_because=row.parked_because,
        )
        for row in rows
    }


def _documents(session: Session, message_ids: Sequence[uuid.UUID]) -> defaultdict[uuid.UUID, list[DocumentEntry]]:
    """Files of messages whose papers nobody told apart; the text of a mail is none."""
    found: defaultdict[uuid.UUID, list[DocumentEntry]] = defaultdict(list)
    pages: defaultdict[tuple[uuid.UUID, int], int] = defaultdict(int)
    for message_id, document, _ in _page_texts(session, message_ids):
        pages[message_id, document] += 1
    for row in session.scalars(
        select(DocumentRow)
        .where(DocumentRow.message_id.in_(message_ids), DocumentRow.is_body.is_(False))
        .order_by(DocumentRow.message_id, DocumentRow.position)
    ):
        entry = DocumentEntry(PaperType.OTHER, row.name, pages[row.message_id, row.position], 0.0)
        found[row.message_id].append(entry)
    return found


def _case_line(state: CaseState, letters: Sequence[OwedLetter]) -> CaseLine:
    return CaseLine(
        record="case",
        case=state.case,
        items=state.items,
        persons=_persons(state.persons),
        representative=state.representative,
        authority=state.authority,
        open_flags=tuple(kind for kind in FlagKind if kind in state.open_flags),
        letters=tuple(
            LetterEntry(_of_intake(owed.letter.kind), owed.letter.to, _SHOWN_AS[owed.state], owed.letter.held_because)
            for owed in letters
        ),
        is_withdrawn=state.is_withdrawn,
        file_numbers=state.file_numbers,
    )


def _of_intake(kind: LetterKind) -> IntakeLetter:
    match kind:
        case (
            LetterKind.RECEIPT_CONFIRMATION
            | LetterKind.AUTHORITY_NOTIFICATION
            | LetterKind.POWER_OF_ATTORNEY_REQUEST
            | LetterKind.REASONS_REQUEST
            | LetterKind.UNREADABLE_NOTICE
        ):
            return kind
        case _:
            raise ValueError("a letter of a later step does not follow from intake")
