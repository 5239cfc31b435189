"""`intake serve` as it is run: a mail and a fax become cases within 90 seconds, and a released letter goes out.

It measures time, so it runs by itself (`make test`), beside nothing else.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dovecot import PASSWORD, USER, Dovecot
from inboxes import application
from mailserver import PASSWORD as MAIL_PASSWORD
from mailserver import SENDER, Taken
from mailserver import USER as MAIL_USER

from storage.database import open_engine, reading, session_factory
from storage.journal import JournalEntry, journal_entries
from storage.settings import StorageSettings
from storage.status import MessageState

pytestmark = [pytest.mark.prefect, pytest.mark.dovecot, pytest.mark.tesseract, pytest.mark.timeout(600)]

COMMAND = [sys.executable, "-c", "from flows.cli import main; main()", "serve"]
FAX = Path(__file__).parents[2] / "sample_inbox" / "fax"
_PATIENCE_SECONDS = 240.0
_FILED_WITHIN_SECONDS = 90.0


@pytest.fixture
def environment(dovecot: Dovecot, mail_server: Taken, tmp_path: Path) -> dict[str, str]:
    """Set everything as an operator would; the clocks are those of the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("INTAKE_", "PREFECT_"))}
    mailbox = {"name": "poststelle", "host": "localhost", "user": USER, "password": PASSWORD, "port": dovecot.port}
    server = {"host": "localhost", "sender": SENDER, "user": MAIL_USER, "password": MAIL_PASSWORD}
    (tmp_path / "fax").mkdir()
    return {
        **kept,
        "INTAKE_HOME": str(tmp_path / "home"),
        "INTAKE_WORKERS": "1",
        "INTAKE_RELEASE": "all",
        "INTAKE_MAILS_SENSITIVE": "true",
        "INTAKE_MAILBOXES": json.dumps([mailbox | {"ca_file": str(dovecot.certificate)}]),
        "INTAKE_DROP_FOLDERS": json.dumps([{"path": str(tmp_path / "fax"), "channel": "fax", "settle_seconds": 1}]),
        "INTAKE_MAIL_SERVER": json.dumps(
            server | {"port": mail_server.port, "security": "starttls", "ca_file": str(mail_server.certificate)}
        ),
    }


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[Callable[[Callable[[], bool]], float]]:
    """Run `intake serve`; give what waits for something and tells how many seconds it took."""
    with log.open("ab") as told:
        process = subprocess.Popen(COMMAND, env=environment, stdout=told, stderr=told)

    def wait_until(is_so: Callable[[], bool]) -> float:
        began = time.monotonic()
        while not is_so():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() - began < _PATIENCE_SECONDS, log.read_text()
            time.sleep(0.5)
        return time.monotonic() - began

    try:
        yield wait_until
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        finally:
            process.kill()


def test_what_comes_in_is_filed_within_90_seconds_and_a_released_letter_goes_out(
    dovecot: Dovecot, mail_server: Taken, environment: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    engine = open_engine(StorageSettings(tmp_path / "home"))
    sessions = session_factory(engine)

    def filed() -> list[JournalEntry]:
        with reading(sessions) as session:
            return [entry for entry in journal_entries(session) if entry.state is MessageState.FILED]

    with serving(environment, log) as wait_until:
        wait_until(lambda: "intake: ready." in log.read_text())
        dovecot.deliver(application(1, "Mina Rahimi"))
        fax = min(FAX.glob("*.tif"))
        (tmp_path / "fax" / fax.name).write_bytes(fax.read_bytes())
        seconds = wait_until(lambda: len(filed()) == 2)
        wait_until(lambda: bool(mail_server.mails))
    assert seconds < _FILED_WITHIN_SECONDS
    assert sorted(entry.channel for entry in filed()) == ["email", "fax"]
    assert dovecot.count("Verarbeitet") == 1
    assert [path.name for path in (tmp_path / "fax" / "Verarbeitet").iterdir()] == [fax.name]
    assert mail_server.mails[0]["To"] == "mina.rahimi@example.org"
    assert "Mina" not in log.read_text()
    engine.dispose()
