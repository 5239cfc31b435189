"""Access tokens of a mailbox: kept as long as they live, and with them the refresh token that replaced the last one.

Providers may give a new refresh token with each access token and let the old one die (RFC 6749, section 6): who forgets
it has to ask for consent again. So it is kept in a file, and one process at a time asks for tokens.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
from pydantic import SecretStr

from parsers.errors import Misconfigured, Unavailable
from parsers.files import write_whole

_TIMEOUT_SECONDS: Final = 30.0
_SPARE: Final = timedelta(minutes=5)  # a look into a mailbox ends before its token does


class TokenUnavailable(Unavailable):
    """The endpoint that gives access tokens does not answer, or its tokens cannot be kept."""


class TokenRefused(Misconfigured):
    """The endpoint gives no access token: the refresh token has expired, or the client is unknown."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file holds.

    Attributes:
        given_for: SHA-256 of the refresh token that the operator set: another one makes all of this void.
        refresh_token: The newest one; empty for client credentials.
        refresh_until: Until when it lives, seconds since 1970; 0: the provider does not say.
        access_token: The newest one.
        access_until: Until when it lives, seconds since 1970.
    """

    given_for: str
    refresh_token: str
    refresh_until: float = 0.0
    access_token: str = ""
    access_until: float = 0.0


@dataclass(frozen=True, slots=True)
class OAuth:
    """How access tokens are got (RFC 6749).

    Attributes:
        token_url: Endpoint of Microsoft 365, Google or another provider.
        client_id: Of the office's registration there.
        client_secret: Of the same; None for a public client.
        refresh_token: Of the mailbox; None: the client logs in for itself (client credentials).
        scope: As the provider wants it.
        expires_on: Day on which the client's secret or the consent ends, as the provider showed it.
        token_file: Where tokens are kept, readable by its owner alone; None: nowhere, each look asks anew.
    """

    token_url: str
    client_id: str
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    scope: str | None = None
    expires_on: date | None = None
    token_file: Path | None = None

    def access_token(self) -> str:
        """Give a token that lives for some minutes more.

        Raises:
            TokenUnavailable: The endpoint does not answer, or is at fault itself; or tokens cannot be kept.
            TokenRefused: It gives none.
        """
        with self._alone():
            kept = self._kept()
            if kept.access_until <= (datetime.now(UTC) + _SPARE).timestamp():
                kept = self._ask(kept)
                self._keep(kept)
        return kept.access_token

    def forget_access_token(self) -> None:
        """Ask for another one the next time: the server took this one no more."""
        with self._alone():
            self._keep(replace(self._kept(), access_token="", access_until=0.0))

    def ends_on(self) -> date | None:
        """Give the day on which somebody must have renewed secret or consent; None where nobody says so."""
        until = self._kept().refresh_until
        days = [datetime.fromtimestamp(until, UTC).date()] if until else []
        days += [self.expires_on] if self.expires_on else []
        return min(days, default=None)

    def _ask(self, kept: _Kept) -> _Kept:
        try:
            answer = httpx.post(self.token_url, data=self._form(kept), timeout=_TIMEOUT_SECONDS)
            told: Any = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            raise TokenUnavailable("the endpoint of the access tokens does not answer") from None
        if answer.status_code >= 500:
            raise TokenUnavailable("the endpoint of the access tokens is at fault")
        token = told.get("access_token") if isinstance(told, dict) else None
        if not isinstance(token, str):
            raise TokenRefused("no access token is given: renew the consent or the secret of the mailbox")
        now = datetime.now(UTC).timestamp()
        newer = told.get("refresh_token")
        refresh_seconds = _seconds(told.get("refresh_token_expires_in"))
        return _Kept(
            kept.given_for,
            newer if isinstance(newer, str) and newer else kept.refresh_token,
            now + refresh_seconds if refresh_seconds else kept.refresh_until,
            token,
            now + _seconds(told.get("expires_in")),
        )

    def _form(self, kept: _Kept) -> dict[str, str]:
        form = {"client_id": self.client_id, "grant_type": "client_credentials"}
        if kept.refresh_token:
            form |= {"grant_type": "refresh_token", "refresh_token": kept.refresh_token}
        if self.client_secret is not None:
            form["client_secret"] = self.client_secret.get_secret_value()
        if self.scope is not None:
            form["scope"] = self.scope
        return form

    def _kept(self) -> _Kept:
        given = self.refresh_token.get_secret_value() if self.refresh_token else ""
        fresh = _Kept(hashlib.sha256(f"{self.client_id} {given}".encode()).hexdigest(), given)
        if self.token_file is None:
            return fresh
        try:
            kept = _Kept(**json.loads(self.token_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return fresh
        return kept if kept.given_for == fresh.given_for else fresh

    def _keep(self, kept: _Kept) -> None:
        if self.token_file is None:
            return
        try:
            write_whole(self.token_file, json.dumps(asdict(kept)).encode())
        except OSError:
            raise TokenUnavailable("the tokens of a mailbox cannot be kept in the home folder") from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self.token_file is None:
            yield
            return
        try:
            self.token_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self.token_file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            raise TokenUnavailable("the tokens of a mailbox cannot be kept in the home folder") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _seconds(told: object) -> float:
    """Seconds as a provider tells them: a number, or one as text."""
    try:
        return max(0.0, float(str(told)))
    except ValueError:
        return 0.0
