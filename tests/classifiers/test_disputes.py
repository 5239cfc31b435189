from __future__ import annotations

import pytest
from builders import filed, make_decision, make_person

from classifiers.case_index import KnownPeople, NewItem
from classifiers.disputes import dispute_sign
from classifiers.records import Kind

ADA = make_person("Ada Osei", "1991-05-04")
FIRST = filed(
    make_decision(persons=(ADA,), main_text="Ich wohne in Lingen. Die Duldung hat der Landkreis Emsland."), "A"
)
SECOND = filed(make_decision(persons=(make_person("Kofi Osei"),)), "B")


def weight(text: str, *others: object, kind: Kind = Kind.AUTHORITY_REPLY) -> float:
    by_case = {"A": [FIRST]} | ({"B": list(others)} if others else {})
    new = NewItem.of(make_decision(kind, "b.pdf", 2, main_text=text))
    return dispute_sign(new, "A", [FIRST], [ADA], KnownPeople.of(by_case)).weight  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In der Verwaltungsrechtssache\nOsei ./. Landkreis Emsland", 0.5),
        ("des Verfahrens Osei gegen den Landkreis Emsland, wegen Duldung", 0.5),
        ("Osei ./. Stadt Borken", 0.0),
        ("Osei ./. Bundesrepublik Deutschland", 0.0),
        ("Brandt ./. Landkreis Emsland", 0.0),
        ("Yaw Osei ./. Landkreis Emsland", 0.0),
        ("Osei, Landkreis Emsland", 0.0),
    ],
)
def test_the_parties_of_a_suit(text: str, expected: float) -> None:
    assert weight(text) == expected


def test_only_a_court_tells_of_a_suit_and_only_of_the_one_family_of_that_name() -> None:
    assert weight("Osei ./. Landkreis Emsland", kind=Kind.SUPPLEMENT) == 0
    assert weight("Osei ./. Landkreis Emsland", SECOND) == 0
