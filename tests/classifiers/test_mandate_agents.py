from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_reading

from classifiers.mandate_agents import organisations_named, persons_named
from classifiers.passages import Reading
from classifiers.records import PaperType


def reading_of(text: str) -> Reading:
    return make_reading(make_mail("Anbei.", ("a.pdf", text)), make_paper(PaperType.POWER_OF_ATTORNEY))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hiermit bevollmächtige ich, Ada Osei, geb. 3.4.1990, den Heimatverein Volmetal e. V., mich zu vertreten.",
         "Heimatverein Volmetal e. V."),
        ("Ich Ada Osei gebe der Initiative Ankerplatz e. V. Vollmacht für alles, was dazu gehört.",
         "Initiative Ankerplatz e. V."),
        ("Wir bevollmächtigen für uns und unsere Kinder den Verein Daheim in Volmetal e.V., für uns zu sprechen.",
         "Daheim in Volmetal e.V."),
        ("Ich gebe meinem Chef, der Firma Zimmerei Feld GmbH, die Vollmacht.", "Zimmerei Feld GmbH"),
        ("Der Verein Ankerplatz e. V. darf mich im Härtefallverfahren vertreten.", "Ankerplatz e. V."),
        ("Vollmacht für die Evangelische Kirchengemeinde Volmetal, vertreten durch Pfarrer Feld",
         "Evangelische Kirchengemeinde Volmetal"),
        ("lch bevo11mächtige die Mitarbeiterinnen des Caritasverbands Volmetal, mich zu vertreten.",
         "Caritasverbands Volmetal"),
        ("Ich möchte, dass der Caritasverband Volmetal den Antrag stellt.", "Caritasverband Volmetal"),
    ],
)  # fmt: skip
def test_an_organisation_is_named_behind_the_statement_of_power(text: str, name: str) -> None:
    assert [found for found, _ in organisations_named(reading_of(text))] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Ich bevollmächtige Frau Ina Kessler, mich vor der Härtefallkommission zu vertreten.",
        "Ich bevollmächtige Frau Ina Kessler, mich gegenüber der Caritas Volmetal zu vertreten.",
        "Die Caritas Volmetal hat mir dieses Formular gegeben.",
    ],
)
def test_whoever_else_the_paper_speaks_of_gets_no_power(text: str) -> None:
    assert organisations_named(reading_of(text)) == []


def test_a_person_is_named_with_given_name_and_surname() -> None:
    text = "Ich, Ada Osei, bevollmächtige Frau Ina Kessler, mich zu vertreten."
    assert [name for name, _ in persons_named(reading_of(text))] == ["Ina Kessler"]
