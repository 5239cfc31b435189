"""Which Ausländerbehörde is competent. All people and streets are invented."""

import pytest

from classifiers.authority import find_authority
from classifiers.directory import directory
from classifiers.records import PaperType
from parsers.records import TextSource
from tests.builders import make_mail, make_page, make_paper, make_person, make_reading, make_scan

APPLICANT = make_person("Arbnor Krasniqi", "1990-04-02")


def code_in(body: str, *attachments: tuple[str, str], paper: PaperType = PaperType.OTHER) -> str | None:
    papers = [make_paper(paper, index) for index in range(1, len(attachments) + 1)]
    finding = find_authority(make_reading(make_mail(body, *attachments), *papers), (APPLICANT,), directory())
    return finding.value if finding else None


def letter(text: str) -> str:
    return f"Sehr geehrte Damen und Herren,\n\n{text}\n\nMit freundlichen Grüßen\nIna Kessler\nRechtsanwältin"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Zuständig ist die Ausländerbehörde des Kreises Gütersloh.", "05754"),
        ("Zuständig ist die Ausländerbehörde der Stadt Gütersloh.", "05754008"),
        ("Die zuständige Ausländerbehörde ist der Kreis Borken.", "05554"),
        ("Ausländerbehörde: Stadt Lippstadt", "05974028"),
        ("Zuständige Behörde: Ausländeramt Kreis Mettmann", "05158"),
        ("Beteiligte Ausländerbehörde: Landrat des Rhein-Sieg-Kreises", "05382"),
        ("Die ABH Herne verlängert die Duldung nicht mehr.", "05916000"),
        ("Das Amt, das für uns zuständig ist, sitzt in Steinfurt.", "05566"),
        ("Die Ausländerbehörde in Kleve hat mir nur eine Duldung gegeben.", "05154"),
        ("Die Gelsenkirchener Ausländerbehörde hat die Abschiebung angedroht.", "05513000"),
        ("Der Märkische Kreis verlängert seine Duldung nicht mehr.", "05962"),
        ("Eine Duldung hat ihm der Oberbergische Kreis ausgestellt.", "05374"),
        ("Mein Mandant ist im Besitz einer Duldung des Hochsauerlandkreises.", "05958"),
        ("Er wird von der StädteRegion Aachen geduldet.", "05334"),
        ("Mit Bescheid der Stadt Remscheid vom 3. März wurde er zur Ausreise aufgefordert.", "05120000"),
        ("Die Stadt Unna, Ausländerbehörde, führt die Akte.", "05978"),
        ("Die Stadt Kerpen - Ausländerbehörde - hat den Antrag abgelehnt.", "05362032"),
        ("Zentrale Ausländerbehörde Essen, Az. 33-2/11", "ZAB-ESSEN"),
        ("Zuständige Ausländerbehörde: ZAB Coesfeld", "ZAB-COESFELD"),
        ("Aufenthaltsstatus: Duldung (Stadt Marl)", "05562024"),
        ("Die Ausländerbehörde der Stadt Luedenscheid hat geschrieben.", "05962"),
        ("Die Ausländerbehörde des Ennepe-Ruhr-Kreises bearbeitet den Fall.", "05954"),
        ("frau meier von der ausländerbehörde in recklinghausen gibt mir nur duldung", "05562032"),
        ("The foreigners office in Krefeld gave me a Duldung.", "05114000"),
        ("L'office des étrangers de Bielefeld m'a donné une Duldung.", "05711000"),
        (
            "Früher war die Ausländerbehörde Herne zuständig, jetzt ist es die Ausländerbehörde der Stadt Witten.",
            "05954036",
        ),
        ("Wir bitten, die Stadt Bottrop um die Erteilung einer Aufenthaltserlaubnis zu ersuchen.", "05512000"),
        ("Ausländerbehörde des Rheinisch-Bergischen Kreises", "05378"),
        ("Die Ausländerbehörde des Kreises Güterslöh ist informiert.", "05754"),
        ("Amt für Migration und Integration der Landeshauptstadt Düsseldorf", "05111000"),
    ],
)
def test_the_office_that_the_letter_names_is_found(text: str, code: str) -> None:
    assert code_in(letter(text)) == code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("wohnhaft Lindenweg 4, 47574 Goch", "05154"),
        ("wohnhaft Lindenweg 4, 41460 Neuss", "05162024"),
        ("wohnhaft Lindenweg 4, 41564 Kaarst", "05162"),
        ("wohnt im Lindenweg 4 in 42549 Velbert", "05158"),
        ("lebt in Duisburg-Marxloh", "05112000"),
        ("gemeldet in 33602 Bielefeld, Lindenweg 4", "05711000"),
        ("Anschrift: Lindenweg 4, 52070 Aachen", "05334"),
        ("wohnt Lindenweg 4, Oberhausen", "05119000"),
        ("lebt seit 2018 in Castrop-Rauxel", "05562004"),
        ("wohnhaft Lindenweg 4, 58840 Pletterberg", "05962"),
        ("wohnhaft Lindenweg 4, S8840 Plettenberg", "05962"),
        ("Adresse ist Lindenweg 4, 44801", "05911000"),
        ("wohnt in Muenster-Hiltrup, Lindenweg 4", "05515000"),
        ("wohnt in Hamm in Westfalen", "05915000"),
        ("lebt in Essen und arbeitet dort", "05113000"),
    ],
)
def test_without_an_office_the_home_decides(address: str, code: str) -> None:
    assert code_in(letter(f"Herr Arbnor Krasniqi, geb. 02.04.1990, {address}.")) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Herr Krasniqi ist in der ZUE Soest untergebracht.", "ZAB-UNNA"),
        ("derzeit: Zentrale Unterbringungseinrichtung, Waldweg 1, 33813 Oerlinghausen", "ZAB-BIELEFELD"),
        ("Er lebt seit einem Jahr in der Landesunterkunft in Wegberg.", "ZAB-KOELN"),
        ("Arbnor Krasniqi, ZUE Schöppingen, Bergweg 1, 48624 Schöppingen", "ZAB-COESFELD"),
        ("Er wohnt in der Erstaufnahmeeinrichtung (EAE) Mönchengladbach.", "ZAB-ESSEN"),
    ],
)
def test_a_facility_of_the_land_belongs_to_the_zab_of_its_regierungsbezirk(text: str, code: str) -> None:
    assert code_in(letter(text)) == code


def test_who_has_left_the_facility_belongs_to_the_town() -> None:
    text = "Arbnor Krasniqi war zunächst in der ZUE Soest. Seit Mai 2024 wohnt er im Lindenweg 4, 47574 Goch."
    assert code_in(letter(text)) == "05154"


def test_the_named_office_wins_over_the_address() -> None:
    text = "Herr Arbnor Krasniqi, wohnhaft Lindenweg 4, 47574 Goch. Zuständig ist weiterhin die Ausländerbehörde Essen."
    assert code_in(letter(text)) == "05113000"


def test_the_office_in_the_seat_of_the_kreis_is_that_of_the_kreis_for_who_lives_elsewhere_in_it() -> None:
    text = "Herr Arbnor Krasniqi wohnt Lindenweg 4, 33378 Rheda-Wiedenbrück. Die Ausländerbehörde in Gütersloh drängt."
    assert code_in(letter(text)) == "05754"


def test_a_zab_that_helps_with_papers_does_not_become_competent() -> None:
    text = (
        "Herr Arbnor Krasniqi wohnt Lindenweg 4, 48431 Rheine. Die Zentrale Ausländerbehörde Coesfeld hat einen"
        " Passersatz beschafft."
    )
    assert code_in(letter(text)) == "05566076"


def test_after_a_move_the_new_place_counts() -> None:
    text = (
        "Herr Arbnor Krasniqi ist umgezogen. Seine neue Anschrift lautet: Lindenweg 4, 58452 Witten."
        " Früher wohnte er Bahnstraße 1, 44623 Herne."
    )
    assert code_in(letter(text)) == "05954036"


def test_the_lawyers_the_employers_and_our_own_address_are_nobodys_home() -> None:
    body = (
        "Kanzlei Kessler\nRechtsanwältin\nMarktplatz 1, 45127 Essen\nTel. 0201 5550\n\n"
        "Härtefallkommission\nVölklinger Straße 4\n40219 Düsseldorf\n\n"
        "Sehr geehrte Damen und Herren,\n\nHerr Arbnor Krasniqi arbeitet bei der Bäckerei Holt GmbH,"
        " Ringstraße 2, 50667 Köln, als Bäcker.\n\nMit freundlichen Grüßen\nIna Kessler"
    )
    assert code_in(body) is None


def test_an_address_below_the_applicants_name_is_his() -> None:
    body = (
        "Arbnor Krasniqi\nLindenweg 4\n59555 Lippstadt\n\nAn die\nHärtefallkommission\n40219 Düsseldorf\n\n"
        "Sehr geehrte Damen und Herren,\n\nbitte helfen Sie mir.\n\nArbnor Krasniqi"
    )
    assert code_in(body) == "05974028"


def test_an_address_elsewhere_gives_no_office() -> None:
    assert code_in(letter("Herr Arbnor Krasniqi wohnt Lindenweg 4, 49074 Osnabrück.")) is None


def test_the_office_that_wrote_the_enclosed_decision_is_found() -> None:
    decision = (
        "Stadt Lünen\nDer Bürgermeister · Ausländerbehörde\n44530 Lünen\n\nOrdnungsverfügung\n\n"
        "Sie sind ausreisepflichtig."
    )
    assert (
        code_in("Hier ist der Bescheid.", ("bescheid.pdf", decision), paper=PaperType.AUTHORITY_DECISION) == "05978024"
    )


def test_the_vollmacht_tells_the_home_where_the_letter_does_not() -> None:
    form = "Vollmacht\n\nIch, Arbnor Krasniqi, wohnhaft Lindenweg 4, 52351 Düren, bevollmächtige Frau Kessler."
    assert code_in("Anbei die Vollmacht.", ("vm.pdf", form), paper=PaperType.POWER_OF_ATTORNEY) == "05358"


def test_the_address_of_a_sister_who_writes_is_not_his() -> None:
    body = letter("Mein Bruder Arbnor Krasniqi lebt in Kaarst (Hofweg 20, 41564). Ich selbst wohne in Bremen.")
    assert code_in(body + "\nVjosa Krasniqi\nWeserweg 1, 28195 Bremen") == "05162"


@pytest.mark.parametrize(
    "text",
    [
        "Das Verwaltungsgericht Köln hat die Klage abgewiesen.",
        "Das OVG Münster hat die Berufung nicht zugelassen.",
        "Ein Freund in Siegen kennt die Kommission.",
        "Er ist in der Lage zu arbeiten, auch beim Essen hilft er.",
        "Bitte geben Sie mir eine Chance.",
    ],
)
def test_places_that_are_nobodys_home_give_no_office(text: str) -> None:
    assert code_in(letter(text)) is None


def test_the_finding_quotes_its_evidence() -> None:
    message = make_mail(letter("Zuständig ist die Ausländerbehörde des Kreises Gütersloh."))
    finding = find_authority(make_reading(message), (APPLICANT,), directory())
    assert finding is not None
    place = finding.evidence[0]
    assert "Gütersloh" in message.documents[0].pages[0].text[place.start : place.end]


def test_a_misread_scan_is_understood() -> None:
    page = make_page(
        "Arbnor Krasniqi\nLindenweg 4\n45S27 Hattlngen\n\nAn die Härtefallkommission", source=TextSource.OCR
    )
    reading = make_reading(make_scan(page), letter=make_paper(PaperType.APPLICATION_LETTER, document=0))
    finding = find_authority(reading, (APPLICANT,), directory())
    assert finding is not None
    assert finding.value == "05954"


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (
            "Kreis Warendorf\nDer Landrat\nAmt für Migration und Aufenthalt\nAm Markt 1\n48231 Warendorf",
            "05570",
        ),
        ("Stadt Witten\nDie Bürgermeisterin\nOrdnungsamt, Ausländerabteilung", "05954036"),
        ("Märkischer Kreis\nDer Landrat\nFachdienst Ausländerwesen\n58509 Lüdenscheid", "05962"),
        ("Zentrale Ausländerbehörde Köln\nBlaubach 13, 50676 Köln", "ZAB-KOELN"),
    ],
)
def test_in_an_authoritys_letter_the_writing_office_is_found(head: str, code: str) -> None:
    subject = "Krasniqi, Arbnor, geb. 02.04.1990"
    body = f"{head}\n\n09.03.2026\n\n{subject}\n\nSehr geehrte Damen und Herren,\n\nich bitte um Auskunft."
    assert code_in(body) == code


def test_the_area_in_an_organisation_s_name_is_no_office() -> None:
    text = "AWO Unterbezirk Hagen-Märkischer Kreis\nFachdienst für Migration und Integration\n"
    text += "Hafenstraße 3, 58095 Hagen\n\nSehr geehrte Damen und Herren,\n\n"
    text += "Herr Arbnor Krasniqi wohnt Lindenweg 4, 58097 Hagen."
    assert code_in(text) == "05914000"


def test_a_school_or_another_office_of_a_city_does_not_make_it_competent() -> None:
    text = "Herr Arbnor Krasniqi wohnt Lindenweg 4, 47574 Goch. Das zuständige Jugendamt der Stadt Hagen war beteiligt."
    assert code_in(letter(text)) == "05154"
