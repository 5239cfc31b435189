from datetime import UTC, date, datetime, timedelta

import pytest

from classifiers.records import Contact
from letters.case_life import Desk, Stage, StepName
from letters.records import LetterKind
from storage.audit import MACHINE
from storage.case_steps import standing, steps_taken
from storage.errors import StaleCase, StepNotAllowed, StepRefused, UnknownRow
from storage.outbox import letters_owed
from storage.procedure import DATE_IS_PAST, MERGED, NO_DATE, NO_PERSON, NO_REASON, NOT_ENTITLED, take_step, undo_step
from storage.queries import case_history
from storage.status import OutboxState
from storage.tables import CaseMergerRow, CaseRow, LetterRow

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
SOON = date(2026, 3, 24)
HOME = Contact("Amira Muster", ("Musterweg 3", "44787 Bochum"))
KIM = "Kim Beispiel"


@pytest.fixture
def key(session, office):
    message_id, decision = office.read(session)
    return office.open_case(session, decision, message_id, office.letter(), applicant_contact=HOME, sender=HOME)


def go(session, key, step, reason="", *, at=AT, desk=Desk.HEAD, version=None, **more):
    version = standing(session, key).version if version is None else version
    return take_step(session, key, StepName(step), KIM, reason, at, version, desk=desk, **more)


def owed_by(session, occasion, *states):
    found = letters_owed(session, *states)
    return [(str(one.letter.kind), one.letter.to, str(one.state)) for one in found if one.occasion == occasion]


def test_a_step_moves_the_case_and_is_written_down(session, key):
    before = standing(session, key).version
    now = go(session, key, "start_first_check")
    assert (now.stage, now.version) == (Stage.FIRST_CHECK, before + 1)
    entry = case_history(session, key)[-1]
    assert (entry.who, entry.what, entry.before, entry.after) == (
        KIM,
        "step_start_first_check",
        "received",
        "first_check",
    )


def test_a_decision_on_what_was_seen_before_is_refused(session, key, office):
    seen = standing(session, key).version
    office.add_to_case(session, key)  # another mail comes in
    with pytest.raises(StaleCase, match="inzwischen weiterbearbeitet"):
        go(session, key, "start_first_check", version=seen)
    assert standing(session, key).stage is Stage.RECEIVED


def test_a_double_click_takes_one_step(session, key):
    seen = standing(session, key).version
    go(session, key, "start_first_check", version=seen)
    with pytest.raises(StaleCase):
        go(session, key, "start_first_check", version=seen)
    assert len(steps_taken(session, key)) == 1


def test_no_step_is_skipped(session, key):
    with pytest.raises(StepNotAllowed, match="beim jetzigen Stand"):
        go(session, key, "take_up")


@pytest.mark.parametrize(
    ("step", "changes", "why"),
    [
        ("ask_for_missing", {}, NO_DATE),
        ("ask_for_missing", {"look_again_on": date(2026, 3, 3)}, DATE_IS_PAST),
        ("withdraw", {"reason": "  "}, NO_REASON),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_done(session, key, step, changes, why):
    before = standing(session, key), letters_owed(session)
    with pytest.raises(StepRefused, match=why):
        go(session, key, step, **changes)
    assert (standing(session, key), letters_owed(session)) == before


def test_some_steps_are_the_head_s(session, key):
    go(session, key, "start_first_check")
    with pytest.raises(StepRefused, match=NOT_ENTITLED):
        go(session, key, "take_up", desk=Desk.CLERK)


@pytest.mark.parametrize("who", ["", "  ", MACHINE])
def test_only_a_person_takes_a_step(session, key, who):
    with pytest.raises(StepRefused, match=NO_PERSON):
        take_step(session, key, StepName.START_FIRST_CHECK, who, "", AT, standing(session, key).version)


def test_time_does_not_run_back(session, key):
    go(session, key, "start_first_check")
    with pytest.raises(StepRefused, match="vor dem letzten Schritt"):
        go(session, key, "take_up", at=AT - timedelta(minutes=1))


def test_a_letter_of_another_step_is_refused(session, key):
    with pytest.raises(StepRefused, match="gehört nicht zu diesem Schritt"):
        go(session, key, "start_first_check", letters=(LetterKind.END_NOTICE,))


def test_what_is_asked_for_is_queued_with_the_day(session, key):
    wanted = (LetterKind.TRANSLATION_REQUEST, LetterKind.REASONS_REQUEST)
    now = go(session, key, "ask_for_missing", look_again_on=SOON, letters=wanted)
    assert (now.stage, now.look_again_on) == (Stage.INCOMPLETE, SOON)
    assert owed_by(session, "step-1") == [
        ("reasons_request", "applicant", "ready"),
        ("translation_request", "applicant", "ready"),
    ]


def test_the_same_letter_can_be_owed_again_by_a_later_step(session, key):
    for _ in range(2):
        go(session, key, "ask_for_missing", look_again_on=SOON, letters=(LetterKind.TRANSLATION_REQUEST,))
    assert owed_by(session, "step-1") == owed_by(session, "step-2") != []


def test_an_undone_step_leaves_the_case_as_it_was(session, key):
    go(session, key, "ask_for_missing", look_again_on=SOON, letters=(LetterKind.TRANSLATION_REQUEST,))
    go(session, key, "start_first_check")
    go(session, key, "decline", "kein Härtefall")
    assert len(owed_by(session, "step-3")) == 2
    assert owed_by(session, "step-1") == []
    undone = undo_step(session, key, KIM, "falscher Fall", AT, standing(session, key).version)
    assert (undone.standing.stage, undone.letters_out) == (Stage.FIRST_CHECK, ())
    assert owed_by(session, "step-3") == []
    assert owed_by(session, "step-1") == [("translation_request", "applicant", "ready")]
    assert [step.is_undone for step in steps_taken(session, key)] == [False, False, True]
    undone = undo_step(session, key, KIM, "auch falsch", AT, standing(session, key).version)
    assert (undone.standing.stage, undone.standing.look_again_on) == (Stage.INCOMPLETE, SOON)


def test_a_letter_that_left_is_named_when_its_step_is_undone(session, key):
    go(session, key, "start_first_check")
    go(session, key, "decline", "kein Härtefall")
    notice = session.query(LetterRow).filter_by(kind=LetterKind.NON_ACCEPTANCE_NOTICE).one()
    notice.state = OutboxState.SENT
    session.flush()
    undone = undo_step(session, key, KIM, "Irrtum", AT, standing(session, key).version)
    assert undone.letters_out == (LetterKind.NON_ACCEPTANCE_NOTICE,)


def test_undoing_needs_a_reason_and_a_step(session, key):
    with pytest.raises(StepRefused, match="keinen Schritt"):
        undo_step(session, key, KIM, "Irrtum", AT, standing(session, key).version)
    go(session, key, "start_first_check")
    with pytest.raises(StepRefused, match=NO_REASON):
        undo_step(session, key, KIM, " ", AT, standing(session, key).version)


def test_a_withdrawal_ends_what_has_not_left(session, key):
    go(session, key, "withdraw", "Schreiben vom 2. März")
    assert owed_by(session, "intake") == []
    assert owed_by(session, "step-1") == [("withdrawal_notice", "applicant", "ready")]


def test_mail_to_a_closed_case_owes_no_letters_by_itself(session, key, office):
    go(session, key, "withdraw", "Schreiben vom 2. März")
    office.add_to_case(session, key, office.letter(), applicant_contact=HOME)
    assert owed_by(session, "intake") == []
    go(session, key, "reopen", "Irrtum der Familie")
    office.add_to_case(session, key, office.letter(), applicant_contact=HOME)
    assert owed_by(session, "intake") == [("receipt_confirmation", "applicant", "ready")]


def test_a_merged_case_goes_no_further(session, key, office):
    message_id, decision = office.read(session)
    other = office.open_case(session, decision, message_id)
    ids = {row.aktenzeichen: row.id for row in session.query(CaseRow)}
    session.add(CaseMergerRow(case_id=ids[other], into_case_id=ids[key], who=KIM, at=AT, why="dieselbe Familie"))
    session.flush()
    with pytest.raises(StepRefused, match=MERGED):
        go(session, other, "start_first_check")


def test_a_case_that_is_not_there_is_named(session):
    with pytest.raises(UnknownRow):
        take_step(session, "HFK-2026-9999", StepName.TAKE_UP, KIM, "", AT, 1)
