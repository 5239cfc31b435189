from __future__ import annotations

import pytest
from builders import make_decision, make_person

from classifiers.case_index import NewItem
from classifiers.initials import initials_sign
from classifiers.records import Kind

ADA = make_person("Ada Osei", "1991-05-04")


def new_item(text: str = "", kind: Kind = Kind.SUPPLEMENT, **fields: object) -> NewItem:
    return NewItem.of(make_decision(kind, "b.eml", 2, main_text=text, **fields))


@pytest.mark.parametrize(
    ("short", "same_writer", "weight"),
    [("A. O.", True, 0.7), ("A. O.", False, 0.45), ("Ada", False, 0.0), ("B. O.", True, 0.0)],
)
def test_initials(short: str, same_writer: bool, weight: float) -> None:
    known = make_person(short, name_is_incomplete=True)
    assert initials_sign(new_item(persons=(ADA,)), [known], same_writer=same_writer).weight == weight


@pytest.mark.parametrize(
    ("text", "same_writer", "weight"),
    [
        ("Meine Mandantin A. O.-K. ist umgezogen.", True, 0.7),
        ("Meine Mandantin A. O.-K. ist umgezogen.", False, 0.55),
        ("Meine Mandantin A.O.K. ist umgezogen.", False, 0.55),
        ("Meine Mandantin A. O. ist umgezogen.", False, 0.0),
        ("Meine Mandantin A. O.-K. M. ist umgezogen.", False, 0.0),
        ("a. o. k.", False, 0.0),
    ],
)
def test_somebody_is_called_by_the_same_letters(text: str, same_writer: bool, weight: float) -> None:
    known = make_person("A. O.-K.", name_is_incomplete=True)
    assert initials_sign(new_item(text), [known], same_writer=same_writer).weight == weight


def test_a_first_name_alone_is_no_letters() -> None:
    known = make_person("Ada", name_is_incomplete=True)
    assert initials_sign(new_item("Ada A. D. A."), [known], same_writer=False).weight == 0
