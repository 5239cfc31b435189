"""Merges cases that are one and splits a case that is two: items move, letters follow, nothing is deleted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from classifiers.casework import case_state
from letters.case_life import Stage
from letters.due import letters_owed
from letters.records import LetterKind
from storage.address_book import authorities
from storage.audit import MACHINE, write_down
from storage.cases import bring_up_to_date, lock_filing, next_case_number, open_case
from storage.errors import StepRefused
from storage.items import items_of_case, papers_of_case
from storage.outbox import cancel_letters
from storage.procedure import NO_PERSON, NO_REASON, locked_case
from storage.restriction import carry_over
from storage.rulings import rulings_of
from storage.shares import move_shares
from storage.tables import CaseFlagRow, CaseMergerRow, CasePersonRow, ItemRow

SAME_CASE: Final = "Ein Fall kann nicht mit sich selbst zusammengeführt werden."
TOO_FAR: Final = "Der Fall, der aufgehen soll, ist schon in der Bearbeitung durch die Kommission."
NOTHING_MOVES: Final = "Bitte mindestens ein Schreiben dieses Falls nennen, das in den neuen Fall gehört."
NOTHING_STAYS: Final = "Mindestens ein Schreiben muss im alten Fall bleiben."

# Once the authority was asked for a statement on a case, it must be ended as its own.
_EARLY: Final = frozenset({Stage.RECEIVED, Stage.INCOMPLETE, Stage.FIRST_CHECK, Stage.REOPENED})


def merge_cases(
    session: Session,
    case_key: str,
    into_key: str,
    by: str,
    reason: str,
    at: datetime,
    versions: tuple[int, int],
    *,
    accepts_asserted: bool = False,
) -> None:
    """Let a case go into another one: its Aktenzeichen stays given and leads there.

    Args:
        session: In a transaction.
        case_key: The case that ends.
        into_key: The case that goes on.
        by: Name of the person who decided.
        reason: Why.
        at: When (aware).
        versions: Of both cases as the person saw them.
        accepts_asserted: As for intake.

    Raises:
        StaleCase: One of them moved on meanwhile.
        StepRefused: A reason is missing, one was merged already, or the first is too far in the procedure.
        UnknownRow: No case bears one of the Aktenzeichen.
    """
    lock_filing(session)
    check_person_and_reason(by, reason)
    if case_key == into_key:
        raise StepRefused(SAME_CASE)
    case, into = (
        locked_case(session, key, version) for key, version in zip((case_key, into_key), versions, strict=True)
    )
    if case.stage not in _EARLY:
        raise StepRefused(TOO_FAR)
    move_shares(session, case.id, into.id)
    carry_over(session, case.id, into.id, by)
    session.execute(update(ItemRow).where(ItemRow.case_id == case.id).values(case_id=into.id))
    # Both follow from the items, which are in the other case now.
    session.execute(delete(CaseFlagRow).where(CaseFlagRow.case_id == case.id))
    session.execute(delete(CasePersonRow).where(CasePersonRow.case_id == case.id))
    cancel_letters(session, case.id, tuple(LetterKind), by)
    case.look_again_on = None
    case.version += 1
    session.add(CaseMergerRow(case_id=case.id, into_case_id=into.id, who=by, at=at, why=reason))
    for row in (case, into):
        write_down(session, "case_merged", case_key, into_key, why=reason, who=by, case_id=row.id)
    derive_anew(session, into_key, by, accepts_asserted=accepts_asserted)


def split_case(
    session: Session,
    case_key: str,
    items: Collection[str],
    by: str,
    reason: str,
    version: int,
    pattern: str,
    *,
    accepts_asserted: bool = False,
) -> str:
    """Open a new case with some of the items of a case.

    Args:
        session: In a transaction.
        case_key: The case that holds them.
        items: Their source names.
        by: Name of the person who decided.
        reason: Why.
        version: Of the case as the person saw it.
        pattern: `StorageSettings.aktenzeichen_pattern`.
        accepts_asserted: As for intake.

    Returns:
        The Aktenzeichen of the new case: the next one of the year in which the first of its items came.

    Raises:
        StaleCase: The case moved on meanwhile.
        StepRefused: A reason is missing, or no item would move or none would stay.
        UnknownRow: No case bears the Aktenzeichen.
    """
    lock_filing(session)
    check_person_and_reason(by, reason)
    case = locked_case(session, case_key, version)
    held = papers_of_case(session, case_key)
    moving = {message_id: filed for message_id, filed in held if filed.decision.item in items}
    if not moving or len({filed.decision.item for filed in moving.values()}) != len(set(items)):
        raise StepRefused(NOTHING_MOVES)
    if len(moving) == len(held):
        raise StepRefused(NOTHING_STAYS)
    received_at = min(filed.decision.received_at for filed in moving.values())
    number = next_case_number(session, received_at, pattern)
    new = open_case(session, number, None, by)
    carry_over(session, case.id, new.id, by)
    move_shares(session, case.id, new.id, list(moving))
    session.execute(
        update(ItemRow).where(ItemRow.message_id.in_(moving), ItemRow.case_id == case.id).values(case_id=new.id)
    )
    for row in (case, new):
        write_down(session, "case_split", case_key, number.key, why=reason, who=by, case_id=row.id)
    for key in (case_key, number.key):
        derive_anew(session, key, by, accepts_asserted=accepts_asserted)
    return number.key


def derive_anew(session: Session, case_key: str, by: str, *, accepts_asserted: bool) -> None:
    """Make a case and its letters what follows from the items that it has now."""
    state = case_state(
        case_key,
        items_of_case(session, case_key),
        accepts_asserted=accepts_asserted,
        rulings=rulings_of(session, case_key),
    )
    bring_up_to_date(session, state, letters_owed(state, authorities=authorities(session)), who=by)


def check_person_and_reason(by: str, reason: str) -> None:
    """Refuse what no person wants, or gives no reason for.

    Raises:
        StepRefused: One of both is missing.
    """
    if not by.strip() or by == MACHINE:
        raise StepRefused(NO_PERSON)
    if not reason.strip():
        raise StepRefused(NO_REASON)
