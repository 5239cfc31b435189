"""No name, number, address or file name of the sample inbox shows up in a log, an exception or a record of Prefect."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

INBOX = Path(__file__).resolve().parents[1] / "sample_inbox"
COMMAND = [sys.executable, "-c", "from flows.cli import main; main()"]

pytestmark = [pytest.mark.prefect, pytest.mark.tesseract, pytest.mark.timeout(900)]


class Told(NamedTuple):
    """What a run left for others to see."""

    output: bytes
    prefect: bytes
    left_over: list[str]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Run over the sample inbox, with every logger at DEBUG, and gather what was printed and stored elsewhere."""
    home, scratch = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("tmp")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("INTAKE_", "PREFECT_"))}
    loud = {
        "INTAKE_LOG_LEVEL": "DEBUG",
        "PREFECT_LOGGING_LEVEL": "DEBUG",
        "PREFECT_SERVER_LOGGING_LEVEL": "DEBUG",
        "PREFECT_DEBUG_MODE": "true",
        "TMPDIR": str(scratch),
    }
    done = subprocess.run(
        [*COMMAND, "--debug", "run", str(INBOX), "--home", str(home)],
        env={**kept, **loud},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()[-2000:]
    prefect = b"".join(path.read_bytes() for path in sorted((home / "prefect").rglob("*")) if path.is_file())
    return Told(done.stdout, prefect, [path.name for path in scratch.rglob("*") if path.is_file()])


def expectations() -> list[dict[str, object]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(INBOX.glob("*/*.expected.json"))]


def canaries() -> Iterator[str]:
    """Names and birth dates of the invented people, addresses and subjects of the mails, names of the files."""
    for item in expectations():
        yield Path(str(item["item"])).stem
        for person in item["persons"]:  # type: ignore[attr-defined]
            if person["name"]:
                yield person["name"]
                yield from (part for part in person["name"].split() if len(part) > 4)
            if person["birth_date"]:
                yield person["birth_date"]
                yield date.fromisoformat(person["birth_date"]).strftime("%d.%m.%Y")
        representative = item["representative"]
        if isinstance(representative, dict) and representative["name"]:
            yield representative["name"]
    for mail in sorted((INBOX / "email").glob("*.eml")):
        head = mail.read_bytes().replace(b"\r\n", b"\n").split(b"\n\n")[0].decode("ascii", "replace")
        yield from re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", head)
        yield from re.findall(r"^Subject: (\w[^\n]{12,})$", head, re.MULTILINE)


def leaks(told: bytes) -> list[str]:
    """The canaries in it, as they are and in the escapes of JSON: a name as a whole word, all else in any case."""
    lower = told.lower()
    found = set()
    for canary in canaries():
        for written in {canary.encode(), json.dumps(canary)[1:-1].encode()}:
            # "Faith" and "Grace" are names; "faithful" and "graceful" are words of programs.
            is_there = (
                re.search(rb"\b" + re.escape(written) + rb"\b", told) if canary.isalpha() else written.lower() in lower
            )
            if is_there:
                found.add(canary)
    return sorted(found)


def test_there_is_enough_to_look_for() -> None:
    found = list(canaries())
    assert len(set(found)) > 100
    assert leaks(b"... " + found[1].encode() + b" ...") != []


def test_nothing_of_the_letters_is_printed_or_logged(told: Told) -> None:
    assert b"registered" in told.output
    assert b"DEBUG" in told.output
    assert leaks(told.output) == []


def test_nothing_of_the_letters_is_stored_by_prefect(told: Told) -> None:
    assert b"intake-run" in told.prefect
    assert b"file_message" in told.prefect
    assert leaks(told.prefect) == []


def test_nothing_of_the_letters_is_left_in_the_folder_for_temporary_files(told: Told) -> None:
    assert told.left_over == []
