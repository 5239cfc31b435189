from __future__ import annotations

from datetime import date

import pytest

from classifiers.dates import find_dates
from classifiers.name_drafts import drafts_in
from classifiers.name_entries import is_place, link_births, link_nationalities, without_dates, without_origins
from classifiers.nationalities import find_nationalities


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("Ada Osei, geb. am 01.02.1990", True),
        ("Ada Osei, wohnhaft in Hagen, geboren am 01.02.1990", True),
        ("Ada Osei arbeitet seit 01.02.1990 hier", False),
    ],
)
def test_a_birth_date_follows_with_connecting_words_only(text: str, born: bool) -> None:
    drafts = drafts_in(text)
    link_births(text, drafts, find_dates(text), date(2026, 3, 1))
    assert drafts[0].birth_date == (date(1990, 2, 1) if born else None)


def test_a_couple_shares_two_dates_in_order() -> None:
    text = "Ada Osei und Kofi Mensah, geb. 14.06.1992 / 05.11.1994"
    drafts = drafts_in(text)
    link_births(text, drafts, find_dates(text), date(2026, 3, 1))
    assert [draft.birth_date for draft in drafts] == [date(1992, 6, 14), date(1994, 11, 5)]


def test_a_nationality_of_the_entry_belongs_to_the_name() -> None:
    text = "Ada Osei, geb. 01.02.1990, ghanaische Staatsangehörige"
    drafts = drafts_in(text)
    link_nationalities(text, drafts, find_nationalities(text))
    assert drafts[0].nationality == "GHA"


def test_a_birthplace_is_nobody() -> None:
    text = "geboren am 01.02.1990 in Gjumri Nor"
    assert is_place(text, drafts_in(text)[-1], find_dates(text))


def test_dates_can_be_cut_out() -> None:
    assert without_dates("am 01.02.1990 hier").split() == ["am", "hier"]


def test_a_town_behind_a_name_is_nobody_and_parts_no_birth_date() -> None:
    text = "Frau Grace Okafor aus Port Harcourt, geboren am 2.2.1996"
    drafts = without_origins(text, drafts_in(text))
    link_births(text, drafts, find_dates(text), date(2026, 3, 1))
    assert [(draft.form.name, draft.birth_date) for draft in drafts] == [("Grace Okafor", date(1996, 2, 2))]


@pytest.mark.parametrize(
    "told", ["1355/06/20 iran. Zeitrechnung = 11.09.1976", "20. Shahrivar 1355 (11.09.1976)", "1355 (11.09.1976)"]
)
def test_a_day_in_another_calendar_stands_before_ours(told: str) -> None:
    text = f"Reza Amini, geb. {told}"
    drafts = drafts_in(text)
    link_births(text, drafts, find_dates(text), date(2026, 3, 1))
    assert drafts[0].birth_date == date(1976, 9, 11)


def test_he_and_she_have_their_dates_behind_both_names() -> None:
    text = "Armen und Gohar Hakobyan (er geb. 03.04.1978, sie geb. 09.08.1982)"
    drafts = drafts_in(text)
    link_births(text, drafts, find_dates(text), date(2026, 3, 1))
    assert [draft.birth_date for draft in drafts] == [date(1978, 4, 3), date(1982, 8, 9)]
