"""The tables fit together: every code in them is that of an office, every town has one."""

import pytest

from classifiers.directory import OfficeKind, directory, plain, plain_forms


def test_every_code_is_that_of_an_office() -> None:
    tables = directory()
    codes = set(tables.offices)
    assert {town.authority for town in tables.towns.values()} <= codes
    assert {town.zab for town in tables.towns.values()} <= codes
    assert {code for offices in tables.areas.values() for code in offices} <= codes


def test_there_are_396_towns_and_84_offices() -> None:
    tables = directory()
    assert len({town.name + town.kreis for town in tables.towns.values()}) == 396
    kinds = [office.kind for office in tables.offices.values()]
    assert (kinds.count(OfficeKind.CITY), kinds.count(OfficeKind.KREIS), kinds.count(OfficeKind.ZAB)) == (48, 31, 5)


@pytest.mark.parametrize(
    ("town", "code"),
    [
        ("duren", "05358"),
        ("aachen", "05334"),
        ("siegen", "05970"),
        ("ratingen", "05158"),
        ("neuss", "05162024"),
        ("paderborn", "05774"),
        ("lunen", "05978024"),
        ("luenen", "05978024"),
    ],
)
def test_a_city_has_its_own_office_or_that_of_the_kreis(town: str, code: str) -> None:
    assert directory().towns[town].authority == code


def test_a_postal_code_of_a_city_with_its_own_office_is_not_that_of_the_kreis() -> None:
    tables = directory()
    assert tables.areas["47441"] == ("05170024",)
    assert tables.areas["47475"] == ("05170",)
    assert len(tables.areas["48651"]) == 2


def test_districts_that_two_towns_share_say_nothing() -> None:
    assert "marxloh" in directory().districts
    assert "holthausen" not in directory().districts


def test_names_are_found_with_lost_and_with_spelt_umlauts() -> None:
    assert plain("Möhne-See (Süd)") == "mohne see sud"
    assert plain_forms("Lünen") == {"lunen", "luenen"}


def test_the_seats_of_a_town_are_its_offices() -> None:
    tables = directory()
    assert {office.code for office in tables.seats_of(tables.towns["unna"])} == {"05978", "ZAB-UNNA"}
