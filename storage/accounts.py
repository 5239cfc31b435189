"""Accounts and signed-in browsers: argon2 hashes, lockout after wrong passwords, an end after idle time."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from parsers.errors import BadSettings
from storage.audit import write_down
from storage.errors import NameTaken
from storage.status import StaffRole
from storage.tables import AccountRow, SignInRow

LEAST_PASSWORD: Final = 12
"""Characters of a password, at least (BSI ORP.4: long ones rather than odd ones)."""

MOST_FAILURES: Final = 5
"""Wrong passwords in a row until an account is locked for a while."""

LOCKED_FOR: Final = timedelta(minutes=15)
_MOST_TIME: Final = timedelta(hours=12)  # a working day: then one signs in anew, idle or not

_ROLES: Final = tuple(StaffRole)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is at the browser.

    Attributes:
        name: Of the account.
        role: What they may do.
        form_token: That every form must carry.
        search: What they look for in the queue; kept here, for a name must not stand in an address.
        token_sha256: Of the sign-in.
        seen_at: When they were last noted to be there.
        is_by_provider: They signed in with a provider, not with a password kept here.
    """

    name: str
    role: StaffRole
    form_token: str
    search: str
    token_sha256: str
    seen_at: datetime
    is_by_provider: bool = False

    def may(self, role: StaffRole) -> bool:
        """Whether they may do what this role may."""
        return _ROLES.index(self.role) >= _ROLES.index(role)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


def keep_account(session: Session, name: str, role: StaffRole, password: str, who: str) -> None:
    """Make an account, or give an existing one another password and role; its browsers are signed out.

    Args:
        session: In a transaction.
        name: What one signs in with.
        role: What they may do.
        password: In clear; only its hash is kept.
        who: Who made it.

    Raises:
        BadSettings: The name is empty, the password too short, or the account is one of the provider.
    """
    if not name.strip():
        raise BadSettings("an account needs a name")
    if len(password) < LEAST_PASSWORD:
        raise BadSettings(f"a password has at least {LEAST_PASSWORD} characters")
    row = session.scalar(select(AccountRow).where(AccountRow.name == name))
    if row is not None and row.issuer is not None:
        raise BadSettings("this account signs in with the provider and has no password")
    before = row.role if row else None
    if row is None:
        session.add(AccountRow(name=name, role=role, password_hash=_hasher().hash(password)))
    else:
        row.role, row.password_hash = role, _hasher().hash(password)
        row.failures, row.locked_until = 0, None
        session.execute(delete(SignInRow).where(SignInRow.account_id == row.id))
    write_down(session, "account_kept", before, role, who=who)


def sign_in(session: Session, name: str, password: str, now: datetime) -> str | None:
    """Check name and password.

    Args:
        session: In a transaction; it is to be committed when this fails, too: failures are counted.
        name: Of the account.
        password: In clear.
        now: The clock.

    Returns:
        A token for the browser to keep; None where name or password is wrong, or the account is locked.
    """
    row = session.scalar(select(AccountRow).where(AccountRow.name == name).with_for_update())
    if row is None or row.issuer is not None:
        _hasher().hash(password)  # as slow as for a name that exists
        return None
    if row.locked_until is not None and row.locked_until > now:
        return None
    if not _is_right(row.password_hash, password):
        row.failures += 1
        if row.failures >= MOST_FAILURES:
            row.failures, row.locked_until = 0, now + LOCKED_FOR
            write_down(session, "account_locked", None, None, who=row.name)
        return None
    row.failures, row.locked_until = 0, None
    return _begin(session, row, now)


def sign_in_by_provider(session: Session, issuer: str, subject: str, name: str, role: StaffRole, now: datetime) -> str:
    """Sign in somebody whom the provider has vouched for; the first time, an account is made.

    Args:
        session: In a transaction.
        issuer: Of the provider.
        subject: By which the provider knows the person, for good.
        name: Of the account where it is new; later ones change nothing, for cases and notes are kept by it.
        role: That the provider gives the person now.
        now: The clock.

    Returns:
        A token for the browser to keep.

    Raises:
        NameTaken: An account of somebody else has this name.
    """
    row = session.scalar(select(AccountRow).where(AccountRow.issuer == issuer, AccountRow.subject == subject))
    before = row.role if row else None
    if row is None:
        if session.scalar(select(AccountRow.id).where(AccountRow.name == name)) is not None:
            raise NameTaken("an account of somebody else has this name")
        row = AccountRow(name=name, role=role, password_hash="", issuer=issuer, subject=subject)
        session.add(row)
        session.flush()
    row.role = role
    if before is not role:
        write_down(session, "account_kept", before, role, who=row.name)
    return _begin(session, row, now)


def _begin(session: Session, row: AccountRow, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        SignInRow(
            token_sha256=_hash(token),
            account_id=row.id,
            form_token=secrets.token_urlsafe(32),
            started_at=now,
            seen_at=now,
            search="",
        )
    )
    write_down(session, "signed_in", None, row.role, who=row.name)
    return token


def _is_right(password_hash: str, password: str) -> bool:
    try:
        return _hasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def signed_in(session: Session, token: str, now: datetime, idle: timedelta) -> SignedIn | None:
    """Give who a token belongs to; None where there is nobody, or the sign-in has ended.

    Args:
        session: Any.
        token: From the browser.
        now: The clock.
        idle: After so long without a request the sign-in ends.
    """
    found = session.execute(
        select(SignInRow, AccountRow)
        .join(AccountRow, AccountRow.id == SignInRow.account_id)
        .where(SignInRow.token_sha256 == _hash(token))
    ).one_or_none()
    if found is None:
        return None
    row, account = found
    if now - row.seen_at > idle or now - row.started_at > _MOST_TIME:
        return None
    return SignedIn(
        account.name,
        account.role,
        row.form_token,
        row.search,
        row.token_sha256,
        row.seen_at,
        account.issuer is not None,
    )


def note_seen(session: Session, who: SignedIn, now: datetime) -> None:
    """Write down that somebody is still there; sign-ins that ended long ago are dropped."""
    row = session.get(SignInRow, who.token_sha256)
    if row is not None:
        row.seen_at = now
    session.execute(delete(SignInRow).where(SignInRow.started_at < now - _MOST_TIME))


def sign_out(session: Session, who: SignedIn) -> None:
    """End a sign-in."""
    session.execute(delete(SignInRow).where(SignInRow.token_sha256 == who.token_sha256))
    write_down(session, "signed_out", who.role, None, who=who.name)


def keep_search(session: Session, who: SignedIn, search: str) -> None:
    """Keep what somebody looks for, until they look for something else or sign out."""
    row = session.get(SignInRow, who.token_sha256)
    if row is not None:
        row.search = search


def staff(session: Session) -> tuple[str, ...]:
    """Give the names of all accounts."""
    return tuple(session.scalars(select(AccountRow.name).order_by(AccountRow.name)))


def staff_below(session: Session, role: StaffRole) -> tuple[tuple[uuid.UUID, str], ...]:
    """Give id and name of the accounts that may less than a role may, by name."""
    less = _ROLES[: _ROLES.index(role)]
    rows = session.execute(
        select(AccountRow.id, AccountRow.name).where(AccountRow.role.in_(less)).order_by(AccountRow.name)
    )
    return tuple((account_id, name) for account_id, name in rows)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
