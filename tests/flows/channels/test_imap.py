from dataclasses import replace

import pytest
from dovecot import REFRESH_TOKEN, USER, Dovecot
from inboxes import make_mail
from pydantic import SecretStr

from flows.channels.accounts import MailAccount
from flows.channels.imap import DONE_FLAG, MailboxRefused, MailboxUnavailable, batches, open_mailbox
from flows.channels.tokens import OAuth

pytestmark = pytest.mark.dovecot

MAILS = tuple(make_mail(number, f"Brief {number}").as_bytes() for number in range(5))
LIMIT = 1_000_000


@pytest.fixture
def account(dovecot: Dovecot) -> MailAccount:
    return dovecot.account()


def as_sent(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")


def test_what_lies_in_a_folder_is_fetched_as_it_came_and_stays_unread(dovecot: Dovecot, account: MailAccount) -> None:
    dovecot.deliver(*MAILS)
    with open_mailbox(account) as mailbox:
        assert mailbox.select("INBOX") > 0
        uids = mailbox.uids()
        sizes = mailbox.sizes(uids)
        fetched = mailbox.fetch(uids, sizes, LIMIT)
    assert tuple(as_sent(mail.content) for mail in fetched) == MAILS
    assert [mail.size_bytes for mail in fetched] == [sizes[uid] for uid in uids]
    with dovecot.connect() as client:
        client.select_folder("INBOX")
        assert client.search("SEEN") == []


def test_a_token_logs_in_too(dovecot: Dovecot, account: MailAccount) -> None:
    oauth = OAuth(dovecot.token_url, "client", refresh_token=SecretStr(REFRESH_TOKEN))
    with open_mailbox(replace(account, password=None, oauth=oauth)) as mailbox:
        assert mailbox.select("INBOX") > 0


def test_of_a_mail_over_the_limit_only_the_headers_are_fetched(dovecot: Dovecot, account: MailAccount) -> None:
    mail = make_mail(1, "x" * 50_000).as_bytes()
    dovecot.deliver(mail)
    with open_mailbox(account) as mailbox:
        mailbox.select("INBOX")
        uids = mailbox.uids()
        (fetched,) = mailbox.fetch(uids, mailbox.sizes(uids), 10_000)
    assert fetched.is_partial
    assert b"Subject: Antrag" in fetched.content
    assert len(fetched.content) < 1_000
    assert fetched.size_bytes > 50_000


def test_what_is_gone_meanwhile_is_left_out(dovecot: Dovecot, account: MailAccount) -> None:
    dovecot.deliver(*MAILS)
    with open_mailbox(account) as mailbox:
        mailbox.select("INBOX")
        uids = mailbox.uids()
        sizes = mailbox.sizes(uids)
        dovecot.empty()
        assert mailbox.fetch(uids, sizes, LIMIT) == []


def test_mail_is_moved_to_a_folder_that_is_made(dovecot: Dovecot, account: MailAccount) -> None:
    dovecot.deliver(*MAILS)
    with open_mailbox(account) as mailbox:
        mailbox.select("INBOX")
        mailbox.move(mailbox.uids()[:3], "Verarbeitet")
        assert len(mailbox.uids()) == 2
    assert dovecot.count("Verarbeitet") == 3


def test_where_the_server_cannot_move_mail_is_copied_once_and_stays(
    dovecot: Dovecot, account: MailAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imapclient import IMAPClient

    has = IMAPClient.has_capability
    monkeypatch.setattr(IMAPClient, "has_capability", lambda self, name: name != "MOVE" and has(self, name))
    dovecot.deliver(*MAILS)
    with open_mailbox(account) as mailbox:
        mailbox.select("INBOX")
        mailbox.move(mailbox.uids(), "Verarbeitet")
        mailbox.move(mailbox.uids(), "Verarbeitet")
    assert (dovecot.count(), dovecot.count("Verarbeitet")) == (5, 5)
    with dovecot.connect() as client:
        client.select_folder("INBOX")
        assert len(client.search(["KEYWORD", DONE_FLAG.decode()])) == 5


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"password": SecretStr("falsch")}, MailboxRefused),
        ({"ca_file": None}, MailboxRefused),
        ({"port": 9}, MailboxUnavailable),
    ],
)
def test_what_hinders_the_login_is_told_apart(
    account: MailAccount, wrong: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error) as told, open_mailbox(replace(account, **wrong)):  # type: ignore[arg-type]
        pass
    assert USER not in str(told.value)


def test_a_folder_that_is_missing_needs_the_operator(account: MailAccount) -> None:
    with open_mailbox(account) as mailbox, pytest.raises(MailboxRefused):
        mailbox.select("Gibt es nicht")


def test_batches_are_bounded_in_bytes_and_a_large_mail_comes_alone() -> None:
    sizes = dict.fromkeys(range(1, 251), 10) | {7: LIMIT + 1, 300: 7_999_999, 301: 10}
    cut = list(batches(sizes, 8_000_000, alone={9}))
    assert sorted(uid for batch in cut for uid in batch) == sorted(sizes)
    assert [9] in cut
    assert all(sum(sizes[uid] for uid in batch) <= 8_000_000 and len(batch) <= 100 for batch in cut)
    assert [7] in list(batches(sizes, LIMIT))
