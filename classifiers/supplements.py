"""What an item that reads like an application is when its case is there already: something handed in for it."""

from __future__ import annotations

from dataclasses import replace

from classifiers.flags import flags_of
from classifiers.records import Decision, Kind, Paper, PaperType, Reasons, Vollmacht

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
