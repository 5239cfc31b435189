import uuid
from datetime import UTC, datetime

import pytest

from storage.case_steps import row_of_case, standing
from storage.errors import UnknownRow
from storage.forwarding import former_keys, forwarded, id_of_case, surviving_case
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


def test_an_id_and_an_aktenzeichen_lead_to_the_case_that_goes_on(session, office):
    first, second = (
        office.open_case(session, d, m) for d, m in ((d, m) for m, d in (office.read(session) for _ in "ab"))
    )
    ids = {key: row_of_case(session, key).id for key in (first, second)}
    assert id_of_case(session, str(ids[first])) == id_of_case(session, first) == ids[first]
    merge(session, first, second)
    assert {id_of_case(session, name) for name in (str(ids[first]), first, second)} == {ids[second]}
    for name in (str(uuid.uuid4()), "HFK-1999-0001"):
        with pytest.raises(UnknownRow):
            id_of_case(session, name)
