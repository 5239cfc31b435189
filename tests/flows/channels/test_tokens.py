import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from dovecot import REFRESH_TOKEN, Dovecot
from pydantic import SecretStr

from flows.channels.imap import MailboxRefused, open_mailbox
from flows.channels.tokens import OAuth, TokenRefused, TokenUnavailable

pytestmark = pytest.mark.dovecot


@pytest.fixture
def rotating(dovecot_server: Dovecot, tmp_path: Path) -> OAuth:
    """Of a provider that gives a new refresh token each time, and takes each but once."""
    token = SecretStr(dovecot_server.rotating_token())
    return OAuth(dovecot_server.token_url, "client", refresh_token=token, token_file=tmp_path / "tokens" / "p.json")


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


def test_a_token_is_used_as_long_as_it_lives(rotating: OAuth) -> None:
    assert rotating.access_token() == rotating.access_token()


def test_a_refresh_token_that_was_replaced_is_kept(rotating: OAuth) -> None:
    first = rotating.access_token()
    rotating.forget_access_token()
    second = rotating.access_token()  # by the new refresh token: the one of the settings is dead
    assert second != first
    with pytest.raises(TokenRefused):
        replace(rotating, token_file=None).access_token()


def test_what_is_kept_is_for_its_owner_alone(rotating: OAuth) -> None:
    rotating.access_token()
    assert rotating.token_file is not None
    assert stat.S_IMODE(rotating.token_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(rotating.token_file.parent.stat().st_mode) == 0o700
    assert list(rotating.token_file.parent.glob("*.part")) == []


def test_several_at_once_ask_one_after_the_other(rotating: OAuth) -> None:
    with ThreadPoolExecutor(4) as pool:
        tokens = set(pool.map(lambda _: rotating.access_token(), range(8)))
    assert len(tokens) == 1


def test_another_refresh_token_of_the_operator_makes_the_kept_ones_void(
    rotating: OAuth, dovecot_server: Dovecot
) -> None:
    first = rotating.access_token()
    renewed = replace(rotating, refresh_token=SecretStr(REFRESH_TOKEN))
    assert renewed.access_token() != first


def test_a_file_that_is_no_record_of_tokens_counts_for_nothing(rotating: OAuth) -> None:
    assert rotating.token_file is not None
    rotating.token_file.parent.mkdir()
    rotating.token_file.write_text("[1")
    assert rotating.access_token()


def test_tokens_that_cannot_be_kept_are_not_asked_for(rotating: OAuth, tmp_path: Path) -> None:
    (tmp_path / "tokens").write_text("a file stands in the way")
    with pytest.raises(TokenUnavailable):
        rotating.access_token()


def test_the_day_on_which_it_ends_is_known(rotating: OAuth) -> None:
    assert rotating.ends_on() is None
    rotating.access_token()
    told = (datetime.now(UTC) + timedelta(days=10)).date()  # as the provider said with the token
    assert rotating.ends_on() in {told, told - timedelta(days=1)}
    assert replace(rotating, expires_on=date(2026, 1, 1)).ends_on() == date(2026, 1, 1)


def test_a_token_that_was_withdrawn_is_replaced(rotating: OAuth, dovecot: Dovecot) -> None:
    account = replace(dovecot.account(), password=None, oauth=rotating)
    with open_mailbox(account) as mailbox:
        assert mailbox.select("INBOX")
    dovecot.withdraw_tokens()
    with pytest.raises(MailboxRefused), open_mailbox(account):
        pass
    with open_mailbox(account) as mailbox:
        assert mailbox.select("INBOX")
