"""`intake explain FILE`: one file by the pure way, printed with the words that show each finding."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from classifiers import nlp
from classifiers.casework import case_state
from classifiers.classify import classify
from classifiers.linking import link
from classifiers.records import Decision, Evidence, FiledItem, Finding, Flag, Paper, Person
from classifiers.representation import MANDATE
from flows.channels.folder import fetch, find_file
from flows.owed import letters_after_intake
from flows.reading import ReadingOptions, readers
from flows.settings import IntakeSettings
from flows.terminal import make_table, print_table
from letters.records import Letter
from parsers.records import Document, ParsedMessage, RawMessage

_QUOTE_LENGTH = 70
_STYLES = {"flag": "bold yellow", "letter": "bold green", "unread": "bold red"}

Row = tuple[str, str, str]  # label, what, and where it shows or what was searched


def explain_file(file: Path, settings: IntakeSettings, console: Console) -> None:
    """Print what the program says about one file.

    Args:
        file: A mail, a fax or a scan.
        settings: Limits, and how the office judges.
        console: Where to.

    Raises:
        BadSettings: There is no such file, or it cannot be opened.
        Rejected: Nothing of it can be understood as a message.
    """
    raw = fetch(find_file(file), datetime.now(UTC), settings.limits.message_bytes)
    message = asyncio.run(_read(raw, settings))
    decision = classify(message, nlp.load(), accepts_asserted=settings.accept_asserted_vollmacht)
    place = link(decision, ())
    letters: tuple[Letter, ...] = ()
    if place.opens_case:
        case = "(Aktenzeichen)"
        accepts = settings.accept_asserted_vollmacht
        state = case_state(case, (FiledItem(place.decision, case),), accepts_asserted=accepts)
        letters = letters_after_intake(state)
    print_rows(console, (*rows_of(message, place.decision), *_rows_of_letters(letters)))


async def _read(raw: RawMessage, settings: IntakeSettings) -> ParsedMessage:
    with tempfile.TemporaryDirectory(prefix="intake-") as scratch:
        options = ReadingOptions(
            workers=1,
            timeout_seconds=settings.message_timeout_seconds,
            memory_bytes=settings.child_memory_bytes,
            file_bytes=settings.child_file_bytes,
            messages_per_child=settings.child_messages,
            ocr=settings.ocr,
            limits=settings.limits,
            scratch=Path(scratch) / "pictures",
        )
        with readers(options) as children:
            return await children.read(raw)


def rows_of(message: ParsedMessage, decision: Decision) -> Iterator[Row]:
    """Say in rows what was found: the kind, who it is about, each finding, flags, papers, what was not read.

    Args:
        message: What was read.
        decision: What is said about it.
    """
    findings = {finding.field: finding for finding in reversed(decision.findings)}
    kind = findings.pop("kind", Finding("kind", decision.kind))
    yield "kind", f"{decision.kind} ({kind.confidence:.2f})", _where(message, kind)
    yield "received", decision.received_at.isoformat(), ""
    if message.fax is not None:
        pages = f", {message.fax.page_count} pages" if message.fax.page_count else ""
        yield "fax", f"from {message.fax.number or 'a hidden number'}{pages}", "told by the fax server's e-mail"
    for person in decision.persons:
        yield "person", _described(person), _where_named(message, decision, person)
    for finding in decision.findings:
        # The words of a Vollmacht serve the case; the finding about it quotes them already.
        if finding.field not in {"kind", "person", "persons", MANDATE}:
            yield "finding", f"{finding.field} = {finding.value or 'nothing'}", _where(message, finding)
    for flag in decision.flags:
        yield "flag", flag.kind, _where(message, flag)
    for paper in decision.papers:
        yield "paper", f"{paper.type} ({paper.confidence:.2f})", _pages_of(message, paper)
    for document in message.documents:
        yield from _rows_of_problems(document)


def _where(message: ParsedMessage, shown: Finding | Flag) -> str:
    """The first place that shows it, quoted; for what is missing, what was searched."""
    if not shown.evidence:
        return f"searched: {shown.searched}" if shown.searched else ""
    more = f" (and {len(shown.evidence) - 1} more)" if len(shown.evidence) > 1 else ""
    return quoted(message, shown.evidence[0]) + more


def _where_named(message: ParsedMessage, decision: Decision, person: Person) -> str:
    for finding in decision.findings:
        if finding.field in {"person", "persons"} and finding.value == person.name:
            return _where(message, finding)
    return ""


def quoted(message: ParsedMessage, evidence: Evidence) -> str:
    """A place and the words that stand there, in one line.

    Args:
        message: That the evidence is of.
        evidence: Where.
    """
    document = next(document for document in message.documents if document.index == evidence.document)
    page = next((page for page in document.pages if page.number == evidence.page), None)
    text = " ".join(page.text[evidence.start : evidence.end].split()) if page else ""
    if len(text) > _QUOTE_LENGTH:
        text = f"{text[: _QUOTE_LENGTH - 1].rstrip()}…"
    return f'{_place(message, document, evidence.page)}: "{text}"'


def _place(message: ParsedMessage, document: Document, page: int) -> str:
    if document.is_body:
        return document.name
    return f"page {page}" if _is_alone(message) else f"{document.name}, page {page}"


def _is_alone(message: ParsedMessage) -> bool:
    return message.mail is None and len(message.documents) == 1


def _described(person: Person) -> str:
    parts = [person.name or "(no real name)"]
    if person.birth_date:
        parts.append(f"born {person.birth_date.isoformat()}")
    if person.nationality:
        parts.append(person.nationality)
    if person.is_minor:
        parts.append("minor")
    if person.name_is_incomplete:
        parts.append("name incomplete")
    return ", ".join(parts)


def _pages_of(message: ParsedMessage, paper: Paper) -> str:
    document = next(document for document in message.documents if document.index == paper.document)
    if not paper.first_page:
        return document.name
    is_one = paper.first_page == paper.last_page
    pages = f"page {paper.first_page}" if is_one else f"pages {paper.first_page}-{paper.last_page}"
    return pages if _is_alone(message) else f"{document.name}, {pages}"


def _rows_of_problems(document: Document) -> Iterator[Row]:
    if document.problem:
        yield "unread", document.name, document.problem
    for page in document.pages:
        if page.problem:
            yield "unread", f"{document.name}, page {page.number}", page.problem


def _rows_of_letters(letters: Sequence[Letter]) -> Iterator[Row]:
    for letter in letters:
        held = f"held: {letter.held_because}" if letter.held_because else str(letter.state)
        yield "letter", f"{letter.kind} to {letter.to or 'unknown'}", held


def print_rows(console: Console, rows: Sequence[Row]) -> None:
    """Print rows in three columns.

    Args:
        console: Where to; elsewhere than on a terminal without colours.
        rows: Label, what, where.
    """
    table = make_table()
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", max_width=48)
    table.add_column(overflow="fold")
    for label, what, where in rows:
        table.add_row(Text(label, style=_STYLES.get(label, "bold")), Text(what), Text(where, style="dim"))
    print_table(console, table)
