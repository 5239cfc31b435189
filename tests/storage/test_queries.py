from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from classifiers.records import CaseState, FiledItem, Flag, FlagKind
from letters.records import LetterKind, LetterState
from storage.cases import bring_up_to_date, file_item
from storage.errors import UnknownRow
from storage.messages import park
from storage.queries import case_history, known_cases, parked_messages, totals
from storage.status import MessageState, OutboxState


def test_an_empty_database_counts_nothing(session):
    found = totals(session)
    assert found.cases == found.items_for_a_person == 0
    assert found.messages == dict.fromkeys(MessageState, 0)
    assert found.letters == dict.fromkeys(OutboxState, 0)
    assert found.item_flags == found.open_flags == {}


def test_the_totals_count_what_there_is(session, office):
    message_id, decision = office.read(session)
    flags = (Flag(FlagKind.UNREADABLE), Flag(FlagKind.UNREADABLE), Flag(FlagKind.ABROAD))
    office.open_case(
        session,
        replace(decision, flags=flags),
        message_id,
        office.letter(),
        office.letter(LetterKind.AUTHORITY_NOTIFICATION, None, LetterState.HELD),
        open_flags=frozenset({FlagKind.ABROAD}),
    )
    calm, decision = office.read(session)
    file_item(session, calm, FiledItem(decision, None), None)
    park(session, office.receive(session), "unreadable_message")
    office.receive(session)
    found = totals(session)
    assert found.cases == 1
    assert found.messages == {
        MessageState.RECEIVED: 1,
        MessageState.READ: 0,
        MessageState.FILED: 2,
        MessageState.PARKED: 1,
    }
    assert found.item_flags == {FlagKind.UNREADABLE: 1, FlagKind.ABROAD: 1}
    assert found.open_flags == {FlagKind.ABROAD: 1}
    assert (found.letters[OutboxState.READY], found.letters[OutboxState.HELD]) == (1, 1)
    assert found.items_for_a_person == 2


def test_parked_messages_are_listed_in_order_of_receipt(session, office):
    ids = [office.receive(session) for _ in range(3)]
    for message_id in reversed(ids):
        park(session, message_id, "unreadable_message")
    assert [message.message_id for message in parked_messages(session)] == ids


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(state=...)
def test_each_field_of_a_case_comes_back(session, office, state: CaseState):
    message_id, decision = office.read(session)
    case = office.open_case(session, decision, message_id)
    state = replace(state, case=case, items=(decision.item,))
    bring_up_to_date(session, state, ())
    session.flush()
    session.expunge_all()
    assert [known for known in known_cases(session) if known.case == case] == [state]


def test_however_many_cases_there_are_four_questions_are_asked(session, office, shared_engine, statements):
    for _ in range(3):
        message_id, decision = office.read(session)
        office.open_case(session, decision, message_id)
    session.flush()
    session.expunge_all()
    with statements.counted(shared_engine):
        assert len(known_cases(session)) == 3
    assert statements.count == 4


def test_an_unknown_case_has_no_history(session):
    with pytest.raises(UnknownRow):
        case_history(session, "HFK-1999-0001")
