# SPDX-License-Identifier: EUPL-1.2
"""An officer has read it: the one word that stops the ladder, and it is signed.

The server looks at the signature so that nothing but a person with a certified device stops the climbing;
the author's page looks at it again, so that a server which made one up is found out.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import Final

from chatserver.domain.errors import NotAllowedNowError, SignatureRefusedError
from chatserver.domain.escalation import Deed, check_actor, move
from chatserver.domain.ladder import Terms, come
from chatserver.domain.staff import Role
from chatserver.records import devices, readings, reports
from chatserver.records.cases import StoredCase
from chatserver.records.readings import Acknowledgement
from chatserver.records.store import Records, Transaction
from chatserver.services.escalations.book import (
    Done,
    Moment,
    actor_of,
    change,
    check_version,
    doer_of,
    find_mine,
)
from chatserver.services.escalations.keys import ReportKeys, unpacked
from chatserver.services.ports import Clock
from chatserver.services.staff import StaffSeatInfo
from chatserver.signing.certificates import DeviceChain
from chatserver.signing.distrust import DistrustError
from chatserver.signing.p256 import BadSignatureError
from chatserver.signing.readings import Reading, check_reading
from chatserver.signing.trust import Trust, verify_device
from chatserver.wire.cases import CaseAcknowledge

OLDEST_MS: Final = 600_000
"""How long ago an officer may have signed: a slow clock, and a network that came back."""
AHEAD_MS: Final = 120_000


@dataclass(frozen=True, slots=True)
class Acknowledging:
    """Takes officers' word that they have read a report."""

    records: Records
    keys: ReportKeys
    terms: Terms
    clock: Clock

    async def acknowledge(self, who: StaffSeatInfo, ask: CaseAcknowledge) -> None:
        """
        *who* has read it; repeating is safe.

        Raises:
            NotYoursError: none that they may see.
            NotAllowedError: they are no officer.
            OutdatedError: there is a newer version.
            NotAllowedNowError: nobody has sent it to them, or it is over.
            SignatureRefusedError: not signed by a certified device of theirs, over this, now; or used before.
        """
        trust, now = await self.keys.trust(), self.clock.now_ms()
        async with self.records.write() as transaction:
            case = await find_mine(transaction, who, ask.case)
            check_actor(actor_of(who), Deed.ACKNOWLEDGE)
            check_version(case, ask.version)
            if await _has_read(transaction, who, case):
                return
            state = move(case.state, Deed.ACKNOWLEDGE, case.status)
            if not now - OLDEST_MS <= ask.time <= now + AHEAD_MS:
                raise SignatureRefusedError("too old, or from the future")
            read = await _checked(transaction, who, case, ask, trust)
            await readings.acknowledge(transaction, replace(read, at_ms=now))
            # One reader does not end an exercise of our own: everybody is to open it, on every rung.
            standing = case.standing if case.by_system else come(case.standing, state, now)
            after = replace(case, standing=standing)
            done = [Done(doer_of(who), Deed.ACKNOWLEDGE, str(case.version))]
            await change(transaction, case, after, done, Moment(now, self.terms))


async def check_has_read(transaction: Transaction, who: StaffSeatInfo, case: StoredCase) -> None:
    """
    Nothing, if *who* is no officer, or has said by signature that they have read *case*.

    Raises:
        NotAllowedNowError: whoever answers for an agency has read what they answer.
    """
    if who.role is Role.OFFICER and not await _has_read(transaction, who, case):
        raise NotAllowedNowError("not read by them")


async def _has_read(transaction: Transaction, who: StaffSeatInfo, case: StoredCase) -> bool:
    now = (case.version, case.standing.loop)
    return any(
        read.officer == who.staff and (read.version, read.loop) == now
        for read in await readings.acknowledgements(transaction, case.id)
    )


async def _checked(
    transaction: Transaction, who: StaffSeatInfo, case: StoredCase, ask: CaseAcknowledge, trust: Trust
) -> Acknowledgement:
    signature = unpacked(ask.signature)
    if await readings.signed(transaction, signature):
        raise SignatureRefusedError("used before")
    chain = await _device(transaction, who, unpacked(ask.device), trust)
    sealed = await reports.find(transaction, case.id, case.version)
    digest = hashlib.sha256(b"" if sealed is None else sealed.ciphertext).digest()
    reading = Reading(
        case=case.id.value, version=case.version, digest=digest, officer=who.staff.value, time_ms=ask.time
    )
    try:
        check_reading(chain.device.key, signature, reading)
    except BadSignatureError:
        raise SignatureRefusedError("not signed by that device") from None
    return Acknowledgement(
        case=case.id,
        version=case.version,
        loop=case.standing.loop,
        officer=who.staff,
        name=chain.device.name,
        device=chain.device.key,
        certificate=chain.encode(),
        signature=signature,
        time_ms=ask.time,
        at_ms=0,
    )


async def _device(transaction: Transaction, who: StaffSeatInfo, key: bytes, trust: Trust) -> DeviceChain:
    device = await devices.find(transaction, key)
    if device is None or device.staff != who.staff or device.certificate is None:
        raise SignatureRefusedError("no certified device of theirs")
    try:
        chain = verify_device(device.certificate, trust)
    except DistrustError:
        raise SignatureRefusedError("its certificate is not believed") from None
    if chain.device.key != key or chain.device.role is not Role.OFFICER:
        raise SignatureRefusedError("certified for something else")
    return chain
