import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dovecot import Dovecot
from hostile_imap import Script, hostile_imap
from inboxes import make_mail
from pydantic import SecretStr

from flows.channels.accounts import MailAccount
from flows.channels.drop_folder import DropFolder
from flows.watch import RENEWED_SECONDS, Watch, watch_mail, watching
from parsers.records import Channel

MAIL = make_mail(1, "Brief").as_bytes()
PATIENCE_SECONDS = 60.0


class Bell:
    """Counts how often it was rung, and waits for the next time."""

    def __init__(self) -> None:
        self.rung = threading.Semaphore(0)

    def __call__(self) -> None:
        self.rung.release()

    def is_rung(self, within_seconds: float = PATIENCE_SECONDS) -> bool:
        return self.rung.acquire(timeout=within_seconds)


@contextmanager
def watched(account: MailAccount, bell: Bell, renewed_seconds: float = RENEWED_SECONDS) -> Iterator[threading.Thread]:
    """Watch the inbox of an account; the first ring, for what came before, is taken off."""
    watch = Watch(bell, threading.Event(), renewed_seconds)
    thread = threading.Thread(target=watch_mail, args=(watch, account, "INBOX"), daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        watch.stop.set()
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()


@pytest.mark.dovecot
def test_mail_that_comes_while_idling_is_told_at_once(dovecot: Dovecot) -> None:
    bell = Bell()
    with watched(dovecot.account(), bell):
        assert bell.is_rung()
        time.sleep(1)  # let it begin to idle
        began = time.monotonic()
        dovecot.deliver(MAIL)
        assert bell.is_rung()
        assert time.monotonic() - began < 30  # long before any clock


@pytest.mark.dovecot
def test_mail_that_is_only_taken_away_is_no_news(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    bell = Bell()
    with watched(dovecot.account(), bell):
        assert bell.is_rung()
        time.sleep(1)
        dovecot.empty()
        assert not bell.is_rung(within_seconds=4)


@pytest.mark.dovecot
def test_an_idle_that_was_renewed_still_tells(dovecot: Dovecot) -> None:
    bell = Bell()
    with watched(dovecot.account(), bell, renewed_seconds=0.3):
        assert bell.is_rung()
        time.sleep(2)  # some idles
        dovecot.deliver(MAIL)
        assert bell.is_rung()


def test_an_idle_is_renewed_before_the_server_ends_it() -> None:
    assert RENEWED_SECONDS < 29 * 60  # RFC 2177


@pytest.mark.dovecot
def test_a_connection_that_was_cut_is_made_anew(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.watch._PAUSES_SECONDS", (0.1,))
    bell = Bell()
    with watched(dovecot.account(), bell):
        assert bell.is_rung()
        dovecot.throw_out()
        assert bell.is_rung()  # it looks again at once
        time.sleep(1)
        dovecot.deliver(MAIL)
        assert bell.is_rung()


def test_a_server_that_cannot_idle_is_left_to_the_clock(certificate: Path) -> None:
    bell = Bell()
    with hostile_imap(Script({}), certificate) as port:
        account = MailAccount(
            "poststelle", "localhost", "u", SecretStr("p"), port=port, ca_file=certificate / "cert.pem"
        )
        with watched(account, bell) as thread:
            thread.join(PATIENCE_SECONDS)
            assert not thread.is_alive()
    assert not bell.is_rung(within_seconds=0)


def test_a_file_in_a_drop_folder_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.watch._FOLDER_SECONDS", 0.1)
    bell = Bell()
    with watching((), (DropFolder(tmp_path, Channel.FAX, settle_seconds=0.2),), bell):
        assert not bell.is_rung(within_seconds=0.5)
        (tmp_path / "a.tif").write_bytes(b"II*")
        assert bell.is_rung()
        assert not bell.is_rung(within_seconds=1)
        (tmp_path / "a.tif").unlink()
        time.sleep(0.5)
        (tmp_path / "b.tif").write_bytes(b"II*")
        assert bell.is_rung()


def test_a_folder_that_is_away_ends_no_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.watch._FOLDER_SECONDS", 0.1)
    bell = Bell()
    with watching((), (DropFolder(tmp_path / "fax", Channel.FAX, settle_seconds=0),), bell):
        time.sleep(0.5)
        (tmp_path / "fax").mkdir()
        (tmp_path / "fax" / "a.tif").write_bytes(b"II*")
        assert bell.is_rung()
