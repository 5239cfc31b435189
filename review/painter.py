"""Paints pages in a child process with limits on memory, CPU and time; the newest pictures are kept in memory.

Nothing is written to the disk: what retention deletes must not live on as a picture.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from pebble import ProcessExpired, ProcessPool

from parsers.children import end_group_of, end_with_parent
from parsers.page_images import first_page, page_picture
from parsers.records import RawMessage, TextSource

_SECONDS: Final = 30
_MEMORY_BYTES: Final = 1_500_000_000
_PICTURES: Final = 200  # of some 100 kB each
_PICTURES_PER_CHILD: Final = 300


class Painter:
    """Paints pages; `stop` ends its child."""

    def __init__(self) -> None:
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int, int], bytes | None] = OrderedDict()

    def start(self) -> None:
        """Start the child; to be called by a thread that lives as long as the program.

        The child ends with the thread that started it (prctl(2), PR_SET_PDEATHSIG), and a web server's threads
        come and go. Without it, the first picture starts one.
        """
        self._children().schedule(_nothing)

    def page(
        self, sha256: str, document: int, page: int, source: TextSource, load: Callable[[], RawMessage]
    ) -> bytes | None:
        """Paint a page of a message.

        Args:
            sha256: Of the message's bytes.
            document: Index of the document.
            page: Number of the page.
            source: Where its text comes from.
            load: Gives the message where it is needed.

        Returns:
            A PNG; None where there is nothing to paint, or painting it takes too much time or memory.
        """
        key = (sha256, document, page)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        return self._keep(key, self._run(page_picture, load(), document, page, source))

    def letter(self, pdf: bytes, page: int) -> bytes | None:
        """Paint a page of a letter of ours; None where it has no such page."""
        return self._run(first_page, pdf, page)

    def stop(self) -> None:
        """End the child, and what it is at with it."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()
                self._pool.join()
                self._pool = None

    def _keep(self, key: tuple[str, int, int], picture: bytes | None) -> bytes | None:
        with self._lock:
            self._kept[key] = picture
            while len(self._kept) > _PICTURES:
                self._kept.popitem(last=False)
        return picture

    def _run(self, paint: Callable[..., bytes | None], *arguments: object) -> bytes | None:
        try:
            future = self._children().schedule(paint, args=arguments, timeout=_SECONDS)
            picture: bytes | None = future.result()
        except ProcessExpired as error:
            end_group_of(error.pid)
            return None
        except (BrokenProcessPool, RuntimeError):
            self.stop()
            return None
        except (TimeoutError, CancelledError, MemoryError, OSError, ValueError):
            return None
        return picture

    def _children(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPool(
                    max_workers=1,
                    max_tasks=_PICTURES_PER_CHILD,
                    initializer=_begin_child,
                    initargs=(os.getpid(),),
                    # A fork would take over the parent's threads and open database.
                    context=multiprocessing.get_context("spawn"),
                )
            return self._pool


def _begin_child(parent_pid: int) -> None:
    end_with_parent(parent_pid)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold the letter
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _nothing() -> None:
    """Have the child imported what it needs before the first page is asked for."""
