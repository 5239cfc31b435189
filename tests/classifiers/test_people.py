from __future__ import annotations

from datetime import date

import pytest

from classifiers.mentions import Mention, Source
from classifiers.name_forms import NameForm
from classifiers.people import family_name, individuals


def named(name: str, born: date | None = None, title: str = "") -> Mention:
    return Mention(NameForm(name), None, Source.LETTER, title=title, birth_date=born)


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (("Mohammed Osei", "Mohamed Osei"), 1),
        (("Ada Osei", "OSEI Ada"), 1),
        (("Ada Osei", "Osei"), 1),
        (("Ada Osei", "Ama Osei"), 2),
    ],
    ids=["two spellings", "two orders", "a part of it", "two given names"],
)
def test_mentions_of_one_human_being_come_together(names: tuple[str, ...], people: int) -> None:
    assert len(individuals([named(name) for name in names])) == people


def test_two_birth_dates_part_two_people_of_one_name() -> None:
    assert len(individuals([named("Ada Osei", date(1990, 1, 2)), named("Ada Osei", date(2015, 3, 4))])) == 2


def test_a_family_bears_the_surname_that_most_bear() -> None:
    assert family_name(individuals([named("Ada Osei"), named("Kofi Osei"), named("Elif Kaya")])) == "Osei"


def test_the_letter_of_a_surname_is_that_of_the_initials_before() -> None:
    (person,) = individuals([named("A. K."), named("K.", title="frau"), named("K.", title="frau")])
    assert person.name == "A. K."
    assert len(individuals([named("A. K."), named("M.")])) == 2
