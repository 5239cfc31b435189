"""Databases for tests: the same tests run on SQLite and on a PostgreSQL that is started for them."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from storage.database import open_engine, upgrade
from storage.settings import StorageSettings

BOTH_DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
_POSTGRES_ACCOUNT = "postgres"
_START_SECONDS = 60


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[str]:
    """Start a PostgreSQL that only a socket in a temporary folder leads to; give that folder."""
    programs = _postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data = folder / "data"
    # The server refuses to run as root.
    drop = (
        ["setpriv", f"--reuid={_POSTGRES_ACCOUNT}", f"--regid={_POSTGRES_ACCOUNT}", "--init-groups"]
        if os.geteuid() == 0
        else []
    )
    if drop:
        account = pwd.getpwnam(_POSTGRES_ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8"]
    made = subprocess.run([*drop, *initdb, "--locale=C.UTF-8"], cwd=folder, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        pytest.fail(f"initdb failed: {made.stderr}")
    switches = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "shared_buffers": "32MB",
    }
    arguments = [part for name, value in switches.items() for part in ("-c", f"{name}={value}")]
    # Should the tests be killed, the server does not outlive them.
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*drop, "setpriv", "--pdeathsig=QUIT", programs / "postgres", "-D", data, *arguments],
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(server, folder)
        yield str(folder)
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: what it holds is thrown away
        server.wait(timeout=_START_SECONDS)
        shutil.rmtree(folder)


def _postgres_programs() -> Path:
    """Debian keeps them away from the PATH, below a folder for each version."""
    found = [Path(path).parent for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    for folder in reversed(found):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.fail("PostgreSQL's server programs are missing: apt-get install postgresql")


def _wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
            time.sleep(0.05)


def _make_postgres_database(folder: str) -> str:
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql://postgres@/{name}?host={folder}"


@pytest.fixture(params=BOTH_DATABASES)
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> StorageSettings:
    """An empty database of the test's own, for what really commits: several writers, kills, migrations."""
    url = None
    if request.param == "postgresql":
        url = _make_postgres_database(request.getfixturevalue("postgres_folder"))
    return StorageSettings(tmp_path / "home", url)


@pytest.fixture
def own_engine(own_database: StorageSettings) -> Iterator[Engine]:
    """A database of the test's own with all tables."""
    engine = open_engine(own_database)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session", params=BOTH_DATABASES)
def shared_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with all tables that many tests share: use it by `sessions` or `session`."""
    url = None
    if request.param == "postgresql":
        url = _make_postgres_database(request.getfixturevalue("postgres_folder"))
    engine = open_engine(StorageSettings(tmp_path_factory.mktemp("shared"), url))
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(shared_engine: Engine) -> Iterator[sessionmaker[Session]]:
    """Sessions whose commits are undone after the test: each is a savepoint in one transaction."""
    with shared_engine.connect() as connection:
        outer = connection.begin()
        yield sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        outer.rollback()


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session whose work is undone after the test."""
    with sessions() as session:
        yield session
