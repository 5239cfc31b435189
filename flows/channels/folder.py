"""A folder with mail, fax and post in it: which of its files are messages, and their bytes.

DIR/email/*.eml, DIR/fax/*.{tif,tiff,pdf} and DIR/post/*.{pdf,tif,tiff}, each of the three absent or present;
files that lie directly in DIR are judged by what they are: mail is e-mail, pictures and PDF are post.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from parsers.errors import BadSettings, Unavailable
from parsers.media import PICTURES, MediaType, media_type
from parsers.records import Channel, RawMessage

_SUFFIXES: dict[Channel, frozenset[str]] = {
    Channel.EMAIL: frozenset({".eml"}),
    Channel.FAX: frozenset({".tif", ".tiff", ".pdf"}),
    Channel.POST: frozenset({".tif", ".tiff", ".pdf"}),
}
_PAPER = PICTURES | {MediaType.PDF}
_LOOKED_AT_BYTES = 64 * 1024  # long enough for the headers of a mail that came over many hosts


class FileUnavailable(Unavailable):
    """A file cannot be opened now: its permissions, or it was taken away."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is a message.

    Attributes:
        path: Where it lies.
        channel: The way it came.
    """

    path: Path
    channel: Channel


@dataclass(frozen=True, slots=True)
class Inventory:
    """What lies in a folder.

    Attributes:
        messages: By channel and name.
        left_alone: Files that are no messages: notes, lists, programs' own files.
    """

    messages: tuple[Found, ...]
    left_alone: tuple[Path, ...]


def take_inventory(folder: Path) -> Inventory:
    """Look which files of a folder are messages; opens only those that lie loose in it.

    Raises:
        BadSettings: There is no such folder, or it cannot be looked into.
    """
    if not folder.is_dir():
        raise BadSettings("the folder of messages does not exist or is not a folder")
    try:
        return _inventory(folder)
    except PermissionError:
        raise BadSettings("the folder of messages cannot be looked into: its permissions") from None


def _inventory(folder: Path) -> Inventory:
    messages: list[Found] = []
    left_alone: list[Path] = []
    for channel, suffixes in _SUFFIXES.items():
        for path in _files(folder / channel):
            if path.suffix.lower() in suffixes:
                messages.append(Found(path, channel))
            else:
                left_alone.append(path)
    for path in _files(folder):
        loose = _channel_of(path)
        if loose is None:
            left_alone.append(path)
        else:
            messages.append(Found(path, loose))
    return Inventory(tuple(messages), tuple(left_alone))


def _files(folder: Path) -> list[Path]:
    """Files of a folder by name; hidden ones are of programs that are still writing."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _channel_of(path: Path) -> Channel | None:
    """The channel of a loose file, by its bytes; where there are none or they cannot be read, by its name."""
    try:
        with path.open("rb") as file:
            kind = media_type(file.read(_LOOKED_AT_BYTES))
    except OSError:
        kind = MediaType.EMPTY
    if kind == MediaType.MAIL:
        return Channel.EMAIL
    if kind in _PAPER:
        return Channel.POST
    if path.suffix.lower() in _SUFFIXES[Channel.EMAIL]:
        return Channel.EMAIL
    return Channel.POST if path.suffix.lower() in _SUFFIXES[Channel.POST] else None


def find_file(file: Path) -> Found:
    """Judge one file by itself: by its bytes, and as fax where it lies in a folder of that name.

    Raises:
        BadSettings: There is no such file.
    """
    if not file.is_file():
        raise BadSettings("there is no such file")
    channel = _channel_of(file) or Channel.POST
    if channel is Channel.POST and file.absolute().parent.name == Channel.FAX:
        channel = Channel.FAX
    return Found(file, channel)


def fetch(found: Found, now: datetime, limit_bytes: int) -> RawMessage:
    """Read one file.

    Args:
        found: Which file.
        now: The time of collection (aware).
        limit_bytes: The size from which a message is not read: of a longer file only one byte more than that
            is taken, which shows that it is over the limit. The file itself stays where it is.

    Returns:
        The message. `collected_at` is `now` for e-mail and the file's modification time for fax and post: the
        time of receipt where neither bytes nor name tell it.

    Raises:
        FileUnavailable: It cannot be opened.
    """
    try:
        with found.path.open("rb") as file:
            content = file.read(limit_bytes + 1)
        modified_seconds = found.path.stat().st_mtime
    except OSError:
        raise FileUnavailable("a file of the folder cannot be opened") from None
    collected_at = now if found.channel is Channel.EMAIL else _instant(modified_seconds, now)
    return RawMessage(found.channel, printable_name(found.path), collected_at, content)


def _instant(seconds: float, now: datetime) -> datetime:
    """A modification time; a file system can hold years that a date cannot, and then `now` is as good."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return now


def printable_name(path: Path) -> str:
    """A file's name as it can be stored and printed.

    Line ends, other control characters and bytes that are no UTF-8 each become U+FFFD; a database and a
    terminal take no harm from it.
    """
    text = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
