from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_reading
from spacy.language import Language

from classifiers.nlp import load
from classifiers.records import PaperType
from classifiers.trained import (
    COMPONENTS,
    KIND,
    LEARNED_KINDS,
    LEARNED_TYPES,
    PAPER,
    REASON,
    TELLS,
    TELLS_NOT,
    answers,
    kind_text,
    paper_text,
    sentence_text,
    strongest,
)

REPORT = "Arztbericht\n\nDiagnose: schwere Depression (F32.2). Die Patientin ist in stationärer Behandlung."
SCHOOL = "Schulbescheinigung\n\nHiermit wird bescheinigt, dass Ada Osei die Klasse 7b unserer Schule besucht."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def test_each_component_is_in_the_pipeline_with_the_words_of_the_program(nlp: Language) -> None:
    assert set(COMPONENTS) <= set(nlp.pipe_names)
    assert set(nlp.pipe_labels[KIND]) <= {kind.value for kind in LEARNED_KINDS}
    assert set(nlp.pipe_labels[PAPER]) <= {kind.value for kind in LEARNED_TYPES}
    assert set(nlp.pipe_labels[REASON]) == {TELLS, TELLS_NOT}


def test_papers_are_told_apart(nlp: Language) -> None:
    found = answers(nlp, PAPER, [paper_text(REPORT), paper_text(SCHOOL)])
    assert [answer.label for answer in found] == [PaperType.MEDICAL, PaperType.SCHOOL]
    assert all(1 / len(nlp.pipe_labels[PAPER]) < answer.probability <= 1 for answer in found)


def test_the_same_text_has_the_same_answer_after_loading_anew(nlp: Language) -> None:
    assert answers(load(), PAPER, [paper_text(REPORT)]) == answers(nlp, PAPER, [paper_text(REPORT)])


def test_without_texts_there_are_no_answers(nlp: Language) -> None:
    assert answers(nlp, KIND, []) == ()
    assert strongest(nlp, REASON, TELLS, [], 2) == ()


def test_the_strongest_sentences_come_in_their_order(nlp: Language) -> None:
    told = ["Mit der Bitte um Kenntnisnahme.", "Er arbeitet seit 2016 als Dachdecker.", "Meine Tochter ist krank."]
    assert strongest(nlp, REASON, TELLS, [sentence_text(one) for one in told], 2) == (1, 2)


def test_what_is_seen_of_an_item_tells_how_it_came_and_what_it_brings() -> None:
    reading = make_reading(make_mail("anbei die Vollmacht."), make_paper(PaperType.POWER_OF_ATTORNEY))
    words = kind_text(reading).split()
    assert {"xmail", "xfirst", "xbringspowerofattorney", "vollmacht."} <= set(words)


def test_numbers_are_seen_as_how_long_they_are() -> None:
    assert sentence_text("seit 2016 in 45699 Herten") == "seit 0000 in 00000 herten"
