"""What tests of the flows share: a Prefect API for all of them, small inboxes, a home of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from dovecot import dovecot, dovecot_server  # noqa: F401 - fixtures
from inboxes import application, lay_files
from mailserver import certificate, mail_server, tls_mail_server  # noqa: F401 - fixtures

from flows.prefect_api import connected_to, prefect_server, set_environment


@pytest.fixture(scope="session")
def prefect_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start one Prefect server for the session; `kill -9` of what uses it does it no harm."""
    before = dict(os.environ)
    os.environ.pop("PREFECT_API_URL", None)
    set_environment(tmp_path_factory.mktemp("prefect"))
    try:
        with prefect_server() as url, connected_to(url):
            yield url
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture
def prefect_api(prefect_url: str) -> Iterator[str]:
    """Let flows of this test run against the server of the session, without a heartbeat."""
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with ExitStack() as stack:
        stack.enter_context(temporary_settings({PREFECT_API_URL: prefect_url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}))
        yield prefect_url


@pytest.fixture
def lay_inbox(tmp_path: Path) -> Callable[..., Path]:
    """Give the function that lays a folder of applications: one mail for each name."""

    def lay(*names: str) -> Path:
        files = {f"email/{number:02}.eml": application(number, name) for number, name in enumerate(names)}
        return lay_files(tmp_path / "inbox", files)

    return lay
