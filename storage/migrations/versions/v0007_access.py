"""Accounts of a provider, and cases that only some may see."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Let accounts bear the subject by which a provider knows them; make the tables of restrictions."""
    op.add_column("accounts", sa.Column("issuer", sa.Text()))
    op.add_column("accounts", sa.Column("subject", sa.Text()))
    op.create_index("ix_accounts_issuer_subject", "accounts", ["issuer", "subject"], unique=True)
    op.create_table(
        "case_restrictions",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_restrictions_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_restrictions"),
    )
    op.create_table(
        "case_clerks",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_restrictions.case_id"], name="fk_case_clerks_case_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_case_clerks_account_id"),
        sa.PrimaryKeyConstraint("case_id", "account_id", name="pk_case_clerks"),
    )


def downgrade() -> None:
    """Drop it: accounts of a provider can sign in no more, and every case is open to all of the staff."""
    op.drop_table("case_clerks")
    op.drop_table("case_restrictions")
    op.drop_index("ix_accounts_issuer_subject", "accounts")
    op.drop_column("accounts", "subject")
    op.drop_column("accounts", "issuer")
