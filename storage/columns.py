"""Column types: instants, any text, enums by value, records as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect, Enum, Text
from sqlalchemy.types import TypeDecorator

from parsers.records import Box, Mark, Word

T = TypeVar("T")

# NUL is refused by PostgreSQL, lone surrogates (file names and headers that are not UTF-8) by every
# encoder. U+FDD0 is a noncharacter that Unicode leaves to internal use: here it begins an escape.
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff\ufdd0]")
_ESCAPED: Final = re.compile("\ufdd0([0-9a-f]{4})")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware on the way in, aware UTC on the way out, on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn to UTC; refuse a naive time, which could mean any hour."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give an aware instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class AnyText(TypeDecorator[str]):
    """Text that comes back exactly as it was, NUL and lone surrogates included."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escape what a database refuses."""
        return None if value is None else _UNSTORABLE.sub(lambda hit: f"\ufdd0{ord(hit[0]):04x}", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Undo the escapes."""
        return None if value is None else _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), value)


class RecordJson(TypeDecorator[T], Generic[T]):
    """A record, or a tuple of records, as JSON text without the fields that have their default.

    A lone surrogate becomes U+FFFD: it is the trace of a broken encoding and no part of a name.
    """

    impl = Text
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__()
        self.shape = shape
        self._adapter: TypeAdapter[T] = TypeAdapter(shape)

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """Write compact JSON."""
        if value is None:
            return None
        return compact_json(self._adapter.dump_python(value, mode="json", exclude_defaults=True))

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """Read the record."""
        return None if value is None else self._adapter.validate_json(value)


class CodedJson(TypeDecorator[T], Generic[T]):
    """JSON in a form of its own: for what is too bulky or too free for `RecordJson`."""

    impl = Text
    cache_ok = True

    def __init__(self, encode: Callable[[T], object], decode: Callable[[Any], T]) -> None:
        super().__init__()
        self.encode = encode
        self.decode = decode

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """Write compact JSON."""
        return None if value is None else compact_json(self.encode(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """Read it back."""
        return None if value is None else self.decode(json.loads(value))


def enum_by_value(members: type[StrEnum]) -> Enum:
    """Give the column type of a closed set: its values as text, so that names in code may change."""
    return Enum(
        members,
        values_callable=lambda enum: [member.value for member in enum],
        native_enum=False,  # a new member needs no change of the table
        create_constraint=False,
        length=40,
        validate_strings=True,
    )


def compact_json(value: object) -> str:
    """Write JSON without blanks, umlauts as they are."""
    return _SURROGATES.sub("\ufffd", json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def encode_words(words: tuple[Word, ...]) -> object:
    """Words as rows of start, end, confidence, left, top, right, bottom; what is None at the end is left out.

    Named fields would take three times the room, and a page has hundreds of words.
    """
    return [_row(word.start, word.end, word.confidence, box=word.box) for word in words]


def decode_words(rows: Any) -> tuple[Word, ...]:
    """Read the rows of `encode_words`."""
    return tuple(
        Word(row[0], row[1], Box(*row[3:]) if len(row) > 3 else None, row[2] if len(row) > 2 else None) for row in rows
    )


def encode_marks(marks: tuple[Mark, ...]) -> object:
    """Marks as rows `[offset, likeness]` or with `left, top, right, bottom` behind; what a code says is last."""
    return [[*_row(mark.offset, mark.likeness, box=mark.box), *([mark.code] if mark.code else [])] for mark in marks]


def decode_marks(rows: Any) -> tuple[Mark, ...]:
    """Read the rows of `encode_marks`."""
    return tuple(_decode_mark(row) for row in rows)


def _decode_mark(row: list[Any]) -> Mark:
    code = row.pop() if isinstance(row[-1], str) else ""
    return Mark(row[0], Box(*row[2:]) if len(row) > 2 else None, row[1], code)


def _row(*values: float | None, box: Box | None) -> list[float | None]:
    if box is not None:
        return [*values, box.left, box.top, box.right, box.bottom]
    return list(values[:-1]) if values[-1] is None else list(values)


def encode_facts(facts: dict[str, object]) -> object:
    """Values of a letter's fields; days and instants are marked as such.

    Raises:
        TypeError: A value that is no text, number, truth value, day, instant, list or dict.
    """
    return {key: _encode_fact(value) for key, value in facts.items()}


def _encode_fact(value: object) -> object:
    match value:
        case StrEnum():
            return value.value
        case None | str() | bool() | int() | float():
            return value
        case datetime():
            return {"$instant": value.isoformat()}
        case date():
            return {"$day": value.isoformat()}
        case tuple() | list():
            return [_encode_fact(member) for member in value]
        case dict():
            return {str(key): _encode_fact(member) for key, member in value.items()}
        case _:
            raise TypeError(f"a letter's field cannot hold a {type(value).__name__}")


def decode_facts(facts: Any) -> dict[str, object]:
    """Read the form of `encode_facts`; lists come back as tuples."""
    return {key: _decode_fact(value) for key, value in facts.items()}


def _decode_fact(value: object) -> object:
    match value:
        case {"$instant": str(text)}:
            return datetime.fromisoformat(text)
        case {"$day": str(text)}:
            return date.fromisoformat(text)
        case list():
            return tuple(_decode_fact(member) for member in value)
        case dict():
            return decode_facts(value)
        case _:
            return value
