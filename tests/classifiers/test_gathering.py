from __future__ import annotations

from datetime import date

from builders import make_mail, make_paper, make_reading

from classifiers.gathering import gather, letters_among_papers, own_name, paper_at
from classifiers.mentions import Source
from classifiers.name_contexts import Sign
from classifiers.records import PaperType

DAY = date(2026, 3, 1)


def test_letter_vollmacht_and_subject_tell_of_people() -> None:
    mandate = "Vollmacht\nIch, Ada Osei, geb. 01.02.1990, bevollmächtige Herrn Kofi Hillenkamp."
    message = make_mail(
        "Guten Tag,\nes geht um Frau Osei.\n\nGruß\nKofi Hillenkamp", ("V.pdf", mandate), subject="Antrag für Ada Osei"
    )
    reading = make_reading(message, make_paper(PaperType.POWER_OF_ATTORNEY, source="V.pdf"))
    told = {(mention.name, mention.source) for mention in gather(reading, DAY).mentions}
    assert {("Ada Osei", Source.MANDATE), ("Ada Osei", Source.HEADER), ("Osei", Source.LETTER)} <= told


def test_who_signs_is_a_mention_too() -> None:
    reading = make_reading(make_mail("Guten Tag,\nbitte helfen Sie.\n\nViele Grüße\nAda Osei"))
    assert any(Sign.SIGNED in mention.signs for mention in gather(reading, DAY).mentions)


def test_a_writer_without_capitals_names_himself() -> None:
    found = own_name("hallo, ich bin amina diallo, geboren in conakry")
    assert found is not None
    assert found[0] == "Amina Diallo"
    assert own_name("ich bin sehr krank") is None


def test_the_paper_of_a_page() -> None:
    paper = make_paper(PaperType.MEDICAL)
    reading = make_reading(make_mail("Guten Tag", ("Anlage.pdf", "Attest")), paper)
    assert (paper_at(reading, 1, 1), paper_at(reading, 1, 2)) == (paper, None)
    assert not letters_among_papers(reading)


def test_a_child_that_a_foreign_letter_names_once_is_one_mention() -> None:
    text = "My daughter Alma is in the third class of the school and she likes it very much."
    reading = make_reading(make_mail(f"Dear members of the commission,\n\n{text}\n\nKind regards\nAda Doda"))
    assert [m.name for m in gather(reading, DAY).mentions if m.name == "Alma"] == ["Alma"]
