# SPDX-License-Identifier: EUPL-1.2
"""Everybody who works here."""

from typing import Any

from sqlalchemy import Row, delete, insert, select

from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.records import schema
from chatserver.records.store import Transaction

table = schema.staff


async def add(transaction: Transaction, member: Staff, *, now_ms: int) -> None:
    """*member* works here from now on."""
    person = member.person
    values = {"id": member.id.value, "name": person.name, "role": person.role.value, "demo": member.demo}
    await transaction.execute(insert(table).values(joined_at=now_ms, **values))


async def find(transaction: Transaction, staff: StaffId) -> Staff | None:
    """The person called *staff*, if there is one."""
    found = await transaction.execute(select(table).where(table.c.id == staff.value))
    row = found.one_or_none()
    return None if row is None else from_row(row)


async def everybody(transaction: Transaction) -> list[Staff]:
    """All, by name."""
    found = await transaction.execute(select(table).order_by(table.c.name, table.c.id))
    return [from_row(row) for row in found]


async def forget(transaction: Transaction, staff: StaffId) -> None:
    """*staff* works here no longer; what is theirs goes too."""
    await transaction.execute(delete(table).where(table.c.id == staff.value))


def from_row(row: Row[Any]) -> Staff:
    """The person that *row*, with the columns of this table, tells of."""
    return Staff(StaffId(row.id), Person(row.name, Role(row.role)), row.demo)
