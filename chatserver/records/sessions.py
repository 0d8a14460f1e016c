# SPDX-License-Identifier: EUPL-1.2
"""Who of the staff is signed in."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from chatserver.domain.staff import Staff
from chatserver.records import schema
from chatserver.records import staff as people
from chatserver.records.store import Transaction

table = schema.sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSession:
    """Somebody who is signed in.  *digest* is the SHA-256 of the cookie."""

    digest: bytes
    member: Staff
    began_at: int
    seen_at: int


async def begin(transaction: Transaction, digest: bytes, member: Staff, *, now_ms: int) -> None:
    """*member* is signed in by the cookie behind *digest*."""
    values = {"digest": digest, "staff": member.id.value, "began_at": now_ms, "seen_at": now_ms}
    await transaction.execute(insert(table).values(**values))


async def find(transaction: Transaction, digest: bytes) -> StaffSession | None:
    """The session behind *digest*, however old."""
    both = table.join(people.table, table.c.staff == people.table.c.id)
    columns = select(people.table, table.c.began_at, table.c.seen_at).select_from(both)
    found = await transaction.execute(columns.where(table.c.digest == digest))
    row = found.one_or_none()
    if row is None:
        return None
    member = people.from_row(row)
    return StaffSession(digest=digest, member=member, began_at=row.began_at, seen_at=row.seen_at)


async def seen(transaction: Transaction, digest: bytes, *, now_ms: int) -> None:
    """Somebody was here with the cookie behind *digest*; time does not go back."""
    later = (table.c.digest == digest) & (table.c.seen_at < now_ms)
    await transaction.execute(update(table).where(later).values(seen_at=now_ms))


async def end(transaction: Transaction, digest: bytes) -> None:
    """The cookie behind *digest* opens nothing any more.  May be repeated."""
    await transaction.execute(delete(table).where(table.c.digest == digest))


async def sweep(transaction: Transaction, *, began_before: int, seen_before: int) -> None:
    """Forget sessions that began, or were last seen, before these times."""
    over = (table.c.began_at < began_before) | (table.c.seen_at < seen_before)
    await transaction.execute(delete(table).where(over))
