"""What rules and trained components each add: `make train` writes the table into docs/understanding.md.

The split is by author: the hands are dealt into `FOLDS` heaps; for each heap the components are trained on all the
others and asked about its hands. The rules cannot be split so; which hands were there when they were written says the
page. Hands that are held out (`train.HELD_OUT`) are in no heap.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from spacy.language import Language

from classifiers.classify import classify, decide_by_rules, read_by_rules
from classifiers.combining import kind_answer, reason_sentences, surer_paper
from classifiers.paper_type import judge
from classifiers.papers import text_of
from classifiers.records import Kind, PaperType, Reasons
from classifiers.trained import LEARNED_KINDS, LEARNED_TYPES, PAPER, answers, paper_text
from classifiers.training.examples import Example, Item, examples, items, labelled_papers
from classifiers.training.scenarios import Scenario, scenarios
from classifiers.training.train import HELD_OUT, SEED, trained_pipeline, training_items
from parsers.records import Channel

PAGE: Final = Path(__file__).parents[2] / "docs" / "understanding.md"
_PART = re.compile(r"(<!-- table -->\n).*?(<!-- /table -->)", re.DOTALL)
_NOISES = (0.0, 0.05)
FOLDS: Final = 4
"""Trainings: one for each hand would say the same in three times the time."""
COUNTS_AS_REASON: Final = 0.8
"""From here on a sentence alone would count as a reason: only for the column of the model alone."""
_WHO = ("rules", "model", "both")


def judged(item: Item, nlp: Language) -> Iterator[tuple[str, dict[str, bool]]]:
    """What is right about an item: the measure, and for each of `_WHO` whether it is right."""
    by_rules, by_both = decide_by_rules(item.message), classify(item.message, nlp)
    kind = Kind(item.label["kind"])
    if kind in LEARNED_KINDS and item.is_sure("kind"):
        said = Kind(kind_answer(read_by_rules(item.message), nlp).label)
        yield "kind of item", {"rules": by_rules.kind is kind, "model": said is kind, "both": by_both.kind is kind}
    yield from _judged_papers(item, nlp)
    if kind is Kind.APPLICATION and item.is_sure("reasons"):
        right = Reasons(item.label["reasons"])
        surest = max((p for _, p in reason_sentences(read_by_rules(item.message), nlp)), default=0.0)
        model = (surest >= COUNTS_AS_REASON) is (right is Reasons.STATED)
        rules, both = by_rules.reasons is right, by_both.reasons is right
        yield "reasons of application", {"rules": rules, "model": model, "both": both}
    if item.is_sure("flags"):
        flags = set(item.label["flags"])
        of_rules, of_both = by_rules.flag_kinds, by_both.flag_kinds
        yield "no flag overlooked", {"rules": flags <= of_rules, "both": flags <= of_both}
        yield "no flag too many", {"rules": of_rules <= flags, "both": of_both <= flags}


def _judged_papers(item: Item, nlp: Language) -> Iterator[tuple[str, dict[str, bool]]]:
    """Papers cut as labelled, so that the type alone is measured."""
    for paper in labelled_papers(item):
        document, text = item.message.documents[paper.document], text_of(item.message, paper)
        if paper.type not in LEARNED_TYPES or not text.strip():
            continue
        name = document.name if item.message.channel is Channel.EMAIL else ""
        qualities = [page.quality for page in document.pages if page.quality is not None]
        judgement = judge(text, name=name, quality=min(qualities, default=None))
        answer = answers(nlp, PAPER, [paper_text(text)])[0]
        both = surer_paper(judgement, answer)
        yield (
            "type of paper",
            {
                "rules": judgement.type is paper.type,
                "model": PaperType(answer.label) is paper.type,
                "both": both.type is paper.type,
            },
        )


def compare() -> str:
    """Train without each heap of hands in turn, ask about it, and give the table as Markdown."""
    cases = [case for case in scenarios() if case.hand not in HELD_OUT]
    made = examples(training_items(cases))
    hands = sorted({case.hand for case in cases})
    lines = [
        f"Seed {SEED}; {len(cases)} scenarios, {sum(len(case.messages) for case in cases)} items of {len(hands)} hands "
        f"in {FOLDS} heaps; each hand was measured by components that were trained on the other heaps.",
        "",
        "| measure | hand | n | " + " | ".join(f"{who}, noise {noise:g}" for noise in _NOISES for who in _WHO) + " |",
        "|---|---|--:|" + "--:|" * len(_NOISES) * len(_WHO),
    ]
    tally: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for heap in (hands[number::FOLDS] for number in range(FOLDS)):
        nlp = trained_pipeline({name: _without(heap, found) for name, found in made.items()})
        for case in (case for case in cases if case.hand in heap):
            _count(tally, case, nlp)
    measures = dict.fromkeys(measure for measure, _ in tally)
    return "\n".join([*lines, *(table_row(m, h, tally[m, h]) for m in measures for h in (*hands, "**all**"))])


def _count(tally: dict[tuple[str, str], Counter[str]], case: Scenario, nlp: Language) -> None:
    """Add to the tally, by measure and hand, what is right about a scenario's items."""
    for noise in _NOISES:
        for item in items([case], noise):
            for measure, who_is_right in judged(item, nlp):
                for key in ((measure, case.hand), (measure, "**all**")):
                    tally[key][f"n {noise}"] += 1
                    tally[key].update({f"{who} {noise}": int(ok) for who, ok in who_is_right.items()})


def _without(heap: Sequence[str], made: Sequence[Example]) -> list[Example]:
    return [example for example in made if example.hand not in heap]


def table_row(measure: str, hand: str, counts: Counter[str]) -> str:
    """A row of the table: shares that are right, and a dash where there is nothing to say."""
    cells = [
        f"{counts[key] / counts[f'n {noise}']:.3f}" if (key := f"{who} {noise}") in counts else "–"
        for noise in _NOISES
        for who in _WHO
    ]
    return f"| {measure} | {hand} | {counts[f'n {_NOISES[0]}']} | " + " | ".join(cells) + " |"


def main() -> None:
    """Write the table into the page."""
    table = compare()
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_PART.sub(lambda match: f"{match[1]}{table}\n{match[2]}", page), encoding="utf-8")
    print(table)  # noqa: T201 - a command's output


if __name__ == "__main__":
    main()
