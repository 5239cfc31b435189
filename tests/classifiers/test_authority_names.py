"""Offices that a text names, and how clearly."""

import pytest

from classifiers.authority_names import Naming, find_offices, office_in_town
from classifiers.directory import directory


@pytest.mark.parametrize(
    ("text", "code", "naming"),
    [
        ("Zuständig ist die Ausländerbehörde des Kreises Gütersloh.", "05754", Naming.LABELLED),
        ("Ausländerbehörde: Stadt Lippstadt", "05974028", Naming.LABELLED),
        ("Stadt Lippstadt\nAusländerbehörde", "05974028", Naming.OFFICE),
        ("Der Kreis Borken ist hier zuständig.", "05554", Naming.BODY),
        ("die Ausländerbehörde der Stadt Iserlohn", "05962024", Naming.OFFICE),
        ("der Kreis Mettmann - Ausländeramt -", "05158", Naming.OFFICE),
        ("Stadt Lünen · Der Bürgermeister · Ausländerbehörde, 44530 Lünen", "05978024", Naming.OFFICE),
        ("von der Ausländerbehörde in Siegburg", "05382", Naming.TOWN),
        ("Ausländeramt in Heinsberg (Kreis)", "05370", Naming.OFFICE),
        ("die Herner Ausländerbehörde", "05916000", Naming.TOWN),
        ("die Essener Ausländerbehörde", "05113000", Naming.TOWN),
        ("das Münsteraner Ausländeramt", "05515000", Naming.TOWN),
        ("die ZAB Köln", "ZAB-KOELN", Naming.ZAB),
        ("Stadt Essen (Zentrale Ausländerbehörde)", "ZAB-ESSEN", Naming.ZAB),
        ("Zentrale Ausländerbehörde des Kreises Unna", "ZAB-UNNA", Naming.ZAB),
        ("den Kreis Minden-Lübbecke", "05770", Naming.BODY),
        ("der Rhein - Sieg - Kreis", "05382", Naming.BODY),
        ("der Kreis Vlersen", "05166", Naming.BODY),
        ("der Oberbürgermeister der Stadt Hamm", "05915000", Naming.BODY),
        ("StädteRegion Aachen", "05334", Naming.BODY),
        ("kreis lippe", "05766", Naming.BODY),
    ],
)
def test_an_office_is_found_with_the_way_it_is_named(text: str, code: str, naming: Naming) -> None:
    found = [(mention.code, mention.naming) for mention in find_offices(text)]
    assert (code, naming) in found or (naming is Naming.BODY and (code, Naming.LABELLED) in found)


@pytest.mark.parametrize("text", ["das Amt für Wohnen", "in Borken wohnt er", "ein Kreis von Freunden", "Kreisliga A"])
def test_other_words_name_none(text: str) -> None:
    assert find_offices(text) == ()


def test_a_zab_without_a_town_has_no_code() -> None:
    assert [mention.code for mention in find_offices("Die Zentrale Ausländerbehörde hat gebucht.")] == [None]


def test_the_office_in_a_town_may_be_that_of_the_kreis() -> None:
    town = directory().towns["gutersloh"]
    assert office_in_town(town, "05754") == "05754"
    assert office_in_town(town, "05754008") == "05754008"
    assert office_in_town(town, None) == "05754008"
