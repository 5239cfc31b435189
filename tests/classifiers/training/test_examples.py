from __future__ import annotations

from typing import Any

from builders import make_mail, make_scan

from classifiers.records import PaperType
from classifiers.trained import KIND, PAPER, REASON, TELLS, TELLS_NOT, sentence_text
from classifiers.training.examples import Item, examples, items, labelled_papers
from classifiers.training.scenarios import Scenario
from parsers.records import ParsedMessage

LETTER = "Guten Tag,\nich beantrage die Befassung der Kommission. Ich arbeite seit 2016 als Dachdecker in Herten."


def item(message: ParsedMessage, *papers: tuple[str, str], **fields: object) -> Item:
    label: dict[str, Any] = {"kind": "application", "reasons": "stated", **fields}
    label["documents"] = [{"type": kind, "source": source, "pages": 1} for kind, source in papers]
    return Item("eine", message, label)


def found(one: Item) -> list[tuple[PaperType, int, int, int]]:
    return [(p.type, p.document, p.first_page, p.last_page) for p in labelled_papers(one)]


def test_papers_are_found_by_the_name_of_the_attachment_or_by_pages() -> None:
    mail = make_mail(LETTER, ("a.pdf", "Attest"), ("b.pdf", "Zeugnis"))
    assert found(item(mail, ("medical", "a.pdf"), ("school", "1"))) == [
        (PaperType.MEDICAL, 1, 1, 1),
        (PaperType.SCHOOL, 2, 1, 1),
    ]
    scan = make_scan("eins", "zwei", "drei")
    assert found(item(scan, ("application_letter", "1-2"), ("cv", "3"))) == [
        (PaperType.APPLICATION_LETTER, 0, 1, 2),
        (PaperType.CV, 0, 3, 3),
    ]


def test_pages_that_could_be_of_several_attachments_are_left_out() -> None:
    mail = make_mail(LETTER, ("a.pdf", "Attest"), ("b.pdf", "Zeugnis"))
    assert found(item(mail, ("medical", "1"), ("application_letter", "body"))) == []
    assert found(item(make_scan("eins"), ("cv", "2"))) == []


def test_each_component_gets_its_examples() -> None:
    made = examples([item(make_mail(LETTER, ("a.pdf", "Arztbericht\nDiagnose: Asthma")), ("medical", "a.pdf"))])
    assert [example.label for example in made[KIND]] == ["application"]
    assert [example.label for example in made[PAPER]] == ["medical"]
    assert [(example.text, example.label) for example in made[REASON]] == [
        (sentence_text("Ich arbeite seit 2016 als Dachdecker in Herten."), TELLS)
    ]


def test_where_no_reasons_are_stated_every_sentence_tells_none() -> None:
    made = examples([item(make_mail(LETTER), reasons="missing")])
    assert {example.label for example in made[REASON]} == {TELLS_NOT}


def test_what_has_several_right_answers_is_not_learned() -> None:
    made = examples([item(make_mail(LETTER), ambiguous=["kind", "reasons"])])
    assert made == {KIND: [], PAPER: [], REASON: []}


def test_noise_depends_on_the_name_of_the_item_and_the_salt_alone() -> None:
    scan = make_scan(LETTER * 20)
    scenario = Scenario("eine", "x", (scan,), ({"item": "scan.pdf"},), ())
    first, again, other = (next(items([scenario], 0.1, salt)).message for salt in (0, 0, 1))
    assert first == again != other
    assert next(items([scenario])).message == scan
