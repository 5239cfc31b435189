"""Sentences, items of a list and clauses, and what limits them."""

import pytest

from classifiers.clauses import clause_around, is_in_small_letters, is_negated, is_supposed, sentences_of


def test_a_day_or_an_abbreviation_ends_no_sentence() -> None:
    text = "Am 3. März kam Dr. Holt. Er blieb."
    assert [sentence.text for sentence in sentences_of(text)] == ["Am 3. März kam Dr. Holt.", "Er blieb."]


def test_items_of_a_list_stand_apart() -> None:
    text = "Zur Lage:\n- er ist krank\n- er arbeitet\n"
    assert [sentence.text for sentence in sentences_of(text)] == ["Zur Lage:", "- er ist krank", "- er arbeitet"]


def test_without_capitals_a_full_stop_ends_a_sentence() -> None:
    text = "wir sind hier. wir haben angst. bitte helfen sie uns doch allen"
    assert len(sentences_of(text)) == 3
    assert is_in_small_letters(text)


def test_the_flat_form_keeps_the_offsets() -> None:
    (sentence,) = sentences_of("  Am 3. März kam er. ")
    assert sentence.start == 2
    assert sentence.end == 2 + len(sentence.text)
    assert len(sentence.flat) == len(sentence.text)
    assert sentence.flat.count(".") == 1


def test_a_clause_ends_at_a_comma_or_a_conjunction() -> None:
    text = "Er ist krank, aber seine Frau hat eine Duldung, die bald endet."
    start = text.index("Duldung")
    assert clause_around(text, start, start + 7).strip() == "seine Frau hat eine Duldung"


@pytest.mark.parametrize(
    ("text", "word", "negated"),
    [
        ("Er hat keine Duldung.", "Duldung", True),
        ("Er hat eine Duldung, aber keine Arbeit.", "Duldung", False),
        ("Er hat nicht nur eine Duldung.", "Duldung", False),
        ("He has no permit.", "permit", True),
    ],
)
def test_a_negation_counts_in_its_clause(text: str, word: str, negated: bool) -> None:
    start = text.index(word)
    assert is_negated(text, start, start + len(word)) is negated


def test_a_supposition_counts_in_its_clause() -> None:
    text = "Er wurde abgeschoben, obwohl es ihm helfen würde."
    start = text.index("abgeschoben")
    assert not is_supposed(text, start, start + 11)
    assert is_supposed(text, text.index("helfen"), text.index("helfen") + 6)


@pytest.mark.parametrize(
    "text", ["Nuk kam Duldung.", "Нет Duldung.", "لا أملك Duldung", "Duldung yok.", "Nemam strah, Duldung nije moja."]
)
def test_a_negation_in_another_language(text: str) -> None:
    start = text.index("Duldung")
    assert is_negated(text, start, start + 7)


@pytest.mark.parametrize("text", ["Боюсь ареста", "Kam frikë nga arresta", "أخاف من ترحيل", "Temo un arresto"])
def test_a_fear_in_another_language(text: str) -> None:
    assert is_supposed(text, len(text) - 2, len(text))
