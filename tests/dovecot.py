"""A real Dovecot for tests: IMAP over TLS on a free port of the loopback, everything in a temporary folder."""

from __future__ import annotations

import getpass
import grp
import json
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from imapclient import IMAPClient
from pydantic import SecretStr

from flows.channels.accounts import MailAccount

USER, PASSWORD = "poststelle", "geheim-42"
REFRESH_TOKEN = "refresh-4711"
_START_SECONDS = 60
_ACCOUNT = "nobody"  # the server refuses to keep mail as root

_CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
mail_max_userip_connections = 50
auth_mechanisms = plain xoauth2
auth_failure_delay = 0
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=plain {folder}/users
  mechanisms = plain
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
"""


class _Tokens(BaseHTTPRequestHandler):
    """Gives access tokens for the right refresh token, and tells Dovecot which ones it gave."""

    given: frozenset[str] = frozenset()
    count = 0
    rotating = "rotating-0"  # each of these can be used once, and gives the next one

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        (refresh_token,) = asked.get("refresh_token", [""])
        if refresh_token not in {REFRESH_TOKEN, _Tokens.rotating}:
            self._answer(400, {"error": "invalid_grant"})
            return
        _Tokens.count += 1
        token = f"access-{_Tokens.count}"
        _Tokens.given |= {token}
        told = {"access_token": token, "token_type": "Bearer", "expires_in": 3600}
        if refresh_token == _Tokens.rotating:
            _Tokens.rotating = f"rotating-{_Tokens.count}"
            told |= {"refresh_token": _Tokens.rotating, "refresh_token_expires_in": "864000"}
        self._answer(200, told)

    def do_GET(self) -> None:
        (token,) = parse_qs(urlsplit(self.path).query).get("access_token", [""])
        if token in _Tokens.given:
            self._answer(200, {"email": USER, "active": "true"})
        else:
            self._answer(401, {"error": "invalid_token"})

    def _answer(self, status: int, told: dict[str, object]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parent's name
        pass


@dataclass
class Dovecot:
    """A server with one user; each test empties it by `fresh`."""

    folder: Path
    port: int
    token_url: str
    certificate: Path

    def account(self, name: str = "poststelle", **changes: Any) -> MailAccount:
        """Give the mailbox as an operator would name it."""
        fields: dict[str, Any] = {"port": self.port, "ca_file": self.certificate, "timeout_seconds": 30.0} | changes
        return MailAccount(name, "localhost", USER, SecretStr(PASSWORD), **fields)

    def connect(self) -> IMAPClient:
        """Give a client that is logged in."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        client = IMAPClient("localhost", self.port, ssl_context=context, timeout=30)
        client.login(USER, PASSWORD)
        return client

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Put mails into a folder."""
        with self.connect() as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for mail in mails:
                client.append(folder, mail)

    def lay(self, mails: Iterable[bytes]) -> None:
        """Put many mails into the inbox by its files: quicker than over IMAP."""
        with self.connect() as client:
            client.select_folder("INBOX")  # makes it
        new = self.folder / "mail" / USER / "new"
        owner = new.stat()
        for number, mail in enumerate(mails):
            path = new / f"{time.time_ns()}.M{number}.bench"
            path.write_bytes(mail)
            os.chown(path, owner.st_uid, owner.st_gid)

    def count(self, folder: str = "INBOX") -> int:
        """How many mails lie in a folder; 0 where there is none."""
        with self.connect() as client:
            return client.select_folder(folder, readonly=True)[b"EXISTS"] if client.folder_exists(folder) else 0

    def recreate(self, folder: str, *mails: bytes) -> None:
        """Make a folder anew: its UIDVALIDITY changes, and UIDs begin at 1."""
        with self.connect() as client:
            client.delete_folder(folder)
            time.sleep(1.1)  # the UIDVALIDITY is the second of its making
            client.create_folder(folder)
        self.deliver(*mails, folder=folder)

    def rotating_token(self) -> str:
        """Give a refresh token that can be used once; with the access token comes the next one."""
        return _Tokens.rotating

    def withdraw_tokens(self) -> None:
        """Let no access token be valid any more."""
        _Tokens.given = frozenset()

    def throw_out(self) -> None:
        """Cut the connections of all clients."""
        program = shutil.which("doveadm") or shutil.which("doveadm", path="/usr/bin:/usr/sbin")
        assert program is not None
        subprocess.run([program, "-c", self.folder / "dovecot.conf", "kick", "*"], check=False, capture_output=True)

    def empty(self) -> None:
        """Throw all mail away."""
        with self.connect() as client:
            for _, _, name in client.list_folders():
                if name != "INBOX":
                    client.delete_folder(name)
            client.select_folder("INBOX")
            if uids := client.search():
                client.delete_messages(uids)
                client.expunge()


@contextmanager
def running_dovecot() -> Iterator[Dovecot]:
    """Start a Dovecot that a kill of its parent ends too."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if program is None:
        pytest.fail("Dovecot is missing: apt-get install dovecot-imapd")
    drop, user, group = _account()
    tokens = ThreadingHTTPServer(("127.0.0.1", 0), _Tokens)
    threading.Thread(target=tokens.serve_forever, daemon=True).start()
    tokens_url = f"http://127.0.0.1:{tokens.server_port}"
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    port = free_port()
    _lay_out(folder, port, user, group, tokens_url)
    with (folder / "stderr").open("wb") as told:
        server = subprocess.Popen(
            [*drop, "setpriv", "--pdeathsig=TERM", program, "-F", "-c", folder / "dovecot.conf"],
            stdout=told,
            stderr=told,
        )
    dovecot = Dovecot(folder, port, f"{tokens_url}/token", folder / "cert.pem")
    try:
        _wait_for(server, dovecot)
        yield dovecot
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=_START_SECONDS)
        tokens.shutdown()
        tokens.server_close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def dovecot_server() -> Iterator[Dovecot]:
    """Start one Dovecot for the session."""
    with running_dovecot() as server:
        yield server


@pytest.fixture
def dovecot(dovecot_server: Dovecot) -> Dovecot:
    """An empty mailbox."""
    dovecot_server.empty()
    return dovecot_server


def _account() -> tuple[list[str], str, str]:
    if os.geteuid() != 0:
        return [], getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
    group = grp.getgrgid(pwd.getpwnam(_ACCOUNT).pw_gid).gr_name
    return ["setpriv", f"--reuid={_ACCOUNT}", f"--regid={group}", "--init-groups"], _ACCOUNT, group


def _lay_out(folder: Path, port: int, user: str, group: str, tokens_url: str) -> None:
    (folder / "dovecot.conf").write_text(_CONFIGURATION.format(folder=folder, port=port, user=user, group=group))
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    lines = (
        f"tokeninfo_url = {tokens_url}/info?access_token=",
        "username_attribute = email",
        "use_grant_password = no",
    )
    (folder / "oauth2").write_text("\n".join(lines) + "\n")
    make_certificate(folder)
    (folder / "mail").mkdir()
    if os.geteuid() == 0:
        account = pwd.getpwnam(_ACCOUNT)
        for path in (folder, *folder.iterdir()):
            os.chown(path, account.pw_uid, account.pw_gid)


def make_certificate(folder: Path) -> None:
    """Write cert.pem and key.pem of a server on the loopback."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    files = ("-keyout", folder / "key.pem", "-out", folder / "cert.pem")
    subprocess.run([*command, "-addext", names, *files], check=True, capture_output=True)


def free_port() -> int:
    """Give a port that nobody listens to."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], dovecot: Dovecot) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            dovecot.connect().logout()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                logs = [
                    path.read_text() for path in (dovecot.folder / "stderr", dovecot.folder / "log") if path.exists()
                ]
                pytest.fail(f"Dovecot did not start: {logs}")
            time.sleep(0.1)
