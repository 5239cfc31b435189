"""The lines of the export as records; the JSON Schema of the export is made from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from classifiers.records import (
    Contact,
    ExitObligation,
    FiledBy,
    FlagKind,
    Kind,
    PaperType,
    Reasons,
    Representative,
    Residence,
    Vollmacht,
    Whereabouts,
)
from letters.records import LetterKind, LetterState
from parsers.records import Channel

# The contract names the five letters that follow from intake; later ones are no matter of the export.
IntakeLetter: TypeAlias = Literal[
    LetterKind.RECEIPT_CONFIRMATION,
    LetterKind.AUTHORITY_NOTIFICATION,
    LetterKind.POWER_OF_ATTORNEY_REQUEST,
    LetterKind.REASONS_REQUEST,
    LetterKind.UNREADABLE_NOTICE,
]
Language: TypeAlias = Annotated[str, Field(pattern="^[a-z]{2}$")]
Country: TypeAlias = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Flags: TypeAlias = Annotated[tuple[FlagKind, ...], Field(json_schema_extra={"uniqueItems": True})]
Confidence: TypeAlias = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One for whom the application is made."""

    name: str | None
    birth_date: date | None
    nationality: Country | None
    aliases: tuple[str, ...]
    is_minor: bool
    name_is_incomplete: bool


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A paper: its type, what it is called or which pages it has, how many they are."""

    type: PaperType
    source: str
    pages: Annotated[int, Field(ge=0)]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A span of a page, and what stands there."""

    document: int
    page: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A value with the places that show it."""

    field: str
    value: str
    confidence: Confidence
    source: str
    searched: str
    evidence: tuple[EvidenceEntry, ...]


@dataclass(frozen=True, slots=True)
class FlagEntry:
    """A flag with the places that show it, or what was searched in vain."""

    flag: FlagKind
    searched: str
    evidence: tuple[EvidenceEntry, ...]


@dataclass(frozen=True, slots=True)
class LetterEntry:
    """A letter that is still to be sent."""

    type: IntakeLetter
    to: str | None
    state: LetterState
    held_because: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """The line of an item; a parked message has one too, as unknown and unreadable: a person must look."""

    record: Literal["item"]
    item: str
    channel: Channel
    received: datetime
    kind: Kind
    case: str | None
    duplicate_of: str | None
    language: Language | None
    persons: tuple[PersonEntry, ...]
    filed_by: FiledBy | None
    representative: Representative | None
    power_of_attorney: Vollmacht | None
    reasons: Reasons | None
    exit_obligation: ExitObligation
    residence: Residence
    whereabouts: Whereabouts
    authority: str | None
    removal_date: date | None
    detained: bool
    documents: tuple[DocumentEntry, ...]
    flags: Flags
    flag_evidence: tuple[FlagEntry, ...] = ()
    findings: tuple[FindingEntry, ...] = ()
    sender: Contact | None = None
    applicant_contact: Contact | None = None
    file_numbers: tuple[str, ...] = ()
    missing_enclosures: tuple[PaperType, ...] = ()
    unreadable_papers: tuple[str, ...] = ()
    parked_because: str | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """The line of a case."""

    record: Literal["case"]
    case: str
    items: Annotated[tuple[str, ...], Field(min_length=1)]
    persons: tuple[PersonEntry, ...]
    representative: Representative | None
    authority: str | None
    open_flags: Flags
    letters: tuple[LetterEntry, ...]
    is_withdrawn: bool
    file_numbers: tuple[str, ...]
