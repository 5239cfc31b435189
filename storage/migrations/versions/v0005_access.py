"""Accounts of a provider."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Let accounts bear the subject by which a provider knows them."""
    op.add_column("accounts", sa.Column("issuer", sa.Text()))
    op.add_column("accounts", sa.Column("subject", sa.Text()))
    op.create_index("ix_accounts_issuer_subject", "accounts", ["issuer", "subject"], unique=True)


def downgrade() -> None:
    """Drop it; these accounts can sign in no more."""
    op.drop_index("ix_accounts_issuer_subject", "accounts")
    op.drop_column("accounts", "subject")
    op.drop_column("accounts", "issuer")
