"""The address book: where the Ausländerbehörden are reached, who says so and since when; corrected and imported."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from classifiers.directory import Office, directory
from parsers.errors import BadSettings
from review.calls import Call, go, show
from review.errors import BadInput
from storage.address_book import COLUMNS, Address, address_book, checked_address, import_addresses, read_addresses
from storage.database import transaction
from storage.errors import UnknownRow

_MOST_BYTES = 1_000_000
_GROUPS = ("alle", "eingetragen", "fehlt")


def show_addresses(call: Call) -> Response:
    """List the authorities with what is known of them."""
    group = call.request.query_params.get("zeige", "alle")
    group = group if group in _GROUPS else "alle"
    with call.reading() as session:
        book = address_book(session)
    offices = sorted(directory().offices.values(), key=lambda office: office.label)
    lines = [
        (office, book.get(office.code))
        for office in offices
        if group == "alle" or (office.code in book) == (group == "eingetragen")
    ]
    return show(
        call,
        "addresses.html",
        "Adressbuch",
        lines=lines,
        group=group,
        groups=_GROUPS,
        entered=len(book),
        total=len(offices),
        columns=COLUMNS,
    )


def show_address(call: Call) -> Response:
    """Show an authority and what can be corrected of it."""
    office = _office(call)
    with call.reading() as session:
        entry = address_book(session).get(office.code)
    return show(call, "address.html", office.label, office=office, entry=entry, today=call.office.today())


def enter_address(call: Call) -> Response:
    """Enter or correct the address of an authority."""
    office = _office(call)
    row = {column: " ".join(call.form.get(column, "").split()) for column in COLUMNS} | {"code": office.code}
    try:
        address = checked_address(row)
    except BadSettings as problem:
        raise BadInput(str(problem)) from None
    _check_day(address, call.office.today())
    with transaction(call.office.sessions) as session:
        known = address_book(session).get(office.code)
        if known is not None and known.as_of > address.as_of:
            raise BadInput("Im Adressbuch steht schon ein neuerer Stand. Bitte den Tag der neuen Auskunft angeben.")
        import_addresses(session, (address,), call.who.name)
    return go(f"/adressbuch/{office.code}", "adresse")


def import_book(call: Call) -> Response:
    """Take in a file of addresses: all of it, or where a line cannot be, none."""
    _, content = call.files.get("datei", ("", b""))
    if not content or len(content) > _MOST_BYTES:
        raise BadInput("Bitte eine CSV-Datei auswählen, die nicht leer und höchstens 1 MB groß ist.")
    try:
        addresses = read_addresses(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput("Die Datei ist nicht in UTF-8 gespeichert.") from None
    except BadSettings as problem:
        raise BadInput(str(problem)) from None
    for address in addresses:
        _check_day(address, call.office.today())
    with transaction(call.office.sessions) as session:
        changed = import_addresses(session, addresses, call.who.name)
    return go("/adressbuch?zeige=eingetragen", "adressen" if changed else "adressen_alt")


def _check_day(address: Address, today: date) -> None:
    if address.as_of > today:
        raise BadInput(f"Der Stand {address.as_of:%d.%m.%Y} liegt in der Zukunft.")


def _office(call: Call) -> Office:
    office = directory().offices.get(call.request.path_params["code"])
    if office is None:
        raise UnknownRow("no authority has this code")
    return office
