"""Whether the applicants are obliged to leave. The writer of the short letters is the applicant, or a lawyer."""

import pytest

from classifiers.exit_obligation import find_exit_obligation
from classifiers.records import PaperType
from parsers.records import TextSource
from tests.builders import make_mail, make_page, make_paper, make_person, make_reading, make_scan

APPLICANT = make_person("Arbnor Krasniqi", "1990-04-02")


def value_in(text: str, writer: str = "Arbnor Krasniqi") -> str:
    body = f"Sehr geehrte Damen und Herren,\n\n{text}\n\nMit freundlichen Grüßen\n{writer}"
    return find_exit_obligation(make_reading(make_mail(body)), (APPLICANT,)).value


@pytest.mark.parametrize(
    "text",
    [
        "Herr Krasniqi ist vollziehbar ausreisepflichtig.",
        "Wir haben nur eine Duldung, immer für drei Monate.",
        "Er wird seit 2019 geduldet.",
        "Mein Mandant ist im Besitz einer Bescheinigung nach § 60a Abs. 4 AufenthG.",
        "Die Klage wurde abgewiesen, das Urteil ist rechtskräftig.",
        "Der Asylantrag ist unanfechtbar abgelehnt.",
        "Mein Asyl wurde abgelehnt und das Gericht hat auch nein gesagt.",
        "Man hat uns eine Grenzübertrittsbescheinigung gegeben.",
        "Uns wurde die Abschiebung nach Serbien angedroht.",
        "Wir sollen bis zum 30. April ausreisen.",
        "Ich muss Deutschland verlassen, steht in dem Brief.",
        "Die Ausländerbehörde hat ihn aufgefordert, bis Ende Mai auszureisen.",
        "die wollen uns abschieben, bitte helfen sie",
        "wir haben angst das wir abgeschoben werden",
        "Die Aufenthaltserlaubnis wurde nicht verlängert; nun fordert man uns auf, das Land zu verlassen.",
        "Die Abschiebungsandrohung des Bundesamtes ist seit Juni 2023 bestandskräftig.",
        "I only have a Duldung since my asylum claim was refused.",
        "My asylum application was rejected and the appeal was dismissed.",
        "Ma demande d'asile a été rejetée et je dois quitter le territoire.",
        "Seine Ausreisefrist ist abgelaufen.",
        "Ich hatte bis 2023 eine Aufenthaltserlaubnis, seitdem habe ich eine Duldung.",
        "Er ist ausreisepflichtig; die Erteilung einer Aufenthaltserlaubnis nach § 25b AufenthG wurde abgelehnt.",
        "Das Bundesamt lehnte ab, das Verwaltungsgericht wies die Klage mit Urteil vom 3. März 2024 ab.",
        "Meine Frau hat eine Niederlassungserlaubnis, ich habe nur die Duldung.",
        "Er sitzt in Abschiebungshaft.",
        "Ohne Aufenthaltstitel darf er nicht arbeiten.",
        "Seit der rechtskräftigen Ablehnung seines Asylantrags im Jahr 2021 lebt er mit Duldungen.",
        "Meine Aufenthaltserlaubnis ist abgelaufen und wurde nicht verlängert.",
        "Das Asylverfahren ist negativ abgeschlossen.",
        "Aufenthaltsstatus: Duldung, gültig bis 30.06.2026",
        "Status: geduldet",
        "Die Ausländerbehörde will uns in den Libanon zurückschicken.",
        "man hat uns geschrieben wir müssen deutschland in 30 tagen verlassen",
        "Nach Abschluss des Asylverfahrens ist die Familie ausreisepflichtig.",
        "Ich besitze eine Duldung (Aussetzung der Abschiebung).",
        (
            "Der Antrag auf Erteilung einer Aufenthaltserlaubnis nach § 25a AufenthG wurde abgelehnt und "
            "die Abschiebung angedroht."
        ),
        "I have been told to leave Germany by 30 June.",
        "Je n'ai qu'une Duldung.",
        "Die Familie soll zurück nach Nordmazedonien.",
        "Das BAMF hat meinen Asylantrag abgelehnt.",
        "Mein Folgeantrag ist abgelehnt.",
        "ich hab brief bekommen muss in 1 monat weg aus deutschland",
        "Im Falle einer Abschiebung in die Türkei droht ihm Haft.",
    ],
)
def test_the_duty_to_leave_is_stated(text: str) -> None:
    assert value_in(text) == "stated"


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe eine Aufenthaltserlaubnis, die bis zum 8. Mai 2028 gilt.",
        "Mein Mandant besitzt eine Aufenthaltsgestattung, gültig bis 03.05.2027.",
        "Meine Klage ist beim Verwaltungsgericht noch anhängig; ich habe eine Aufenthaltsgestattung.",
        "Über unsere Klage hat das Gericht noch nicht entschieden.",
        "Aufenthaltsstatus: Aufenthaltserlaubnis nach § 25 Abs. 3 AufenthG bis 12/2026",
        "J'ai une Aufenthaltsgestattung valable jusqu'au 3 mai 2027.",
        "I have a residence permit valid until 2027 but I am afraid.",
        "Das Bundesamt hat nein gesagt, wir warten noch auf das Urteil. Wir haben die Gestattung.",
        "Die Ausländerbehörde hat mir am 5. März eine Aufenthaltserlaubnis erteilt.",
        "Das Asylverfahren ist noch nicht abgeschlossen.",
        "Wir haben Klage erhoben, die noch beim Verwaltungsgericht anhängig ist. Wir besitzen Aufenthaltsgestattungen.",
        "Mein Asylantrag läuft noch, ich warte auf das Interview beim BAMF.",
        "My asylum case is still pending and I hold an Aufenthaltsgestattung.",
        "Aufenthaltstitel: Aufenthaltserlaubnis § 24 bis 04.03.2027",
    ],
)
def test_a_title_or_an_open_procedure_contradicts_it(text: str) -> None:
    assert value_in(text) == "contradicted"


@pytest.mark.parametrize(
    "text",
    [
        "Bitte helfen Sie mir.",
        "Er ist Azubi im zweiten Lehrjahr und soll bleiben.",
        "Wir beantragen, dass ihm eine Aufenthaltserlaubnis erteilt wird.",
        "Meine Frau hat eine Niederlassungserlaubnis.",
        "Mein Bruder wurde 2020 abgeschoben.",
        "Unsere Nachbarn haben eine Duldung.",
        "Ich bitte um Erteilung einer Aufenthaltserlaubnis.",
        "Mit großer Geduld hat er Deutsch gelernt.",
        "Er lebt seit sieben Jahren in Deutschland und arbeitet als Koch.",
        "Sie müssen meine Unterlagen noch bekommen.",
        "Meine Schwester hat Asyl bekommen.",
        "Wir wünschen uns eine Aufenthaltserlaubnis für die Familie.",
        "Der Sohn meiner Nachbarin hat eine Duldung.",
        "Bitte geben Sie uns eine Chance.",
    ],
)
def test_what_says_nothing_of_it_is_not_stated(text: str) -> None:
    assert value_in(text) == "not_stated"


def test_the_title_of_a_mother_who_writes_for_her_son_is_not_his() -> None:
    text = "Ich besitze eine Niederlassungserlaubnis. Arbnor hat aber nur eine Duldung."
    assert value_in(text, writer="Vjosa Krasniqi") == "stated"
    assert value_in("Ich besitze eine Niederlassungserlaubnis.", writer="Vjosa Krasniqi") == "not_stated"


def test_a_title_in_a_relative_clause_belongs_to_whom_it_follows() -> None:
    text = "Herr Krasniqi versorgt seine Mutter, die eine Niederlassungserlaubnis hat."
    assert value_in(text, writer="Ina Kessler, Rechtsanwältin") == "not_stated"


def test_a_decision_that_is_enclosed_states_it() -> None:
    order = "Ordnungsverfügung\n\nSie werden aufgefordert, das Bundesgebiet bis zum 12.02.2026 zu verlassen."
    message = make_mail("Hier mein Antrag.", ("bescheid.pdf", order))
    finding = find_exit_obligation(make_reading(message, make_paper(PaperType.AUTHORITY_DECISION)), (APPLICANT,))
    assert finding.value == "stated"
    assert finding.evidence[0].document == 1


def test_a_duldung_in_any_enclosure_counts_where_the_letter_is_silent() -> None:
    paper = "Wir beschäftigen Herrn Krasniqi, solange seine Duldung verlängert wird."
    message = make_mail("Hier mein Antrag.", ("arbeit.pdf", paper))
    finding = find_exit_obligation(make_reading(message, make_paper(PaperType.EMPLOYMENT)), (APPLICANT,))
    assert finding.value == "stated"


def test_what_is_missing_says_what_was_searched() -> None:
    finding = find_exit_obligation(make_reading(make_mail("Bitte helfen Sie mir.")), ())
    assert finding.evidence == ()
    assert "Abschnitte" in finding.searched


def test_misread_words_of_a_fax_are_mended() -> None:
    page = make_page("Der Mandant ist vollziehbar ausreisopfichtig.", source=TextSource.OCR)
    assert find_exit_obligation(make_reading(make_scan(page)), ()).value == "stated"
    page = make_page("Er besitzt eine Buldung bis Mai.", source=TextSource.OCR)
    reading = make_reading(make_scan(page), make_paper(PaperType.IDENTITY, document=0))
    assert find_exit_obligation(reading, ()).value == "stated"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Er hat eine Ausbildungsduldung bis August.", "stated"),
        ("Gegen unseren Mandanten besteht eine vollziehbare Abschiebungsandrohung.", "stated"),
        ("Unser Eilantrag ist vom Verwaltungsgericht abgelehnt worden, jetzt droht die Abschiebung.", "stated"),
        ("Seine Duldung wird immer nur um einen Monat verlängert, obwohl er arbeitet.", "stated"),
        ("Er hat keinen gültigen Aufenthaltstitel.", "stated"),
        ("Er hat das Bundesgebiet bis zum 15.04.2026 zu verlassen.", "stated"),
        (
            (
                "Sie ist seit 2022 im Besitz einer Aufenthaltserlaubnis nach § 25 Abs. 5 AufenthG, zuletzt "
                "verlängert bis 11.2026."
            ),
            "contradicted",
        ),
        ("Er verfügt über eine Niederlassungserlaubnis.", "contradicted"),
        ("Er kam 2016 und arbeitet im Lager.", "not_stated"),
        ("Seine Verlobte besitzt eine Niederlassungserlaubnis und erwartet ein Kind.", "not_stated"),
        ("Er braucht eine Aufenthaltserlaubnis, um die Ausbildung beginnen zu können.", "not_stated"),
        ("Der Kreis Kleve duldet ihn.", "stated"),
        ("Er wurde zwei Jahre lang geduldet und besitzt wieder eine Aufenthaltsgestattung.", "contradicted"),
        ("Мы обязаны выехать из Германии.", "stated"),
    ],
)
def test_who_writes_for_another_is_understood(text: str, value: str) -> None:
    assert value_in(text, writer="Paul Sommer") == value


def test_an_announced_deportation_states_it_too() -> None:
    message = make_mail("Bitte rufen Sie an.", subject="Krasniqi - Flug am 17.03.2026")
    finding = find_exit_obligation(make_reading(message), (APPLICANT,))
    assert finding.value == "stated"
    assert finding.source == "removal_announced"


def in_other_words(text: str) -> str:
    return find_exit_obligation(make_reading(make_mail(f"{text}\nArbnor Krasniqi")), (APPLICANT,)).value


@pytest.mark.parametrize(
    "text",
    [
        "I have been told to leave Germany.",
        "My asylum claim was finally rejected.",
        "The immigration office wants to deport me.",
        "I am obliged to leave the country.",
        "J'ai reçu une obligation de quitter l'Allemagne.",
        "Ma demande d'asile a été définitivement rejetée.",
        "On veut m'expulser.",
        "Je suis tolérée depuis 2020.",
        "Me han ordenado salir de Alemania.",
        "Mi solicitud de asilo fue denegada definitivamente.",
        "Quieren deportarme.",
        "Devo lasciare la Germania.",
        "La mia domanda di asilo è stata respinta.",
        "Vogliono espellermi.",
        "Tenho de sair da Alemanha.",
        "O meu pedido de asilo foi recusado.",
        "Querem deportar-me.",
        "Trebuie să părăsesc Germania.",
        "Cererea mea de azil a fost respinsă definitiv.",
        "Vor să mă deporteze.",
        "Almanya'yı terk etmem istendi.",
        "İltica başvurum kesin olarak reddedildi.",
        "Beni sınır dışı etmek istiyorlar.",
        "Duhet të largohem nga Gjermania.",
        "Kërkesa ime për azil u refuzua përfundimisht.",
        "Duan të më dëbojnë.",
        "Moram napustiti Njemačku.",
        "Moj zahtjev za azil je konačno odbijen.",
        "Žele me deportirati.",
        "Морам да напустим Немачку.",
        "Мој захтев за азил је коначно одбијен.",
        "Желе да ме протерају.",
        "Морам да ја напуштам Германија.",
        "Моето барање за азил е одбиено.",
        "Muszę opuścić Niemcy.",
        "Mój wniosek o azyl został ostatecznie odrzucony.",
        "Chcą mnie deportować.",
        "Я обязан покинуть Германию.",
        "В убежище мне окончательно отказали.",
        "Меня хотят депортировать.",
        "Мое ходатайство об убежище отклонено.",
        "Я зобов'язаний покинути Німеччину.",
        "У притулку мені остаточно відмовили.",
        "Мене хочуть депортувати.",
        "Моє прохання про притулок відхилили.",
        "يجب أن أغادر ألمانيا.",
        "تم رفض طلب اللجوء نهائيا.",
        "يريدون ترحيلي.",
        "باید آلمان را ترک کنم.",
        "درخواست پناهندگی من به طور قطعی رد شد.",
        "می خواهند مرا دیپورت کنند.",
        "Divê ez ji Almanyayê derkevim.",
        "Daxwaza min a penaberiyê hat redkirin.",
        "Dixwazin min dersînor bikin.",
    ],
)
def test_the_duty_to_leave_in_other_languages(text: str) -> None:
    assert in_other_words(text) == "stated"


@pytest.mark.parametrize(
    "text",
    [
        "I have a residence permit until 2027.",
        "My asylum procedure is still open.",
        "J'ai un titre de séjour valable jusqu'en 2027.",
        "Ma procédure d'asile est encore en cours.",
        "Tengo un permiso de residencia válido hasta 2027.",
        "Mi procedimiento de asilo aún está abierto.",
        "2027'ye kadar oturum iznim var.",
        "İltica davam hâlâ devam ediyor.",
        "Kam leje qëndrimi deri në 2027.",
        "Procedura ime e azilit është ende e hapur.",
        "Imam boravišnu dozvolu do 2027.",
        "Moj postupak za azil još traje.",
        "У меня есть вид на жительство до 2027 года.",
        "Моё дело об убежище ещё рассматривается.",
        "Я маю дозвіл на проживання до 2027 року.",
        "Моя справа про притулок ще розглядається.",
        "لدي تصريح إقامة ساري حتى 2027.",
        "إجراءات اللجوء ما زالت جارية.",
        "اجازه اقامت تا 2027 دارم.",
        "پرونده پناهندگی من هنوز در جریان است.",
        "Am permis de ședere valabil până în 2027.",
        "Procedura mea de azil este încă în curs.",
    ],
)
def test_a_title_or_an_open_procedure_in_other_languages(text: str) -> None:
    assert in_other_words(text) == "contradicted"


@pytest.mark.parametrize(
    "text",
    [
        "I do not have a residence permit.",
        "Je n'ai pas de titre de séjour, aidez-moi.",
        "Oturum iznim yok.",
        "У меня нет вида на жительство.",
        "Nuk kam leje qëndrimi.",
        "I ask for a residence permit.",
        "Je demande un titre de séjour.",
        "Oturum izni istiyorum.",
        "Прошу дать мне вид на жительство.",
        "Прошу дати мені дозвіл на проживання.",
        "أطلب تصريح إقامة.",
        "Kërkoj leje qëndrimi.",
        "Pido un permiso de residencia.",
        "Моя дочка має дозвіл на проживання.",
        "Vajza ime ka leje qëndrimi.",
    ],
)
def test_a_title_that_is_lacked_wished_or_of_kin_contradicts_in_no_language(text: str) -> None:
    assert in_other_words(text) != "contradicted"
