from __future__ import annotations

from datetime import date

import pytest

from classifiers.mentions import Mention, Source
from classifiers.name_forms import NameForm
from classifiers.side_by_side import apart


def named(name: str, born: date | None = None) -> Mention:
    return Mention(NameForm(name), None, Source.MANDATE, birth_date=born)


ADA, KOFI = named("Ada Osei", date(1990, 1, 2)), named("Kofi Mensah", date(1988, 3, 4))


@pytest.mark.parametrize("joined", ["Ada Osei Kofi Mensah", "Ada Osei Kofi Mensab"])
def test_two_signatures_on_one_line_are_two_people(joined: str) -> None:
    assert [m.name for m in apart([ADA, KOFI, named(joined)])][2:] == [joined[:8], joined[9:]]


@pytest.mark.parametrize(
    ("others", "name"),
    [
        ([ADA], "Ada Osei Kofi Mensah"),
        ([ADA, named("Kofi Mensah")], "Ada Osei Kofi Mensah"),
        ([ADA, named("Kofi Mensah", ADA.birth_date)], "Ada Osei Kofi Mensah"),
        ([ADA, KOFI], "Ada Osei Kofi"),
    ],
    ids=["one is unknown", "one has no birth date", "both have the same birth date", "three words only"],
)
def test_a_name_stays_whole_unless_both_halves_are_known_apart(others: list[Mention], name: str) -> None:
    assert apart([*others, named(name)])[-1].name == name
