# SPDX-License-Identifier: EUPL-1.2
"""The deeds, in their order.  They are added and read, never changed; what a hash is, others know."""

from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import IntegrityError

from chatserver.domain.deeds import Doer, Link, RecordedDeed
from chatserver.domain.errors import BusyError
from chatserver.records import schema
from chatserver.records.store import Transaction

table = schema.deeds


async def last(transaction: Transaction) -> Link | None:
    """The newest, if there is one."""
    found = await transaction.execute(select(table).order_by(table.c.number.desc()).limit(1))
    row = found.one_or_none()
    return None if row is None else _link(row)


async def add(transaction: Transaction, link: Link) -> None:
    """
    *link* is the newest from now on.

    Raises:
        BusyError: another took its number; turns of `Records.write` forbid it, and the table does too.
    """
    deed = link.deed
    values = {"number": link.number, "at": deed.at, "role": deed.doer.role, "actor": deed.doer.id}
    values |= {"deed": deed.deed, "subject": deed.subject, "detail": deed.detail}
    try:
        await transaction.execute(insert(table).values(previous=link.previous, hash=link.hash, **values))
    except IntegrityError:
        raise BusyError("two deeds at once") from None


async def after(transaction: Transaction, number: int | None, *, most: int) -> list[Link]:
    """The first deeds, *most* at the most, whose numbers are greater than *number* (None: from the first)."""
    rows = select(table).order_by(table.c.number).limit(most)
    found = await transaction.execute(rows if number is None else rows.where(table.c.number > number))
    return [_link(row) for row in found]


def _link(row: Row[Any]) -> Link:
    doer = Doer(row.role, row.actor)
    deed = RecordedDeed(at=row.at, doer=doer, deed=row.deed, subject=row.subject, detail=row.detail)
    return Link(row.number, deed, row.previous, row.hash)
