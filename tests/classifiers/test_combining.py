from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import make_mail, make_reading
from spacy.language import Language

from classifiers.combining import (
    SURE_OF_KIND,
    SURE_OF_PAPER,
    kind_by_both,
    of_both,
    reason_sentences,
    reasons_by_both,
    surer_paper,
)
from classifiers.nlp import load
from classifiers.paper_type import Judgement
from classifiers.records import Decision, Finding, Flag, FlagKind, Kind, PaperType, Reasons
from classifiers.trained import Answer
from parsers.records import Channel

LETTER = "Guten Tag,\nwir bitten um Ihre Unterstützung. Mein Mann arbeitet seit neun Jahren als Dachdecker in Herten."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def kind_with(confidence: float, answer: Answer, nlp: Language, kind: Kind = Kind.SUPPLEMENT) -> tuple[Kind, Finding]:
    finding = Finding("kind", kind.value, (), confidence, "a_rule")
    return kind_by_both(make_reading(make_mail(LETTER)), kind, finding, answer, nlp)


def test_a_surer_component_wins_over_the_rules_and_shows_sentences(nlp: Language) -> None:
    kind, finding = kind_with(0.6, Answer("application", 0.95), nlp)
    assert kind is Kind.APPLICATION
    assert (finding.value, finding.confidence, finding.source) == ("application", 0.95, "trained_kind")
    quotes = [LETTER[place.start : place.end] for place in finding.evidence]
    assert 0 < len(quotes) <= 2
    assert all(quote in LETTER for quote in quotes)


@pytest.mark.parametrize(
    ("confidence", "answer"),
    [
        (0.96, Answer("application", 0.95)),  # the rules are surer
        (0.5, Answer("application", SURE_OF_KIND - 0.01)),  # not sure enough, thin as the rules are
        (0.5, Answer("supplement", 1.0)),  # they agree: the rules show why
    ],
)
def test_else_the_rules_win(confidence: float, answer: Answer, nlp: Language) -> None:
    kind, finding = kind_with(confidence, answer, nlp)
    assert kind is Kind.SUPPLEMENT
    assert finding.source == "a_rule"


@pytest.mark.parametrize("kind", [Kind.WITHDRAWAL, Kind.BOUNCE, Kind.AUTO_REPLY, Kind.UNKNOWN])
def test_machines_and_withdrawals_are_the_rules_alone(kind: Kind, nlp: Language) -> None:
    assert kind_with(0.5, Answer("application", 1.0), nlp, kind)[0] is kind


def test_the_surer_one_says_what_a_paper_is() -> None:
    thin = Judgement(PaperType.OTHER, 0.4, "nothing")
    sure = replace(surer_paper(thin, Answer("medical", 0.9)), source="")
    assert (sure.type, sure.confidence) == (PaperType.MEDICAL, 0.9)
    assert surer_paper(thin, Answer("medical", 0.84)) is thin
    assert surer_paper(replace(thin, confidence=0.95), Answer("medical", 0.9)).type is PaperType.OTHER


@pytest.mark.parametrize(("least", "most"), SURE_OF_PAPER)
def test_the_surer_the_rules_the_surer_the_component_must_be(least: float, most: float) -> None:
    rules = Judgement(PaperType.OTHER, most - 0.01, "words")
    assert surer_paper(rules, Answer("medical", least)).type is PaperType.MEDICAL
    assert surer_paper(replace(rules, confidence=most), Answer("medical", least)).type is PaperType.OTHER


def decision(kind: Kind, *flags: FlagKind) -> Decision:
    received = datetime(2026, 3, 4, tzinfo=UTC)
    return Decision("a.eml", Channel.EMAIL, received, kind, flags=tuple(Flag(flag) for flag in flags))


def test_a_component_may_add_a_flag() -> None:
    rules, both = decision(Kind.SUPPLEMENT), decision(Kind.APPLICATION, FlagKind.POA_MISSING)
    assert of_both(rules, both) is both


@pytest.mark.parametrize("flag", FlagKind)
def test_a_component_never_takes_a_flag_away(flag: FlagKind) -> None:
    rules = decision(Kind.APPLICATION, flag)
    assert of_both(rules, decision(Kind.ENQUIRY)) is rules


def test_missing_reasons_show_the_sentence_that_comes_nearest(nlp: Language) -> None:
    reading = make_reading(make_mail(LETTER))
    missing = Finding("reasons", "missing", (), 0.8, "nothing_found", "Durchsucht: 1 Seite.")
    value, found = reasons_by_both(reading, Reasons.MISSING, missing, nlp)
    assert value is Reasons.MISSING
    assert LETTER[found.evidence[0].start : found.evidence[0].end].startswith("Mein Mann arbeitet")
    assert found.searched.startswith("Durchsucht: 1 Seite. Am nächsten")
    assert found.value == "missing"


def test_where_nothing_comes_near_nothing_is_shown(nlp: Language) -> None:
    reading = make_reading(make_mail("Bitte bestätigen Sie uns kurz den Eingang."))
    assert reason_sentences(reading, nlp) == ()
    missing = Finding("reasons", "missing", (), 0.8, "nothing_found", "Durchsucht.")
    assert reasons_by_both(reading, Reasons.MISSING, missing, nlp) == (Reasons.MISSING, missing)


TELLING = (
    "Guten Tag,\nwir bitten um Ihre Unterstützung. Mein Mann arbeitet seit neun Jahren als Dachdecker in Herten. "
    "Unsere Tochter besucht die siebte Klasse der Gesamtschule. Ich bin seit dem Unfall krank und in Behandlung."
)


def test_sentences_that_surely_tell_a_life_are_the_reasons_that_the_rules_overlook(nlp: Language) -> None:
    reading = make_reading(make_mail(TELLING))
    missing = Finding("reasons", "missing", (), 0.8, "nothing_found", "Durchsucht.")
    value, found = reasons_by_both(reading, Reasons.MISSING, missing, nlp)
    assert value is Reasons.STATED
    assert found.source == "trained_reason"
    assert len(found.evidence) >= 2


def test_announced_reasons_stay_announced(nlp: Language) -> None:
    reading = make_reading(make_mail(TELLING))
    announced = Finding("reasons", "announced", (), 0.9, "announcement")
    assert reasons_by_both(reading, Reasons.ANNOUNCED, announced, nlp) == (Reasons.ANNOUNCED, announced)
