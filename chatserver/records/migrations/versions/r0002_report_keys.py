# SPDX-License-Identifier: EUPL-1.2
"""Report keys of devices, and their certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give each device room for both."""
    op.add_column("devices", sa.Column("report_key", sa.LargeBinary(1216), nullable=True))
    op.add_column("devices", sa.Column("report_certificate", sa.LargeBinary, nullable=True))
