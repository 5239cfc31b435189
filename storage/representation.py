"""Lets a person say who represents in a case, whatever its mail says; letters that have not left follow."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from classifiers.records import Contact, Representative, Ruling
from storage.audit import write_down
from storage.cases import lock_filing
from storage.errors import StepRefused
from storage.merging import check_person_and_reason, derive_anew
from storage.procedure import locked_case
from storage.rulings import keep_ruling

NO_NAME: Final = "Bitte den Namen der Vertretung angeben."
NOBODY_TO_END: Final = "In diesem Fall ist keine Vertretung nachgewiesen, die enden könnte."


def say_who_represents(
    session: Session,
    case_key: str,
    representative: Representative | None,
    contact: Contact | None,
    by: str,
    reason: str,
    at: datetime,
    version: int,
    *,
    accepts_asserted: bool = False,
) -> None:
    """Record that somebody's Vollmacht is proven, that another one represents now, or that nobody does.

    It counts for all that came in before; what comes in later is judged as ever.

    Args:
        session: In a transaction.
        case_key: Aktenzeichen.
        representative: Who is proven; None ends the representation.
        contact: Where letters to that one go; None: where they went before, if it is the same one.
        by: Name of the person who decided.
        reason: Why, such as the Vollmacht that was shown on the spot.
        at: When (aware).
        version: Of the case as the person saw it.
        accepts_asserted: As for intake.

    Raises:
        StaleCase: The case moved on meanwhile.
        StepRefused: A name or a reason is missing, or nobody represents whose representation could end.
        UnknownRow: No case bears the Aktenzeichen.
    """
    lock_filing(session)
    check_person_and_reason(by, reason)
    case = locked_case(session, case_key, version)
    if representative is None and case.representative is None and not case.poa_is_needed:
        raise StepRefused(NOBODY_TO_END)
    if representative is not None and not (representative.name or "").strip():
        raise StepRefused(NO_NAME)
    keep_ruling(session, case, Ruling(at, representative, contact), by, reason)
    what = "representation_ended" if representative is None else "representation_proven"
    before = case.representative.role if case.representative else None
    after = representative.role if representative else None
    write_down(session, what, before, after, why=reason, who=by, case_id=case.id)
    derive_anew(session, case_key, by, accepts_asserted=accepts_asserted)
