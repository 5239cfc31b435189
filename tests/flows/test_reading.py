from __future__ import annotations

import asyncio
import io
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from flows.reading import Readers, ReadersUnavailable, ReadingOptions, _pages_in, readers
from parsers.limits import ParseLimits
from parsers.ocr import OcrOptions
from parsers.records import Channel, Page, ParsedMessage, Problem, RawMessage

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
        file_bytes=250_000_000,
        messages_per_child=200,
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
    assert len(killed.documents[0].pages) == 8
    assert killed.documents[0].pages[-1].text == ""
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


def test_the_pages_that_were_read_before_the_end_stay_read(options: ReadingOptions) -> None:
    async def kill_after_two_pages() -> ParsedMessage:
        def noted() -> list[int]:
            return [1 for file in options.scratch.glob("*.pages") if len(list(_pages_in(file))) >= 2]

        with readers(options) as children:
            reading = asyncio.create_task(read_fax(children, 6))
            await wait_for(noted)
            os.kill(children_that_read()[0], signal.SIGKILL)
            parsed = await reading
            assert list(options.scratch.glob("*.pages")) == []
            return parsed

    pages = asyncio.run(kill_after_two_pages()).documents[0].pages
    texts = [SENTENCE in page.text.replace("\n", " ") for page in pages]
    assert len(pages) == 6
    assert texts[:2] == [True, True]
    assert texts == sorted(texts, reverse=True)
    assert {page.problem for page in pages if not page.text} == {Problem.DAMAGED}


def test_a_note_that_was_cut_off_in_writing_costs_one_page(tmp_path: Path) -> None:
    page = Page(1, "gelesen")
    (tmp_path / "a.pages").write_bytes(pickle.dumps(page) + pickle.dumps(page)[:-9])
    assert list(_pages_in(tmp_path / "a.pages")) == [page]
    assert list(_pages_in(tmp_path / "none.pages")) == []


def test_a_child_is_renewed_after_its_messages(options: ReadingOptions) -> None:
    async def three() -> list[int]:
        seen = []
        with readers(replace(options, messages_per_child=1)) as children:
            for _ in range(3):
                assert problems(await read_fax(children, 1)) == [None, None]
                seen += children_that_read()
        return seen

    assert len(set(asyncio.run(three()))) > 1


def test_a_child_that_has_grown_is_renewed_and_the_message_is_read_all_the_same(options: ReadingOptions) -> None:
    async def after_a_large_one() -> ParsedMessage:
        with readers(options) as children:
            first = asyncio.wrap_future(children._pool.schedule(_grow, args=(800_000_000,)))
            await first
            grown = children_that_read()
            parsed = await read_fax(children, 1)
            assert not set(grown) & set(children_that_read())
            return parsed

    assert problems(asyncio.run(after_a_large_one())) == [None, None]


def _grow(size: int) -> None:
    globals()["kept"] = bytearray(size)


def test_a_child_reaches_no_network_where_the_kernel_lets_it(options: ReadingOptions) -> None:
    async def interfaces() -> set[str]:
        with readers(options) as children:
            return await asyncio.wrap_future(children._pool.schedule(_interfaces))

    if _may_leave_network():
        assert asyncio.run(interfaces()) == {"lo"}


def _interfaces() -> set[str]:
    return {line.split(":")[0].strip() for line in Path("/proc/net/dev").read_text().splitlines()[2:]}


def _may_leave_network() -> bool:
    code = "import sys; from parsers.children import leave_network; sys.exit(not leave_network())"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_child_writes_no_larger_file_than_is_allowed(options: ReadingOptions, tmp_path: Path) -> None:
    async def write() -> None:
        with readers(replace(options, file_bytes=10_000)) as children, pytest.raises(OSError, match="too large"):
            await asyncio.wrap_future(children._pool.schedule(_write, args=(tmp_path / "a", 20_000)))

    asyncio.run(write())


def _write(path: Path, size: int) -> None:
    path.write_bytes(bytes(size))
