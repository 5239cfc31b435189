from __future__ import annotations

import logging
from pathlib import Path

import pytest

from flows.opening import is_debug, looking, start, writing
from flows.settings import read_settings
from parsers.errors import BadSettings
from storage.audit import write_down
from storage.database import open_engine, upgrade
from storage.tables import AuditRow


def test_nothing_to_look_at_is_said(tmp_path: Path) -> None:
    settings = read_settings({}, home=tmp_path)
    with pytest.raises(BadSettings, match="comes first"), looking(settings):
        pass


def test_what_is_written_stays_and_what_fails_does_not(tmp_path: Path) -> None:
    settings = read_settings({}, home=tmp_path)
    engine = open_engine(settings.storage)
    upgrade(engine)
    engine.dispose()
    with writing(settings) as session:
        write_down(session, "tried", None, None)
    with pytest.raises(ZeroDivisionError), writing(settings) as session:  # noqa: PT012 - it fails after writing
        write_down(session, "failed", None, None)
        raise ZeroDivisionError
    with looking(settings) as session:
        assert [row.what for row in session.query(AuditRow)] == ["tried"]


def test_a_command_begins_with_its_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    monkeypatch.setattr("sys.argv", ["intake", "due"])
    try:
        assert start(tmp_path).home == tmp_path
        assert not is_debug()
    finally:
        root.handlers[:], root.level = before
