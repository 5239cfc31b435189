from __future__ import annotations

import pytest

from classifiers.letter_lines import is_fax_header, is_law_firm, may_frame, organisation_in


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ankerplatz Volmetal e. V.", "Ankerplatz Volmetal e. V."),
        ("F1üchtlingsrat Emscher e. V.", "Flüchtlingsrat Emscher e. V."),
        ("KATHOLISCHE KIRCHENGEMEINDE ST. ANTONIUS", "KATHOLISCHE KIRCHENGEMEINDE ST. ANTONIUS"),
        ("Katholische Hochschulgemeinde Volmetal", "Katholische Hochschulgemeinde Volmetal"),
        ("Rivers of Joy Church Volmetal", "Rivers of Joy Church Volmetal"),
        ("Rechtsanwälte Kessler & Partner", None),
        ("Mit Kolpinggruß", None),
        ("Ada Osei", None),
    ],
)
def test_the_organisation_of_a_line(line: str, name: str | None) -> None:
    assert organisation_in(line) == name


def test_law_firms_are_told_apart() -> None:
    assert is_law_firm("Kanzlei Kessler")
    assert not is_law_firm("Verein der Freunde")


@pytest.mark.parametrize(
    ("line", "header"),
    [
        ("05-MRZ-2026 16:45 RA KESSLER AN: HFK SEITE 1/4", True),
        ("May 19 2026 05 SOPM KESSLER RECHTSAN Fax 02351 5550247 p2", True),
        ("Hagen, 19.05.2026", False),
    ],
)
def test_what_a_fax_machine_prints(line: str, header: bool) -> None:
    assert is_fax_header(line) is header


def test_addresses_do_not_frame() -> None:
    assert not may_frame("Teichweg 4")
    assert may_frame("Ada Osei, Pfarrerin")


def test_a_volunteer_tells_where_he_helps_and_writes_for_himself() -> None:
    assert organisation_in("ehrenamtliche Betreuerin im Arbeitskreis Asyl Beispielstadt") is None
    assert organisation_in("Arbeitskreis Asyl Beispielstadt") == "Arbeitskreis Asyl Beispielstadt"


def test_of_two_names_on_a_line_the_first_one_is_taken() -> None:
    assert organisation_in("DIAKONIE Beispielkreis     Flüchtlingsberatung") == "DIAKONIE Beispielkreis"
