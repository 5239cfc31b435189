from __future__ import annotations

import uuid

import pytest

from storage.errors import StaleReview, UnknownRow
from storage.items import item_of_message
from storage.outbox import letters_owed
from storage.queries import case_history, known_cases
from storage.refresh import CaseRules, assign_to_case, refresh_case

RULES = CaseRules(accepts_asserted=False, aktenzeichen_pattern="HFK-{year}-{number:04d}")


@pytest.fixture
def two(session, office):
    """Two cases of one item each."""
    made = []
    for _ in range(2):
        message_id, decision = office.read(session)
        made.append((message_id, office.open_case(session, decision, message_id)))
    session.flush()
    return made


def test_an_item_moves_and_both_cases_are_brought_up_to_date(session, two):
    (_, first), (message_id, second) = two
    refresh_case(session, second, RULES, who="karin")
    assert letters_owed(session)
    assert assign_to_case(session, message_id, 0, "karin", first, RULES) == first
    assert item_of_message(session, message_id).case == first
    cases = {case.case: case for case in known_cases(session)}
    assert len(cases[first].items) == 2
    assert cases[second].items == ()
    assert not [owed for owed in letters_owed(session) if owed.case == second]


def test_a_new_case_is_opened_by_hand(session, two):
    (message_id, first), _ = two
    key = assign_to_case(session, message_id, 0, "karin", None, RULES)
    assert key not in {first, two[1][1]}
    assert item_of_message(session, message_id).case == key
    assert next(entry.who for entry in case_history(session, key) if entry.what == "case_opened") == "karin"


def test_of_two_people_the_second_is_told(session, two):
    (message_id, _), (_, second) = two
    assign_to_case(session, message_id, 0, "karin", second, RULES)
    with pytest.raises(StaleReview):
        assign_to_case(session, message_id, 0, "uwe", None, RULES)


def test_what_is_not_there_cannot_be_assigned(session, two):
    (message_id, _), _ = two
    with pytest.raises(UnknownRow):
        assign_to_case(session, message_id, 0, "karin", "HFK-1999-0001", RULES)
    with pytest.raises(UnknownRow):
        assign_to_case(session, uuid.uuid4(), 0, "karin", None, RULES)
