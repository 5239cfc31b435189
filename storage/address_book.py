"""Where the Ausländerbehörden are reached: names from the directory, addresses from the book that the office keeps."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from classifiers.directory import directory
from classifiers.records import Contact
from storage.tables import AuthorityAddressRow


def authorities(session: Session) -> dict[str, Contact]:
    """Give name and address of each Ausländerbehörde by its code; one that nobody entered has a name alone."""
    names = {office.code: Contact(f"{office.label}, Ausländerbehörde") for office in directory().offices.values()}
    book = {row.code: row.contact for row in session.scalars(select(AuthorityAddressRow))}
    return names | book
