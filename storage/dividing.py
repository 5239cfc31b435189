"""Divides one item that holds two families: its persons and papers go to two cases, the item itself stays one."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from classifiers.names import same_name
from classifiers.records import Contact, Decision, FiledItem, Person
from classifiers.sharing import Share, divided, whole
from letters.records import LetterKind
from storage.audit import write_down
from storage.case_steps import standing
from storage.cases import lock_filing, next_case_number, open_case
from storage.errors import StepRefused
from storage.items import papers_of_case, read_items
from storage.merging import SAME_CASE, check_person_and_reason, derive_anew
from storage.procedure import locked_case
from storage.restriction import carry_over
from storage.shares import keep_share, shares
from storage.status import LEAVING
from storage.tables import CaseRow, ItemRow, ItemShareRow, LetterRow

NOBODY_PARTS: Final = (
    "Bitte wählen, wer in den anderen Fall gehört: mindestens eine Person, und mindestens eine muss bleiben. "
    "Die Unterlagen müssen zu diesem Fall gehören."
)
NO_SUCH_ITEM: Final = "Dieses Schreiben gehört nicht zu diesem Fall, oder zwei tragen denselben Namen."


@dataclass(frozen=True, slots=True)
class Parting:
    """Who and what of an item goes to another case.

    Attributes:
        item: Source name of the item.
        persons: Places of those who go, among the persons that the case has of the item, from 0.
        papers: Places of the papers that go with them, among all papers of the item, from 0.
        authority: Code of their Ausländerbehörde, where it is another one than that of the item.
        contact: How they can be reached, where a person read it in the letter.
        into: Aktenzeichen of the case that they go to; None opens one.
    """

    item: str
    persons: tuple[int, ...]
    papers: tuple[int, ...] = ()
    authority: str | None = None
    contact: Contact | None = None
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Divided:
    """What dividing an item gave.

    Attributes:
        case: Aktenzeichen of the case that the persons went to.
        also_in: Items of the old case that name them as well: they are still to be divided.
        letters_out: Letters of the old case that have left already, and may have spoken of both families.
    """

    case: str
    also_in: tuple[str, ...] = ()
    letters_out: tuple[LetterKind, ...] = ()


def item_to_divide(session: Session, case_key: str, item: str) -> tuple[uuid.UUID, Decision, Share]:
    """Give an item of a case as a whole, and what the case has of it.

    Args:
        session: Any.
        case_key: Aktenzeichen.
        item: Source name.

    Raises:
        StepRefused: The case has no such item, or two of this name.
    """
    found = [message_id for message_id, filed in papers_of_case(session, case_key) if filed.decision.item == item]
    if len(found) != 1:
        raise StepRefused(NO_SUCH_ITEM)
    (_, filed), *_ = read_items(session, ItemRow.message_id == found[0])
    parted = shares(session, ItemShareRow.message_id == found[0]).get(found[0], {})
    return found[0], filed.decision, parted.get(case_key) or whole(filed.decision)


def divide_item(
    session: Session,
    case_key: str,
    parting: Parting,
    by: str,
    reason: str,
    version: int,
    pattern: str,
    *,
    accepts_asserted: bool = False,
) -> Divided:
    """Let persons and papers of an item go to another case; both cases and their letters follow.

    It is undone by merging that case into the old one again.

    Args:
        session: In a transaction.
        case_key: The case that has them now.
        parting: Who and what goes, and where to.
        by: Name of the person who decided.
        reason: Why.
        version: Of the case as the person saw it.
        pattern: `StorageSettings.aktenzeichen_pattern`.
        accepts_asserted: As for intake.

    Returns:
        The case that they are in now, and what else names them.

    Raises:
        StaleCase: The case moved on meanwhile.
        StepRefused: A reason or the item is missing, or nobody would go or stay.
        UnknownRow: No case bears the Aktenzeichen.
    """
    lock_filing(session)
    check_person_and_reason(by, reason)
    case = locked_case(session, case_key, version)
    message_id, decision, share = item_to_divide(session, case_key, parting.item)
    try:
        staying, going = divided(decision, share, parting.persons, parting.papers, parting.authority, parting.contact)
    except ValueError:
        raise StepRefused(NOBODY_PARTS) from None
    other = _other_case(session, case, decision, parting.into, by, pattern)
    known = shares(session, ItemShareRow.message_id == message_id).get(message_id, {}).get(other.aktenzeichen)
    carry_over(session, case.id, other.id, by)
    keep_share(session, message_id, case.id, staying)
    keep_share(session, message_id, other.id, known.joined(going) if known else going)
    for row in (case, other):
        write_down(
            session,
            "item_divided",
            case_key,
            other.aktenzeichen,
            why=reason,
            who=by,
            message_id=message_id,
            case_id=row.id,
        )
    for key in (case_key, other.aktenzeichen):
        derive_anew(session, key, by, accepts_asserted=accepts_asserted)
    out = session.scalars(
        select(LetterRow.kind)
        .where(LetterRow.case_id == case.id, LetterRow.state.in_(LEAVING))
        .order_by(LetterRow.queued_at, LetterRow.kind)
    )
    also_in = _also_in(papers_of_case(session, case_key), going.persons)
    return Divided(other.aktenzeichen, also_in, tuple(dict.fromkeys(out)))


def _other_case(
    session: Session, case: CaseRow, decision: Decision, into: str | None, by: str, pattern: str
) -> CaseRow:
    if into is None:
        number = next_case_number(session, decision.received_at, pattern)
        return open_case(session, number, None, by)
    if into == case.aktenzeichen:
        raise StepRefused(SAME_CASE)
    # It only gains by it, so whoever looked at it before need not look again.
    return locked_case(session, into, standing(session, into).version)


def _also_in(held: list[tuple[uuid.UUID, FiledItem]], gone: Collection[Person]) -> tuple[str, ...]:
    return tuple(
        filed.decision.item
        for _, filed in held
        if any(same_name(one.name, other.name) for one in filed.decision.persons for other in gone)
    )
