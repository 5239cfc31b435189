"""Reads messages in child processes with limits on memory, time and CPU: a bad file costs one item."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import resource
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pebble import ProcessExpired, ProcessPool
from PIL import Image

from parsers.children import address_space_bytes, end_group_of, end_with_parent, leave_network
from parsers.errors import BadSettings, Unavailable
from parsers.limits import ParseLimits
from parsers.media import MediaType
from parsers.ocr import OcrOptions, make_reader
from parsers.parse import parse
from parsers.records import Channel, Document, Page, ParsedMessage, Problem, RawMessage, TextSource

_GROWN = 75  # exit status of a child that asks to be renewed (EX_TEMPFAIL of sysexits.h)
# Share of its free address space by which a child may have grown before the next message: an innocent one would
# have to do without what an earlier one took.
_MOST_GROWTH = 0.25
_SECOND_TRY_SECONDS = 60.0  # without pictures the rest of a message takes a second or two
_LAST_TRY_SECONDS = 20.0  # the text or the headers of a mail take less than one


class ReadersUnavailable(Unavailable):
    """The child processes cannot be started."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How messages are read.

    Attributes:
        workers: Child processes at the same time.
        timeout_seconds: For one message.
        memory_bytes: Address space of a child.
        file_bytes: Size of one file that a child, or a program it starts, may write.
        messages_per_child: Then it is renewed: what libraries do not give back would add up over weeks.
        ocr: How page pictures are read.
        limits: How much of a message is read.
        scratch: Folder for files on their way to Tesseract; emptied at the start and at the end.
    """

    workers: int
    timeout_seconds: float
    memory_bytes: int
    file_bytes: int
    messages_per_child: int
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
            max_tasks=self._options.messages_per_child,
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
            What was read. Where a child died of it or ran out of time, it is read again with those of its pictures
            that had been read by then, then the text of the mail without its attachments, and at last its envelope
            alone; what was not read is a document or a page with a problem.

        Raises:
            Misconfigured: Tesseract or a language is missing.
            ReadersUnavailable: No child can be started.
        """
        journal = self._options.scratch / f"{uuid.uuid4().hex}.pages"
        try:
            parsed, problem = await self._try(_read_all, raw, self._options.timeout_seconds, journal)
            if parsed is None:
                seconds = min(_SECOND_TRY_SECONDS, self._options.timeout_seconds)
                parsed, _ = await self._try(_read_what_was_reached, raw, seconds, journal, problem)
            if parsed is None and raw.channel is Channel.EMAIL:
                parsed, _ = await self._try(_read_mail_alone, raw, _LAST_TRY_SECONDS, problem)
            if parsed is None:
                parsed, _ = await self._try(_read_envelope, raw, _LAST_TRY_SECONDS, problem)
            return parsed or _unread(raw, problem)
        finally:
            journal.unlink(missing_ok=True)

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
            if error.exitcode == _GROWN:
                return await self._try(read, raw, seconds, *more)
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
    leave_network()  # first: the kernel forgets the wish to end with the parent when it grants a name space
    end_with_parent(parent_pid)
    resource.setrlimit(resource.RLIMIT_AS, (options.memory_bytes, options.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold the letter
    resource.setrlimit(resource.RLIMIT_FSIZE, (options.file_bytes, options.file_bytes))
    os.environ["TMPDIR"] = tempfile.tempdir = str(options.scratch)
    if is_quiet:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    _bytes_at_birth()


def _read_all(raw: RawMessage, options: ReadingOptions, journal: Path) -> ParsedMessage:
    """Read it whole, and write down each page picture that was read: should this child die, they are not lost."""
    _begin_message(options.timeout_seconds, options)
    read_image = _reader(options.ocr)

    def read_and_note(image: Image.Image) -> Page:
        page = read_image(image)
        with journal.open("ab") as file:
            pickle.dump(page, file)
        return page

    return parse(raw, read_and_note, options.limits)


def _read_what_was_reached(raw: RawMessage, options: ReadingOptions, journal: Path, problem: Problem) -> ParsedMessage:
    """Read it again without OCR: the pictures come in the same order, and the first of them are read already."""
    _begin_message(_SECOND_TRY_SECONDS, options)
    reached = _pages_in(journal)
    unread = Page(1, "", source=TextSource.NONE, problem=problem)
    return parse(raw, lambda _image: next(reached, unread), options.limits)


def _pages_in(journal: Path) -> Iterator[Page]:
    try:
        with journal.open("rb") as file:
            while True:
                yield pickle.load(file)  # noqa: S301 - a child of ours wrote it, into a folder of ours alone
    except (OSError, EOFError, pickle.UnpicklingError):
        return  # the last one may have been cut off in writing


def _read_mail_alone(raw: RawMessage, options: ReadingOptions, problem: Problem) -> ParsedMessage:
    """Its text, and which attachments it has."""
    _begin_message(_LAST_TRY_SECONDS, options)
    # Nothing that hangs on a mail lies as little deep as that.
    parsed = parse(raw, _reader(options.ocr), replace(options.limits, depth=0))
    documents = (d if d.problem is not Problem.TOO_LARGE else replace(d, problem=problem) for d in parsed.documents)
    return replace(parsed, documents=tuple(documents))


def _read_envelope(raw: RawMessage, options: ReadingOptions, problem: Problem) -> ParsedMessage:
    """From whom it is and when it came; and that the rest was not read."""
    _begin_message(_LAST_TRY_SECONDS, options)
    # Over the limit the parsers read the headers of a mail and the time in a name, and no more.
    parsed = parse(raw, _reader(options.ocr), replace(options.limits, message_bytes=0))
    documents = tuple(replace(document, problem=problem) for document in parsed.documents)
    return replace(parsed, documents=documents)


@lru_cache(maxsize=1)
def _reader(ocr: OcrOptions) -> Callable[..., Page]:
    return make_reader(ocr)


@lru_cache(maxsize=1)
def _bytes_at_birth() -> int:
    return address_space_bytes()


def _begin_message(seconds: float, options: ReadingOptions) -> None:
    growth = address_space_bytes() - _bytes_at_birth()
    if growth > _MOST_GROWTH * (options.memory_bytes - _bytes_at_birth()) > 0:
        os._exit(_GROWN)
    _limit_cpu(seconds)


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
