from __future__ import annotations

import pytest
from builders import make_mail, make_reading, make_scan

from classifiers.directory import use_profile
from classifiers.file_numbers import find_file_numbers
from parsers.records import Mark, Page


def numbers(text: str, subject: str = "") -> tuple[str, ...]:
    return find_file_numbers(make_reading(make_mail(text, subject=subject)))


@pytest.mark.parametrize("text", ["HFK-2026-0012", "HFK 2026/12", "Az. HFK-2026-12", "hfk-2026-0012"])
def test_our_own_number_is_read_in_every_spelling(text: str) -> None:
    assert "HFK-2026-0012" in numbers(f"Zu {text} reiche ich nach:")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Mein Zeichen: 233/25 R\n", "233/25-R"),
        ("Unser Az.: 33-OS-12/26\n", "33-OS-12/26"),
        ("Geschäftszeichen 12 K 345/24.A\n", "12-K-345/24-A"),
    ],
)
def test_numbers_of_others_are_read_after_their_label(text: str, number: str) -> None:
    assert number in numbers(text)


@pytest.mark.parametrize(
    "text", ["Telefon 0234 555 120", "geboren am 12.03.1990", "40219 Düsseldorf", "in der Akte steht nichts"]
)
def test_other_numbers_are_none(text: str) -> None:
    assert numbers(text) == ()


def test_the_subject_counts() -> None:
    assert numbers("Guten Tag", "AW: HFK-2026-0007") == ("HFK-2026-0007",)


def test_a_bar_code_of_ours_counts() -> None:
    page = Page(1, "Anbei die Vollmacht", marks=(Mark(0, None, 0.0, "HFK-2026-0007"), Mark(0, None, 0.0, "PATCH-NWNW")))

    assert find_file_numbers(make_reading(make_scan(page))) == ("HFK-2026-0007",)


@pytest.mark.parametrize(
    "own",
    [
        "HFK-{year}-{number:04d}",
        "{number}/{year} HFK",
        "{year}{number:06d}",
        "SL/{number:03d}/{year}",
        "Härtefall {year} - {number}",
        "{year}.{number}/{year}",
    ],
)
def test_our_own_number_is_found_however_the_office_writes_it(own: str) -> None:
    use_profile(None, own)
    try:
        for number in (7, 12345):
            given = own.format(year=2026, number=number)
            assert given in numbers(f"Zu {given} reiche ich nach:")
            assert given in numbers("Anbei.", subject=f"Az: {given}")
    finally:
        use_profile(None)
