from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from parsers.errors import BadSettings
from storage import accounts
from storage.accounts import (
    keep_account,
    keep_search,
    note_seen,
    sign_in,
    sign_in_by_provider,
    sign_out,
    signed_in,
    staff,
)
from storage.errors import NameTaken
from storage.status import StaffRole
from storage.tables import AccountRow, AuditRow

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
IDLE = timedelta(minutes=30)
PASSWORD = "ein langes Kennwort"


@pytest.fixture
def account(session):
    keep_account(session, "karin", StaffRole.CLERK, PASSWORD, "test")


def test_the_right_password_signs_in(session, account):
    token = sign_in(session, "karin", PASSWORD, NOW)
    who = signed_in(session, token, NOW, IDLE)
    assert (who.name, who.role) == ("karin", StaffRole.CLERK)


def test_neither_password_nor_token_are_stored(session, account):
    token = sign_in(session, "karin", PASSWORD, NOW)
    who = signed_in(session, token, NOW, IDLE)
    row = session.scalar(select(AccountRow))
    assert row.password_hash.startswith("$argon2id$")
    assert token not in who.token_sha256


@pytest.mark.parametrize(("name", "password"), [("karin", "falsch"), ("niemand", PASSWORD), ("", "")])
def test_a_wrong_name_or_password_does_not(session, account, name, password):
    assert sign_in(session, name, password, NOW) is None


def test_an_account_is_locked_after_wrong_passwords_and_opens_again(session, account):
    for _ in range(accounts.MOST_FAILURES):
        sign_in(session, "karin", "falsch", NOW)
    assert sign_in(session, "karin", PASSWORD, NOW) is None
    assert "account_locked" in session.scalars(select(AuditRow.what)).all()
    assert sign_in(session, "karin", PASSWORD, NOW + accounts.LOCKED_FOR + timedelta(seconds=1))


def test_a_sign_in_ends_after_idle_time(session, account):
    token = sign_in(session, "karin", PASSWORD, NOW)
    assert signed_in(session, token, NOW + IDLE, IDLE)
    assert signed_in(session, token, NOW + IDLE + timedelta(seconds=1), IDLE) is None


def test_who_goes_on_working_stays_signed_in_for_a_day_at_most(session, account):
    token = sign_in(session, "karin", PASSWORD, NOW)
    who = signed_in(session, token, NOW, IDLE)
    note_seen(session, who, NOW + timedelta(hours=11))
    assert signed_in(session, token, NOW + timedelta(hours=11, minutes=20), IDLE)
    note_seen(session, who, NOW + timedelta(hours=12))
    assert signed_in(session, token, NOW + timedelta(hours=12, minutes=1), IDLE) is None


def test_signing_out_ends_it(session, account):
    token = sign_in(session, "karin", PASSWORD, NOW)
    sign_out(session, signed_in(session, token, NOW, IDLE))
    assert signed_in(session, token, NOW, IDLE) is None


def test_another_password_signs_all_browsers_out(session, account):
    token = sign_in(session, "karin", PASSWORD, NOW)
    keep_account(session, "karin", StaffRole.LEAD, "ein anderes Kennwort", "test")
    assert signed_in(session, token, NOW, IDLE) is None
    token = sign_in(session, "karin", "ein anderes Kennwort", NOW)
    assert signed_in(session, token, NOW, IDLE).role is StaffRole.LEAD
    assert staff(session) == ("karin",)


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), (" ", PASSWORD), ("karin", "kurz")])
def test_a_short_password_or_an_empty_name_is_refused(session, name, password):
    with pytest.raises(BadSettings):
        keep_account(session, name, StaffRole.READER, password, "test")


def test_a_search_is_kept_with_the_sign_in(session, account):
    token = sign_in(session, "karin", PASSWORD, NOW)
    keep_search(session, signed_in(session, token, NOW, IDLE), "Muster")
    session.flush()
    assert signed_in(session, token, NOW, IDLE).search == "Muster"


def test_roles_build_on_one_another(session, account):
    who = signed_in(session, sign_in(session, "karin", PASSWORD, NOW), NOW, IDLE)
    assert who.may(StaffRole.READER)
    assert who.may(StaffRole.CLERK)
    assert not who.may(StaffRole.LEAD)


def test_somebody_of_the_provider_has_one_account_whose_role_the_provider_tells(session):
    sign_in_by_provider(session, "https://dienst.example", "a-17", "paula", StaffRole.CLERK, NOW)
    token = sign_in_by_provider(session, "https://dienst.example", "a-17", "paula neu", StaffRole.LEAD, NOW)
    who = signed_in(session, token, NOW, IDLE)
    assert (who.name, who.role, who.is_by_provider) == ("paula", StaffRole.LEAD, True)
    assert staff(session) == ("paula",)


def test_the_same_subject_of_another_provider_is_another_person(session):
    sign_in_by_provider(session, "https://dienst.example", "a-17", "paula", StaffRole.CLERK, NOW)
    with pytest.raises(NameTaken):
        sign_in_by_provider(session, "https://anderer.example", "a-17", "paula", StaffRole.CLERK, NOW)


def test_the_provider_does_not_take_over_a_local_account(session, account):
    with pytest.raises(NameTaken):
        sign_in_by_provider(session, "https://dienst.example", "a-17", "karin", StaffRole.ADMIN, NOW)


def test_an_account_of_the_provider_has_no_password(session):
    sign_in_by_provider(session, "https://dienst.example", "a-17", "paula", StaffRole.CLERK, NOW)
    assert sign_in(session, "paula", "", NOW) is None
    with pytest.raises(BadSettings):
        keep_account(session, "paula", StaffRole.CLERK, PASSWORD, "test")
