"""An IMAP server that keeps to its script instead of the rules: it lies, breaks off and refuses."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Script:
    """What the server does.

    Attributes:
        mails: By UID.
        uidvalidity: Of the folder.
        uidnext: What it says of it.
        breaks_off_at: UIDs in whose bytes the connection ends.
        stalls_at: UIDs on which it says nothing more.
        refuses_move: Says no to each MOVE.
        expunges: Sends an unsolicited EXPUNGE with each FETCH.
        leaves_out: UIDs that it lists and does not give.
        garbage: A line that it puts before each answer.
        moved: UIDs that were moved.
    """

    mails: dict[int, bytes]
    uidvalidity: int = 7
    uidnext: int = 1
    breaks_off_at: frozenset[int] = frozenset()
    stalls_at: frozenset[int] = frozenset()
    refuses_move: bool = False
    expunges: bool = False
    leaves_out: frozenset[int] = frozenset()
    garbage: bytes = b""
    moved: set[int] = field(default_factory=set)


class _Session:
    def __init__(self, connection: ssl.SSLSocket, script: Script) -> None:
        self.connection, self.script = connection, script

    def say(self, line: bytes) -> None:
        self.connection.sendall(line + b"\r\n")

    def run(self) -> None:
        self.say(b"* OK ready")
        with self.connection.makefile("rb") as lines:
            for line in lines:
                tag, _, command = line.strip().partition(b" ")
                if not self.obey(tag, command):
                    return

    def obey(self, tag: bytes, command: bytes) -> bool:
        """Answer a command; False where the connection is to end."""
        word = command.upper()
        script = self.script
        if script.garbage and word.startswith(b"UID"):
            self.say(script.garbage)
        if word.startswith(b"CAPABILITY"):
            self.say(b"* CAPABILITY IMAP4rev1 MOVE")
        elif word.startswith(b"LIST"):
            self.say(b'* LIST () "/" "INBOX"')
        elif word.startswith(b"SELECT"):
            self.say(b"* %d EXISTS" % (len(script.mails) + 5))
            self.say(b"* OK [UIDVALIDITY %d] x" % script.uidvalidity)
            self.say(b"* OK [UIDNEXT %d] x" % script.uidnext)
        elif word.startswith(b"UID SEARCH"):
            uids = [uid for uid in script.mails if uid not in script.moved]
            self.say(b"* SEARCH " + b" ".join(b"%d" % uid for uid in uids))
        elif word.startswith(b"UID FETCH") and not self.fetch(word):
            return False
        elif word.startswith(b"UID MOVE"):
            if script.refuses_move:
                self.say(tag + b" NO not today")
                return True
            script.moved |= set(_uids(word))
        self.say(tag + b" OK done")
        return not word.startswith(b"LOGOUT")

    def fetch(self, word: bytes) -> bool:
        script = self.script
        if script.expunges:
            self.say(b"* 1 EXPUNGE")
        for number, uid in enumerate(_uids(word), start=1):
            mail = script.mails.get(uid)
            if mail is None or (uid in script.leaves_out and b"BODY" in word):
                continue
            if b"RFC822.SIZE" in word:
                self.say(b"* %d FETCH (UID %d RFC822.SIZE %d)" % (number, uid, len(mail)))
                continue
            if uid in script.stalls_at:
                return not self.wait()
            self.connection.sendall(b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (number, uid, len(mail)))
            if uid in script.breaks_off_at:
                self.connection.sendall(mail[: len(mail) // 2])
                return False
            self.say(mail + b")")
        return True

    def wait(self) -> bool:
        """Say nothing until the other side gives up."""
        self.connection.settimeout(30)
        return not self.connection.recv(1)


def _uids(word: bytes) -> list[int]:
    uids: list[int] = []
    for part in re.findall(rb"[\d,:]+", word.split(b" ")[2])[0].split(b","):
        first, _, last = part.partition(b":")
        uids += range(int(first), int(last or first) + 1)
    return uids


@contextmanager
def hostile_imap(script: Script, certificate: Path) -> Iterator[int]:
    """Start the server on a free port of the loopback; give the port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    listening = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        with connection:
            try:
                with context.wrap_socket(connection, server_side=True) as wrapped:
                    _Session(wrapped, script).run()
            except OSError:
                return

    def accept() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
