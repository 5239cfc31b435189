from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from parsers.records import Channel, RawMessage, TextSource
from review import painter as painter_module
from review.painter import Painter


def die() -> bytes:
    os._exit(9)


def take_all_memory() -> bytes:
    return bytes(4_000_000_000)


def never_end() -> bytes:
    while True:
        pass


@pytest.fixture
def painter():
    one = Painter()
    yield one
    one.stop()


def raw(content: bytes) -> RawMessage:
    return RawMessage(Channel.FAX, "brief.tif", datetime(2026, 3, 2, tzinfo=UTC), content)


def test_a_picture_is_painted_once_and_kept(painter, scan):
    loads = []

    def load() -> RawMessage:
        loads.append(1)
        return raw(scan)

    first = painter.page("a" * 64, 0, 1, TextSource.OCR, load)
    assert first == painter.page("a" * 64, 0, 1, TextSource.OCR, load)
    assert loads == [1]
    assert first.startswith(b"\x89PNG")


def test_what_is_no_picture_gives_none(painter):
    assert painter.page("b" * 64, 0, 1, TextSource.OCR, lambda: raw(b"kein Bild")) is None
    assert painter.letter(b"kein PDF", 1) is None


def test_whatever_happens_in_the_child_the_next_page_is_painted_too(painter, scan, monkeypatch):
    monkeypatch.setattr(painter_module, "_SECONDS", 2)
    assert painter._run(die) is None
    assert painter._run(take_all_memory) is None
    assert painter._run(never_end) is None
    monkeypatch.setattr(painter_module, "_SECONDS", 60)
    assert painter.page("c" * 64, 0, 1, TextSource.OCR, lambda: raw(scan))
