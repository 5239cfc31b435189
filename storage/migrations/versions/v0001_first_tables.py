"""First tables: messages, items, cases, letters, audit."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make all tables."""
    _make_messages()
    _make_cases()
    _make_items()
    _make_parts_of_items()
    _make_letters()


def downgrade() -> None:
    """Drop all tables with all they hold; those that are referred to last."""
    for table in (
        "audit",
        "letters",
        "flags",
        "findings",
        "papers",
        "items",
        "case_flags",
        "case_persons",
        "cases",
        "pages",
        "documents",
        "messages",
    ):
        op.drop_table(table)


def _make_messages() -> None:
    """What came in and what was read of it."""
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("parked_because", sa.String(length=64)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True)),
        sa.Column("leased_by", sa.String(length=64)),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("mail", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("channel", "source_ref", name="uq_messages_channel_source_ref"),
    )
    op.create_index("ix_messages_received_at_source_name", "messages", ["received_at", "source_name"])
    op.create_index("ix_messages_sha256", "messages", ["sha256"])
    op.create_index("ix_messages_state_received_at_source_name", "messages", ["state", "received_at", "source_name"])
    op.create_table(
        "documents",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("problem", sa.String(length=40)),
        sa.Column("is_body", sa.Boolean(), nullable=False),
        sa.Column("parent", sa.Integer()),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_documents_message_id"),
        sa.PrimaryKeyConstraint("message_id", "position", name="pk_documents"),
    )
    op.create_table(
        "pages",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("document_position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("quality", sa.Float(precision=53)),
        sa.Column("problem", sa.String(length=40)),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id", "document_position"],
            ["documents.message_id", "documents.position"],
            name="fk_pages_message_id_document_position",
        ),
        sa.PrimaryKeyConstraint("message_id", "document_position", "number", name="pk_pages"),
    )


def _make_cases() -> None:
    """What the Geschäftsstelle keeps under one Aktenzeichen."""
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aktenzeichen", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True)),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("representative", sa.Text()),
        sa.Column("authority", sa.Text()),
        sa.Column("applicant_contact", sa.Text()),
        sa.Column("representative_contact", sa.Text()),
        sa.Column("sender", sa.Text()),
        sa.Column("file_numbers", sa.Text(), nullable=False),
        sa.Column("poa_is_needed", sa.Boolean(), nullable=False),
        sa.Column("unreadable_papers", sa.Text(), nullable=False),
        sa.Column("reasons_are_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("aktenzeichen", name="uq_cases_aktenzeichen"),
        sa.UniqueConstraint("year", "number", name="uq_cases_year_number"),
    )
    op.create_table(
        "case_persons",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("birth_date", sa.Date()),
        sa.Column("nationality", sa.Text()),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("name_is_incomplete", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_persons_case_id"),
        sa.PrimaryKeyConstraint("case_id", "position", name="pk_case_persons"),
    )
    op.create_index("ix_case_persons_birth_date", "case_persons", ["birth_date"])
    op.create_table(
        "case_flags",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_flags_case_id"),
        sa.PrimaryKeyConstraint("case_id", "kind", name="pk_case_flags"),
    )


def _make_items() -> None:
    """What the program says about a message."""
    op.create_table(
        "items",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid()),
        sa.Column("duplicate_of", sa.Uuid()),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("persons", sa.Text(), nullable=False),
        sa.Column("filed_by", sa.String(length=40)),
        sa.Column("representative", sa.Text()),
        sa.Column("power_of_attorney", sa.String(length=40)),
        sa.Column("reasons", sa.String(length=40)),
        sa.Column("exit_obligation", sa.String(length=40), nullable=False),
        sa.Column("residence", sa.String(length=40), nullable=False),
        sa.Column("whereabouts", sa.String(length=40), nullable=False),
        sa.Column("authority", sa.Text()),
        sa.Column("removal_date", sa.Date()),
        sa.Column("detained", sa.Boolean(), nullable=False),
        sa.Column("signers", sa.Text(), nullable=False),
        sa.Column("proven_for", sa.Text(), nullable=False),
        sa.Column("file_numbers", sa.Text(), nullable=False),
        sa.Column("main_text", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text()),
        sa.Column("applicant_contact", sa.Text()),
        sa.Column("message_ids", sa.Text(), nullable=False),
        sa.Column("missing_enclosures", sa.Text(), nullable=False),
        sa.Column("unreadable_papers", sa.Text(), nullable=False),
        sa.Column("ends_representation", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_items_case_id"),
        sa.ForeignKeyConstraint(["duplicate_of"], ["items.message_id"], name="fk_items_duplicate_of"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_items_message_id"),
        sa.PrimaryKeyConstraint("message_id", name="pk_items"),
    )
    op.create_index("ix_items_case_id", "items", ["case_id"])
    op.create_index("ix_items_duplicate_of", "items", ["duplicate_of"])


def _make_parts_of_items() -> None:
    """What was found in an item, and where."""
    op.create_table(
        "papers",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["items.message_id"], name="fk_papers_message_id"),
        sa.PrimaryKeyConstraint("message_id", "position", name="pk_papers"),
    )
    op.create_table(
        "findings",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["items.message_id"], name="fk_findings_message_id"),
        sa.PrimaryKeyConstraint("message_id", "position", name="pk_findings"),
    )
    op.create_table(
        "flags",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["items.message_id"], name="fk_flags_message_id"),
        sa.PrimaryKeyConstraint("message_id", "position", name="pk_flags"),
    )
    op.create_index("ix_flags_kind", "flags", ["kind"])


def _make_letters() -> None:
    """The outbox, and who changed what."""
    op.create_table(
        "letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column("addressee", sa.Text()),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("held_because", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text()),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True)),
        sa.Column("leased_by", sa.String(length=64)),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_letters_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.UniqueConstraint("case_id", "kind", "occasion", name="uq_letters_case_id_kind_occasion"),
    )
    op.create_index("ix_letters_state", "letters", ["state"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.Uuid()),
        sa.Column("case_id", sa.Uuid()),
        sa.Column("letter_id", sa.Uuid()),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_audit_case_id"),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_audit_letter_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_audit_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_case_id", "audit", ["case_id"])
    op.create_index("ix_audit_letter_id", "audit", ["letter_id"])
    op.create_index("ix_audit_message_id", "audit", ["message_id"])
