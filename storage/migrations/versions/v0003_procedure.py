"""The life of a case: its stage and steps, mergers, texts of letters, addresses of authorities, sittings."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Add the tables; every case that is known begins its life as received."""
    op.add_column("cases", sa.Column("stage", sa.String(length=40), nullable=False, server_default="received"))
    op.add_column("cases", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("cases", sa.Column("look_again_on", sa.Date()))
    op.create_index("ix_cases_look_again_on", "cases", ["look_again_on"])
    _make_steps()
    _make_texts_and_addresses()
    _make_sittings()


def downgrade() -> None:
    """Remove them: the steps that people took are lost."""
    for table in (
        "sitting_results",
        "sittings",
        "authority_addresses",
        "letter_texts",
        "case_mergers",
        "case_steps",
    ):
        op.drop_table(table)
    op.drop_index("ix_cases_look_again_on", "cases")
    with op.batch_alter_table("cases") as cases:
        for column in ("look_again_on", "version", "stage"):
            cases.drop_column(column)


def _make_steps() -> None:
    op.create_table(
        "case_steps",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("look_again_before", sa.Date()),
        sa.Column("cancelled_letters", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_steps_case_id"),
        sa.PrimaryKeyConstraint("case_id", "position", name="pk_case_steps"),
    )
    op.create_table(
        "case_mergers",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("into_case_id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_mergers_case_id"),
        sa.ForeignKeyConstraint(["into_case_id"], ["cases.id"], name="fk_case_mergers_into_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_mergers"),
    )
    op.create_index("ix_case_mergers_into_case_id", "case_mergers", ["into_case_id"])


def _make_texts_and_addresses() -> None:
    op.create_table(
        "letter_texts",
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("enclosure", sa.Text()),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_letter_texts_letter_id"),
        sa.PrimaryKeyConstraint("letter_id", name="pk_letter_texts"),
    )
    op.create_table(
        "authority_addresses",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_authority_addresses"),
    )


def _make_sittings() -> None:
    op.create_table(
        "sittings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sittings"),
        sa.UniqueConstraint("held_on", name="uq_sittings_held_on"),
    )
    op.create_table(
        "sitting_results",
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_sitting_results_case_id"),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name="fk_sitting_results_sitting_id"),
        sa.PrimaryKeyConstraint("sitting_id", "case_id", name="pk_sitting_results"),
    )
