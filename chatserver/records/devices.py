# SPDX-License-Identifier: EUPL-1.2
"""Devices: the keys that staff talk with, those that reports are sealed to, and their certificates."""

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
    report_key: bytes | None = None
    """X-Wing; only of people who open reports."""
    report_certificate: bytes | None = None
    """Issuing || report, of that key."""


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


async def offer_report_key(transaction: Transaction, key: bytes, report_key: bytes) -> None:
    """The device with *key* has *report_key* from now on; it waits to be certified."""
    values = {"report_key": report_key, "report_certificate": None}
    await transaction.execute(update(table).where(table.c.key == key).values(**values))


async def certify_report(transaction: Transaction, key: bytes, certificate: bytes) -> None:
    """The report key of the device with *key* has *certificate* from now on."""
    await transaction.execute(update(table).where(table.c.key == key).values(report_certificate=certificate))


async def certificates(transaction: Transaction) -> list[bytes]:
    """Every certificate there is, to talk and for reports, in no order."""
    found = await transaction.execute(select(table.c.certificate, table.c.report_certificate))
    return [certificate for row in found for certificate in row if certificate is not None]


async def report_keys(transaction: Transaction) -> list[Device]:
    """Every device whose report key has a certificate, believed or not, in no order."""
    found = await transaction.execute(select(table).where(table.c.report_certificate.is_not(None)))
    return [_device(row) for row in found]


async def withdraw(transaction: Transaction, key: bytes) -> None:
    """The device with *key* waits to be certified, as at first."""
    await transaction.execute(
        update(table).where(table.c.key == key).values(certificate=None, certified_at=None)
    )


async def withdraw_report(transaction: Transaction, key: bytes) -> None:
    """The report key of the device with *key* waits to be certified, as at first."""
    await transaction.execute(update(table).where(table.c.key == key).values(report_certificate=None))


async def forget(transaction: Transaction, key: bytes) -> None:
    """The device with *key* never asked."""
    await transaction.execute(delete(table).where(table.c.key == key))


def _device(row: Row[Any]) -> Device:
    return Device(
        key=row.key,
        staff=StaffId(row.staff),
        certificate=row.certificate,
        report_key=row.report_key,
        report_certificate=row.report_certificate,
    )
