"""What a person does to a case: steps of its life, merging, splitting, dividing, saying who represents."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session
from starlette.responses import Response

from classifiers.records import Contact, Representative, Role
from letters.case_life import Desk, StepName
from letters.records import LetterKind
from review.calls import Call, go, show
from review.errors import BadInput
from storage.case_file import CaseFile, case_file
from storage.database import transaction
from storage.dividing import NOBODY_PARTS, Parting, divide_item
from storage.errors import StaleCase, StepRefused
from storage.forwarding import id_of_case
from storage.merging import NOTHING_MOVES, merge_cases, split_case
from storage.procedure import locked_case, take_step, undo_step
from storage.representation import NO_NAME, say_who_represents
from storage.restriction import lift, restrict
from storage.status import StaffRole

_MOST_CHARACTERS = 200
_MOST_LINES = 6
_SHOWN_OF_HISTORY = 8

# What it gives is the id of the case to go to and the key of what is said there.
Change = Callable[[Session, CaseFile], tuple[uuid.UUID, str]]


def take(call: Call) -> Response:
    """Take a step in the life of a case."""
    try:
        step = StepName(call.form.get("schritt", ""))
        letters = tuple(LetterKind(kind) for kind in _chosen(call))
    except ValueError:
        raise BadInput("Bitte einen Schritt wählen.") from None

    def change(session: Session, file: CaseFile) -> tuple[uuid.UUID, str]:
        take_step(
            session,
            file.state.case,
            step,
            call.who.name,
            _reason(call),
            call.office.now(),
            call.version(),
            desk=desk_of(call),
            look_again_on=_day(call),
            letters=letters,
        )
        return file.case_id, "schritt"

    return _changed(call, change, "#verfahren")


def undo(call: Call) -> Response:
    """Take the last step back."""

    def change(session: Session, file: CaseFile) -> tuple[uuid.UUID, str]:
        undo_step(session, file.state.case, call.who.name, _reason(call), call.office.now(), call.version())
        return file.case_id, "schritt"

    return _changed(call, change, "#verfahren")


def merge(call: Call) -> Response:
    """Let the case go into another one."""
    key, _, version = call.form.get("ziel", "").rpartition(" ")
    if not key or not version.isdecimal() or len(version) > 9:
        raise BadInput("Bitte die Akte wählen, in der diese aufgehen soll.")

    def change(session: Session, file: CaseFile) -> tuple[uuid.UUID, str]:
        locked_case(session, file.state.case, call.version())  # who comes second is told that first
        call.check_case(key)
        merge_cases(
            session,
            file.state.case,
            key,
            call.who.name,
            _reason(call),
            call.office.now(),
            (call.version(), int(version)),
            accepts_asserted=call.office.settings.rules.accepts_asserted,
        )
        return id_of_case(session, key), "zusammengefuehrt"

    return _changed(call, change)


def split(call: Call) -> Response:
    """Give some of the items of the case to a new one."""

    def change(session: Session, file: CaseFile) -> tuple[uuid.UUID, str]:
        chosen = set(_chosen(call))
        items = [filed.decision.item for message_id, filed in file.items if str(message_id) in chosen]
        if len(items) != len(chosen):
            raise StepRefused(NOTHING_MOVES)
        rules = call.office.settings.rules
        new = split_case(
            session,
            file.state.case,
            items,
            call.who.name,
            _reason(call),
            call.version(),
            rules.aktenzeichen_pattern,
            accepts_asserted=rules.accepts_asserted,
        )
        return id_of_case(session, new), "geteilt"

    return _changed(call, change)


def divide(call: Call) -> Response:
    """Let persons and papers of one item go to another case."""

    def change(session: Session, file: CaseFile) -> tuple[uuid.UUID, str]:
        locked_case(session, file.state.case, call.version())
        if call.form.get("ziel", "").strip():
            call.check_case(call.form["ziel"].strip())
        rules = call.office.settings.rules
        found = divide_item(
            session,
            file.state.case,
            _parting(call, file),
            call.who.name,
            _reason(call),
            call.version(),
            rules.aktenzeichen_pattern,
            accepts_asserted=rules.accepts_asserted,
        )
        return (file.case_id, "geteilt_noch") if found.also_in else (id_of_case(session, found.case), "geteilt")

    return _changed(call, change)


def represent(call: Call) -> Response:
    """Say who represents, or that nobody does any more."""
    representative, contact = None, None
    if call.form.get("art") != "niemand":
        representative, contact = _representative(call)

    def change(session: Session, file: CaseFile) -> tuple[uuid.UUID, str]:
        say_who_represents(
            session,
            file.state.case,
            representative,
            contact,
            call.who.name,
            _reason(call),
            call.office.now(),
            call.version(),
            accepts_asserted=call.office.settings.rules.accepts_asserted,
        )
        return file.case_id, "vertretung"

    return _changed(call, change, "#adressen")


def close(call: Call) -> Response:
    """Let only those who were chosen see a case."""
    try:
        chosen = [uuid.UUID(text) for text in _chosen(call)]
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


def desk_of(call: Call) -> Desk:
    """Give where somebody works, as the table of steps asks."""
    return Desk.HEAD if call.who.may(StaffRole.LEAD) else Desk.CLERK


def _changed(call: Call, change: Change, anchor: str = "") -> Response:
    """Do it and go to the case; where somebody was first, show what happened and what was typed."""
    case_id = call.id()
    try:
        with transaction(call.office.sessions) as session:
            goes_to, says = change(session, case_file(session, case_id))
    except StaleCase:
        return _conflict(call, case_id)
    return go(f"/akten/{goes_to}{anchor}", says)


_UNTOLD = frozenset({"token", "version", "auswahl", "schreiben"})


def _conflict(call: Call, case_id: uuid.UUID) -> Response:
    with call.reading() as session:
        history = case_file(session, case_id).history
    done = [entry for entry in history if entry.what != "case_read"][-_SHOWN_OF_HISTORY:]
    typed = [(name, value) for name, value in call.form.items() if value and name not in _UNTOLD]
    return show(call, "case_conflict.html", "Jemand war schneller", status=409, case_id=case_id, done=done, typed=typed)


def _parting(call: Call, file: CaseFile) -> Parting:
    """Who and what was ticked: "person-1", "papier-0"."""
    item = next((f.decision.item for m, f in file.items if str(m) == call.form.get("schreiben", "")), "")
    places: dict[str, list[int]] = {"person": [], "papier": []}
    for name in _chosen(call):
        what, _, place = name.partition("-")
        if what not in places or not place.isdecimal() or len(place) > 6:
            raise StepRefused(NOBODY_PARTS)
        places[what].append(int(place))
    authority, into = call.form.get("behoerde", "").strip(), call.form.get("ziel", "").strip()
    contact = _contact(call, _first_name(file, item, places["person"]))
    return Parting(item, tuple(places["person"]), tuple(places["papier"]), authority or None, contact, into or None)


def _first_name(file: CaseFile, item: str, places: list[int]) -> str:
    """Whose name stands on the envelope of those who go."""
    persons = next((filed.decision.persons for _, filed in file.items if filed.decision.item == item), ())
    return next((persons[place].name or "" for place in places if place < len(persons)), "")


def _representative(call: Call) -> tuple[Representative, Contact | None]:
    name = _line(call.form.get("name", ""))
    if not name:
        raise BadInput(NO_NAME)
    try:
        role = Role(call.form.get("rolle", ""))
    except ValueError:
        raise BadInput("Bitte angeben, wer vertritt: Anwalt, Organisation, Privatperson oder Vormund.") from None
    return Representative(name, role), _contact(call, name)


def _contact(call: Call, name: str) -> Contact | None:
    """The address that was typed; None where none was."""
    lines = tuple(line for line in map(_line, call.form.get("anschrift", "").splitlines()) if line)
    email = _line(call.form.get("email", ""))
    if len(lines) > _MOST_LINES:
        raise BadInput(f"Bitte höchstens {_MOST_LINES} Zeilen Anschrift.")
    return Contact(name, lines, email or None) if lines or email else None


def _line(text: str) -> str:
    return " ".join(text.split())[:_MOST_CHARACTERS]


def _chosen(call: Call) -> list[str]:
    return call.form.get("auswahl", "").split()


def _reason(call: Call) -> str:
    return " ".join(call.form.get("grund", "").split())[:1000]


def _day(call: Call) -> date | None:
    text = call.form.get("wiedervorlage", "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput("Bitte ein Datum angeben, zum Beispiel 02.03.2026.") from None
