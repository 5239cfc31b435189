from datetime import UTC, datetime

from storage.case_steps import standing
from storage.forwarding import former_keys, forwarded, surviving_case
from storage.merging import merge_cases

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


def merge(session, case, into):
    versions = (standing(session, case).version, standing(session, into).version)
    merge_cases(session, case, into, "Kim Beispiel", "dieselbe Familie", AT, versions)


def test_an_old_aktenzeichen_leads_to_the_last_case_however_often_it_was_merged(session, office):
    first, second, third = (
        office.open_case(session, decision, message_id)
        for message_id, decision in (office.read(session) for _ in range(3))
    )
    assert forwarded(session) == {}
    merge(session, first, second)
    merge(session, second, third)
    assert forwarded(session) == {first: third, second: third}
    assert [surviving_case(session, key) for key in (first, second, third)] == [third] * 3
    assert former_keys(session) == {third: (first, second)}


def test_an_aktenzeichen_that_nobody_bears_leads_nowhere_else(session):
    assert surviving_case(session, "HFK-1999-0001") == "HFK-1999-0001"
