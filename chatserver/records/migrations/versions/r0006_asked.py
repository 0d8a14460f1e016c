# SPDX-License-Identifier: EUPL-1.2
"""Who asks to join the conversation that a case came from."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nobody has asked yet."""
    op.add_column("cases", sa.Column("asked_by", sa.String(22), nullable=True))
    op.add_column("cases", sa.Column("asked_at", sa.BigInteger, nullable=True))
