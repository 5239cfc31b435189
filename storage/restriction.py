"""Cases that only named members of staff may see: who they are, and how all that belongs to such a case is hidden."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, event, or_, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from storage.accounts import SignedIn
from storage.audit import write_down
from storage.errors import StepRefused, UnknownRow
from storage.procedure import NO_REASON
from storage.status import StaffRole
from storage.tables import (
    AccountRow,
    Base,
    CaseClerkRow,
    CaseRestrictionRow,
    CaseRow,
    ItemRow,
    ItemShareRow,
    LetterRow,
    MessageRow,
)

SEES_ALL = StaffRole.LEAD
"""From this role on: who may restrict a case and lift that again must see it."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """Who may see a case.

    Attributes:
        accounts: Ids of those who may, beside those who see all.
        names: Theirs, by name.
        by: Who restricted it.
        at: When, UTC.
        why: The reason.
    """

    accounts: tuple[uuid.UUID, ...]
    names: tuple[str, ...]
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """What somebody may not see: nothing may tell them that it is there."""

    cases: tuple[uuid.UUID, ...] = ()
    messages: tuple[uuid.UUID, ...] = ()
    letters: tuple[uuid.UUID, ...] = ()

    def __contains__(self, row_id: object) -> bool:
        """Whether a case, message or letter is hidden."""
        return row_id in self.cases or row_id in self.messages or row_id in self.letters


def hidden_from(session: Session, who: SignedIn) -> Hidden:
    """Give what somebody may not see.

    Args:
        session: Any.
        who: Asks.
    """
    if who.may(SEES_ALL):
        return Hidden()
    named = (
        select(CaseClerkRow.case_id)
        .join(AccountRow, AccountRow.id == CaseClerkRow.account_id)
        .where(AccountRow.name == who.name)
    )
    cases = session.scalars(select(CaseRestrictionRow.case_id).where(CaseRestrictionRow.case_id.not_in(named))).all()
    if not cases:
        return Hidden()
    own = select(ItemRow.message_id).where(ItemRow.case_id.in_(cases))
    # What another case shares with a restricted one tells of both families.
    shared = select(ItemShareRow.message_id).where(ItemShareRow.case_id.in_(cases))
    messages = session.scalars(own.union(shared)).all()
    letters = session.scalars(select(LetterRow.id).where(LetterRow.case_id.in_(cases))).all()
    return Hidden(tuple(cases), tuple(messages), tuple(letters))


def hide(session: Session, hidden: Hidden) -> None:
    """Have no read of this session find what is hidden, whatever is asked and from whichever table.

    Meant for pages that show. What changes a case must see all: else the next Aktenzeichen would be one that exists.

    Args:
        session: Just begun; rows that it holds already are not hidden.
        hidden: From `hidden_from`.
    """
    if not hidden.cases:
        return
    criteria = _criteria(hidden)

    def restrict_reads(state: ORMExecuteState) -> None:
        if state.is_select:
            state.statement = state.statement.options(*criteria)

    event.listen(session, "do_orm_execute", restrict_reads)


def _criteria(hidden: Hidden) -> list[LoaderCriteriaOption]:
    """For each table that knows of cases, messages or letters: what its rows must meet to be found."""
    cases, messages, letters = hidden.cases, hidden.messages, hidden.letters
    # Functions, not expressions: SQLAlchemy puts a table's alias into them, so that a second look at a table by
    # another name ("repeats …") finds no more than the first.
    own = {
        CaseRow: lambda row: row.id.not_in(cases),
        MessageRow: lambda row: row.id.not_in(messages),
        LetterRow: lambda row: row.id.not_in(letters),
    }
    by_column = {
        "case_id": lambda row: or_(row.case_id.is_(None), row.case_id.not_in(cases)),
        "message_id": lambda row: or_(row.message_id.is_(None), row.message_id.not_in(messages)),
        "letter_id": lambda row: or_(row.letter_id.is_(None), row.letter_id.not_in(letters)),
    }
    criteria = [with_loader_criteria(table, meets, include_aliases=True) for table, meets in own.items()]
    for mapper in Base.registry.mappers:
        columns = mapper.class_.__table__.columns
        criteria.extend(
            with_loader_criteria(mapper.class_, meets, include_aliases=True)
            for name, meets in by_column.items()
            if name in columns
        )
    return criteria


def restriction_of(session: Session, case_id: uuid.UUID) -> Restriction | None:
    """Give who may see a case; None where all may."""
    row = session.get(CaseRestrictionRow, case_id)
    if row is None:
        return None
    rows = session.execute(
        select(AccountRow.id, AccountRow.name)
        .join(CaseClerkRow, CaseClerkRow.account_id == AccountRow.id)
        .where(CaseClerkRow.case_id == case_id)
        .order_by(AccountRow.name)
    ).all()
    return Restriction(tuple(one.id for one in rows), tuple(one.name for one in rows), row.who, row.at, row.why)


def restrict(session: Session, case_id: uuid.UUID, accounts: Collection[uuid.UUID], by: str, why: str) -> None:
    """Let only some see a case; an earlier restriction is replaced.

    Args:
        session: In a transaction.
        case_id: Of the case.
        accounts: Ids of those who may see it; none: only those who see all.
        by: Who decided.
        why: The reason.

    Raises:
        StepRefused: A reason is missing, or there is no such account.
        UnknownRow: There is no such case.
    """
    if not why.strip():
        raise StepRefused(NO_REASON)
    if session.get(CaseRow, case_id, with_for_update=True) is None:
        raise UnknownRow("there is no such case")
    known = session.scalars(select(AccountRow.id).where(AccountRow.id.in_(accounts))).all()
    if len(known) != len(set(accounts)):
        raise StepRefused("Ein gewähltes Konto gibt es nicht mehr. Bitte neu wählen.")
    before = restriction_of(session, case_id)
    _remove(session, case_id)
    session.add(CaseRestrictionRow(case_id=case_id, who=by, at=datetime.now(UTC), why=why))
    session.flush()
    session.add_all(CaseClerkRow(case_id=case_id, account_id=account_id) for account_id in known)
    session.flush()
    after = restriction_of(session, case_id)
    write_down(session, "case_restricted", _names(before), _names(after), why=why, who=by, case_id=case_id)


def lift(session: Session, case_id: uuid.UUID, by: str, why: str) -> None:
    """Let all see a case again.

    Args:
        session: In a transaction.
        case_id: Of the case.
        by: Who decided.
        why: The reason.

    Raises:
        StepRefused: A reason is missing.
    """
    if not why.strip():
        raise StepRefused(NO_REASON)
    before = restriction_of(session, case_id)
    if before is None:
        return
    _remove(session, case_id)
    write_down(session, "case_unrestricted", _names(before), None, why=why, who=by, case_id=case_id)


def is_known(session: Session, row_id: uuid.UUID) -> bool:
    """Whether there is a case, message or letter with this id; in a session that hides some, one of the others."""
    return any(session.get(table, row_id) is not None for table in (MessageRow, CaseRow, LetterRow))


def write_refusal_down(session: Session, row_id: uuid.UUID, who: SignedIn) -> None:
    """Write down that somebody asked for a case, message or letter that is closed to them.

    Args:
        session: In a transaction.
        row_id: Its id.
        who: Asked.
    """
    of_message = session.scalar(select(ItemRow.case_id).where(ItemRow.message_id == row_id))
    of_letter = session.scalar(select(LetterRow.case_id).where(LetterRow.id == row_id))
    write_down(session, "access_refused", None, None, who=who.name, case_id=of_message or of_letter or row_id)


def carry_over(session: Session, from_case: uuid.UUID, into_case: uuid.UUID, by: str) -> None:
    """Restrict a case as another one from which papers come into it: a move opens nothing to anybody.

    Args:
        session: In a transaction.
        from_case: That the papers leave.
        into_case: That they join; where it is restricted, too, only those who may see both may see it from now on.
        by: Who moves them.
    """
    left = restriction_of(session, from_case)
    if left is None:
        return
    joined = restriction_of(session, into_case)
    both = left.accounts if joined is None else tuple(one for one in left.accounts if one in joined.accounts)
    if joined is None or both != joined.accounts:
        restrict(session, into_case, both, by, left.why)


def _remove(session: Session, case_id: uuid.UUID) -> None:
    session.execute(delete(CaseClerkRow).where(CaseClerkRow.case_id == case_id))
    session.execute(delete(CaseRestrictionRow).where(CaseRestrictionRow.case_id == case_id))


def _names(restriction: Restriction | None) -> str | None:
    return ", ".join(restriction.names) if restriction else None
