"""Compares what lies at the sources with the journal, and says what is not as it should be."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session, sessionmaker

from flows.channels.accounts import MailAccount
from flows.channels.imap import open_mailbox
from flows.channels.tokens import TokenRefused
from flows.deliver import mail_fault
from flows.settings import IntakeSettings
from parsers.errors import Misconfigured, Unavailable
from storage.database import reading
from storage.journal import clocks, journal_entries, known_uids
from storage.outbox import letters_owed
from storage.status import STRANDED, MessageState, OutboxState

_OPEN: Final = frozenset({MessageState.RECEIVED, MessageState.READ})
_SOURCE_SILENT: Final = timedelta(minutes=30)
_OPEN_TOO_LONG: Final = timedelta(hours=2)
_LETTER_TOO_LONG: Final = timedelta(hours=24)
_TOKEN_ENDS_SOON: Final = timedelta(days=14)
_DISK_BYTES: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that a person must look at.

    Attributes:
        code: A constant word.
        count: How many, or how much; in the unit that the advice names.
        advice: What it means and what to do, in German.
    """

    code: str
    count: int
    advice: str


def find_alarms(settings: IntakeSettings, sessions: sessionmaker[Session], now: datetime) -> tuple[Alarm, ...]:
    """Look at journal, outbox, mailboxes and disk.

    Args:
        settings: Of the intake.
        sessions: Of our database.
        now: The time (aware).
    """
    with reading(sessions) as session:
        alarms = [*_of_journal(session, settings, now), *_of_outbox(session, now)]
    for account in settings.mailboxes:
        alarms += [*_of_mailbox(sessions, account), *_of_token(account, now)]
    free = shutil.disk_usage(settings.home).free
    if free < _DISK_BYTES:
        alarms.append(Alarm("disk_low", free // 1_000_000, "MB frei auf dem Datenträger: bitte Platz schaffen."))
    return tuple(alarms)


def _of_journal(session: Session, settings: IntakeSettings, now: datetime) -> list[Alarm]:
    alarms = []
    entries = journal_entries(session)
    quiet = now - max((entry.collected_at for entry in entries), default=now)
    if quiet > timedelta(hours=settings.alarm_hours):
        told = "Stunden ohne Eingang: bitte prüfen, ob Post, Fax und E-Mail ankommen."
        alarms.append(Alarm("no_intake", _hours(quiet), told))
    oldest = now - min((entry.collected_at for entry in entries if entry.state in _OPEN), default=now)
    if oldest > _OPEN_TOO_LONG:
        told = "Stunden wartet der älteste Eingang: läuft die Verarbeitung? 'intake doctor' prüft es."
        alarms.append(Alarm("open_too_long", _hours(oldest), told))
    parked = sum(entry.state is MessageState.PARKED for entry in entries)
    if parked:
        alarms.append(Alarm("parked", parked, "Eingänge konnten nicht verarbeitet werden: 'intake parked' zeigt sie."))
    known = clocks(session)
    silent = [name for name in _sources(settings) if now - known.get(name, now) > _SOURCE_SILENT]
    if silent:
        told = "Quellen wurden zuletzt nicht abgeholt: 'intake doctor' sagt, woran es liegt."
        alarms.append(Alarm("source_silent", len(silent), told))
    return alarms


def _sources(settings: IntakeSettings) -> list[str]:
    names = [account.name for account in settings.mailboxes] + [folder.channel for folder in settings.drop_folders]
    return [f"collected {name}" for name in names]


def _of_outbox(session: Session, now: datetime) -> list[Alarm]:
    alarms = []
    stranded = len(letters_owed(session, *STRANDED))
    if stranded:
        told = "Schreiben sind gescheitert oder zurückgekommen: 'intake letters --all' zeigt sie."
        alarms.append(Alarm("letters_stranded", stranded, told))
    waiting = [
        owed
        for owed in letters_owed(session, OutboxState.READY, OutboxState.SENDING)
        if owed.released_at is not None and now - owed.released_at > _LETTER_TOO_LONG
    ]
    if waiting:
        told = "freigegebene Schreiben sind seit über einem Tag nicht hinaus: ist der Mailserver erreichbar?"
        alarms.append(Alarm("letters_late", len(waiting), told))
    if mail_fault(clocks(session)):
        told = "Störung des Mailservers: Der Versand ruht. 'intake doctor' sagt, woran es liegt."
        alarms.append(Alarm("mail_fault", 1, told))
    return alarms


def _of_mailbox(sessions: sessionmaker[Session], account: MailAccount) -> list[Alarm]:
    """Mails that lie in the mailbox and are not in the journal; a few may have come since the last look."""
    try:
        with open_mailbox(account) as mailbox:
            missing = 0
            for folder in account.folders:
                uidvalidity = mailbox.select(folder)
                uids = mailbox.uids()
                with reading(sessions) as session:
                    missing += len(set(uids) - known_uids(session, account.name, folder, uidvalidity))
    except TokenRefused:
        told = "Anmeldung am Postfach ist abgelaufen: Zustimmung oder Geheimnis beim Anbieter erneuern."
        return [Alarm("token_refused", 1, told)]
    except (Unavailable, Misconfigured):
        return [Alarm("mailbox_away", 1, "Postfach ist nicht erreichbar oder lehnt die Anmeldung ab.")]
    if not missing:
        return []
    return [Alarm("not_in_journal", missing, "E-Mails liegen im Postfach und stehen nicht im Posteingangsbuch.")]


def _of_token(account: MailAccount, now: datetime) -> list[Alarm]:
    ends_on = account.oauth.ends_on() if account.oauth else None
    if ends_on is None or ends_on - now.date() > _TOKEN_ENDS_SOON:
        return []
    told = "Tage gilt die Anmeldung am Postfach noch: Zustimmung oder Geheimnis beim Anbieter erneuern."
    return [Alarm("token_expires", max(0, (ends_on - now.date()).days), told)]


def _hours(time: timedelta) -> int:
    return int(time.total_seconds() // 3600)
