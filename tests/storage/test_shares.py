import pytest
from sqlalchemy import true

from classifiers.records import Contact, Person
from classifiers.sharing import Share
from storage.case_steps import row_of_case
from storage.shares import cases_of_message, is_divided, keep_share, messages_by_case, move_shares, shares
from storage.tables import ItemShareRow

ANA = Share((Person("Ana Berg"),), (0,), True)
CEM = Share((Person("Cem Tal"),), (0, 2), False, "05911000", Contact("Cem Tal", ("Gasse 9",), "cem@tal.example"))


@pytest.fixture
def divided(session, office):
    """One item of two cases, and an item that is whole."""
    message_id, decision = office.read(session)
    first = office.open_case(session, decision, message_id)
    other, decision = office.read(session)
    second = office.open_case(session, decision, other)
    for key, share in ((first, ANA), (second, CEM)):
        keep_share(session, message_id, row_of_case(session, key).id, share)
    return message_id, first, second


def test_shares_come_back_by_message_and_case(session, divided):
    message_id, first, second = divided
    assert shares(session, true()) == {message_id: {first: ANA, second: CEM}}
    assert is_divided(session, message_id)
    assert cases_of_message(session, message_id) == (first, second)


def test_a_share_that_is_kept_again_is_replaced(session, divided):
    message_id, first, _ = divided
    keep_share(session, message_id, row_of_case(session, first).id, CEM)
    assert shares(session, ItemShareRow.message_id == message_id)[message_id][first] == CEM


def test_an_item_stands_once_for_each_of_its_cases(session, divided):
    message_id, first, second = divided
    ids = {key: row_of_case(session, key).id for key in (first, second)}
    pairs = session.execute(messages_by_case()).all()
    assert sorted(case for case, message in pairs if message == message_id) == sorted(ids.values())
    assert len(pairs) == 3


def test_where_both_shares_come_together_the_item_is_whole_again(session, divided):
    message_id, first, second = divided
    move_shares(session, row_of_case(session, second).id, row_of_case(session, first).id)
    assert shares(session, true()) == {}
    assert not is_divided(session, message_id)


def test_only_the_shares_of_named_items_move(session, divided):
    message_id, first, second = divided
    move_shares(session, row_of_case(session, second).id, row_of_case(session, first).id, [])
    assert shares(session, true()) == {message_id: {first: ANA, second: CEM}}
