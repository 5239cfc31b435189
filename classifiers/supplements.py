"""What an item that reads like an application is when its case is there already: something handed in for it."""

from __future__ import annotations

import re
from dataclasses import replace

from classifiers.flags import flags_of
from classifiers.passages import Reading
from classifiers.reasons import sentences_with_circumstance
from classifiers.records import Decision, Finding, Kind, Paper, PaperType, Reasons, Vollmacht

# A line of its own, or the beginning of one: "Begründung:", "Begründung meines Antrags", "Antragsbegründung".
_HEADED = re.compile(
    r"^[ \t]*(?:\d\.|[IVX]+\.)?[ \t]*(?:(?:antrags|härtefall)\w{0,2}begründung|begründung)\b[ \t]*"
    r"(?:$|:|[^\n.]{0,60}antrag\w*)",
    re.IGNORECASE | re.MULTILINE,
)

_BRINGS_NO_VOLLMACHT = frozenset({Vollmacht.MISSING, Vollmacht.ANNOUNCED, Vollmacht.NOT_REQUIRED})


def as_supplement(decision: Decision) -> Decision:
    """The decision about a letter for a case that is there: it is no second application."""
    papers = tuple(paper for paper in map(_as_enclosed, decision.papers) if paper is not None)
    changed = replace(
        decision,
        kind=Kind.SUPPLEMENT,
        papers=papers,
        power_of_attorney=None if decision.power_of_attorney in _BRINGS_NO_VOLLMACHT else decision.power_of_attorney,
        reasons=Reasons.STATED if decision.reasons is Reasons.STATED else None,
        findings=tuple(replace(f, value=Kind.SUPPLEMENT.value) if f.field == "kind" else f for f in decision.findings),
    )
    return replace(changed, flags=flags_of(changed))


def _as_enclosed(paper: Paper) -> Paper | None:
    """In a supplement no paper is the application letter, and the body of the mail is no paper."""
    if paper.type is not PaperType.APPLICATION_LETTER:
        return paper
    return replace(paper, type=PaperType.OTHER) if paper.first_page else None


def reasons_handed_in(reading: Reading) -> Finding | None:
    """Where a letter that a short mail brings along is headed as the reasons, and tells of a circumstance."""
    letters = (paper for paper in reading.papers_of_type(PaperType.OTHER) if paper.document and paper.first_page)
    for paper in letters:
        passages = reading.passages_of(paper)
        if not any(_HEADED.search(passage.text) for passage in passages):
            continue
        told = [place for passage in passages for place, _ in sentences_with_circumstance(passage)]
        if told:
            return Finding("reasons", Reasons.STATED.value, tuple(told[:5]), 0.85, "letter_of_reasons_enclosed")
    return None
