"""Normal form of text (NFC, line feeds, no NUL) with offsets kept true, and text from bytes of unknown charset."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from charset_normalizer import from_bytes

from parsers.records import Box, Word

# Characters that are not seen but would part or join words for a program: zero-width space, joiners and marks of
# direction, soft hyphen, byte-order mark, and the control characters save tab and line feed.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_WIDE_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_CHARSET_ALIASES = {"unicode-1-1-utf-7": "utf-7", "x-unknown": "", "unknown-8bit": "", "default": "", "ansi": "cp1252"}
# Enough for the guess; on whole long texts it takes seconds.
_GUESS_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its place, before it has an offset.

    Attributes:
        text: As it was read.
        box: Fractions of the page.
        confidence: 0–1 from OCR; None for text that the file itself holds.
    """

    text: str
    box: Box
    confidence: float | None = None


def normal_form(text: str) -> str:
    r"""Bring text to the form that all offsets count in.

    Args:
        text: Any string, lone surrogates included.

    Returns:
        NFC, lines parted by "\n", no NUL, no unseen characters, every kind of space as " ".
    """
    if text.isascii() and text.isprintable():
        return text  # most words
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", _WIDE_SPACES.sub(" ", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    return text


def assemble(paragraphs: Iterable[Iterable[Iterable[PlacedWord]]]) -> tuple[str, tuple[Word, ...]]:
    r"""Write words as one text and note where each came to stand.

    Args:
        paragraphs: Paragraphs of lines of words, in reading order.

    Returns:
        The text (words parted by " ", lines by "\n", paragraphs by an empty line) and its words. A word that
        is nothing in normal form is left out.
    """
    pieces: list[str] = []
    words: list[Word] = []
    length = 0
    gap = ""
    for paragraph in paragraphs:
        for line in paragraph:
            for placed in line:
                shown = normal_form(placed.text).strip()
                if not shown:
                    continue
                pieces += (gap, shown)
                start = length + len(gap)
                length = start + len(shown)
                words.append(Word(start, length, placed.box, placed.confidence))
                gap = " "
            gap = "\n" if gap == " " else gap
        gap = "\n\n" if gap == "\n" else gap
    return "".join(pieces), tuple(words)


def decoded(content: bytes, declared: str = "") -> str:
    """Turn bytes of a doubtful charset into text.

    Each step is stricter than the next: a byte-order mark, then UTF-8 where the bytes are valid UTF-8 (other
    charsets hardly ever are by chance), the declared charset, a guess, and at last Windows-1252, which never
    fails. UTF-8 stands before the declaration because mail programs that declare ISO-8859-1 over UTF-8 bytes
    are common, the opposite is caught by the validity.

    Args:
        content: The bytes.
        declared: Charset by the sender's word, "" for none.

    Returns:
        Text in normal form.
    """
    return normal_form(_raw_text(content, declared.strip().strip("'\"").lower()))


def _raw_text(content: bytes, declared: str) -> str:
    for mark, charset in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(charset, "replace")
    declared = _CHARSET_ALIASES.get(declared, declared)
    # Charsets that write letters with 7-bit bytes would pass as UTF-8.
    first = [declared, "utf-8"] if declared.startswith(("iso-2022", "utf-7", "utf-16", "utf-32", "hz")) else ["utf-8"]
    # Windows programs declare ISO-8859-1 and send Windows-1252, which differs only where ISO has control
    # characters (WHATWG Encoding Standard, labels of windows-1252).
    latin = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "", "ascii": ""}
    for charset in (*first, latin.get(declared, declared)):
        text = _decoded_strictly(content, charset)
        if text is not None:
            return text
    return _guessed(content)


def _decoded_strictly(content: bytes, charset: str) -> str | None:
    if not charset:
        return None
    try:
        text = content.decode(charset)
    except (LookupError, ValueError):
        return None
    # A codec that turns bytes into something else than text ("base64", "hex") is no charset.
    return text if isinstance(text, str) else None


def _guessed(content: bytes) -> str:
    best = from_bytes(
        content[:_GUESS_BYTES], cp_isolation=["cp1252", "cp1250", "cp1251", "cp1254", "cp1256", "utf_16"]
    ).best()
    charset = best.encoding if best is not None else "cp1252"
    text = _decoded_strictly(content, charset)
    return text if text is not None else content.decode("cp1252", "replace")
