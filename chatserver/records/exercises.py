# SPDX-License-Identifier: EUPL-1.2
"""When each agency is exercised next, and whether the last time had to be left out."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from chatserver.domain.ids import AgencyId
from chatserver.records import schema
from chatserver.records.store import Transaction

table = schema.exercises


@dataclass(frozen=True, slots=True)
class Planned:
    """The next exercise of an agency.  *skipped_ms*: the last one came due then, and could not begin."""

    agency: AgencyId
    due_ms: int
    skipped_ms: int | None = None


async def planned(transaction: Transaction) -> dict[AgencyId, Planned]:
    """What is planned for whom."""
    rows = await transaction.execute(select(table))
    found = (Planned(AgencyId(row.agency), row.due_at, row.skipped_at) for row in rows)
    return {each.agency: each for each in found}


async def plan(transaction: Transaction, first: Planned) -> None:
    """*first* is planned, for an agency that had nothing planned."""
    await transaction.execute(insert(table).values(agency=first.agency.value, due_at=first.due_ms))


async def take(transaction: Transaction, seen: Planned, after: Planned) -> bool:
    """Whether what was *seen* to be due is the caller's, and *after* is planned: nobody took it before."""
    mine = (table.c.agency == seen.agency.value) & (table.c.due_at == seen.due_ms)
    values = {"due_at": after.due_ms, "skipped_at": after.skipped_ms}
    return bool((await transaction.execute(update(table).where(mine).values(**values))).rowcount)
