from __future__ import annotations

import pytest
from builders import filed, make_decision, make_person

from classifiers.case_index import KnownPeople, NewItem
from classifiers.records import Kind
from classifiers.single_names import single_name_sign

GULBUDDIN = make_person("Gulbuddin", "2006-01-01")


@pytest.mark.parametrize(
    ("fields", "weight"),
    [
        ({"main_text": "Hier mein Zeugnis.\nGulbuddin", "signers": ("Gulbuddin",)}, 0.65),
        ({"main_text": "Gulbuddin isst oft bei uns."}, 0.6),
        ({"main_text": "Gulbuddin, Herten", "persons": (make_person("Gulbuddin Herten"),)}, 0.6),
        ({"main_text": "Gulbuddin Karimi isst oft bei uns.", "persons": (make_person("Gulbuddin Karimi"),)}, 0.0),
        ({"main_text": "Gulbuddin K. isst oft bei uns."}, 0.0),
        ({"main_text": "Er isst oft bei uns."}, 0.0),
    ],
)
def test_the_one_name_of_a_person(fields: dict[str, object], weight: float) -> None:
    known = KnownPeople.of({"A": [filed(make_decision(persons=(GULBUDDIN,)), "A")]})
    new = NewItem.of(make_decision(Kind.SUPPLEMENT, "b.eml", 2, **fields))
    assert single_name_sign(new, "A", [GULBUDDIN], known).weight == weight


@pytest.mark.parametrize("other", ["Gulbuddin Karimi", "Karim Gulbuddin", "Gulbuddin"])
def test_a_name_that_two_cases_have_tells_nothing(other: str) -> None:
    second = filed(make_decision(persons=(make_person(other),)), "B")
    known = KnownPeople.of({"A": [filed(make_decision(persons=(GULBUDDIN,)), "A")], "B": [second]})
    new = NewItem.of(make_decision(Kind.SUPPLEMENT, "b.eml", 2, main_text="Gulbuddin isst oft bei uns."))
    assert single_name_sign(new, "A", [GULBUDDIN], known).weight == 0


def test_a_first_name_of_which_the_rest_is_hidden_is_no_single_name() -> None:
    halima = make_person("Halima", name_is_incomplete=True)
    known = KnownPeople.of({"A": [filed(make_decision(persons=(halima,)), "A")]})
    new = NewItem.of(make_decision(Kind.SUPPLEMENT, "b.eml", 2, main_text="Halima war hier."))
    assert single_name_sign(new, "A", [halima], known).weight == 0
