from __future__ import annotations

import pytest
from builders import filed, make_decision, make_lawyer, make_person

from classifiers.case_index import KnownPeople, NewItem
from classifiers.name_signs import (
    family_sign,
    names_somebody_else,
    only_surname_sign,
    person_sign,
    tells_another,
)
from classifiers.records import Kind, Representative, Role

ADA = make_person("Ada Osei", "1991-05-04")
KOFI = make_person("Kofi Mensah", "1988-02-01")
KNOWN = KnownPeople.of({"A": [filed(make_decision(persons=(ADA, KOFI)), "A")]})


def new_item(text: str = "", kind: Kind = Kind.SUPPLEMENT, **fields: object) -> NewItem:
    return NewItem.of(make_decision(kind, "b.eml", 2, main_text=text, **fields))


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Unterlagen für Ada Osei", 0.78),
        ("Osei, Ada", 0.78),
        ("Ada Brandt schreibt für Frau Osei", 0.6),
        ("Osei, geb. 4.5.91", 0.93),
        ("Familie Osei", 0.46),
        ("Frau Ada Oseii hat noch etwas", 0.0),  # too short a name to bend
        ("nichts", 0.0),
    ],
)
def test_a_name_in_the_text(text: str, weight: float) -> None:
    assert person_sign(new_item(text), [ADA]).weight == weight


def test_a_name_in_another_spelling_beside_the_first_name() -> None:
    otar = make_person("Otar Mchedlishvili", "1991-10-02")
    assert person_sign(new_item("Nachtrag zu Otar Mchedlischwili"), [otar]).weight == 0.5
    assert person_sign(new_item("Nachtrag zu Otar Beridze"), [otar]).weight == 0


def test_a_long_name_is_not_that_of_a_namesake() -> None:
    hang = make_person("Thi Thu Hang Nguyen", "1996-12-17")
    assert person_sign(new_item("Antrag Thi Thanh Huong Nguyen"), [hang]).weight == 0.6
    assert person_sign(new_item("Antrag Thi Thu Hang Nguyen"), [hang]).weight == 0.78


def test_who_signs_is_one_of_the_case_and_initials_are_not() -> None:
    assert person_sign(new_item(signers=("Ada Osei",)), [ADA]).weight == 0.8
    assert person_sign(new_item(signers=("A. Osei",)), [ADA]).weight == 0


def test_letters_alone_agree_with_little() -> None:
    short = make_person("K. A. O.", name_is_incomplete=True)
    assert person_sign(new_item(persons=(short,)), [make_person("O. Krasniqi")]).weight <= 0.3


def test_who_is_somebody_else() -> None:
    surname = make_person("Osei", name_is_incomplete=True)
    child = make_person("Esi", name_is_incomplete=True)
    other = make_person("Lu Chen", "1980-01-01")
    assert not names_somebody_else(new_item(persons=(surname,)), [ADA])
    assert names_somebody_else(new_item(persons=(child,)), [ADA])
    assert not names_somebody_else(new_item(persons=(child,)), [ADA], own_address=True)
    assert names_somebody_else(new_item(persons=(other,)), [ADA], own_address=True)


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("Osei, Ada", False),
        ("Familie Osei", False),
        ("Osei, 12.12.1979", True),
        ("Osei, 04.05.1991", False),
        ("Sache Yaw Osei", True),
    ],
)
def test_somebody_else_of_that_name(text: str, is_another: bool) -> None:
    assert tells_another(text, "osei", [ADA]) is is_another


@pytest.mark.parametrize(
    ("kind", "fields", "by_known", "weight"),
    [
        (Kind.ENQUIRY, {}, False, 0.72),
        (Kind.AUTHORITY_REPLY, {}, True, 0.72),
        (Kind.AUTHORITY_REPLY, {}, False, 0.3),
        (Kind.WITHDRAWAL, {"representative": make_lawyer()}, False, 0.3),
        (Kind.WITHDRAWAL, {"representative": Representative("Uwe Hansmann", Role.PRIVATE)}, False, 0.72),
        (Kind.SUPPLEMENT, {}, True, 0.0),
    ],
)
def test_the_only_family_of_that_name(kind: Kind, fields: dict[str, object], by_known: bool, weight: float) -> None:
    new = new_item("Betrifft: Familie Osei", kind, **fields)
    assert only_surname_sign(new, "A", [ADA], KNOWN, by_known_writer=by_known).weight == weight


def test_first_names_that_only_one_family_has_together() -> None:
    both = new_item("antrag lulzim und anisa", Kind.WITHDRAWAL)
    couple = [make_person("Lulzim Kola"), make_person("Anisa Gjoni")]
    known = KnownPeople.of({"A": [filed(make_decision(persons=tuple(couple)), "A")]})
    assert family_sign(both, "A", couple, known).weight == 0.72
    assert family_sign(new_item("antrag lulzim", Kind.WITHDRAWAL), "A", couple, known).weight == 0


@pytest.mark.parametrize(
    ("name", "known", "born", "weight"),
    [
        ("Lobsang Tenqa Gyaltsen Dorjeeling", "Lobsang Tenpa Gyaltsen Dorje", "1990-11-27", 0.9),
        ("Lobsang Tenqa Gyaltsen Dorjeeling", "Lobsang Tenpa Gyaltsen Dorje", "1990-01-01", 0.5),
        ("Farhad Moradi", "فرهاد مرادی", "1990-11-27", 0.9),
        ("فرهاد مرادی", "Farhad Moradi", "1990-11-27", 0.9),
        ("Lu Chen", "فرهاد مرادی", "1990-11-27", 0.0),
        ("Nino Beridze", "Toehter Nino", "2015-02-17", 0.55),
        ("Nino Beridze", "Lu Chen", "2015-02-17", 0.0),
    ],
)
def test_names_that_are_bent_or_cut_of_people_born_on_one_day(name: str, known: str, born: str, weight: float) -> None:
    new = new_item(persons=(make_person(name, born),))
    assert person_sign(new, [make_person(known, born)]).weight == weight


def test_another_birth_date_parts_two_names_that_are_nearly_alike() -> None:
    new = new_item(persons=(make_person("Lobsang Tenqa Gyaltsen Dorjeeling", "1990-11-27"),))
    assert person_sign(new, [make_person("Lobsang Tenpa Gyaltsen Dorje", "1991-12-13")]).weight == 0


def test_the_surname_alone_may_be_that_of_the_full_name_that_comes_later() -> None:
    surname = make_person("Osei", name_is_incomplete=True)
    assert not names_somebody_else(new_item(persons=(ADA,)), [surname])
    assert names_somebody_else(new_item(persons=(KOFI,)), [surname])
