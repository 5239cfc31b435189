"""A letter: what it is, to whom, and whether it may leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from classifiers.records import Contact


class LetterKind(StrEnum):
    """The letters of the Geschäftsstelle: five that follow from intake, then those of later steps."""

    RECEIPT_CONFIRMATION = "receipt_confirmation"
    AUTHORITY_NOTIFICATION = "authority_notification"
    POWER_OF_ATTORNEY_REQUEST = "power_of_attorney_request"
    REASONS_REQUEST = "reasons_request"
    UNREADABLE_NOTICE = "unreadable_notice"
    PROOFS_REQUEST = "proofs_request"
    TRANSLATION_REQUEST = "translation_request"
    DOCUMENTS_REMINDER = "documents_reminder"
    NON_ACCEPTANCE_NOTICE = "non_acceptance_notice"
    NON_ACCEPTANCE_INFORMATION = "non_acceptance_information"
    STATEMENT_REQUEST = "statement_request"
    STATEMENT_REMINDER = "statement_reminder"
    HARDSHIP_REQUEST = "hardship_request"
    END_NOTICE = "end_notice"
    WITHDRAWAL_NOTICE = "withdrawal_notice"
    WITHDRAWAL_INFORMATION = "withdrawal_information"


INTAKE_KINDS: Final = (
    LetterKind.RECEIPT_CONFIRMATION,
    LetterKind.AUTHORITY_NOTIFICATION,
    LetterKind.POWER_OF_ATTORNEY_REQUEST,
    LetterKind.REASONS_REQUEST,
    LetterKind.UNREADABLE_NOTICE,
)
"""What a case can owe right after its items; the export lists these alone."""


class LetterState(StrEnum):
    """Whether a letter may be released."""

    READY = "ready"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is owed.

    Attributes:
        kind: Which letter.
        to: "applicant", "representative", "sender", or the code of an authority; None where unknown.
        state: Ready, or held.
        held_because: Why it is held, in German, for staff; empty where it is ready.
        recipient: Name and address as far as known; None where unknown.
        facts: Values of the template's fields.
    """

    kind: LetterKind
    to: str | None
    state: LetterState
    held_because: str = ""
    recipient: Contact | None = None
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Details:
    """What a letter of a later step tells beside the case itself.

    Attributes:
        respond_by: The day by which an answer is asked for.
        missing: The requests that were not answered.
        asked_on: The day of the letter that is being reminded of.
    """

    respond_by: date | None = None
    missing: tuple[LetterKind, ...] = ()
    asked_on: date | None = None
