from __future__ import annotations

from datetime import date

import pytest

from classifiers.mentions import Mention, Source, mentions_in
from classifiers.name_contexts import Sign
from classifiers.passages import Part, Passage


def mentions(text: str, source: Source = Source.LETTER) -> dict[str, Mention]:
    found = mentions_in(Passage(0, 1, 0, text, Part.TEXT), source, date(2026, 3, 1))
    return {mention.name: mention for mention in found}


@pytest.mark.parametrize(
    "text",
    ["Ada Osei, geb. 01.02.1990", "Ada Osei (* 1. Februar 1990)", "Ada Osei 01.02.1990 Accra"],
)
def test_a_birth_date_stands_beside_the_name(text: str) -> None:
    assert mentions(text)["Ada Osei"].birth_date == date(1990, 2, 1)


@pytest.mark.parametrize(
    "text", ["Ada Osei arbeitet seit dem 01.02.1990 hier", "die Explosion im Hafen von Beirut am 4. August 2020"]
)
def test_another_date_is_no_birth_date(text: str) -> None:
    assert all(mention.birth_date is None for mention in mentions(text).values())


def test_rows_with_birth_dates_are_one_list() -> None:
    rows = "- der Vater Ada Osei, geb. 3.8.1981,\n- die Mutter Ama Osei, geb. 17.2.1985,\n- Kofi Osei, geb. 6.6.2015\n"
    assert all(Sign.LISTED in mention.signs for mention in mentions(rows).values())


def test_small_children_in_a_row_are_born_too() -> None:
    found = mentions("Kinder Deniz Kaya 17.01.2021 und Aras Kaya 06.11.2023")
    assert found["Aras Kaya"].birth_date == date(2023, 11, 6)


def test_behind_the_principal_stands_the_agent() -> None:
    found = mentions(
        "Hiermit bevollmächtige ich, Ada Osei, geb. 17.02.1985, Herrn Jochen Hillenkamp, Lehrer, mich zu vertreten.",
        Source.MANDATE,
    )
    assert Sign.PRINCIPAL in found["Ada Osei"].signs
    assert found["Jochen Hillenkamp"].signs & {Sign.PRINCIPAL, Sign.AGENT} == {Sign.AGENT}


def test_a_name_that_a_line_break_parts_is_whole() -> None:
    told = mentions("für Arnela Meh-\nmeti, geb. 3. Sep-\ntember 2014, und Sara Kaya-\nDemir")
    assert told["Arnela Mehmeti"].birth_date == date(2014, 9, 3)
    assert "Sara Kaya-Demir" in told


def test_a_firm_is_nobody() -> None:
    assert "Gärtnerei Op" not in mentions("Er fährt für die Gärtnerei Op gen Oorth und die Bäckerei Kaya.")
