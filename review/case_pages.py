"""Cases: the list, one case file with persons, papers, letters and history, and the steps of its life."""

from __future__ import annotations

import uuid
from datetime import date

from starlette.responses import Response

from letters.case_life import Desk, StepName, steps_from
from letters.records import LetterKind
from review.calls import Call, go, show
from review.errors import BadInput
from storage.accounts import staff_below
from storage.audit import write_down
from storage.case_file import case_file, case_lines
from storage.case_steps import standing, steps_taken
from storage.database import transaction
from storage.procedure import take_step, undo_step
from storage.restriction import SEES_ALL, lift, restrict, restriction_of
from storage.status import StaffRole

PAGE_LENGTH = 50


def show_cases(call: Call) -> Response:
    """List the cases, the newest first."""
    page = max(1, call.number("seite"))
    with call.reading() as session:
        lines, total = case_lines(session, page, PAGE_LENGTH)
    pages = max(1, -(-total // PAGE_LENGTH))
    return show(call, "cases.html", "Akten", lines=lines, total=total, page=page, pages=pages)


def show_case(call: Call) -> Response:
    """Show one case."""
    with call.noting() as session:
        file = case_file(session, call.id())
        stands = standing(session, file.state.case)
        past = steps_taken(session, file.state.case)
        write_down(session, "case_read", None, None, who=call.who.name, case_id=file.case_id)
        restriction = restriction_of(session, file.case_id)
        others = staff_below(session, SEES_ALL) if call.who.may(SEES_ALL) else ()
    return show(
        call,
        "case.html",
        f"Akte {file.state.case}",
        file=file,
        stands=stands,
        past=past,
        steps=steps_from(stands.stage, _desk(call)),
        restriction=restriction,
        others=others,
    )


def take(call: Call) -> Response:
    """Take a step in the life of a case."""
    try:
        step = StepName(call.form.get("schritt", ""))
        letters = tuple(LetterKind(kind) for kind in call.form.get("auswahl", "").split())
    except ValueError:
        raise BadInput("Bitte einen Schritt wählen.") from None
    with transaction(call.office.sessions) as session:
        take_step(
            session,
            case_file(session, call.id()).state.case,
            step,
            call.who.name,
            _reason(call),
            call.office.now(),
            call.version(),
            desk=_desk(call),
            look_again_on=_day(call),
            letters=letters,
        )
    return go(f"/akten/{call.id()}#verfahren", "schritt")


def undo(call: Call) -> Response:
    """Take the last step back."""
    with transaction(call.office.sessions) as session:
        case = case_file(session, call.id()).state.case
        undo_step(session, case, call.who.name, _reason(call), call.office.now(), call.version())
    return go(f"/akten/{call.id()}#verfahren", "schritt")


def close(call: Call) -> Response:
    """Let only those who were chosen see a case."""
    try:
        chosen = [uuid.UUID(text) for text in call.form.get("auswahl", "").split()]
    except ValueError:
        raise BadInput("Bitte Personen aus der Liste wählen.") from None
    with transaction(call.office.sessions) as session:
        restrict(session, call.id(), chosen, call.who.name, _reason(call))
    return go(f"/akten/{call.id()}#zugang", "beschraenkt")


def open_up(call: Call) -> Response:
    """Let all see a case again."""
    with transaction(call.office.sessions) as session:
        lift(session, call.id(), call.who.name, _reason(call))
    return go(f"/akten/{call.id()}#zugang", "geoeffnet")


def _desk(call: Call) -> Desk:
    return Desk.HEAD if call.who.may(StaffRole.LEAD) else Desk.CLERK


def _reason(call: Call) -> str:
    return " ".join(call.form.get("grund", "").split())[:1000]


def _day(call: Call) -> date | None:
    text = call.form.get("wiedervorlage", "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput("Bitte ein Datum angeben, zum Beispiel 02.03.2026.") from None
