"""Engine, sessions, migrations; `transaction` holds the only commit in the project.

How each library's errors are said in our words:

OperationalError, InterfaceError, InternalError, TimeoutError    DatabaseUnavailable
IntegrityError, StaleDataError                                   RowExists
DataError                                                        NotStorable
ProgrammingError and every other DBAPIError                      WrongSchema

InternalError is what a PostgreSQL says that was made a read-only copy; SQLite tells of a missing table by an
OperationalError.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from parsers.errors import BadSettings, DatabaseUnavailable, IntakeError
from storage.errors import NotStorable, RowExists, WrongSchema
from storage.settings import StorageSettings

LOCK_TIMEOUT_SECONDS: Final = 30
"""How long a transaction waits for another one before the database counts as unavailable."""

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_BEGIN: Final = "intake_begin"
_UPGRADE_LOCK: Final = 4_823_001  # any number, as long as nobody else in this database uses it

_OURS: Final[tuple[tuple[type[Exception], type[IntakeError], str], ...]] = (
    (exc.OperationalError, DatabaseUnavailable, "the database does not answer"),
    (exc.InterfaceError, DatabaseUnavailable, "the database does not answer"),
    (exc.InternalError, DatabaseUnavailable, "the database does not answer"),
    (exc.TimeoutError, DatabaseUnavailable, "no connection to the database is free"),
    (exc.IntegrityError, RowExists, "the database holds another row of the same key"),
    (StaleDataError, RowExists, "the row was changed meanwhile"),
    (exc.DataError, NotStorable, "the database refuses a value"),
    (exc.DBAPIError, WrongSchema, "the database is not what this program made"),
)


def open_engine(settings: StorageSettings) -> Engine:
    """Open the database; a file of SQLite is made where there is none, readable by its owner alone.

    Args:
        settings: Where the database lives.

    Returns:
        An engine for this process (not for its children); `dispose()` closes it.

    Raises:
        BadSettings: The folder or the file cannot be made.
    """
    url = settings.url
    if url.get_backend_name() == "sqlite":
        _make_file(Path(str(url.database)))
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": LOCK_TIMEOUT_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
    else:
        options = {"connect_timeout": 10, "options": f"-c lock_timeout={LOCK_TIMEOUT_SECONDS}s"}
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=options)
    event.listen(engine, "begin", _begin)
    return engine


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Give the maker of sessions; records that were loaded stay usable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def transaction(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """Do all or nothing: commit at the end of the block, roll back where it raises.

    Args:
        sessions: From `session_factory`.

    Raises:
        DatabaseUnavailable: Try again later; nothing was written.
        Conflict: Somebody was first; nothing was written.
    """
    with in_our_words(), sessions() as session:
        session.connection(execution_options={_BEGIN: "write"})
        yield session
        session.commit()


@contextmanager
def reading(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """Read from one unchanging state of the database; nothing is written.

    Args:
        sessions: From `session_factory`.

    Raises:
        DatabaseUnavailable: Try again later.
    """
    with in_our_words(), sessions() as session:
        session.connection(execution_options={_BEGIN: "read"})
        yield session


def upgrade(engine: Engine) -> None:
    """Bring the tables to the newest form; does nothing where they have it, and waits for one who is at it.

    Args:
        engine: From `open_engine`.

    Raises:
        DatabaseUnavailable: Try again later.
        WrongSchema: The database was made by a newer program, or by another one.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with in_our_words():
        with engine.connect() as connection:
            if MigrationContext.configure(connection).get_current_revision() == newest:
                return
        with changing_tables(engine) as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError:
                raise WrongSchema("the database was made by another version of the program") from None


@contextmanager
def changing_tables(engine: Engine) -> Iterator[Connection]:
    """Change tables in one transaction, one process at a time.

    SQLite changes a table by making it anew and dropping the old one, which no foreign key may forbid meanwhile: they
    are off within the block, and looked at as a whole before the commit.

    Args:
        engine: From `open_engine`.

    Raises:
        WrongSchema: A row would refer to none; nothing is changed then.

    Source: sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes", steps 1, 10 and 12.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(**{_BEGIN: "write"}) as connection:
        try:
            if is_sqlite:
                _set_foreign_keys(connection, "OFF")
            with connection.begin():
                _lock(connection, _UPGRADE_LOCK)
                yield connection
                if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise WrongSchema("rows of the database refer to rows that are missing")
        finally:
            if is_sqlite:
                _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: Connection, state: str) -> None:
    # By the driver's own connection: within a transaction, which SQLAlchemy would begin, the pragma does nothing.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys = {state}")


def lock_until_commit(session: Session, number: int) -> None:
    """Let only one transaction of all processes pass at a time.

    On SQLite a transaction that writes is alone from its beginning, so nothing is to be done.

    Args:
        session: In a `transaction`.
        number: Which lock.
    """
    _lock(session.connection(), number)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Say SQLAlchemy's errors in our words; their own text may quote rows, so it is dropped."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        ours = _family(error)
        if ours is None:
            raise
        raise ours from None


def _family(error: exc.SQLAlchemyError) -> IntakeError | None:
    if getattr(getattr(error, "orig", None), "sqlite_errorname", None) == "SQLITE_ERROR":
        return WrongSchema("the database lacks a table or a column")
    for theirs, ours, text in _OURS:
        if isinstance(error, theirs):
            return ours(text)
    return None


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite gives the files beside it (-wal, -shm) the same rights.
        path.touch(mode=0o600, exist_ok=True)
    except OSError:
        raise BadSettings("the folder of the database cannot be written") from None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Python's sqlite3 would begin transactions by its own rules; `_begin` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    # With WAL, NORMAL could lose the last commits at a power cut, and a message was acknowledged for nothing.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    purpose = connection.get_execution_options().get(_BEGIN)
    if connection.dialect.name == "sqlite":
        # A deferred transaction that reads first and writes then fails at once where another one wrote
        # between, however long the timeout (SQLITE_BUSY_SNAPSHOT). So who will write says so at the start.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if purpose == "write" else "BEGIN")
    elif purpose == "read":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _lock(connection: Connection, number: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({number:d})")
