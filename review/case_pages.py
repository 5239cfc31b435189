"""Cases: the list, and one case file with persons, papers, letters, history and what can be done with it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.responses import Response

from classifiers.records import Paper, Person, Role
from letters.case_life import steps_from
from review.calls import Call, go, show
from review.case_actions import desk_of
from storage.accounts import staff_below
from storage.audit import write_down
from storage.case_file import CaseFile, case_choices, case_file, case_lines
from storage.case_steps import standing, steps_taken
from storage.dividing import item_to_divide
from storage.forwarding import id_of_case
from storage.restriction import SEES_ALL, restriction_of

PAGE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Divisible:
    """An item of the case that speaks of several persons, so that two families may be in it.

    Attributes:
        message_id: Of its message.
        persons: Whom the case has of it.
        papers: What the case has of it, each with its place among all papers of the item.
    """

    message_id: uuid.UUID
    persons: tuple[Person, ...]
    papers: tuple[tuple[int, Paper], ...]


def show_cases(call: Call) -> Response:
    """List the cases, the newest first."""
    page = max(1, call.number("seite"))
    with call.reading() as session:
        lines, total = case_lines(session, page, PAGE_LENGTH)
    pages = max(1, -(-total // PAGE_LENGTH))
    return show(call, "cases.html", "Akten", lines=lines, total=total, page=page, pages=pages)


def show_case(call: Call) -> Response:
    """Show one case; an Aktenzeichen and a case that was merged lead to the one that goes on."""
    named = call.request.path_params["id"]
    with call.noting() as session:
        case_id = id_of_case(session, named)
        if str(case_id) != named:
            return go(f"/akten/{case_id}", "aufgegangen")
        file = case_file(session, case_id)
        stands = standing(session, file.state.case)
        past = steps_taken(session, file.state.case)
        divisible = _divisible(session, file)
        others = [one for one in case_choices(session) if one[0] != file.state.case]
        write_down(session, "case_read", None, None, who=call.who.name, case_id=file.case_id)
        restriction = restriction_of(session, file.case_id)
        staff = staff_below(session, SEES_ALL) if call.who.may(SEES_ALL) else ()
    return show(
        call,
        "case.html",
        f"Akte {file.state.case}",
        file=file,
        stands=stands,
        past=past,
        steps=steps_from(stands.stage, desk_of(call)),
        divisible=divisible,
        others=others,
        roles=tuple(Role),
        restriction=restriction,
        staff=staff,
    )


def _divisible(session: Session, file: CaseFile) -> tuple[Divisible, ...]:
    found = []
    for message_id, filed in file.items:
        if len(filed.decision.persons) < 2:
            continue
        _, whole, share = item_to_divide(session, file.state.case, filed.decision.item)
        papers = tuple((place, whole.papers[place]) for place in share.papers)
        found.append(Divisible(message_id, share.persons, papers))
    return tuple(found)
