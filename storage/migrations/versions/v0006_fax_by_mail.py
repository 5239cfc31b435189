"""What a fax server told of a fax that it sent on by e-mail."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Add the column; what was read before stays the e-mail that it was taken for."""
    op.add_column("messages", sa.Column("fax", sa.Text()))


def downgrade() -> None:
    """Remove it."""
    with op.batch_alter_table("messages") as messages:
        messages.drop_column("fax")
