"""Text with marks in it → one page of text: RTF, HTML, and plain text of any charset."""

from __future__ import annotations

import re

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml import etree
from striprtf.striprtf import rtf_to_text

from parsers.images import ReadImage
from parsers.limits import ParseLimits
from parsers.records import Problem
from parsers.text import decoded, normal_form
from parsers.written import PLACEHOLDER, ReadResult, Written

_PICTURE_IN_RTF = re.compile(r"\{\\nonshppict\s*\{\\pict|\{\\\*\\shppict\s*\{\\pict|\{\\pict")
_RTF_WORDS = re.compile(r"\{[^{}]*\}|\\[a-z]+-?\d* ?|\s")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_TOLD_BY_CALENDARS = ("METHOD", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "ORGANIZER", "ATTENDEE", "DESCRIPTION")
# Links are their text, pictures are not fetched.
_HTML = ParserConfig(css=CSS_PROFILES["strict"])


def read_text(content: bytes, limits: ParseLimits) -> ReadResult:
    """Read plain text of any charset."""
    return Written([decoded(content).replace(PLACEHOLDER, "")]).result(limits)


def read_calendar(content: bytes, limits: ParseLimits) -> ReadResult:
    """Read the entries of a calendar file that say what, when, where and who; its escapes undone.

    Source: RFC 5545, sections 3.1 (folded lines) and 3.3.11 (escapes).
    """
    lines = []
    for line in re.sub(r"\n[ \t]", "", decoded(content).replace(PLACEHOLDER, "")).split("\n"):
        name, _, value = line.partition(":")
        if (name := name.split(";")[0].strip().upper()) in _TOLD_BY_CALENDARS:
            value = re.sub(r"\\([nN,;\\])", lambda escape: "\n" if escape[1] in "nN" else escape[1], value)
            lines.append(f"{name}: {value.removeprefix('mailto:').removeprefix('MAILTO:')}")
    return Written(["\n".join(lines)]).result(limits)


def read_html(content: bytes, limits: ParseLimits) -> ReadResult:
    """Read HTML, its charset by its own word."""
    stated = _META_CHARSET.search(content[:4096])
    html = decoded(content, stated.group(1).decode("ascii") if stated else "")
    return Written([text_of_html(html).replace(PLACEHOLDER, "")]).result(limits)


def text_of_html(html: str) -> str:
    """Turn HTML into text that keeps lines and the rows of tables; nothing is fetched.

    Args:
        html: As a sender wrote it.

    Returns:
        Lines without blanks at their ends; "" where it is no HTML.
    """
    # lxml refuses a string that declares an encoding of its own.
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    try:
        text = get_text(html, _HTML)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return re.sub(r"<[^>]*>", " ", html)
    return "\n".join(line.strip() for line in normal_form(text).split("\n"))


def read_rtf(content: bytes, read_image: ReadImage, limits: ParseLimits) -> ReadResult:
    """Read RTF; what is not escaped in it is Windows-1252."""
    source = content.decode("cp1252", "replace").replace(PLACEHOLDER, "")
    pictures: list[bytes] = []
    pieces: list[str] = []
    last = 0
    for start in _PICTURE_IN_RTF.finditer(source):
        if start.group().startswith("{\\nonshppict"):
            continue  # the same picture again, for old readers
        pieces += (source[last : start.start()], "{\\uc1\\u65532 ?}")
        last = start.start()
        pictures.append(_picture(source, start.end()))
    pieces.append(source[last:])
    try:
        text: str = rtf_to_text("".join(pieces), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return (), Problem.DAMAGED
    return Written([text], pictures).result(limits, read_image)


def _picture(source: str, start: int) -> bytes:
    """Give the bytes of a picture that is written as hexadecimal digits up to the end of its group."""
    depth, end = 1, start
    for brace in re.finditer(r"[{}]", source[start:]):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            end = start + brace.start()
            break
    try:
        return bytes.fromhex(_RTF_WORDS.sub("", source[start:end]))
    except ValueError:
        return b""
