"""Dates in all forms, with and without a year. Relative days: 4 March 2026, a Wednesday."""

from datetime import date

import pytest

from classifiers.dates import find_dates

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "3.2.1990",
        "03.02.1990",
        "03.02.90",
        "3. Februar 1990",
        "3.Feb 1990",
        "3. Feb. 1990",
        "1990-02-03",
        "03/02/1990",
        "03-02-1990",
        "03. 02. 1990",
        "O3.02.199O",
        "03,02.1990",
        "03 02 1990",
        "0302.1990",
        "03.021990",
        "3 February 1990",
        "3rd of February 1990",
        "February 3, 1990",
        "3 février 1990",
        "3. Februar '90",
        "3. Febmar 1990",
        "am dritten Februar 1990",
        "٠٣.٠٢.١٩٩٠",
    ],
)
def test_a_whole_date_is_read_in_every_form(text: str) -> None:
    (mention,) = find_dates(f"geboren am {text} in Lice", WEDNESDAY)
    assert mention.value == date(1990, 2, 3)
    assert not mention.is_relative


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("am 3. April", date(2026, 4, 3)),
        ("am 17.11.", date(2025, 11, 17)),
        ("am Dienstag, 17.11.", date(2026, 11, 17)),
        ("am Dienstag, den 17.11. um 8 Uhr", date(2026, 11, 17)),
        ("am 17.3., 6:30 Uhr", date(2026, 3, 17)),
        ("am 17.03. 10.30 Uhr", date(2026, 3, 17)),
        ("Fr, 06.03.", date(2026, 3, 6)),
        ("on 17 April", date(2026, 4, 17)),
        ("am 20.12.", date(2025, 12, 20)),
        ("am 20.3 kommen sie", date(2026, 3, 20)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_sensible_one(text: str, value: date) -> None:
    (mention,) = find_dates(text, WEDNESDAY)
    assert mention.value == value
    assert find_dates(text) == ()


def test_at_the_turn_of_the_year_the_day_lies_ahead() -> None:
    (mention,) = find_dates("am 8. Januar", date(2026, 12, 20))
    assert mention.value == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("morgen früh um fünf", date(2026, 3, 5)),
        ("übermorgen", date(2026, 3, 6)),
        ("heute Nachmittag", date(2026, 3, 4)),
        ("gestern", date(2026, 3, 3)),
        ("vorgestern", date(2026, 3, 2)),
        ("am kommenden Dienstag", date(2026, 3, 10)),
        ("nächsten Montag", date(2026, 3, 9)),
        ("am Freitag", date(2026, 3, 6)),
        ("am Montagmorgen", date(2026, 3, 9)),
        ("diesen Freitag", date(2026, 3, 6)),
        ("nächste Woche Dienstag", date(2026, 3, 10)),
        ("Dienstag nächster Woche", date(2026, 3, 10)),
        ("Freitag in einer Woche", date(2026, 3, 13)),
        ("letzten Dienstag", date(2026, 3, 3)),
        ("in drei Tagen", date(2026, 3, 7)),
        ("in 2 Wochen", date(2026, 3, 18)),
        ("vor 3 Tagen", date(2026, 3, 1)),
        ("tomorrow morning", date(2026, 3, 5)),
        ("the day after tomorrow", date(2026, 3, 6)),
        ("next Friday", date(2026, 3, 6)),
        ("demain", date(2026, 3, 5)),
        ("mardi prochain", date(2026, 3, 10)),
    ],
)
def test_a_relative_day_is_told_by_the_letters_date(text: str, value: date) -> None:
    (mention,) = find_dates(text, WEDNESDAY)
    assert mention.value == value
    assert mention.is_relative


@pytest.mark.parametrize(
    "text",
    [
        "Guten Morgen",
        "am Morgen",
        "jeden Morgen",
        "1.2. Zur Person",
        "§ 60a Abs. 2 AufenthG",
        "Tel. 0211 03 02 1990",
        "31.02.2026",
        "2 Kinder 2012",
        "Az. 18 B 332/05",
        "12.34 Uhr",
        "ab 1.5 %",
        "5 Jahre alt",
        "00.00.1990",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == ()


def test_two_figures_of_a_year_belong_to_the_century_before_the_letter() -> None:
    values = [mention.value.year for mention in find_dates("03.02.90 und 03.02.27 und 03.02.36", WEDNESDAY)]
    assert values == [1990, 2027, 2036]


def test_several_dates_keep_their_places() -> None:
    text = "vom 12.03.26 bis 15.04.26"
    assert [text[m.start : m.end] for m in find_dates(text)] == ["12.03.26", "15.04.26"]


def test_a_month_in_roman_figures() -> None:
    assert [day.value for day in find_dates("geb. 04. X. 1979 zu Erdenet, 1. VII. 2001")] == [
        date(1979, 10, 4),
        date(2001, 7, 1),
    ]
    assert find_dates("Abschnitt 4. X. der Akte") == ()


def test_a_day_behind_a_name_with_letters_that_are_not_ascii() -> None:
    assert [day.value for day in find_dates("Yıldızhan, 15 Mart 1984 tarihinde")] == [date(1984, 3, 15)]


@pytest.mark.parametrize(
    "text",
    [
        "24. ožujka 2026",
        "24. marta 2026",
        "24 март 2026",
        "24 آذار 2026",
        "24 مارس 2026",
        "24ê Adarê 2026",
        "24 марта",
        "24 Mart",
    ],
)
def test_months_of_other_languages(text: str) -> None:
    assert [mention.value for mention in find_dates(text, WEDNESDAY)] == [date(2026, 3, 24)]
