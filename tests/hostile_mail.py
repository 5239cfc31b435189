"""Mails that are made to hurt their reader, each under the name of what is wrong with it."""

from __future__ import annotations

import base64
import random
from email.message import EmailMessage

from sealed_mail import signed

HEAD = b"From: Erika <erika@post.example>\r\nTo: post@hfk.example\r\nSubject: Antrag\r\nMIME-Version: 1.0\r\n"
NOISE = random.Random(7).randbytes(20_000)  # noqa: S311 - the same at each run


def mail_with(*files: bytes, name: str = "Antrag.bin", text: str = "Anbei mein Antrag.") -> bytes:
    """A sound mail with files that need not be."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Erika <erika@post.example>", "Antrag"
    message.set_content(text)
    for content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _typed(content_type: str, body: bytes, *more: str) -> bytes:
    headers = "".join(f"{line}\r\n" for line in (f"Content-Type: {content_type}", *more))
    return HEAD + headers.encode() + b"\r\n" + body


def _nested_multiparts(depth: int) -> bytes:
    begun = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth))
    return HEAD + begun + b"Content-Type: text/plain\r\n\r\nKern\r\n"


def _nested_mails(depth: int) -> bytes:
    return HEAD + b"".join(b"Content-Type: message/rfc822\r\n\r\nSubject: %d\r\nFrom: x\r\n" % n for n in range(depth))


def _signed_within_each_other(depth: int) -> bytes:
    inner = b"Content-Type: text/plain\r\n\r\nKern"
    for _ in range(depth):
        inner = b"Content-Type: application/pkcs7-mime\r\n\r\n" + signed(inner)
    return HEAD + inner


def mails() -> dict[str, bytes]:
    """Whole messages."""
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    leaf = b'--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n\r\nx\r\n'
    encoded_words = " ".join(["=?utf-8?b?R3LDvMOfZQ==?="] * 20_000).encode()
    return {
        "no bytes": b"",
        "line ends only": b"\r\n" * 1000,
        "nulls only": bytes(100_000),
        "noise": NOISE,
        "headers without an end": HEAD.rstrip() + b"X" * 1000,
        "a header of megabytes": HEAD + b"X-Long: " + b"a" * 5_000_000 + b"\r\n\r\nText",
        "a header of thousands of lines": HEAD + b"X-Long: a\r\n" + b" b\r\n" * 50_000 + b"\r\nText",
        "thousands of received headers": b"Received: by x; Mon, 4 May 2026 10:00:00 +0200\r\n" * 20_000
        + HEAD
        + b"\r\nText",
        "thousands of addresses": b"To: " + b"a@b.example, " * 20_000 + b"c@d.example\r\n" + HEAD + b"\r\nText",
        "thousands of encoded words": b"Subject: " + encoded_words + b"\r\n" + HEAD + b"\r\nText",
        "a sender with control characters": b"From: a\x00b\x1b[31m <x\r\n y@z>\r\nSubject: \x00\r\n\r\nText",
        "an address without end": b"From: " + b"(" * 5000 + b"\r\nSubject: a\r\n\r\nText",
        "quoted names without end": b'From: "' + b'\\"' * 50_000 + b"\r\nSubject: a\r\n\r\nText",
        "dates that are none": b"Date: 99 Foo 99999 77:77:77 +9999\r\nReceived: x; -1\r\n" + HEAD + b"\r\nText",
        "ten thousand parts": _typed("multipart/mixed; boundary=b", part * 10_000 + b"--b--"),
        "ten thousand attachments": _typed("multipart/mixed; boundary=b", leaf * 10_000 + b"--b--"),
        "multiparts nested without end": _nested_multiparts(3000),
        "mails nested without end": _nested_mails(3000),
        "mails nested to a depth": _nested_mails(200),
        "signatures around signatures": _signed_within_each_other(60),
        "base64 that is none": _typed("text/plain", b"\xff=!?" * 5000, "Content-Transfer-Encoding: base64"),
        "base64 of one letter": _typed("text/plain", b"A", "Content-Transfer-Encoding: base64"),
        "quoted-printable cut off": _typed(
            "text/plain", b"=\r\n=F=XX=" * 9000, "Content-Transfer-Encoding: quoted-printable"
        ),
        "uuencode without end": _typed(
            "text/plain", b"begin 644 a\r\nM" + b"x" * 9000, "Content-Transfer-Encoding: x-uuencode"
        ),
        "an encoding nobody knows": _typed("text/plain", b"Text", "Content-Transfer-Encoding: rot13"),
        "a charset nobody knows": _typed("text/plain; charset=x-evil", b"\x80\x81Text"),
        "a charset that is a codec": _typed("text/plain; charset=hex", b"zz"),
        "a charset that packs": _typed("text/plain; charset=zlib", base64.b64encode(NOISE)),
        "a charset with a null": _typed("text/plain; charset=\x00utf-8", b"Text"),
        "wide letters that are narrow": _typed("text/plain; charset=utf-16", b"Hallo"),
        "seven bits without end": _typed("text/plain; charset=utf-7", b"+AAA" * 20_000),
        "surrogates": _typed("text/plain; charset=utf-8", b"\xed\xa0\x80" * 5000),
        "marks without end": _typed("text/plain; charset=utf-8", ("a" + "\u0301" * 100_000).encode()),
        "no boundary": _typed("multipart/mixed", part),
        "an empty boundary": _typed('multipart/mixed; boundary=""', part),
        "a boundary of regular signs": _typed('multipart/mixed; boundary="(((((.*)+)+)+"', part),
        "one boundary within itself": _typed(
            "multipart/mixed; boundary=b", b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 500
        ),
        "a file name in a million parts": _typed("application/pdf; name*0=a; name*99999999=b", b"x"),
        "thousands of parameters": _typed("text/plain; " + "; ".join(f"p{n}=v" for n in range(20_000)), b"Text"),
        "a file name that leads away": mail_with(b"x", name="../../../../tmp/hostile-marker"),
        "html nested without end": _typed("text/html", b"<div>" * 100_000 + b"Kern"),
        "html of tables in tables": _typed("text/html", b"<table><tr><td>" * 3000 + b"Kern"),
        "html of comments without end": _typed("text/html", b"<!--" * 100_000),
        "html that fetches": _typed(
            "text/html", b'<img src="http://192.0.2.1/a"><iframe src="file:///etc/passwd"></iframe>Text'
        ),
        "html with a span of columns": _typed("text/html", b'<table><tr><td colspan="999999999">a</td></tr></table>'),
        "soft breaks without end": _typed("text/plain; format=flowed", b"a \r\n" * 200_000),
        "quotes without end": _typed("text/plain; format=flowed", b">" * 500_000),
        "words of passwords without end": _typed("text/plain", b"Passwort " * 50_000 + b"lautet " * 50_000),
        "one line of megabytes": _typed("text/plain", b"wort " * 2_000_000),
        "a report of nothing": _typed(
            "multipart/report; report-type=delivery-status; boundary=b",
            b"--b\r\nContent-Type: message/delivery-status\r\n\r\n\x00\r\n--b--",
        ),
        "a part of a message": _typed("message/partial; id=x; number=1; total=99999", b"Text"),
        "a body outside the mail": _typed("message/external-body; access-type=local-file; name=/etc/passwd", b"\r\n"),
        "lone carriage returns": HEAD.replace(b"\r\n", b"\r") + b"\r\rText",
    }
