"""What each command begins with: settings, logging, and a look into the database."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from parsers.errors import BadSettings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from flows.settings import IntakeSettings

Home = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads the annotation itself
    typer.Option(help="Folder of all that is kept. Default: INTAKE_HOME, else below ~/.local/share."),
]


def start(home: Path | None) -> IntakeSettings:
    """Read the settings and set up logging.

    Args:
        home: Of the command line; goes before the setting.

    Raises:
        BadSettings: A setting, or the folder of the commission, is wrong.
    """
    from classifiers.directory import use_profile
    from flows.logs import set_up_logging
    from flows.settings import read_settings

    settings = read_settings(os.environ, home=home)
    use_profile(settings.letters_folder, settings.aktenzeichen_pattern)
    set_up_logging(settings.log_level, is_debug=is_debug())
    return settings


@contextmanager
def opened(settings: IntakeSettings) -> Iterator[Session]:
    """Look into the database; the tables are brought to the newest form first.

    Raises:
        BadSettings: There is none yet.
    """
    from storage.database import reading

    with opened_sessions(settings) as sessions, reading(sessions) as session:
        yield session


@contextmanager
def writing(settings: IntakeSettings) -> Iterator[Session]:
    """Change the database: all of the block or nothing.

    Raises:
        BadSettings: There is none yet.
    """
    from storage.database import transaction

    with opened_sessions(settings) as sessions, transaction(sessions) as session:
        yield session


@contextmanager
def opened_sessions(settings: IntakeSettings) -> Iterator[sessionmaker[Session]]:
    """Give sessions of the database; the tables are brought to the newest form first.

    Raises:
        BadSettings: There is none yet.
    """
    from storage.database import open_engine, session_factory, upgrade

    storage = settings.storage
    if storage.database_url is None and not Path(str(storage.url.database)).exists():
        raise BadSettings(f"nothing was taken in yet in {settings.home}: 'intake run DIR' comes first")
    engine = open_engine(storage)
    try:
        upgrade(engine)
        yield session_factory(engine)
    finally:
        engine.dispose()


def is_debug() -> bool:
    """Whether the command line asks for every event."""
    return "--debug" in sys.argv[1:]
