# SPDX-License-Identifier: EUPL-1.2
"""Whom reports are sealed to: the certified keys of an agency's ladder, of supervisors, and of its safe.

The browser believes none of it before it has looked at each certificate itself.  Here the same is looked at,
so that nothing is offered, stored for or handed to a key that is denied, withdrawn or past its time.
"""

import asyncio
import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from chatserver.domain.errors import MalformedError, NoReaderError
from chatserver.domain.ids import AgencyId, StaffId
from chatserver.domain.staff import Role, Staff
from chatserver.records import agencies, devices, reports
from chatserver.records import staff as people
from chatserver.records.reports import StoredWrap
from chatserver.records.store import Transaction
from chatserver.services.certification import Standards
from chatserver.services.ports import Clock
from chatserver.signing.denied import DenyList
from chatserver.signing.distrust import DistrustError
from chatserver.signing.reportkeys import OfferedKey, verify_sealable
from chatserver.signing.trust import Trust
from chatserver.wire.cases import CaseWrap, Recipient, Recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who could open a report.  *staff*: none where it is a safe.  *rung*: none but on a ladder."""

    offered: OfferedKey
    name: str
    role: Role
    staff: StaffId | None = None
    agency: AgencyId | None = None
    rung: int | None = None

    @property
    def fingerprint(self) -> bytes:
        """How wraps name the key."""
        return fingerprint(self.offered.seal_key)


def fingerprint(seal_key: bytes) -> bytes:
    """How wraps name an X-Wing key."""
    return hashlib.sha256(seal_key).digest()


class ReportKeys:
    """Judges keys by *standards* and by the deny-list in the file *denied*, at the time of asking."""

    def __init__(self, standards: Standards, denied: Path, clock: Clock) -> None:
        self._standards = standards
        self._denied = denied
        self._clock = clock

    async def trust(self) -> Trust:
        """
        What is believed now.

        Raises:
            DenyListError: nobody can say who is denied.
        """
        read = await asyncio.to_thread(DenyList.read, self._denied)
        return replace(self._standards, denied=frozenset(read.denied)).at(self._clock.now_ms())

    async def holders(self, transaction: Transaction, agency: AgencyId) -> list[Holder]:
        """Everybody with a key that is believed now: the ladder of *agency*, its safe, and supervisors."""
        trust = await self.trust()
        standing = await agencies.officers(transaction, agency)
        rung_of = {staff: rung for rung in sorted(standing, reverse=True) for staff in standing[rung]}
        everybody = {member.id: member for member in await people.everybody(transaction)}
        found = []
        for device in await devices.report_keys(transaction):
            member, offered = everybody[device.staff], _offered(device.report_certificate, device.report_key)
            if offered is not None and _is_reader(member, rung_of):
                found.append(_holder(member, offered, agency, rung_of.get(member.id)))
        for safe in await reports.recovery_of(transaction, agency):
            offered = OfferedKey(safe.certificate, safe.report_key)
            found.append(Holder(offered=offered, name="", role=Role.OFFICER, agency=agency))
        return [each for each in found if _is_believed(each.offered, trust)]

    async def own(self, transaction: Transaction, staff: StaffId) -> frozenset[bytes]:
        """Fingerprints of the keys of *staff* that are believed now."""
        trust = await self.trust()
        offers = (
            _offered(device.report_certificate, device.report_key)
            for device in await devices.all_of(transaction, staff)
        )
        believed = (each for each in offers if each is not None and _is_believed(each, trust))
        return frozenset(fingerprint(each.seal_key) for each in believed)


def recipients_of(agency: AgencyId, labels: list[str], holders: Iterable[Holder]) -> Recipients:
    """*holders*, as browsers get them."""
    there = list(holders)
    return Recipients(
        agency=agency.value,
        recipients=[_recipient(each) for each in there],
        rungs=labels,
        unopenable=unopenable(len(labels), {each.rung for each in there}),
    )


def unopenable(rungs: int, held: Iterable[int | None]) -> list[int]:
    """Those of *rungs* on which nobody has a key."""
    return sorted(set(range(rungs)) - set(held))


def resolved(wraps: Iterable[CaseWrap], known: Mapping[bytes, Holder], agency: AgencyId) -> list[StoredWrap]:
    """
    Those of *wraps* that open for somebody *known*; one for a key that went away meanwhile is left out.

    All are sealed in the name of *agency*.

    Raises:
        MalformedError: what is sealed is not base64.
        NoReaderError: none does.
    """
    pairs = [(bytes.fromhex(each.key), unpacked(each.sealed)) for each in wraps]
    kept = [_stored(known[key], agency, sealed) for key, sealed in pairs if key in known]
    if not kept:
        raise NoReaderError
    return kept


def _stored(holder: Holder, agency: AgencyId, sealed: bytes) -> StoredWrap:
    return StoredWrap(
        key=holder.fingerprint, staff=holder.staff, agency=holder.agency, sealed_for=agency, sealed=sealed
    )


def unpacked(text: str) -> bytes:
    """
    The bytes that *text* is in base64.

    Raises:
        MalformedError: it is not.
    """
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise MalformedError("not base64") from None


def packed(content: bytes) -> str:
    """*content* in base64."""
    return base64.b64encode(content).decode()


def _is_reader(member: Staff, rung_of: Mapping[StaffId, int]) -> bool:
    role = member.person.role
    return role is Role.SUPERVISOR or (role is Role.OFFICER and member.id in rung_of)


def _holder(member: Staff, offered: OfferedKey, agency: AgencyId, rung: int | None) -> Holder:
    person, at_agency = member.person, rung is not None and member.person.role is Role.OFFICER
    return Holder(
        offered=offered,
        name=person.name,
        role=person.role,
        staff=member.id,
        agency=agency if at_agency else None,
        rung=rung if at_agency else None,
    )


def _offered(certificate: bytes | None, seal_key: bytes | None) -> OfferedKey | None:
    return None if certificate is None or seal_key is None else OfferedKey(certificate, seal_key)


def _is_believed(offered: OfferedKey, trust: Trust) -> bool:
    try:
        verify_sealable(offered, trust)
    except DistrustError:
        return False
    return True


def _recipient(holder: Holder) -> Recipient:
    return Recipient(
        certificate=packed(holder.offered.certificate),
        key=packed(holder.offered.seal_key),
        name=holder.name,
        role=holder.role,
        rung=holder.rung,
        recovery=holder.staff is None,
    )
