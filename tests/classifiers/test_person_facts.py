from __future__ import annotations

from datetime import date

import pytest
from builders import make_mail, make_reading

from classifiers.person_facts import age_on
from classifiers.persons import find_persons


@pytest.mark.parametrize(("day", "age"), [("2026-02-01", 17), ("2026-02-02", 18), ("2026-12-31", 18)])
def test_years_of_life_are_completed_on_the_birthday(day: str, age: int) -> None:
    assert age_on(date(2008, 2, 2), date.fromisoformat(day)) == age


def nationalities(text: str) -> list[str | None]:
    return [p.nationality for p in find_persons(make_reading(make_mail(text)), date(2026, 3, 1))[0]]


def test_the_nationality_of_a_family_is_told_once() -> None:
    text = (
        "Es geht um Ada Osei, geb. 01.02.1990, und Kofi Osei, geb. 03.04.1988, ghanaische Staatsangehörige. "
        "Wir beantragen für beide einen Härtefall."
    )
    assert nationalities(text) == ["GHA", "GHA"]


def test_who_differs_is_told_apart() -> None:
    text = (
        "Es geht um Ada Osei, geb. 01.02.1990, ghanaische Staatsangehörige, und Luan Hoxha, geb. 03.04.1988, "
        "albanischer Staatsangehöriger. Wir beantragen für beide einen Härtefall."
    )
    assert nationalities(text) == ["GHA", "ALB"]
