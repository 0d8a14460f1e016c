# SPDX-License-Identifier: EUPL-1.2
"""Challenges that were answered once.  Only those: asking for one writes nothing."""

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from chatserver.domain.errors import PasskeyRefusedError
from chatserver.records import schema
from chatserver.records.store import Transaction

table = schema.spent


async def spend(transaction: Transaction, digest: bytes, *, expires_at: int, now_ms: int) -> None:
    """
    Answer the challenge behind *digest*, once.

    Raises:
        PasskeyRefusedError: it has been answered before.
    """
    await transaction.execute(delete(table).where(table.c.expires_at < now_ms))
    try:
        await transaction.execute(insert(table).values(digest=digest, expires_at=expires_at))
    except IntegrityError:
        raise PasskeyRefusedError("answered before") from None
