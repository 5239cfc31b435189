"""What Alembic runs: on the connection of `storage.database.upgrade`, or by hand with `alembic -x url=…`."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, Enum, create_engine
from sqlalchemy.types import TypeDecorator

from parsers.errors import BadSettings
from storage.tables import Base


def plain_type(kind: str, column_type: Any, _autogenerate: object) -> str | Literal[False]:
    """Write a new step with the database's own types: code that changes later must not change an old step."""
    if kind != "type":
        return False
    if isinstance(column_type, TypeDecorator):
        column_type = column_type.impl
    if isinstance(column_type, Enum):
        return f"sa.String(length={column_type.length})"
    return f"sa.{column_type!r}"


def run(connection: Connection) -> None:
    """Run the steps that are missing, all in the transaction of the connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transactional_ddl=True,  # SQLite can do it too, once its transaction is begun by hand
        render_item=plain_type,
        # SQLite changes columns only by making the table anew.
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


def run_by_hand() -> None:
    """Run on the database that the command line names."""
    url = context.get_x_argument(as_dictionary=True).get("url")
    if not isinstance(url, str):
        raise BadSettings("name the database: alembic -x url=…")
    engine = create_engine(url, hide_parameters=True)
    with engine.begin() as connection:
        run(connection)
    engine.dispose()


_given = context.config.attributes.get("connection")
if isinstance(_given, Connection):
    run(_given)
else:
    run_by_hand()
