"""The papers of a case as a dossier shows them: what the authority wrote, the application, then all else by receipt."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from classifiers.records import Decision, Kind, Paper, PaperType
from letters.dossier import Part
from letters.wording import OFFICE_TIME
from parsers.errors import UnreadableMessage
from parsers.limits import ParseLimits
from parsers.media import MediaType
from parsers.originals import Original, originals
from parsers.records import Document, RawMessage
from storage.blobs import load_blob
from storage.errors import UnknownRow
from storage.items import papers_of_case, read_items
from storage.messages import load_parsed, stored_message
from storage.tables import ItemRow

STATEMENT: Final = "Schreiben der Ausländerbehörde"
APPLICATION: Final = "Antrag"
PAPERS: Final = "Unterlagen und weitere Schreiben"
_ORDER: Final = (STATEMENT, APPLICATION, PAPERS)

PAPER_LABELS: Final[Mapping[PaperType, str]] = MappingProxyType(
    {
        PaperType.APPLICATION_LETTER: "Antrag",
        PaperType.POWER_OF_ATTORNEY: "Vollmacht",
        PaperType.GUARDIANSHIP_CERTIFICATE: "Bestellungsurkunde",
        PaperType.CV: "Lebenslauf",
        PaperType.LANGUAGE_CERTIFICATE: "Sprachzertifikat",
        PaperType.SCHOOL: "Schulische Unterlage",
        PaperType.EMPLOYMENT: "Unterlage zu Arbeit oder Ausbildung",
        PaperType.MEDICAL: "Ärztliche Unterlage",
        PaperType.IDENTITY: "Ausweispapier",
        PaperType.AUTHORITY_DECISION: "Bescheid",
        PaperType.COURT_DECISION: "Gerichtliche Entscheidung",
        PaperType.SUPPORT_LETTER: "Unterstützungsschreiben",
        PaperType.FAX_COVER: "Faxdeckblatt",
        PaperType.PHOTO: "Foto",
        PaperType.OTHER: "Schreiben",
    }
)


def parts_of_case(session: Session, case_key: str, blobs: Path, limits: ParseLimits) -> tuple[Part, ...]:
    """Give all that came in for a case, cut into its papers.

    Args:
        session: Any.
        case_key: Aktenzeichen.
        blobs: Folder of the raw bytes.
        limits: Those that the messages were read with.

    Raises:
        BlobDamaged: Stored bytes are missing or changed.
        UnknownRow: No case bears this Aktenzeichen, or nothing is filed there any more.
    """
    items = papers_of_case(session, case_key)
    if not items:
        raise UnknownRow("no case with papers bears this Aktenzeichen")
    whole = {
        message_id: frozenset(paper.document for paper in filed.decision.papers)
        for message_id, filed in read_items(session, ItemRow.message_id.in_([message_id for message_id, _ in items]))
    }
    parts = [
        part
        for message_id, filed in items
        for part in _parts_of_message(session, message_id, filed.decision, whole[message_id], blobs, limits)
    ]
    return tuple(sorted(parts, key=lambda part: _ORDER.index(part.section)))


def _parts_of_message(
    session: Session,
    message_id: uuid.UUID,
    decision: Decision,
    told_apart: frozenset[int],
    blobs: Path,
    limits: ParseLimits,
) -> Iterator[Part]:
    """The papers that the case has of a message, and the files that nobody told apart.

    A file whose papers all went to another family's case is not shown: `told_apart` holds the files with papers.
    """
    message = stored_message(session, message_id)
    raw = RawMessage(message.channel, message.source_name, message.collected_at, load_blob(blobs, message.sha256))
    try:
        files = {one.index: one for one in originals(raw, limits)}
    except UnreadableMessage:
        files = {}
    papers: dict[int, list[Paper]] = {}
    for paper in decision.papers:
        papers.setdefault(paper.document, []).append(paper)
    for document in load_parsed(session, message_id).documents:
        if document.media_type == MediaType.ZIP or (document.is_body and not _text_of(document).strip()):
            continue
        file = files.get(document.index)
        of_document = papers.get(document.index)
        if of_document is None and document.index in told_apart:
            continue
        if of_document is None:
            yield _part(decision, document, file, None)
        else:
            yield from (_part(decision, document, file, paper) for paper in of_document)


def _part(decision: Decision, document: Document, file: Original | None, paper: Paper | None) -> Part:
    is_shown = file is not None and not document.is_body
    label = PAPER_LABELS[paper.type] if paper else "E-Mail" if document.is_body else "Datei"
    name = "" if document.is_body and document.index == 0 else f" ({document.name})"
    return Part(
        section=_section(decision, paper),
        title=label + name,
        received_on=decision.received_at.astimezone(OFFICE_TIME).date(),
        content=file.content if file and is_shown else None,
        media_type=file.media_type if file and is_shown else "",
        pages=(paper.first_page, paper.last_page) if paper and is_shown and paper.last_page else None,
        text=_text_of(document, paper),
    )


def _section(decision: Decision, paper: Paper | None) -> str:
    if decision.kind is Kind.AUTHORITY_REPLY:
        return STATEMENT
    if paper is not None and paper.type is PaperType.APPLICATION_LETTER and decision.kind is Kind.APPLICATION:
        return APPLICATION
    return PAPERS


def _text_of(document: Document, paper: Paper | None = None) -> str:
    pages = document.pages
    if paper is not None and paper.last_page:
        pages = tuple(page for page in pages if paper.first_page <= page.number <= paper.last_page)
    return "\n\n".join(page.text for page in pages)
