from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from classifiers.records import Decision, FiledItem, Finding, Flag, FlagKind, Paper, PaperType
from parsers.records import Channel
from storage.cases import file_item
from storage.items import filed_items, item_of_message, items_of_case
from storage.tables import ItemRow


def file_alone(session, office, decision=None, **changes):
    message_id, plain = office.read(session)
    decision = replace(decision or plain, item=plain.item, channel=plain.channel, received_at=plain.received_at)
    file_item(session, message_id, FiledItem(replace(decision, **changes), None), None)
    return message_id, replace(decision, **changes)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(decision=...)
def test_each_field_of_a_decision_comes_back(session, office, decision: Decision):
    message_id, filed = file_alone(session, office, decision)
    session.flush()
    session.expunge_all()
    assert item_of_message(session, message_id) == FiledItem(filed, None)


def test_a_message_that_is_not_filed_has_no_item(session, office):
    message_id, _ = office.read(session)
    assert item_of_message(session, message_id) is None


def test_items_come_in_order_of_receipt_not_of_filing(session, office):
    first, earlier = office.read(session)
    second, later = office.read(session)
    for message_id, decision in ((second, later), (first, earlier)):
        file_item(session, message_id, FiledItem(decision, None), None)
    assert [filed.decision for filed in filed_items(session)] == [earlier, later]


def test_items_of_a_case_are_those_that_were_filed_there(session, office):
    message_id, opening = office.read(session)
    case = office.open_case(session, opening, message_id)
    file_alone(session, office)
    supplement = office.add_to_case(session, case)
    assert [filed.decision for filed in items_of_case(session, case)] == [opening, supplement]
    assert {filed.case for filed in items_of_case(session, case)} == {case}
    assert items_of_case(session, "HFK-1999-0001") == ()


def test_a_repeated_letter_names_the_one_that_came_before(session, office):
    message_id, opening = office.read(session)
    case = office.open_case(session, opening, message_id)
    repeat = office.add_to_case(session, case, duplicate_of=opening.item)
    assert filed_items(session) == (FiledItem(opening, case), FiledItem(repeat, case, opening.item))


def test_where_two_items_bear_one_name_the_one_of_the_case_is_repeated(session, office):
    elsewhere, other = office.read(session, "scan.pdf", Channel.FAX)
    office.open_case(session, other, elsewhere)
    message_id, opening = office.read(session, "scan.pdf", Channel.POST)
    case = office.open_case(session, opening, message_id)
    office.add_to_case(session, case, duplicate_of="scan.pdf")
    repeated = filed_items(session)[-1]
    assert repeated.duplicate_of == "scan.pdf"
    assert session.scalars(select(ItemRow.duplicate_of).where(ItemRow.duplicate_of.is_not(None))).all() == [message_id]


def test_what_repeats_nothing_that_is_filed_is_refused(session, office):
    message_id, opening = office.read(session)
    case = office.open_case(session, opening, message_id)
    with pytest.raises(ValueError, match="is not filed"):
        office.add_to_case(session, case, duplicate_of="never-seen.eml")


def file_three_full_ones(session, office):
    for _ in range(3):
        message_id, decision = office.read(session)
        finding = Finding("authority", "05315")
        paper = Paper(PaperType.CV, 0, 1, 1, "1-1")
        full = replace(decision, findings=(finding,) * 3, papers=(paper,) * 2, flags=(Flag(FlagKind.ABROAD),))
        office.open_case(session, full, message_id)
    session.flush()
    session.expunge_all()


def test_however_many_items_there_are_six_questions_are_asked(session, office, shared_engine, statements):
    file_three_full_ones(session, office)
    with statements.counted(shared_engine):
        assert len(filed_items(session)) == 3
    assert statements.count == 6


def test_what_is_known_is_not_asked_for_again(session, office, shared_engine, statements):
    file_three_full_ones(session, office)
    known = {}
    before = filed_items(session, known)
    message_id, decision = office.read(session)
    case = office.open_case(session, decision, message_id)
    now = filed_items(session, known)
    assert now == (*before, FiledItem(decision, case)) == filed_items(session)
    with statements.counted(shared_engine):
        assert filed_items(session, known) == now
    assert statements.count == 2  # where each lies, and which are divided
