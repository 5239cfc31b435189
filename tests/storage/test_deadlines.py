from datetime import UTC, date, datetime

import pytest

from classifiers.records import FlagKind
from letters.case_life import StepName
from letters.commission import PROFILE
from storage.case_steps import standing
from storage.deadlines import LOOK_AGAIN, NOT_LOOKED_AT, URGENT, due_cases
from storage.procedure import take_step

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday, as the letters of the office


@pytest.fixture
def open_case(session, office):
    def make(**state):
        message_id, decision = office.read(session)
        return office.open_case(session, decision, message_id, received_at=decision.received_at, **state)

    return make


def due(session, day):
    return [(one.case, one.due_on, one.why) for one in due_cases(session, day, PROFILE)]


def test_a_new_case_is_due_after_three_working_days(session, open_case):
    key = open_case()
    assert due(session, date(2026, 3, 4)) == []
    assert due(session, date(2026, 3, 5)) == [(key, date(2026, 3, 5), NOT_LOOKED_AT)]


def test_a_case_is_due_again_on_its_day_and_not_before(session, open_case):
    key = open_case()
    version = standing(session, key).version
    day = date(2026, 3, 30)
    take_step(session, key, StepName.ASK_FOR_MISSING, "Kim", "", AT, version, look_again_on=day)
    assert due(session, date(2026, 3, 29)) == []
    assert due(session, day) == [(key, day, LOOK_AGAIN)]


def test_an_imminent_removal_goes_before_all_others_at_once(session, open_case):
    calm, urgent = open_case(), open_case(open_flags=frozenset({FlagKind.REMOVAL_IMMINENT}))
    assert [case for case, _, _ in due(session, date(2026, 3, 2))] == [urgent]
    assert [(case, why) for case, _, why in due(session, date(2026, 4, 1))] == [(urgent, URGENT), (calm, NOT_LOOKED_AT)]


def test_a_closed_case_is_never_due(session, open_case):
    key = open_case(open_flags=frozenset({FlagKind.REMOVAL_IMMINENT}))
    take_step(session, key, StepName.WITHDRAW, "Kim", "Schreiben", AT, standing(session, key).version)
    assert due(session, date(2026, 12, 31)) == []
