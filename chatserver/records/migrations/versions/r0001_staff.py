# SPDX-License-Identifier: EUPL-1.2
"""Staff, their passkeys, devices, links and sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _whose() -> "sa.Column[str]":
    return sa.Column("staff", sa.String(22), sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False)


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "staff",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.LargeBinary(1023), primary_key=True),
        _whose(),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("backup_eligible", sa.Boolean, nullable=False),
        sa.Column("backed_up", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger, nullable=True),
    )
    op.create_table(
        "devices",
        sa.Column("key", sa.LargeBinary(65), primary_key=True),
        _whose(),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("certificate", sa.LargeBinary, nullable=True),
        sa.Column("certified_at", sa.BigInteger, nullable=True),
    )
    op.create_table(
        "links",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        sa.Column("staff", sa.String(22), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        _whose(),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "spent_challenges",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    for table in ("passkeys", "devices", "sessions"):
        op.create_index(op.f(f"ix_{table}_staff"), table, ["staff"])
