from __future__ import annotations

from datetime import date

import pytest

from classifiers.name_contexts import Sign
from classifiers.name_drafts import Draft, drafts_in
from classifiers.name_lists import mark_rows, share_surnames, spread_over_lists


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sami und Rima Haddad", ["Sami Haddad", "Rima Haddad"]),
        ("Haddad, Sami und Rima, geb. 1.2.1990", ["Sami Haddad", "Rima Haddad"]),
        ("Frau Osei und Rima Haddad", ["Osei", "Rima Haddad"]),
    ],
)
def test_first_names_take_the_surname_of_the_list(text: str, names: list[str]) -> None:
    drafts = drafts_in(text)
    share_surnames(text, drafts)
    assert [draft.form.name for draft in drafts] == names


def test_what_leads_to_a_list_holds_for_all_of_it() -> None:
    text = "für Ada Osei und Kofi Mensah"
    drafts = drafts_in(text)
    drafts[0].signs.add(Sign.CLIENT)
    spread_over_lists(text, drafts)
    assert Sign.LISTED in drafts[1].signs


def rows(*signs: Sign) -> list[Draft]:
    text = "1. Ada Osei, geb. 1.2.1990\n2. Kofi Osei, geb. 1.2.1991\n3. Ama Osei, geb. 1.2.1992\n"
    drafts = drafts_in(text)
    for draft in drafts:
        draft.birth_date = date(1990, 2, 1)
        draft.signs |= set(signs)
    mark_rows(text, drafts)
    return drafts


def test_three_rows_are_a_list() -> None:
    assert all(Sign.LISTED in draft.signs for draft in rows())


def test_rows_of_relatives_only_are_no_list_of_applicants() -> None:
    assert not any(Sign.LISTED in draft.signs for draft in rows(Sign.RELATIVE))
