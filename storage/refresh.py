"""Brings a case and its letters up to date after a person changed an item or where it belongs."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from classifiers.casework import case_state
from letters.due import letters_owed
from storage.address_book import authorities
from storage.audit import write_down
from storage.cases import bring_up_to_date, lock_filing, next_case_number, open_case
from storage.errors import StepRefused, UnknownRow
from storage.forwarding import surviving_case
from storage.items import items_of_case
from storage.restriction import carry_over
from storage.reviews import next_version, note
from storage.rulings import rulings_of
from storage.search import forget_words
from storage.shares import DIVIDED, is_divided
from storage.status import Act
from storage.tables import CaseRow, ItemRow, MessageRow


@dataclass(frozen=True, slots=True)
class CaseRules:
    """How the office judges cases.

    Attributes:
        accepts_asserted: A lawyer's word counts as proof of a Vollmacht.
        aktenzeichen_pattern: `StorageSettings.aktenzeichen_pattern`.
    """

    accepts_asserted: bool
    aktenzeichen_pattern: str


def refresh_case(
    session: Session, aktenzeichen: str, rules: CaseRules, *, who: str, message_id: uuid.UUID | None = None
) -> None:
    """Derive a case anew from all its items, and settle its letters.

    Args:
        session: In a transaction.
        aktenzeichen: Of the case.
        rules: How cases are judged.
        who: Who caused it.
        message_id: The message by which it came about.

    Raises:
        UnknownRow: No case bears this Aktenzeichen.
    """
    lock_filing(session)
    items = items_of_case(session, aktenzeichen)
    state = case_state(
        aktenzeichen, items, accepts_asserted=rules.accepts_asserted, rulings=rulings_of(session, aktenzeichen)
    )
    # A case whose last item went elsewhere owes nobody a letter.
    bring_up_to_date(
        session, state, letters_owed(state, authorities=authorities(session)) if items else (), message_id, who
    )


def assign_to_case(
    session: Session,
    message_id: uuid.UUID,
    version: int,
    who: str,
    aktenzeichen: str | None,
    rules: CaseRules,
) -> str:
    """File an item in a case, or in a new one; the case it leaves and the one it joins are brought up to date.

    Args:
        session: In a transaction.
        message_id: Of the item.
        version: That the person saw.
        who: Name of the account.
        aktenzeichen: Of the case it belongs to, or of one that was merged into it; None opens one.
        rules: How cases are judged.

    Returns:
        The Aktenzeichen.

    Raises:
        StaleReview: Somebody changed the item since.
        StepRefused: The item is divided between two cases.
        UnknownRow: There is no such item, or no case bears this Aktenzeichen.
    """
    lock_filing(session)
    item, message = session.get(ItemRow, message_id), session.get(MessageRow, message_id)
    if item is None or message is None:
        raise UnknownRow("there is no item of this message")
    next_version(session, message_id, version)
    if is_divided(session, message_id):
        raise StepRefused(DIVIDED)
    old = _aktenzeichen(session, item.case_id)
    if aktenzeichen is None:
        number = next_case_number(session, message.received_at, rules.aktenzeichen_pattern)
        case = open_case(session, number, message_id, who)
    else:
        case = _case(session, aktenzeichen)
    if item.case_id is not None and item.case_id != case.id:
        carry_over(session, item.case_id, case.id, who)
    item.case_id = case.id
    # The items of both cases are read below by their case.
    session.flush()
    note(
        session,
        message_id,
        Act.ASSIGNED,
        who,
        before=f'"{old}"' if old else "",
        after=f'"{case.aktenzeichen}"',
        case_id=case.id,
    )
    write_down(session, "item_moved", old, case.aktenzeichen, who=who, message_id=message_id, case_id=case.id)
    forget_words(session, message_id)
    for key in dict.fromkeys(key for key in (old, case.aktenzeichen) if key):
        refresh_case(session, key, rules, who=who, message_id=message_id)
    return case.aktenzeichen


def _case(session: Session, aktenzeichen: str) -> CaseRow:
    key = surviving_case(session, aktenzeichen)
    case = session.scalar(select(CaseRow).where(CaseRow.aktenzeichen == key))
    if case is None:
        raise UnknownRow("no case bears this Aktenzeichen")
    return case


def _aktenzeichen(session: Session, case_id: uuid.UUID | None) -> str | None:
    return session.scalar(select(CaseRow.aktenzeichen).where(CaseRow.id == case_id)) if case_id else None
