from __future__ import annotations

from datetime import date

from builders import make_mail, make_paper, make_reading

from classifiers.applicants import is_told, judged
from classifiers.capacity import find_standing
from classifiers.gathering import gather
from classifiers.records import PaperType

DAY = date(2026, 3, 11)


def applying(text: str, **header: object) -> list[str]:
    reading = make_reading(make_mail(text, **header))
    gathered = gather(reading, DAY)
    _, applicants = judged(reading, gathered, find_standing(reading, gathered.writers), DAY)
    return [candidate.person.name for candidate in applicants]


def test_the_client_applies_and_the_lawyer_does_not() -> None:
    text = "Für Frau Ada Osei, geb. 01.02.1990, stelle ich den Antrag.\n\nHochachtungsvoll\nIna Kessler\nRechtsanwältin"
    assert applying(text) == ["Ada Osei"]


def test_a_grown_up_brother_of_a_writer_who_applies_does_not() -> None:
    text = (
        "Ich heiße Ada Osei, geboren am 01.02.1990, und beantrage einen Härtefall. Mein Bruder Kofi Osei, geboren am "
        "03.04.1985, lebt in Bonn.\n\nAda Osei"
    )
    assert applying(text) == ["Ada Osei"]


def test_who_writes_for_somebody_else_only_does_not_apply() -> None:
    text = "Es geht um meinen Bruder Kofi Osei, geb. 03.04.1985. Ich selbst bin Deutsche.\n\nViele Grüße\nAda Osei"
    assert applying(text) == ["Kofi Osei"]


def test_the_subject_tells_where_the_letter_does_not() -> None:
    assert applying("Anbei die Unterlagen.\n\nGruß\nIna Kessler", subject="Härtefallantrag Ada Osei") == ["Ada Osei"]


def test_a_signature_alone_tells_nobody() -> None:
    reading = make_reading(make_mail("Ich bitte um Hilfe für mich.\n\nAda Osei"))
    gathered = gather(reading, DAY)
    _, applicants = judged(reading, gathered, find_standing(reading, gathered.writers), DAY)
    assert [(c.person.name, is_told(c)) for c in applicants] == [("Ada Osei", False)]


def test_the_title_of_a_form_names_nobody() -> None:
    form = (
        "Härtefallantrag - Muster zum Ausfüllen\n(Quelle: eine Seite im Netz, ohne Gewähr)\n\n"
        "Name, Vorname:     Gebre, Liya\nGeburtsdatum / -ort:     25.12.1998 / Gondar\n\nIch bitte um Hilfe."
    )
    letter = make_paper(PaperType.APPLICATION_LETTER)
    mail = make_mail("mein Formular", ("formular.pdf", form), from_name="Liya Gebre")
    reading = make_reading(mail, letter, letter=letter)
    gathered = gather(reading, DAY)
    _, applicants = judged(reading, gathered, find_standing(reading, gathered.writers), DAY)
    assert [candidate.person.name for candidate in applicants] == ["Liya Gebre"]


def test_a_name_that_ocr_reads_into_the_ink_of_a_vollmacht_is_nobody() -> None:
    letter = (
        "Für Frau Ada Osei, geb. 01.02.1990, stelle ich den Antrag.\n\nHochachtungsvoll\nIna Kessler\nRechtsanwältin"
    )
    vollmacht = "Vollmacht\n\nIna Kessler wird von Ada Osei Vollmacht erteilt.\n\nHerne, 3. März 2026\n\nVon Con Zaun\n"
    paper = make_paper(PaperType.POWER_OF_ATTORNEY)
    reading = make_reading(make_mail(letter, ("vollmacht.pdf", vollmacht)), paper)
    gathered = gather(reading, DAY)
    _, found = judged(reading, gathered, find_standing(reading, gathered.writers), DAY)
    assert [candidate.person.name for candidate in found] == ["Ada Osei"]
