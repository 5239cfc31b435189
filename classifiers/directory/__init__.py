"""Which Ausländerbehörde is competent where: the tables of the commission's Land, those of NRW where none are named.

The core asks `directory()`; only whoever starts the program says, once, whose tables these are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from importlib import resources
from pathlib import Path
from typing import Final, TypeVar

from classifiers.directory.tables import (
    Directory,
    Office,
    OfficeKind,
    Town,
    plain,
    plain_forms,
    read_directory,
)

__all__ = [
    "FOLDER",
    "OWN_NUMBERS",
    "Directory",
    "Office",
    "OfficeKind",
    "Town",
    "cached_by_directory",
    "directory",
    "own_numbers",
    "plain",
    "plain_forms",
    "read_directory",
    "use_profile",
]

T = TypeVar("T")

FOLDER: Final = "directory"
"""Name of the folder of tables in the folder of a commission."""
OWN_NUMBERS: Final = "HFK-{year}-{number:04d}"
"""How an Aktenzeichen looks where nobody says otherwise."""

_emptied: list[Callable[[], None]] = []
_in_use: list[Path | None] = [None]
_own_numbers: list[str] = [OWN_NUMBERS]


def use_profile(folder: Path | None, own_numbers: str = OWN_NUMBERS) -> None:
    """Say whose tables count from now on, and how the commission's own Aktenzeichen look; once, at the start.

    Args:
        folder: Of the commission; its tables lie in `FOLDER` below it. None, or a folder without them: those of NRW.
        own_numbers: A format with the fields year and number.

    Raises:
        BadSettings: A table is missing or cannot be.
    """
    tables = folder / FOLDER if folder is not None and (folder / FOLDER).is_dir() else None
    if (tables, own_numbers) == (_in_use[0], _own_numbers[0]):
        return
    if tables is not None:
        read_directory(tables)
    _in_use[0], _own_numbers[0] = tables, own_numbers
    for empty in _emptied:
        empty()


def own_numbers() -> str:
    """Give how the commission's own Aktenzeichen look."""
    return _own_numbers[0]


def cached_by_directory(maxsize: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """Give an `lru_cache` for what follows from the tables: it is emptied when others are used."""

    def remembering(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        cached = lru_cache(maxsize)(function)
        _emptied.append(cached.cache_clear)
        return cached

    return remembering


@cached_by_directory(1)
def directory() -> Directory:
    """The tables that count, read once."""
    return read_directory(_in_use[0] or resources.files(__package__))
