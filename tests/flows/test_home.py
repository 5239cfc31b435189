from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.home import HomeBusy, use_home
from parsers.errors import BadSettings

# A process that takes the home, tells so and waits.
HOLD = """
import sys
from pathlib import Path
from flows.home import use_home
with use_home(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_home_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    with use_home(tmp_path / "a" / "home"):
        assert (tmp_path / "a" / "home").stat().st_mode & 0o777 == 0o700


def test_a_second_run_is_turned_away_until_the_first_one_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(HomeBusy), use_home(tmp_path):
            pass
        first.kill()
    with use_home(tmp_path):
        pass


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSettings, match="--home"), use_home(tmp_path / "file" / "home"):
        pass
