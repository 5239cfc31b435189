from __future__ import annotations

from datetime import date

import pytest

from classifiers.forms import find_form_persons


@pytest.mark.parametrize(
    "text",
    [
        "Name: Osei\nVorname: Ada\nGeburtsdatum: 01.02.1990\nStaatsangehörigkeit: ghanaisch",
        "Name, Vorname: Osei, Ada\nGeburtsdatum: 01.02.1990\nStaatsangehörigkeit: ghanaisch",
        "Name\nAda Osei\nGeburtsdatum\n01.02.1990\nStaatsangehörigkeit\nghanaisch",
    ],
    ids=["two labels", "one label", "labels above their entries"],
)
def test_a_form_tells_a_person(text: str) -> None:
    person = find_form_persons(text)[0]
    assert (person.form.name, person.birth_date, person.nationality) == ("Ada Osei", date(1990, 2, 1), "GHA")


def test_specks_before_a_label_do_not_hide_it() -> None:
    (person,) = find_form_persons("Surname: OSEI\nGiven name: ADA\nie Date of birth: 01 FEB 1990")
    assert person.birth_date == date(1990, 2, 1)


def test_an_agent_is_no_person_concerned() -> None:
    (person,) = find_form_persons("Bevollmächtigter: Jochen Hillenkamp")
    assert person.is_representative
