from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from flows.prefect_api import PrefectUnavailable, connected_to, prefect_server, set_environment

# A process that starts the server, tells its id and waits.
STARTER = """
import sys, time
from pathlib import Path
from flows.prefect_api import _start_server, _wait_for, set_environment
set_environment(Path(sys.argv[1]))
server, url = _start_server(has_ui=False)
_wait_for(url)
print(server.pid, url, flush=True)
time.sleep(60)
"""


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tuple(os.environ):
        if name.startswith("PREFECT_") or name == "DO_NOT_TRACK":
            monkeypatch.delenv(name)
    # Whatever the test sets goes away with it.
    monkeypatch.setattr(os, "environ", {**os.environ})


@pytest.mark.usefixtures("environment")
def test_telemetry_is_off_whatever_the_operator_set(tmp_path: Path) -> None:
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "true"
    set_environment(tmp_path)
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["DO_NOT_TRACK"] == "1"


@pytest.mark.usefixtures("environment")
def test_prefects_own_files_lie_in_the_home(tmp_path: Path) -> None:
    set_environment(tmp_path)
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "prefect")


@pytest.mark.usefixtures("environment")
def test_a_configured_api_is_used_and_no_server_is_started() -> None:
    os.environ["PREFECT_API_URL"] = "http://127.0.0.1:9/api"
    with prefect_server() as url:
        assert url == "http://127.0.0.1:9/api"


@pytest.mark.prefect
def test_an_api_that_does_not_answer_is_said_without_its_address() -> None:
    with pytest.raises(PrefectUnavailable) as caught, connected_to("http://user:geheim@127.0.0.1:9/api"):
        pass
    assert "geheim" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.prefect
def test_an_api_that_goes_away_is_said_without_its_address(prefect_url: str) -> None:
    with pytest.raises(PrefectUnavailable) as caught, connected_to(prefect_url):
        raise httpx.ConnectError("user:geheim@127.0.0.1")
    assert "geheim" not in str(caught.value)


@pytest.mark.prefect
def test_the_server_ends_when_the_process_that_started_it_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        pid = int(starter.stdout.readline().split()[0])
        assert Path(f"/proc/{pid}").exists()
        starter.kill()
        starter.wait()
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or " Z " in Path(f"/proc/{pid}/stat").read_text():
            return
        time.sleep(0.1)
    raise AssertionError("the server goes on without its parent")
