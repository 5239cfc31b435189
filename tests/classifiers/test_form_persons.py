from __future__ import annotations

from datetime import date

import pytest

from classifiers.form_labels import Label
from classifiers.form_persons import Entry, Record, person_of


def record(**entries: str) -> Record:
    return Record({Label(name): Entry(Label(name), name, value, 0) for name, value in entries.items()})


@pytest.mark.parametrize(
    ("entries", "name"),
    [
        ({"surname": "OSEI", "given": "ADA"}, "Ada Osei"),
        ({"name": "Osei, Ada"}, "Ada Osei"),
        ({"name": "Ada Osei, geb. 01.02.1990"}, "Ada Osei"),
        ({"surname": "OSEI", "given": "XXX"}, "Osei"),
    ],
)
def test_the_name_of_a_person_from_the_entries(entries: dict[str, str], name: str) -> None:
    person = person_of(record(**entries))
    assert person is not None
    assert person.form.name == name


def test_birth_date_and_nationality_belong_to_the_person() -> None:
    person = person_of(record(name="Ada Osei", birth="01.02.1990", nationality="ghanaisch"))
    assert person is not None
    assert (person.birth_date, person.nationality) == (date(1990, 2, 1), "GHA")


def test_entries_without_a_name_are_nobody() -> None:
    assert person_of(record(birth="01.02.1990")) is None
