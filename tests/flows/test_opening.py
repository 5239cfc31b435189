from pathlib import Path

import pytest

from flows.opening import opened, opened_sessions, start
from parsers.errors import BadSettings
from storage.database import transaction
from storage.journal import clocks, set_clock


def test_there_must_be_something_to_look_into(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="intake run"), opened(start(tmp_path)):
        pass


def test_what_was_written_is_read(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    settings = start(tmp_path)
    (tmp_path / "intake.sqlite3").touch()
    at = datetime(2026, 3, 2, tzinfo=UTC)
    with opened_sessions(settings) as sessions, transaction(sessions) as session:
        set_clock(session, "collected", at)
    with opened(settings) as session:
        assert clocks(session) == {"collected": at}
