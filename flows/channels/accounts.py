"""A mailbox as the operator names it: where it is, how to log in, which folders are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import SecretStr

from flows.channels.tokens import OAuth

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


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

    def keeping_tokens_in(self, folder: Path) -> MailAccount:
        """Give the same mailbox, with a file for its tokens where it logs in by them.

        Args:
            folder: Of the files of all mailboxes.
        """
        if self.oauth is None or self.oauth.token_file is not None:
            return self
        return replace(self, oauth=replace(self.oauth, token_file=folder / f"{self.name}.json"))
