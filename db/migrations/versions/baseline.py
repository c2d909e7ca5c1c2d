"""The permanent tables of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revision",
        *_texts("id", "object", "kind"),
        sa.Column("author", sa.Text()),
        sa.Column("device", sa.Text()),
        *_numbers("hlc"),
        *_texts("payload"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("by_revision_object", "revision", ["object"])
    op.create_table("revision_parent", *_texts("revision", "parent"), sa.PrimaryKeyConstraint("revision", "parent"))
    op.create_index("by_revision_parent_parent", "revision_parent", ["parent"])
    op.create_table(
        "blob",
        *_texts("sha256", "media"),
        *_numbers("width", "height", "size"),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "draft",
        *_texts("object", "field", "kind", "text", "base"),
        *_numbers("caret"),
        *_texts("saved_at"),
        sa.PrimaryKeyConstraint("object", "field"),
    )
    op.create_table(
        "intake",
        *_texts("id", "name"),
        sa.Column("sender", sa.Text()),
        *_texts("taken_at", "revisions"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "set_aside",
        *_texts("revision"),
        sa.Column("intake", sa.Text()),
        *_texts("since"),
        sa.PrimaryKeyConstraint("revision"),
    )
    op.create_table("meta", *_texts("name", "value"), sa.PrimaryKeyConstraint("name"))


def downgrade() -> None:
    for table in ("meta", "set_aside", "intake", "draft", "blob", "revision_parent", "revision"):
        op.drop_table(table)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]
