"""The intake's own reading, in as many processes as it would start, and of digital files and mails in one."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import lru_cache
from multiprocessing import get_context

from benchmarks.measures import Result, cpu_seconds, error_rates, peak_megabytes
from parsers.images import ReadImage
from parsers.ocr import OcrOptions, make_reader
from parsers.parse import parse
from parsers.records import Channel, Page, ParsedMessage, RawMessage

_NOW = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
PROCESSES = 2


def read_files(files: Sequence[bytes], meant: Sequence[str], *, is_in_process: bool = False) -> Result:
    """Read files of one page each in two processes, with the program Tesseract or with tesserocr in process."""
    ways = [is_in_process] * max(len(files), 2 * PROCESSES)
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        list(pool.map(_warm, ways[: 2 * PROCESSES]))
        begun = time.monotonic()
        read = list(pool.map(_text, files, ways))
        seconds = time.monotonic() - begun
    texts = [text for text, _ in read]
    way = "intake, in process" if is_in_process else "intake"
    return Result(way, len(files), seconds, sum(cpu for _, cpu in read), error_rates(texts, meant))


def memory_of_a_scan(content: bytes, *, is_in_process: bool) -> float:
    """Tell the peak memory in MB of a process that reads one scan of several pages, the program's own not counted."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_peak_of_scan, content, is_in_process).result()


def digital_pages_per_second(content: bytes, pages: int) -> float:
    """Read a PDF with a text layer again and again in this process; seconds are those of the processor."""
    rounds = 0
    begun = time.process_time()
    while time.process_time() - begun < 3:
        parsed = _parsed(content, Channel.POST, _never)
        assert len(parsed.documents[0].pages) == pages
        rounds += 1
    return rounds * pages / (time.process_time() - begun)


def mails_per_second(size: int) -> float:
    """Parse mails of a size in this process; seconds are those of the processor."""
    content = _mail(size)
    count = 0
    begun = time.process_time()
    while time.process_time() - begun < 3:
        _parsed(content, Channel.EMAIL, _never)
        count += 1
    return count / (time.process_time() - begun)


def memory_of_a_mail(size: int) -> tuple[float, float]:
    """Tell in MB the peak memory of a process that parses a mail, and by how much that is more than before."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_peak_of_mail, _mail(size)).result()


def _mail(size: int) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Erika Beispielmann <erika@post.example>", "Antrag für uns"
    message["Date"] = "Mon, 04 May 2026 10:00:00 +0200"
    message.set_content("Sehr geehrte Damen und Herren,\n" + "wir bitten um Prüfung unseres Falles.\n" * 40)
    left = max(size - len(message.as_bytes()), 0)
    content = b"%PDF-1.7\n" + os.urandom(max(left * 3 // 4 - 400, 0))
    message.add_attachment(content, maintype="application", subtype="pdf", filename="Anlage für Müller.pdf")
    return message.as_bytes()


def _never(_image: object) -> Page:
    raise AssertionError("nothing here needs OCR")


@lru_cache(maxsize=1)
def _reader(is_in_process: bool) -> ReadImage:
    return make_reader(OcrOptions(in_process=is_in_process))


def _warm(is_in_process: bool) -> None:
    _reader(is_in_process)
    time.sleep(0.5)  # so that each process gets one


def _parsed(content: bytes, channel: Channel, read_image: ReadImage) -> ParsedMessage:
    return parse(RawMessage(channel, "a", _NOW, content), read_image)


def _text(content: bytes, is_in_process: bool) -> tuple[str, float]:
    before = cpu_seconds(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    pages = _parsed(content, Channel.POST, _reader(is_in_process)).documents[0].pages
    used = cpu_seconds(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN) - before
    return "\n".join(page.text for page in pages), used


def _peak_of_scan(content: bytes, is_in_process: bool) -> float:
    _parsed(content, Channel.POST, _reader(is_in_process))
    return peak_megabytes()


def _peak_of_mail(content: bytes) -> tuple[float, float]:
    before = peak_megabytes()
    _parsed(content, Channel.EMAIL, _never)
    return peak_megabytes(), peak_megabytes() - before
