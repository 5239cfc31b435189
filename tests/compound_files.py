"""Files of OLE (MS-CFB), as Word 97 and Outlook write them, made from their streams."""

from __future__ import annotations

import struct
from itertools import pairwise

SECTOR, MINI_SECTOR, CUTOFF = 512, 64, 4096
END, FREE, FAT_SECTOR, NO_STREAM = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file; the names of streams may hold storages: "__attach_version1.0_#00000000/__substg1.0_37010102"."""
    entries = _entries(streams)
    mini, mini_fat, big = b"", [], []
    starts: dict[str, int] = {}
    for path, content in streams.items():
        if len(content) < CUTOFF:
            starts[path] = len(mini_fat) if content else END
            count = -(-len(content) // MINI_SECTOR)
            mini_fat += _chain(len(mini_fat), count)
            mini += content.ljust(count * MINI_SECTOR, b"\x00")
    sectors: list[bytes] = []
    fat: list[int] = []

    def place(content: bytes) -> int:
        count = -(-len(content) // SECTOR)
        start = len(fat)
        fat.extend(_chain(start, count))
        padded = content.ljust(count * SECTOR, b"\x00")
        sectors.extend(padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR))
        return start if count else END

    for path, content in streams.items():
        if len(content) >= CUTOFF:
            starts[path] = place(content)
    mini_start = place(mini)
    mini_fat_start = place(struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    rows = b"".join(
        _row(entry, starts, streams, (mini_start, len(mini)) if number == 0 else None)
        for number, entry in enumerate(entries)
    )
    directory = place(rows)
    fat_sectors = -(-(len(fat) + 4) // (SECTOR // 4 - 1))
    first_fat = len(fat)
    fat += [FAT_SECTOR] * fat_sectors
    big = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * SECTOR, b"\xff")
    header = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, directory, 0, CUTOFF, mini_fat_start, bool(mini_fat), END, 0)
    difat = [first_fat + number for number in range(fat_sectors)]
    header += struct.pack("<109I", *difat, *[FREE] * (109 - len(difat)))
    return header + b"".join(sectors) + big


def _chain(start: int, count: int) -> list[int]:
    return [start + number + 1 for number in range(count - 1)] + [END] if count else []


def _entries(streams: dict[str, bytes]) -> list[dict[str, object]]:
    """The root, then each storage and stream; the children of one hang on each other to the right."""
    entries: list[dict[str, object]] = [{"path": "", "kind": 5, "children": []}]
    numbers = {"": 0}
    for path in streams:
        names = path.split("/")
        for depth in range(1, len(names) + 1):
            part, parent = "/".join(names[:depth]), "/".join(names[: depth - 1])
            if part not in numbers:
                numbers[part] = len(entries)
                entries.append({"path": part, "kind": 2 if depth == len(names) else 1, "children": []})
                entries[numbers[parent]]["children"].append(numbers[part])  # type: ignore[attr-defined]
    for entry in entries:
        children = entry["children"]
        for one, other in pairwise(children):  # type: ignore[call-overload]
            entries[one]["right"] = other
    return entries


def _row(
    entry: dict[str, object], starts: dict[str, int], streams: dict[str, bytes], root: tuple[int, int] | None
) -> bytes:
    path = str(entry["path"])
    name = (path.rsplit("/", 1)[-1] or "Root Entry").encode("utf-16-le")
    children = entry["children"]
    child = children[0] if children else NO_STREAM  # type: ignore[index]
    start, size = root or (starts.get(path, 0), len(streams.get(path, b"")))
    row = name.ljust(64, b"\x00") + struct.pack("<HBB", len(name) + 2, entry["kind"], 1)
    row += struct.pack("<III", NO_STREAM, entry.get("right", NO_STREAM), child) + bytes(36)
    return row + struct.pack("<IQ", start, size)


def word_file(text: str, *, headers: str = "", data: bytes = b"", flags: int = 0) -> bytes:
    """A DOC of Word 97: one piece of 8-bit text and one of 16-bit text."""
    whole = text + headers
    half = len(text) // 2
    one, other = whole[:half].encode("cp1252"), whole[half:].encode("utf-16-le")
    main = bytearray(2048)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", main, 0x0A, 0x0200 | flags)
    struct.pack_into("<8i", main, 0x4C, len(text), 0, len(headers), 0, 0, 0, 0, 0)
    pieces = struct.pack("<III", 0, half, len(whole))
    pieces += struct.pack("<HIH", 0, 2048 * 2 | 0x4000_0000, 0) + struct.pack("<HIH", 0, 2048 + len(one), 0)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x01A2, 16, len(clx))
    streams = {"WordDocument": bytes(main) + one + other, "1Table": bytes(16) + clx}
    return compound_file(streams | ({"Data": data} if data else {}))


def outlook_file(
    subject: str, body: str, *files: tuple[str, bytes], where: str = "", extra: dict[str, bytes] | None = None
) -> dict[str, bytes]:
    """The streams of an MSG file; `where` is the storage of an embedded one."""
    streams = {
        f"{where}__properties_version1.0": bytes(24 if where else 32)
        + struct.pack("<IIQ", 0x00390040, 6, 133_800_000_000_000_000),
        f"{where}__substg1.0_0037001F": subject.encode("utf-16-le"),
        f"{where}__substg1.0_0C1A001F": "Erika Beispielmann".encode("utf-16-le"),
        f"{where}__substg1.0_0C1F001E": b"erika@post.example",
    }
    if body:
        streams[f"{where}__substg1.0_1000001F"] = body.encode("utf-16-le")
    for number, (name, content) in enumerate(files):
        storage = f"{where}__attach_version1.0_#{number:08X}"
        streams[f"{storage}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[f"{storage}/__substg1.0_37010102"] = content
    return streams | {f"{where}{name}": content for name, content in (extra or {}).items()}


def tnef_file(body: str, *files: tuple[str, bytes]) -> bytes:
    """A winmail.dat."""
    made = struct.pack("<IH", 0x223E9F78, 1)
    made += _attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    if body:
        made += _attribute(1, 0x0002800C, body.encode("cp1252") + b"\x00")
    for name, content in files:
        made += _attribute(2, 0x00069002, bytes(14))
        made += _attribute(2, 0x00018010, name.encode("cp1252") + b"\x00")
        made += _attribute(2, 0x0006800F, content)
    return made


def _attribute(level: int, tag: int, content: bytes) -> bytes:
    return struct.pack("<BII", level, tag, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)
