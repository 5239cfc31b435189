from __future__ import annotations

import pytest

from classifiers.name_spans import find_names


def names(text: str) -> list[str]:
    return [span.text for span in find_names(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Für Herrn Ada Osei bitten wir.", ["Ada Osei"]),
        ("Familie Osei, 33378 Rheda-Wiedenbrück\nKofi Mensah, geb. 1.2.1990", ["Osei", "Kofi Mensah"]),
        ("Kofi Mensah\nGrevener Straße 240\n48159 Münster", ["Kofi Mensah"]),
        ("Es geht um Jalal al-Din Rahimzai.", ["Jalal al-Din Rahimzai"]),
        ("unser Gemeindeglied Bahram Ali Osei wohnt hier", ["Bahram Ali Osei"]),
        ("Ich heiße T.N. und bitte um Hilfe.", ["T.N."]),
        ("S o l o n g o   O s e i", ["Solongo Osei"]),
    ],
    ids=["title", "town behind a postal code", "street", "article inside", "noun before", "initials", "spaced"],
)
def test_runs_of_words_that_are_names(text: str, found: list[str]) -> None:
    assert names(text)[-len(found) :] == found


@pytest.mark.parametrize("text", ["MkG", "Die Bäckerei Osei GmbH", "Am Teichweg 4", "12345 Hagen"])
def test_abbreviations_firms_and_places_are_no_names(text: str) -> None:
    assert names(text) == []


def test_a_misread_title_is_one() -> None:
    assert [span.title for span in find_names("Farnilie Osei")] == ["familie"]


@pytest.mark.parametrize(
    "line", ["Espelkamp, 11. Juni 2026", "Ada Osei          Herscheid den 9 April", "Herne, 3.3.2026"]
)
def test_the_town_of_a_date_is_no_name(line: str) -> None:
    names = {span.text for span in find_names(f"{line}\n\nGalina Tschernych\n")}
    assert "Galina Tschernych" in names
    assert not names & {"Espelkamp", "Herscheid", "Herne"}
