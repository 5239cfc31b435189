"""Which days are those of a deportation or flight. The letters are dated, or came on, 11 March 2026 (a Wednesday)."""

import pytest

from classifiers.passages import Reading
from classifiers.records import PaperType
from classifiers.removal import find_removal, find_removal_date
from parsers.records import TextSource
from tests.builders import make_mail, make_page, make_paper, make_person, make_reading, make_scan

APPLICANT = make_person("Arbnor Krasniqi", "1990-04-02")


def reading_of(text: str) -> Reading:
    return make_reading(
        make_mail(f"Sehr geehrte Damen und Herren,\n\n{text}\n\nMit freundlichen Grüßen\nArbnor Krasniqi")
    )


def day_in(text: str) -> str | None:
    finding = find_removal_date(reading_of(text), (APPLICANT,))
    return finding.value if finding else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Die Rückführung ist für den 17. März 2026 vorgesehen.", "2026-03-17"),
        ("Unser Mandant soll am 20.03.2026 abgeschoben werden.", "2026-03-20"),
        ("Am 24.03.26 wird er in den Kosovo abgeschoben.", "2026-03-24"),
        ("Die Abschiebung ist auf Dienstag, den 24. März, terminiert.", "2026-03-24"),
        ("Für den 02.04.2026 ist ein Platz in einer Chartermaschine nach Pristina gebucht.", "2026-04-02"),
        ("Der Flug geht am Freitag, 13.3., um 6.40 Uhr ab Köln/Bonn.", "2026-03-13"),
        ("Flugdaten: EW 9876, 19.03.2026, 07:25 Uhr ab DUS", "2026-03-19"),
        ("Abschiebetermin: 31.03.2026", "2026-03-31"),
        ("Eilt! Abschiebung am 12.03.!", "2026-03-12"),
        ("morgen früh wollen sie uns abschieben", "2026-03-12"),
        ("Übermorgen soll die ganze Familie nach Albanien abgeschoben werden.", "2026-03-13"),
        ("die polizei holt uns am montag ab, hat frau lehmann vom amt gesagt, wegen abschiebung", "2026-03-16"),
        ("Am kommenden Dienstag soll ich ins Flugzeug.", "2026-03-17"),
        ("In drei Tagen ist mein Abschiebeflug.", "2026-03-14"),
        ("Mein Mandant soll nächste Woche Donnerstag nach Italien überstellt werden.", "2026-03-19"),
        ("Die Überstellung nach Kroatien ist für den 25.03.2026 angekündigt.", "2026-03-25"),
        ("Sie haben sich am 18.03.2026 um 5:30 Uhr am Flughafen Düsseldorf einzufinden.", "2026-03-18"),
        ("Wir sollen uns am 18. März ab 3 Uhr nachts zur Abholung bereithalten.", "2026-03-18"),
        ("Man hat uns einen Brief gegeben: Am 30.3. müssen wir am Flughafen sein.", "2026-03-30"),
        ("Uns soll man abschieben. Der Termin ist der 27. März um 9 Uhr.", "2026-03-27"),
        ("Bitte lassen Sie nicht zu, dass er am 17.03.2026 abgeschoben wird.", "2026-03-17"),
        ("Die Abschiebung am 17.03.2026 darf nicht stattfinden!", "2026-03-17"),
        ("Die Maschine nach Tirana startet am 23. März 2026.", "2026-03-23"),
        ("Der Termin zur Abschiebung wurde vom 16.03.2026 auf den 26.03.2026 verschoben.", "2026-03-26"),
        ("Der Flug am 16.03.2026 wurde storniert, neuer Flug ist am 26.03.2026.", "2026-03-26"),
        ("In der Nacht vom 19. auf den 20. März 2026 soll er abgeholt und abgeschoben werden.", "2026-03-20"),
        ("Die Duldung läuft bis 31.03.2026, die Rückführung ist für den 26.03.2026 geplant.", "2026-03-26"),
        ("Nach einem gescheiterten Versuch am 12.02.2026 soll er nun am 22.03.2026 abgeschoben werden.", "2026-03-22"),
        ("Die Bescheinigung vom 03.03.2026 nennt als Abflug den 21.03.2026, Flug nach Skopje.", "2026-03-21"),
        ("The deportation is scheduled for 19 March 2026.", "2026-03-19"),
        ("They told me my flight to Accra is on March 20, 2026.", "2026-03-20"),
        ("I will be deported tomorrow morning.", "2026-03-12"),
        ("Mon expulsion est prévue le 19 mars 2026.", "2026-03-19"),
        ("Le vol pour Conakry est le 20 mars.", "2026-03-20"),
        ("Termin zur Selbstgestellung: Montag, 16. März 2026, 6 Uhr, Terminal B", "2026-03-16"),
        ("Die Ausländerbehörde teilt mit, dass die Luftabschiebung am O2.04.2O26 durchgeführt wird.", "2026-04-02"),
        ("Er sitzt in Büren und soll schon am 14. März ausgeflogen werden.", "2026-03-14"),
        (
            "Die Rückführung ist gebucht:\n\nDatum 19.03.2026\nFlug ab DUS 07:25 Uhr\nBegleitung Bundespolizei",
            "2026-03-19",
        ),
        ("wir haben angst am 20.3 kommt polizei und bringt uns zum flughafen", "2026-03-20"),
        ("Der Abschiebungstermin steht fest. Es ist der 7. April.", "2026-04-07"),
    ],
)
def test_an_announced_day_is_found(text: str, day: str) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Die Duldung ist bis zum 20.03.2026 befristet, danach droht die Abschiebung.",
        "Er muss bis zum 31.03.2026 ausreisen, sonst wird er abgeschoben.",
        "Die Ausreisefrist endet am 31.03.2026, danach droht die Abschiebung.",
        "Im Mai 2025 scheiterte ein Abschiebungsversuch; am 12.06.2025 wurde der Flug abgebrochen.",
        "Am 02.02.2026 wurde versucht, ihn abzuschieben.",
        "Die Abschiebungsandrohung vom 12.03.2026 ist rechtswidrig.",
        "Die mündliche Verhandlung ist am 20.03.2026, die Abschiebung droht erst danach.",
        "Eine Abschiebung ist derzeit nicht terminiert. Am 20.03.2026 hat er eine Operation.",
        "Ein Termin für die Rückführung besteht nicht. Unsere Tochter hat am 20. März Geburtstag.",
        "Mein Cousin soll am 20.03.2026 nach Serbien abgeschoben werden.",
        "Die für den 20.03.2026 geplante Abschiebung wurde abgesagt.",
        "Der Flug am 20.03.2026 ist storniert.",
        "Am 20.03.2026 findet unser Fachtag Abschiebung und Haft statt.",
        "Am Samstag, 21. März, ist eine Demo gegen die Abschiebung.",
        "Die Abschiebungshaft dauert bis längstens 24.03.2026.",
        "Ich wurde am 3. April 1990 geboren und habe Angst vor der Abschiebung.",
        "Am 25.03.2026 soll ich bei der Botschaft vorsprechen, damit sie mich abschieben können.",
        "Das Verfahren auf Aussetzung der Abschiebung hat die Kammer am 11.03.2026 entschieden.",
        "Der Abschiebestopp für den Iran gilt bis 30.06.2026.",
        "Am Montag beginnt meine Ausbildung. Abschiebung wäre schlimm.",
        "Mein Sohn wird am 20.03.2026 achtzehn, dann ist er vor Abschiebung nicht mehr geschützt.",
        "Die Grenzübertrittsbescheinigung ist gültig bis 20.03.2026.",
        "Der Flug nach Deutschland war am 12.03.2015.",
        "Guten Morgen, wir haben Angst vor der Abschiebung.",
        "Unsere Beratung ist am Dienstag geöffnet. Thema: Duldung und Abschiebung.",
        "Die Geburt ist für den 22. März ausgerechnet, eine Abschiebung wäre lebensgefährlich.",
        "Der Eilantrag gegen die Abschiebung wurde am 10.03.2026 abgelehnt.",
        "Seit dem 1. März 2026 rechnen wir jeden Tag mit der Abschiebung.",
        "Wir haben am 15.03.2026 einen Termin beim Arzt wegen der Reisefähigkeit, Abschiebung ist nicht geplant.",
        "Die Einreisesperre gilt nach der Abschiebung bis 20.03.2029.",
    ],
)
def test_other_days_are_none(text: str) -> None:
    assert day_in(text) is None


def test_the_subject_of_the_mail_is_read() -> None:
    message = make_mail("Bitte rufen Sie an.", subject="EILT: Abschiebung am 17.03.2026!")
    finding = find_removal_date(make_reading(message), ())
    assert finding is not None
    assert finding.value == "2026-03-17"


def test_a_weekday_right_after_the_flight_is_resolved() -> None:
    finding = find_removal_date(make_reading(make_mail("Siehe Anlage.", subject="Krasniqi - Flug Dienstag")), ())
    assert finding is not None
    assert finding.value == "2026-03-17"


def test_an_enclosed_letter_of_the_authority_is_read_with_its_own_date() -> None:
    letter = (
        "Kreis Musterfeld\nAusländerbehörde\n\n09.03.2026\n\nAbschiebungsankündigung\n\nSehr geehrter Herr Krasniqi,\n\n"
        "Ihre Abschiebung wird am kommenden Dienstag durchgeführt."
    )
    message = make_mail("Anbei das Schreiben der Behörde.", ("brief.pdf", letter))
    reading = make_reading(message, make_paper(PaperType.AUTHORITY_DECISION))
    finding = find_removal_date(reading, (APPLICANT,))
    assert finding is not None
    assert finding.value == "2026-03-10"
    assert finding.evidence[0].document == 1


def test_a_year_that_is_missing_is_that_of_the_next_such_day() -> None:
    assert (
        day_in("Die Abschiebung ist für den 5. Januar angesetzt.") is None
        or day_in("Die Abschiebung ist für den 5. September angesetzt.") == "2026-09-05"
    )


def test_misread_words_of_a_fax_are_mended() -> None:
    page = make_page("Die Absehiebung ist für den 17.O3.2026 vorgesehcn.", source=TextSource.OCR)
    finding = find_removal_date(make_reading(make_scan(page)), ())
    assert finding is not None
    assert finding.value == "2026-03-17"
    start, end = finding.evidence[0].start, finding.evidence[0].end
    assert page.text[start:end] == "17.O3.2026"


def test_the_clearer_of_two_days_wins() -> None:
    text = "Am 13.03.2026 droht die Abschiebung. Der Flug ist für den 17.03.2026 um 8 Uhr gebucht."
    assert day_in(text) == "2026-03-17"


def test_day_and_detention_come_together() -> None:
    reading = reading_of("Ich sitze in Büren in Abschiebungshaft. Am 17.03.2026 werde ich abgeschoben.")
    assert {f.field: f.value for f in find_removal(reading, (APPLICANT,))} == {
        "removal_date": "2026-03-17",
        "detained": "true",
    }
