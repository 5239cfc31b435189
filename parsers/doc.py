"""DOC, the binary format of Word 6 to 2003 → one page of text.

It is read here by its published structure: the programs that read it (antiword, catdoc) have not been looked after
for years, and a program of C that reads files of strangers is what an intake can do without.

Source: [MS-DOC] 2.4.1 (retrieving text), 2.5.1 (Fib), 2.9.38 (Clx), 2.9.73 (FcCompressed).
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile

from parsers.images import ReadImage
from parsers.limits import ParseLimits
from parsers.records import Problem
from parsers.written import PLACEHOLDER, ReadResult, Written

_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, RecursionError)
_MAGIC = (0xA5EC, 0xA5DC)  # Word 97 and later, Word 6 and 95
_FIRST_WITH_PIECES = 0x00C1  # nFib of Word 97
_ENCRYPTED, _TABLE_IS_1 = 0x0100, 0x0200
# Lengths in characters of the parts of the text, in their order: main, footnotes, headers, (macros), comments,
# endnotes, text boxes, text boxes of headers.
_PARTS_AT = 0x4C
_MAIN, _FOOTNOTES, _HEADERS, _COMMENTS = 0, 1, 2, 4
# A field that holds no other: its instruction, and its result, which is text.
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_FIELDS_WITHIN_EACH_OTHER = 20
_PICTURE_STARTS = re.compile(rb"\xff\xd8\xff[\xdb\xe0-\xef]|\x89PNG\r\n\x1a\n")
_MOST_PICTURES = 50


def read_doc(content: bytes, read_image: ReadImage, limits: ParseLimits) -> ReadResult:
    """Read DOC: headers, main text with tables in order, footnotes and text boxes; remarks are left out."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            main = file.openstream("WordDocument").read()
            magic, version = struct.unpack_from("<HH", main)
            (flags,) = struct.unpack_from("<H", main, 0x0A)
            if magic not in _MAGIC:
                return (), Problem.DAMAGED
            if flags & _ENCRYPTED:
                return (), Problem.ENCRYPTED
            table = file.openstream("1Table" if flags & _TABLE_IS_1 else "0Table").read() if version >= 0xC1 else b""
            data = file.openstream("Data").read() if file.exists("Data") else b""
        text = _text(main, table, limits) if version >= _FIRST_WITH_PIECES else _old_text(main)
    except _BROKEN:
        return (), Problem.DAMAGED
    written = Written([_readable(text)], [*_pictures(data), *_pictures(main)])
    missing = written.text().count(PLACEHOLDER) - len(written.pictures)
    written.pictures += [b""] * missing  # vector drawings and the like
    return written.result(limits, read_image)


def _text(main: bytes, table: bytes, limits: ParseLimits) -> str:
    """Put the text together from its pieces, headers first."""
    start, length = struct.unpack_from("<II", main, 0x01A2)
    whole = "".join(_pieces(main, table[start : start + length], limits))
    parts: list[str] = []
    at = 0
    for size in struct.unpack_from("<8i", main, _PARTS_AT):
        parts.append(whole[at : at + max(size, 0)])
        at += max(size, 0)
    headers, comments = parts[_HEADERS], parts[_COMMENTS]
    rest = [part for number, part in enumerate(parts) if number not in (_HEADERS, _COMMENTS)]
    return "\r".join((headers, *rest)) if comments or at else whole


def _pieces(main: bytes, clx: bytes, limits: ParseLimits) -> Iterator[str]:
    at = 0
    while clx[at] == 1:  # properties of pieces
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    (length,) = struct.unpack_from("<I", clx, at + 1)
    count = (length - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    left = limits.text_characters
    for number in range(count):
        (where,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * number + 2)
        size = min(max(places[number + 1] - places[number], 0), left)
        left -= size
        is_single = bool(where & 0x4000_0000)
        offset = (where & 0x3FFF_FFFF) // (2 if is_single else 1)
        raw = main[offset : offset + size * (1 if is_single else 2)]
        yield raw.decode("cp1252" if is_single else "utf-16-le", "replace")


def _old_text(main: bytes) -> str:
    start, end = struct.unpack_from("<II", main, 0x18)
    return main[start:end].decode("cp1252", "replace")


def _readable(text: str) -> str:
    """Turn Word's control characters into those of plain text."""
    text = text.replace(PLACEHOLDER, "")
    for _ in range(_FIELDS_WITHIN_EACH_OTHER):
        text, count = _FIELD.subn(lambda field: field[1] or "", text)
        if not count:
            break
    text = text.replace("\x07\x07", "\n").replace("\x07", "\t")
    text = re.sub("[\x01\x08]", PLACEHOLDER, text)
    text = re.sub("[\x0b\x0c\x0e\r]", "\n", text).replace("\x1e", "-")
    return re.sub("[\x02-\x06\x13-\x15\x1f]", "", text)


def _pictures(stream: bytes) -> list[bytes]:
    """Give the JPEG and PNG files in a stream, each with what follows up to the next one: decoders leave it."""
    starts = [match.start() for match in _PICTURE_STARTS.finditer(stream)][:_MOST_PICTURES]
    return [stream[start:end] for start, end in zip(starts, [*starts[1:], len(stream)], strict=False)]
