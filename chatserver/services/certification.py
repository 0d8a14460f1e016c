# SPDX-License-Identifier: EUPL-1.2
"""Certificates for the devices of staff: asked for here, given by a registrar.

The server holds no issuing key, so that whoever takes it cannot make counsellors.  A demonstration is
the exception: its machine certifies at once, with the demo bit, which visitors elsewhere refuse.
"""

import base64
from dataclasses import dataclass
from typing import Final

import structlog

from chatserver.domain.errors import MalformedError, NotYoursError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person
from chatserver.records import devices
from chatserver.records.devices import Device
from chatserver.records.store import Records, Transaction
from chatserver.services.ports import Chance, Clock
from chatserver.services.staff import StaffSeatInfo
from chatserver.signing.certificates import SERIAL_BYTES, DeviceChain
from chatserver.signing.distrust import DistrustError
from chatserver.signing.issuing import Issuer
from chatserver.signing.p256 import is_point
from chatserver.signing.roots import Roots
from chatserver.signing.trust import Trust, verify_device
from chatserver.wire.http import Certified, DeviceState, OwnDevice

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


def issue(issuer: Issuer, key: bytes, person: Person, *, clock: Clock, chance: Chance) -> DeviceChain:
    """A certificate by *issuer* for the device *key* of *person*."""
    return issuer.certify(key, person, serial=chance.token(SERIAL_BYTES), now=clock.now_ms() // 1000)


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

    async def register(self, who: StaffSeatInfo, key: bytes) -> DeviceState:
        """
        How far the device *key* of *who* is; one that is new, or whose time is over, asks hereby.

        Raises:
            MalformedError: no key.
            NotYoursError: somebody else's device.
        """
        if not is_point(key):
            raise MalformedError("a key that is no point of P-256")
        async with self._records.write() as transaction:
            device = await self._asked(transaction, who.staff, key)
            if self._issuer is not None and self._state(device).state is Certified.PENDING:
                device = await self._grant(transaction, self._issuer, who, key)
        return self._state(device)

    async def devices_of(self, staff: StaffId) -> list[OwnDevice]:
        """Every device of *staff*, the latest first."""
        async with self._records.read() as transaction:
            own = await devices.all_of(transaction, staff)
        states = [(device.key, self._state(device)) for device in own]
        return [OwnDevice(key=_text(k), state=s.state, certificate=s.certificate) for k, s in states]

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

    async def _grant(
        self, transaction: Transaction, issuer: Issuer, who: StaffSeatInfo, key: bytes
    ) -> Device:
        chain = issue(issuer, key, Person(who.name, who.role), clock=self._clock, chance=self._chance)
        await devices.certify(transaction, key, chain.encode(), now_ms=self._clock.now_ms())
        return Device(key=key, staff=who.staff, certificate=chain.encode())

    def _state(self, device: Device) -> DeviceState:
        if device.certificate is None or not self._believed(device.certificate):
            return DeviceState(state=Certified.PENDING)
        return DeviceState(state=Certified.CERTIFIED, certificate=_text(device.certificate))

    def _believed(self, certificate: bytes) -> bool:
        try:
            verify_device(certificate, self._standards.at(self._clock.now_ms()))
        except DistrustError:
            return False
        return True


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
