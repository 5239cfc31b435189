from __future__ import annotations

from datetime import date

import pytest
from builders import make_mail, make_reading

from classifiers.persons import find_persons


def names(text: str) -> list[str | None]:
    return [p.name for p in find_persons(make_reading(make_mail(text)), date(2026, 3, 1))[0]]


def test_a_child_that_tells_its_own_birth_date_applies_with_the_family() -> None:
    text = (
        "Guten Tag,\nich heiße Kofi Osei und bin 13 Jahre alt (geboren 4. Mai 2012). Meine Familie ist:\n"
        "mein Papa Yaw Osei, geboren 10.10.1979\nmeine Mama Ama Osei, geboren 21.2.1984\n"
        "Bitte nehmen Sie unseren Fall als Härtefall.\n\nViele Grüße\nKofi Osei"
    )
    assert set(names(text)) == {"Kofi Osei", "Yaw Osei", "Ama Osei"}


@pytest.mark.parametrize(
    "said", ["Ich beantrage nichts für mich.", "Es geht nicht für mich um einen Antrag, nur für ihn."]
)
def test_who_asks_nothing_for_himself_does_not_apply(said: str) -> None:
    text = (
        "Guten Tag,\nich bin Ama Osei. Ich beantrage für meinen Mann Kofi Osei, geb. 11.02.1984, "
        "einen Härtefallantrag. "
        f"{said}\n\nViele Grüße\nAma Osei"
    )
    assert names(text) == ["Kofi Osei"]
