"""A letter: what it is, to whom, and whether it may leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from classifiers.records import Contact


class LetterKind(StrEnum):
    """The letters that follow from intake."""

    RECEIPT_CONFIRMATION = "receipt_confirmation"
    AUTHORITY_NOTIFICATION = "authority_notification"
    POWER_OF_ATTORNEY_REQUEST = "power_of_attorney_request"
    REASONS_REQUEST = "reasons_request"
    UNREADABLE_NOTICE = "unreadable_notice"


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
