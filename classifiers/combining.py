"""How the rules and the trained components come together, and what wins.

The rules come first: they judge every paper and the kind of the item, with the places that show it. Then the trained
components are asked about the same texts.

* Type of a paper: the component wins where it is sure and the rules are not, and what follows from the papers follows
  from its answer: a Vollmacht that it finds is no longer missing.
* Kind of an item: the component is heard only where the rules waver. What machines send (headers tell), what cannot be
  read, and a withdrawal stay what the rules say. And no flag is lost by it: where the decision with the component's
  kind lacks one that the rules' kind raises, the rules' stands.
* Reasons: the rules decide, but where they find none and the component is sure of one sentence and believes another,
  these are the reasons; people tell their life in more words than any list has. Else it names the sentences that come
  nearest to one, which stand beside the flag for the person who looks.

Where a component wins, the sentences that speak most for its answer are the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.language import Language

from classifiers.paper_type import Judgement
from classifiers.papers import JudgedPaper, text_of
from classifiers.passages import Part, Reading
from classifiers.records import Decision, Evidence, Finding, Kind, Paper, PaperType, Reasons
from classifiers.sentences import sentences
from classifiers.trained import (
    KIND,
    LEARNED_KINDS,
    LEARNED_TYPES,
    PAPER,
    REASON,
    TELLS,
    Answer,
    answers,
    kind_text,
    paper_text,
    sentence_text,
    strongest,
)
from parsers.records import ParsedMessage

SURE_OF_KIND: Final = 0.9
UNSURE_RULES: Final = 0.6
"""The component for kinds is heard where the rules are no surer: on hands it had not seen it was right in six of seven
such items, and above that in fewer than half (docs/understanding.md)."""
SURE_OF_PAPER: Final = ((0.95, 0.85), (0.85, 0.7))
"""From which probability on the component for papers wins over rules that are less sure than what. On hands it had not
seen it was right in 69 of 81 such papers, and the rules in 4 (docs/understanding.md)."""
SURE_OF_REASON: Final = 0.95
LIKELY_A_REASON: Final = 0.8
_STAYS: Final = frozenset({Kind.WITHDRAWAL}) | (frozenset(Kind) - LEARNED_KINDS)
_SETTLES: Final = frozenset({"mailing_list", "commission_of_another_land"})
"""Rules that leave no doubt."""
_FEWEST_LETTERS = 12
_SHOWN = 2  # sentences of evidence
_FEWEST_TELLING = 2  # sentences that tell a reason before the component is believed
_SHORTEST_SENTENCE = 25  # characters


def papers_by_both(message: ParsedMessage, judged: tuple[JudgedPaper, ...], nlp: Language) -> tuple[JudgedPaper, ...]:
    """The papers with the component's type where it is surer than the rules; the same where it never is.

    Args:
        message: Whose papers they are.
        judged: By the rules.
        nlp: From `classifiers.nlp.load`.
    """
    places = [place for place, (paper, _) in enumerate(judged) if _may_learn(message, paper)]
    texts = [paper_text(text_of(message, judged[place][0])) for place in places]
    found = list(judged)
    for place, answer in zip(places, answers(nlp, PAPER, texts), strict=True):
        paper, judgement = judged[place]
        better = surer_paper(judgement, answer)
        if better is not judgement:
            found[place] = replace(paper, type=better.type, confidence=better.confidence), better
    return tuple(found)


def _may_learn(message: ParsedMessage, paper: Paper) -> bool:
    letters = sum(c.isalpha() for c in text_of(message, paper))
    return paper.type in LEARNED_TYPES and letters >= _FEWEST_LETTERS


def surer_paper(judgement: Judgement, answer: Answer) -> Judgement:
    """What the surer one of rules and component takes a paper for."""
    kind = PaperType(answer.label)
    limit = next((most for least, most in SURE_OF_PAPER if answer.probability >= least), 0.0)
    if kind is judgement.type or judgement.confidence >= limit:
        return judgement
    return replace(judgement, type=kind, confidence=round(answer.probability, 2))


def kind_answer(reading: Reading, nlp: Language) -> Answer:
    """What the component says of the kind of an item.

    Args:
        reading: With the papers as the rules take them: so the component learned it.
        nlp: From `classifiers.nlp.load`.
    """
    return answers(nlp, KIND, [kind_text(reading)])[0]


def kind_by_both(reading: Reading, kind: Kind, finding: Finding, answer: Answer, nlp: Language) -> tuple[Kind, Finding]:
    """The kind that the surer one of rules and component says, with its finding."""
    learned = Kind(answer.label)
    is_surer = answer.probability >= SURE_OF_KIND and finding.confidence <= UNSURE_RULES
    is_settled = kind in _STAYS or _SETTLES.intersection(finding.source.split("+"))
    if learned is kind or is_settled or not is_surer:
        return kind, finding
    evidence = tuple(_speaking_most(reading, learned, nlp))
    return learned, Finding("kind", learned.value, evidence, round(answer.probability, 2), "trained_kind")


def _speaking_most(reading: Reading, kind: Kind, nlp: Language) -> Iterator[Evidence]:
    told = list(_sentences(reading))
    for place in strongest(nlp, KIND, kind.value, [sentence_text(text) for _, text in told], _SHOWN):
        yield told[place][0]


def reason_sentences(reading: Reading, nlp: Language) -> tuple[tuple[Evidence, float], ...]:
    """The sentences that tell a reason, as the component says, the surest first, with their probability."""
    told = list(_sentences(reading))
    found = zip(told, answers(nlp, REASON, [sentence_text(text) for _, text in told]), strict=True)
    telling = [(place, answer.probability) for (place, _), answer in found if answer.label == TELLS]
    return tuple(sorted(telling, key=lambda one: -one[1]))


def reasons_by_both(reading: Reading, reasons: Reasons, finding: Finding, nlp: Language) -> tuple[Reasons, Finding]:
    """Where the rules find no reason: stated after all, or missing with the sentences that come nearest to one."""
    if reasons is not Reasons.MISSING:
        return reasons, finding
    told = reason_sentences(reading, nlp)
    telling = tuple(place for place, probability in told if probability >= LIKELY_A_REASON)
    if len(telling) >= _FEWEST_TELLING and told[0][1] >= SURE_OF_REASON:
        return Reasons.STATED, Finding("reasons", "stated", telling[:5], 0.7, "trained_reason")
    return reasons, _with_nearest(finding, told)


def _with_nearest(finding: Finding, told: Sequence[tuple[Evidence, float]]) -> Finding:
    """The finding that reasons are missing, with the sentences that come nearest to one."""
    nearest = tuple(place for place, _ in told[:_SHOWN])
    if finding.evidence or not nearest:
        return finding
    searched = f"{finding.searched} Am nächsten kommen die angeführten Sätze; ein greifbarer Umstand ist nicht erkannt."
    return replace(finding, evidence=nearest, searched=searched.strip())


def _sentences(reading: Reading) -> Iterator[tuple[Evidence, str]]:
    """The sentences of what the writer says that are long enough to say something, with their places."""
    for passage in reading.letter_passages:
        if passage.part in (Part.SUBJECT, Part.TEXT, Part.FORWARDED):
            for begin, end in sentences(passage.text):
                if end - begin >= _SHORTEST_SENTENCE:
                    yield passage.evidence(begin, end), passage.text[begin:end]


def of_both(by_rules: Decision, by_both: Decision) -> Decision:
    """The decision of both, unless it lacks a flag that the rules alone raise."""
    return by_both if by_rules.flag_kinds <= by_both.flag_kinds else by_rules
