"""Files that are there whole or not at all, whenever the power fails."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or replace it; readable by its owner alone.

    Args:
        path: Where; its folder is there.
        content: All bytes of it.

    Raises:
        OSError: The folder is away or full; what was there before stays as it was.
    """
    # In the same folder, for a rename is atomic within one file system only; mkstemp gives 0600.
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of files to the disk, for else a power cut could drop a new one.

    Raises:
        OSError: The folder is away.
    """
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
