"""The tables fit together: every code in them is that of an office, every town has one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import make_mail, make_person, make_reading
from commissions import write_commission

from classifiers.authority import find_authority
from classifiers.authority_names import find_offices
from classifiers.directory import OfficeKind, directory, own_numbers, plain, plain_forms, read_directory, use_profile
from classifiers.file_numbers import find_file_numbers
from classifiers.letter_traits import addresses_office
from classifiers.places import Region, find_places
from parsers.errors import BadSettings


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


@pytest.fixture
def quelland(tmp_path: Path) -> Iterator[Path]:
    """The program works for an invented Land."""
    folder = write_commission(tmp_path / "profile")
    use_profile(folder, "QHK/{number}/{year}")
    yield folder
    use_profile(None)


def authority_in(body: str) -> str | None:
    reading = make_reading(make_mail(f"Sehr geehrte Damen und Herren,\n\n{body}\n\nMit freundlichen Grüßen\nA. Berg"))
    finding = find_authority(reading, (make_person("Ana Berg"),), directory())
    return finding.value if finding else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Zuständig ist die Ausländerbehörde der Stadt Quellhausen.", "Q01"),
        ("Zuständig ist die Ausländerbehörde des Torfmoorkreises.", "Q02"),
        ("Ich wohne in der Hauptstraße 3, 99911 Moorkirchen.", "Q02"),
        ("Zuständig ist die Ausländerbehörde der Stadt Herne.", None),
        ("Zuständig ist die Ausländerbehörde des Märkischen Kreises.", None),
    ],
)
@pytest.mark.usefixtures("quelland")
def test_an_invented_land_has_its_own_authorities(text: str, code: str | None) -> None:
    assert authority_in(text) == code


@pytest.mark.usefixtures("quelland")
def test_an_invented_land_has_its_own_places_and_knows_the_others_as_elsewhere() -> None:
    found = find_places("Sie zog von der Bahnhofstr. 3, 44623 Herne in den Weg 2, 99912 Birkenfehn.")
    assert [place.region for place in found] == [Region.ELSEWHERE, Region.NRW]
    assert found[1].authority == "Q02"
    assert addresses_office("kommission des landes quelland\nbrunnenplatz 4")
    assert not addresses_office("kommission fur tierschutz, nrw")


@pytest.mark.usefixtures("quelland")
def test_an_invented_commission_finds_its_own_aktenzeichen() -> None:
    assert own_numbers() == "QHK/{number}/{year}"
    reading = make_reading(make_mail("Zu QHK/7/2026 und QHK 12-2026; Ihr Zeichen: HFK-2026-0003"))
    assert find_file_numbers(reading)[:2] == ("QHK/7/2026", "QHK/12/2026")


def test_what_was_remembered_of_one_land_is_forgotten_with_it(tmp_path: Path) -> None:
    text = "Zuständig ist die Ausländerbehörde der Stadt Herne. 44623 Herne"
    before = find_offices(text), find_places(text)
    use_profile(write_commission(tmp_path / "profile"))
    assert (find_offices(text), find_places(text)) != before
    use_profile(tmp_path / "letters alone")
    assert (find_offices(text), find_places(text)) == before


@pytest.mark.parametrize(
    ("instead", "named"),
    [
        ({"towns__csv": "town,kreis,authority,zab,also\nMoorkirchen,Q02,Q99,ZAB-Q,\n"}, "Q99"),
        ({"postal_codes__csv": "authority,postal_codes\nQ98,99901\n"}, "Q98"),
        ({"authorities__csv": "code,label\nQ01,Stadt Quellhausen\n"}, "kind"),
        ({"land__toml": 'name = "Quelland"'}, "sure_postal_areas"),
        ({"land__toml": "name = "}, "land.toml"),
        ({"districts__csv": "town,districts\nMoorheim,Altquell\n"}, "towns.csv"),
    ],
)
def test_a_mistake_in_a_table_is_named_and_the_old_ones_stay(
    tmp_path: Path, instead: dict[str, str], named: str
) -> None:
    folder = write_commission(tmp_path / "profile", **instead)
    with pytest.raises(BadSettings, match=named):
        use_profile(folder)
    assert "05916000" in directory().offices


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    folder = write_commission(tmp_path / "profile")
    (folder / "directory" / "districts.csv").unlink()
    with pytest.raises(BadSettings, match=r"districts\.csv cannot be read"):
        read_directory(folder / "directory")
