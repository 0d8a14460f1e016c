# SPDX-License-Identifier: EUPL-1.2
"""What somebody may see of cases: the list of their own, and a sealed report with what opens it for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from chatserver.domain.agencies import Directed
from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.errors import NotYoursError
from chatserver.domain.escalation import CaseState, break_glass_from_ms
from chatserver.domain.ids import AgencyId
from chatserver.domain.ladder import HOUR_MS, Terms, pending
from chatserver.domain.staff import Role
from chatserver.records import agencies, cases, readings, reports
from chatserver.records import staff as people
from chatserver.records.cases import StoredCase
from chatserver.records.readings import Acknowledgement
from chatserver.records.reports import SealedReport, StoredWrap
from chatserver.records.store import Records, Transaction
from chatserver.services.channels.bell import number_of
from chatserver.services.escalations.book import actor_of, find_mine, may_see
from chatserver.services.escalations.keys import ReportKeys, fingerprint, packed, unopenable
from chatserver.services.ports import Clock
from chatserver.services.staff import StaffSeatInfo
from chatserver.wire.cases import AgencyNamed, Case, CaseDue, CaseNamed, JoinAsked, NoteTo, ReadBy
from chatserver.wire.sealed import VERSION, Envelope, Report, Wrap

ENDED_SHOWN_MS: Final = 24 * HOUR_MS
"""How long a case that is over stays on the list."""
EXPIRES_MS: Final = 30 * 24 * HOUR_MS
"""How long an agency need act on a report, as its envelope says."""
_ASKED_SHOWN: Final = frozenset({CaseState.ACCEPTED, CaseState.OUTCOME})
"""Where somebody who asks to join has the case in hand."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Shows staff their cases.  *helpline*: its name, as envelopes have it."""

    records: Records
    keys: ReportKeys
    terms: Terms
    clock: Clock
    helpline: str

    async def mine(self, who: StaffSeatInfo) -> list[Case]:
        """
        All that *who* may see and that is open, or ended lately; the oldest first.

        Raises:
            NotAllowedError: somebody who has nothing to do with cases.
        """
        actor_of(who)
        after = self.clock.now_ms() - ENDED_SHOWN_MS
        async with self.records.read() as transaction:
            known = {each.agency.id: each for each in await agencies.everyone(transaction)}
            found = await cases.alive(transaction, ended_after_ms=after)
            return [
                await self._shown(transaction, who, case, known)
                for case in found
                if await may_see(transaction, who, case)
            ]

    async def one(self, who: StaffSeatInfo, case: str) -> Case:
        """
        That one.

        Raises:
            NotYoursError: none that they may see.
        """
        async with self.records.read() as transaction:
            known = {each.agency.id: each for each in await agencies.everyone(transaction)}
            found = await find_mine(transaction, who, case)
            return await self._shown(transaction, who, found, known)

    async def report(self, who: StaffSeatInfo, ask: CaseNamed) -> Report:
        """
        The sealed report of that version, and what opens it for *who*.

        Raises:
            NotYoursError: none that they may see, or nothing opens it for a key of theirs that is believed
                now: the answer is the same.
        """
        async with self.records.read() as transaction:
            case = await find_mine(transaction, who, ask.case)
            sealed = await reports.find(transaction, case.id, ask.version)
            if sealed is None or (who.role is Role.OFFICER and ask.version != case.version):
                raise NotYoursError
            mine = await self._opening(transaction, who, case, ask.version)
        return report_of(case, sealed, mine, self.helpline)

    async def _opening(
        self, transaction: Transaction, who: StaffSeatInfo, case: StoredCase, version: int
    ) -> list[StoredWrap]:
        keys = await self.keys.own(transaction, who.staff)
        if case.author == who.staff:
            keys |= {fingerprint(case.author_key)}
        mine = [each for each in await reports.wraps_of(transaction, case.id, version) if each.key in keys]
        if who.role is Role.OFFICER:
            mine = [each for each in mine if each.agency == case.agency]
        if not mine:
            raise NotYoursError
        # Bound to one agency's name, which the envelope says; after a rerouting there may be several.
        return [each for each in mine if each.sealed_for == mine[0].sealed_for]

    async def _shown(
        self,
        transaction: Transaction,
        who: StaffSeatInfo,
        case: StoredCase,
        known: Mapping[AgencyId, Directed],
    ) -> Case:
        standing = case.standing
        read = await readings.acknowledgements(transaction, case.id)
        return Case(
            case=case.id.value,
            number=number_of(case.id.value),
            version=case.version,
            urgency=standing.urgency,
            status=case.status,
            state=standing.state,
            agency=AgencyNamed(case.agency.value, _name(known, case.agency)),
            begun=standing.begun_ms,
            since=standing.since_ms,
            loop=standing.loop,
            rung=standing.rung,
            rungs=standing.rungs,
            raised=sorted(standing.raised),
            break_glass=case.break_glass,
            calls=await readings.count_calls(transaction, case.id),
            notes=await readings.count_notes(transaction, case.id),
            mine=case.author == who.staff,
            unread=_is_unread(who, case, read),
            municipality=case.municipality,
            released=case.released_ms,
            due=self._due(case),
            break_glass_from=_break_glass_from(case),
            code=None if case.code is None else DeedCode(case.code),
            read_by=_read_by(case, read, _name(known, case.agency)),
            asked=await _asked(transaction, case, _name(known, case.agency)),
            unopenable=await _unopenable(transaction, case),
            by_system=case.by_system,
        )

    def _due(self, case: StoredCase) -> CaseDue | None:
        first = None if case.by_system else next(iter(pending(case.standing, self.terms)), None)
        return None if first is None else CaseDue(first.step, first.at_ms)


def report_of(case: StoredCase, sealed: SealedReport, wraps: Sequence[StoredWrap], helpline: str) -> Report:
    """*sealed*, under its envelope, for those whose *wraps* these are: all in the name of one agency."""
    agency = wraps[0].sealed_for if wraps else case.agency
    envelope = Envelope(
        case=case.id.value,
        version=sealed.version,
        sent=case.submitted_ms,
        expires=case.submitted_ms + EXPIRES_MS,
        sender=helpline,
        agency=agency.value,
        urgency=case.standing.urgency,
        status=case.status,
        message="alert" if sealed.version == 1 else "update",
        references=tuple(range(1, sealed.version)),
        keys=tuple(each.key.hex() for each in wraps),
        size=cast(Literal[0, 4_096, 16_384, 65_536], sealed.size),
    )
    opening = tuple(Wrap(key=each.key.hex(), sealed=each.sealed) for each in wraps)
    return Report(v=VERSION, envelope=envelope, ciphertext=sealed.ciphertext, wraps=opening)


def _name(known: Mapping[AgencyId, Directed], agency: AgencyId) -> str:
    return known[agency].agency.name if agency in known else agency.value


def _break_glass_from(case: StoredCase) -> int | None:
    if case.state is not CaseState.IN_REVIEW:
        return None
    return break_glass_from_ms(case.standing.urgency, case.standing.since_ms)


def _is_unread(who: StaffSeatInfo, case: StoredCase, read: Sequence[Acknowledgement]) -> bool:
    if who.role is Role.OFFICER:
        now = (case.version, case.standing.loop)
        return not any(each.officer == who.staff and (each.version, each.loop) == now for each in read)
    if who.role is Role.SUPERVISOR:
        return case.state is CaseState.IN_REVIEW or bool(case.standing.raised)
    return case.state is CaseState.RETURNED or bool(case.standing.raised)


def _read_by(case: StoredCase, read: Sequence[Acknowledgement], office: str) -> ReadBy | None:
    newest = next((each for each in reversed(read) if each.version == case.version), None)
    if newest is None:
        return None
    return ReadBy(
        officer=newest.officer.value,
        name=newest.name,
        office=office,
        at=newest.at_ms,
        time=newest.time_ms,
        version=newest.version,
        device=packed(newest.device),
        certificate=packed(newest.certificate),
        signature=packed(newest.signature),
    )


async def _asked(transaction: Transaction, case: StoredCase, office: str) -> JoinAsked | None:
    if case.asked_by is None or case.asked_ms is None or case.state not in _ASKED_SHOWN:
        return None
    officer = await people.find(transaction, case.asked_by)
    if officer is None:
        return None
    answered = await readings.has_note(transaction, case.id, to=NoteTo.AGENCY, after_ms=case.asked_ms)
    return JoinAsked(officer.person.name, office, case.asked_ms, answered)


async def _unopenable(transaction: Transaction, case: StoredCase) -> list[int]:
    standing = await agencies.officers(transaction, case.agency)
    wraps = await reports.wraps_of(transaction, case.id, case.version)
    sealed_to = {each.staff for each in wraps if each.agency == case.agency}
    held = (rung for rung, staff in standing.items() if sealed_to.intersection(staff))
    return unopenable(case.standing.rungs, held)
