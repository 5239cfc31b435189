"""A run that is killed with SIGKILL, again and again, and at last left alone, ends as an undisturbed one does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.prefect, pytest.mark.tesseract, pytest.mark.timeout(600)]

Line = dict[str, Any]

COMMAND = [sys.executable, "-c", "from flows.cli import main; main()"]
NAMES = tuple(
    f"{first} {last}" for first in ("Mina", "Bilal", "Karwan", "Deniz") for last in ("Rahimi", "Obafemi", "Jalal")
)
# The line after which the run is killed, and how many seconds after it: between two lines lie the side effects. Each
# run goes a little farther than the one before, so that there is something left to be killed in.
MOMENTS = (
    ("registered 1 of", 0.0),
    ("registered 7 of", 0.003),
    ("registered 12 of", 0.3),
    ("read 1 of", 0.0),
    ("filed 1 of", 0.0),
    ("filed 2 of", 0.03),
)


@pytest.fixture
def environment(prefect_url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("INTAKE_", "PREFECT_"))}
    return {**kept, "PREFECT_API_URL": prefect_url, "INTAKE_WORKERS": "1"}


def run_to_the_end(inbox: Path, home: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [*COMMAND, "run", str(inbox), "--home", str(home)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_and_kill(inbox: Path, home: Path, environment: dict[str, str], line: str, seconds: float) -> bool:
    """Kill a run after a line of its output; False where the line did not come, for all was done already."""
    with subprocess.Popen(
        [*COMMAND, "run", str(inbox), "--home", str(home)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for printed in process.stdout:
            if printed.startswith(line):
                time.sleep(seconds)
                process.send_signal(signal.SIGKILL)
                break
        process.stdout.read()
    return process.returncode == -signal.SIGKILL


def exported(home: Path, environment: dict[str, str]) -> list[Line]:
    done = subprocess.run(
        [*COMMAND, "export", "--home", str(home)], env=environment, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def differences(expected: list[Line], got: list[Line]) -> list[str]:
    """The fields that differ, line by line."""
    differing = [
        f"{want.get('item', want['case'])}: {field} {want[field]} {line.get(field)}"
        for want, line in zip(expected, got, strict=False)
        for field in want
        if want[field] != line.get(field)
    ]
    return [*differing, *([f"{len(expected)} lines, {len(got)} lines"] if len(expected) != len(got) else [])]


def test_a_run_that_is_killed_at_any_moment_loses_nothing_and_doubles_nothing(
    lay_inbox: Callable[..., Path], tmp_path: Path, environment: dict[str, str]
) -> None:
    inbox = lay_inbox(*NAMES)
    run_to_the_end(inbox, tmp_path / "undisturbed", environment)
    expected = exported(tmp_path / "undisturbed", environment)
    assert sum(line["record"] == "item" for line in expected) == len(NAMES)

    kills = [run_and_kill(inbox, tmp_path / "killed", environment, line, seconds) for line, seconds in MOMENTS]
    assert all(kills)
    assert "0 new, 12 known" in run_to_the_end(inbox, tmp_path / "killed", environment)
    assert differences(expected, exported(tmp_path / "killed", environment)) == []
    assert not (tmp_path / "killed" / "scratch").exists()
