from itertools import product

import pytest

from letters.records import LetterState
from storage.errors import StepNotAllowed
from storage.status import (
    CASE_STEPS,
    LEAVING,
    LETTER_STEPS,
    MESSAGE_STEPS,
    CaseStatus,
    MessageState,
    OutboxState,
    check_step,
)

TABLES = [(MESSAGE_STEPS, MessageState), (CASE_STEPS, CaseStatus), (LETTER_STEPS, OutboxState)]


@pytest.mark.parametrize(("steps", "states"), TABLES)
def test_each_state_has_its_row(steps, states):
    assert set(steps) == set(states)


@pytest.mark.parametrize(("steps", "states"), TABLES)
def test_a_step_is_allowed_where_the_table_has_it_and_nowhere_else(steps, states):
    for before, after in product(states, states):
        if after is before or after in steps[before]:
            check_step(steps, before, after)
        else:
            with pytest.raises(StepNotAllowed):
                check_step(steps, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MessageState.FILED, MessageState.PARKED),
        (MessageState.FILED, MessageState.RECEIVED),
        (MessageState.RECEIVED, MessageState.FILED),
        (MessageState.PARKED, MessageState.FILED),
    ],
)
def test_a_message_neither_leaves_its_case_nor_skips_the_reading(before, after):
    with pytest.raises(StepNotAllowed):
        check_step(MESSAGE_STEPS, before, after)


@pytest.mark.parametrize(
    "after", [state for state in OutboxState if state not in {OutboxState.SENT, OutboxState.RETURNED}]
)
def test_what_was_sent_stays_sent_or_comes_back(after):
    with pytest.raises(StepNotAllowed):
        check_step(LETTER_STEPS, OutboxState.SENT, after)


def test_what_may_have_left_is_never_cancelled():
    assert all(OutboxState.CANCELLED not in LETTER_STEPS[state] for state in LEAVING)


def test_what_does_not_leave_can_be_cancelled():
    staying = set(OutboxState) - LEAVING - {OutboxState.CANCELLED}
    assert all(OutboxState.CANCELLED in LETTER_STEPS[state] for state in staying)


def test_each_state_of_a_letter_that_is_owed_is_one_of_the_outbox():
    assert {OutboxState(state) for state in LetterState} == {OutboxState.READY, OutboxState.HELD}
