# SPDX-License-Identifier: EUPL-1.2
"""Cases: sealed reports on their way to agencies."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make their tables."""
    _reports()
    _ladder()
    _people()


def _reports() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("urgency", sa.String(2), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("agency", sa.String(32), nullable=False, index=True),
        sa.Column("municipality", sa.String(4), nullable=True),
        sa.Column("author", sa.String(22), nullable=False, index=True),
        sa.Column("author_key", sa.LargeBinary(1216), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("submitted_at", sa.BigInteger, nullable=False),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("since_at", sa.BigInteger, nullable=False),
        sa.Column("released_at", sa.BigInteger, nullable=True),
        sa.Column("loop", sa.Integer, nullable=False),
        sa.Column("rung", sa.Integer, nullable=False),
        sa.Column("rungs", sa.Integer, nullable=False),
        sa.Column("reached", sa.Integer, nullable=False),
        sa.Column("postponed", sa.Integer, nullable=True),
        sa.Column("called_at", sa.BigInteger, nullable=True),
        sa.Column("spoken_at", sa.BigInteger, nullable=True),
        sa.Column("raised", sa.String(40), nullable=False),
        sa.Column("break_glass", sa.Boolean, nullable=False),
        sa.Column("code", sa.String(20), nullable=True),
        sa.Column("due_at", sa.BigInteger, nullable=True, index=True),
        sa.Column("changed", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "sealed",
        sa.Column("case", sa.String(22), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "wraps",
        sa.Column("case", sa.String(22), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("staff", sa.String(22), nullable=True),
        sa.Column("agency", sa.String(32), nullable=True),
        sa.Column("sealed_for", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(1168), nullable=False),
    )
    op.create_table(
        "recovery_keys",
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column(
            "agency",
            sa.String(32),
            sa.ForeignKey("agencies.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("report_key", sa.LargeBinary(1216), nullable=False),
        sa.Column("certificate", sa.LargeBinary, nullable=False),
    )


def _ladder() -> None:
    op.create_table(
        "attempts",
        sa.Column("case", sa.String(22), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("loop", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("rung", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.String(22), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=True, index=True),
        sa.Column("claimed_until", sa.BigInteger, nullable=True),
        sa.Column("begun_at", sa.BigInteger, nullable=True),
        sa.Column("ended_at", sa.BigInteger, nullable=True),
        sa.Column("result", sa.String(16), nullable=True),
    )
    op.create_table(
        "acknowledgements",
        sa.Column("case", sa.String(22), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("loop", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("officer", sa.String(22), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("device", sa.LargeBinary(65), nullable=False),
        sa.Column("certificate", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False, index=True),
        sa.Column("time", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column(
            "case", sa.String(22), sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("by", sa.String(22), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("to", sa.String(120), nullable=False),
        sa.Column("named", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column(
            "case", sa.String(22), sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("by", sa.String(22), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("to", sa.String(8), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "note_wraps",
        sa.Column("note", sa.String(22), sa.ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("sealed", sa.LargeBinary(1168), nullable=False),
    )
