"""`intake doctor`: is all there that an unattended intake needs, and if not, what is to be done?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import httpx
import pytesseract
from rich.console import Console
from sqlalchemy.orm import Session, sessionmaker

from flows.channels.accounts import MailAccount
from flows.channels.imap import open_mailbox
from flows.channels.smtp import MailServer, check_login
from flows.papers import office_texts
from flows.reconcile import find_alarms
from flows.settings import IntakeSettings
from flows.terminal import make_table, print_table
from parsers.errors import IntakeError
from storage.database import open_engine, reading, session_factory, upgrade
from storage.journal import journal_entries

_FREE_BYTES: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What.
        wrong: What is wrong and what to do; empty where all is well.
    """

    name: str
    wrong: str


def print_report(settings: IntakeSettings, console: Console) -> bool:
    """Print a line for each check and each alarm; tell whether all is well.

    Args:
        settings: Of the intake.
        console: Where to.
    """
    table = make_table("check", "result")
    checks = list(run_checks(settings))
    for check in checks:
        table.add_row(check.name, check.wrong or "ok")
    print_table(console, table)
    return not any(check.wrong for check in checks)


def run_checks(settings: IntakeSettings) -> Iterator[Check]:
    """Look at everything, one after the other; nothing is changed but the form of the tables."""
    yield Check("settings", "")  # they were read, else there were none to look at
    yield _folder("home", settings.home)
    yield _free_space(settings.home)
    yield _languages(settings.ocr.languages)
    yield _tried("office texts", lambda: office_texts(settings.letters_folder))
    for account in settings.mailboxes:
        yield _tried(f"mailbox {account.name}", lambda account=account: _look(account))  # type: ignore[misc]
    for folder in settings.drop_folders:
        yield _folder(f"folder {folder.channel}", folder.path)
    if settings.mail_server is not None:
        yield _mail_server(settings.mail_server)
    if settings.print_folder is not None:
        yield _folder("print folder", settings.print_folder)
    yield _prefect()
    yield from _database(settings)


def _tried(name: str, attempt: Callable[[], object]) -> Check:
    try:
        attempt()
    except IntakeError as error:
        text = str(error)  # our own words, never a library's
        return Check(name, text)
    return Check(name, "")


def _folder(name: str, path: Path) -> Check:
    is_there = path.is_dir() and os.access(path, os.R_OK | os.W_OK | os.X_OK)
    return Check(name, "" if is_there else "is missing or cannot be written: make it, or correct its permissions")


def _free_space(home: Path) -> Check:
    existing = next(path for path in (home, *home.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    return Check("disk", "" if free > _FREE_BYTES else f"only {free // 1_000_000} MB are free: make room")


def _languages(wanted: str) -> Check:
    try:
        installed = set(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError):
        return Check("tesseract", "is not installed: apt-get install tesseract-ocr tesseract-ocr-deu")
    missing = sorted(set(wanted.split("+")) - installed)
    told = " ".join(f"tesseract-ocr-{language}" for language in missing)
    return Check("tesseract", f"lacks languages: apt-get install {told}" if missing else "")


def _look(account: MailAccount) -> None:
    with open_mailbox(account) as mailbox:
        for folder in account.folders:
            mailbox.select(folder)


def _mail_server(server: MailServer) -> Check:
    return _tried("mail server", lambda: check_login(server))


def _prefect() -> Check:
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        return Check("prefect", "")  # `intake serve` starts its own
    try:
        is_well = httpx.get(f"{url}/health", timeout=10).is_success
    except (httpx.HTTPError, httpx.InvalidURL):
        is_well = False
    return Check("prefect", "" if is_well else "its API does not answer: is the server of PREFECT_API_URL up?")


def _database(settings: IntakeSettings) -> Iterator[Check]:
    try:
        engine = open_engine(settings.storage)
    except IntakeError as error:
        text = str(error)
        yield Check("database", text)
        return
    sessions = session_factory(engine)
    try:
        check = _tried("database", lambda: upgrade(engine))
        yield check
        if not check.wrong:
            yield _clock(sessions)
            for alarm in find_alarms(settings, sessions, datetime.now(UTC)):
                yield Check(alarm.code, f"{alarm.count} {alarm.advice}")
    finally:
        engine.dispose()


def _clock(sessions: sessionmaker[Session]) -> Check:
    """A clock that goes back would take receipts for later ones than what comes in now."""
    with reading(sessions) as session:
        newest = max((entry.collected_at for entry in journal_entries(session)), default=None)
    is_behind = newest is not None and newest > datetime.now(UTC) + timedelta(minutes=5)
    return Check("clock", "is behind the newest entry of the journal: set it, and use NTP" if is_behind else "")
