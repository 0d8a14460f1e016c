# SPDX-License-Identifier: EUPL-1.2
"""Agencies, their municipalities, rungs and channels, and who stands on a rung."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _of_agency() -> "sa.Column[str]":
    mine = sa.ForeignKey("agencies.id", ondelete="CASCADE")
    return sa.Column("agency", sa.String(32), mine, primary_key=True)


def _of_rung() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["agency", "rung"], ["rungs.agency", "rungs.position"], ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "agencies",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("hours", sa.String(200), nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
    )
    op.create_table("agency_municipalities", _of_agency(), sa.Column("code", sa.String(4), primary_key=True))
    op.create_index(op.f("ix_agency_municipalities_code"), "agency_municipalities", ["code"])
    _ladders()


def _ladders() -> None:
    op.create_table(
        "rungs",
        _of_agency(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("label", sa.String(80), nullable=False),
    )
    op.create_table(
        "channels",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("agency", sa.String(32), nullable=False),
        sa.Column("rung", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("verified_on", sa.Date, nullable=True),
        sa.Column("valid_until", sa.Date, nullable=True),
        _of_rung(),
    )
    op.create_table(
        "officers",
        sa.Column("staff", sa.String(22), sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("agency", sa.String(32), primary_key=True),
        sa.Column("rung", sa.Integer, primary_key=True, autoincrement=False),
        _of_rung(),
    )
