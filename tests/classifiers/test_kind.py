from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_reading, make_scan

from classifiers.kind import find_kind
from classifiers.records import Kind, PaperType


def kind_of(body: str, **header: object) -> Kind:
    return find_kind(make_reading(make_mail(body, **header)))[0]


APPLICATIONS = [
    "Guten Tag,\nhiermit beantrage ich für meinen Mandanten, Herrn Haziri, die Befassung der Kommission.",
    "Ich möchte die Härtefallkommission bitten, unseren Fall anzusehen. Wir leben seit 2016 in Hagen.",
    "Hiermit stelle ich einen Antrag an die Härtefallkommission für Familie Osei.",
    "Ich wende mich an die Kommission mit der Bitte, sich mit dem Schicksal meiner Nachbarin zu befassen.",
    "Namens der Familie rege ich an, ein Ersuchen nach § 23a AufenthG an die Ausländerbehörde zu richten.",
    "Bitte nehmen Sie den Fall unserer Auszubildenden an, sie soll in Duisburg bleiben dürfen.",
    "Dear Sir or Madam, I would like to ask the hardship commission to consider my case. I live in Bonn.",
    "Für Herrn Sesay stelle ich hiermit vorsorglich Härtefallantrag. Die Begründung reiche ich nach.",
    "In der Sache zeige ich an, dass ich Frau Osei vertrete. Sie möchte, dass ihr Fall beraten wird.",
    "Madame, Monsieur, je demande à la commission d'examiner mon cas. J'habite à Aix-la-Chapelle.",
]
SUPPLEMENTS = [
    "anbei reiche ich die noch fehlende Vollmacht in der Sache Haziri nach.",
    "wie gewünscht sende ich Ihnen den Arztbericht zu unserem Antrag vom 3. Februar.",
    "ich habe das Mandat niedergelegt und vertrete Frau Osei nicht mehr.",
    "hier noch der Lohnzettel vom April für unseren Mitarbeiter Haziri.",
    "wie angekündigt nun die Begründung, mein Fax vom 3. hatten Sie ja schon.",
    "wie wir hörten, liegt Ihnen ein Antrag der Familie Osei vor. Unser Verein steht hinter ihr.",
    "wir sind umgezogen, unsere neue Anschrift lautet Am Teich 4, 45699 Herten. Zu unserem Antrag vom Mai.",
]
ENQUIRIES = [
    "wie ist der Sachstand in meinem Verfahren? Wann kann ich mit einer Antwort rechnen?",
    "ich hätte nur eine Frage: Gibt es ein Formular, oder reicht ein Brief? Braucht man einen Anwalt?",
    "kann auch ein Arbeitgeber bei Ihnen einen Antrag stellen? Und kostet das was?",
    "in der Beratung taucht die Frage auf, welche Papiere nötig sind. Es geht nicht um einen bestimmten Fall.",
    "eine Ratsuchende wird geduldet. 1. Genügt ein Scan der Vollmacht? 2. Schadet eine Klage? Einen Antrag stelle ich "
    "damit noch nicht.",
    "in der Sache Osei erinnere ich an unseren Antrag. Ist schon absehbar, wann beraten wird?",
    "ein Freund von mir hat bei euch Antrag. Wie stehen die Chancen?",
    "wir überlegen, ob ein Antrag für eine Familie sinnvoll wäre. Wie lange dauert das Verfahren?",
]
WITHDRAWALS = [
    "hiermit nehme ich meinen Antrag vom 4. Januar zurück.",
    "unser Antrag ist damit erledigt, wir ziehen ihn zurück.",
    "für meine Mandantin erkläre ich die Rücknahme des Härtefallantrags.",
    "bitte betrachten Sie den Antrag als erledigt.",
    "der Antrag ist zurück gezogen, sie soll zu mir kommen.",
]


@pytest.mark.parametrize("text", APPLICATIONS)
def test_who_asks_the_commission_to_take_up_a_case_applies(text: str) -> None:
    assert kind_of(text) is Kind.APPLICATION


@pytest.mark.parametrize("text", SUPPLEMENTS)
def test_who_hands_something_in_for_a_case_supplements_it(text: str) -> None:
    assert kind_of(f"Sehr geehrte Damen und Herren,\n{text}") is Kind.SUPPLEMENT


@pytest.mark.parametrize("text", ENQUIRIES)
def test_who_only_asks_enquires(text: str) -> None:
    assert kind_of(f"Guten Tag,\n{text}") is Kind.ENQUIRY


@pytest.mark.parametrize("text", WITHDRAWALS)
def test_who_takes_the_application_back_withdraws(text: str) -> None:
    assert kind_of(f"Sehr geehrte Damen und Herren,\n{text}") is Kind.WITHDRAWAL


def test_the_withdrawal_of_an_asylum_suit_in_an_application_is_none() -> None:
    text = (
        "Hiermit beantrage ich die Befassung der Härtefallkommission. Die Klage hatte sein früherer Anwalt "
        "zurückgenommen, deshalb ist der Bescheid bestandskräftig."
    )
    assert kind_of(text) is Kind.APPLICATION


def test_a_delivery_status_notification_is_a_bounce() -> None:
    content_type = 'multipart/report; report-type=delivery-status; boundary="x"'
    assert kind_of("Your message could not be delivered.", content_type=content_type) is Kind.BOUNCE


def test_a_bounce_without_a_machine_part_is_told_by_sender_and_words() -> None:
    header = {"from_address": "mailer-daemon@mx.example", "subject": "Unzustellbar: Eingangsbestätigung"}
    assert kind_of("Ihre Nachricht konnte nicht zugestellt werden.", **header) is Kind.BOUNCE


def test_an_answer_of_a_machine_is_an_auto_reply() -> None:
    header = {"subject": "Automatische Antwort: Ihr Schreiben", "auto_submitted": "auto-replied"}
    assert kind_of("Ich bin bis zum 4. Mai nicht im Büro.", **header) is Kind.AUTO_REPLY


def test_a_person_who_mentions_an_absence_is_no_machine() -> None:
    text = "Bitte nehmen Sie den Fall an. Nach meiner Rückkehr mehr. Ich stelle den Antrag für Herrn Osei."
    assert kind_of(text, subject="Härtefallantrag Osei") is Kind.APPLICATION


def test_an_authority_that_writes_by_mail_replies() -> None:
    header = {"from_name": "Stadt Hagen, Ausländerbehörde", "from_address": "abh@stadt-hagen.example"}
    text = "In der Sache Osei teile ich mit, dass die Genannte vollziehbar ausreisepflichtig ist.\n\nIm Auftrag\nKlein"
    assert kind_of(text, **header) is Kind.AUTHORITY_REPLY


def test_a_person_who_writes_about_an_authority_is_none() -> None:
    text = "Die Ausländerbehörde Hagen verlängert meine Duldung nicht. Ich bitte die Kommission, den Fall zu prüfen."
    assert kind_of(text) is Kind.APPLICATION


def test_a_newsletter_is_other_whatever_it_speaks_of() -> None:
    text = "Rundbrief Juni: So stellen Sie einen Härtefallantrag nach § 23a AufenthG.\nHier abmelden"
    assert kind_of(text, list_id="rundbrief.example") is Kind.OTHER


def test_an_application_to_another_body_is_other() -> None:
    scan = make_scan("Landtag NRW\nPetitionsausschuss\n\nSehr geehrte Abgeordnete,\nwir bitten um Prüfung.")
    paper = make_paper(PaperType.OTHER, document=0)
    assert find_kind(make_reading(scan, paper, letter=paper))[0] is Kind.OTHER


def test_where_nothing_is_readable_the_kind_is_unknown() -> None:
    assert kind_of("") is Kind.UNKNOWN


def test_the_quoted_message_below_an_answer_does_not_count() -> None:
    text = (
        "Wie lange dauert es noch?\n\nAm Mo., 3. März 2026 um 10:03 Uhr schrieb Härtefallkommission NRW:\n"
        "> Ihr Antrag an die Härtefallkommission ist da. Wir prüfen, ob wir uns mit dem Fall befassen.\n"
    )
    assert kind_of(text, in_reply_to=("a@b",)) is Kind.ENQUIRY


def test_mail_for_the_commission_of_another_land_is_other() -> None:
    text = (
        "Geschäftsstelle der Härtefallkommission\nbeim Innenministerium Niedersachsen\nHannover\n\n"
        "Sehr geehrte Damen und Herren,\nhiermit beantrage ich die Befassung. Herr Osei wird geduldet."
    )
    assert kind_of(text) is Kind.OTHER


def test_the_ministry_of_another_land_in_the_address_makes_no_authority_of_the_writer() -> None:
    scan = make_scan(
        "Asylkreis Am Deich\nDeichweg 3, 26721 Emden\n\nNiedersächsisches Ministerium für Inneres\n"
        "Geschäftsstelle der Härtefallkommission\n30169 Hannover\n\nEingabe für Ada Osei\n\n"
        "Die Vollmacht folgt.\n\nIm Auftrag\nB. Kruse"
    )
    paper = make_paper(PaperType.OTHER, document=0)
    assert find_kind(make_reading(scan, paper, letter=paper))[0] is Kind.OTHER


def test_what_was_meant_for_a_court_and_came_by_mistake_is_other() -> None:
    suit = make_scan(
        "Verwaltungsgericht Musterstadt\nGerichtsstraße 3, 44444 Musterstadt\n\n"
        "In der Sache Osei ./. Stadt Musterstadt erhebe ich Klage. Die Begründung reiche ich nach."
        "\n\nKessler\nRechtsanwältin"
    )
    paper = make_paper(PaperType.OTHER, document=0)
    assert find_kind(make_reading(suit, paper, letter=paper))[0] is Kind.OTHER
    assert kind_of("Irrläufer! Unser Fax von heute war für das Verwaltungsgericht bestimmt.") is Kind.OTHER


BUSINESS = [
    "vielen Dank für Ihre Bestellung. Die Rechnung finden Sie im Anhang. Bitte überweisen Sie den Betrag.",
    "am Mittwoch findet im Haus eine Brandschutzübung statt, der Aufzug ist außer Betrieb.",
    "ich brauche einen Härtefallantrag, der Stromversorger sperrt wegen der Stromnachzahlung.",
    "wir laden Sie herzlich ein zum Empfang im Rathaus. U. A. w. g. bis Freitag.",
]


@pytest.mark.parametrize("text", BUSINESS)
def test_bills_and_invitations_are_other(text: str) -> None:
    assert kind_of(text) is Kind.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Sehr geehrte Damen und Herren der Ausländerbehörde Hagen,\n\nich bitte um Verlängerung meiner Duldung.",
        "Sehr geehrte Damen und Herren vom Jobcenter,\n\nich beantrage die Übernahme meiner Schulden als Härtefall.",
    ],
)
def test_a_letter_to_another_body_is_other_unless_it_names_the_commission(text: str) -> None:
    assert kind_of(text) is Kind.OTHER
    assert kind_of(f"{text} Bitte nehmen Sie meinen Fall in die Härtefallkommission auf.") is Kind.APPLICATION


def test_an_invitation_is_told_by_its_subject_though_it_speaks_of_a_deportation() -> None:
    text = "es spricht Ada Osei, der vor Jahren eine Abschiebung drohte."
    assert kind_of(text, subject="Einladung zum Sommerfest") is Kind.OTHER


def test_a_receipt_that_a_mail_program_sends_is_an_auto_reply() -> None:
    receipt = "multipart/report; report-type=disposition-notification"
    assert kind_of("Die Nachricht wurde gelesen.", content_type=receipt) is Kind.AUTO_REPLY
