"""Invented records for the tests of the storage, and how hypothesis makes them."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from classifiers.records import CaseState, Decision, Evidence, FiledItem, Finding, Kind, Paper, Person
from letters.records import Letter, LetterKind, LetterState
from parsers.records import Box, Channel, Document, Mark, Page, ParsedMessage, RawMessage, Word
from storage.cases import begin_filing, file_item, next_case_number
from storage.messages import register_message, save_parsed

T = TypeVar("T")
PATTERN = "HFK-{year}-{number:04d}"
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Office:
    """Does by few words what the flows do with a message."""

    def __init__(self) -> None:
        self.arrived = 0

    def receive(self, session: Session, name: str = "", channel: Channel = Channel.EMAIL) -> uuid.UUID:
        """Register a message, a minute after the one before."""
        self.arrived += 1
        name = name or f"brief-{self.arrived}.eml"
        at = MORNING + timedelta(minutes=self.arrived)
        raw = RawMessage(channel, name, at, os.fsencode(name))
        return register_message(session, raw, name, hashlib.sha256(raw.content).hexdigest(), at).message_id

    def read(
        self,
        session: Session,
        name: str = "",
        channel: Channel = Channel.EMAIL,
        text: str = "Ich bitte um Hilfe.",
    ) -> tuple[uuid.UUID, Decision]:
        """Register a message and keep its text; give what the program says about it."""
        message_id = self.receive(session, name, channel)
        name = name or f"brief-{self.arrived}.eml"
        at = MORNING + timedelta(minutes=self.arrived)
        body = Document(0, "body", "text/plain", (Page(1, text),), is_body=True)
        save_parsed(session, message_id, ParsedMessage(channel, name, at, (body,)))
        return message_id, Decision(name, channel, at, Kind.APPLICATION, persons=(Person("Amira Muster"),))

    def open_case(
        self, session: Session, decision: Decision, message_id: uuid.UUID, *letters: Letter, **state: Any
    ) -> str:
        """File an item that opens a case; give the Aktenzeichen."""
        begin_filing(session, message_id)
        number = next_case_number(session, decision.received_at, PATTERN)
        filed = FiledItem(decision, number.key)
        file_item(session, message_id, filed, self.state(number.key, decision, **state), letters, number)
        return number.key

    def add_to_case(
        self, session: Session, case: str, *letters: Letter, duplicate_of: str | None = None, **state: Any
    ) -> Decision:
        """File another item in a case; give what is said about it."""
        message_id, decision = self.read(session)
        filed = FiledItem(decision, case, duplicate_of)
        file_item(session, message_id, filed, self.state(case, decision, **state), letters)
        return decision

    def state(self, case: str, *decisions: Decision, **changes: Any) -> CaseState:
        """A case with the persons of its items."""
        persons = tuple(person for decision in decisions for person in decision.persons)
        items = tuple(decision.item for decision in decisions)
        return replace(CaseState(case, items, persons, None, "05315", frozenset()), **changes)

    def letter(
        self,
        kind: LetterKind = LetterKind.RECEIPT_CONFIRMATION,
        to: str | None = "applicant",
        state: LetterState = LetterState.READY,
        **more: Any,
    ) -> Letter:
        """A letter that is owed."""
        return Letter(kind, to, state, **more)


@pytest.fixture
def office() -> Office:
    return Office()


class Statements:
    """Counts what is asked of a database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *_: object) -> None:
        self.count += 1

    @contextmanager
    def counted(self, engine: Engine) -> Iterator[Statements]:
        event.listen(engine, "before_cursor_execute", self)
        yield self
        event.remove(engine, "before_cursor_execute", self)


@pytest.fixture
def statements() -> Statements:
    return Statements()


def each_field_of(record: type[T], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Vary all fields of a record, also those that have a default."""
    names = [field.name for field in fields(record)]  # type: ignore[arg-type]
    return st.builds(record, **{name: given.get(name, ...) for name in names})  # type: ignore[arg-type]


def _as_tuple(strategy: st.SearchStrategy[T], most: int = 3, least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


share = st.floats(0, 1)
count = st.integers(0, 2**31 - 1)
# With a fixed offset: times of a real zone are equal to no other in the hour that autumn repeats.
instants = st.datetimes(
    datetime(1970, 1, 2),  # noqa: DTZ001
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
_spans = st.tuples(share, share).map(lambda ends: (min(ends), max(ends)))
_boxes = st.builds(lambda x, y: Box(x[0], y[0], x[1], y[1]), _spans, _spans)
_pages = each_field_of(
    Page,
    words=_as_tuple(st.builds(Word, count, count, st.none() | _boxes, st.none() | share)),
    quality=st.none() | share,
    marks=_as_tuple(st.builds(Mark, count, st.none() | _boxes, share, st.sampled_from(["", "HFK-2026-0001"]))),
)
_documents = each_field_of(
    Document,
    pages=_as_tuple(_pages).map(lambda pages: tuple(replace(page, number=n) for n, page in enumerate(pages, 1))),
    parent=st.none() | count,
)
st.register_type_strategy(datetime, instants)
st.register_type_strategy(
    ParsedMessage,
    each_field_of(
        ParsedMessage,
        documents=_as_tuple(_documents, least=1).map(
            lambda documents: tuple(replace(document, index=n) for n, document in enumerate(documents))
        ),
    ),
)
st.register_type_strategy(Evidence, st.builds(Evidence, count, count, count, count))
st.register_type_strategy(
    Paper, each_field_of(Paper, document=count, first_page=count, last_page=count, confidence=share)
)
st.register_type_strategy(Finding, each_field_of(Finding, confidence=share))
for _record in (Person, Decision, CaseState):
    st.register_type_strategy(_record, each_field_of(_record))
