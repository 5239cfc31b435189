from pathlib import Path

import pytest

from letters.case_life import CLOSED, OPEN, STAGE_LABELS, STEPS, Desk, Stage, StepName, mermaid, steps_from, steps_table
from letters.records import LetterKind

PAGE = Path(__file__).parents[2] / "docs" / "procedure.md"
MACHINE_MADE = {Stage.RECEIVED}  # a message opens the case


def names(*arguments) -> list[str]:
    return [str(step.name) for step in steps_from(*arguments)]


def test_every_step_has_one_row() -> None:
    assert list(STEPS) == list(StepName)
    assert set(STAGE_LABELS) == set(Stage)


def test_every_stage_is_reached_and_every_open_one_is_left() -> None:
    assert {step.to_stage for step in STEPS.values()} | MACHINE_MADE == set(Stage)
    for stage in OPEN:
        assert {step.name for step in steps_from(stage)} - {StepName.WITHDRAW}, stage


def test_nothing_goes_from_receipt_to_a_decision_in_one_step() -> None:
    assert names(Stage.RECEIVED) == ["ask_for_missing", "start_first_check", "withdraw"]


@pytest.mark.parametrize(
    ("stage", "before"),
    [
        (Stage.TAKEN_UP, {Stage.FIRST_CHECK}),
        (Stage.NOT_TAKEN_UP, {Stage.FIRST_CHECK}),
        (Stage.STATEMENT_IN, {Stage.STATEMENT_REQUESTED}),
        (Stage.READY, {Stage.STATEMENT_IN, Stage.DELIBERATED}),
        (Stage.DELIBERATED, {Stage.READY}),
        (Stage.REQUEST_MADE, {Stage.DELIBERATED}),
        (Stage.NO_REQUEST, {Stage.DELIBERATED}),
        (Stage.ENDED, {Stage.REQUEST_MADE, Stage.NO_REQUEST, Stage.NOT_TAKEN_UP}),
    ],
)
def test_no_stage_can_be_skipped(stage: Stage, before: set[Stage]) -> None:
    assert {one for step in STEPS.values() if step.to_stage is stage for one in step.from_stages} == before


def test_a_case_can_be_withdrawn_while_open_and_reopened_once_closed() -> None:
    assert STEPS[StepName.WITHDRAW].from_stages == OPEN
    assert STEPS[StepName.REOPEN].from_stages == CLOSED
    assert STEPS[StepName.WITHDRAW].needs_reason
    assert STEPS[StepName.REOPEN].needs_reason


def test_non_acceptance_is_told_to_both_and_no_request_to_nobody() -> None:
    assert STEPS[StepName.DECLINE].owes == (LetterKind.NON_ACCEPTANCE_NOTICE, LetterKind.NON_ACCEPTANCE_INFORMATION)
    assert STEPS[StepName.MAKE_NO_REQUEST].owes == ()
    assert STEPS[StepName.MAKE_REQUEST].owes == (LetterKind.HARDSHIP_REQUEST,)


def test_every_end_is_told_to_the_applicants() -> None:
    told = {LetterKind.NON_ACCEPTANCE_NOTICE, LetterKind.END_NOTICE, LetterKind.WITHDRAWAL_NOTICE}
    for step in STEPS.values():
        if step.to_stage in CLOSED and step.name is not StepName.CLOSE_NOT_TAKEN_UP:
            assert len(told & set(step.owes)) == 1, step.name


def test_the_head_decides_what_the_commission_deals_with() -> None:
    assert names(Stage.FIRST_CHECK, Desk.CLERK) == ["ask_for_missing", "withdraw"]
    assert names(Stage.FIRST_CHECK, Desk.HEAD) == ["ask_for_missing", "take_up", "decline", "withdraw"]


def test_the_page_holds_the_diagram_and_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert mermaid() in page
    assert steps_table() in page
    assert all(f"    {stage}: " in mermaid() for stage in Stage)
    assert all(step.label in mermaid() for step in STEPS.values())
