from __future__ import annotations

from builders import make_scan

from classifiers.letterheads import letterhead_of
from classifiers.passages import passages_of_message


def lines(text: str) -> list[str]:
    return [line for line, _ in letterhead_of(passages_of_message(make_scan(text)))]


def test_the_lines_above_the_addressee_are_the_letterhead() -> None:
    text = "Kanzlei Kessler\nMarkt 1, 59555 Lippstadt\n\nAn die Härtefallkommission\n\nSehr geehrte Damen und Herren,\n"
    assert lines(text) == ["Kanzlei Kessler", "Markt 1, 59555 Lippstadt"]


def test_a_date_far_right_makes_no_line_too_long() -> None:
    text = (
        f"Flüchtlingsrat Beispielland e. V.{' ' * 30}Soest, den 11. Juni 2026\n\nWir bitten um Hilfe für Frau Osei.\n"
    )
    assert lines(text)[0].startswith("Flüchtlingsrat Beispielland e. V.")


def test_the_header_line_of_a_fax_is_no_letterhead() -> None:
    text = (
        "02-06-26  08:44    Jugenddienst Beispielstadt     02351 5551          Blatt 1\n\nAda Osei\nWeg 3\n"
        "58511 Lüdenscheid\n\nHärtefallkommission NRW\n\nich stelle einen Antrag.\n"
    )
    assert lines(text) == ["Ada Osei", "Weg 3", "58511 Lüdenscheid"]
