"""The tables; no behaviour.

A message is what came in; its documents and pages are what was read of it; its item is what the program says
about it. A case gathers items; its letters are owed until they are sent or cancelled. The audit tells who
changed what. Rows below a message or a case bear its id and their own place as key, so that the address
`(document, page, start, end)` of an evidence leads straight to the page.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Annotated

from sqlalchemy import (
    BigInteger,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    UniqueConstraint,
    Uuid,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from classifiers.records import (
    Contact,
    Evidence,
    ExitObligation,
    FiledBy,
    FlagKind,
    Kind,
    PaperType,
    Person,
    Reasons,
    Representative,
    Residence,
    Vollmacht,
    Whereabouts,
)
from letters.case_life import Stage, StepName
from letters.records import LetterKind
from letters.sitting import Outcome
from parsers.records import Channel, FaxOrigin, MailHeader, Mark, Problem, TextSource, Word
from storage.columns import (
    AnyText,
    CodedJson,
    RecordJson,
    UtcDateTime,
    decode_facts,
    decode_marks,
    decode_words,
    encode_facts,
    encode_marks,
    encode_words,
    enum_by_value,
)
from storage.status import Act, CaseStatus, MessageState, OutboxState, StaffRole, Way

_TEXTS: RecordJson[tuple[str, ...]] = RecordJson(tuple[str, ...])
_PLACES: RecordJson[tuple[int, ...]] = RecordJson(tuple[int, ...])
_PERSONS: RecordJson[tuple[Person, ...]] = RecordJson(tuple[Person, ...])
_REPRESENTATIVE: RecordJson[Representative] = RecordJson(Representative)
_CONTACT: RecordJson[Contact] = RecordJson(Contact)
_EVIDENCE: RecordJson[tuple[Evidence, ...]] = RecordJson(tuple[Evidence, ...])
_PAPER_TYPES: RecordJson[tuple[PaperType, ...]] = RecordJson(tuple[PaperType, ...])
_MAIL: RecordJson[MailHeader] = RecordJson(MailHeader)
_FAX: RecordJson[FaxOrigin] = RecordJson(FaxOrigin)
_WORDS: CodedJson[tuple[Word, ...]] = CodedJson(encode_words, decode_words)
_MARKS: CodedJson[tuple[Mark, ...]] = CodedJson(encode_marks, decode_marks)
_FACTS: CodedJson[dict[str, object]] = CodedJson(encode_facts, decode_facts)

NewId = Annotated[uuid.UUID, mapped_column(Uuid, primary_key=True, default=uuid.uuid4)]
MessageKey = Annotated[uuid.UUID, mapped_column(ForeignKey("messages.id"), primary_key=True)]
ItemKey = Annotated[uuid.UUID, mapped_column(ForeignKey("items.message_id"), primary_key=True)]
CaseKey = Annotated[uuid.UUID, mapped_column(ForeignKey("cases.id"), primary_key=True)]
Position = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]
Texts = Annotated[tuple[str, ...], mapped_column(_TEXTS)]
MaybeContact = Annotated[Contact | None, mapped_column(_CONTACT)]


def _now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """What all tables share: names of constraints that migrations can refer to, and the column types."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it so
        str: AnyText(),
        datetime: UtcDateTime(),
        float: Float(53),
        Channel: enum_by_value(Channel),
        Problem: enum_by_value(Problem),
        TextSource: enum_by_value(TextSource),
        Kind: enum_by_value(Kind),
        PaperType: enum_by_value(PaperType),
        FiledBy: enum_by_value(FiledBy),
        FlagKind: enum_by_value(FlagKind),
        Vollmacht: enum_by_value(Vollmacht),
        Reasons: enum_by_value(Reasons),
        ExitObligation: enum_by_value(ExitObligation),
        Residence: enum_by_value(Residence),
        Whereabouts: enum_by_value(Whereabouts),
        LetterKind: enum_by_value(LetterKind),
        Stage: enum_by_value(Stage),
        StepName: enum_by_value(StepName),
        Outcome: enum_by_value(Outcome),
        MessageState: enum_by_value(MessageState),
        CaseStatus: enum_by_value(CaseStatus),
        OutboxState: enum_by_value(OutboxState),
        StaffRole: enum_by_value(StaffRole),
        Act: enum_by_value(Act),
        Way: enum_by_value(Way),
    }


class MessageRow(Base):
    """One e-mail, fax transmission or scanned batch, and how far it has come."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("channel", "source_ref"),
        Index(None, "state", "received_at", "source_name"),
        Index(None, "received_at", "source_name"),
    )

    id: Mapped[NewId]
    channel: Mapped[Channel]
    source_name: Mapped[str]
    source_ref: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int]
    collected_at: Mapped[datetime]
    received_at: Mapped[datetime]
    state: Mapped[MessageState]
    parked_because: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(64))
    leased_until: Mapped[datetime | None]
    mail: Mapped[MailHeader | None] = mapped_column(_MAIL)
    entry_number: Mapped[int | None] = mapped_column(unique=True)
    is_partial: Mapped[bool] = mapped_column(default=False, server_default=false())
    fax: Mapped[FaxOrigin | None] = mapped_column(_FAX)


class MailboxRow(Base):
    """A place of a mailbox at which a message lay; the same message can lie at several, one after the other."""

    __tablename__ = "mailbox_places"

    account: Mapped[str] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(primary_key=True)
    uidvalidity: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    uid: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("messages.id"), index=True)
    is_moved: Mapped[bool] = mapped_column(default=False, server_default=false())


class ClockRow(Base):
    """When something was last done with success."""

    __tablename__ = "clocks"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class DocumentRow(Base):
    """One file or text of a message."""

    __tablename__ = "documents"

    message_id: Mapped[MessageKey]
    position: Mapped[Position]
    name: Mapped[str]
    media_type: Mapped[str]
    problem: Mapped[Problem | None]
    is_body: Mapped[bool]
    parent: Mapped[int | None]


class PageRow(Base):
    """One page of a document."""

    __tablename__ = "pages"
    __table_args__ = (
        ForeignKeyConstraint(["message_id", "document_position"], ["documents.message_id", "documents.position"]),
    )

    message_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    document_position: Mapped[Position]
    number: Mapped[Position]
    text: Mapped[str]
    source: Mapped[TextSource]
    quality: Mapped[float | None]
    problem: Mapped[Problem | None]
    words: Mapped[tuple[Word, ...]] = mapped_column(_WORDS)
    marks: Mapped[tuple[Mark, ...]] = mapped_column(_MARKS)


class CaseRow(Base):
    """What the Geschäftsstelle keeps under one Aktenzeichen; brought up to date from all its items."""

    __tablename__ = "cases"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[NewId]
    aktenzeichen: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    number: Mapped[int]
    status: Mapped[CaseStatus]
    received_at: Mapped[datetime | None]
    opened_at: Mapped[datetime] = mapped_column(default=_now)
    representative: Mapped[Representative | None] = mapped_column(_REPRESENTATIVE)
    authority: Mapped[str | None]
    applicant_contact: Mapped[MaybeContact]
    representative_contact: Mapped[MaybeContact]
    sender: Mapped[MaybeContact]
    file_numbers: Mapped[Texts]
    poa_is_needed: Mapped[bool]
    unreadable_papers: Mapped[Texts]
    reasons_are_open: Mapped[bool]
    # The life of the case, which only persons move on. The version tells whether it is still what somebody saw.
    stage: Mapped[Stage] = mapped_column(default=Stage.RECEIVED, server_default="received")
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    look_again_on: Mapped[date | None] = mapped_column(index=True)


class CasePersonRow(Base):
    """One for whom the case is kept, brought together from all its items."""

    __tablename__ = "case_persons"

    case_id: Mapped[CaseKey]
    position: Mapped[Position]
    name: Mapped[str | None]
    birth_date: Mapped[date | None] = mapped_column(index=True)
    nationality: Mapped[str | None]
    aliases: Mapped[Texts]
    is_minor: Mapped[bool]
    name_is_incomplete: Mapped[bool]


class CaseFlagRow(Base):
    """A flag of a case that is still open."""

    __tablename__ = "case_flags"

    case_id: Mapped[CaseKey]
    kind: Mapped[FlagKind] = mapped_column(primary_key=True)


class ItemRow(Base):
    """What the program says about a message, and where it was filed; its name and time are the message's."""

    __tablename__ = "items"

    message_id: Mapped[MessageKey]
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cases.id"), index=True)
    duplicate_of: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("items.message_id"), index=True)
    filed_at: Mapped[datetime] = mapped_column(default=_now)
    kind: Mapped[Kind]
    language: Mapped[str | None]
    persons: Mapped[tuple[Person, ...]] = mapped_column(_PERSONS)
    filed_by: Mapped[FiledBy | None]
    representative: Mapped[Representative | None] = mapped_column(_REPRESENTATIVE)
    power_of_attorney: Mapped[Vollmacht | None]
    reasons: Mapped[Reasons | None]
    exit_obligation: Mapped[ExitObligation]
    residence: Mapped[Residence]
    whereabouts: Mapped[Whereabouts]
    authority: Mapped[str | None]
    removal_date: Mapped[date | None]
    detained: Mapped[bool]
    signers: Mapped[Texts]
    proven_for: Mapped[Texts]
    file_numbers: Mapped[Texts]
    main_text: Mapped[str]
    sender: Mapped[MaybeContact]
    applicant_contact: Mapped[MaybeContact]
    message_ids: Mapped[Texts]
    missing_enclosures: Mapped[tuple[PaperType, ...]] = mapped_column(_PAPER_TYPES)
    unreadable_papers: Mapped[Texts]
    ends_representation: Mapped[bool]


class ItemShareRow(Base):
    """What one case has of an item that holds two families; an item of one case has no such row."""

    __tablename__ = "item_shares"

    message_id: Mapped[ItemKey]
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True, index=True)
    persons: Mapped[tuple[Person, ...]] = mapped_column(_PERSONS)
    papers: Mapped[tuple[int, ...]] = mapped_column(_PLACES)
    has_contact: Mapped[bool]
    authority: Mapped[str | None]
    contact: Mapped[MaybeContact]


class PaperRow(Base):
    """A paper of an item: a document, or pages of one."""

    __tablename__ = "papers"

    message_id: Mapped[ItemKey]
    position: Mapped[Position]
    type: Mapped[PaperType]
    document: Mapped[int]
    first_page: Mapped[int]
    last_page: Mapped[int]
    source: Mapped[str]
    confidence: Mapped[float]


class FindingRow(Base):
    """A value that was found in an item, with its evidence."""

    __tablename__ = "findings"

    message_id: Mapped[ItemKey]
    position: Mapped[Position]
    field: Mapped[str]
    value: Mapped[str]
    evidence: Mapped[tuple[Evidence, ...]] = mapped_column(_EVIDENCE)
    confidence: Mapped[float]
    source: Mapped[str]
    searched: Mapped[str]


class FlagRow(Base):
    """What a person must look at in an item, with its evidence."""

    __tablename__ = "flags"

    message_id: Mapped[ItemKey]
    position: Mapped[Position]
    kind: Mapped[FlagKind] = mapped_column(index=True)
    evidence: Mapped[tuple[Evidence, ...]] = mapped_column(_EVIDENCE)
    searched: Mapped[str]


class LetterRow(Base):
    """A letter of the outbox. Case, kind and occasion forbid that one goes out twice."""

    __tablename__ = "letters"
    __table_args__ = (UniqueConstraint("case_id", "kind", "occasion"),)

    id: Mapped[NewId]
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[LetterKind]
    occasion: Mapped[str] = mapped_column(String(64))
    addressee: Mapped[str | None]
    state: Mapped[OutboxState] = mapped_column(index=True)
    held_because: Mapped[str]
    recipient: Mapped[MaybeContact]
    facts: Mapped[dict[str, object]] = mapped_column(_FACTS)
    queued_at: Mapped[datetime] = mapped_column(default=_now)
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(64))
    leased_until: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    released_by: Mapped[str | None]
    stopped_by: Mapped[str | None]
    stopped_because: Mapped[str | None]
    way: Mapped[Way | None]
    sent_to: Mapped[str | None] = mapped_column(index=True)
    mail_id: Mapped[str | None] = mapped_column(unique=True)
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    failed_because: Mapped[str | None] = mapped_column(String(64))


class LetterTextRow(Base):
    """The text by which a letter was set, as it stood then: templates change, letters that left do not."""

    __tablename__ = "letter_texts"

    letter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    version: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str]
    body: Mapped[str]
    enclosure: Mapped[str | None]
    kept_at: Mapped[datetime] = mapped_column(default=_now)


class CaseStepRow(Base):
    """A step that a person took in the life of a case, and whether it was undone."""

    __tablename__ = "case_steps"

    case_id: Mapped[CaseKey]
    position: Mapped[Position]
    step: Mapped[StepName]
    before: Mapped[Stage]
    after: Mapped[Stage]
    who: Mapped[str]
    at: Mapped[datetime]
    why: Mapped[str]
    look_again_before: Mapped[date | None]
    cancelled_letters: Mapped[Texts]
    undone_at: Mapped[datetime | None]


class CaseMergerRow(Base):
    """A case that was found to be another one: its Aktenzeichen stays and leads there."""

    __tablename__ = "case_mergers"

    case_id: Mapped[CaseKey]
    into_case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    who: Mapped[str]
    at: Mapped[datetime]
    why: Mapped[str]


class RepresentationRow(Base):
    """What a person said about who represents in a case, whatever its items say; what came in later counts again."""

    __tablename__ = "representations"

    case_id: Mapped[CaseKey]
    position: Mapped[Position]
    representative: Mapped[Representative | None] = mapped_column(_REPRESENTATIVE)
    contact: Mapped[MaybeContact]
    who: Mapped[str]
    at: Mapped[datetime]
    why: Mapped[str]


class AuthorityAddressRow(Base):
    """Where an Ausländerbehörde is reached, who says so and since when."""

    __tablename__ = "authority_addresses"

    code: Mapped[str] = mapped_column(primary_key=True)
    contact: Mapped[Contact] = mapped_column(_CONTACT)
    source: Mapped[str]
    as_of: Mapped[date]
    imported_at: Mapped[datetime] = mapped_column(default=_now)


class SittingRow(Base):
    """A sitting of the commission."""

    __tablename__ = "sittings"

    id: Mapped[NewId]
    held_on: Mapped[date] = mapped_column(unique=True)
    members: Mapped[int]
    present: Mapped[int]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class SittingResultRow(Base):
    """What a sitting made of a case, as a person recorded it."""

    __tablename__ = "sitting_results"

    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sittings.id"), primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    outcome: Mapped[Outcome]
    votes_for: Mapped[int]
    reasons: Mapped[str]


class AuditRow(Base):
    """Who changed what, when, from what to what, and why."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=_now)
    who: Mapped[str]
    what: Mapped[str] = mapped_column(String(64))
    message_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("messages.id"), index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cases.id"), index=True)
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letters.id"), index=True)
    before: Mapped[str | None]
    after: Mapped[str | None]
    why: Mapped[str]


# --- the review page ---------------------------------------------------------------------------------------------


class AccountRow(Base):
    """A member of staff who can sign in: by a password kept here, or by the provider that knows them as a subject."""

    __tablename__ = "accounts"
    __table_args__ = (Index(None, "issuer", "subject", unique=True),)

    id: Mapped[NewId]
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[StaffRole]
    password_hash: Mapped[str]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=_now)
    issuer: Mapped[str | None]
    subject: Mapped[str | None]


class SignInRow(Base):
    """A signed-in browser; the token itself is kept by the browser alone."""

    __tablename__ = "sign_ins"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    form_token: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    search: Mapped[str] = mapped_column(default="")


class CaseRestrictionRow(Base):
    """A case that only some may see: those named in `case_clerks`, and those who see all."""

    __tablename__ = "case_restrictions"

    case_id: Mapped[CaseKey]
    who: Mapped[str]
    at: Mapped[datetime]
    why: Mapped[str]


class CaseClerkRow(Base):
    """Somebody who may see a restricted case."""

    __tablename__ = "case_clerks"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_restrictions.case_id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)


class ReviewRow(Base):
    """How far people are with an item. Without a row nobody has looked at it."""

    __tablename__ = "reviews"

    message_id: Mapped[MessageKey]
    version: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(index=True)
    claimed_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class CorrectionRow(Base):
    """What a person did to an item: the item's history, and an example to learn from."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("messages.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=_now)
    who: Mapped[str]
    act: Mapped[Act]
    field: Mapped[str] = mapped_column(String(64))
    before: Mapped[str]
    after: Mapped[str]
    document: Mapped[int | None]
    page: Mapped[int | None]


class SearchTextRow(Base):
    """Plain words of an item for the search; made when it is first searched, and anew after a correction."""

    __tablename__ = "search_texts"

    message_id: Mapped[ItemKey]
    names: Mapped[str]
    words: Mapped[str]
