from datetime import UTC, datetime

import pytest

from letters.case_life import Stage, StepName
from storage.case_steps import row_of_case, standing, standing_of, steps_taken
from storage.errors import UnknownRow
from storage.procedure import take_step

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


def test_a_new_case_is_received_and_has_no_steps(session, office):
    message_id, decision = office.read(session)
    key = office.open_case(session, decision, message_id)
    now = standing(session, key)
    assert (now.case, now.stage, now.look_again_on) == (key, Stage.RECEIVED, None)
    assert standing_of(row_of_case(session, key)) == now
    assert steps_taken(session, key) == ()


def test_a_step_is_told_with_all_that_belongs_to_it(session, office):
    message_id, decision = office.read(session)
    key = office.open_case(session, decision, message_id)
    take_step(session, key, StepName.START_FIRST_CHECK, "Kim Beispiel", "alles da", AT, standing(session, key).version)
    (step,) = steps_taken(session, key)
    assert (step.position, step.step, step.before, step.after) == (1, "start_first_check", "received", "first_check")
    assert (step.who, step.at, step.why, step.is_undone) == ("Kim Beispiel", AT, "alles da", False)


@pytest.mark.parametrize("ask", [standing, steps_taken, row_of_case])
def test_a_case_that_is_not_there_is_named(session, ask):
    with pytest.raises(UnknownRow):
        ask(session, "HFK-2026-9999")
