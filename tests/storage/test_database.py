import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from parsers.errors import BadSettings, DatabaseUnavailable, IntakeError
from storage import database
from storage.database import open_engine, reading, session_factory, transaction, upgrade
from storage.errors import NotStorable, RowExists, WrongSchema
from storage.settings import StorageSettings
from storage.tables import AuditRow, Base

ROOT = Path(__file__).resolve().parents[2]


def entry(what="tested"):
    return AuditRow(who="test", what=what, why="")


def count(sessions):
    with reading(sessions) as session:
        return len(session.scalars(select(AuditRow)).all())


def test_migrations_and_tables_agree(shared_engine):
    with shared_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_names_of_constraints_agree(shared_engine):
    found = inspect(shared_engine)
    for table in Base.metadata.sorted_tables:
        declared = {str(constraint.name) for constraint in table.constraints if constraint.name}
        there = {found.get_pk_constraint(table.name)["name"]}
        there |= {each["name"] for each in found.get_foreign_keys(table.name)}
        there |= {each["name"] for each in found.get_unique_constraints(table.name)}
        assert there == declared


def test_the_first_step_can_be_undone(own_engine):
    config = Config()
    config.set_main_option("script_location", str(database._MIGRATIONS))
    with own_engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(inspect(own_engine).get_table_names()) == {"alembic_version"}
    upgrade(own_engine)
    assert set(Base.metadata.tables) <= set(inspect(own_engine).get_table_names())


def test_alembic_finds_its_settings_in_pyproject_and_the_database_on_its_command_line(tmp_path):
    settings = StorageSettings(tmp_path)
    url = settings.url.render_as_string()
    for words in (["upgrade", "head"], ["check"]):
        alembic = [sys.executable, "-m", "alembic", "-x", f"url={url}", *words]
        done = subprocess.run(alembic, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    engine = open_engine(settings)
    upgrade(engine)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_alembic_without_a_database_says_how_to_name_one():
    alembic = [sys.executable, "-m", "alembic", "upgrade", "head"]
    done = subprocess.run(alembic, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "alembic -x url=" in done.stderr


def test_a_second_upgrade_changes_nothing(own_engine):
    sessions = session_factory(own_engine)
    with transaction(sessions) as session:
        session.add(entry())
    upgrade(own_engine)
    assert count(sessions) == 1


def _upgrade_in_a_child(settings, start):
    engine = open_engine(settings)
    start.wait()
    upgrade(engine)
    engine.dispose()


def test_four_processes_may_start_at_once(own_database):
    context = get_context("fork")
    start = context.Barrier(4)
    children = [context.Process(target=_upgrade_in_a_child, args=(own_database, start)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0, 0, 0]
    engine = open_engine(own_database)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_a_database_of_a_newer_program_is_not_touched(own_engine):
    with own_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WrongSchema):
        upgrade(own_engine)


def test_the_file_of_sqlite_is_for_its_owner_alone(tmp_path):
    engine = open_engine(StorageSettings(tmp_path / "home"))
    upgrade(engine)
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        files = [path for path in (tmp_path / "home").iterdir() if path.name.startswith("intake.sqlite3")]
        assert len(files) == 3
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    engine.dispose()


def test_a_home_that_cannot_be_made_is_a_wrong_setting(tmp_path):
    (tmp_path / "home").write_text("a file stands in the way")
    with pytest.raises(BadSettings):
        open_engine(StorageSettings(tmp_path / "home"))


def test_a_transaction_does_all_or_nothing(own_engine):
    sessions = session_factory(own_engine)
    with suppress(LookupError), transaction(sessions) as session:
        session.add(entry())
        session.flush()
        raise LookupError
    assert count(sessions) == 0
    with transaction(sessions) as session:
        session.add(entry())
    assert count(sessions) == 1


def test_what_is_read_is_of_one_moment(own_engine):
    sessions = session_factory(own_engine)
    with reading(sessions) as session:
        before = len(session.scalars(select(AuditRow)).all())
        with transaction(sessions) as other:
            other.add(entry())
        assert len(session.scalars(select(AuditRow)).all()) == before
    assert count(sessions) == before + 1


def test_a_reader_writes_nothing(own_engine):
    sessions = session_factory(own_engine)
    # PostgreSQL says so at once.
    with suppress(DatabaseUnavailable), reading(sessions) as session:
        session.add(entry())
        session.flush()
    assert count(sessions) == 0


def test_a_writer_that_reads_first_waits_for_the_other_and_does_not_fail(own_engine):
    """On SQLite it would fail with SQLITE_BUSY_SNAPSHOT, were it not a writer from its start."""
    sessions = session_factory(own_engine)
    start = threading.Barrier(4)

    def add(number):
        start.wait()
        for _ in range(10):
            with transaction(sessions) as session:
                session.scalars(select(AuditRow)).all()
                session.add(entry(f"by {number}"))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(4)))
    assert count(sessions) == 40


def test_a_lock_lets_one_pass_at_a_time(own_engine):
    sessions = session_factory(own_engine)
    inside: list[int] = []
    most: list[int] = []

    def pass_through(number):
        with transaction(sessions) as session:
            database.lock_until_commit(session, 77)
            inside.append(number)
            most.append(len(inside))
            session.execute(select(AuditRow)).all()
            inside.remove(number)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(pass_through, range(12)))
    assert most == [1] * 12


def test_a_database_that_is_away_is_a_reason_to_try_later(tmp_path):
    engine = open_engine(StorageSettings(tmp_path, f"postgresql://amt:geheim@/intake?host={tmp_path}"))
    with pytest.raises(DatabaseUnavailable) as raised, transaction(session_factory(engine)):
        pass
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    with pytest.raises(DatabaseUnavailable):
        upgrade(engine)
    engine.dispose()


def test_a_file_that_is_no_database_is_for_the_operator(tmp_path):
    (tmp_path / "intake.sqlite3").write_bytes(b"no database " * 500)
    engine = open_engine(StorageSettings(tmp_path))
    with pytest.raises(WrongSchema):
        upgrade(engine)
    engine.dispose()


def test_a_locked_file_is_unavailable_in_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "LOCK_TIMEOUT_SECONDS", 0.05)
    engine = open_engine(StorageSettings(tmp_path))
    upgrade(engine)
    sessions = session_factory(engine)
    with transaction(sessions), pytest.raises(DatabaseUnavailable), transaction(sessions):
        pass
    engine.dispose()


def test_a_second_row_of_a_key_is_said_without_quoting_the_row(own_engine):
    sessions = session_factory(own_engine)
    twice = [AuditRow(id=7, who="Geheim", what="tested", why="") for _ in range(2)]
    with pytest.raises(RowExists) as raised, transaction(sessions) as session:
        session.bulk_save_objects(twice)
    assert "Geheim" not in str(raised.value)
    assert count(sessions) == 0


def test_a_missing_table_is_for_the_operator(own_database):
    engine = open_engine(own_database)
    with pytest.raises(WrongSchema), transaction(session_factory(engine)) as session:
        session.scalars(select(AuditRow)).all()
    engine.dispose()


def _all_subclasses(of):
    for each in of.__subclasses__():
        yield each
        yield from _all_subclasses(each)


@pytest.mark.parametrize("theirs", sorted(_all_subclasses(DBAPIError), key=lambda each: each.__name__))
def test_each_error_of_a_driver_has_its_family_and_loses_its_text(theirs):
    with pytest.raises(IntakeError) as ours, database.in_our_words():
        raise theirs("SELECT", {}, Exception("geheim"))
    assert "geheim" not in str(ours.value)


def test_a_mistake_in_the_program_is_not_made_up_into_something_else():
    with pytest.raises(ArgumentError), database.in_our_words():
        raise ArgumentError("no such column in the code")


@pytest.mark.parametrize("own_database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_value_that_the_database_refuses_parks_the_message(own_engine):
    with pytest.raises(NotStorable), transaction(session_factory(own_engine)) as session:
        session.add(AuditRow(who="test", what="x" * 100, why=""))


@pytest.mark.parametrize("own_database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_connection_that_was_cut_is_replaced(own_engine):
    sessions = session_factory(own_engine)
    with pytest.raises(DatabaseUnavailable), transaction(sessions) as session:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert count(sessions) == 0
