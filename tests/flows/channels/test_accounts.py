from pathlib import Path

import pytest
from dovecot import REFRESH_TOKEN, USER, Dovecot
from pydantic import SecretStr

from flows.channels.accounts import MailAccount, OAuth, TokenRefused, TokenUnavailable

pytestmark = pytest.mark.dovecot


def test_a_refresh_token_gives_an_access_token(dovecot_server: Dovecot) -> None:
    oauth = OAuth(dovecot_server.token_url, "client", SecretStr("secret"), SecretStr(REFRESH_TOKEN), "imap")
    assert oauth.access_token().startswith("access-")


def test_a_refresh_token_that_has_expired_needs_the_operator(dovecot_server: Dovecot) -> None:
    with pytest.raises(TokenRefused):
        OAuth(dovecot_server.token_url, "client", refresh_token=SecretStr("old")).access_token()
    with pytest.raises(TokenRefused):
        OAuth(dovecot_server.token_url, "client").access_token()


def test_an_endpoint_that_is_away_is_tried_again() -> None:
    with pytest.raises(TokenUnavailable):
        OAuth("http://127.0.0.1:9/token", "client").access_token()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Post Stelle"},
        {"password": None},
        {"oauth": OAuth("http://127.0.0.1:9/", "client")},
        {"folders": ()},
        {"folders": ("INBOX", "Verarbeitet")},
    ],
)
def test_a_mailbox_that_could_not_work_is_refused(wrong: dict[str, object]) -> None:
    right: dict[str, object] = {"name": "poststelle", "host": "localhost", "user": USER, "password": SecretStr("x")}
    MailAccount(**right)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="mailbox"):
        MailAccount(**right | wrong)  # type: ignore[arg-type]


def test_no_secret_is_shown() -> None:
    oauth = OAuth("http://127.0.0.1:9/", "client", SecretStr("geheim"), SecretStr("geheim"))
    account = MailAccount("poststelle", "localhost", USER, oauth=oauth, ca_file=Path("ca.pem"))
    assert "geheim" not in repr(account)
