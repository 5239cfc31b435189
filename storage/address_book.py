"""Where the Ausländerbehörden are reached: names from the directory, addresses from the book that the office keeps."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from classifiers.directory import directory
from classifiers.records import Contact
from parsers.errors import BadSettings
from storage.audit import write_down
from storage.outbox import readdress
from storage.tables import AuthorityAddressRow

COLUMNS: Final = ("code", "name", "zeile1", "zeile2", "zeile3", "email", "quelle", "stand")
"""Columns of the file; the lines after the name are those of the envelope, the last one with postal code and town."""

_EMAIL: Final = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_MOST: Final = 200  # characters of a value


@dataclass(frozen=True, slots=True)
class Address:
    """An entry of the book.

    Attributes:
        code: Of the Ausländerbehörde.
        contact: Where it is reached.
        source: Who says so.
        as_of: Since when.
    """

    code: str
    contact: Contact
    source: str
    as_of: date


def read_addresses(text: str) -> tuple[Address, ...]:
    """Read an address book.

    Args:
        text: CSV with the columns of `COLUMNS`, parted by commas or semicolons.

    Returns:
        Its entries.

    Raises:
        BadSettings: A column or a value is missing, or nobody knows a code; the line is named.
    """
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise BadSettings(f"Im Adressbuch fehlen diese Spalten: {', '.join(missing)}")
    return tuple(_address(number, {k: (row[k] or "").strip() for k in COLUMNS}) for number, row in enumerate(reader, 2))


def _address(number: int, row: Mapping[str, str]) -> Address:
    try:
        return checked_address(row)
    except BadSettings as problem:
        raise BadSettings(f"Adressbuch, Zeile {number}: {problem}") from None


def checked_address(row: Mapping[str, str]) -> Address:
    """Make an entry of what somebody wrote.

    Args:
        row: By the columns of `COLUMNS`.

    Raises:
        BadSettings: A value is missing or cannot be; in German.
    """
    problem = next(_problems(row), None)
    if problem:
        raise BadSettings(problem)
    lines = tuple(row[key] for key in ("zeile1", "zeile2", "zeile3") if row[key])
    contact = Contact(row["name"], lines, row["email"] or None)
    return Address(row["code"], contact, row["quelle"], date.fromisoformat(row["stand"]))


def _problems(row: Mapping[str, str]) -> Iterator[str]:
    if row["code"] not in directory().offices:
        yield "Diesen Schlüssel hat keine Ausländerbehörde."
    if not row["name"] or not (row["zeile1"] or row["email"]):
        yield "Es fehlt der Name oder die Anschrift."
    if row["email"] and not _EMAIL.fullmatch(row["email"]):
        yield "Die E-Mail-Adresse ist keine."
    if any(not value.isprintable() or len(value) > _MOST for value in row.values()):
        yield "Ein Wert ist zu lang oder enthält Zeichen, die nicht auf einen Umschlag gehören."
    if not row["quelle"]:
        yield "Es fehlt die Quelle."
    try:
        date.fromisoformat(row["stand"])
    except ValueError:
        yield "Der Stand ist kein Tag der Form JJJJ-MM-TT."


def import_addresses(session: Session, addresses: tuple[Address, ...], by: str) -> int:
    """Take addresses into the book and put them on letters that wait; an older entry never replaces a newer one.

    Args:
        session: In a transaction.
        addresses: From `read_addresses`.
        by: Who imports them.

    Returns:
        How many are new or changed.
    """
    known = {row.code: row for row in session.scalars(select(AuthorityAddressRow))}
    changed = 0
    for address in addresses:
        row = known.get(address.code)
        if row is None:
            row = known[address.code] = AuthorityAddressRow(code=address.code)
            session.add(row)
        elif row.as_of > address.as_of or (row.contact, row.source) == (address.contact, address.source):
            continue
        row.contact, row.source, row.as_of = address.contact, address.source, address.as_of
        write_down(session, "authority_address", None, f"{address.code}, {address.as_of:%d.%m.%Y}", who=by)
        changed += 1
    readdress(session, {code: row.contact for code, row in known.items()}, by)
    return changed


def authorities(session: Session) -> dict[str, Contact]:
    """Give name and address of each Ausländerbehörde by its code; one that nobody entered has a name alone."""
    names = {office.code: Contact(f"{office.label}, Ausländerbehörde") for office in directory().offices.values()}
    book = {row.code: row.contact for row in session.scalars(select(AuthorityAddressRow))}
    return names | book


def address_book(session: Session) -> dict[str, Address]:
    """Give the entries of the book by code."""
    rows = session.scalars(select(AuthorityAddressRow))
    return {row.code: Address(row.code, row.contact, row.source, row.as_of) for row in rows}
