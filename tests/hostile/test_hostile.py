"""Whatever comes in ends in documents or problems within the limits; nothing stays behind, nothing is written away."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hostile_files import files
from hostile_mail import mail_with, mails
from paper_pictures import FORM, encoded, page

from flows.reading import Readers, ReadingOptions, readers
from parsers.limits import ParseLimits
from parsers.ocr import OcrOptions
from parsers.records import Channel, ParsedMessage, Problem, RawMessage

pytestmark = pytest.mark.tesseract

NOW = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
# A tenth of what is allowed in service: what must run into a limit does so soon.
LIMITS = replace(ParseLimits(), unpacked_bytes=60_000_000, member_bytes=30_000_000, documents=60, pages=30)
SECONDS = 15.0
MAILS, FILES = mails(), files()
NAMES = [*(f"mail: {name}" for name in MAILS), *(f"file: {name}" for name in FILES)]


def options(scratch: Path) -> ReadingOptions:
    return ReadingOptions(
        workers=2,
        timeout_seconds=SECONDS,
        memory_bytes=1_500_000_000,
        file_bytes=100_000_000,
        messages_per_child=100,
        ocr=OcrOptions(timeout_seconds=8.0),
        limits=LIMITS,
        scratch=scratch,
    )


def content_of(name: str) -> bytes:
    kind, _, what = name.partition(": ")
    return MAILS[what] if kind == "mail" else mail_with(FILES[what])


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[ParsedMessage, float]]]:
    """All of them read by two children, in a folder in which nothing else is written."""
    folder = tmp_path_factory.mktemp("hostile")
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield asyncio.run(read_all(folder / "scratch"))
        assert list(folder.rglob("*")) == []
    finally:
        os.chdir(before)


async def read_all(scratch: Path) -> dict[str, tuple[ParsedMessage, float]]:
    seen: dict[str, tuple[ParsedMessage, float]] = {}
    gate = asyncio.Semaphore(2)
    with readers(options(scratch)) as children:

        async def one(name: str) -> None:
            async with gate:
                begun = time.monotonic()
                parsed = await children.read(RawMessage(Channel.EMAIL, "a.eml", NOW, content_of(name)))
                seen[name] = parsed, time.monotonic() - begun

        # One that raises fails its own test: it is not among those that were seen.
        await asyncio.gather(*map(one, NAMES), return_exceptions=True)
        assert running_below(os.getpid()) <= 2 + 1  # the children, and multiprocessing's own tracker
        assert list(scratch.iterdir()) == []
    return seen


def running_below(parent: int) -> int:
    count = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        count += int(fields[1]) == parent and fields[0] != "Z"
    return count


def test_there_are_more_than_sixty_of_them() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_it_ends_in_documents_or_problems_within_the_limits(
    name: str, outcomes: dict[str, tuple[ParsedMessage, float]]
) -> None:
    assert name in outcomes, "it raised"
    parsed, seconds = outcomes[name]
    assert 1 <= len(parsed.documents) <= LIMITS.documents
    assert seconds < 2 * SECONDS + 60  # two tries, and two short ones, on a busy machine
    assert parsed.documents[0].pages or name.startswith("mail: ")  # the text of the mail is never lost
    pages = [page for document in parsed.documents for page in document.pages]
    assert sum(len(page.text) for page in pages) <= LIMITS.message_characters
    assert all(
        document.pages or document.problem or is_container(document.index, parsed) for document in parsed.documents
    )
    assert "root:" not in "".join(page.text for page in pages)  # of /etc/passwd


def is_container(index: int, parsed: ParsedMessage) -> bool:
    return any(document.parent == index for document in parsed.documents)


SOUND_WITH_PROBLEM = {
    "a zip bomb": Problem.TOO_LARGE,
    "a zip of thousands": Problem.TOO_LARGE,
    "a zip of zips of zips": Problem.TOO_LARGE,
    "a zip whose members lie over each other": Problem.TOO_LARGE,
    "a docx bomb": Problem.TOO_LARGE,
    "a tiff of gigapixels": Problem.TOO_LARGE,
    "a png of gigapixels": Problem.TOO_LARGE,
    "a pdf of thousands of pages": Problem.TOO_LARGE,
    "a pdf of its first line": Problem.DAMAGED,
    "a zip with a locked member": Problem.ENCRYPTED,
    "a rar": Problem.UNSUPPORTED,
}


@pytest.mark.parametrize(("name", "problem"), SOUND_WITH_PROBLEM.items())
def test_the_problem_is_named_and_the_text_of_the_mail_is_kept(
    name: str, problem: Problem, outcomes: dict[str, tuple[ParsedMessage, float]]
) -> None:
    parsed, _ = outcomes[f"file: {name}"]
    assert parsed.documents[0].pages[0].text == "Anbei mein Antrag."
    assert problem in [document.problem for document in parsed.documents]


def test_names_that_lead_away_lead_nowhere(outcomes: dict[str, tuple[ParsedMessage, float]]) -> None:
    for name in ("mail: a file name that leads away", "file: a zip that leads away"):
        names = [document.name for document in outcomes[name][0].documents]
        assert not [name for name in names if "/" in name or "\\" in name]
    assert not Path("/tmp/hostile-marker").exists()  # noqa: S108
    assert not Path("hostile-marker").exists()


FAKE = """#!/bin/sh
case "$*" in
  *--list-langs*) printf 'List of available languages (1):\\ndeu\\n' ;;
  *--version*) echo 'tesseract 5.3.0' ;;
  *) exec sleep 900 ;;
esac
"""


def test_a_tesseract_that_hangs_is_ended_and_its_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated by a program of that name which sleeps."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(FAKE)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    slow = replace(options(tmp_path / "scratch"), workers=1, ocr=OcrOptions(timeout_seconds=1.0))
    picture = encoded(page(FORM), "JPEG")

    async def read() -> ParsedMessage:
        with readers(slow) as children:
            return await read_with(children, mail_with(picture, picture))

    parsed = asyncio.run(read())
    assert [read_page.problem for document in parsed.documents[1:] for read_page in document.pages] == [
        Problem.TOO_SLOW
    ] * 2
    assert not sleeping()


async def read_with(children: Readers, content: bytes) -> ParsedMessage:
    return await children.read(RawMessage(Channel.EMAIL, "a.eml", NOW, content))


def sleeping() -> list[str]:
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if command.read_bytes() == b"sleep\x00900\x00":
                found.append(command.parent.name)
        except OSError:
            continue
    return found
