"""E-mails: the words of `mails/<name>.txt` with their attachments, as bytes that never differ.

A file begins with headers, then an empty line, then the body. Three of them are for this program: `Charset` is how the
body is encoded, `Wrap` the column at which the sender's program breaks lines (without it a paragraph is one line,
however the file is broken), `Also-HTML` that it sends its text a second time as HTML. `Received` is when our server
took the mail in; every other header goes into the mail as it stands.
"""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from pathlib import Path

from ink import seed_of

MAILS = Path(__file__).parent / "mails"
OFFICE = "haertefallkommission@mkjfgfi-nrw.example"
OUR_SERVER = "mx1.mkjfgfi-nrw.example"
_FULL_LINE = 95  # a line of a file that is longer goes on in the next one


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An attachment: its file name, its bytes, and what the sender's program declares it to be."""

    name: str
    content: bytes
    declared: str


def _read(file_name: str) -> tuple[dict[str, str], str]:
    head, _, body = (MAILS / file_name).read_text(encoding="utf-8").partition("\n\n")
    headers = dict(line.split(": ", 1) for line in head.splitlines())
    return headers, body


def _laid_out(body: str, wrap: int) -> str:
    paragraphs: list[str] = []
    goes_on = False
    for line in body.splitlines():
        if goes_on and line:
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        goes_on = len(line) > _FULL_LINE
    if wrap:
        paragraphs = [textwrap.fill(paragraph, wrap, break_on_hyphens=False) for paragraph in paragraphs]
    return "\n".join(paragraphs) + "\n"


def _as_html(body: str) -> str:
    paragraphs = "".join(
        f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>\n" for part in body.strip().split("\n\n")
    )
    return f'<html><body lang="DE"><div style="font-family:Calibri,sans-serif">\n{paragraphs}</div></body></html>\n'


def text_of(file_name: str) -> str:
    """A text beside the mails that goes into an attachment."""
    return (MAILS / file_name).read_text(encoding="utf-8")


def _with_fixed_boundaries(message: MIMEPart, seed: str) -> None:
    for number, part in enumerate(message.walk()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"=_{seed_of(seed):08x}_{number}")


def _received(headers: dict[str, str], number: int) -> str:
    host = headers["From"].rpartition("@")[2].rstrip(">")
    return (
        f"from mail.{host} (mail.{host} [192.0.2.{number % 250 + 1}]) by {OUR_SERVER} (Postfix) "
        f"with ESMTPS id {number:08X} for <{OFFICE}>; {headers['Received']}"
    )


def compose(
    file_name: str, enclosures: tuple[Enclosure, ...] = (), forwarded: EmailMessage | None = None
) -> EmailMessage:
    """The mail of a file: plain text, or HTML alone where the file is an .html.

    Args:
        file_name: In `mails/`.
        enclosures: Attachments in order.
        forwarded: A mail that this one carries as message/rfc822.
    """
    headers, body = _read(file_name)
    number = seed_of(file_name)
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = headers.pop("Return-Path", f"<{headers['From'].rpartition('<')[2].rstrip('>')}>")
    if "Received" in headers:
        message["Received"] = _received(headers, number)
        del headers["Received"]
    charset, wrap = headers.pop("Charset"), int(headers.pop("Wrap", "0"))
    also_html = "Also-HTML" in headers
    headers.pop("Also-HTML", None)
    message["Message-ID"] = f"<{number:08x}.{number % 9973}@{headers['From'].rpartition('@')[2].rstrip('>')}>"
    message["To"] = headers.pop("To", OFFICE)
    for name, value in headers.items():
        message[name] = value
    subtype = "html" if file_name.endswith(".html") else "plain"
    if subtype == "plain":
        body = _laid_out(body, wrap)
    message.set_content(body, subtype=subtype, charset=charset, cte="quoted-printable")
    if also_html:
        message.add_alternative(_as_html(body), subtype="html", charset=charset, cte="quoted-printable")
    if forwarded is not None:
        message.add_attachment(forwarded)
    for enclosure in enclosures:
        main, _, sub = enclosure.declared.partition("/")
        message.add_attachment(enclosure.content, maintype=main, subtype=sub, filename=enclosure.name)
    _with_fixed_boundaries(message, file_name)
    return message


def delivery_report(file_name: str, failed: str, original_headers: dict[str, str]) -> EmailMessage:
    """A delivery status notification (RFC 3464) whose human part is the file."""
    message = compose(file_name)
    explanation = MIMEPart(policy=SMTP)
    explanation.set_content(message.get_content(), charset="utf-8", cte="quoted-printable")
    status = MIMEPart(policy=SMTP)
    status["Content-Type"] = "message/delivery-status"
    reporter, recipient = EmailMessage(policy=SMTP), EmailMessage(policy=SMTP)
    reporter["Reporting-MTA"] = f"dns; {failed.rpartition('@')[2]}"
    recipient["Final-Recipient"] = f"rfc822; {failed}"
    recipient["Action"] = "failed"
    recipient["Status"] = "5.2.2"
    status.set_payload([reporter, recipient])
    original = MIMEPart(policy=SMTP)
    lines = "".join(f"{name}: {value}\n" for name, value in original_headers.items())
    original.set_content(lines, subtype="rfc822-headers", charset="us-ascii", cte="7bit")
    for name in ("Content-Type", "Content-Transfer-Encoding", "MIME-Version"):
        del message[name]
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = 'multipart/report; report-type="delivery-status"'
    message.set_payload([explanation, status, original])
    _with_fixed_boundaries(message, file_name)
    return message
