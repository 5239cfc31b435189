"""The home folder: made where it is missing, and used by one run at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parsers.errors import BadSettings, Conflict


class HomeBusy(Conflict):
    """Another run works in the same home folder."""


@contextmanager
def use_home(home: Path) -> Iterator[None]:
    """Make the home folder, readable by its owner alone, and keep other runs out of it.

    The lock ends with the process, however it ends.

    Args:
        home: From the settings.

    Raises:
        BadSettings: The folder cannot be made or written.
        HomeBusy: Another run works in it.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(home / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise BadSettings("the home folder cannot be made or written: choose another one with --home") from None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeBusy("another run works in this home folder: wait for its end") from None
        yield
    finally:
        os.close(lock)
