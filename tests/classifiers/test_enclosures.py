from datetime import UTC, datetime

import pytest

from classifiers.enclosures import missing_enclosures
from classifiers.passages import Reading, passages_of_message
from classifiers.records import Finding, Paper
from classifiers.records import PaperType as T
from parsers.records import Channel, Document, MailHeader, Page, ParsedMessage, Problem

POA, CV, LANG, SCHOOL, WORK = T.POWER_OF_ATTORNEY, T.CV, T.LANGUAGE_CERTIFICATE, T.SCHOOL, T.EMPLOYMENT
MED, ID, AUTH, COURT, SUPPORT, PHOTO, OTHER = (
    T.MEDICAL,
    T.IDENTITY,
    T.AUTHORITY_DECISION,
    T.COURT_DECISION,
    T.SUPPORT_LETTER,
    T.PHOTO,
    T.OTHER,
)


def mail(body: str, *types: T, problem: Problem | None = None, confidence: float = 0.95) -> Reading:
    """A mail whose attachments are of these types; with a problem one more that cannot be read."""
    documents = [Document(0, "body", "text/plain", (Page(1, body),), is_body=True)]
    papers = []
    for number, kind in enumerate(types, 1):
        documents.append(Document(number, f"{number}.pdf", "application/pdf", (Page(1, "…"),)))
        papers.append(Paper(kind, number, 1, 1, f"{number}.pdf", confidence))
    if problem is not None:
        documents.append(Document(len(documents), "x.pdf", "application/pdf", (), problem))
        papers.append(Paper(OTHER, len(documents) - 1, 0, 0, "x.pdf", 0.2))
    message = ParsedMessage(Channel.EMAIL, "x.eml", datetime(2026, 5, 1, tzinfo=UTC), tuple(documents), MailHeader())
    return Reading(message, passages_of_message(message), tuple(papers), None)


def post(letter: str, *types: T) -> Reading:
    """A scanned batch: the letter, then a page of each type."""
    pages = (Page(1, letter), *(Page(n, "…") for n in range(2, 2 + len(types))))
    message = ParsedMessage(
        Channel.POST, "x.pdf", datetime(2026, 5, 1, tzinfo=UTC), (Document(0, "x.pdf", "application/pdf", pages),)
    )
    first = Paper(T.APPLICATION_LETTER, 0, 1, 1, "1", 0.9)
    papers = (first, *(Paper(kind, 0, n, n, str(n), 0.95) for n, kind in enumerate(types, 2)))
    return Reading(message, passages_of_message(message), papers, first)


def missing(findings: tuple[Finding, ...]) -> list[str]:
    return sorted(finding.value for finding in findings)


NAMED = [
    ("Die Vollmacht liegt bei.", (), [POA]),
    ("Vollmacht anbei.", (), [POA]),
    ("Eine Vollmacht meiner Mandantin füge ich bei.", (CV,), [POA]),
    ("Beigefügt sind Vollmacht, Lebenslauf und Zeugnisse.", (POA, CV), [SCHOOL]),
    ("Vollmacht, Lebenslauf und Arbeitsvertrag füge ich bei.", (POA, CV), [WORK]),
    ("Anbei übersenden wir Ihnen den Arztbericht der Klinik.", (), [MED]),
    ("Als Anlage überreiche ich das Attest von Dr. Hölter und die Geburtsurkunde des Kindes.", (ID,), [MED]),
    ("Die Vollmacht liegt bei, das Attest reiche ich nach.", (), [POA]),
    ("Im Anhang finden Sie meinen Lebenslauf und das Sprachzertifikat.", (CV,), [LANG]),
    ("Das Attest, das ich beifüge, zeigt meine Krankheit.", (), [MED]),
    ("Unter Vorlage der beigefügten Vollmacht zeige ich die Vertretung an.", (), [POA]),
    ("Unter Beifügung einer Vollmacht beantrage ich die Befassung.", (WORK,), [POA]),
    ("Ausweislich anliegender Vollmacht vertrete ich Frau Sesay.", (), [POA]),
    ("Er besucht die Realschule, wie das beigefügte Zeugnis belegt.", (POA,), [SCHOOL]),
    ("Sein Arbeitgeber will ihn behalten (Arbeitsvertrag anbei).", (), [WORK]),
    ("Der Bescheid vom 3. März 2026 (Anlage 1) ist bestandskräftig.", (), [AUTH]),
    ("Das Bundesamt hat mit dem anliegenden Bescheid abgelehnt.", (POA,), [AUTH]),
    ("Ich lege meinen Pass und die Heiratsurkunde bei.", (), [ID, ID]),
    ("Wir haben einen Brief unserer Nachbarin und das Zeugnis von Lea in den Umschlag gelegt.", (SCHOOL,), [SUPPORT]),
    ("ich schicke foto von zertifikat b1 und von arbeitsvertrag, alles dabei", (LANG,), [WORK]),
    ("Dieser Mail hänge ich den Lehrvertrag an.", (), [WORK]),
    ("Das Urteil des Verwaltungsgerichts hängt an.", (), [COURT]),
    ("Zwei Atteste sind beigefügt.", (MED,), [MED]),
    ("Anbei die Vollmacht.", (OTHER,), [POA]),  # what can be read and is none was not the one named
    ("Anbei mein Antrag mit Anlagen (A1 Vollmacht, A2 Lohnabrechnung, A3 Schreiben der Klinik).", (POA, WORK), [MED]),
    ("Ich füge den Lernbericht der Schule bei.", (POA,), [SCHOOL]),
    ("Das Attest von Frau Dr. Kolb, um das Sie baten, lege ich bei.", (), [MED]),
    ("Den Mietvertrag, den Sie noch brauchten, füge ich bei.", (CV,), [OTHER]),
    ("Beigefügt sind drei Lohnabrechnungen.", (WORK,), [WORK, WORK]),
    ("Please find attached my passport and the birth certificate of my son.", (ID,), [ID]),
    ("I enclose my work contract.", (), [WORK]),
    ("Vous trouverez ci-joint mon contrat de travail.", (), [WORK]),
    ("Je joins l'acte de naissance de ma fille.", (), [ID]),
    ("Der Lebenslauf liegt diesem Schreiben bei.", (), [CV]),
    ("Meine Geburtsurkunde ist in Kopie beigefügt.", (), [ID]),
    ("Beiliegend erhalten Sie den Beschluss des Amtsgerichts.", (), [COURT]),
    ("Anlagen: Vollmacht, Attest, Duldung", (POA, MED), [ID]),
    ("Anl.: Vollmacht", (), [POA]),
    ("Anlagen\n- Vollmacht\n- Schulzeugnis von Amina\n- Arbeitsbescheinigung", (POA, WORK), [SCHOOL]),
    (
        (
            "Anlagen:\n1. Vollmacht vom 3.3.2026\n2. Lebenslauf\n3. Gutachten Dr. Stens\n"
            "4. Unterstützungsschreiben der Gemeinde"
        ),
        (POA, CV, MED),
        [SUPPORT],
    ),
    ("V. Anlagen\n1. Vollmacht\n2. Attest vom 4.4.2026", (POA,), [MED]),
    ("Anlagenverzeichnis:\nAnlage 1: Vollmacht\nAnlage 2: Bescheid vom 2.2.2026", (POA,), [AUTH]),
    ("Beigefügt:\nKopie des Passes\nFoto der Familie", (PHOTO,), [ID]),
    ("Sie baten um Vollmacht und Attest, beides liegt bei.", (MED,), [POA]),
    ("Die Vollmacht der Eheleute habe ich beigefügt; weitere Unterlagen folgen.", (), [POA]),
    ("Legitimation anliegend.", (), [POA]),
    ("Die Bestallungsurkunde füge ich in Kopie an.", (), [T.GUARDIANSHIP_CERTIFICATE]),
    ("Hier noch die Bescheinigung vom Kindergarten, wir schicken sie als Foto mit.", (), [SCHOOL]),
    ("Im Anhang mein Antrag und die Vollmacht.", (T.APPLICATION_LETTER,), [POA]),
    ("Vollrnacht anbei", (), [POA]),
    ("Den Befund der Kardiologie faxe ich mit.", (), [MED]),
    ("Die Vollmacht finden Sie hinter diesem Brief.", (), [POA]),
    ("Der Bericht der Klinik ist das zweite Blatt.", (), [MED]),
    ("Wir fügen die Lohnabrechnungen der letzten Monate bei.", (), [WORK]),
    ("Anbei die gewünschten Unterlagen.", (), [OTHER]),
    ("Im Anhang drei Dateien.", (POA, CV), [OTHER]),
    ("Bitte sofort vorlegen, siehe 4 Anlagen.", (POA,), [OTHER]),
    ("Meinen Antrag schicke ich Ihnen im Anhang.", (), [T.APPLICATION_LETTER]),
]

NOT_MISSING = [
    ("Die Vollmacht liegt bei.", (POA,)),
    ("Beigefügt sind Vollmacht, Lebenslauf und Zeugnisse.", (POA, CV, SCHOOL)),
    ("Lebenslauf und Zeugnis sind auch dabei.", (CV, LANG)),
    ("Die Vollmacht reiche ich nach.", ()),
    ("Eine Vollmacht wird nachgereicht.", ()),
    ("Vollmacht folgt.", ()),
    ("Das Original der Vollmacht folgt per Post.", ()),
    ("Weitere Nachweise folgen, sobald sie mir vorliegen.", ()),
    ("Die Lohnabrechnung kommt mit der Briefpost.", ()),
    ("Die Vollmacht sende ich mit getrennter Post.", ()),
    ("Das Attest bekommen Sie nächste Woche, anbei vorerst nichts.", ()),
    ("Eine Vollmacht ist nicht beigefügt.", ()),
    ("Ich habe leider keine Vollmacht beigelegt.", ()),
    ("Die Vollmacht konnte ich noch nicht anhängen.", ()),
    ("Die Vollmacht liegt Ihnen bereits vor.", ()),
    ("Das Attest habe ich schon mit meinem Schreiben vom 3. Mai übersandt.", ()),
    ("Meiner E-Mail vom Montag war die Vollmacht beigefügt.", ()),
    ("Das Original liegt bei mir im Schreibtisch.", ()),
    ("Der Reisepass liegt der Ausländerbehörde vor.", ()),
    ("Ich arbeite bei der Firma Klute und habe einen Arbeitsvertrag.", ()),
    ("Gegen den Bescheid wurde Klage erhoben, das Urteil ist rechtskräftig.", ()),
    ("Auf Wunsch lege ich das Attest vor.", ()),
    ("Ärztliche Unterlagen können vorgelegt werden.", ()),
    ("Bitte senden Sie mir den Bescheid als Anlage.", ()),
    ("Welche Unterlagen muss ich beifügen? Reicht eine Kopie vom Pass?", ()),
    ("Falls Sie eine Vollmacht brauchen, schicke ich sie gern mit.", ()),
    ("Sein Zeugnis ist gut, die Schule lobt ihn.", ()),
    ("Wir füllen das Formular aus und fügen uns.", ()),
    ("Dieses Schreiben übersende ich Ihnen vorab per Fax.", ()),
    ("Anlagen: Vollmacht (folgt)", ()),
    ("Anlagen:\n- Vollmacht (wird nachgereicht)\n- Lebenslauf", (CV,)),
    ("Anbei das Attest.", (OTHER,)),
    ("Anbei der Antrag unserer Gemeinde und die Vollmacht.", (T.APPLICATION_LETTER, POA)),
    ("Die Vollmacht ist im Anhang, dieses Mal das Formular der Kanzlei.", (POA,)),
    ("Die Entbindung von der Schweigepflicht liegt bei.", (OTHER,)),
    ("Ihr Ausweis liegt in Kopie bei.", (AUTH,)),
    ("Anbei die Bescheinigung.", (WORK,)),
    ("Anbei eine Bescheinigung der Schule.", (SUPPORT,)),
    ("Das Zeugnis seines Chefs liegt bei.", (WORK,)),
    ("Die Duldung ist in Kopie beigefügt.", (AUTH,)),
    ("Anbei ein Foto von uns.", (PHOTO,)),
    ("ich schicke 2 foto von papiere", (WORK, LANG)),
    ("Im Anhang zwei Dateien.", (POA, T.APPLICATION_LETTER)),
    ("Anbei die gewünschten Unterlagen.", (WORK,)),
    ("Die Vollmacht sende ich als Foto mit.", (POA,)),
    ("Die Vollmacht, die ich beifüge, gilt auch für die Kinder.", (POA,)),
    ("Vollmacht anbei.\n\nAnlagen: Vollmacht", (POA,)),
    ("Das Attest liegt bei. Das beigefügte Attest sagt alles.", (MED,)),
    ("Sobald ich das Zeugnis habe, schicke ich es mit.", ()),
    ("Ihre Mitteilung mit Anlage habe ich erhalten, der Bescheid ist mir bekannt.", ()),
    ("Er hat sich in Deutschland beigefügt.", ()),
    ("Ich gebe Ihnen Bescheid.", ()),
    ("Ein Attest habe ich nicht, anbei aber der Lebenslauf.", (CV,)),
    ("Wir legen Ihnen den Fall der Familie ans Herz.", ()),
    ("Nach dem Bescheid vom 2.2. füge ich das Attest bei.", (MED,)),
    ("Die Vollmacht unterschreibt sie am Montag, Sie bekommen sie dann gescannt.", ()),
    ("Das Attest ist beigefügt (zwei Seiten).", (MED,)),
    ("Schulbescheinigung nebst Urkunde sind angefügt.", (SCHOOL,)),
    ("Mit Bescheid vom 3.3.2026 wurde der Antrag abgelehnt, die Vollmacht liegt bei.", (POA,)),
    ("Für die Vollmacht brauche ich noch die Unterschrift meiner Frau.", ()),
]


@pytest.mark.parametrize(("text", "there", "expected"), NAMED)
def test_what_is_named_as_enclosed_and_is_not_there_is_found(
    text: str, there: tuple[T, ...], expected: list[T]
) -> None:
    body = f"Sehr geehrte Damen und Herren,\n\n{text}\n\nMit freundlichen Grüßen\nA. Brandt"
    assert missing(missing_enclosures(mail(body, *there))) == sorted(expected)


@pytest.mark.parametrize(("text", "there"), NOT_MISSING)
def test_what_is_there_announced_denied_or_elsewhere_is_not_missing(text: str, there: tuple[T, ...]) -> None:
    body = f"Sehr geehrte Damen und Herren,\n\n{text}\n\nMit freundlichen Grüßen\nA. Brandt"
    assert missing(missing_enclosures(mail(body, *there))) == []


@pytest.mark.parametrize(
    ("ending", "there", "expected"),
    [
        ("Mit freundlichen Grüßen\nSiebel\nRechtsanwalt\n\nAnlagen:\nVollmacht\nLebenslauf", (POA,), [CV]),
        ("Mit freundlichen Grüßen\nSiebel\nRechtsanwalt\n\nAnlagen: Vollmacht, Lebenslauf", (POA, CV), []),
        ("Anlagen\n\nVollmacht\nBestätigung der Firma Hoppe\n\nMit freundlichen Grüßen\nSiebel", (POA,), [WORK]),
        ("Anlage\n\nMit freundlichen Grüßen\nSiebel", (), []),
        ("Anlagen:\n1. Vollmacht\n2. Jugendgruppenkarte\n3. Gutachten", (POA, OTHER), [MED]),
        ("Anlagen:\n1 Vollmacht\n2 Zeugnis Mara, 2. Halbjahr 2025", (POA, SCHOOL), []),
        ("Anlagen: Vollmacht; Bericht; Sorgerechtsbeschluss", (POA, SCHOOL, COURT), []),
        ("Anlagen\n\nSiebel\nRechtsanwalt\nSparkasse IBAN DE00 1111", (POA,), []),
    ],
)
def test_the_list_of_enclosures_of_a_letter_is_read(ending: str, there: tuple[T, ...], expected: list[T]) -> None:
    letter = (
        "Kanzlei Siebel\n\nHärtefallkommission NRW\n\nSehr geehrte Damen und Herren,\n\n"
        f"ich vertrete Herrn Okoro und bitte um Befassung.\n\n{ending}"
    )
    assert missing(missing_enclosures(post(letter, *there))) == sorted(expected)


def test_a_file_that_cannot_be_read_may_be_the_paper_named() -> None:
    reading = mail("Guten Tag,\n\ndas Attest liegt bei.", problem=Problem.ENCRYPTED)
    assert missing_enclosures(reading) == ()


def test_one_file_that_cannot_be_read_is_one_paper_only() -> None:
    reading = mail("Guten Tag,\n\nAttest und Arbeitsvertrag liegen bei.", problem=Problem.DAMAGED)
    assert len(missing_enclosures(reading)) == 1


def test_a_paper_of_doubtful_type_is_the_paper_named_a_certain_one_is_not() -> None:
    text = "Guten Tag,\n\nder Arbeitsvertrag liegt bei."
    assert missing_enclosures(mail(text, SCHOOL, confidence=0.5)) == ()
    assert missing(missing_enclosures(mail(text, SCHOOL, confidence=0.98))) == [WORK]


def test_what_an_answered_mail_names_is_not_looked_for() -> None:
    body = (
        "Guten Tag,\n\ndanke für Ihre Nachricht.\n\nVon: Härtefallkommission <hfk@x.example>\n"
        "Gesendet: Montag\nAn: A\nBetreff: B\n\nDas Formular ist beigefügt, die Vollmacht auch."
    )
    assert missing_enclosures(mail(body)) == ()


def test_the_finding_quotes_where_it_is_named_and_says_what_was_searched() -> None:
    reading = mail("Guten Tag,\n\nanbei Lebenslauf und Attest.", CV)
    (finding,) = missing_enclosures(reading)
    place = finding.evidence[0]
    assert reading.page(place.document, place.page).text[place.start : place.end] == "Attest"
    assert "Lebenslauf (1.pdf)" in finding.searched
    assert finding.field == "enclosure_missing"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Please find enclosed the medical report from the hospital.", {MED}),
        ("I have attached my work contract and my passport.", {WORK, ID}),
        ("Vous trouverez ci-joint le rapport médical de l'hôpital.", {MED}),
        ("Je joins mon contrat de travail et le certificat de scolarité de mon fils.", {WORK, SCHOOL}),
        ("Adjunto el informe médico del hospital.", {MED}),
        ("Envio em anexo o relatório médico do hospital.", {MED}),
        ("Allego il certificato medico e la copia del passaporto.", {MED, ID}),
        ("Anexez raportul medical de la spital.", {MED}),
        ("Doktor raporunu mektubuma ekledim.", {MED}),
        ("Oğlumun karnesi ve iş sözleşmem ektedir.", {SCHOOL, WORK}),
        ("Bashkëngjitur gjeni raportin mjekësor nga spitali.", {MED}),
        ("U prilogu šaljem liječnički nalaz i ugovor o radu.", {MED, WORK}),
        ("У прилогу достављам извештај из болнице.", {MED}),
        ("W załączeniu przesyłam zaświadczenie lekarskie.", {MED}),
        ("В приложении справка из больницы и трудовой договор.", {MED, WORK}),
        ("Додаю довідку від лікаря та копію паспорта.", {MED, ID}),
        ("مرفق التقرير الطبي من المستشفى", {MED}),
        ("گزارش پزشکی بیمارستان پیوست این نامه است", {MED}),
        ("Pêvek: rapora bijîşkî ya nexweşxaneyê.", {MED}),
        ("Merci beaucoup.\n\nPièces jointes :\n- certificat médical\n- contrat de travail", {MED, WORK}),
        ("Saygılarımla\n\nEkler:\n1. Doktor raporu\n2. Pasaport fotokopisi", {MED, ID}),
        ("Прошу помочь.\n\nПриложения:\n1. Справка от врача\n2. Копия паспорта", {MED, ID}),
    ],
)
def test_what_is_named_in_another_language_and_is_not_there(text: str, types: set[T]) -> None:
    assert {finding.value for finding in missing_enclosures(mail(text))} == {kind.value for kind in types}
    assert not missing_enclosures(mail(text, *types))


@pytest.mark.parametrize(
    "text",
    [
        "I will send the medical report next week.",
        "I already sent you the medical report in March.",
        "I have no passport and cannot enclose a copy of it.",
        "My teacher attached great importance to the contract.",
        "My lawyer lodged an appeal against the decision.",
        "Je vous enverrai le rapport médical plus tard.",
        "J'ai déjà envoyé le certificat médical.",
        "Hastane raporunu sonra göndereceğim.",
        "Raportin mjekësor do ta dërgoj javën tjetër.",
        "Liječnički nalaz ću poslati naknadno.",
        "Справку от врача пришлю позже.",
        "Довідку від лікаря надішлю пізніше.",
        "سأرسل التقرير الطبي لاحقا",
        "Enviaré el informe médico más tarde.",
    ],
)
def test_what_another_language_says_is_to_come_or_was_sent_is_not_missing(text: str) -> None:
    assert not missing_enclosures(mail(text))
