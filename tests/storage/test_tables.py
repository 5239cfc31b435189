import uuid

import pytest
from case_rows import a_case
from sqlalchemy import DateTime, Enum, select
from sqlalchemy.exc import IntegrityError

from letters.records import LetterKind
from storage.columns import UtcDateTime
from storage.status import MessageState, OutboxState
from storage.tables import Base, CaseFlagRow, CaseRow, DocumentRow, ItemRow, LetterRow, MessageRow

COLUMNS = [column for table in Base.metadata.sorted_tables for column in table.columns]


def a_letter(case_id, occasion="intake"):
    return LetterRow(
        case_id=case_id,
        kind=LetterKind.RECEIPT_CONFIRMATION,
        occasion=occasion,
        state=OutboxState.SENT,
        held_because="",
        facts={},
    )


def refused(session, *rows):
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add_all(rows)


def test_every_instant_is_aware():
    naive = [str(column) for column in COLUMNS if isinstance(column.type, DateTime)]
    assert naive == []
    assert sum(isinstance(column.type, UtcDateTime) for column in COLUMNS) > 10


def test_every_word_of_a_closed_set_fits_in_its_column():
    sets = [column.type for column in COLUMNS if isinstance(column.type, Enum)]
    assert sets
    for kind in sets:
        assert all(word == member.value for word, member in zip(kind.enums, kind.enum_class, strict=True))
        assert max(map(len, kind.enums)) <= kind.length


def test_a_row_that_refers_to_nothing_is_refused(session):
    nothing = uuid.uuid4()
    refused(session, DocumentRow(message_id=nothing, position=0, name="a", media_type="b", is_body=True))
    refused(session, a_letter(nothing))
    refused(session, CaseFlagRow(case_id=nothing, kind="abroad"))


def test_what_others_refer_to_cannot_be_deleted(session, office):
    message_id, decision = office.read(session)
    office.open_case(session, decision, message_id)
    session.flush()
    for row in (session.get(MessageRow, message_id), session.scalars(select(CaseRow)).one()):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.delete(row)
    assert session.get(ItemRow, message_id) is not None


def test_no_two_cases_bear_one_number_or_one_aktenzeichen(session):
    session.add(a_case())
    session.flush()
    refused(session, a_case(aktenzeichen="HFK-2026-0002"))
    refused(session, a_case(2, "HFK-2026-0001"))
    session.add(a_case(2, "HFK-2026-0002"))
    session.flush()


def test_no_case_has_two_letters_of_a_kind_on_one_occasion(session):
    case = a_case()
    session.add(case)
    session.flush()
    session.add(a_letter(case.id))
    session.flush()
    refused(session, a_letter(case.id))
    session.add(a_letter(case.id, "renewal"))
    session.flush()


def test_a_new_message_waits_for_nothing(session, office):
    row = session.get(MessageRow, office.receive(session))
    assert (row.state, row.attempts, row.next_try_at, row.leased_until) == (MessageState.RECEIVED, 0, None, None)
