# SPDX-License-Identifier: EUPL-1.2
"""Passkeys: what people sign in with."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from chatserver.domain.errors import PasskeyRefusedError
from chatserver.domain.ids import StaffId
from chatserver.records import schema
from chatserver.records.store import Transaction

table = schema.passkeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """One passkey of one person.  *public_key* is a COSE key."""

    id: bytes
    staff: StaffId
    public_key: bytes
    sign_count: int
    backup_eligible: bool
    backed_up: bool


async def add(transaction: Transaction, passkey: Passkey, *, now_ms: int) -> None:
    """
    *passkey* opens the door from now on.

    Raises:
        PasskeyRefusedError: there is one with this id; an honest authenticator never makes two.
    """
    values = {
        "id": passkey.id,
        "staff": passkey.staff.value,
        "public_key": passkey.public_key,
        "sign_count": passkey.sign_count,
        "backup_eligible": passkey.backup_eligible,
        "backed_up": passkey.backed_up,
    }
    try:
        await transaction.execute(insert(table).values(made_at=now_ms, **values))
    except IntegrityError:
        raise PasskeyRefusedError("a passkey with this id exists") from None


async def find(transaction: Transaction, credential: bytes) -> Passkey | None:
    """The passkey with the id *credential*, if there is one."""
    found = await transaction.execute(select(table).where(table.c.id == credential))
    row = found.one_or_none()
    if row is None:
        return None
    return Passkey(
        id=row.id,
        staff=StaffId(row.staff),
        public_key=row.public_key,
        sign_count=row.sign_count,
        backup_eligible=row.backup_eligible,
        backed_up=row.backed_up,
    )


async def used(
    transaction: Transaction, credential: bytes, *, sign_count: int, backed_up: bool, now_ms: int
) -> None:
    """Somebody has signed in with *credential*, which now counts *sign_count*."""
    values = {"sign_count": sign_count, "backed_up": backed_up, "used_at": now_ms}
    await transaction.execute(update(table).where(table.c.id == credential).values(**values))
