"""A folder into which a fax server or a scanner lays files: each is claimed by a rename, and the original is kept."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flows.channels.folder import FileUnavailable, Found
from parsers.records import Channel

CLAIMED: Final = ".in-arbeit"
"""Folder of files that are being collected; a crash leaves them there, and the next run goes on with them."""

_PARTING: Final = "__"
_SUFFIXES: Final = frozenset({".tif", ".tiff", ".pdf"})


@dataclass(frozen=True, slots=True)
class DropFolder:
    """A folder that is looked into.

    Attributes:
        path: Where files are laid.
        channel: What they are: fax or post.
        processed: Folder below it to which collected files are moved; none is deleted.
        settle_seconds: A file that was changed since is left alone: it may still grow.

    Raises:
        ValueError: The channel is e-mail.
    """

    path: Path
    channel: Channel
    processed: str = "Verarbeitet"
    settle_seconds: float = 30.0

    def __post_init__(self) -> None:
        """Refuse what could not work."""
        if self.channel is Channel.EMAIL:
            raise ValueError("a drop folder is for fax or post")


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that nobody else collects.

    Attributes:
        found: Where it lies now, and its channel.
        name: As it was laid.
    """

    found: Found
    name: str


def claim_files(folder: DropFolder) -> Iterator[Claim]:
    """Claim the files of a folder one after the other, those that an earlier run left first.

    Args:
        folder: Which folder.

    Raises:
        FileUnavailable: The folder cannot be looked into or written.
    """
    claimed = folder.path / CLAIMED
    try:
        claimed.mkdir(mode=0o700, exist_ok=True)
        left = sorted(path for path in claimed.iterdir() if path.is_file())
        waiting = sorted(path for path in folder.path.iterdir() if _is_whole(path, folder.settle_seconds))
    except OSError:
        raise FileUnavailable("a drop folder cannot be looked into") from None
    for path in left:
        yield Claim(Found(path, folder.channel), path.name.partition(_PARTING)[2] or path.name)
    for path in waiting:
        target = claimed / f"{uuid.uuid4().hex[:8]}{_PARTING}{path.name}"
        try:
            path.rename(target)
        except FileNotFoundError:
            continue  # another poller was quicker
        except OSError:
            raise FileUnavailable("a drop folder cannot be written") from None
        yield Claim(Found(target, folder.channel), path.name)


def has_whole_files(folder: DropFolder) -> bool:
    """Whether there is something to claim.

    Raises:
        FileUnavailable: The folder cannot be looked into.
    """
    try:
        return any(_is_whole(path, folder.settle_seconds) for path in folder.path.iterdir())
    except OSError:
        raise FileUnavailable("a drop folder cannot be looked into") from None


def keep_original(folder: DropFolder, claim: Claim) -> None:
    """Move a file that is in the journal to the folder of processed ones; one of the same name stays beside it.

    Args:
        folder: Which folder.
        claim: From `claim_files`.

    Raises:
        FileUnavailable: It cannot be moved; the next run does it.
    """
    kept = folder.path / folder.processed
    try:
        kept.mkdir(mode=0o700, exist_ok=True)
        target = kept / claim.name
        claim.found.path.rename(kept / claim.found.path.name if target.exists() else target)
    except FileNotFoundError:
        return  # another poller took up the same left file
    except OSError:
        raise FileUnavailable("a collected file cannot be moved") from None


def _is_whole(path: Path, settle_seconds: float) -> bool:
    """Whether a file is a letter that nobody is still writing."""
    if path.name.startswith(".") or path.suffix.lower() not in _SUFFIXES:
        return False
    try:
        if not path.is_file():
            return False
        known = path.stat()
    except FileNotFoundError:
        return False
    # A copy may bear the time of its original; the time of the last change of the entry cannot be set.
    return known.st_size > 0 and time.time() - max(known.st_mtime, known.st_ctime) >= settle_seconds
