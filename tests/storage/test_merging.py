from datetime import UTC, datetime

import pytest

from classifiers.records import Contact
from letters.case_life import Desk, StepName
from storage.case_steps import standing
from storage.errors import StaleCase, StepRefused
from storage.forwarding import surviving_case
from storage.merging import (
    NO_REASON,
    NOTHING_MOVES,
    NOTHING_STAYS,
    SAME_CASE,
    TOO_FAR,
    merge_cases,
    split_case,
)
from storage.outbox import letters_owed
from storage.procedure import MERGED, take_step
from storage.queries import case_history, known_case, known_cases
from storage.tables import CaseRow, ItemRow

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
KIM = "Kim Beispiel"
PATTERN = "HFK-{year}-{number:04d}"


@pytest.fixture
def new_case(session, office):
    def make():
        message_id, decision = office.read(session)
        return office.open_case(session, decision, message_id, office.letter(), applicant_contact=Contact("A", ("B",)))

    return make


def merge(session, case, into, reason="dieselbe Familie", versions=None):
    versions = versions or (standing(session, case).version, standing(session, into).version)
    merge_cases(session, case, into, KIM, reason, AT, versions)


def split(session, case, *items, reason="zwei Familien"):
    return split_case(session, case, items, KIM, reason, standing(session, case).version, PATTERN)


def test_all_items_of_a_merged_case_are_in_the_other(session, new_case):
    first, second = new_case(), new_case()
    merge(session, second, first)
    assert known_case(session, first).items == ("brief-1.eml", "brief-2.eml")
    assert [state.case for state in known_cases(session)] == [first]
    assert (surviving_case(session, second), surviving_case(session, first)) == (first, first)
    assert {owed.case for owed in letters_owed(session)} == {first}
    for key in (first, second):
        entry = next(one for one in case_history(session, key) if one.what == "case_merged")
        assert (entry.before, entry.after, entry.who, entry.why) == (second, first, KIM, "dieselbe Familie")


def test_the_number_of_a_merged_case_is_not_given_again(session, new_case):
    first, second = new_case(), new_case()
    merge(session, second, first)
    assert new_case() == "HFK-2026-0003"


def test_mail_goes_on_to_the_case_that_goes_on(session, new_case, office):
    first, second = new_case(), new_case()
    merge(session, second, first)
    office.add_to_case(session, first)
    assert (
        len(
            session.query(ItemRow)
            .filter_by(case_id=session.query(CaseRow).filter_by(aktenzeichen=first).one().id)
            .all()
        )
        == 3
    )


@pytest.mark.parametrize(("into", "reason", "why"), [("self", "x", SAME_CASE), ("other", " ", NO_REASON)])
def test_a_merger_that_cannot_be_is_refused(session, new_case, into, reason, why):
    first, second = new_case(), new_case()
    with pytest.raises(StepRefused, match=why):
        merge(session, first, first if into == "self" else second, reason)


def test_a_case_is_merged_once_and_not_late(session, new_case):
    first, second, third = new_case(), new_case(), new_case()
    merge(session, second, first)
    with pytest.raises(StepRefused, match=MERGED):
        merge(session, second, third)
    for step in (StepName.START_FIRST_CHECK, StepName.TAKE_UP):
        take_step(session, third, step, KIM, "", AT, standing(session, third).version, desk=Desk.HEAD)
    with pytest.raises(StepRefused, match=TOO_FAR):
        merge(session, third, first)


def test_a_merger_of_what_was_seen_before_is_refused(session, new_case, office):
    first, second = new_case(), new_case()
    seen = standing(session, second).version, standing(session, first).version
    office.add_to_case(session, first)
    with pytest.raises(StaleCase):
        merge(session, second, first, versions=seen)
    assert surviving_case(session, second) == second


def test_a_split_opens_the_next_case_with_what_belongs_there(session, new_case, office):
    key = new_case()
    office.add_to_case(session, key)
    new = split(session, key, "brief-2.eml")
    assert new == "HFK-2026-0002"
    assert known_case(session, key).items == ("brief-1.eml",)
    assert known_case(session, new).items == ("brief-2.eml",)
    assert new in {owed.case for owed in letters_owed(session)}
    assert [one.what for one in case_history(session, new)][:2] == ["case_opened", "case_split"]


@pytest.mark.parametrize(
    ("items", "why"),
    [
        ((), NOTHING_MOVES),
        (("fremd.eml",), NOTHING_MOVES),
        (("brief-1.eml", "fremd.eml"), NOTHING_MOVES),
        (("brief-1.eml", "brief-2.eml"), NOTHING_STAYS),
    ],
)
def test_a_split_that_cannot_be_is_refused(session, new_case, office, items, why):
    key = new_case()
    office.add_to_case(session, key)
    with pytest.raises(StepRefused, match=why):
        split(session, key, *items)
    assert len(known_cases(session)) == 1


def test_what_was_split_can_be_merged_again(session, new_case, office):
    key = new_case()
    office.add_to_case(session, key)
    before = known_case(session, key)
    merge(session, split(session, key, "brief-2.eml"), key)
    after = known_case(session, key)
    assert (after.items, after.persons) == (before.items, before.persons)
