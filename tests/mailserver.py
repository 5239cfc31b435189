"""A real SMTP server for tests, over TLS on a free port of the loopback; it keeps what it takes."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from dovecot import free_port, make_certificate
from pydantic import SecretStr

from flows.channels.smtp import MailServer

SENDER = "poststelle@office.example.org"
USER, PASSWORD = "poststelle", "geheim-43"


@dataclass
class Taken:
    """What the server took, and what it says to some addresses."""

    port: int = 0
    certificate: Path = Path()
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_data: dict[str, str] = field(default_factory=dict)

    def settings(self, **changes: Any) -> MailServer:
        """Give the server as an operator would name it."""
        fields: dict[str, Any] = {
            "host": "localhost",
            "sender": SENDER,
            "user": USER,
            "password": SecretStr(PASSWORD),
            "port": self.port,
            "security": "starttls",
            "ca_file": self.certificate,
            "timeout_seconds": 20.0,
        }
        return MailServer(**fields | changes)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or say what is set for it."""
        said = self.at_rcpt.get(address, "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, _server: object, _session: Session, envelope: Envelope
    ) -> str:
        """Take a mail, or say what is set for its recipient."""
        said = self.at_data.get(envelope.rcpt_tos[0], "250 OK")
        if said.startswith("250"):
            assert isinstance(envelope.content, bytes)
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        return said


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a certificate for the loopback."""
    folder = tmp_path_factory.mktemp("certificate")
    make_certificate(folder)
    return folder


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def _log_in(_server: object, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@contextmanager
def _running(taken: Taken, **options: Any) -> Iterator[Taken]:
    controller = Controller(taken, hostname="127.0.0.1", port=taken.port, **options)
    controller.start()
    try:
        yield taken
    finally:
        controller.stop()


@contextmanager
def running_mail_server(certificate: Path) -> Iterator[Taken]:
    """Start an SMTP server that wants STARTTLS and a login."""
    taken = Taken(free_port(), certificate / "cert.pem")
    context = _context(certificate)
    with _running(taken, tls_context=context, require_starttls=True, auth_required=True, authenticator=_log_in):
        yield taken


@pytest.fixture
def mail_server(certificate: Path) -> Iterator[Taken]:
    """Start the server of the test."""
    with running_mail_server(certificate) as taken:
        yield taken


@pytest.fixture
def tls_mail_server(certificate: Path) -> Iterator[Taken]:
    """Start an SMTP server that speaks TLS from the first byte."""
    taken = Taken(free_port(), certificate / "cert.pem")
    with _running(taken, ssl_context=_context(certificate)):
        yield taken
