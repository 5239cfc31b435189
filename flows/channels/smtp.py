"""Hands an e-mail over to the office's mail server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from parsers.errors import Misconfigured, Rejected, Unavailable


class MailServerUnavailable(Unavailable):
    """The mail server does not answer, or takes nothing now."""


class MailServerAway(Unavailable):
    """No connection to the mail server can be made: that is no mail's fault."""


class MailServerRefused(Misconfigured):
    """The mail server refuses the login or the sender, or shows a certificate that is not trusted."""


class MailRefused(Rejected):
    """The mail server refuses this mail or its recipient for good."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes e-mail, over TLS alone.

    Attributes:
        host: Its name.
        sender: Address of the office; notices of non-delivery come back to it.
        user: Login; None for none.
        password: Of the login.
        port: 465 as a rule for `tls`, 587 for `starttls`.
        security: TLS from the first byte, or after STARTTLS.
        ca_file: Certificates that are trusted; None: those of the system.
        timeout_seconds: For each answer of the server.

    Raises:
        ValueError: The sender is no address.
    """

    host: str
    sender: str
    user: str | None = None
    password: SecretStr | None = None
    port: int = 465
    security: Literal["tls", "starttls"] = "tls"
    ca_file: Path | None = None
    timeout_seconds: float = 60.0

    def __post_init__(self) -> None:
        """Refuse what could not work."""
        if not all(self.sender.partition("@")):
            raise ValueError("the sender of e-mail is an address")

    @property
    def domain(self) -> str:
        """Of the sender: what a Message-ID ends with."""
        return self.sender.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """An e-mail with a letter.

    Attributes:
        to: Address.
        subject: In German.
        text: In German.
        pdf: The letter.
        pdf_name: File name of the attachment.
        mail_id: Message-ID without angle brackets.
        written_at: When (aware); the same again where it goes again.
    """

    to: str
    subject: str
    text: str
    pdf: bytes
    pdf_name: str
    mail_id: str
    written_at: datetime


def send_mail(server: MailServer, mail: OutgoingMail) -> None:
    """Hand a mail over; it has left when this returns.

    Args:
        server: Where to.
        mail: What.

    Raises:
        MailRefused: It will never be taken.
        MailServerUnavailable: It was not taken now, or it is not known whether it was.
        MailServerAway: There is no connection: nothing has left.
        MailServerRefused: The operator must act; nothing has left.
    """
    with _in_our_words():
        message = _compose(server, mail)
        with _connected(server) as client:
            client.send_message(message, server.sender, [mail.to])


def check_login(server: MailServer) -> None:
    """Log in and out.

    Raises:
        MailServerAway: The server does not answer.
        MailServerUnavailable: It breaks off.
        MailServerRefused: The operator must act.
    """
    with _in_our_words(), _connected(server) as client:
        client.noop()


def _compose(server: MailServer, mail: OutgoingMail) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = server.sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = f"<{mail.mail_id}>"
    # RFC 3834: no machine is to answer this; the second is what Exchange heeds.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text)
    message.add_attachment(mail.pdf, maintype="application", subtype="pdf", filename=mail.pdf_name)
    return message


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    try:
        with _in_our_words():
            client = _log_in(server)
    except MailServerUnavailable:
        raise MailServerAway("there is no connection to the mail server") from None
    try:
        yield client
        _say_goodbye(client)
    finally:
        client.close()


def _log_in(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=str(server.ca_file) if server.ca_file else None)
    client: smtplib.SMTP
    if server.security == "tls":
        client = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_seconds, context=context)
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=server.timeout_seconds)
    try:
        if server.security == "starttls":
            client.starttls(context=context)
        if server.user is not None and server.password is not None:
            client.login(server.user, server.password.get_secret_value())
    except BaseException:
        client.close()
        raise
    return client


def _say_goodbye(client: smtplib.SMTP) -> None:
    """End the session; what was taken was taken, however the server ends."""
    try:
        client.quit()
    except (smtplib.SMTPException, OSError):
        return


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Say the library's errors in our words: their texts quote addresses and what the server said."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refused:
        raise _by_code(min((code for code, _ in refused.recipients.values()), default=0)) from None
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
        raise MailServerRefused("the mail server refuses the login or offers no TLS") from None
    except smtplib.SMTPSenderRefused as refused:
        if refused.smtp_code >= 500:
            raise MailServerRefused("the mail server refuses the sender") from None
        raise MailServerUnavailable("the mail server takes nothing now") from None
    except smtplib.SMTPDataError as refused:
        raise _by_code(refused.smtp_code) from None
    except ssl.SSLCertVerificationError:
        raise MailServerRefused("the certificate of the mail server is not trusted") from None
    except (smtplib.SMTPException, OSError):
        raise MailServerUnavailable("the mail server does not answer as it should") from None
    except (UnicodeError, ValueError):
        # An address that no mail can bear.
        raise MailRefused("the address of the mail is none") from None


def _by_code(code: int) -> MailRefused | MailServerUnavailable:
    if code >= 500:
        return MailRefused("the mail server refuses the mail for good")
    return MailServerUnavailable("the mail server does not take the mail now")
