"""Finds items by words of their letters, by names in other spellings and by Aktenzeichen."""

from __future__ import annotations

import uuid
from typing import Final

from anyascii import anyascii
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from classifiers.names import name_words, word_likeness
from classifiers.records import Person
from storage.forwarding import former_keys
from storage.shares import messages_by_case
from storage.status import Act
from storage.tables import CaseRow, CorrectionRow, ItemRow, MessageRow, PageRow, SearchTextRow

_LIKE_ENOUGH: Final = 0.84  # from here on two words are one name in two spellings
_AT_ONCE: Final = 500
_MOST_CHARACTERS: Final = 100_000  # of an item; a book that was enclosed is not searched to its end


def plain_text(text: str) -> str:
    """Lower-case ASCII, one blank between words: "Đurđević" gives "durdevic"."""
    return " ".join(anyascii(text).casefold().split())


def find_items(session: Session, search: str) -> frozenset[uuid.UUID]:
    """Give the messages of the items in which all searched words stand, in the letter or as a part of a name.

    Args:
        session: In a transaction: words of items that were never searched are kept.
        search: What a person typed.
    """
    words = plain_text(search).split()
    if not words:
        return frozenset()
    _keep_missing_words(session)
    keys = _keys_of_cases(session)
    found = set()
    rows = session.execute(select(SearchTextRow.message_id, SearchTextRow.names, SearchTextRow.words))
    for message_id, names, text in rows:
        key = keys.get(message_id, "")
        if all(word in text or word in key or _is_named(word, names.split()) for word in words):
            found.add(message_id)
    return frozenset(found)


def _keys_of_cases(session: Session) -> dict[uuid.UUID, str]:
    """By message the Aktenzeichen of its cases, and those under which they went before they were merged."""
    before = former_keys(session)
    held = messages_by_case().subquery()
    query = select(held.c.message_id, CaseRow.aktenzeichen).join(CaseRow, CaseRow.id == held.c.case_id)
    keys: dict[uuid.UUID, str] = {}
    for message_id, key in session.execute(query):
        told = " ".join((keys.get(message_id, ""), key, *before.get(key, ())))
        keys[message_id] = plain_text(told)
    return keys


def forget_words(session: Session, message_id: uuid.UUID) -> None:
    """Have the words of an item made anew when it is searched next."""
    row = session.get(SearchTextRow, message_id)
    if row is not None:
        session.delete(row)


def _is_named(word: str, names: list[str]) -> bool:
    return len(word) > 2 and any(word_likeness(word, name) >= _LIKE_ENOUGH for name in names)


def _keep_missing_words(session: Session) -> None:
    # What a correction has just taken out must be gone before the look.
    session.flush()
    missing = session.execute(
        select(ItemRow.message_id, ItemRow.persons, ItemRow.representative, ItemRow.file_numbers, ItemRow.main_text)
        .outerjoin(SearchTextRow, SearchTextRow.message_id == ItemRow.message_id)
        .where(SearchTextRow.message_id.is_(None))
    ).all()
    for start in range(0, len(missing), _AT_ONCE):
        part = missing[start : start + _AT_ONCE]
        pages = _texts(session, [row.message_id for row in part])
        session.execute(
            insert(SearchTextRow),
            [
                {
                    "message_id": row.message_id,
                    "names": _names(row.persons, row.representative.name if row.representative else None),
                    "words": plain_text(" ".join([row.main_text, *row.file_numbers, *pages[row.message_id]]))[
                        :_MOST_CHARACTERS
                    ],
                }
                for row in part
            ],
        )


def _texts(session: Session, messages: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    texts: dict[uuid.UUID, list[str]] = {message: [] for message in messages}
    named = select(MessageRow.id, MessageRow.source_name).where(MessageRow.id.in_(messages))
    for message_id, name in session.execute(named):
        texts[message_id].append(name)
    pages = select(PageRow.message_id, PageRow.text).where(PageRow.message_id.in_(messages))
    read_by_hand = select(CorrectionRow.message_id, CorrectionRow.after).where(
        CorrectionRow.message_id.in_(messages), CorrectionRow.act == Act.TRANSCRIBED
    )
    for query in (pages, read_by_hand):
        for message_id, text in session.execute(query):
            texts[message_id].append(text)
    return texts


def _names(persons: tuple[Person, ...], representative: str | None) -> str:
    names = [name for person in persons for name in (person.name, *person.aliases) if name]
    if representative:
        names.append(representative)
    return " ".join(dict.fromkeys(word for name in names for word in name_words(name)))
