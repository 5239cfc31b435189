"""A mailbox as the operator names it: where it is, how to log in, which folders are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from parsers.errors import Misconfigured, Unavailable

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_TOKEN_SECONDS = 30.0


class TokenUnavailable(Unavailable):
    """The endpoint that gives access tokens does not answer."""


class TokenRefused(Misconfigured):
    """The endpoint gives no access token: the refresh token has expired, or the client is unknown."""


@dataclass(frozen=True, slots=True)
class OAuth:
    """How access tokens are got (RFC 6749).

    Attributes:
        token_url: Endpoint of Microsoft 365, Google or another provider.
        client_id: Of the office's registration there.
        client_secret: Of the same; None for a public client.
        refresh_token: Of the mailbox; None: the client logs in for itself (client credentials).
        scope: As the provider wants it.
    """

    token_url: str
    client_id: str
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    scope: str | None = None

    def access_token(self) -> str:
        """Get a fresh token; it lives about an hour, longer than any look into a mailbox.

        Raises:
            TokenUnavailable: The endpoint does not answer, or is at fault itself.
            TokenRefused: It gives none.
        """
        try:
            answer = httpx.post(self.token_url, data=self._form(), timeout=_TOKEN_SECONDS)
            told: Any = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            raise TokenUnavailable("the endpoint of the access tokens does not answer") from None
        if answer.status_code >= 500:
            raise TokenUnavailable("the endpoint of the access tokens is at fault")
        token = told.get("access_token") if isinstance(told, dict) else None
        if not isinstance(token, str):
            raise TokenRefused("no access token is given: renew the consent or the secret of the mailbox")
        return token

    def _form(self) -> dict[str, str]:
        form = {"client_id": self.client_id, "grant_type": "client_credentials"}
        if self.refresh_token is not None:
            form |= {"grant_type": "refresh_token", "refresh_token": self.refresh_token.get_secret_value()}
        if self.client_secret is not None:
            form["client_secret"] = self.client_secret.get_secret_value()
        if self.scope is not None:
            form["scope"] = self.scope
        return form


@dataclass(frozen=True, slots=True)
class MailAccount:
    """A mailbox that is looked into, over TLS alone.

    Attributes:
        name: Of our own choice; once chosen it stays, for the journal keeps it.
        host: Of the IMAP server.
        user: Login.
        password: Of the login; None where `oauth` is used.
        oauth: How tokens for XOAUTH2 are got; None where there is a password.
        port: Of IMAP over TLS.
        folders: That are looked at.
        processed: Folder to which collected mail is moved; None: it stays where it is.
        ca_file: Certificates that are trusted besides none other; None: those of the system.
        timeout_seconds: For each answer of the server.

    Raises:
        ValueError: The name is none, or there is not exactly one way to log in.
    """

    name: str
    host: str
    user: str
    password: SecretStr | None = None
    oauth: OAuth | None = None
    port: int = 993
    folders: tuple[str, ...] = ("INBOX",)
    processed: str | None = "Verarbeitet"
    ca_file: Path | None = None
    timeout_seconds: float = 60.0

    def __post_init__(self) -> None:
        """Refuse what could not work."""
        if not _NAME.fullmatch(self.name):
            raise ValueError("the name of a mailbox is of a-z, 0-9 and hyphens")
        if (self.password is None) == (self.oauth is None):
            raise ValueError("a mailbox needs a password or oauth, and not both")
        if not self.folders or self.processed in self.folders:
            raise ValueError("a mailbox needs folders, and its processed folder is none of them")
