"""States of a message, a case and a letter, and which step leads where (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

from storage.errors import StepNotAllowed


class MessageState(StrEnum):
    """How far a message has come."""

    RECEIVED = "received"  # its bytes are stored, nothing was read yet
    READ = "read"  # its documents and pages are stored
    FILED = "filed"  # its item is stored, with its case and letters
    PARKED = "parked"  # it cannot be worked on and waits for a person


class CaseStatus(StrEnum):
    """Where a case stands after intake."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"


class OutboxState(StrEnum):
    """What became of a letter; the first two are those of `letters.records.LetterState`."""

    READY = "ready"
    HELD = "held"
    SENDING = "sending"  # handed over, not yet confirmed: it may have left
    SENT = "sent"
    FAILED = "failed"  # given up after several attempts: a person must look
    RETURNED = "returned"  # a notice came that it did not arrive: a person must look
    CANCELLED = "cancelled"  # no longer owed


class StaffRole(StrEnum):
    """What a member of staff may do; each may do what those before it may."""

    READER = "reader"  # look, also at cases
    CLERK = "clerk"  # correct, confirm, assign, release letters, upload
    LEAD = "lead"  # read the audit
    ADMIN = "admin"  # keep the accounts


class Act(StrEnum):
    """What a person did to an item."""

    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    UNREADABLE = "unreadable"
    TRANSCRIBED = "transcribed"
    ASSIGNED = "assigned"
    NOTED = "noted"
    SETTLED = "settled"
    REOPENED = "reopened"


class Way(StrEnum):
    """How a letter goes out."""

    EMAIL = "email"
    PAPER = "paper"


class ReleasePolicy(StrEnum):
    """Which letters leave without a person's word."""

    MANUAL = "manual"  # none
    UNFLAGGED = "unflagged"  # those of cases in which no flag is open
    ALL = "all"  # all that are ready


MESSAGE_STEPS: Final[Mapping[MessageState, frozenset[MessageState]]] = MappingProxyType(
    {
        MessageState.RECEIVED: frozenset({MessageState.READ, MessageState.PARKED}),
        MessageState.READ: frozenset({MessageState.FILED, MessageState.PARKED}),
        MessageState.FILED: frozenset(),
        MessageState.PARKED: frozenset({MessageState.RECEIVED}),
    }
)

CASE_STEPS: Final[Mapping[CaseStatus, frozenset[CaseStatus]]] = MappingProxyType(
    {
        CaseStatus.OPEN: frozenset({CaseStatus.WITHDRAWN}),
        # A withdrawal can turn out to be no proven one when an earlier item comes in late.
        CaseStatus.WITHDRAWN: frozenset({CaseStatus.OPEN}),
    }
)

LETTER_STEPS: Final[Mapping[OutboxState, frozenset[OutboxState]]] = MappingProxyType(
    {
        OutboxState.READY: frozenset({OutboxState.HELD, OutboxState.SENDING, OutboxState.CANCELLED}),
        OutboxState.HELD: frozenset({OutboxState.READY, OutboxState.CANCELLED}),
        # Back to ready: an e-mail that goes again with the same Message-ID; to held: paper that may have
        # left when the process died waits for a person.
        OutboxState.SENDING: frozenset({OutboxState.SENT, OutboxState.READY, OutboxState.HELD, OutboxState.FAILED}),
        OutboxState.SENT: frozenset({OutboxState.RETURNED}),
        OutboxState.RETURNED: frozenset({OutboxState.READY, OutboxState.HELD, OutboxState.CANCELLED}),
        OutboxState.FAILED: frozenset({OutboxState.READY, OutboxState.HELD, OutboxState.CANCELLED}),
        # Owed again: a Vollmacht that was taken for proven is not, say.
        OutboxState.CANCELLED: frozenset({OutboxState.READY, OutboxState.HELD}),
    }
)

STRANDED: Final = frozenset({OutboxState.FAILED, OutboxState.RETURNED})
"""States of a letter that did not arrive and waits for a person."""

LEAVING: Final = frozenset({OutboxState.SENDING, OutboxState.SENT})
"""States of a letter that has left or may have left: it is not changed any more."""

StateT = TypeVar("StateT", MessageState, CaseStatus, OutboxState)


def check_step(steps: Mapping[StateT, frozenset[StateT]], before: StateT, after: StateT) -> None:
    """Make sure that a step is one of the table; to stay is always allowed.

    Args:
        steps: One of the tables of this module.
        before: The state now.
        after: The state that is wanted.

    Raises:
        StepNotAllowed: The table has no such step.
    """
    if after != before and after not in steps[before]:
        raise StepNotAllowed(f"no step leads from {before} to {after}")
