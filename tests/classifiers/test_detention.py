"""Who is in Abschiebungshaft or Ausreisegewahrsam now. The letters came on 11 March 2026."""

import pytest

from classifiers.detention import find_detention
from classifiers.records import PaperType
from parsers.records import TextSource
from tests.builders import make_mail, make_page, make_paper, make_person, make_reading, make_scan

APPLICANT = make_person("Arbnor Krasniqi", "1990-04-02")


def is_held(text: str) -> bool:
    body = f"Sehr geehrte Damen und Herren,\n\n{text}\n\nMit freundlichen Grüßen\nArbnor Krasniqi"
    finding = find_detention(make_reading(make_mail(body)), (APPLICANT,))
    return finding is not None and finding.value == "true"


@pytest.mark.parametrize(
    "text",
    [
        "Herr Krasniqi befindet sich seit dem 2. März in Abschiebungshaft.",
        "Er sitzt in Büren in Haft.",
        "Arbnor sitzt seit Montag in der UfA Büren.",
        "Unser Mandant ist in der Unterbringungseinrichtung für Ausreisepflichtige Büren untergebracht.",
        "Der Obengenannte wurde gestern in Gewahrsam genommen und in den Ausreisegewahrsam verbracht.",
        "Gegen den Betroffenen wird Haft zur Sicherung der Abschiebung bis längstens 24.03.2026 angeordnet.",
        "Das Amtsgericht Musterstadt hat am 9. März 2026 Abschiebungshaft angeordnet.",
        "Er wurde am 9. März bei der Vorsprache in der Ausländerbehörde festgenommen und ist seitdem inhaftiert.",
        "ich bin in abschiebehaft in büren bitte helfen sie mir",
        "Zurzeit: Unterbringungseinrichtung Büren",
        "Die Polizei hat meinen Freund Arbnor am Dienstag abgeholt. Er ist in Abschiebehaft.",
        "He has been in deportation custody since last week.",
        "He is being held in a detention centre near Paderborn.",
        "Il est en rétention administrative depuis lundi.",
        "Sicherungshaft wurde bis zum 30.03.2026 angeordnet und wird in Büren vollzogen.",
        "Aus dem Ausreisegewahrsam am Flughafen Düsseldorf schreibt uns Herr Krasniqi.",
        "Herr Krasniqi wurde 2024 aus der Haft entlassen. Seit dem 5. März 2026 ist er erneut in Abschiebungshaft.",
        "Wir bitten, ihn sofort aus der Abschiebungshaft zu entlassen, in der er seit Montag sitzt.",
        "Der Haftbeschluss des Amtsgerichts liegt bei; Herr Krasniqi ist in Haft, die Abschiebung steht bevor.",
        "Er ist derzeit in der JVA, weil die Ausländerbehörde Abschiebungshaft beantragt und bekommen hat.",
        "Er wurde am Morgen von der Bundespolizei abgeholt und befindet sich nun im Ausreisegewahrsam in Düsseldorf.",
        "Seit gestern ist mein Mann in Büren eingesperrt.",
        "Man hat ihn bei der Ausländerbehörde verhaftet und nach Büren gebracht.",
        "Herr Krasniqi, derzeit Abschiebungshafteinrichtung Büren, Stöckerbusch 1",
        (
            "Unser Mandant wurde am 7.3.2026 dem Haftrichter vorgeführt; dieser ordnete Sicherungshaft bis "
            "zum 18.4.2026 an."
        ),
        "Der Betroffene ist seit dem 03.03.2026 in der UfA untergebracht.",
        "Er ist gestern festgenommen worden. Morgen soll er abgeschoben werden.",
        "ich schreibe aus dem gefängnis in büren",
        "Wir schreiben für Arbnor, der seit drei Tagen in Abschiebungshaft sitzt.",
        "Die Beschwerde gegen den Haftbeschluss wurde zurückgewiesen, er bleibt in Abschiebungshaft.",
        "Gegen ihn wurde Überstellungshaft verhängt.",
        "He was arrested by the police yesterday and is now detained for deportation.",
        "Herr K. ist in Haft genommen worden, die Abschiebung ist für nächste Woche geplant.",
        "Haftort: UfA Büren",
        "Der Ausländer befindet sich in Abschiebehaft, die Rückführung wird vorbereitet.",
        "In der Haft in Büren verweigert er seit Tagen das Essen.",
        "Mein Vater wird in der Abschiebungshaft schlecht behandelt.",
        "Er sitzt in der Gewahrsamseinrichtung für Ausreisepflichtige (GfA) in Ingelheim.",
        "Er sitzt seit 27. Februar in der Unterbringung für Ausreisepflichtige in Büren.",
        "Die Maßnahme wurde abgebrochen. Herr Krasniqi befindet sich derzeit wieder im Gewahrsamsbereich Terminal.",
        "Der Flug wurde storniert. Die Haft ist bis zum 12.06.2026 verlängert.",
        "Arbnor está detenido en Büren.",
    ],
)
def test_detention_is_found(text: str) -> None:
    assert is_held(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ihm droht Abschiebungshaft.",
        "Wir haben Angst, dass er in Abschiebehaft kommt.",
        "Der Antrag auf Anordnung von Abschiebungshaft wurde abgelehnt.",
        "Herr Krasniqi war im Jahr 2023 in Abschiebungshaft.",
        "Vorher saß er einen Monat in Büren in Haft, dann kam er frei.",
        "Am 3. März wurde er aus der Abschiebungshaft entlassen.",
        "Das Landgericht hat die Abschiebungshaft aufgehoben.",
        "Er ist nicht in Haft und hat sich nie versteckt.",
        "Im Sudan war er ein Jahr in Untersuchungshaft.",
        "Im Iran wurde er verhaftet und gefoltert.",
        "Er verbüßt eine Freiheitsstrafe in der JVA Musterstadt.",
        "Wir besuchen Menschen in Abschiebungshaft und beraten sie.",
        "Verein Hilfe für Menschen in Abschiebehaft e. V.",
        "Fortbildung zur Abschiebungshaft am 8. Mai in Köln",
        "Mein Cousin sitzt in Abschiebungshaft, deshalb habe ich solche Angst.",
        "Sollte er in Abschiebungshaft genommen werden, bitten wir um Nachricht.",
        "In Notfällen (Haft, Abschiebung) wählen Sie die Rufbereitschaft.",
        "Es könnte Ausreisegewahrsam angeordnet werden.",
        "Die Behörde hat mit Haft gedroht.",
        "Mein Bruder ist an der Grenze verhaftet worden, als er in den Iran wollte.",
        "Wohnhaft ist er in der Bahnhofstraße 3.",
        "Er ist nahrhaft und gewissenhaft versorgt.",
        "Die Ausländerbehörde prüft, ob Abschiebungshaft beantragt wird.",
        "2019 wurde er in Abschiebungshaft genommen, seitdem lebt er geduldet hier.",
        "Abschiebungshaft wurde nicht angeordnet.",
        "Nach der Haftentlassung am 1. März lebt er wieder bei seiner Frau.",
        "Er war nie in Abschiebungshaft.",
        "Aus Angst vor der Abschiebehaft schläft er bei Freunden.",
        "Der Haftantrag der Ausländerbehörde wurde vom Amtsgericht zurückgewiesen.",
        "Wer in Abschiebungshaft sitzt, braucht einen Anwalt.",
        "Die Ausländerbehörde hat angekündigt, Abschiebungshaft zu beantragen.",
        "Sein Vater saß in Syrien im Gefängnis und wurde gefoltert.",
        "Ich wurde in Eritrea verhaftet und war zwei Jahre in einem unterirdischen Gefängnis.",
        "Wegen Diebstahls verbüßte er 2021 eine Haftstrafe.",
        "Von einer Inhaftnahme wurde abgesehen.",
        "Wir möchten vermeiden, dass er in Gewahrsam genommen wird.",
        "Die Tochter ist in der Obhut des Jugendamts.",
        "Er befindet sich in stationärer Behandlung in der LWL-Klinik.",
        "Das Kind ist in Kurzzeitpflege untergebracht.",
        "Die Polizei hat ihn festgehalten und nach zwei Stunden wieder gehen lassen, es ging um die Duldung.",
        "Er lebt in Büren und arbeitet dort in einer Möbelfabrik.",
        "Amtsgericht Büren",
        "Sollte die Behörde Ausreisegewahrsam beantragen, bitten wir um sofortige Mitteilung.",
        "Frühere Abschiebungshaft: 14.02.2024 bis 20.02.2024",
        "Die JVA Bielefeld hat ihm im Januar eine Ausbildung bescheinigt, er ist seit zwei Jahren frei.",
        "Ohne Pass droht mir Haft.",
        "Ein Haftgrund liegt nicht vor.",
        "Seine Frau war während der Schwangerschaft in Untersuchungshaft.",
        "Der Ausreisegewahrsam endete mit Ablauf des 9. März 2026; er ist in seine Wohnung zurückgekehrt.",
        "Wir sind geduldet. Papa ist im Gefängnis, aber nicht wegen dem Pass.",
    ],
)
def test_what_is_no_detention_now_is_none(text: str) -> None:
    assert not is_held(text)


def test_the_order_of_a_court_in_an_enclosure_is_read() -> None:
    order = (
        "Amtsgericht Musterstadt\n11 XIV (B) 3/26\n\nBeschluss\n\nwird Haft zur Sicherung der Abschiebung angeordnet."
    )
    message = make_mail("Anbei der Beschluss.", ("beschluss.pdf", order))
    finding = find_detention(make_reading(message, make_paper(PaperType.COURT_DECISION)), (APPLICANT,))
    assert finding is not None
    assert finding.evidence[0].document == 1


def test_a_sentence_that_goes_on_about_the_place_counts() -> None:
    assert is_held("Wir kennen die Abschiebungshaft in Büren gut. Seit dem 7. März sitzt dort Arbnor Krasniqi.")


def test_misread_words_of_a_fax_are_mended() -> None:
    page = make_page("Herr Krasniqi ist in Abschiehungshaft.", source=TextSource.OCR)
    assert find_detention(make_reading(make_scan(page)), (APPLICANT,)) is not None


def test_prison_abroad_of_a_relative_told_in_the_next_sentence_is_none() -> None:
    assert not is_held("Mein Onkel fuhr nach Hause. Er ist dort verhaftet worden, nach seiner Abschiebung.")


@pytest.mark.parametrize(
    "text",
    [
        "I am in deportation detention in Büren.",
        "I am in detention since last week, they want to deport me.",
        "I was arrested at the immigration office and am in Büren prison.",
        "Je suis en rétention à Büren.",
        "Je suis en détention en vue de l'expulsion.",
        "Ils m'ont arrêté, je suis en prison à Büren et ils veulent m'expulser.",
        "Estoy detenido en Büren para ser deportado.",
        "Mi hermano está en el centro de detención.",
        "Sono detenuto a Büren.",
        "Sono in un centro di detenzione per l'espulsione.",
        "Kardeşim Büren'de sınır dışı gözaltında.",
        "Büren'deki geri gönderme merkezinde tutuluyorum.",
        "Beni sınır dışı etmek için hapse koydular, Büren'deyim.",
        "Jam i ndaluar në Büren.",
        "Jam në burg në Büren për dëbim.",
        "Jam në paraburgim për deportim.",
        "U pritvoru sam u Bürenu.",
        "U pritvoru sam radi deportacije.",
        "У притвору сам у Бирену ради депортације.",
        "Sunt arestat la Büren pentru deportare.",
        "Sunt în detenție la Büren.",
        "Я нахожусь в тюрьме в Бюрене, меня хотят депортировать.",
        "Я под стражей в Büren для депортации.",
        "Меня задержали, я в депортационной тюрьме.",
        "Я у в’язниці в Бюрені, мене хочуть депортувати.",
        "Мене затримали, я під вартою для депортації.",
        "أنا محتجز في بورن للترحيل",
        "أنا في سجن الترحيل في بورين",
        "أنا في حجز الترحيل",
        "من در بازداشت اخراج در بورن هستم",
        "من در زندان اخراج هستم",
        "Ez li Bürenê girtî me, dixwazin min dersînor bikin.",
    ],
)
def test_held_in_the_words_of_other_languages(text: str) -> None:
    assert find_detention(make_reading(make_mail(f"\n{text}\n")), (APPLICANT,)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "I was in prison in Syria for two years.",
        "He was released from deportation detention last month.",
        "J'ai été en prison au Congo.",
        "Il a été libéré de la rétention.",
        "Türkiye'de hapiste yattım, işkence gördüm.",
        "В России я сидел в тюрьме.",
        "كنت في السجن في سوريا سنتين",
        "Babai im ishte në burg në Shqipëri.",
        "I am afraid that they put me in deportation detention.",
        "Burgstraße 12, 33142 Büren",
    ],
)
def test_in_other_languages_too_what_is_past_or_feared_is_no_detention(text: str) -> None:
    assert find_detention(make_reading(make_mail(f"\n{text}\n")), (APPLICANT,)) is None
