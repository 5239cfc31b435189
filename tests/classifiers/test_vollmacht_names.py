from __future__ import annotations

import pytest
from builders import make_mail, make_person, make_reading

from classifiers.records import Representative, Role
from classifiers.vollmacht_names import is_named, names_representative

SAMIR = make_person("Samir Haziri", "1988-04-02")
FOR_ANOTHER = "Ich, Samir Haziri, bevollmächtige Herrn Gerd Brockmann aus Rosenthal, mich zu vertreten."


@pytest.mark.parametrize("text", ["für Samir Haziri-Berisha", "für Haziri-Berisha, Samir", "für Samir Haziri Berisha"])
def test_a_double_name_is_read_with_and_without_its_hyphen(text: str) -> None:
    assert is_named("Samir Haziri-Berisha", text)
    assert not is_named("Samir Haziri-Berisha", "für Samir Klein-Wolter")


def names(representative: Representative, text: str = FOR_ANOTHER, body: str = "Anbei.") -> bool:
    return names_representative(text, representative, make_reading(make_mail(body)), (SAMIR,))


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Gerd Brockmann", True),
        ("Gerda Kamp-Brockmann", True),
        ("Uta Kamp", False),
        ("Mina Haziri", False),
    ],  # the family's name is the applicant's
)
def test_a_person_is_named_by_a_word_of_his_own(name: str, named: bool) -> None:
    assert names(Representative(name, Role.PRIVATE)) is named


def test_a_relative_may_be_called_by_the_kinship_alone() -> None:
    text = "Ich, Samir Haziri, bevollmächtige meine Schwester, mich zu vertreten."
    assert names(Representative("Mina Haziri", Role.PRIVATE), text)
    assert not names(Representative("Uta Kamp", Role.PRIVATE), text)
    assert not names(Representative("Helferkreis Rosenthal", Role.ORGANISATION), text, "35119 Rosenthal")


def test_a_town_in_its_name_does_not_make_the_paper_that_of_an_association() -> None:
    body = (
        "Guten Tag,\nHerr Haziri wohnt Am Teich 4, 35119 Rosenthal.\n\nMit freundlichen Grüßen\n"
        "Uta Kamp\nHelferkreis Rosenthal"
    )
    circle = Representative("Helferkreis Rosenthal", Role.ORGANISATION)
    assert not names(circle, body=body)
    assert names(circle, FOR_ANOTHER.replace("Herrn Gerd Brockmann aus", "den Helferkreis"), body)


@pytest.mark.parametrize(
    ("organisation", "named"),
    [
        ("Flüchtlingshilfe Rosenthal e. V.", True),
        ("Helferkreis Rosenthal", False),
        ("Flüchtlingshilfe Volmetal", False),
    ],
)
def test_a_common_word_and_the_town_together_are_a_name(organisation: str, named: bool) -> None:
    body = f"Guten Tag,\nHerr Haziri wohnt Am Teich 4, 35119 Rosenthal.\n\nMit freundlichen Grüßen\n{organisation}"
    text = FOR_ANOTHER.replace("Herrn Gerd Brockmann aus", "die Flüchtlingshilfe")
    assert names(Representative(organisation, Role.ORGANISATION), text, body) is named
