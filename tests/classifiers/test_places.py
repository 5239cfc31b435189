"""Places in texts, also misread ones, and names that are none."""

import pytest

from classifiers.places import Region, find_places


def seen(text: str) -> list[tuple[str, str, str | None]]:
    return [(text[p.start : p.end], p.region, p.authority) for p in find_places(text) if not p.is_institution]


@pytest.mark.parametrize(
    ("text", "quote", "authority"),
    [
        ("47574 Goch", "47574 Goch", "05154"),
        ("D-44135 Dortmund", "D-44135 Dortmund", "05913000"),
        ("PLZ, Ort: 58840 Plettenberg", "58840 Plettenberg", "05962"),
        ("S8840 Plettenbcrg", "S8840 Plettenbcrg", "05962"),
        ("45527 Hattlngen", "45527 Hattlngen", "05954"),
        ("48091 Hagen", "48091 Hagen", "05914000"),
        ("53819 Neunkirchen", "53819 Neunkirchen", "05382"),
        ("53819 Neunkirchen-Seelscheid", "53819 Neunkirchen-Seelscheid", "05382"),
        ("57290 Neunkirchen", "57290 Neunkirchen", "05970"),
        ("33790 Halle (Westf.)", "33790", "05754"),
        ("Lindenweg 4, 46537", "46537", "05170008"),
        ("53757 St. Augustin", "53757 St. Augustin", "05382"),
        ("in St. Augustin", "St. Augustin", "05382"),
        ("in Köln-Kalk", "Köln-Kalk", "05315000"),
        ("in Duisburg/Marxloh", "Duisburg/Marxloh", "05112000"),
        ("in Marxloh", "Marxloh", "05112000"),
        ("in Essen", "Essen", "05113000"),
        ("Essen, den 3. März 2026", "Essen", "05113000"),
        ("in Kamen", "Kamen", "05978"),
        ("aus Hagen", "Hagen", "05914000"),
        ("Stadt Lunen", "Lunen", "05978024"),
        ("nach Muenster", "Muenster", "05515000"),
        ("Mülheim an der Ruhr", "Mülheim an der Ruhr", "05117000"),
        ("ich wohne in gelsenkirchen bei freunden", "gelsenkirchen", "05513000"),
        ("Er wohnt in Recklinghaussen.", "Recklinghaussen", "05562032"),
        ("Horn-Bad Meinberg", "Horn-Bad Meinberg", "05766"),
        ("Bad Oeynhausen", "Bad Oeynhausen", "05770"),
        ("Schloß Holte-Stukenbrock", "Schloß Holte-Stukenbrock", "05754"),
    ],
)
def test_a_place_in_the_land_is_found_with_its_office(text: str, quote: str, authority: str) -> None:
    assert (quote, Region.NRW, authority) in seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lindenweg 4, 49074 Osnabrück",
        "20144 Hamburg",
        "aus Hannover",
        "in Bremen-Vegesack",
        "66538 Neunkirchen",
        "06108 Halle (Saale)",
        "Hauptstraße 3, 31134 Hildesheim",
        "Hauptstraße 3, 96450 Kleinort",
        "in Frankfurt am Main",
    ],
)
def test_a_place_elsewhere_is_told_apart(text: str) -> None:
    assert seen(text)
    assert all(region is Region.ELSEWHERE and authority is None for _, region, authority in seen(text))


@pytest.mark.parametrize(
    "text",
    [
        "wir kamen 2015 nach Deutschland",
        "Kamen Sie mit dem Bus?",
        "das Essen schmeckt ihm",
        "Die Lage ist schlimm.",
        "Das Wetter war gut.",
        "Frau Hagen und Herr Wesel",
        "12345 Euro",
        "Aktenzeichen 45127/26",
        "Telefon 0211 55500",
        "bitte wenden Sie sich an mich",
        "Er isst gern linden Käse in der Mark.",
    ],
)
def test_words_and_numbers_are_no_places(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "OVG Münster",
        "Verwaltungsgericht Minden",
        "Flughafen Düsseldorf",
        "Universität Bielefeld",
        "JVA Werl",
        "Flug ab Köln",
        "VG Arnsberg",
        "Bezirksregierung Detmold",
        "Kölner Straße",
    ],
)
def test_names_of_institutions_are_nobodys_home(text: str) -> None:
    assert seen(text) == []


def test_a_code_with_a_misread_figure_and_town_stays_in_the_land_without_an_office() -> None:
    assert seen("Lindenweg 4, 45001 Xyzdorf") == [("45001", Region.NRW, None)]


def test_a_code_on_a_border_of_two_kreise_gives_no_office_by_itself() -> None:
    assert seen("Lindenweg 4, 48651")[0][2] is None
