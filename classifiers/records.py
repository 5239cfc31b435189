"""What is found in a message and what follows from it: evidence, findings, papers, flags, the decision, the case.

The closed sets bear the words of the export's contract (docs/export.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from parsers.records import Channel

CIRCUMSTANCE = "circumstance"
"""Name of the finding about a supplement that hands in no reasons, and yet tells of one."""


class Kind(StrEnum):
    """What an item is for the Geschäftsstelle."""

    APPLICATION = "application"
    SUPPLEMENT = "supplement"
    AUTHORITY_REPLY = "authority_reply"
    ENQUIRY = "enquiry"
    WITHDRAWAL = "withdrawal"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    OTHER = "other"
    UNKNOWN = "unknown"


class PaperType(StrEnum):
    """What a paper is."""

    APPLICATION_LETTER = "application_letter"
    POWER_OF_ATTORNEY = "power_of_attorney"
    GUARDIANSHIP_CERTIFICATE = "guardianship_certificate"
    CV = "cv"
    LANGUAGE_CERTIFICATE = "language_certificate"
    SCHOOL = "school"
    EMPLOYMENT = "employment"
    MEDICAL = "medical"
    IDENTITY = "identity"
    AUTHORITY_DECISION = "authority_decision"
    COURT_DECISION = "court_decision"
    SUPPORT_LETTER = "support_letter"
    FAX_COVER = "fax_cover"
    PHOTO = "photo"
    OTHER = "other"


class FiledBy(StrEnum):
    """Who files: the applicants themselves or somebody for them."""

    APPLICANT = "applicant"
    REPRESENTATIVE = "representative"


class Role(StrEnum):
    """What a representative is."""

    LAWYER = "lawyer"
    ORGANISATION = "organisation"
    PRIVATE = "private"
    GUARDIAN = "guardian"  # Vormund or rechtlicher Betreuer


class Vollmacht(StrEnum):
    """What is known of the Vertretungsvollmacht (power of attorney)."""

    NOT_REQUIRED = "not_required"
    ENCLOSED = "enclosed"
    ASSERTED = "asserted"
    ANNOUNCED = "announced"
    UNSIGNED = "unsigned"
    UNSUITABLE = "unsuitable"
    MISSING = "missing"


class Reasons(StrEnum):
    """What is known of the humanitarian or personal reasons."""

    STATED = "stated"
    ANNOUNCED = "announced"
    MISSING = "missing"


class ExitObligation(StrEnum):
    """What the item says of the duty to leave (vollziehbare Ausreisepflicht)."""

    STATED = "stated"
    CONTRADICTED = "contradicted"
    NOT_STATED = "not_stated"


class Residence(StrEnum):
    """Where the applicants live."""

    NRW = "nrw"
    ELSEWHERE = "elsewhere"
    NOT_STATED = "not_stated"


class Whereabouts(StrEnum):
    """Whether the applicants are in Germany."""

    GERMANY = "germany"
    ABROAD = "abroad"
    NOT_STATED = "not_stated"


class FlagKind(StrEnum):
    """What a person must look at."""

    POA_MISSING = "poa_missing"
    POA_ASSERTED = "poa_asserted"
    POA_UNSIGNED = "poa_unsigned"
    POA_UNSUITABLE = "poa_unsuitable"
    REASONS_MISSING = "reasons_missing"
    NAME_INCOMPLETE = "name_incomplete"
    EXIT_OBLIGATION_DOUBTFUL = "exit_obligation_doubtful"
    RESIDENCE_ELSEWHERE = "residence_elsewhere"
    ABROAD = "abroad"
    AUTHORITY_UNKNOWN = "authority_unknown"
    REMOVAL_IMMINENT = "removal_imminent"
    FOREIGN_LANGUAGE = "foreign_language"
    ENCLOSURE_MISSING = "enclosure_missing"
    WITHDRAWAL_UNPROVEN = "withdrawal_unproven"
    UNREADABLE = "unreadable"
    CASE_UNCLEAR = "case_unclear"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a page; the quote is cut from the page when it is shown.

    Attributes:
        document: Index of the document (0 = body of the e-mail, or the file of fax and post).
        page: Page number, from 1.
        start: First character in `Page.text`.
        end: One past the last one.
    """

    document: int
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One value with the places that show it.

    Attributes:
        field: Name of the field in the export ("authority", "removal_date"), or of a part of it ("person").
        value: As text, in the export's form.
        evidence: Where it stands; empty for what is missing.
        confidence: 0–1.
        source: The rule or trained component that found it.
        searched: For what is missing: what was looked through, and the best candidate with why it was refused.
    """

    field: str
    value: str
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    source: str = ""
    searched: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One for whom the application is made.

    Attributes:
        name: The fullest real name given, "Vornamen Nachname"; None where only a pseudonym is known.
        birth_date: None where not stated.
        nationality: ISO 3166-1 alpha-3, XKX Kosovo, XXA stateless, XXX unclear; None where not stated.
        aliases: Other names and spellings that the item gives.
        is_minor: Under 18 when the item came, as stated or by the birth date.
        name_is_incomplete: Initials, a pseudonym, or one part of a name that has more.
    """

    name: str | None
    birth_date: date | None = None
    nationality: str | None = None
    aliases: tuple[str, ...] = ()
    is_minor: bool = False
    name_is_incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Representative:
    """Who files for the applicants. The name of a lawyer or private person, or of the organisation."""

    name: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody can be reached.

    Attributes:
        name: First line of the address.
        lines: Street, postal code and town, as they stand on the envelope; empty where unknown.
        email: Address of an e-mail, or None.
    """

    name: str
    lines: tuple[str, ...] = ()
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document, or the pages of one that belong together.

    Attributes:
        type: What it is.
        document: Index of the document it stands in.
        first_page: First page, from 1; 0 for the body of a mail.
        last_page: Last page; 0 for the body of a mail.
        source: The attachment's name, "body", or the page range where a file holds several papers ("1-3").
        confidence: 0–1, of the type.
    """

    type: PaperType
    document: int
    first_page: int
    last_page: int
    source: str
    confidence: float = 1.0

    @property
    def page_count(self) -> int:
        """Pages of paper; 0 for the body of a mail."""
        return self.last_page - self.first_page + 1 if self.first_page else 0


@dataclass(frozen=True, slots=True)
class Flag:
    """What a person must look at, why, and where.

    Attributes:
        kind: Which flag.
        evidence: Where it shows; empty for what is missing.
        searched: For what is missing: what was looked through, and the best candidate with why it was refused.
    """

    kind: FlagKind
    evidence: tuple[Evidence, ...] = ()
    searched: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the program says about one item. It proposes; only a person decides about a case.

    The fields up to `flags` are those of the export; the rest serves linking and letters.

    Attributes:
        signers: Names below the letter.
        proven_for: Applicants whose Vollmacht this item brings, where it brings one.
        file_numbers: File numbers of authorities, courts and lawyers that the item names, and our own.
        main_text: Plain words of the letter: for the comparison with a letter that came before.
        sender: Who sent it and where an answer would go; None where unknown.
        applicant_contact: How the applicants themselves can be reached; None where unknown.
        received_at: Receipt time.
    """

    item: str
    channel: Channel
    received_at: datetime
    kind: Kind
    language: str | None = None
    persons: tuple[Person, ...] = ()
    filed_by: FiledBy | None = None
    representative: Representative | None = None
    power_of_attorney: Vollmacht | None = None
    reasons: Reasons | None = None
    exit_obligation: ExitObligation = ExitObligation.NOT_STATED
    residence: Residence = Residence.NOT_STATED
    whereabouts: Whereabouts = Whereabouts.NOT_STATED
    authority: str | None = None
    removal_date: date | None = None
    detained: bool = False
    papers: tuple[Paper, ...] = ()
    flags: tuple[Flag, ...] = ()
    findings: tuple[Finding, ...] = ()
    signers: tuple[str, ...] = ()
    proven_for: tuple[str, ...] = ()
    file_numbers: tuple[str, ...] = ()
    main_text: str = ""
    sender: Contact | None = None
    applicant_contact: Contact | None = None
    message_ids: tuple[str, ...] = ()  # its own and those it answers, for threads
    missing_enclosures: tuple[PaperType, ...] = ()
    unreadable_papers: tuple[str, ...] = ()
    ends_representation: bool = False  # the representative lays down the Mandat, or the Vollmacht is revoked

    @property
    def flag_kinds(self) -> frozenset[FlagKind]:
        """The kinds of its flags."""
        return frozenset(flag.kind for flag in self.flags)


@dataclass(frozen=True, slots=True)
class FiledItem:
    """An item with where it was filed."""

    decision: Decision
    case: str | None
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class CaseState:
    """What a case is after all its items: derived from them alone, never written by hand.

    Attributes:
        case: Aktenzeichen.
        items: Source names, in order of receipt.
        persons: Brought together from all items.
        representative: The one who is proven, or None.
        authority: Code of the competent Ausländerbehörde, or None.
        open_flags: What is still open.
        applicant_contact: How the applicants can be reached, or None.
        sender: Who filed, and where an answer would go.
        is_withdrawn: A proven withdrawal came in.
        file_numbers: Of authorities, courts and lawyers.
    """

    case: str
    items: tuple[str, ...]
    persons: tuple[Person, ...]
    representative: Representative | None
    authority: str | None
    open_flags: frozenset[FlagKind]
    applicant_contact: Contact | None = None
    representative_contact: Contact | None = None
    sender: Contact | None = None
    is_withdrawn: bool = False
    file_numbers: tuple[str, ...] = ()
    received_at: datetime | None = None
    poa_is_needed: bool = False
    unreadable_papers: tuple[str, ...] = field(default=())
    reasons_are_open: bool = False
