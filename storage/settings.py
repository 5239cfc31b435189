"""Where database and blobs live, and how an Aktenzeichen looks."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from parsers.errors import BadSettings

_PATTERN_FIELDS = {"year", "number"}


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Settings of the storage.

    Attributes:
        home: Folder of the SQLite database and of the raw bytes.
        database_url: "postgresql://user@host/name" or "sqlite:////folder/file"; None is SQLite in `home`.
            Not in the `repr`, for it may hold a password.
        aktenzeichen_pattern: Format with the fields `year` (of receipt) and `number` (from 1 in each year).

    Raises:
        BadSettings: An unknown kind of database, or a pattern that does not tell all cases apart.
    """

    home: Path
    database_url: str | None = field(default=None, repr=False)
    aktenzeichen_pattern: str = "HFK-{year}-{number:04d}"

    def __post_init__(self) -> None:
        """Refuse what could not work."""
        _check_pattern(self.aktenzeichen_pattern)
        _database_url(self)

    @property
    def url(self) -> URL:
        """Address of the database, with the driver."""
        return _database_url(self)

    @property
    def blobs(self) -> Path:
        """Folder of the raw bytes."""
        return self.home / "blobs"


def _check_pattern(pattern: str) -> None:
    try:
        fields = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
        examples = {pattern.format(year=year, number=number) for year in (2026, 2027) for number in (1, 2)}
    except (ValueError, LookupError, AttributeError):
        raise BadSettings("aktenzeichen_pattern is no format of year and number") from None
    if fields != _PATTERN_FIELDS or len(examples) != 4:
        raise BadSettings("aktenzeichen_pattern needs the fields year and number, and no other")


def _database_url(settings: StorageSettings) -> URL:
    if settings.database_url is None:
        return URL.create("sqlite", database=str(settings.home / "intake.sqlite3"))
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        raise BadSettings("database_url is no address of a database") from None
    match url.get_backend_name():
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
        case "sqlite" if url.database and url.database != ":memory:":
            return url.set(drivername="sqlite")
        case _:
            raise BadSettings("database_url must name PostgreSQL or a file of SQLite")
