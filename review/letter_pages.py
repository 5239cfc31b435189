"""Letters: the outbox, a preview, release and hold of one and of many."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from starlette.responses import Response

from classifiers.directory import directory
from letters.compose import render
from letters.records import LetterKind
from letters.texts import OFFICE, TEMPLATES, Office, Template, read_office, read_templates
from review import words
from review.calls import Call, go, show
from review.errors import BadInput
from review.item_pages import as_download
from storage.audit import write_down
from storage.case_file import LetterLine, letter_line, letter_lines
from storage.database import transaction
from storage.errors import StepNotAllowed, UnknownRow
from storage.outbox import hold_letter, release_letter
from storage.status import OutboxState

_MOST_REASON = 300
_PAGE = 50
_GROUPS: Mapping[str, tuple[OutboxState, ...]] = {
    "offen": (OutboxState.READY, OutboxState.HELD, OutboxState.SENDING, OutboxState.FAILED, OutboxState.RETURNED),
    "versandt": (OutboxState.SENT,),
    "entfallen": (OutboxState.CANCELLED,),
}


def show_outbox(call: Call) -> Response:
    """List the letters of the outbox."""
    group = call.request.query_params.get("zeige", "offen")
    group = group if group in _GROUPS else "offen"
    page = max(1, call.number("seite"))
    with call.reading() as session:
        lines, total = letter_lines(session, *_GROUPS[group], page=page, length=_PAGE)
    return show(
        call,
        "outbox.html",
        "Ausgang",
        lines=lines,
        total=total,
        page=page,
        pages=max(1, -(-total // _PAGE)),
        group=group,
        groups=tuple(_GROUPS),
    )


def show_letter(call: Call) -> Response:
    """Show a letter as it will be sent."""
    with call.noting() as session:
        line = letter_line(session, call.id())
        write_down(
            session, "letter_read", None, None, who=call.who.name, case_id=line.case_id, letter_id=line.owed.letter_id
        )
    title = f"{words.word(line.owed.letter.kind)}, Akte {line.owed.case}"
    return show(
        call,
        "letter.html",
        title,
        line=line,
        page=max(1, call.number("blatt")),
        is_authority=line.owed.letter.to in directory().offices,
    )


def show_letter_picture(call: Call) -> Response:
    """Give the picture of a letter's page."""
    with call.reading() as session:
        line = letter_line(session, call.id())
    picture = call.office.painter.letter(_pdf(call, line), call.place("page"))
    if picture is None:
        raise UnknownRow("the letter has no such page")
    return Response(picture, media_type="image/png")


def give_letter(call: Call) -> Response:
    """Give a letter as a PDF file."""
    with call.reading() as session:
        line = letter_line(session, call.id())
    return as_download(_pdf(call, line), f"{line.owed.case}_{line.owed.letter.kind}.pdf")


def release(call: Call) -> Response:
    """Release a letter."""
    with transaction(call.office.sessions) as session:
        release_letter(session, call.id(), call.who.name)
    return go(f"/briefe/{call.id()}", "freigegeben")


def hold(call: Call) -> Response:
    """Keep a letter back."""
    why = " ".join(call.form.get("grund", "").split())
    if not why or len(why) > _MOST_REASON:
        raise BadInput("Bitte einen kurzen Grund angeben.")
    with transaction(call.office.sessions) as session:
        hold_letter(session, call.id(), call.who.name, why)
    return go(f"/briefe/{call.id()}", "angehalten")


def release_many(call: Call) -> Response:
    """Release all letters that were chosen, or none where one of them cannot leave."""
    try:
        chosen = [uuid.UUID(text) for text in call.form.get("auswahl", "").split()]
    except ValueError:
        raise BadInput("Bitte Schreiben auswählen.") from None
    if not chosen:
        raise BadInput("Bitte Schreiben auswählen.")
    with call.reading() as session:
        for letter_id in chosen:
            letter_line(session, letter_id)  # one that is closed to them is none
    try:
        with transaction(call.office.sessions) as session:
            for letter_id in chosen:
                release_letter(session, letter_id, call.who.name)
    except StepNotAllowed:
        raise BadInput("Ein ausgewähltes Schreiben ist angehalten. Es wurde keines freigegeben.") from None
    return go("/ausgang", "freigegeben")


def _pdf(call: Call, line: LetterLine) -> bytes:
    office, templates = _texts(call)
    return render(line.owed.letter, call.office.today(), office=office, templates=templates)


def _texts(call: Call) -> tuple[Office, Mapping[LetterKind, Template]]:
    folder = call.office.settings.letters_folder
    if folder is None:
        return OFFICE, TEMPLATES
    return read_office(folder / "office.toml"), read_templates(folder / "templates")
