"""A mailbox over IMAP: what lies in it, its bytes, and the move to another folder. Nothing is ever deleted.

Looking marks nothing as read (BODY.PEEK), and what is new is told by UIDs, never by flags. What the server says
of UIDNEXT or counts is not believed: the UIDs that it lists are.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError, ProtocolError

from flows.channels.accounts import MailAccount
from flows.channels.tokens import OAuth
from parsers.errors import Misconfigured, Unavailable

DONE_FLAG: Final = b"$HfkCollected"
"""Keyword of mail that was copied to the processed folder by a server that cannot move."""

_BATCH_BYTES: Final = 8_000_000
_BATCH_MAILS: Final = 100
_SIZES_AT_ONCE: Final = 500
_IDLE_LOOK_SECONDS: Final = 2.0


class MailboxUnavailable(Unavailable):
    """The mail server does not answer, or breaks off."""


class MoveRefused(Unavailable):
    """The mail server refuses to move mail to the processed folder."""


class MailboxRefused(Misconfigured):
    """The mail server refuses the login or a folder, or shows a certificate that is not trusted."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail of the folder.

    Attributes:
        uid: Within the folder's UIDVALIDITY.
        content: All its bytes, or those of its headers.
        size_bytes: Of the whole mail, as the server tells.
        is_partial: Only the headers were fetched, for it is over the limit.
    """

    uid: int
    content: bytes
    size_bytes: int
    is_partial: bool


class Mailbox:
    """A mailbox that is logged in; made and closed by `open_mailbox`."""

    def __init__(self, client: IMAPClient, account: MailAccount) -> None:
        self._client = client
        self._account = account

    def select(self, folder: str) -> int:
        """Look into a folder from now on; give its UIDVALIDITY.

        Raises:
            MailboxRefused: There is no such folder.
            MailboxUnavailable: The server does not answer.
        """
        with _in_our_words():
            if not self._client.folder_exists(folder):
                raise MailboxRefused(f"mailbox {self._account.name} lacks a folder that is to be looked at")
            return int(self._client.select_folder(folder)[b"UIDVALIDITY"])

    def uids(self) -> tuple[int, ...]:
        """Give the UIDs of all mails in the folder, rising."""
        with _in_our_words():
            return tuple(sorted({int(uid) for uid in self._client.search(["UID", "1:*"])}))

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Give the size of each mail in bytes; one that is gone is left out."""
        sizes: dict[int, int] = {}
        with _in_our_words():
            for start in range(0, len(uids), _SIZES_AT_ONCE):
                told = self._client.fetch(uids[start : start + _SIZES_AT_ONCE], ["RFC822.SIZE"])
                sizes |= {uid: int(parts[b"RFC822.SIZE"]) for uid, parts in told.items() if b"RFC822.SIZE" in parts}
        return sizes

    def fetch(self, batch: Sequence[int], sizes: dict[int, int], limit_bytes: int) -> list[Fetched]:
        """Fetch mails; one that is gone meanwhile is left out.

        Args:
            batch: From `batches`.
            sizes: From `sizes`.
            limit_bytes: Of a longer mail only the headers are fetched.
        """
        is_partial = any(sizes[uid] > limit_bytes for uid in batch)
        part = "BODY.PEEK[HEADER]" if is_partial else "BODY.PEEK[]"
        key = b"BODY[HEADER]" if is_partial else b"BODY[]"
        with _in_our_words():
            told = self._client.fetch(batch, [part])
        found = []
        for uid in batch:
            content = told.get(uid, {}).get(key)
            if isinstance(content, bytes):
                found.append(Fetched(uid, content, max(sizes[uid], len(content)), is_partial))
        return found

    @property
    def can_idle(self) -> bool:
        """Whether the server tells of new mail by itself (RFC 2177)."""
        with _in_our_words():
            return bool(self._client.has_capability("IDLE"))

    def idle(self, seconds: float, is_over: Callable[[], bool]) -> bool:
        """Wait until the server tells of mail in the selected folder.

        Args:
            seconds: How long at most; servers log out who idles for 30 minutes.
            is_over: Is asked every few seconds whether to stop waiting.

        Returns:
            Whether there is mail that may be new.

        Raises:
            MailboxUnavailable: The server has broken off.
        """
        until = time.monotonic() + seconds
        with _in_our_words():
            self._client.idle()
            told: list[object] = []
            while not _tells_of_mail(told) and not is_over() and (left := until - time.monotonic()) > 0:
                before = time.monotonic()
                told = self._client.idle_check(timeout=min(left, _IDLE_LOOK_SECONDS))
                if not told and time.monotonic() - before < min(left, _IDLE_LOOK_SECONDS) / 2:
                    raise MailboxUnavailable("the mail server has hung up")  # the library gives nothing at once then
            _, late = self._client.idle_done()
        return _tells_of_mail(told) or _tells_of_mail(late)

    def move(self, uids: Sequence[int], folder: str) -> None:
        """Move mails to another folder, which is made where it is missing.

        Where the server cannot move they are copied and flagged, and stay.

        Raises:
            MoveRefused: The server says no; the mails stay.
            MailboxUnavailable: It does not answer.
        """
        with _in_our_words():
            try:
                self._move(uids, folder)
            except IMAPClientAbortError:
                raise
            except IMAPClientError:
                raise MoveRefused("the mail server refuses to move mail") from None

    def _move(self, uids: Sequence[int], folder: str) -> None:
        if not self._client.folder_exists(folder):
            self._client.create_folder(folder)
        if self._client.has_capability("MOVE"):
            self._client.move(uids, folder)
            return
        flags = self._client.get_flags(uids)
        fresh = [uid for uid in uids if DONE_FLAG not in flags.get(uid, ())]
        if fresh:
            self._client.copy(fresh, folder)
            self._client.add_flags(fresh, [DONE_FLAG])


def _tells_of_mail(told: Collection[object]) -> bool:
    """Whether there is an EXISTS of more than none; where mail was only taken away the server says EXPUNGE."""
    return any(isinstance(line, tuple) and len(line) == 2 and line[1] == b"EXISTS" and line[0] for line in told)


def batches(sizes: dict[int, int], limit_bytes: int, alone: Collection[int] = ()) -> Iterator[list[int]]:
    """Give UIDs in rising order, so many at once as fit into memory.

    Args:
        sizes: In bytes, by UID.
        limit_bytes: Of a whole mail; one over it comes alone.
        alone: UIDs that come alone, too.
    """
    batch: list[int] = []
    filled = 0
    for uid in sorted(sizes):
        is_alone = sizes[uid] > limit_bytes or uid in alone
        if batch and (is_alone or filled + sizes[uid] > _BATCH_BYTES or len(batch) == _BATCH_MAILS):
            yield batch
            batch, filled = [], 0
        if is_alone:
            yield [uid]
        else:
            batch.append(uid)
            filled += sizes[uid]
    if batch:
        yield batch


@contextmanager
def open_mailbox(account: MailAccount) -> Iterator[Mailbox]:
    """Log in over TLS, and out at the end.

    Args:
        account: Which mailbox.

    Raises:
        MailboxUnavailable: The server does not answer; so too its endpoint of tokens.
        MailboxRefused: It refuses the login, or its certificate is not trusted.
    """
    token = account.oauth.access_token() if account.oauth else None
    with _in_our_words():
        client = _connect(account)
    try:
        with _in_our_words():
            if account.oauth is not None and token is not None:
                _log_in_by_token(client, account.user, token, account.oauth)
            elif account.password is not None:
                client.login(account.user, account.password.get_secret_value())
        yield Mailbox(client, account)
    finally:
        _close(client)


def _log_in_by_token(client: IMAPClient, user: str, token: str, oauth: OAuth) -> None:
    try:
        client.oauth2_login(user, token)
    except LoginError:
        oauth.forget_access_token()  # it may have been withdrawn before its time
        raise


def _connect(account: MailAccount) -> IMAPClient:
    context = ssl.create_default_context(cafile=str(account.ca_file) if account.ca_file else None)
    return IMAPClient(account.host, account.port, ssl_context=context, timeout=account.timeout_seconds)


def _close(client: IMAPClient) -> None:
    try:
        client.logout()
    except (IMAPClientError, OSError, ValueError):
        try:
            client.shutdown()
        except (IMAPClientError, OSError):
            return


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Say the library's errors in our words: their texts quote what the server sent."""
    try:
        yield
    except LoginError:
        raise MailboxRefused("the mail server refuses the login") from None
    except ssl.SSLCertVerificationError:
        raise MailboxRefused("the certificate of the mail server is not trusted") from None
    except (IMAPClientError, ProtocolError, OSError, EOFError):
        raise MailboxUnavailable("the mail server does not answer as it should") from None
    except (ValueError, KeyError, TypeError, IndexError, AssertionError):
        # What a server sends that keeps to no rule comes out of the library's reader as one of these.
        raise MailboxUnavailable("the mail server sends what nobody can read") from None
