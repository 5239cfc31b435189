from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dovecot import REFRESH_TOKEN, Dovecot
from inboxes import make_mail
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

import flows.reconcile
from flows.channels.tokens import OAuth
from flows.collect import Collected, Collector, collect_mailbox
from flows.deliver import MAIL_FAULT, MAIL_WELL
from flows.reconcile import find_alarms
from flows.settings import IntakeSettings
from storage.database import session_factory, transaction
from storage.journal import journal_entries, set_clock
from storage.messages import park
from storage.settings import StorageSettings

pytestmark = pytest.mark.dovecot


@pytest.fixture
def sessions(own_engine: Engine) -> sessionmaker[Session]:
    return session_factory(own_engine)


@pytest.fixture
def settings(dovecot: Dovecot, own_database: StorageSettings) -> IntakeSettings:
    own_database.home.mkdir(exist_ok=True)
    return IntakeSettings(home=own_database.home, mailboxes=(dovecot.account(),))


def codes(settings: IntakeSettings, sessions: sessionmaker[Session], later: timedelta = timedelta()) -> dict[str, int]:
    return {alarm.code: alarm.count for alarm in find_alarms(settings, sessions, datetime.now(UTC) + later)}


def collect(settings: IntakeSettings, sessions: sessionmaker[Session], storage: StorageSettings) -> None:
    collector = Collector(storage, sessions, 10**6, lambda: datetime.now(UTC), Collected())
    collect_mailbox(collector, settings.mailboxes[0])


def test_what_lies_in_the_mailbox_and_not_in_the_journal_is_told(
    settings: IntakeSettings, sessions: sessionmaker[Session], own_database: StorageSettings, dovecot: Dovecot
) -> None:
    assert codes(settings, sessions) == {}
    dovecot.deliver(make_mail(1, "a").as_bytes(), make_mail(2, "b").as_bytes())
    assert codes(settings, sessions) == {"not_in_journal": 2}
    collect(settings, sessions, own_database)
    assert codes(settings, sessions) == {}


def test_silence_and_what_waits_too_long_are_told(
    settings: IntakeSettings, sessions: sessionmaker[Session], own_database: StorageSettings, dovecot: Dovecot
) -> None:
    dovecot.deliver(make_mail(1, "a").as_bytes())
    collect(settings, sessions, own_database)
    assert codes(settings, sessions, timedelta(hours=3)) == {"open_too_long": 3, "source_silent": 1}
    assert codes(settings, sessions, timedelta(hours=73))["no_intake"] == 73
    with transaction(sessions) as session:
        park(session, journal_entries(session)[0].message_id, "unreadable_message")
        set_clock(session, "collected poststelle", datetime.now(UTC))
    assert codes(settings, sessions) == {"parked": 1}


def test_a_mailbox_that_is_away_and_a_full_disk_are_told(
    settings: IntakeSettings, sessions: sessionmaker[Session], dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = settings.model_copy(update={"mailboxes": (dovecot.account(port=9),)})
    monkeypatch.setattr(flows.reconcile, "_DISK_BYTES", 10**18)
    assert set(codes(away, sessions)) == {"mailbox_away", "disk_low"}
    assert Path(settings.home).exists()


def test_a_token_that_ends_soon_or_is_refused_is_told(
    settings: IntakeSettings, sessions: sessionmaker[Session], dovecot: Dovecot
) -> None:
    def with_oauth(token: str, days: int) -> IntakeSettings:
        ends_on = datetime.now(UTC).date() + timedelta(days=days)
        oauth = OAuth(dovecot.token_url, "client", refresh_token=SecretStr(token), expires_on=ends_on)
        return settings.model_copy(update={"mailboxes": (replace(dovecot.account(), password=None, oauth=oauth),)})

    assert codes(with_oauth(REFRESH_TOKEN, 60), sessions) == {}
    assert codes(with_oauth(REFRESH_TOKEN, 14), sessions) == {"token_expires": 14}
    assert codes(with_oauth("expired", -1), sessions) == {"token_refused": 1, "token_expires": 0}


def test_a_mail_server_at_fault_is_told_until_it_takes_mail_again(
    settings: IntakeSettings, sessions: sessionmaker[Session]
) -> None:
    with transaction(sessions) as session:
        set_clock(session, MAIL_FAULT, datetime.now(UTC))
    assert codes(settings, sessions) == {"mail_fault": 1}
    with transaction(sessions) as session:
        set_clock(session, MAIL_WELL, datetime.now(UTC))
    assert codes(settings, sessions) == {}
