"""The files of a message as they came, in the order and under the index that reading gives their documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image

from parsers.limits import ParseLimits
from parsers.mail import read_mail
from parsers.parse import _Reading
from parsers.records import Channel, Page, RawMessage
from parsers.written import ReadResult


@dataclass(frozen=True, slots=True)
class Original:
    """A file of a message.

    Attributes:
        index: Of its document.
        name: Of the file.
        media_type: What the bytes are.
        content: The bytes, unchanged; None where there are none: the text of a mail, a member that was not unpacked.
    """

    index: int
    name: str
    media_type: str
    content: bytes | None


@dataclass(slots=True)
class _Unpacking(_Reading):
    """Goes through a message as reading does, keeps the bytes and reads no page."""

    contents: dict[int, bytes] = field(default_factory=dict)

    def read(self, name: str, content: bytes, parent: int | None, depth: int, *, is_returned: bool = False) -> None:
        # The file's own document is the next one, also where others follow that it holds.
        self.contents[len(self.documents)] = content
        _Reading.read(self, name, content, parent, depth, is_returned=is_returned)

    def _pages(self, kind: str, content: bytes) -> ReadResult:
        return (), None


def originals(message: RawMessage, limits: ParseLimits | None = None) -> tuple[Original, ...]:
    """Give the files of a message.

    Args:
        message: As it came.
        limits: Those that it was read with.

    Returns:
        A file for each document that `parsers.parse.parse` gives, with the same index.

    Raises:
        UnreadableMessage: The bytes are no message of the channel at all.
    """
    unpacking = _Unpacking(_no_reader, limits or ParseLimits())
    if message.channel is Channel.EMAIL:
        unpacking.add_body(read_mail(message.content, unpacking.limits))
    else:
        unpacking.read(message.source_name, message.content, None, 0)
    return tuple(
        Original(document.index, document.name, document.media_type, unpacking.contents.get(document.index))
        for document in unpacking.documents
    )


def _no_reader(image: Image.Image) -> Page:
    raise AssertionError("no page is read")
