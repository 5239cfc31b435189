from dataclasses import replace
from datetime import UTC, datetime, timedelta

from classifiers.records import Contact, Representative, Role, Ruling
from storage.case_steps import row_of_case, standing
from storage.merging import merge_cases
from storage.rulings import keep_ruling, rulings_by_case, rulings_of

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
PROVEN = Ruling(AT, Representative("Ina Kessler", Role.LAWYER), Contact("Ina Kessler", ("Weg 1",)))
ENDED = Ruling(AT + timedelta(days=1), None)


def test_rulings_come_back_as_they_were_said_oldest_first(session, office):
    key, other = (office.open_case(session, d, m) for m, d in (office.read(session) for _ in range(2)))
    for ruling in (PROVEN, ENDED):
        keep_ruling(session, row_of_case(session, key), ruling, "Kim Beispiel", "Vollmacht gezeigt")
    session.expire_all()
    assert rulings_of(session, key) == (PROVEN, ENDED)
    assert rulings_by_case(session) == {key: (PROVEN, ENDED)}
    assert rulings_of(session, other) == ()


def test_rulings_of_a_merged_case_count_for_the_one_that_goes_on(session, office):
    key, other = (office.open_case(session, d, m) for m, d in (office.read(session) for _ in range(2)))
    keep_ruling(session, row_of_case(session, key), replace(PROVEN, at=AT + timedelta(days=2)), "Kim", "x")
    keep_ruling(session, row_of_case(session, other), ENDED, "Kim", "x")
    versions = (standing(session, key).version, standing(session, other).version)
    merge_cases(session, key, other, "Kim Beispiel", "dieselbe Familie", AT, versions)
    assert rulings_of(session, other) == (ENDED, replace(PROVEN, at=AT + timedelta(days=2)))
    assert rulings_of(session, key) == ()
