"""The life of a case as a table: which step leads from where to where, which letters it owes, who may take it (pure).

Source: the office's page "Das Verfahren" and HFKVO NRW §§ 3, 6 and 7. The machine opens a case and takes no step
after that: each step is a person's. docs/procedure.md draws this table; a test holds the drawing to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from letters.records import LetterKind


class Stage(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    FIRST_CHECK = "first_check"
    TAKEN_UP = "taken_up"
    NOT_TAKEN_UP = "not_taken_up"
    STATEMENT_REQUESTED = "statement_requested"
    STATEMENT_IN = "statement_in"
    READY = "ready"
    DELIBERATED = "deliberated"
    REQUEST_MADE = "request_made"
    NO_REQUEST = "no_request"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


class StepName(StrEnum):
    """What a person does with a case."""

    ASK_FOR_MISSING = "ask_for_missing"
    START_FIRST_CHECK = "start_first_check"
    TAKE_UP = "take_up"
    DECLINE = "decline"
    REQUEST_STATEMENT = "request_statement"
    RECORD_STATEMENT = "record_statement"
    MAKE_READY = "make_ready"
    DELIBERATE = "deliberate"
    ADJOURN = "adjourn"
    MAKE_REQUEST = "make_request"
    MAKE_NO_REQUEST = "make_no_request"
    END = "end"
    CLOSE_NOT_TAKEN_UP = "close_not_taken_up"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


class Desk(StrEnum):
    """Who in the Geschäftsstelle does something."""

    CLERK = "clerk"
    HEAD = "head"  # chairs the commission and represents it outwardly (HFKVO § 3)


STAGE_LABELS: Final[Mapping[Stage, str]] = MappingProxyType(
    {
        Stage.RECEIVED: "Eingegangen",
        Stage.INCOMPLETE: "Unvollständig, Nachforderung läuft",
        Stage.FIRST_CHECK: "In der ersten Prüfung",
        Stage.TAKEN_UP: "Angenommen",
        Stage.NOT_TAKEN_UP: "Nicht angenommen",
        Stage.STATEMENT_REQUESTED: "Stellungnahme angefordert",
        Stage.STATEMENT_IN: "Stellungnahme liegt vor",
        Stage.READY: "Bereit zur Beratung",
        Stage.DELIBERATED: "Beraten",
        Stage.REQUEST_MADE: "Ersuchen beschlossen",
        Stage.NO_REQUEST: "Kein Ersuchen",
        Stage.ENDED: "Beendet",
        Stage.WITHDRAWN: "Zurückgenommen",
        Stage.REOPENED: "Wieder aufgenommen",
    }
)

CLOSED: Final = frozenset({Stage.NOT_TAKEN_UP, Stage.ENDED, Stage.WITHDRAWN})
"""Stages in which the applicants were told that the procedure is over."""

OPEN: Final = frozenset(Stage) - CLOSED

MISSING_REQUESTS: Final = (
    LetterKind.POWER_OF_ATTORNEY_REQUEST,
    LetterKind.REASONS_REQUEST,
    LetterKind.PROOFS_REQUEST,
    LetterKind.UNREADABLE_NOTICE,
    LetterKind.TRANSLATION_REQUEST,
)
"""The letters that ask for something; a person picks those that are needed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table.

    Attributes:
        name: What is done.
        label: The same in German, as it stands on a button.
        from_stages: Where the case must stand.
        to_stage: Where it stands then.
        owes: Letters that always follow.
        may_owe: Letters of which a person picks those that follow.
        desks: Who may do it.
        needs_reason: A person must say why.
        needs_date: A day to look at it again belongs to it.
    """

    name: StepName
    label: str
    from_stages: frozenset[Stage]
    to_stage: Stage
    owes: tuple[LetterKind, ...] = ()
    may_owe: tuple[LetterKind, ...] = ()
    desks: frozenset[Desk] = frozenset(Desk)
    needs_reason: bool = False
    needs_date: bool = False


_HEAD: Final = frozenset({Desk.HEAD})
_BEFORE_THE_CHECK: Final = frozenset({Stage.RECEIVED, Stage.INCOMPLETE, Stage.REOPENED})

_ROWS: Final = (
    Step(
        StepName.ASK_FOR_MISSING,
        "Fehlendes nachfordern",
        _BEFORE_THE_CHECK | {Stage.FIRST_CHECK},
        Stage.INCOMPLETE,
        may_owe=MISSING_REQUESTS,
        needs_date=True,
    ),
    Step(StepName.START_FIRST_CHECK, "Erste Prüfung beginnen", _BEFORE_THE_CHECK, Stage.FIRST_CHECK),
    Step(StepName.TAKE_UP, "Antrag annehmen", frozenset({Stage.FIRST_CHECK}), Stage.TAKEN_UP, desks=_HEAD),
    Step(
        StepName.DECLINE,
        "Antrag nicht annehmen",
        frozenset({Stage.FIRST_CHECK}),
        Stage.NOT_TAKEN_UP,
        owes=(LetterKind.NON_ACCEPTANCE_NOTICE, LetterKind.NON_ACCEPTANCE_INFORMATION),
        desks=_HEAD,
        needs_reason=True,
    ),
    Step(
        StepName.REQUEST_STATEMENT,
        "Stellungnahme anfordern",
        # Once more where the one that came in does not answer what was asked.
        frozenset({Stage.TAKEN_UP, Stage.STATEMENT_IN}),
        Stage.STATEMENT_REQUESTED,
        owes=(LetterKind.STATEMENT_REQUEST,),
        needs_date=True,
    ),
    Step(
        StepName.RECORD_STATEMENT,
        "Eingang der Stellungnahme vermerken",
        frozenset({Stage.STATEMENT_REQUESTED}),
        Stage.STATEMENT_IN,
    ),
    Step(StepName.MAKE_READY, "Zur Beratung vorlegen", frozenset({Stage.STATEMENT_IN}), Stage.READY),
    Step(StepName.DELIBERATE, "Beratung vermerken", frozenset({Stage.READY}), Stage.DELIBERATED),
    Step(StepName.ADJOURN, "Vertagen", frozenset({Stage.DELIBERATED}), Stage.READY, needs_reason=True),
    Step(
        StepName.MAKE_REQUEST,
        "Ersuchen vermerken",
        frozenset({Stage.DELIBERATED}),
        Stage.REQUEST_MADE,
        owes=(LetterKind.HARDSHIP_REQUEST,),
        desks=_HEAD,
    ),
    # "ohne Einschaltung der Ausländerbehörde": no letter goes to it.
    Step(
        StepName.MAKE_NO_REQUEST,
        "Kein Ersuchen vermerken",
        frozenset({Stage.DELIBERATED}),
        Stage.NO_REQUEST,
        desks=_HEAD,
    ),
    Step(
        StepName.END,
        "Verfahren beenden",
        frozenset({Stage.REQUEST_MADE, Stage.NO_REQUEST}),
        Stage.ENDED,
        owes=(LetterKind.END_NOTICE,),
    ),
    # The notice of non-acceptance has told the end already.
    Step(StepName.CLOSE_NOT_TAKEN_UP, "Akte schließen", frozenset({Stage.NOT_TAKEN_UP}), Stage.ENDED),
    Step(
        StepName.WITHDRAW,
        "Rücknahme vermerken",
        OPEN,
        Stage.WITHDRAWN,
        owes=(LetterKind.WITHDRAWAL_NOTICE,),
        may_owe=(LetterKind.WITHDRAWAL_INFORMATION,),
        needs_reason=True,
    ),
    Step(
        StepName.REOPEN,
        "Wieder aufnehmen",
        CLOSED,
        Stage.REOPENED,
        desks=_HEAD,
        needs_reason=True,
    ),
)

STEPS: Final[Mapping[StepName, Step]] = MappingProxyType({row.name: row for row in _ROWS})


def steps_from(stage: Stage, desk: Desk | None = None) -> tuple[Step, ...]:
    """The steps that may be taken now, in the order of the table.

    Args:
        stage: Where the case stands.
        desk: Only what this desk may do; None: what anybody may.
    """
    return tuple(step for step in _ROWS if stage in step.from_stages and (desk is None or desk in step.desks))


def mermaid() -> str:
    """The table as a state diagram in the language of mermaid; withdrawal and reopening are drawn once each."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {stage}: {STAGE_LABELS[stage]}" for stage in Stage]
    lines.append(f"    [*] --> {Stage.RECEIVED}")
    for step in _ROWS:
        sources = ["open_stages"] if step.from_stages == OPEN else [s for s in Stage if s in step.from_stages]
        lines += [f"    {source} --> {step.to_stage}: {step.label}" for source in sources]
    lines.append("    open_stages: jeder offene Stand")
    return "\n".join(lines) + "\n"


def steps_table() -> str:
    """The table as Markdown, for docs/procedure.md."""
    lines = ["| step | on the button | from | to | letters | who | needs |", "|---|---|---|---|---|---|---|"]
    for step in _ROWS:
        sources = "every open stage" if step.from_stages == OPEN else _listed(s for s in Stage if s in step.from_stages)
        letters = [f"`{kind}`" for kind in step.owes] + [f"(`{kind}`)" for kind in step.may_owe]
        needs = [word for word, is_so in (("reason", step.needs_reason), ("date", step.needs_date)) if is_so]
        desks = _listed(desk for desk in Desk if desk in step.desks)
        cells = (f"`{step.name}`", step.label, sources, f"`{step.to_stage}`", ", ".join(letters) or "none", desks)
        lines.append(f"| {' | '.join(cells)} | {', '.join(needs) or 'nothing'} |")
    return "\n".join(lines) + "\n"


def _listed(words: Iterable[StrEnum]) -> str:
    return ", ".join(f"`{word}`" for word in words)
