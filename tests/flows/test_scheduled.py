import asyncio
from pathlib import Path
from typing import Any

import pytest
from dovecot import Dovecot
from inboxes import application
from prefect.states import State
from sqlalchemy.orm import Session, sessionmaker

from flows import scheduled
from flows.opening import opened_sessions, start
from flows.settings import IntakeSettings
from storage.database import reading
from storage.journal import journal_entries

pytestmark = [pytest.mark.dovecot, pytest.mark.prefect]


@pytest.fixture
def settings(dovecot: Dovecot, tmp_path: Path) -> IntakeSettings:
    (tmp_path / "intake.sqlite3").touch()
    return start(tmp_path).model_copy(update={"mailboxes": (dovecot.account(),), "workers": 1})


def states(sessions: sessionmaker[Session]) -> list[str]:
    with reading(sessions) as session:
        return [entry.state for entry in journal_entries(session)]


@pytest.mark.tesseract
def test_the_flows_take_a_mail_from_the_mailbox_to_the_outbox(
    settings: IntakeSettings, dovecot: Dovecot, prefect_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduled, "read_settings", lambda _environment: settings)
    dovecot.deliver(application(1, "Mina Rahimi"))
    ends: list[State[Any] | None] = []

    async def run() -> None:
        await scheduled.collect()
        await scheduled.process()
        await scheduled.process()  # nothing is left to do
        await scheduled.deliver_letters()
        await scheduled.remind()
        ends.append(await scheduled.reconcile(return_state=True))

    asyncio.run(run())
    with opened_sessions(settings) as sessions:
        assert states(sessions) == ["filed"]
    assert ends[0] is not None
    assert ends[0].is_completed(), ends[0].message
