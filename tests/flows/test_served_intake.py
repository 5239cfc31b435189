"""The whole intake by its clocks: a mail and a fax become cases, and a released letter goes out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dovecot import PASSWORD, USER, Dovecot
from inboxes import application
from mailserver import PASSWORD as MAIL_PASSWORD
from mailserver import SENDER, Taken
from mailserver import USER as MAIL_USER

pytestmark = [pytest.mark.prefect, pytest.mark.dovecot, pytest.mark.timeout(600)]

COMMAND = [sys.executable, "-c", "from flows.cli import main; main()"]
_PATIENCE_SECONDS = 300  # 90 on a machine that does nothing else


@pytest.fixture
def environment(dovecot: Dovecot, mail_server: Taken, prefect_url: str, tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("INTAKE_", "PREFECT_"))}
    mailbox = {"name": "poststelle", "host": "localhost", "user": USER, "password": PASSWORD, "port": dovecot.port}
    server = {"host": "localhost", "sender": SENDER, "user": MAIL_USER, "password": MAIL_PASSWORD}
    (tmp_path / "fax").mkdir()
    return {
        **kept,
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "INTAKE_HOME": str(tmp_path / "home"),
        "INTAKE_WORKERS": "1",
        "INTAKE_EVERY_SECONDS": "5",
        "INTAKE_RELEASE": "all",
        "INTAKE_MAILS_SENSITIVE": "true",
        "INTAKE_MAILBOXES": json.dumps([mailbox | {"ca_file": str(dovecot.certificate)}]),
        "INTAKE_DROP_FOLDERS": json.dumps([{"path": str(tmp_path / "fax"), "channel": "fax", "settle_seconds": 0}]),
        "INTAKE_MAIL_SERVER": json.dumps(
            server | {"port": mail_server.port, "security": "starttls", "ca_file": str(mail_server.certificate)}
        ),
    }


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as told:
        process = subprocess.Popen([*COMMAND, "serve"], env=environment, stdout=told, stderr=told)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def exported(environment: dict[str, str]) -> list[dict[str, object]]:
    done = subprocess.run([*COMMAND, "export"], env=environment, capture_output=True, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_mail_becomes_a_case_and_its_letter_goes_out(
    dovecot: Dovecot, mail_server: Taken, environment: dict[str, str], tmp_path: Path
) -> None:
    fax = Path(__file__).parents[2] / "sample_inbox" / "fax"
    sample = sorted(fax.glob("*.tif"))[0]
    dovecot.deliver(application(1, "Mina Rahimi"))
    (tmp_path / "fax" / sample.name).write_bytes(sample.read_bytes())
    log = tmp_path / "log"
    with serving(environment, log) as process:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not (mail_server.mails and dovecot.count("Verarbeitet")):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(1)
    lines = exported(environment)
    items = [line for line in lines if line["record"] == "item"]
    assert sorted(str(item["channel"]) for item in items) == ["email", "fax"]
    assert mail_server.mails[0]["To"] == "mina.rahimi@example.org"
    assert "Mina" not in log.read_text()
