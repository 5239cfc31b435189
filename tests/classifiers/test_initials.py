from __future__ import annotations

import pytest
from builders import make_decision, make_person

from classifiers.case_index import NewItem
from classifiers.initials import initials_sign, unnamed_sign
from classifiers.records import Kind, Person

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


@pytest.mark.parametrize(
    ("known", "names_its_day", "weight"),
    [
        ([Person(None, nationality="GHA", name_is_incomplete=True)], True, 0.5),
        ([Person(None, nationality="GHA", name_is_incomplete=True)], False, 0.0),
        ([Person(None, nationality="TGO", name_is_incomplete=True)], True, 0.0),
        ([Person(None, name_is_incomplete=True)], True, 0.0),
        ([Person("Mensah", nationality="GHA", name_is_incomplete=True)], True, 0.0),
        ([Person(None, nationality="GHA"), Person("Kofi Mensah", nationality="GHA")], True, 0.0),
    ],
)
def test_somebody_without_a_name_gives_it_later(known: list[Person], names_its_day: bool, weight: float) -> None:
    new = new_item(persons=(make_person("Ada Osei", nationality="GHA"),))
    assert unnamed_sign(new, known, names_its_day=names_its_day).weight == weight
