from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_reading

from classifiers.reasons import find_reasons
from classifiers.records import PaperType, Reasons


def reasons_of(text: str) -> Reasons:
    return find_reasons(
        make_reading(make_mail(f"Sehr geehrte Damen und Herren,\n{text}\nMit freundlichen Grüßen\nA. B."))
    )[0]


@pytest.mark.parametrize(
    "text",
    [
        "Mein Sohn ist schwer krank und wird in der Kinderklinik behandelt.",
        "Herr Osei arbeitet seit 2019 als Bäcker in Herten.",
        "Die Kinder gehen hier zur Schule, die Jüngste ist in Hagen geboren.",
        "Wir leben seit elf Jahren in Deutschland.",
        "Er hat im August eine Ausbildung zum Dachdecker begonnen.",
        "In der Heimat wurde sie von ihrem Mann geschlagen.",
        "Sie pflegt ihre schwerbehinderte Mutter jeden Tag.",
        "I have worked as a nurse here since 2018.",
        "Ich bin Busfahrer bei den Stadtwerken.",
        "Ich bin 9 Jahre in Deutschland.",
        "Seine Frau ist im letzten Jahr gestorben, er hat dort niemanden mehr.",
        "Mein Mandant hat zehn Jahre bei einem Dachdecker gearbeitet.",
        "Er hat seit dem Unfall einen Hirnschaden und Pflegegrad 4.",
        "Sein Sohn, vier Jahre, ist deutscher Staatsangehöriger.",
        "Nach der Grenzübertrittsbescheinigung verlor sie ihre Stelle als Assistentin.",
    ],
)
def test_a_circumstance_of_life_is_a_reason(text: str) -> None:
    assert reasons_of(text) is Reasons.STATED


@pytest.mark.parametrize(
    "text",
    [
        "Die Begründung folgt mit gesondertem Schriftsatz.",
        "Eine ausführliche Begründung reiche ich nach Akteneinsicht nach.",
        "Die Gründe werden wir in den nächsten Wochen darlegen.",
        "Sachlich trage ich noch vor.",
        "Meine Begründung schicke ich nächste Woche.",
        "I will explain my reasons in a separate letter.",
        "Weiterer Vortrag bleibt vorbehalten, sobald die Akte vorliegt.",
    ],
)
def test_reasons_that_are_to_follow_are_announced(text: str) -> None:
    assert reasons_of(f"Ich beantrage die Befassung. {text}") is Reasons.ANNOUNCED


@pytest.mark.parametrize(
    "text",
    [
        "Bitte helfen Sie uns, wir wissen nicht weiter.",
        "Wir wollen nicht zurück. Bitte erkennen Sie uns als Härtefall an.",
        "Mein Mandant besitzt eine Duldung. Ich beantrage die Befassung.",
        "Sie haben es verdient. Wir hoffen auf Ihr Verständnis.",
        "Die Zulassung der Berufung wurde abgelehnt, seit 2021 wird er geduldet.",
    ],
)
def test_a_general_request_is_no_reason(text: str) -> None:
    assert reasons_of(text) is Reasons.MISSING


def test_a_paper_that_shows_a_circumstance_is_enough() -> None:
    message = make_mail("Bitte helfen Sie mir.", ("Attest.pdf", "Ärztliches Attest\nDiagnose: F43.1"))
    assert find_reasons(make_reading(message, make_paper(PaperType.MEDICAL)))[0] is Reasons.STATED


def test_what_is_missing_says_what_was_searched() -> None:
    _, finding = find_reasons(make_reading(make_mail("Bitte helfen Sie uns.")))
    assert finding.searched.startswith("Durchsucht: 1 Seiten")


def test_a_reason_quotes_its_sentence() -> None:
    message = make_mail("Guten Tag. Herr Osei arbeitet seit 2019 als Bäcker. Danke.")
    _, finding = find_reasons(make_reading(message))
    place = finding.evidence[0]
    assert message.documents[0].pages[0].text[place.start : place.end] == "Herr Osei arbeitet seit 2019 als Bäcker."


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Sayın yetkililer, oğlum diyabet hastası ve tedavi görüyor. Ben bir pastanede çalışıyorum.", "stated"),
        ("Estimados señores, mi esposo trabaja como jardinero y tenemos dos hijos en la escuela.", "stated"),
        ("السادة المحترمون، أعمل في محل منذ أربع سنوات وأتعلم اللغة الألمانية وأمي مريضة", "stated"),
        ("Уважаемая комиссия, мой сын болеет и ходит здесь в школу, прошу вас помочь нам.", "stated"),
        ("Sayın yetkililer, lütfen bize yardım edin, başka çaremiz yok, çok teşekkür ederiz.", "missing"),
    ],
)
def test_a_letter_in_another_language_is_read_in_its_own_words(text: str, reasons: str) -> None:
    assert find_reasons(make_reading(make_mail(text)))[0] == reasons
