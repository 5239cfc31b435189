from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_reading, make_scan

from classifiers.records import Kind, PaperType
from classifiers.shape import TRAITS, Shape

LIFE = (
    "Er arbeitet seit sechs Jahren als Bäcker. Die Tochter geht in die dritte Klasse und spielt im Verein. "
    "Seine Frau ist seit dem Winter schwer krank und wird in der Klinik behandelt. "
)


def traits(message: object, *papers: object, said: frozenset[Kind] = frozenset()) -> set[str]:
    reading = make_reading(message, *papers)  # type: ignore[arg-type]
    text = "\n".join(p.text for p in reading.passages)
    shape = Shape.of(reading, text, said)
    return {trait.name for trait in TRAITS if trait.holds(shape)}


def test_who_tells_a_life_at_length_asks_for_help() -> None:
    assert "tells_a_life" in traits(make_mail(LIFE * 3))
    assert "tells_a_life" not in traits(make_mail("Anbei das Zeugnis der Schule."))


def test_an_answer_is_told_by_its_header_or_subject() -> None:
    assert "answers_a_mail" in traits(make_mail("Danke.", subject="AW: Eingang"))
    assert "answers_a_mail" in traits(make_mail("Danke.", in_reply_to=("a@b",)))
    assert "answers_a_mail" not in traits(make_mail("Danke.", subject="Antwort der Schule"))


def test_a_short_note_with_papers_hands_them_in() -> None:
    mail = make_mail("Anbei.", ("Attest.pdf", "Attest"))
    assert "short_note_with_papers" in traits(mail, make_paper(PaperType.MEDICAL))
    assert "short_note_with_papers" not in traits(mail, make_paper(PaperType.PHOTO))


def test_a_duldung_in_the_first_letter_is_the_first_word_of_a_case() -> None:
    mail = make_mail("Ich habe nur eine Duldung.")
    assert "first_word_of_a_case" in traits(mail)
    assert "first_word_of_a_case" not in traits(mail, said=frozenset({Kind.SUPPLEMENT}))


@pytest.mark.parametrize(
    ("text", "holds"), [("Landtag\nPetitionsausschuss\n", True), ("Härtefallkommission NRW\nzur Petition\n", False)]
)
def test_the_address_of_a_letter_on_paper_tells_who_is_meant(text: str, holds: bool) -> None:
    assert ("addressed_to_another_body" in traits(make_scan(text))) is holds


def test_questions_without_papers_ask() -> None:
    assert "asks_and_hands_in_nothing" in traits(make_mail("Wie lange dauert es? Was fehlt noch?"))
