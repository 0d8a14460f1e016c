# SPDX-License-Identifier: EUPL-1.2
"""Enrolment links: each is there until its use or its end, and never comes back."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from chatserver.domain.errors import LinkRefusedError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Role
from chatserver.records import schema
from chatserver.records.store import Transaction

table = schema.links


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An invitation of *person*, who will be *staff*.  *digest* is the SHA-256 of its secret."""

    digest: bytes
    staff: StaffId
    person: Person
    expires_at: int


async def add(transaction: Transaction, link: Link, *, now_ms: int) -> None:
    """*link* may be used; those whose time is over are forgotten."""
    await transaction.execute(delete(table).where(table.c.expires_at <= now_ms))
    person = {"name": link.person.name, "role": link.person.role.value}
    values = {"digest": link.digest, "staff": link.staff.value, "expires_at": link.expires_at, **person}
    await transaction.execute(insert(table).values(**values))


async def find(transaction: Transaction, digest: bytes, *, now_ms: int) -> Link:
    """
    The link with *digest*.

    Raises:
        LinkRefusedError: there is none that may still be used.
    """
    usable = (table.c.digest == digest) & (table.c.expires_at > now_ms)
    found = await transaction.execute(select(table).where(usable))
    row = found.one_or_none()
    if row is None:
        raise LinkRefusedError
    person = Person(row.name, Role(row.role))
    return Link(digest=row.digest, staff=StaffId(row.staff), person=person, expires_at=row.expires_at)


async def use(transaction: Transaction, digest: bytes, *, now_ms: int) -> Link:
    """
    Take the link with *digest* out of the records: of two who use it at once, one gets it.

    Raises:
        LinkRefusedError: there is none that may still be used.
    """
    link = await find(transaction, digest, now_ms=now_ms)
    taken = await transaction.execute(delete(table).where(table.c.digest == digest))
    if taken.rowcount != 1:
        raise LinkRefusedError
    return link
