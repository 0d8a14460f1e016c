# SPDX-License-Identifier: EUPL-1.2
"""Certificates for the devices of staff: asked for here, given by a registrar.

The server holds no issuing key, so that whoever takes it cannot make counsellors.  A demonstration is
the exception: its machine certifies at once, with the demo bit, which visitors elsewhere refuse.
"""

import base64
from dataclasses import dataclass, replace
from typing import Final

import structlog

from chatserver.domain.errors import MalformedError, NotYoursError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import REPORT_ROLES, Person, Role
from chatserver.records import devices
from chatserver.records.devices import Device
from chatserver.records.store import Records, Transaction
from chatserver.services.ports import Chance, Clock
from chatserver.services.staff import StaffSeatInfo
from chatserver.signing.certificates import SERIAL_BYTES, DeviceChain, seal_digest
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import Issuer
from chatserver.signing.p256 import is_point
from chatserver.signing.roots import Roots
from chatserver.signing.seals import PUBLIC_BYTES
from chatserver.signing.trust import Trust, verify_made
from chatserver.wire.http import Certified, DeviceState, OwnDevice, ReportState

MAX_PENDING: Final = 5
"""Devices of one person that wait; asking with one more forgets the oldest."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Standards:
    """What a certificate must pass here: the roots that visitors get, and whether a demonstration runs."""

    roots: Roots
    demonstration: bool
    denied: frozenset[bytes] = frozenset()
    """As the deny-list has them.  Registrars look; the server need not: visitors do."""

    def at(self, now_ms: int) -> Trust:
        """As a check at *now_ms* needs them."""
        return Trust(
            helpline=self.roots.helpline,
            roots=self.roots.keys,
            demo_allowed=self.demonstration,
            now=now_ms // 1000,
            denied=self.denied,
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """What a certificate is about: a device by its *key*, or with *digest* the report key of that device."""

    key: bytes
    digest: bytes = b""


def issue(issuer: Issuer, about: Subject, person: Person, *, clock: Clock, chance: Chance) -> DeviceChain:
    """A certificate by *issuer* *about* a key of *person*."""
    serial, now = chance.token(SERIAL_BYTES), clock.now_ms() // 1000
    if about.digest:
        return issuer.certify_report(about.key, about.digest, person, serial=serial, now=now)
    return issuer.certify(about.key, person, serial=serial, now=now)


class Certification:
    """Takes the wishes of devices.  With an *issuer*, which only a demonstration has, it grants them."""

    def __init__(
        self,
        records: Records,
        standards: Standards,
        clock: Clock,
        chance: Chance,
        *,
        issuer: Issuer | None = None,
    ) -> None:
        if issuer is not None and not (standards.demonstration and issuer.certificate.demo):
            raise ValueError("only a demonstration certifies by itself")
        self._records = records
        self._standards = standards
        self._clock = clock
        self._chance = chance
        self._issuer = issuer

    async def register(self, who: StaffSeatInfo, key: bytes, report_key: bytes | None = None) -> DeviceState:
        """
        How far the device *key* of *who* is; one that is new, or whose time is over, asks hereby.

        Another *report_key* than before takes its place and waits for words.

        Raises:
            MalformedError: no key, or a report key of somebody who opens no reports.
            NotYoursError: somebody else's device.
        """
        if not is_point(key):
            raise MalformedError("a key that is no point of P-256")
        if report_key is not None:
            _check_report_key(report_key, who.role)
        async with self._records.write() as transaction:
            device = await self._asked(transaction, who.staff, key)
            device = await self._offered(transaction, device, report_key)
            if self._issuer is not None:
                device = await self._granted(transaction, self._issuer, who, device)
        return self._state(device)

    async def devices_of(self, staff: StaffId) -> list[OwnDevice]:
        """Every device of *staff*, the latest first."""
        async with self._records.read() as transaction:
            own = await devices.all_of(transaction, staff)
        states = [(_text(device.key), self._state(device)) for device in own]
        return [
            OwnDevice(key=key, state=s.state, certificate=s.certificate, report=s.report) for key, s in states
        ]

    async def _asked(self, transaction: Transaction, staff: StaffId, key: bytes) -> Device:
        known = await devices.find(transaction, key)
        if known is not None:
            if known.staff != staff:
                raise NotYoursError
            return known
        await self._make_room(transaction, staff)
        device = Device(key=key, staff=staff)
        await devices.ask(transaction, device, now_ms=self._clock.now_ms())
        log.info("device waits")
        return device

    async def _make_room(self, transaction: Transaction, staff: StaffId) -> None:
        own = await devices.all_of(transaction, staff)
        pending = [device for device in own if device.certificate is None]
        for device in pending[MAX_PENDING - 1 :]:
            await devices.forget(transaction, device.key)

    async def _offered(self, transaction: Transaction, device: Device, report_key: bytes | None) -> Device:
        if report_key is None or report_key == device.report_key:
            return device
        await devices.offer_report_key(transaction, device.key, report_key)
        return replace(device, report_key=report_key, report_certificate=None)

    async def _granted(
        self, transaction: Transaction, issuer: Issuer, who: StaffSeatInfo, device: Device
    ) -> Device:
        if self._certified(device.certificate) is None:
            made = self._made(issuer, who, Subject(device.key))
            await devices.certify(transaction, device.key, made, now_ms=self._clock.now_ms())
            device = replace(device, certificate=made)
        if device.report_key is not None and self._certified(device.report_certificate) is None:
            made = self._made(issuer, who, Subject(device.key, seal_digest(device.report_key)))
            await devices.certify_report(transaction, device.key, made)
            device = replace(device, report_certificate=made)
        return device

    def _made(self, issuer: Issuer, who: StaffSeatInfo, about: Subject) -> bytes:
        person = Person(who.name, who.role)
        chain = issue(issuer, about, person, clock=self._clock, chance=self._chance)
        return chain.encode()

    def _state(self, device: Device) -> DeviceState:
        talk, report = self._certified(device.certificate), self._certified(device.report_certificate)
        return DeviceState(
            state=_reached(talk),
            certificate=talk,
            report=None
            if device.report_key is None
            else ReportState(state=_reached(report), certificate=report),
        )

    def _certified(self, certificate: bytes | None) -> str | None:
        return None if certificate is None or not self._believed(certificate) else _text(certificate)

    def _believed(self, certificate: bytes) -> bool:
        try:
            verify_made(certificate, self._standards.at(self._clock.now_ms()))
        except DistrustError:
            return False
        return True


def _check_report_key(report_key: bytes, role: Role) -> None:
    if role not in REPORT_ROLES:
        raise MalformedError("a report key of somebody who opens no reports")
    if len(report_key) != PUBLIC_BYTES:
        raise MalformedError("a key that is none of X-Wing")


def _reached(certificate: str | None) -> Certified:
    return Certified.PENDING if certificate is None else Certified.CERTIFIED


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
