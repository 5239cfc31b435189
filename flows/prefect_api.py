"""Prefect's API for one run: the configured one, else a temporary one that ends with this process.

Prefect can start a temporary server itself, but that one goes on for ever when its parent is killed (3.8.8,
`SubprocessASGIServer`): each `kill -9` of a run would leave a server behind that holds the same SQLite file.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parsers.children import end_with_parent
from parsers.errors import Unavailable

_START_SECONDS = 180.0  # the first start on a busy machine makes Prefect's database: 75 s were seen
_STOP_SECONDS = 10.0
_UI_PORT = 4200  # Prefect's own


class PrefectUnavailable(Unavailable):
    """Prefect's API does not answer."""


def set_environment(home: Path) -> None:
    """Set what Prefect reads when it is imported; what the operator has set himself stays.

    Args:
        home: The intake's home; Prefect keeps its own things in a folder below.

    Source: docs.prefect.io, "Settings reference" and "Telemetry".
    """
    silent = {
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_LOGGING_LOG_PRINTS": "false",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "",
    }
    os.environ.update(silent)
    defaults = {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        # At its end the server tells of its own services being cancelled, with tracebacks and as errors.
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_CLI_COLORS": "false",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


@contextmanager
def prefect_server(*, has_ui: bool = False) -> Iterator[str]:
    """Have a Prefect server at hand: the one of PREFECT_API_URL, else a child of this process.

    `set_environment` comes first. The child takes seconds to come up; meanwhile the caller imports what he
    needs, and `connected_to` waits for the rest.

    Args:
        has_ui: Start it with its schedules and its pages, on port 4200 where that is free.

    Returns:
        The address of its API.
    """
    configured = os.environ.get("PREFECT_API_URL")
    if configured:
        yield configured
        return
    server, url = _start_server(has_ui=has_ui)
    try:
        yield url
    finally:
        _stop(server)


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Let the flows that run within speak to this API.

    Args:
        url: From `prefect_server`.

    Raises:
        PrefectUnavailable: It does not answer, the child did not start, or it went away in between.
    """
    import httpx
    from prefect.settings import PREFECT_API_URL, temporary_settings

    _wait_for(url)
    with temporary_settings({PREFECT_API_URL: url}):
        try:
            yield
        except httpx.HTTPError:
            raise PrefectUnavailable("the Prefect API went away during the run") from None
        finally:
            _send_the_rest()


def _send_the_rest() -> None:
    """Send what waits in the background: the server learns the ends of tasks from events, and it may stop now."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    EventsWorker.drain_all(timeout=_STOP_SECONDS, at_exit=False)
    APILogWorker.drain_all(timeout=_STOP_SECONDS, at_exit=False)


def _start_server(*, has_ui: bool) -> tuple[subprocess.Popen[bytes], str]:
    """Start the child on a socket that listens already: no port is guessed, no first request is refused."""
    with _listen(_UI_PORT if has_ui else 0) as listening:
        mode = "lasting" if has_ui else "temporary"
        command = [sys.executable, "-m", "flows.prefect_api", str(listening.fileno()), str(os.getpid()), mode]
        port = listening.getsockname()[1]
        environment = {
            **os.environ,
            "PREFECT_UI_ENABLED": str(has_ui).lower(),
            "PREFECT_UI_API_URL": f"http://127.0.0.1:{port}/api",
            "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
        }
        server = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
            command, pass_fds=[listening.fileno()], env=environment, stdin=subprocess.DEVNULL
        )
        return server, f"http://127.0.0.1:{port}/api"


def _listen(port: int) -> socket.socket:
    """Listen on the loopback alone: at a port, or at any that is free where another one has it."""
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        return socket.create_server(("127.0.0.1", 0))


def _wait_for(url: str) -> None:
    import httpx

    try:
        response = httpx.get(f"{url}/health", timeout=_START_SECONDS)
        response.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL):
        # From None: the address may hold a password.
        raise PrefectUnavailable("the Prefect API does not answer") from None


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _serve(listening: int, parent_pid: int, mode: str) -> None:
    """The child: Prefect's server on a socket that the parent opened."""
    end_with_parent(parent_pid)
    import uvicorn
    from prefect.server.api.server import create_app

    _let_sqlalchemy_insert_runs()
    uvicorn.run(create_app(ephemeral=mode == "temporary", final=True), fd=listening, log_level="error")


def _let_sqlalchemy_insert_runs() -> None:
    """Let Prefect's scheduler insert many runs at once.

    It hands over their states as well, which it inserts afterwards; SQLAlchemy 2.0 left that key out, 2.1 asks what is
    to be done with it ("Can't evaluate bulk DML statement", Prefect 3.8.8).
    """
    from prefect.server.database.orm_models import FlowRun, TaskRun
    from sqlalchemy import inspect

    def leave_out(_table: object, _values: object, _state: object) -> None:
        """Insert nothing for it."""

    for table in (FlowRun, TaskRun):
        mapper: Any = inspect(table)
        mapper.all_orm_descriptors["state"].bulk_dml_setter = leave_out


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
