"""A small office with a page: invented items, filed by the same functions as the flows use."""

from __future__ import annotations

import io
import re
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn
from PIL import Image, ImageDraw
from sqlalchemy.orm import Session, sessionmaker
from starlette.applications import Starlette

from classifiers.casework import case_state
from classifiers.flags import flags_of
from classifiers.records import (
    Contact,
    Decision,
    Evidence,
    FiledBy,
    FiledItem,
    Finding,
    Kind,
    Paper,
    PaperType,
    Person,
    Reasons,
    Representative,
    Residence,
    Role,
    Vollmacht,
    Whereabouts,
)
from letters.due import letters_owed
from parsers.records import Box, Channel, Document, Page, ParsedMessage, RawMessage, TextSource, Word
from review.app import create_app
from review.calls import Office
from review.settings import ReviewSettings
from storage.accounts import keep_account
from storage.blobs import store_blob
from storage.cases import begin_filing, file_item, next_case_number
from storage.database import open_engine, session_factory, transaction, upgrade
from storage.messages import park, register_message, save_parsed
from storage.settings import StorageSettings
from storage.status import StaffRole

PASSWORD = "ein langes Kennwort"
PATTERN = "HFK-{year}-{number:04d}"
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TEXT = "Antrag an die Härtefallkommission für Amira Muster, geb. 01.02.1990. Die Vollmacht reiche ich nach."


def a_scan() -> bytes:
    """A page with black lines, as a TIFF."""
    picture = Image.new("L", (850, 1200), 255)
    draw = ImageDraw.Draw(picture)
    for line in range(12):
        draw.text((80, 80 + 60 * line), "Antrag an die Haertefallkommission", fill=0)
    out = io.BytesIO()
    picture.save(out, "TIFF", dpi=(100, 100))
    return out.getvalue()


def words_of(text: str) -> tuple[Word, ...]:
    """Words one after the other on one line."""
    words, at = [], 0
    for number, part in enumerate(text.split(" ")):
        left = number / 20 % 0.9
        words.append(Word(at, at + len(part), Box(left, 0.1, left + 0.04, 0.12), 0.9))
        at += len(part) + 1
    return tuple(words)


class Desk:
    """Does by few words what the flows do."""

    def __init__(self, sessions: sessionmaker[Session], settings: ReviewSettings) -> None:
        self.sessions = sessions
        self.settings = settings
        self.arrived = 0

    def receive(self, session: Session, name: str, channel: Channel, content: bytes) -> uuid.UUID:
        """Store bytes and enter them."""
        self.arrived += 1
        at = MORNING + timedelta(minutes=self.arrived)
        sha256 = store_blob(self.settings.storage.blobs, content)
        return register_message(session, RawMessage(channel, name, at, content), name, sha256, at).message_id

    def file(
        self, name: str = "brief.tif", *, text: str = TEXT, channel: Channel = Channel.FAX, **fields: object
    ) -> uuid.UUID:
        """File an application without a Vollmacht that opens a case."""
        content = a_scan() + name.encode() if channel is not Channel.EMAIL else f"Subject: x\n\n{text}".encode()
        with transaction(self.sessions) as session:
            message_id = self.receive(session, name, channel, content)
            at = MORNING + timedelta(minutes=self.arrived)
            page = Page(1, text, words_of(text), TextSource.OCR, 0.9)
            is_body = channel is Channel.EMAIL
            kind = "text/plain" if is_body else "image/tiff"
            document = Document(0, "body" if is_body else name, kind, (page,), is_body=is_body)
            save_parsed(session, message_id, ParsedMessage(channel, name, at, (document,)))
            decision = self.decision(name, channel, at, text, **fields)
            begin_filing(session, message_id)
            number = next_case_number(session, at, PATTERN)
            opens = decision.kind is Kind.APPLICATION
            filed = FiledItem(decision, number.key if opens else None)
            state = case_state(number.key, (filed,)) if opens else None
            letters = letters_owed(state) if state else ()
            file_item(session, message_id, filed, state, letters, number if opens else None)
        return message_id

    def decision(self, name: str, channel: Channel, at: datetime, text: str, **fields: object) -> Decision:
        """What is said about it: everything but a Vollmacht."""
        start = text.index("Vollmacht") if "Vollmacht" in text else 0
        where = Evidence(0, 1, start, start + 9)
        values: dict[str, object] = {
            "kind": Kind.APPLICATION,
            "language": "de",
            "persons": (Person("Amira Muster", date(1990, 2, 1), "AFG"),),
            "filed_by": FiledBy.REPRESENTATIVE,
            "representative": Representative("Ina Kessler", Role.LAWYER),
            "power_of_attorney": Vollmacht.ANNOUNCED,
            "reasons": Reasons.STATED,
            "residence": Residence.NRW,
            "whereabouts": Whereabouts.GERMANY,
            "authority": "05315",
            "main_text": text,
            "sender": Contact("Ina Kessler", ("Weg 1", "50667 Köln"), "kessler@kanzlei.example"),
            "applicant_contact": Contact("Amira Muster", ("Gasse 2", "50667 Köln")),
            "papers": (Paper(PaperType.APPLICATION_LETTER, 0, 1, 1, name, 0.9),),
            "findings": (
                Finding("power_of_attorney", "announced", (where,), 0.95, "test"),
                Finding("person", "Amira Muster", (Evidence(0, 1, 0, 6),), 0.5, "test"),
            ),
        }
        decision = Decision(name, channel, at, **(values | fields))  # type: ignore[arg-type]
        return replace(decision, flags=flags_of(decision))

    def park(self, name: str = "kaputt.eml", content: bytes = b"\x00\x01 kein Brief") -> uuid.UUID:
        """Park a message."""
        with transaction(self.sessions) as session:
            message_id = self.receive(session, name, Channel.EMAIL, content)
            park(session, message_id, "unreadable_message")
        return message_id


@pytest.fixture
def scan() -> bytes:
    return a_scan()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with all tables and an account of each role: made once, for hashing passwords is slow by intent."""
    home = tmp_path_factory.mktemp("template")
    engine = open_engine(StorageSettings(home))
    upgrade(engine)
    with transaction(session_factory(engine)) as session:
        for role in StaffRole:
            keep_account(session, f"{role}@amt", role, PASSWORD, "test")
        keep_account(session, "andere@amt", StaffRole.CLERK, PASSWORD, "test")
    engine.dispose()
    return home


@pytest.fixture
def settings(tmp_path: Path, template: Path) -> ReviewSettings:
    shutil.copytree(template, tmp_path / "home")
    return ReviewSettings(home=tmp_path / "home")


@pytest.fixture
def app(settings: ReviewSettings) -> Iterator[Starlette]:
    app = create_app(settings)
    yield app
    app.state.office.painter.stop()


@pytest.fixture
def office(app: Starlette) -> Office:
    office = app.state.office
    assert isinstance(office, Office)
    return office


@pytest.fixture
def desk_of() -> type[Desk]:
    """Makes a desk for an office of the test's own."""
    return Desk


@pytest.fixture
def desk(office: Office, settings: ReviewSettings) -> Desk:
    return Desk(office.sessions, settings)


class Visitor:
    """Somebody at a browser without JavaScript: follows links, sends forms with their hidden fields."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.client = httpx.Client(base_url=base, headers={"Origin": base}, timeout=60)

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """Send the form to sign in."""
        return self.client.post("/anmelden", data={"name": name, "kennwort": password})

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return self.client.get(path)

    def post(self, path: str, page: str = "/heute", **fields: str) -> httpx.Response:
        """Send a form with the token, and the version, that stand in a page."""
        hidden = hidden_fields(self.get(page).text)
        return self.client.post(path, data=hidden | fields, headers={"Referer": self.base + page})


def hidden_fields(html: str) -> dict[str, str]:
    """The token and the version that a page's forms carry."""
    return {
        name: found[-1]
        for name in ("token", "version")
        if (found := re.findall(rf'name="{name}" value="([^"]*)"', html))
    }


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """Serve an app on a port of this machine; give its address. The first picture starts the painter's child."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        assert time.monotonic() < deadline, "the page did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=60)


@pytest.fixture
def address(app: Starlette) -> Iterator[str]:
    with served(app) as base:
        yield base


@pytest.fixture
def visitor(address: str) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors who are signed in."""
    made: list[Visitor] = []

    def make(name: str = "clerk@amt") -> Visitor:
        one = Visitor(address)
        assert one.sign_in(name).status_code == 303
        made.append(one)
        return one

    yield make
    for one in made:
        one.client.close()


@pytest.fixture
def clerk(visitor: Callable[..., Visitor]) -> Visitor:
    return visitor("clerk@amt")
