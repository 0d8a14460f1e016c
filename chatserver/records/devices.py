# SPDX-License-Identifier: EUPL-1.2
"""Devices: the keys that staff talk with, and their certificates."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from chatserver.domain.errors import BusyError
from chatserver.domain.ids import StaffId
from chatserver.records import schema
from chatserver.records.store import Transaction

table = schema.devices


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One browser of one person.  *certificate* is issuing || device, as last certified."""

    key: bytes
    staff: StaffId
    certificate: bytes | None = None


async def ask(transaction: Transaction, device: Device, *, now_ms: int) -> None:
    """
    *device* asks to be certified.

    Raises:
        BusyError: it has just done so by another request.
    """
    values = {"key": device.key, "staff": device.staff.value, "asked_at": now_ms}
    try:
        await transaction.execute(insert(table).values(**values))
    except IntegrityError:
        raise BusyError("asked twice at once") from None


async def find(transaction: Transaction, key: bytes) -> Device | None:
    """The device with *key*, if it has asked."""
    found = await transaction.execute(select(table).where(table.c.key == key))
    row = found.one_or_none()
    return None if row is None else _device(row)


async def all_of(transaction: Transaction, staff: StaffId) -> list[Device]:
    """The devices of *staff*, the latest first."""
    of_staff = select(table).where(table.c.staff == staff.value)
    found = await transaction.execute(of_staff.order_by(table.c.asked_at.desc(), table.c.key))
    return [_device(row) for row in found]


async def certify(transaction: Transaction, key: bytes, certificate: bytes, *, now_ms: int) -> None:
    """The device with *key* has *certificate* from now on."""
    values = {"certificate": certificate, "certified_at": now_ms}
    await transaction.execute(update(table).where(table.c.key == key).values(**values))


async def certificates(transaction: Transaction) -> list[bytes]:
    """Every certificate there is, in no order."""
    found = await transaction.execute(select(table.c.certificate).where(table.c.certificate.is_not(None)))
    return list(found.scalars())


async def withdraw(transaction: Transaction, key: bytes) -> None:
    """The device with *key* waits to be certified, as at first."""
    await transaction.execute(
        update(table).where(table.c.key == key).values(certificate=None, certified_at=None)
    )


async def forget(transaction: Transaction, key: bytes) -> None:
    """The device with *key* never asked."""
    await transaction.execute(delete(table).where(table.c.key == key))


def _device(row: Row[Any]) -> Device:
    return Device(key=row.key, staff=StaffId(row.staff), certificate=row.certificate)
