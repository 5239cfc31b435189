from datetime import UTC, date, datetime

import pytest

from classifiers.records import Contact, FlagKind
from letters.case_life import Desk, Stage, StepName
from letters.commission import PROFILE
from letters.sitting import Outcome
from storage.case_steps import standing, steps_taken
from storage.errors import StepNotAllowed, StepRefused
from storage.outbox import letters_owed
from storage.procedure import NO_RESULT, take_step, undo_step
from storage.sittings import NO_SITTING, Verdict, cases_ready, record_sitting, record_verdict

AT = datetime(2026, 5, 20, 9, tzinfo=UTC)
DAY = date(2026, 5, 19)
KIM = "Kim Beispiel"
TO_READY = ("start_first_check", "take_up", "request_statement", "record_statement", "make_ready")


def go(session, key, step):
    version = standing(session, key).version
    again = date(2026, 12, 1) if step == "request_statement" else None
    return take_step(session, key, StepName(step), KIM, "x", AT, version, desk=Desk.HEAD, look_again_on=again)


@pytest.fixture
def ready_case(session, office):
    def make(**state):
        message_id, decision = office.read(session)
        home = Contact("Amira Muster", ("Musterweg 3", "44787 Bochum"))
        key = office.open_case(session, decision, message_id, authority="05911000", applicant_contact=home, **state)
        for step in TO_READY:
            go(session, key, step)
        return key

    return make


def sit(session, members=8, present=6):
    record_sitting(session, DAY, members, present, KIM, AT, PROFILE.sitting)


def decide(session, key, outcome, votes, reasons="einstimmig"):
    return record_verdict(session, DAY, key, Verdict(outcome, votes, reasons), KIM, AT, standing(session, key).version)


def test_ready_cases_are_on_the_docket_the_urgent_first(session, ready_case):
    calm, urgent = ready_case(), ready_case(open_flags=frozenset({FlagKind.REMOVAL_IMMINENT}))
    entries = cases_ready(session)
    assert [(one.case, one.is_urgent) for one in entries] == [(urgent, True), (calm, False)]
    assert (entries[0].persons, entries[0].authority) == (("Amira Muster",), "Stadt Bochum")


@pytest.mark.parametrize(
    ("outcome", "votes", "stage", "kinds"),
    [
        (Outcome.REQUEST, 4, Stage.REQUEST_MADE, ["hardship_request"]),
        (Outcome.NO_REQUEST, 3, Stage.NO_REQUEST, []),
        (Outcome.ADJOURNED, 0, Stage.READY, []),
    ],
)
def test_a_verdict_moves_the_case_on(session, ready_case, outcome, votes, stage, kinds):
    key = ready_case()
    sit(session)
    assert decide(session, key, outcome, votes).stage is stage
    assert [step.step for step in steps_taken(session, key)][-2] == "deliberate"
    occasions = {"step-6", "step-7"}
    assert [str(one.letter.kind) for one in letters_owed(session) if one.occasion in occasions] == kinds


@pytest.mark.parametrize(("members", "present"), [(6, 6), (8, 3), (8, 9)])
def test_a_sitting_that_cannot_be_is_refused(session, members, present):
    with pytest.raises(StepRefused):
        sit(session, members, present)


def test_a_sitting_to_come_is_refused_and_other_numbers_too(session):
    with pytest.raises(StepRefused, match="in der Zukunft"):
        record_sitting(session, date(2026, 5, 21), 8, 6, KIM, AT, PROFILE.sitting)
    sit(session)
    sit(session)
    with pytest.raises(StepRefused, match="anderen Zahlen"):
        sit(session, 8, 7)


def test_votes_that_do_not_bear_the_outcome_change_nothing(session, ready_case):
    key = ready_case()
    with pytest.raises(StepRefused, match=NO_SITTING):
        decide(session, key, Outcome.REQUEST, 4)
    sit(session)
    with pytest.raises(StepRefused, match="Mehrheit"):
        decide(session, key, Outcome.REQUEST, 3)
    assert standing(session, key).stage is Stage.READY


def test_a_case_that_is_not_ready_gets_no_verdict(session, ready_case):
    key = ready_case()
    sit(session)
    decide(session, key, Outcome.REQUEST, 6)
    with pytest.raises(StepNotAllowed):
        decide(session, key, Outcome.REQUEST, 6)


def test_no_ersuchen_without_a_sitting_that_made_it(session, ready_case):
    key = ready_case()
    go(session, key, "deliberate")
    with pytest.raises(StepRefused, match=NO_RESULT):
        go(session, key, "make_request")
    sit(session)
    undo_step(session, key, KIM, "zu früh", AT, standing(session, key).version)
    decide(session, key, Outcome.ADJOURNED, 0)
    go(session, key, "deliberate")
    with pytest.raises(StepRefused, match=NO_RESULT):
        go(session, key, "make_no_request")


def test_a_wrong_verdict_can_be_put_right(session, ready_case):
    key = ready_case()
    sit(session)
    decide(session, key, Outcome.NO_REQUEST, 3)
    for _ in range(2):
        undo_step(session, key, KIM, "falsch eingetragen", AT, standing(session, key).version)
    assert decide(session, key, Outcome.REQUEST, 5).stage is Stage.REQUEST_MADE
