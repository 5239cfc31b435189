from __future__ import annotations

import uuid

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from storage.accounts import SignedIn, keep_account
from storage.cases import next_case_number
from storage.errors import StepRefused, UnknownRow
from storage.restriction import (
    Hidden,
    carry_over,
    hidden_from,
    hide,
    is_known,
    lift,
    restrict,
    restriction_of,
    write_refusal_down,
)
from storage.status import StaffRole
from storage.tables import AccountRow, AuditRow, CaseRow, ItemRow, MessageRow

PASSWORD = "ein langes Kennwort"
WHY = "Verwandte im Haus"


def somebody(name: str, role: StaffRole = StaffRole.CLERK) -> SignedIn:
    return SignedIn(name, role, "", "", "", None)  # type: ignore[arg-type]


@pytest.fixture
def accounts(session) -> dict[str, uuid.UUID]:
    for name in ("karin", "kurt"):
        keep_account(session, name, StaffRole.CLERK, PASSWORD, "test")
    return dict(session.execute(select(AccountRow.name, AccountRow.id)).all())


@pytest.fixture
def cases(session, office, accounts) -> list[uuid.UUID]:
    """Two cases with an item each, and a message that belongs to none."""
    for name in ("eins.eml", "zwei.eml"):
        message_id, decision = office.read(session, name)
        office.open_case(session, decision, message_id)
    office.receive(session, "ohne.eml")
    return list(session.scalars(select(CaseRow.id).order_by(CaseRow.number)))


def names(session) -> set[str]:
    return set(session.scalars(select(MessageRow.source_name)))


def test_without_a_restriction_nothing_is_hidden(session, cases):
    assert hidden_from(session, somebody("kurt")) == Hidden()


def test_a_restricted_case_is_hidden_from_the_others_and_not_from_leads(session, cases, accounts):
    restrict(session, cases[0], [accounts["karin"]], "lutz", WHY)
    assert hidden_from(session, somebody("karin")) == Hidden()
    assert hidden_from(session, somebody("lutz", StaffRole.LEAD)) == Hidden()
    hidden = hidden_from(session, somebody("kurt"))
    assert hidden.cases == (cases[0],)
    assert cases[0] in hidden
    assert cases[1] not in hidden


def test_no_query_finds_what_is_hidden(session, cases, accounts):
    restrict(session, cases[0], [accounts["karin"]], "lutz", WHY)
    hide(session, hidden_from(session, somebody("kurt")))
    session.expunge_all()
    assert names(session) == {"zwei.eml", "ohne.eml"}
    assert session.scalar(select(func.count()).select_from(CaseRow)) == 1
    assert session.get(CaseRow, cases[0]) is None
    assert not is_known(session, cases[0])
    assert is_known(session, cases[1])
    assert session.scalars(select(ItemRow.case_id)).all() == [cases[1]]


def test_a_table_under_another_name_hides_them_too(session, cases, accounts):
    item = session.scalar(select(ItemRow).where(ItemRow.case_id == cases[1]))
    item.duplicate_of = session.scalar(select(ItemRow.message_id).where(ItemRow.case_id == cases[0]))
    restrict(session, cases[0], [], "lutz", WHY)
    hide(session, hidden_from(session, somebody("kurt")))
    first = aliased(MessageRow)
    rows = session.execute(
        select(ItemRow.message_id, first.source_name).outerjoin(first, first.id == ItemRow.duplicate_of)
    )
    assert [name for _, name in rows] == [None]


def test_another_session_hides_other_cases_by_the_same_statements(sessions, accounts, cases, session):
    """SQLAlchemy keeps compiled statements: what one person may not see must not be kept with them."""
    restrict(session, cases[0], [accounts["karin"]], "lutz", WHY)
    restrict(session, cases[1], [accounts["kurt"]], "lutz", WHY)
    session.commit()
    for name, sees in (("kurt", "zwei.eml"), ("karin", "eins.eml"), ("kurt", "zwei.eml")):
        with sessions() as other:
            hide(other, hidden_from(other, somebody(name)))
            assert names(other) == {sees, "ohne.eml"}


def test_what_is_changed_sees_all(session, cases, accounts):
    restrict(session, cases[1], [], "lutz", WHY)
    at = session.get(CaseRow, cases[1]).opened_at
    year = session.get(CaseRow, cases[1]).year
    assert next_case_number(session, at.replace(year=year), "HFK-{year}-{number:04d}").number == 3


def test_restricting_again_replaces_and_lifting_opens(session, cases, accounts):
    restrict(session, cases[0], [accounts["karin"]], "lutz", WHY)
    restrict(session, cases[0], [accounts["kurt"]], "lutz", "anders")
    found = restriction_of(session, cases[0])
    assert (found.names, found.by, found.why) == (("kurt",), "lutz", "anders")
    lift(session, cases[0], "lutz", "erledigt")
    lift(session, cases[0], "lutz", "noch einmal")
    assert restriction_of(session, cases[0]) is None
    told = session.execute(select(AuditRow.before, AuditRow.after).where(AuditRow.what.like("case_%restr%"))).all()
    assert told == [(None, "karin"), ("karin", "kurt"), ("kurt", None)]


def test_a_reason_an_account_and_a_case_are_needed(session, cases, accounts):
    with pytest.raises(StepRefused):
        restrict(session, cases[0], [], "lutz", " ")
    with pytest.raises(StepRefused):
        restrict(session, cases[0], [uuid.uuid4()], "lutz", WHY)
    with pytest.raises(UnknownRow):
        restrict(session, uuid.uuid4(), [], "lutz", WHY)
    with pytest.raises(StepRefused):
        lift(session, cases[0], "lutz", "")


def test_papers_that_move_take_it_along(session, cases, accounts):
    restrict(session, cases[0], [accounts["karin"], accounts["kurt"]], "lutz", WHY)
    carry_over(session, cases[0], cases[1], "karin")
    assert restriction_of(session, cases[1]).names == ("karin", "kurt")
    restrict(session, cases[1], [accounts["kurt"]], "lutz", WHY)
    carry_over(session, cases[1], cases[0], "kurt")
    assert restriction_of(session, cases[0]).names == ("kurt",)


def test_who_was_refused_is_written_down_with_the_case(session, cases, accounts):
    message_id = session.scalar(select(ItemRow.message_id).where(ItemRow.case_id == cases[0]))
    for row_id in (message_id, cases[0]):
        write_refusal_down(session, row_id, somebody("kurt"))
    session.flush()
    told = session.execute(select(AuditRow.who, AuditRow.case_id).where(AuditRow.what == "access_refused")).all()
    assert told == [("kurt", cases[0])] * 2
