from pathlib import Path

import pytest
from dovecot import USER
from pydantic import SecretStr

from flows.channels.accounts import MailAccount
from flows.channels.tokens import OAuth


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


def test_each_mailbox_that_logs_in_by_tokens_has_a_file_for_them(tmp_path: Path) -> None:
    oauth = OAuth("http://127.0.0.1:9/", "client")
    account = MailAccount("poststelle", "localhost", USER, oauth=oauth).keeping_tokens_in(tmp_path)
    assert account.oauth is not None
    assert account.oauth.token_file == tmp_path / "poststelle.json"
    plain = MailAccount("poststelle", "localhost", USER, SecretStr("x"))
    assert plain.keeping_tokens_in(tmp_path) is plain
