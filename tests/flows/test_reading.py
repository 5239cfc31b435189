from __future__ import annotations

import asyncio
import io
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from flows.reading import Readers, ReadersUnavailable, ReadingOptions, readers
from parsers.limits import ParseLimits
from parsers.ocr import OcrOptions
from parsers.records import Channel, ParsedMessage, Problem, RawMessage

pytestmark = pytest.mark.tesseract

NOW = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
SENTENCE = "Hiermit stellen wir einen Antrag an die Kommission und bitten um Hilfe."


def page_picture() -> Image.Image:
    picture = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(picture)
    for line in range(40):
        draw.text((80, 60 + 40 * line), SENTENCE, fill=0, font_size=24)
    return picture


def fax(pages: int) -> bytes:
    file = io.BytesIO()
    picture = page_picture()
    picture.save(file, "TIFF", save_all=True, append_images=[picture] * (pages - 1), compression="tiff_lzw")
    return file.getvalue()


def mail_with(attachment: bytes) -> bytes:
    import email.message

    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "anna@example.org", "post@example.org", "Antrag"
    mail["Date"] = "Thu, 12 Mar 2026 09:00:00 +0100"
    mail.set_content("Guten Tag, anbei der Antrag.")
    mail.add_attachment(attachment, maintype="image", subtype="tiff", filename="antrag.tif")
    return mail.as_bytes()


@pytest.fixture
def options(tmp_path: Path) -> ReadingOptions:
    return ReadingOptions(
        workers=1,
        timeout_seconds=120,
        memory_bytes=2_000_000_000,
        ocr=OcrOptions(),
        limits=ParseLimits(),
        scratch=tmp_path / "scratch",
    )


def read(options: ReadingOptions, raw: RawMessage) -> ParsedMessage:
    async def one() -> ParsedMessage:
        with readers(options) as children:
            return await children.read(raw)

    return asyncio.run(one())


def problems(parsed: ParsedMessage) -> list[Problem | None]:
    return [
        problem
        for document in parsed.documents
        for problem in (document.problem, *(page.problem for page in document.pages))
    ]


def processes() -> Iterator[tuple[int, int, int, str]]:
    """Id, parent, session and name of every process."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                name, _, rest = (folder / "stat").read_text().partition("(")[2].rpartition(")")
            except OSError:
                continue
            fields = rest.split()
            if fields[0] != "Z":
                yield int(folder.name), int(fields[1]), int(fields[3]), name


async def wait_for(what: Callable[[], list[int]]) -> list[int]:
    for _ in range(400):
        if found := what():
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("waited in vain")


def children_that_read() -> list[int]:
    """Our children that multiprocessing made and that have a session of their own; a server of ours is none of them."""
    ours = [pid for pid, parent, session, _ in processes() if parent == os.getpid() and session == pid]
    return [pid for pid in ours if b"spawn_main" in command_line(pid)]


def command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def tesseracts(sessions: list[int]) -> list[int]:
    return [pid for pid, _, session, name in processes() if name == "tesseract" and session in sessions]


def test_a_fax_is_read_in_a_child(options: ReadingOptions) -> None:
    parsed = read(options, RawMessage(Channel.FAX, "20260312T070000_a.tif", NOW, fax(1)))
    assert SENTENCE in parsed.documents[0].pages[0].text.replace("\n", " ")
    assert problems(parsed) == [None, None]
    assert not options.scratch.exists()


def test_what_takes_too_long_is_read_without_its_pictures(options: ReadingOptions) -> None:
    hasty = replace(options, timeout_seconds=0.3)
    parsed = read(hasty, RawMessage(Channel.EMAIL, "a.eml", NOW, mail_with(fax(8))))
    body, letter = parsed.documents
    assert "anbei der Antrag" in body.pages[0].text
    assert [page.problem for page in letter.pages] == [Problem.TOO_SLOW] * 8
    assert parsed.mail is not None
    assert parsed.received_at == NOW


def test_a_child_that_is_killed_costs_no_message_and_leaves_no_tesseract(options: ReadingOptions) -> None:
    async def kill_while_it_reads() -> tuple[ParsedMessage, ParsedMessage]:
        with readers(options) as children:
            reading = asyncio.create_task(read_fax(children, 8))
            sessions = await wait_for(children_that_read)
            left = await wait_for(lambda: tesseracts(sessions))
            os.kill(sessions[0], signal.SIGKILL)
            first = await reading
            assert not [pid for pid in left if Path(f"/proc/{pid}").exists() and pid in tesseracts(sessions)]
            return first, await read_fax(children, 1)

    killed, next_one = asyncio.run(kill_while_it_reads())
    assert set(problems(killed)) == {None, Problem.DAMAGED}
    assert [page.text for page in killed.documents[0].pages] == [""] * 8
    assert problems(next_one) == [None, None]


async def read_fax(children: Readers, pages: int) -> ParsedMessage:
    return await children.read(RawMessage(Channel.FAX, "a.tif", NOW, fax(pages)))


def test_what_needs_more_memory_than_is_allowed_is_an_item_with_a_problem(options: ReadingOptions) -> None:
    file = io.BytesIO()
    Image.new("RGB", (10_000, 9_000), "white").save(file, "TIFF", compression="tiff_lzw")
    tight = replace(options, memory_bytes=800_000_000)
    parsed = read(tight, RawMessage(Channel.POST, "20260312T070000_a.tif", NOW, file.getvalue()))
    assert any(problems(parsed))
    assert parsed.received_at.isoformat() == "2026-03-12T07:00:00+01:00"


def test_the_end_of_a_run_takes_a_reading_child_with_it(options: ReadingOptions) -> None:
    async def leave_while_it_reads() -> list[int]:
        with readers(options) as children:
            reading = asyncio.create_task(read_fax(children, 8))
            sessions = await wait_for(children_that_read)
            await wait_for(lambda: tesseracts(sessions))
            reading.cancel()
        return sessions

    sessions = asyncio.run(leave_while_it_reads())
    assert tesseracts(sessions) == []
    assert not set(sessions) & set(children_that_read())


def test_what_an_earlier_run_left_in_the_scratch_folder_goes_away(options: ReadingOptions) -> None:
    options.scratch.mkdir()
    (options.scratch / "tess_left.png").write_bytes(b"a page of a letter")
    with readers(options):
        assert list(options.scratch.iterdir()) == []


def test_a_child_that_dies_with_nothing_to_read_costs_no_message(options: ReadingOptions) -> None:
    async def kill_an_idle_child() -> ParsedMessage:
        with readers(options) as children:
            await read_fax(children, 1)
            os.kill((await wait_for(children_that_read))[0], signal.SIGKILL)
            await asyncio.sleep(1)
            with pytest.raises(ReadersUnavailable):
                await read_fax(children, 1)
            return await read_fax(children, 1)

    assert problems(asyncio.run(kill_an_idle_child())) == [None, None]
