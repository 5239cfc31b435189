import pytest

from letters.sitting import (
    Outcome,
    SittingRules,
    complaints_about_result,
    complaints_about_sitting,
    has_quorum,
    is_majority,
)

RULES = SittingRules(7, 10)


@pytest.mark.parametrize(
    ("members", "present", "expected"), [(10, 5, True), (10, 4, False), (9, 5, True), (9, 4, False)]
)
def test_half_of_the_members_must_be_there(members: int, present: int, expected: bool) -> None:
    assert has_quorum(members, present) is expected


@pytest.mark.parametrize(("votes", "present", "expected"), [(4, 7, True), (3, 6, False), (4, 6, True), (0, 0, False)])
def test_more_than_half_of_those_present_must_want_it(votes: int, present: int, expected: bool) -> None:
    assert is_majority(votes, present) is expected


@pytest.mark.parametrize(
    ("members", "present", "word"),
    [(6, 6, "7 bis 10"), (11, 9, "7 bis 10"), (8, 9, "nicht mehr Mitglieder"), (8, 3, "beschlussfähig")],
)
def test_a_sitting_that_cannot_be_is_named(members: int, present: int, word: str) -> None:
    assert word in " ".join(complaints_about_sitting(members, present, RULES))


def test_a_sitting_that_can_be_is_fine() -> None:
    assert complaints_about_sitting(8, 4, RULES) == ()


@pytest.mark.parametrize(
    ("outcome", "votes", "word"),
    [
        (Outcome.REQUEST, 3, "braucht die Mehrheit"),
        (Outcome.NO_REQUEST, 4, "für ein Ersuchen gestimmt"),
        (Outcome.REQUEST, 7, "nicht mehr Stimmen"),
        (Outcome.NO_REQUEST, -1, "nicht mehr Stimmen"),
    ],
)
def test_a_result_that_does_not_fit_its_votes_is_named(outcome: Outcome, votes: int, word: str) -> None:
    assert word in " ".join(complaints_about_result(outcome, votes, 6))


@pytest.mark.parametrize(
    ("outcome", "votes"),
    [(Outcome.REQUEST, 4), (Outcome.NO_REQUEST, 3), (Outcome.ADJOURNED, 5), (Outcome.ADJOURNED, 0)],
)
def test_a_result_that_fits_is_fine(outcome: Outcome, votes: int) -> None:
    assert complaints_about_result(outcome, votes, 6) == ()
