from __future__ import annotations

from builders import make_mail

from classifiers.records import Evidence
from parsers.records import Box, Page, Word
from review.evidence import Piece, boxes, marked, page_at, quotes

MAIL = make_mail("Guten Tag, ich heiße Amira Muster.", ("Antrag.pdf", "Die Vollmacht\nreiche ich nach."))


def test_quotes_are_cut_on_one_line_and_say_where():
    (quote,) = quotes(MAIL, [Evidence(1, 1, 0, 20)])
    assert (quote.text, quote.place) == ("Die Vollmacht reiche", "Antrag.pdf, Seite 1")


def test_a_quote_within_another_one_is_not_told_twice():
    found = quotes(MAIL, [Evidence(0, 1, 11, 34), Evidence(0, 1, 21, 26), Evidence(0, 1, 11, 34), Evidence(9, 1, 0, 5)])
    assert [quote.text for quote in found] == ["ich heiße Amira Muster."]
    assert found[0].place == "Text der E-Mail"


def test_a_long_quote_is_cut_short():
    mail = make_mail("Wort " * 200)
    (quote,) = quotes(mail, [Evidence(0, 1, 0, 1000)])
    assert len(quote.text) <= 240
    assert quote.text.endswith("…")


def test_a_page_that_is_not_there_is_none():
    assert page_at(MAIL, 7, 1) == (None, None)
    assert page_at(MAIL, 1, 7)[1] is None


def test_the_words_of_a_line_become_one_box():
    words = (
        Word(0, 3, Box(0.1, 0.1, 0.2, 0.12)),
        Word(4, 7, Box(0.21, 0.101, 0.3, 0.121)),
        Word(8, 11, Box(0.1, 0.14, 0.2, 0.16)),
        Word(12, 15),
    )
    page = Page(1, "Das ist ein Wort", words)
    assert [(box.x, box.y) for box in boxes(page, [(0, 16), (0, 16)])] == [(97, 97), (97, 137)]
    assert len(boxes(page, [(0, 7)])) == 1
    assert boxes(page, [(12, 15)]) == ()


def test_marks_that_overlap_are_one():
    assert marked("abcdef", [(1, 3), (2, 4)]) == (Piece("a", False), Piece("bcd", True), Piece("ef", False))
    assert marked("ab", [(0, 99)]) == (Piece("ab", True),)
    assert marked("ab", []) == (Piece("ab", False),)
    assert marked("", []) == ()
