"""Cases: the list, and one case file with persons, papers, letters and history."""

from __future__ import annotations

from starlette.responses import Response

from review.calls import Call, show
from storage.audit import write_down
from storage.case_file import case_file, case_lines
from storage.database import reading, transaction

PAGE_LENGTH = 50


def show_cases(call: Call) -> Response:
    """List the cases, the newest first."""
    page = max(1, call.number("seite"))
    with reading(call.office.sessions) as session:
        lines, total = case_lines(session, page, PAGE_LENGTH)
    pages = max(1, -(-total // PAGE_LENGTH))
    return show(call, "cases.html", "Akten", lines=lines, total=total, page=page, pages=pages)


def show_case(call: Call) -> Response:
    """Show one case."""
    with transaction(call.office.sessions) as session:
        file = case_file(session, call.id())
        write_down(session, "case_read", None, None, who=call.who.name, case_id=file.case_id)
    return show(call, "case.html", f"Akte {file.state.case}", file=file)
