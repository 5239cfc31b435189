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
        ("Die Rückführung nach Tunis ist gebucht:\n\nDatum 19.03.2026\nFlug ab DUS 07:25 Uhr", "2026-03-19"),
        ("Unser Mandant soll am 20.03.2026 abgeschoben werden.", "2026-03-20"),
        ("Am 24.03.26 wird er in den Kosovo abgeschoben.", "2026-03-24"),
        ("Die Abschiebung ist auf Dienstag, den 24. März, terminiert.", "2026-03-24"),
        ("Für den 02.04.2026 ist ein Platz in einer Chartermaschine nach Pristina gebucht.", "2026-04-02"),
        ("Der Flug geht am Freitag, 13.3., um 6.40 Uhr ab Köln/Bonn.", "2026-03-13"),
        ("Flugdaten: EW 9876, 19.03.2026, 05:50 Uhr ab FMO", "2026-03-19"),
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
        ("Termin zur Selbstgestellung: Montag, 16. März 2026, 6 Uhr, Terminal C", "2026-03-16"),
        ("Die Ausländerbehörde teilt mit, dass die Luftabschiebung am O2.04.2O26 durchgeführt wird.", "2026-04-02"),
        ("Er sitzt in Büren und soll schon am 14. März ausgeflogen werden.", "2026-03-14"),
        (
            "Die Rückführung ist wie folgt organisiert:\n\nTermin 19.03.2026\nAbflug FMO 05:50 Uhr\nein Arzt begleitet",
            "2026-03-19",
        ),
        ("wir haben angst am 20.3 kommt polizei und bringt uns zum flughafen", "2026-03-20"),
        ("Der Abschiebungstermin steht fest. Es ist der 7. April.", "2026-04-07"),
        (
            (
                "Wie uns die ZAB Unna heute telefonisch mitteilte, ist Herr K. für den Sammelcharter am 26. "
                "März angemeldet."
            ),
            "2026-03-26",
        ),
        ("Hiermit teile ich mit, dass die Rückführungsmaßnahme am 02.04.2026 vollzogen werden soll.", "2026-04-02"),
        ("Buchungsbestätigung: 1 Erwachsener, 2 Kinder, DUS-TIA, 24.03.2026, 10:15", "2026-03-24"),
        (
            (
                "Sie werden hiermit aufgefordert, sich am Donnerstag, 26.03.2026, 04:00 Uhr in Ihrer Wohnung "
                "bereitzuhalten."
            ),
            "2026-03-26",
        ),
        ("Am 24. März 2026 geht der Flieger nach Belgrad, dann ist alles vorbei.", "2026-03-24"),
        ("Die Kinder wissen noch nicht, dass wir am nächsten Freitag nach Georgien geflogen werden.", "2026-03-13"),
        (
            (
                "Meine Mandantin hat am gestrigen Tag die Ankündigung erhalten, dass ihre Abschiebung nach "
                "Armenien in der 13. KW, konkret am 25.03.2026, erfolgen wird."
            ),
            "2026-03-25",
        ),
        ("Der Rückführungstermin (19.03.2026) ist der Familie seit heute bekannt.", "2026-03-19"),
        ("am freitag ist der flug, bitte bitte helfen sie uns", "2026-03-13"),
        ("Die Bundespolizei wird ihn am 17.3. gegen 5 Uhr aus der Haft zum Flughafen Frankfurt bringen.", "2026-03-17"),
        (
            (
                "Nach Mitteilung des Regierungspräsidiums erfolgt die Überstellung nach Bulgarien am 31. März "
                "2026 auf dem Luftweg."
            ),
            "2026-03-31",
        ),
        ("Ich soll am 22 März abgeschoben werden.", "2026-03-22"),
        ("Wir haben erfahren, dass Frau Osei schon heute Nacht nach Accra abgeschoben werden soll.", "2026-03-11"),
        ("Abflug: 18.03.2026 13:40 Uhr, Flug TK 1524 nach Istanbul", "2026-03-18"),
        ("Es ist beabsichtigt, den Betroffenen am 08.04.2026 in sein Heimatland zurückzuführen.", "2026-04-08"),
        (
            "Gemäß § 59 Abs. 1 AufenthG kündige ich an, dass die Abschiebung am 15. April 2026 stattfindet.",
            "2026-04-15",
        ),
        ("Der Termin der Rückführung steht nunmehr fest: 01.04.2026.", "2026-04-01"),
        ("Vorgesehener Rückführungstermin ist der 27.03.2026 (Charter nach Islamabad).", "2026-03-27"),
        ("They are going to send me back to Nigeria on Tuesday, 17 March.", "2026-03-17"),
        ("He has a flight booked for 25/03/2026.", "2026-03-25"),
        ("Ils veulent m'expulser le 24 mars.", "2026-03-24"),
        ("Herr D. wird, wenn nichts geschieht, am Montag um 6 Uhr nach Kigali geflogen.", "2026-03-16"),
        ("Sehr eilig!!! Mein Mann wird am 12.3. abgeschoben!!!", "2026-03-12"),
        ("Zu der am 19.03.2026 beabsichtigten Abschiebung bitte ich um Stellungnahme der Kommission.", "2026-03-19"),
        ("Ein Flugticket auf seinen Namen für den 21.03. wurde ihm gezeigt.", "2026-03-21"),
        ("Laut Schreiben vom 5. März sollen sie am 20. März das Land mit einem Charterflug verlassen.", "2026-03-20"),
        (
            (
                "Seine Überstellung im Rahmen des Dublin-Verfahrens nach Spanien soll am 1. April stattfinden, "
                "die Frist läuft am 4. Mai ab."
            ),
            "2026-04-01",
        ),
        (
            "Wir bitten um Entscheidung vor dem 20.03.2026, da an diesem Tag die Abschiebung stattfinden soll.",
            "2026-03-20",
        ),
        ("Bitte entscheiden Sie bis zum 20.03.2026, dem Tag der Abschiebung.", "2026-03-20"),
        ("Sie müssen am 20. März Deutschland verlassen, der Flug ist gebucht.", "2026-03-20"),
        ("Wir müssen am 20.3. mit dem Flugzeug nach Skopje ausreisen.", "2026-03-20"),
        ("Montag um 4 Uhr früh soll es so weit sein: Abschiebung nach Kroatien.", "2026-03-16"),
        ("Abschiebung – Termin: 23.3.", "2026-03-23"),
        ("Wir haben gehört, dass die Abschiebung schon übermorgen sein soll.", "2026-03-13"),
        ("Uns läuft die Zeit davon, am 19. März fliegt die Maschine mit ihm nach Bagdad.", "2026-03-19"),
        (
            (
                "Laut Ausländerbehörde ist er für den Flug am 24.03. nach Accra (Ghana) vorgesehen, Begleitung "
                "durch einen Arzt ist gebucht."
            ),
            "2026-03-24",
        ),
        ("Man hat ihm gesagt, er müsse am 16. um 8 Uhr am Flughafen sein.", "2026-03-16"),
        ("Am 5. früh soll der Flug gehen.", "2026-04-05"),
        ("Die Maschine vom 22.03. fällt aus, Ersatztermin ist der 26.03.2026.", "2026-03-26"),
        ("Der Flug ist heute ohne ihn gestartet. Neuer Termin laut Stadt: Dienstag, 24. März 2026.", "2026-03-24"),
        (
            "Ein Platz in der Chartermaßnahme ist gebucht, die am Mittwoch, dem 25. März 2026, durchgeführt wird.",
            "2026-03-25",
        ),
        ("Die Maßnahme ist unverändert für morgen, 12.03.2026, vorgesehen.", "2026-03-12"),
        ("Die Ankündigung zum 22.03.2026 bleibt bestehen.", "2026-03-22"),
        ("Die Rückführung der fünf Personen ist seit dem\n10. März auf den 14.04.2026 festgelegt.", "2026-04-14"),
        ("Er wird abgeschoben, und zwar heute!", "2026-03-11"),
        ("Mañana 12 de marzo lo deportan a Bogotá.", "2026-03-12"),
        ("15 Mart 2026 tarihinde sınır dışı edileceğim.", "2026-03-15"),
        ("20 марта 2026 меня депортируют.", "2026-03-20"),
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
        "Die für den 20.03.2026 geplante Rückführung der Eheleute Krasniqi, Arbnor (23.03.1990) und Vesa (1.2.1991), "
        "ist storniert worden.",
        "Am 20.03.2026 findet unsere Fortbildung zu Abschiebung und Haft statt.",
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
        "Die Rückführung soll Ende März stattfinden.",
        "Rückführung: KW 14",
        "Unser Flug in den Urlaub war am 3. Januar, jetzt hat mein Freund Angst vor der Abschiebung.",
        "Die Aussetzung der Abschiebung (Duldung) wurde am 10.03.2026 erteilt und gilt bis 09.06.2026.",
        "Ihre Duldung erlischt am 20.03.2026 und Sie müssen mit der Abschiebung rechnen.",
        "Bis zum 20. März hat er Zeit, freiwillig auszureisen, danach erfolgt die Abschiebung.",
        "Ich habe am 18.03.2026 ein Vorstellungsgespräch. Eine Abschiebung würde alles zerstören.",
        "Das Gericht hat die Abschiebung bis zum 30.04.2026 untersagt.",
        "Bitte teilen Sie bis zum 25.03.2026 mit, ob Sie die Abschiebung stoppen können.",
        "Wir bitten um Rückmeldung bis Freitag, weil die Abschiebung droht.",
        "Im Büro bin ich wieder am Montag, 16.03.2026. In Eilfällen (Abschiebung, Haft) wenden Sie sich an Frau Kunze.",
        "Die Kommission tagt am 24.03.2026. Bitte sorgen Sie dafür, dass bis dahin keine Abschiebung erfolgt.",
        "Am 15. April beginnt seine Ausbildung, eine Abschiebung davor wäre sinnlos.",
        "Seine Schwester ist am 12. Februar abgeschoben worden.",
        "Die Haft zur Sicherung der Abschiebung wird bis zum 15.04.2026 verlängert.",
        "Am 19. März 2026 läuft die Duldung ab; die Ausländerbehörde hat die Abschiebung angedroht.",
        "Ab dem 1. April 2026 hat er einen Arbeitsvertrag, wenn er nicht abgeschoben wird.",
        (
            "Der nächste Termin bei der Ausländerbehörde ist am 24.03.2026. Dort kann er festgenommen und "
            "abgeschoben werden."
        ),
        "Er wurde am 3.4.2001 geboren. Abschiebung wurde angedroht.",
        "Eine Abschiebung vor dem 01.05.2026 ist nicht beabsichtigt.",
        "Die Überstellungsfrist läuft am 25.03.2026 ab.",
        "Am 20.03.2026 feiern wir Newroz. Unsere Freunde wurden abgeschoben.",
        (
            "Die Reisefähigkeit wird am 23.03.2026 amtsärztlich untersucht, erst danach entscheidet die "
            "Behörde über die Abschiebung."
        ),
        "Mein Anwalt hat bis 18.3. Urlaub, ich habe Angst vor Abschiebung.",
        "Ihm wurde unter Fristsetzung zum 30.04.2026 die Abschiebung angedroht.",
        "In zwei Wochen muss er ausreisen, sonst wird er abgeschoben.",
        "Für den Fall, dass er nicht bis zum 30.04.2026 ausreist, wird die Abschiebung angedroht.",
        "Er ist verpflichtet, bis 01.04.2026 auszureisen. Andernfalls wird er abgeschoben.",
        "Die Frist zur freiwilligen Ausreise wurde auf den 15.04.2026 festgesetzt, danach Abschiebung.",
        "Die Polizei kam am 5. März um 4 Uhr, um uns abzuschieben, aber mein Sohn war nicht da.",
        "Heute um 6 Uhr wurde versucht, ihn abzuschieben.",
        "Er wurde heute früh abgeschoben.",
        "Die Abschiebung droht. Termin zur Eheschließung beim Standesamt ist am 12.06.2026.",
        "Der Kreis hat die Flugbuchung angedroht, ohne ein Datum zu nennen. Das Datum der Prüfung ist der 12.06.2026.",
        "Die Aussetzung der Abschiebung wird nicht über den 31.03.2026 hinaus verlängert.",
        "Es spricht ein Mann, dem vor acht Jahren eine Abschiebung drohte und der heute die Bäckerei am Markt führt.",
        "Heute will niemand mehr abschieben, und niemand will etwas erlauben.",
        "Die Maßnahme zur beruflichen Bildung beginnt am 01.04.2026.",
        "Der Flug am 14.03.2026 fällt aus.",
        "Die Ankündigung zum Elternabend am 22.03.2026 liegt bei.",
        "La deportación fue cancelada; el 20 de marzo tengo cita con el médico.",
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
        "Kreis Musterfeld\nAusländerbehörde\n\n09.03.2026\n\nAbschiebungsankündigung\n\n"
        "Sehr geehrter Herr Krasniqi,\n\n"
        "Ihre Abschiebung wird am kommenden Dienstag durchgeführt."
    )
    message = make_mail("Anbei das Schreiben der Behörde.", ("brief.pdf", letter))
    reading = make_reading(message, make_paper(PaperType.AUTHORITY_DECISION))
    finding = find_removal_date(reading, (APPLICANT,))
    assert finding is not None
    assert finding.value == "2026-03-10"
    assert finding.evidence[0].document == 1


def test_a_year_that_is_missing_is_that_of_the_next_such_day() -> None:
    assert day_in("Die Abschiebung ist für den 5. September angesetzt.") == "2026-09-05"
    assert day_in("Die Abschiebung war für den 5. Januar angesetzt.") is None


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


def test_what_the_answer_calls_off_is_not_announced_by_the_mail_it_quotes() -> None:
    quoted = (
        "> Gesendet: Mittwoch, 11. März 2026 09:12\n> Betreff: Krasniqi\n>\n> Bleibt es bei dem Flug am 28.03.2026?"
    )
    assert day_in(f"der Flug ist storniert.\n\n{quoted}") is None
    assert day_in(f"der Flug bleibt.\n\n{quoted}") == "2026-03-28"


def test_a_subject_that_calls_the_flight_off_announces_none() -> None:
    mail = make_mail("Sehr geehrte Damen und Herren,\n\nanbei.", subject="Abbruch Krasniqi, Flug DUS 13.03.2026")
    assert find_removal_date(make_reading(mail), (APPLICANT,)) is None


def test_a_circular_announces_nothing() -> None:
    text = "Abschiebung: neue Urteile\nAm 24.03. wird über Abschiebung gesprochen.\n\nNewsletter abbestellen"
    assert find_removal(make_reading(make_mail(text)), ()) == ()
    assert find_removal(make_reading(make_mail(text)), (APPLICANT,)) != ()


@pytest.mark.parametrize(
    "text",
    [
        "My flight is on 24 March 2026.",
        "They will deport us on 24 March.",
        "I was told that the removal is booked for 24.03.2026.",
        "The police will come for us on March 24th at 4 am and take us to the airport.",
        "Le vol est prévu le 24 mars 2026.",
        "Nous devons être expulsés le 24 mars.",
        "On va nous renvoyer le 24/03/2026.",
        "L'expulsion est fixée au 24 mars.",
        "El vuelo es el 24 de marzo de 2026.",
        "Nos van a deportar el 24 de marzo.",
        "La deportación está prevista para el 24/03/2026.",
        "Il volo è previsto per il 24 marzo 2026.",
        "L'espulsione è fissata per il 24 marzo.",
        "O voo está marcado para 24 de março de 2026.",
        "A deportação será no dia 24 de março.",
        "Uçuş 24 Mart 2026 tarihinde.",
        "24 Mart'ta sınır dışı edileceğiz.",
        "Sınır dışı tarihi 24.03.2026 olarak belirlendi.",
        "Polis 24 Mart sabahı bizi havaalanına götürecek.",
        "Fluturimi është më 24 mars 2026.",
        "Do të na dëbojnë më 24 mars.",
        "Deportimi është caktuar për datën 24.03.2026.",
        "Let je 24. ožujka 2026.",
        "Deportacija je zakazana za 24.03.2026.",
        "Protjerat će nas 24. marta 2026.",
        "Лет је заказан за 24. март 2026.",
        "Депортација је 24.03.2026.",
        "Протераће нас 24. марта.",
        "Депортацијата е закажана за 24 март 2026.",
        "Zborul este pe 24 martie 2026.",
        "Deportarea este programată pentru 24.03.2026.",
        "Ne expulzează pe 24 martie.",
        "Рейс назначен на 24 марта 2026 года.",
        "Нас депортируют 24 марта.",
        "Депортация назначена на 24.03.2026.",
        "Самолёт 24 марта в 7 утра.",
        "Рейс призначено на 24 березня 2026 року.",
        "Нас депортують 24 березня.",
        "Депортація призначена на 24.03.2026.",
        "رحلة الترحيل يوم 24 مارس 2026",
        "موعد الترحيل 24/03/2026",
        "سيتم ترحيلنا في 24 آذار 2026",
        "الطائرة يوم 24.03.2026",
        "پرواز ما در تاریخ 2026/03/24 است",
        "قرار است ما را در 24 مارس 2026 اخراج کنند",
        "تاریخ اخراج 24.03.2026",
        "Firîn di 24.03.2026 de ye.",
        "Ew ê me di 24.03.2026 de dersînor bikin.",
        "Balafira me 24ê Adarê ye.",
        "Lot jest 24 marca 2026.",
        "Deportacja jest zaplanowana na 24.03.2026.",
    ],
)
def test_a_day_is_announced_in_other_languages(text: str) -> None:
    found = find_removal_date(make_reading(make_mail(f"\n{text}\n")), (APPLICANT,))
    assert found is not None
    assert found.value == "2026-03-24"


@pytest.mark.parametrize(
    "text",
    [
        "My Duldung is valid until 24 March 2026.",
        "The hearing is on 24 March 2026.",
        "I must leave Germany by 24 March 2026.",
        "There is no date for the deportation yet.",
        "The flight on 24 March was cancelled.",
        "Ma Duldung est valable jusqu'au 24 mars 2026.",
        "J'ai rendez-vous chez le médecin le 24 mars.",
        "Je dois quitter l'Allemagne avant le 24 mars 2026.",
        "Le vol du 24 mars a été annulé.",
        "Mi Duldung es válida hasta el 24 de marzo de 2026.",
        "Tengo cita con el médico el 24 de marzo por miedo a la deportación.",
        "Duldung'um 24 Mart 2026'ya kadar geçerli.",
        "24 Mart'ta hastane randevum var, sınır dışı edilmekten korkuyorum.",
        "24 Mart uçuşu iptal edildi.",
        "Duldung vlen deri më 24 mars 2026, kam frikë nga dëbimi.",
        "Fluturimi i datës 24 mars u anulua.",
        "Duldung vrijedi do 24.03.2026., bojim se deportacije.",
        "Let 24.03.2026. je otkazan.",
        "Дульдунг действует до 24 марта 2026 года, я боюсь депортации.",
        "Рейс 24 марта отменён.",
        "24 марта у меня операция, депортация опасна.",
        "Duldung дійсний до 24 березня 2026 року, я боюся депортації.",
        "Рейс 24 березня скасовано.",
        "الدولدونغ صالحة حتى 24/03/2026 وأخاف من الترحيل",
        "تم إلغاء رحلة الترحيل يوم 24/03/2026",
        "Duldung este valabil până la 24.03.2026, îmi este frică de deportare.",
        "Zborul din 24 martie a fost anulat.",
        "دولدونگ من تا 24.03.2026 اعتبار دارد و از اخراج می ترسم",
    ],
)
def test_in_other_languages_too_terms_appointments_and_cancelled_flights_are_none(text: str) -> None:
    assert find_removal_date(make_reading(make_mail(f"\n{text}\n")), (APPLICANT,)) is None
