from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.home import use_home

COMMAND = [sys.executable, "-c", "from flows.cli import main; main()"]


def intake(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INTAKE_")}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env={**kept, **settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error."""
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.splitlines()
    return line


def test_help_and_version_answer_at_once() -> None:
    started = time.monotonic()
    assert "Usage: intake run [OPTIONS]" in intake("run", "--help").stdout
    assert intake("--version").stdout == "intake 0.1.0\n"
    modules = subprocess.run(
        [sys.executable, "-c", "import flows.cli, sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"prefect", "spacy", "sqlalchemy", "numpy", "pydantic_settings"} & set(modules)
    assert time.monotonic() - started < 30


def test_a_missing_folder_is_said_in_a_line(tmp_path: Path) -> None:
    done = intake("run", tmp_path / "away", "--home", tmp_path / "home")
    assert said(done) == "intake: the folder of messages does not exist or is not a folder."
    assert done.returncode == 3


def test_an_empty_folder_is_told_and_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    done = intake("run", tmp_path / "inbox", "--home", tmp_path / "home")
    assert done.stdout.startswith("Nothing to take in: ")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_misspelled_setting_stops_the_program(tmp_path: Path) -> None:
    done = intake("run", tmp_path, INTAKE_WROKERS="2")
    assert said(done) == "intake: INTAKE_WROKERS is no setting; did you mean INTAKE_WORKERS?"
    assert done.returncode == 3


def test_wrong_use_is_status_2() -> None:
    assert intake("run").returncode == 2
    assert intake("no-such-command").returncode == 2


# Enough for the run not to be over before the signal reaches it.
NAMES = [f"Mina Rahimi-{chr(65 + number)}lba" for number in range(20)]


@pytest.mark.prefect
def test_an_interrupted_run_says_so_and_leaves_no_process(
    tmp_path: Path, lay_inbox: Callable[..., Path], prefect_url: str
) -> None:
    command = [*COMMAND, "run", str(lay_inbox(*NAMES)), "--home", str(tmp_path / "home")]
    with subprocess.Popen(
        command,
        env={**os.environ, "PREFECT_API_URL": prefect_url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == f"registered 2 of {len(NAMES)}\n"
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        told = process.stderr.read().splitlines()
    assert told == ["intake: interrupted. What was taken in is kept: the same command goes on where it stood."]
    assert process.returncode == 130


def test_a_home_in_use_is_said_and_nothing_is_done(tmp_path: Path, lay_inbox: Callable[..., Path]) -> None:
    with use_home(tmp_path / "home"):
        done = intake("run", lay_inbox("Mina Rahimi"), "--home", tmp_path / "home")
    assert "another run works in this home folder" in said(done)
    assert done.returncode == 4


@pytest.mark.parametrize("command", ["export", "letters", "parked"])
def test_a_home_without_a_database_is_said(command: str, tmp_path: Path) -> None:
    done = intake(command, "--home", tmp_path / "home")
    assert "'intake run DIR' comes first" in said(done)
    assert done.returncode == 3
    assert not (tmp_path / "home").exists()


def test_the_schema_is_printed_without_any_database() -> None:
    schema = json.loads(intake("export", "--schema").stdout)
    assert "$defs" in schema


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = intake("explain", tmp_path / "Antrag_Beispiel.pdf")
    assert said(done) == "intake: there is no such file."
    assert done.returncode == 3


def test_a_fault_of_the_program_is_told_without_its_text_and_with_debug_wholly() -> None:
    broken = (
        "import flows.cli, storage.export\n"
        "def fail(): raise KeyError('Mina Rahimi')\n"
        "storage.export.export_schema = fail\n"
        "flows.cli.main()\n"
    )
    command = [sys.executable, "-c", broken]
    quiet = subprocess.run([*command, "export", "--schema"], capture_output=True, text=True, check=False)
    assert said(quiet).startswith("intake: a fault of the program (KeyError in ")
    assert "Rahimi" not in quiet.stderr
    assert quiet.returncode == 1
    loud = subprocess.run([*command, "--debug", "export", "--schema"], capture_output=True, text=True, check=False)
    assert "Traceback" in loud.stderr


def test_a_database_that_is_away_is_status_4_without_its_address(tmp_path: Path) -> None:
    url = "postgresql://user:geheim@127.0.0.1:9/intake"
    done = intake("export", "--home", tmp_path, INTAKE_DATABASE_URL=url)
    assert "the database does not answer" in said(done)
    assert "geheim" not in done.stderr
    assert done.returncode == 4
