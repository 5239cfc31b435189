"""Logging without personal data: events are constant words, facts are ids and counts, the rest is masked."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_message_id: ContextVar[str] = ContextVar("message_id", default="")

# What an operator may see of an event; nothing else that hangs on a record is printed.
_ALLOWED = (
    "run_id", "message_id", "channel", "files", "pages", "size_bytes", "seconds",
    "media_type", "problem", "error", "trace", "status", "rule",
)  # fmt: skip
_OURS = frozenset({"flows", "parsers", "classifiers", "letters", "storage", "review"})
# Belt and braces: none of these should ever reach a log. Ids of ours are hexadecimal and stay.
_MASKED = (
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "<address>"),
    (re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?(19|20)\d\d\b"), "<date>"),
    (re.compile(r"(?<![\w-])(\+|00|0)\d[\d /-]{6,}\d\b"), "<number>"),
)


@contextmanager
def about_message(message_id: str) -> Iterator[None]:
    """Let every event within bear the id of the message that it is about."""
    token = _message_id.set(message_id)
    try:
        yield
    finally:
        _message_id.reset(token)


class DiscreetFormatter(logging.Formatter):
    """Prints time, level, the event's constant words and the allowed facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Give one line; the text of an exception is never part of it."""
        facts = {name: value for name in _ALLOWED if (value := getattr(record, name, None)) is not None}
        if _message_id.get():
            facts.setdefault("message_id", _message_id.get())
        told = "".join(f" {name}={value}" for name, value in facts.items())
        text = record.getMessage() if _is_ours(record) else self._of_a_library(record)
        return mask(f"{self.formatTime(record)} {record.levelname} {record.name}: {text}{told}")

    @staticmethod
    def _of_a_library(record: logging.LogRecord) -> str:
        """A library's message without the values put into it: those may be of the input."""
        return str(record.msg) if record.args else f"event of {record.module}:{record.lineno}"


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.split(".")[0] in _OURS


def mask(text: str) -> str:
    """Mask addresses, dates and telephone numbers in a text that is bound for a log."""
    for pattern, word in _MASKED:
        text = pattern.sub(word, text)
    return text


def set_up_logging(level: str, *, is_debug: bool = False) -> None:
    """Send events to standard error.

    What libraries say is printed on request only: Prefect tells of a failing flow with a traceback, the command
    line says the same in a line. To be called before Prefect is imported: it would add handlers of its own.

    Args:
        level: The lowest level that is printed.
        is_debug: Print everything, what libraries say included.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DiscreetFormatter())
    handler.setLevel("DEBUG" if is_debug else level)
    if not is_debug:
        handler.addFilter(_is_ours)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel("DEBUG" if is_debug else level)
