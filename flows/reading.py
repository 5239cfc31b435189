"""Reads messages in child processes with limits on memory, time and CPU: a bad file costs one item."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from parsers.children import end_group_of, end_with_parent
from parsers.errors import BadSettings, Unavailable
from parsers.limits import ParseLimits
from parsers.media import MediaType
from parsers.ocr import OcrOptions, make_reader
from parsers.parse import parse
from parsers.records import Channel, Document, Page, ParsedMessage, Problem, RawMessage, TextSource

_MESSAGES_PER_CHILD = 200  # then it is renewed: what libraries do not give back would add up over weeks
_SECOND_TRY_SECONDS = 60.0  # without pictures the rest of a message takes a second or two


class ReadersUnavailable(Unavailable):
    """The child processes cannot be started."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How messages are read.

    Attributes:
        workers: Child processes at the same time.
        timeout_seconds: For one message.
        memory_bytes: Address space of a child.
        ocr: How page pictures are read.
        limits: How much of a message is read.
        scratch: Folder for files on their way to Tesseract; emptied at the start and at the end.
    """

    workers: int
    timeout_seconds: float
    memory_bytes: int
    ocr: OcrOptions
    limits: ParseLimits
    scratch: Path


class Readers:
    """The child processes that read messages; made and ended by `readers`."""

    def __init__(self, options: ReadingOptions, *, is_quiet: bool) -> None:
        self._options = options
        self._is_quiet = is_quiet
        self._pool = self._start()

    def _start(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._options.workers,
            max_tasks=_MESSAGES_PER_CHILD,
            initializer=_begin_child,
            initargs=(os.getpid(), self._options, self._is_quiet),
            # A fork would take over the parent's threads and open database.
            context=multiprocessing.get_context("spawn"),
        )

    def stop(self) -> None:
        """End the children, and what they are at with them."""
        self._pool.stop()
        self._pool.join()

    async def read(self, raw: RawMessage) -> ParsedMessage:
        """Read one message; whatever its bytes do, something is said about it.

        Args:
            raw: The message.

        Returns:
            What was read. Where a child died of it or ran out of time, it is read again without its pictures,
            and at last its envelope alone; what was not read is a document or a page with a problem.

        Raises:
            Misconfigured: Tesseract or a language is missing.
            ReadersUnavailable: No child can be started.
        """
        parsed, problem = await self._try(_read_all, raw, self._options.timeout_seconds)
        if parsed is None:
            parsed, _ = await self._try(_read_without_pictures, raw, _SECOND_TRY_SECONDS, problem)
        if parsed is None:
            parsed, _ = await self._try(_read_envelope, raw, _SECOND_TRY_SECONDS, problem)
        return parsed or _unread(raw, problem)

    async def read_headers(self, raw: RawMessage) -> ParsedMessage:
        """Read a mail of which only the headers were fetched, for it is too large.

        Raises:
            ReadersUnavailable: No child can be started.
        """
        parsed, _ = await self._try(_read_envelope, raw, _SECOND_TRY_SECONDS, Problem.TOO_LARGE)
        return parsed or _unread(raw, Problem.TOO_LARGE)

    async def _try(
        self, read: Callable[..., ParsedMessage], raw: RawMessage, seconds: float, *more: object
    ) -> tuple[ParsedMessage | None, Problem]:
        """One try in a child; None and why, where it did not come back."""
        pool = self._pool
        try:
            future = pool.schedule(read, args=(raw, self._options, *more), timeout=seconds)
        except RuntimeError:
            raise self._renewed_in_place_of(pool) from None
        try:
            return await asyncio.wrap_future(future), Problem.DAMAGED
        except TimeoutError:
            return None, Problem.TOO_SLOW
        except ProcessExpired as error:
            end_group_of(error.pid)
            return None, Problem.DAMAGED
        except BrokenProcessPool:
            raise self._renewed_in_place_of(pool) from None
        except MemoryError:
            return None, Problem.TOO_LARGE
        except Unavailable:
            return None, Problem.TOO_SLOW

    def _renewed_in_place_of(self, broken: ProcessPool) -> ReadersUnavailable:
        """Start new children for the next try: one died with nothing to read, so no message is at fault."""
        if broken is self._pool:
            self.stop()
            self._pool = self._start()
        return ReadersUnavailable("the child processes that read messages cannot be started")


@contextmanager
def readers(options: ReadingOptions, *, is_quiet: bool = True) -> Iterator[Readers]:
    """Start the child processes; at the end they are gone, and what they were at with them.

    Args:
        options: Limits.
        is_quiet: Drop what libraries and programs print in a child; it may quote the message.

    Raises:
        BadSettings: The scratch folder cannot be made.
    """
    _empty(options.scratch)
    # The children inherit it: on a machine of many cores OpenBLAS would take the memory that is allowed to them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    children = Readers(options, is_quiet=is_quiet)
    try:
        yield children
    finally:
        children.stop()
        shutil.rmtree(options.scratch, ignore_errors=True)


def _empty(scratch: Path) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        scratch.mkdir(mode=0o700, parents=True)
    except OSError:
        raise BadSettings("the home folder cannot be written") from None


# --- in the child -------------------------------------------------------------------------------------------


def _begin_child(parent_pid: int, options: ReadingOptions, is_quiet: bool) -> None:
    end_with_parent(parent_pid)
    resource.setrlimit(resource.RLIMIT_AS, (options.memory_bytes, options.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold the letter
    os.environ["TMPDIR"] = tempfile.tempdir = str(options.scratch)
    if is_quiet:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)


def _read_all(raw: RawMessage, options: ReadingOptions) -> ParsedMessage:
    _limit_cpu(options.timeout_seconds)
    return parse(raw, _reader(options.ocr), options.limits)


def _read_without_pictures(raw: RawMessage, options: ReadingOptions, problem: Problem) -> ParsedMessage:
    _limit_cpu(_SECOND_TRY_SECONDS)
    unread = Page(1, "", source=TextSource.NONE, problem=problem)
    return parse(raw, lambda _image: unread, options.limits)


def _read_envelope(raw: RawMessage, options: ReadingOptions, problem: Problem) -> ParsedMessage:
    """From whom it is and when it came; and that the rest was not read."""
    _limit_cpu(_SECOND_TRY_SECONDS)
    # Over the limit the parsers read the headers of a mail and the time in a name, and no more.
    parsed = parse(raw, _reader(options.ocr), replace(options.limits, message_bytes=0))
    documents = tuple(replace(document, problem=problem) for document in parsed.documents)
    return replace(parsed, documents=documents)


@lru_cache(maxsize=1)
def _reader(ocr: OcrOptions) -> Callable[..., Page]:
    return make_reader(ocr)


def _limit_cpu(seconds: float) -> None:
    """Allow so much CPU time from now on; the kernel ends a child that is stuck in a library of C.

    Time is kept by the parent. This is for the case that there is no parent any more.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _unread(raw: RawMessage, problem: Problem) -> ParsedMessage:
    """A message of which nothing was read but that it came."""
    is_body = raw.channel is Channel.EMAIL
    name = "body" if is_body else raw.source_name
    document = Document(0, name, MediaType.UNKNOWN, problem=problem, is_body=is_body)
    return ParsedMessage(raw.channel, raw.source_name, raw.collected_at, (document,))
