import email
from datetime import UTC, datetime, timedelta, timezone

import pytest

from parsers.mailheader import decoded_header, ids_in, read_header, received_at, sent_lines
from parsers.records import MailHeader

NOTIFICATION = b"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: office@hfk.example
Subject: Unzustellbar
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Nicht zugestellt.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Erika@Post.example
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; other@post.example
Action: delayed
Status: 4.2.2
--b
Content-Type: %s

Message-ID: <letter-1@hfk.example>
Subject: Eingang

Text
--b--
"""


def header_of(content: bytes) -> MailHeader:
    return read_header(content, email.message_from_bytes(content))


def test_all_headers_are_read() -> None:
    header = header_of(
        b"Return-Path: <Erika@Post.example>\r\n"
        b"From: =?utf-8?q?Erika_M=C3=BCller?= <Erika@Post.example>\r\n"
        b"Reply-To: answers@post.example\r\n"
        b"To: Office <Office@hfk.example>, second@hfk.example\r\n"
        b"Cc: third@hfk.example\r\n"
        b"Subject: =?iso-8859-1?q?H=E4rtefall?= von\r\n =?utf-8?b?RnJhdSBNw7xsbGVy?=\r\n"
        b"Message-ID: <a1@post.example>\r\n"
        b"In-Reply-To: <b2@hfk.example>\r\n"
        b"References: <b1@hfk.example>\r\n <b2@hfk.example>\r\n"
        b"Auto-Submitted: Auto-Replied; owner-token=1\r\n"
        b"Precedence: Bulk\r\n"
        b"List-Id: News <news.example>\r\n"
        b'Content-Type: text/plain;\r\n charset="utf-8"\r\n\r\nText'
    )

    assert header == MailHeader(
        from_name="Erika Müller",
        from_address="erika@post.example",
        reply_to="answers@post.example",
        to=("office@hfk.example", "second@hfk.example"),
        cc=("third@hfk.example",),
        subject="Härtefall von Frau Müller",
        message_id="a1@post.example",
        in_reply_to=("b2@hfk.example",),
        references=("b1@hfk.example", "b2@hfk.example"),
        return_path="erika@post.example",
        auto_submitted="auto-replied",
        precedence="bulk",
        list_id="News <news.example>",
        content_type='text/plain; charset="utf-8"',
    )


def test_an_empty_return_path_is_not_an_absent_one() -> None:
    assert header_of(b"Return-Path: <>\r\nFrom: a@b.example\r\n\r\n").return_path == ""
    assert header_of(b"From: a@b.example\r\n\r\n").return_path is None


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        (b"From: Poststelle", "Poststelle", ""),
        (b"From: M\xc3\xbcller <m@post.example>", "Müller", "m@post.example"),
        (b'From: "Mueller, Erika" <m@post.example>', "Mueller, Erika", "m@post.example"),
        (b"From: m@post.example", "", "m@post.example"),
        (b"From: =?utf-8?q?broken?", "", ""),
        (b"X: 1", "", ""),
    ],
)
def test_senders_are_read_however_they_are_written(line: bytes, name: str, address: str) -> None:
    header = header_of(line + b"\r\nSubject: x\r\n\r\n")

    assert header.from_address == address
    assert name in header.from_name


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_notification_says_whom_it_could_not_reach_and_which_message_it_returns(kind: str) -> None:
    header = header_of(NOTIFICATION % kind.encode())

    assert header.failed_recipients == ("erika@post.example",)
    assert header.original_message_ids == ("letter-1@hfk.example",)


def test_servers_without_a_report_name_the_failed_in_a_header() -> None:
    header = header_of(b"From: a@b.example\r\nX-Failed-Recipients: Erika@post.example\r\n\r\nText")

    assert header.failed_recipients == ("erika@post.example",)


@pytest.mark.parametrize(
    ("headers", "moment"),
    [
        (
            "Received: by a; Mon, 5 Jan 2026 08:26:44 +0100\nReceived: by b; Mon, 5 Jan 2026 08:00:00 +0100\n",
            datetime(2026, 1, 5, 8, 26, 44, tzinfo=timezone(timedelta(hours=1))),
        ),
        (
            "Received: by a (no date)\nReceived: by b; Mon, 5 Jan 2026 07:00:00 GMT\n",
            datetime(2026, 1, 5, 7, tzinfo=UTC),
        ),
        ("Date: Mon, 5 Jan 2026 08:00:00 -0000\n", datetime(2026, 1, 5, 8, tzinfo=UTC)),
        ("Date: yesterday\n", None),
        ("Date: Mon, 5 Jan 99999999999 08:00:00 +0100\n", None),
        ("Subject: none\n", None),
    ],
)
def test_a_mail_was_received_when_our_own_server_took_it(headers: str, moment: datetime | None) -> None:
    assert received_at(email.message_from_string(headers + "\nText")) == moment


def test_an_attached_mail_is_headed_by_who_sent_it_when_and_to_whom() -> None:
    message = email.message_from_bytes(b"Subject: Hallo\nTo: b@x.example\nFrom: =?utf-8?q?=C3=84?= <a@x.example>\n\n")

    assert sent_lines(message) == "From: Ä <a@x.example>\nTo: b@x.example\nSubject: Hallo"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("=?utf-8?b?R3LDvMOfZQ==?=", "Grüße"),
        ("=?no-such-charset?q?Gr=FC=DFe?=", "Grüße"),
        ("folded\r\n\tline", "folded line"),
        ("=?utf-8?b?###?=", None),
    ],
)
def test_headers_are_decoded_to_one_line(value: str | None, text: str | None) -> None:
    shown = decoded_header(value)

    assert "\n" not in shown
    assert text is None or shown == text


def test_message_ids_stand_without_brackets() -> None:
    assert ids_in("<a@x.example> (comment) <b@x.example>") == ("a@x.example", "b@x.example")
    assert ids_in("a@x.example") == ("a@x.example",)
    assert ids_in(None) == ()
