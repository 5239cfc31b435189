from __future__ import annotations

import pytest

from classifiers.name_drafts import birth_name_behind, drafts_in, take_aliases


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Osei, Ada, geb. 01.02.1990", ["Ada Osei"]),
        ("Ada Osei und Kofi Mensah", ["Ada Osei", "Kofi Mensah"]),
        ("Elif Kaya, geb. Öztürk, wohnt hier", ["Elif Kaya"]),
    ],
)
def test_names_are_put_in_order(text: str, found: list[str]) -> None:
    assert [draft.form.name for draft in drafts_in(text)] == found


def test_a_second_name_in_brackets_is_an_alias() -> None:
    text = "Alhaji Kamara (in den Akten auch: Alhagie Camara), geb. 01.02.1990"
    (draft,) = take_aliases(text, drafts_in(text))
    assert draft.form.aliases == ("Alhagie Camara",)


@pytest.mark.parametrize(("text", "behind"), [(", geb. Öztürk", ", geb. Öztürk"), (", geb. am 1.2.1990", "")])
def test_geb_leads_to_a_birth_name_or_a_date(text: str, behind: str) -> None:
    assert birth_name_behind(text, 0) == behind
