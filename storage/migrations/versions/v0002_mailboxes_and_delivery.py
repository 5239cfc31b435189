"""Mailboxes, numbers of the Posteingangsbuch, release and delivery of letters."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_OF_LETTERS = (
    ("released_at", sa.DateTime(timezone=True)),
    ("released_by", sa.Text()),
    ("stopped_by", sa.Text()),
    ("stopped_because", sa.Text()),
    ("way", sa.String(length=40)),
    ("sent_to", sa.Text()),
    ("mail_id", sa.Text()),
    ("pdf_sha256", sa.String(length=64)),
    ("failed_because", sa.String(length=64)),
)


def upgrade() -> None:
    """Add what is new; messages that are there get their numbers in the order of collection."""
    with op.batch_alter_table("messages") as messages:
        messages.add_column(sa.Column("entry_number", sa.Integer()))
        messages.add_column(sa.Column("is_partial", sa.Boolean(), server_default=sa.false(), nullable=False))
    _number_messages()
    with op.batch_alter_table("messages") as messages:
        messages.create_unique_constraint("uq_messages_entry_number", ["entry_number"])
    with op.batch_alter_table("letters") as letters:
        for name, kind in _OF_LETTERS:
            letters.add_column(sa.Column(name, kind))
        letters.create_unique_constraint("uq_letters_mail_id", ["mail_id"])
    op.create_index("ix_letters_sent_to", "letters", ["sent_to"])
    op.create_table(
        "mailbox_places",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("is_moved", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_mailbox_places_message_id"),
        sa.PrimaryKeyConstraint("account", "folder", "uidvalidity", "uid", name="pk_mailbox_places"),
    )
    op.create_index("ix_mailbox_places_message_id", "mailbox_places", ["message_id"])
    op.create_table(
        "clocks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_clocks"),
    )


def downgrade() -> None:
    """Take away what was added."""
    op.drop_table("clocks")
    op.drop_table("mailbox_places")
    op.drop_index("ix_letters_sent_to", "letters")
    with op.batch_alter_table("letters") as letters:
        letters.drop_constraint("uq_letters_mail_id", type_="unique")
        for name, _ in _OF_LETTERS:
            letters.drop_column(name)
    with op.batch_alter_table("messages") as messages:
        messages.drop_constraint("uq_messages_entry_number", type_="unique")
        messages.drop_column("is_partial")
        messages.drop_column("entry_number")


def _number_messages() -> None:
    connection = op.get_bind()
    messages = sa.table("messages", sa.column("id"), sa.column("collected_at"), sa.column("entry_number"))
    ids = connection.execute(sa.select(messages.c.id).order_by(messages.c.collected_at, messages.c.id)).scalars().all()
    for number, message_id in enumerate(ids, start=1):
        connection.execute(messages.update().where(messages.c.id == message_id).values(entry_number=number))
