from __future__ import annotations

from dataclasses import replace

import pytest
from builders import make_mail, make_reading

from classifiers.unreadable import find_unreadable
from parsers.records import Document, Page, Problem

MAIL = make_mail("Guten Tag", ("Attest.pdf", "Attest"))


@pytest.mark.parametrize("problem", [p for p in Problem])
def test_every_problem_of_a_document_is_said_in_german(problem: Problem) -> None:
    document = Document(1, "Attest.pdf", "application/pdf", problem=problem)
    reading = make_reading(replace(MAIL, documents=(MAIL.documents[0], document)))
    (finding,) = find_unreadable(reading)
    assert finding.value == "Attest.pdf"
    assert finding.searched.startswith("Attest.pdf: ")


def test_a_page_that_cannot_be_read_is_named_by_its_number() -> None:
    pages = (Page(1, "gut"), Page(2, "", problem=Problem.ILLEGIBLE))
    document = Document(1, "Brief.pdf", "application/pdf", pages)
    (finding,) = find_unreadable(make_reading(replace(MAIL, documents=(MAIL.documents[0], document))))
    assert "Seite 2" in finding.searched


def test_what_could_be_read_is_not_named() -> None:
    assert find_unreadable(make_reading(MAIL)) == ()


def test_an_empty_body_is_no_unreadable_paper() -> None:
    body = Document(0, "body", "text/plain", (), Problem.EMPTY, is_body=True)
    assert find_unreadable(make_reading(replace(MAIL, documents=(body, *MAIL.documents[1:])))) == ()
