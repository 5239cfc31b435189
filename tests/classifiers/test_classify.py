from __future__ import annotations

import pytest
from builders import make_mail, make_page, make_scan
from spacy.language import Language

from classifiers.classify import classify
from classifiers.nlp import load
from classifiers.records import Decision, FlagKind, Kind, Vollmacht
from parsers.records import Document, ParsedMessage, Problem


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


LETTER = """Ina Kessler
Rechtsanwältin
Bergstraße 3, 44623 Herne

Härtefallkommission NRW
40219 Düsseldorf

Herne, den 3. März 2026

Samir Haziri, geb. 02.04.1988, Staatsangehörigkeit: Albanien
Teichweg 4, 45699 Herten

Sehr geehrte Damen und Herren,

ich vertrete Herrn Haziri und bitte die Kommission, sich mit seinem Fall zu befassen. Vollmacht anbei.
Er ist vollziehbar ausreisepflichtig und wird geduldet. Seit 2016 arbeitet er als Dachdecker in Herten.
Die Abschiebung ist für den 24. März 2026 angekündigt.

Mit freundlichen Grüßen
Ina Kessler
Rechtsanwältin
""".replace("    ", "")
VOLLMACHT = (
    "Vollmacht\n\nIch, Samir Haziri, geb. am 02.04.1988, bevollmächtige Frau Rechtsanwältin Ina Kessler,\n"
    "mich im Verfahren vor der Härtefallkommission zu vertreten.\n\nHerten, den 2. März 2026\n\nSamir Haziri\n"
)


def decide(message: ParsedMessage, nlp: Language) -> Decision:
    return classify(message, nlp)


def test_a_lawyers_letter_with_its_vollmacht_is_understood_as_a_whole(nlp: Language) -> None:
    message = make_scan(make_page(LETTER), make_page(VOLLMACHT, ink_after="2026\n"))
    decision = decide(message, nlp)
    assert decision.kind is Kind.APPLICATION
    assert [(p.name, str(p.birth_date), p.nationality) for p in decision.persons] == [
        ("Samir Haziri", "1988-04-02", "ALB")
    ]
    assert decision.representative is not None
    assert decision.representative.name == "Ina Kessler"
    assert decision.power_of_attorney is Vollmacht.ENCLOSED
    assert str(decision.removal_date) == "2026-03-24"
    assert decision.flag_kinds == {FlagKind.REMOVAL_IMMINENT}


def test_every_finding_with_a_value_quotes_what_stands_there(nlp: Language) -> None:
    message = make_scan(LETTER)
    text = message.documents[0].pages[0].text
    decision = decide(message, nlp)
    quotes = {f.field: text[e.start : e.end] for f in decision.findings for e in f.evidence}
    assert "24. März 2026" in quotes["removal_date"]
    assert "Herten" in quotes["residence"]


def test_what_is_missing_says_what_was_searched(nlp: Language) -> None:
    decision = decide(make_scan(LETTER.replace("Vollmacht anbei.", "")), nlp)
    flag = next(f for f in decision.flags if f.kind is FlagKind.POA_MISSING)
    assert flag.searched.startswith("Durchsucht: 1 Seiten")


def test_a_message_of_which_nothing_is_readable_is_unknown_and_flagged(nlp: Language) -> None:
    mail = make_mail("")
    locked = Document(1, "Brief.pdf", "application/pdf", problem=Problem.ENCRYPTED)
    message = ParsedMessage(mail.channel, "a.eml", mail.received_at, (mail.documents[0], locked), mail.mail)
    decision = decide(message, nlp)
    assert decision.kind is Kind.UNKNOWN
    assert decision.flag_kinds == {FlagKind.UNREADABLE}
    assert decision.language is None


def test_an_automatic_reply_names_nobody(nlp: Language) -> None:
    message = make_mail("Ich bin nicht im Büro.", subject="Automatische Antwort: Haziri", auto_submitted="auto-replied")
    decision = decide(message, nlp)
    assert (decision.kind, decision.persons, decision.papers) == (Kind.AUTO_REPLY, (), ())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("hallo, ich wollte einen härtefall antrag stellen, der kostet doch nichts. danke sabine", Kind.OTHER),
        ("hallo, ich wollte einen härtefall antrag stellen. wo bekomme ich das blatt? sabine", Kind.ENQUIRY),
        ("hallo, ich bitte die härtefallkommission meinen fall zu prüfen. sabine", Kind.APPLICATION),
        ("hallo, ich wollte einen härtefall antrag stellen, ich soll abgeschoben werden. sabine", Kind.APPLICATION),
        ("kërkoj ndihmë për rastin tim te komisioni juaj, ju lutem shumë", Kind.APPLICATION),
        ("Wir stellen Antrag für Frau K. L.\n\nGruß\nIna Kessler\nAnker e. V.", Kind.APPLICATION),
        ("Wir stellen Antrag für Frau K. L., Vollmacht folgt.\n\nGruß\nIna Kessler\nAnker e. V.", Kind.APPLICATION),
    ],
)
def test_who_asks_for_nobody_opens_no_case_unless_he_asks_the_commission(
    body: str, expected: Kind, nlp: Language
) -> None:
    assert decide(make_mail(body, subject="hallo"), nlp).kind is expected
