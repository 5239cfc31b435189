from __future__ import annotations

import pytest

from classifiers.name_forms import given_name_first, parse_name, surname, title_case, without_titles


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Frau KAYA, Elif", "Elif Kaya"),
        ("AL HAMAD Fatima", "Fatima Al Hamad"),
        ("Herrn Dr. Ada Osei", "Ada Osei"),
        ("Elif Kaya, geb. Öztürk", "Elif Kaya"),
        ("Elif Öztürk, verh. Kaya", "Elif Kaya"),
    ],
)
def test_a_name_in_the_order_of_speaking(written: str, name: str) -> None:
    assert parse_name(written).name == name


def test_birth_name_and_alias_are_kept_apart() -> None:
    form = parse_name("Elif Kaya, geb. Öztürk, alias Elif Demir")
    assert (form.birth_name, form.aliases) == ("Öztürk", ("Elif Demir",))


@pytest.mark.parametrize(("name", "family"), [("Yassine El Amrani", "El Amrani"), ("Ada Osei", "Osei")])
def test_a_surname_has_its_particles(name: str, family: str) -> None:
    assert surname(name) == family


def test_capitals_become_the_usual_case() -> None:
    assert title_case("YILDIRIM") == "Yildirim"
    assert given_name_first("OSEI, ADA") == "Ada Osei"
    assert without_titles("mj. Kofi Mensah") == "Kofi Mensah"
