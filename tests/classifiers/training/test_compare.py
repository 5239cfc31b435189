from __future__ import annotations

from collections import Counter

from builders import make_mail

from classifiers.nlp import load
from classifiers.training.compare import judged, table_row
from classifiers.training.examples import Item

LETTER = "Guten Tag,\nich beantrage die Befassung der Kommission. Ich arbeite seit 2016 als Dachdecker in Herten."


def test_an_item_is_judged_by_rules_model_and_both() -> None:
    label = {"kind": "application", "reasons": "stated", "flags": [], "documents": []}
    found = dict(judged(Item("eine", make_mail(LETTER), label), load()))
    assert found["kind of item"]["rules"] is True
    assert found["reasons of application"]["both"] is True
    assert found["no flag overlooked"] == {"rules": True, "both": True}
    assert found["no flag too many"]["rules"] is False  # nobody is named, and no authority


def test_ambiguous_fields_are_not_judged() -> None:
    label = {"kind": "application", "documents": [], "ambiguous": ["kind", "reasons", "flags"]}
    assert list(judged(Item("eine", make_mail(LETTER), label), load())) == []


def test_a_row_shows_shares_and_what_was_not_measured() -> None:
    counts = Counter({"n 0.0": 4, "rules 0.0": 3, "n 0.05": 4, "rules 0.05": 2})
    assert table_row("kind", "eine", counts) == "| kind | eine | 4 | 0.750 | – | – | 0.500 | – | – |"
