"""Raw bytes under their SHA-256, written whole or not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from parsers.files import sync_folder, write_whole
from storage.errors import BlobDamaged, BlobsUnavailable

_SHA256: Final = re.compile("[0-9a-f]{64}")


def store_blob(folder: Path, content: bytes) -> str:
    """Store bytes so that they survive a power cut; bytes that are there already stay.

    Args:
        folder: Of all blobs; made (0700) where it is not there.
        content: The bytes.

    Returns:
        Their SHA-256, 64 hexadecimal digits.

    Raises:
        BlobsUnavailable: The folder cannot be written (full, read-only, away).
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(folder, sha256)
    with _in_our_words():
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return sha256
        _make_folder(path.parent)
        write_whole(path, content)
    return sha256


def load_blob(folder: Path, sha256: str) -> bytes:
    """Read bytes back and make sure that they are the ones that were stored.

    Args:
        folder: Of all blobs.
        sha256: From `store_blob`.

    Returns:
        The bytes.

    Raises:
        BlobDamaged: They are missing or changed.
        BlobsUnavailable: The folder cannot be read.
    """
    with _in_our_words():
        try:
            content = _path(folder, sha256).read_bytes()
        except FileNotFoundError:
            raise BlobDamaged("stored bytes are missing") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BlobDamaged("stored bytes have changed")
    return content


def _path(folder: Path, sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError("a blob is named by 64 hexadecimal digits")
    return folder / sha256[:2] / sha256[2:]


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, and fsync what holds them, for else a power cut could drop them."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise BlobsUnavailable("the folder of the raw bytes cannot be used now") from None
