"""The letters that follow from a case, addressed with the directory of authorities."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from classifiers.directory import directory
from classifiers.records import CaseState, Contact
from letters.due import letters_owed
from letters.records import Letter


def letters_after_intake(state: CaseState, book: Mapping[str, Contact] | None = None) -> tuple[Letter, ...]:
    """Give all letters that a case owes after its items.

    Args:
        state: The case after all its items.
        book: Names and addresses of the Ausländerbehörden by code (`storage.address_book.authorities`); None: names.
    """
    return letters_owed(state, authorities=_authorities() if book is None else book)


@lru_cache(maxsize=1)
def _authorities() -> dict[str, Contact]:
    """Names by code. The directory holds no postal addresses: the letter shows that one is missing."""
    offices = directory().offices.values()
    return {office.code: Contact(f"{office.label}, Ausländerbehörde") for office in offices}
