"""The members of a ZIP: which are files, what they are called, what is in them; nothing is ever written to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence

import pyzipper

# What the standard library raises for broken archives and for ways of packing that it does not know.
NOT_UNPACKED = (
    zipfile.BadZipFile,
    pyzipper.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
    EOFError,
)
_IS_LOCKED, _IS_UTF8 = 0x1, 0x800  # APPNOTE 4.4.4
_AES = 99  # APPNOTE 4.4.5


def unpacked_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, size: int, passwords: Sequence[str]
) -> bytes | None:
    """Unpack the beginning of a member.

    Args:
        archive: It is in.
        member: Of it.
        size: Bytes at the most, whatever the archive states.
        passwords: Tried where it is locked.

    Returns:
        Its bytes; None where it is damaged or no password opens it.
    """
    unpack = _unpacked_aes if member.compress_type == _AES else _unpacked
    for password in passwords if is_locked(member) else ("",):
        try:
            return unpack(archive, member, size, password.encode())
        except (*NOT_UNPACKED, RuntimeError):
            continue
    return None


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, size: int, password: bytes) -> bytes:
    with archive.open(member, pwd=password or None) as file:
        return file.read(size)


def _unpacked_aes(archive: zipfile.ZipFile, member: zipfile.ZipInfo, size: int, password: bytes) -> bytes:
    """Unpack what 7-Zip and WinZip lock (AE-1, AE-2), which the standard library does not know."""
    with pyzipper.AESZipFile(archive.fp) as sealed:
        same = next(other for other in sealed.infolist() if other.header_offset == member.header_offset)
        with sealed.open(same, pwd=password) as file:
            return bytes(file.read(size))


def is_locked(member: zipfile.ZipInfo) -> bool:
    """Whether a password is needed."""
    return bool(member.flag_bits & _IS_LOCKED)


def members_of(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Give the files of an archive, without what an operating system adds to it."""
    for member in archive.infolist():
        hidden = member.filename.startswith("__MACOSX/") or member.filename.rsplit("/", 1)[-1] in (
            ".DS_Store",
            "Thumbs.db",
        )
        if not member.is_dir() and not hidden:
            yield member


def member_name(member: zipfile.ZipInfo) -> str:
    """Give a member's own name, without folders; names of old archives are in code page 437 or 850 only by word."""
    name = member.filename
    if not member.flag_bits & _IS_UTF8:
        try:
            # Packed on Windows with a German code page, or on a Mac in UTF-8 without saying so.
            raw = name.encode("cp437")
            try:
                name = raw.decode("utf-8")
            except UnicodeDecodeError:
                name = raw.decode("cp850")
        except UnicodeError:
            name = member.filename
    return " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split())[:200]
