"""Whatever the shape of a mail: it is parsed, its words are kept, and nothing of it breaks what is stored."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.limits import ParseLimits
from parsers.parse import parse
from parsers.records import Channel, Page, ParsedMessage, RawMessage

NOW = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
LIMITS = ParseLimits(documents=20, mime_parts=50, text_characters=5000, message_characters=20_000, depth=4)
QUICK = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])

words = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=60)
charsets = st.sampled_from(["utf-8", "utf-16", "iso-8859-1", "cp1252", "us-ascii", "utf-7", "x-unknown", "hex"])
names = st.one_of(words, st.sampled_from(["../../a", "a\x00.pdf", "CON", ".", "", "a/b\\c"]))


def parsed(content: bytes) -> ParsedMessage:
    def blank(_image: object) -> Page:
        return Page(1, "")

    return parse(RawMessage(Channel.EMAIL, "a.eml", NOW, content), blank, LIMITS)


@st.composite
def text_parts(draw: st.DrawFn) -> Message:
    part = MIMEText(draw(words), draw(st.sampled_from(["plain", "html", "calendar"])), "utf-8")
    part.set_param("charset", draw(charsets))
    return part


@st.composite
def file_parts(draw: st.DrawFn) -> Message:
    starts = st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"II*\x00", b"{\\rtf1 ", b"\x78\x9f\x3e\x22\x01\x00"])
    part = MIMEApplication(draw(starts) + draw(st.binary(max_size=80)))
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", draw(names)))
    return part


def holders(inner: st.SearchStrategy[Message]) -> st.SearchStrategy[Message]:
    def hold(kind: str, parts: list[Message]) -> Message:
        if kind == "message":
            return MIMEMessage(parts[0]) if parts else MIMEText("")
        return MIMEMultipart(kind, _subparts=parts)

    kinds = st.sampled_from(["mixed", "alternative", "related", "report", "signed", "unknown", "message"])
    return st.builds(hold, kinds, st.lists(inner, max_size=4))


messages = st.recursive(st.one_of(text_parts(), file_parts()), holders, max_leaves=12)


def check(message: ParsedMessage) -> None:
    """What every parsed message keeps to, whatever came in."""
    assert 1 <= len(message.documents) <= LIMITS.documents
    assert [document.index for document in message.documents] == list(range(len(message.documents)))
    assert message.received_at.utcoffset() is not None
    for document in message.documents:
        assert document.parent is None or document.parent < document.index
        assert "\n" not in document.name
        assert len(document.name) <= 200 + len("message.eml")
        for page in document.pages:
            assert len(page.text) <= LIMITS.text_characters
            assert "\x00" not in page.text
            assert "\r" not in page.text
            assert unicodedata.is_normalized("NFC", page.text)
            page.text.encode("utf-8")
            assert all(0 <= mark.offset <= len(page.text) for mark in page.marks)


@QUICK
@given(messages, words, words)
def test_a_mail_of_any_shape_is_parsed(message: Message, subject: str, sender: str) -> None:
    message["X-Subject"] = "a"
    head = f"From: {sender}\nSubject: {subject}\n".encode("utf-8", "replace")
    check(parsed(head + message.as_bytes()))


@QUICK
@given(messages, st.data())
def test_a_mail_that_was_changed_on_its_way_is_parsed(message: Message, data: st.DataObject) -> None:
    content = bytearray(message.as_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        content[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    check(parsed(bytes(content)))


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_are_parsed(content: bytes) -> None:
    check(parsed(content))


@QUICK
@given(st.text(st.characters(categories=["L", "N"], max_codepoint=0x17F), min_size=1, max_size=80), st.booleans())
def test_the_words_of_a_mail_are_kept(text: str, is_html: bool) -> None:
    part = MIMEText(f"<p>{text}</p>" if is_html else text, "html" if is_html else "plain", "utf-8")
    body = parsed(part.as_bytes()).documents[0].pages[0].text
    assert body.replace("\n", "") == unicodedata.normalize("NFC", text)
