"""What a person does to an intake: correct, confirm, mark, transcribe, file, note, settle."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.responses import Response

from review import fields
from review.calls import Call, go, show
from review.errors import BadInput
from storage.corrections import (
    CORRECTABLE,
    add_note,
    confirm,
    correct,
    corrections_of,
    mark_unreadable,
    transcribe,
)
from storage.database import transaction
from storage.errors import StaleReview, UnknownRow
from storage.items import item_of_message
from storage.journal import retry_message
from storage.refresh import assign_to_case
from storage.reviews import review_of, settle

_MOST_TEXT = 50_000

Change = Callable[[Session, uuid.UUID], str]


def change_field(call: Call) -> Response:
    """Correct or confirm a field."""
    field = call.form.get("field", "")
    if field not in CORRECTABLE:
        raise BadInput("Dieses Feld kann nicht berichtigt werden.")

    def change(session: Session, message_id: uuid.UUID) -> str:
        if "stimmt" in call.form:
            confirm(session, message_id, call.version(), call.who.name, field)
            return "bestaetigt"
        filed = item_of_message(session, message_id)
        if filed is None:
            raise UnknownRow("there is no item of this message")
        value = fields.read(field, call.form, filed.decision)
        changed = correct(
            session, message_id, call.version(), call.who.name, {field: value}, call.office.settings.rules
        )
        return "berichtigt" if changed else "unveraendert"

    return _changed(call, change, f"#feld-{field}")


def write_transcription(call: Call) -> Response:
    """Keep what a person read on a page."""

    def change(session: Session, message_id: uuid.UUID) -> str:
        transcribe(session, message_id, call.version(), call.who.name, _place(call), _text(call, "abschrift"))
        return "abschrift"

    return _changed(call, change, "#blatt")


def mark_page(call: Call) -> Response:
    """Mark a page as unreadable."""

    def change(session: Session, message_id: uuid.UUID) -> str:
        rules = call.office.settings.rules
        mark_unreadable(session, message_id, call.version(), call.who.name, _place(call), rules)
        return "unlesbar"

    return _changed(call, change, "#blatt")


def assign(call: Call) -> Response:
    """File an intake in a case, or in a new one."""

    def change(session: Session, message_id: uuid.UUID) -> str:
        key = None if "neu" in call.form else call.form.get("akte", "").strip()
        if key == "":
            raise BadInput("Bitte ein Aktenzeichen angeben.")
        if key is not None:
            call.check_case(key)
        assign_to_case(session, message_id, call.version(), call.who.name, key, call.office.settings.rules)
        return "zugeordnet"

    return _changed(call, change, "#akte")


def write_note(call: Call) -> Response:
    """Write a note."""

    def change(session: Session, message_id: uuid.UUID) -> str:
        add_note(session, message_id, call.version(), call.who.name, _text(call, "notiz"))
        return "notiz"

    return _changed(call, change, "#verlauf")


def end_review(call: Call) -> Response:
    """Say that a person is through with an intake, or is not after all."""
    is_done = "offen" not in call.form

    def change(session: Session, message_id: uuid.UUID) -> str:
        settle(session, message_id, call.version(), call.who.name, call.office.now(), done=is_done)
        return "erledigt" if is_done else "offen"

    response = _changed(call, change, "")
    return go("/eingang", "erledigt") if is_done and response.status_code == 303 else response


def try_again(call: Call) -> Response:
    """Have a parked message judged once more."""
    with transaction(call.office.sessions) as session:
        retry_message(session, call.id(), call.who.name)
    return go("/geparkt", "nocheinmal")


def _changed(call: Call, change: Change, anchor: str) -> Response:
    """Do it, go back to the intake, and where somebody was first, show both."""
    message_id = call.id()
    try:
        with transaction(call.office.sessions) as session:
            says = change(session, message_id)
    except StaleReview:
        return _conflict(call, message_id)
    return go(f"/eingang/{message_id}{_looked_at(call)}{anchor}", says)


def _conflict(call: Call, message_id: uuid.UUID) -> Response:
    """Show what the other one did and what this one wanted; nothing typed is lost."""
    with transaction(call.office.sessions) as session:
        version = review_of(session, message_id).version
    with call.reading() as session:
        done = corrections_of(session, message_id)
    since = max(1, version - int(call.form.get("version", "0")))
    typed = [(name, value) for name, value in call.form.items() if value and name not in _UNTOLD]
    return show(
        call,
        "item_conflict.html",
        "Jemand war schneller",
        status=409,
        message_id=message_id,
        done=done[-since:],
        typed=typed,
    )


_UNTOLD = frozenset({"token", "version", "dok", "blatt", "stimmt", "field"})


def _looked_at(call: Call) -> str:
    """The page that the person looked at."""
    document, page = call.form.get("dok", ""), call.form.get("blatt", "")
    return f"?dok={document}&blatt={page}" if document.isdecimal() and page.isdecimal() else ""


def _place(call: Call) -> tuple[int, int]:
    document, page = call.form.get("dok", ""), call.form.get("blatt", "")
    if not (document.isdecimal() and page.isdecimal()) or len(document) > 6 or len(page) > 6:
        raise BadInput("Das Formular ist unvollständig. Bitte die Seite neu laden.")
    return int(document), int(page)


def _text(call: Call, name: str) -> str:
    text = call.form.get(name, "").strip()
    if not text:
        raise BadInput("Bitte einen Text eingeben.")
    if len(text) > _MOST_TEXT:
        raise BadInput(f"Bitte höchstens {_MOST_TEXT} Zeichen.")
    return text
