# SPDX-License-Identifier: EUPL-1.2
"""When each agency is exercised."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "exercises",
        sa.Column(
            "agency", sa.String(32), sa.ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("skipped_at", sa.BigInteger, nullable=True),
    )
