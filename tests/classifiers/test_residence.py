"""Where the applicants live and are. All people and streets are invented."""

import pytest

from classifiers.records import PaperType
from classifiers.residence import find_residence
from tests.builders import make_mail, make_paper, make_person, make_reading

APPLICANT = make_person("Arbnor Krasniqi", "1990-04-02")


def values_in(text: str, writer: str = "Ina Kessler\nRechtsanwältin", **header: str) -> tuple[str, str]:
    body = f"Sehr geehrte Damen und Herren,\n\n{text}\n\nMit freundlichen Grüßen\n{writer}"
    residence, whereabouts = find_residence(make_reading(make_mail(body, **header)), (APPLICANT,))
    return residence.value, whereabouts.value


@pytest.mark.parametrize(
    "text",
    [
        "Herr Arbnor Krasniqi wohnt Lindenweg 4, 47574 Goch.",
        "Herr Krasniqi lebt mit seinen Eltern in Gelsenkirchen.",
        "Arbnor Krasniqi ist in der ZUE Soest untergebracht.",
        "Herr Krasniqi hat eine Duldung der Ausländerbehörde Herne.",
        "Seine Eltern leben in Albanien, er selbst wohnt Lindenweg 4, 44623 Herne.",
        "Er soll abgeschoben werden. Er wohnt Lindenweg 4, 44623 Herne.",
        "Sein Cousin wurde 2024 abgeschoben. Arbnor Krasniqi wohnt Lindenweg 4, 44623 Herne.",
        "1999 ist Herr Krasniqi ausgereist, 2016 kam er wieder nach Deutschland; er wohnt Lindenweg 4, 44623 Herne.",
        "Wenn er abgeschoben worden wäre, hätte er alles verloren. Er wohnt Lindenweg 4, 44623 Herne.",
        "Sein Asyl ist abgelehnt, das Amt schreibt, dass er abgeschoben werde. Er wohnt Lindenweg 4, 44623 Herne.",
        "Herr Krasniqi wurde noch nicht abgeschoben, er wohnt weiter Lindenweg 4, 44623 Herne.",
    ],
)
def test_a_home_in_the_land_shows_both(text: str) -> None:
    assert values_in(text) == ("nrw", "germany")


@pytest.mark.parametrize(
    "text",
    [
        "Herr Arbnor Krasniqi wohnt Lindenweg 4, 49074 Osnabrück.",
        "Herr Krasniqi lebt seit 2020 in Hamburg.",
        "Anschrift: Arbnor Krasniqi, Lindenweg 4, 20144 Hamburg",
        "Arbnor Krasniqi ist nach Kassel gezogen.",
    ],
)
def test_a_home_in_another_land_is_elsewhere(text: str) -> None:
    assert values_in(text) == ("elsewhere", "germany")


@pytest.mark.parametrize(
    "text",
    [
        "Herr Krasniqi ist am 3. März 2026 abgeschoben worden. Seitdem schläft er bei einem Freund in Peja.",
        "Arbnor wurde letzte Woche in den Kosovo abgeschoben.",
        "Man hat ihn um fünf Uhr abgeholt und am Montag wurde er abgeschoben. Die Familie lebt in Herne.",
        "Er hält sich derzeit in Serbien auf.",
        "Herr Krasniqi lebt jetzt in Albanien und möchte zurückkommen.",
        "He was deported last week and lives in Kosovo now.",
        "Il a été expulsé la semaine dernière.",
        "Herr Krasniqi ist vor zwei Monaten freiwillig ausgereist.",
        "Zurzeit: Pristina, Kosovo",
        "Die Ausländerbehörde hat ihn am 18. Februar 2026 abschieben lassen.",
    ],
)
def test_who_was_deported_or_has_left_is_abroad(text: str) -> None:
    assert values_in(text) == ("elsewhere", "abroad")


def test_the_brother_for_whom_somebody_writes_is_the_one_who_was_deported() -> None:
    text = "meinen Bruder Arbnor Krasniqi (geb. 02.04.1990) haben sie im Februar geholt, er wurde abgeschoben."
    assert values_in(text, writer="Leart Krasniqi\nKrefeld") == ("elsewhere", "abroad")


def test_who_was_deported_with_the_family_is_no_other() -> None:
    text = "am 2. März wurde ich mit meiner Frau und unserer Tochter aus Hamm abgeschoben."
    assert values_in(text, writer="Arbnor Krasniqi") == ("elsewhere", "abroad")


def test_who_writes_from_abroad_says_so() -> None:
    text = "ich bin am 2. März abgeschoben worden und halte mich zur Zeit in Tirana auf."
    assert values_in(text, writer="Arbnor Krasniqi") == ("elsewhere", "abroad")


def test_who_waits_for_a_visa_elsewhere_is_abroad_though_registered_here() -> None:
    text = "Arbnor Krasniqi ist gemeldet Lindenweg 4, 44623 Herne. Er sitzt in Peja, die Botschaft gibt ihm kein Visum."
    assert values_in(text) == ("nrw", "abroad")


@pytest.mark.parametrize(
    ("text", "whereabouts"),
    [
        ("Bitte helfen Sie Herrn Krasniqi.", "not_stated"),
        ("Ein Freund in Siegen kennt die Kommission.", "not_stated"),
        ("Herr Krasniqi lebt seit 2015 in Deutschland.", "germany"),
        ("Er hat nur eine Duldung.", "germany"),
    ],
)
def test_without_an_address_the_residence_is_not_stated(text: str, whereabouts: str) -> None:
    assert values_in(text) == ("not_stated", whereabouts)


def test_what_is_missing_says_what_was_searched() -> None:
    residence, whereabouts = find_residence(make_reading(make_mail("Bitte helfen Sie mir.")), ())
    assert residence.evidence == whereabouts.evidence == ()
    assert "Anschrift" in residence.searched


def test_the_address_in_a_vollmacht_shows_the_home() -> None:
    form = "Vollmacht\n\nIch, Arbnor Krasniqi, wohnhaft Lindenweg 4, 52351 Düren, bevollmächtige Frau Kessler."
    message = make_mail("Anbei die Vollmacht.", ("vm.pdf", form))
    residence, whereabouts = find_residence(
        make_reading(message, make_paper(PaperType.POWER_OF_ATTORNEY)), (APPLICANT,)
    )
    assert (residence.value, whereabouts.value) == ("nrw", "germany")
    assert residence.evidence[0].document == 1


def test_the_city_where_he_is_held_is_not_his_home() -> None:
    text = "Arbnor Krasniqi sitzt in Büren in Haft. Gemeldet ist er Lindenweg 4, 44623 Herne."
    assert values_in(text) == ("nrw", "germany")
