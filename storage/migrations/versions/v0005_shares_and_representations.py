"""Items that two cases share, and what persons say about who represents."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Make the tables of shares and of representations."""
    op.create_table(
        "item_shares",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("persons", sa.Text(), nullable=False),
        sa.Column("papers", sa.Text(), nullable=False),
        sa.Column("has_contact", sa.Boolean(), nullable=False),
        sa.Column("authority", sa.Text()),
        sa.Column("contact", sa.Text()),
        sa.ForeignKeyConstraint(["message_id"], ["items.message_id"], name="fk_item_shares_message_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_item_shares_case_id"),
        sa.PrimaryKeyConstraint("message_id", "case_id", name="pk_item_shares"),
    )
    op.create_index("ix_item_shares_case_id", "item_shares", ["case_id"])
    op.create_table(
        "representations",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("representative", sa.Text()),
        sa.Column("contact", sa.Text()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_representations_case_id"),
        sa.PrimaryKeyConstraint("case_id", "position", name="pk_representations"),
    )


def downgrade() -> None:
    """Drop them; a divided item belongs to its first case alone then."""
    op.drop_table("representations")
    op.drop_table("item_shares")
