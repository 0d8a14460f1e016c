# SPDX-License-Identifier: EUPL-1.2
"""Exercises of the helpline itself: every channel and every officer of an agency is tried, with no report.

Nobody signs them.  The server has no certified device and must not have one, so what it seals is no report:
it is a sentence of figures without one word of text, which the officer's page shows as "exercise by the
system", in its own words, and only where the case is an exercise.  So whoever has taken the server can make
people practise, and nothing else.  Everything around it is real: keys, seals, channels, the inbox.

Rule 1: all rungs are told at once, and one reader ends nothing: it is for the ways and the people, not for
the clock.  Rule 2: what comes due is taken in the transaction that begins it: it begins once, whatever dies.
"""

import asyncio
import base64
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import msgspec
import structlog

from chatserver.domain.agencies import Directed
from chatserver.domain.deeds import Doer, OfficeDeed, RecordedDeed
from chatserver.domain.errors import CannotError
from chatserver.domain.escalation import BEGINS, SYSTEM, CaseState, CaseStatus, Deed, Urgency, move
from chatserver.domain.ids import AgencyId, CaseId, StaffId
from chatserver.domain.ladder import Standing, Terms
from chatserver.domain.weekly import Weekly
from chatserver.domain.workdays import local
from chatserver.observe import metrics
from chatserver.records import agencies, cases, exercises, readings, reports
from chatserver.records import staff as people
from chatserver.records.cases import StoredCase
from chatserver.records.exercises import Planned
from chatserver.records.reports import SealedReport, StoredWrap
from chatserver.records.store import Transaction
from chatserver.services.agencies import Directory
from chatserver.services.deeds import put_on_record
from chatserver.services.escalations.book import LADDER, Done, Moment, arrive, begin
from chatserver.services.escalations.keys import Holder, ReportKeys, unopenable
from chatserver.services.ports import Chance, Clock
from chatserver.signing.seals import (
    CONTENT_KEY_BYTES,
    NONCE_BYTES,
    PADDED_BYTES,
    ReportContext,
    encrypt_report,
    seal_content_key,
)

_CASE_BYTES: Final = 16
_VERSION: Final = 1
SKIP_CODE: Final = "nobody"

log = structlog.get_logger()


class NobodyThereError(CannotError):
    """Rungs that nobody can open a report on: an exercise would only hide that."""


@dataclass(frozen=True, slots=True)
class Exercised:
    """The last exercise of an agency, and the officers on its ladder who have not opened it."""

    case: StoredCase
    unopened: tuple[StaffId, ...]


@dataclass(frozen=True, slots=True)
class _Sealed:
    case: CaseId
    report: SealedReport
    wraps: list[StoredWrap]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercises:
    """Begins them, by hand or *weekly*, and says who has opened them."""

    directory: Directory
    keys: ReportKeys
    clock: Clock
    chance: Chance
    weekly: Weekly | None = None
    """None: never by itself."""

    async def begin(self, agency: AgencyId, by: Doer) -> StoredCase:
        """
        Exercise *agency* now.

        Raises:
            NobodyThereError: no such agency, no rung, or one that nobody could open a report on.
        """
        directed, holders = await self._looked_up(agency)
        sealed = await asyncio.to_thread(self._sealed, agency, holders, self.clock.now_ms())
        async with self.directory.records.write() as transaction:
            return await self._begun(transaction, directed, sealed, by)

    async def look(self) -> None:
        """Plan what is not planned, begin what is due, and count the rungs that nobody can open."""
        await self._count_nobody()
        if self.weekly is None:
            return
        async with self.directory.records.read() as transaction:
            there = await exercises.planned(transaction)
        now = self.clock.now_ms()
        for directed in await self._ours():
            seen = there.get(directed.agency.id)
            if seen is None:
                await self._plan(Planned(directed.agency.id, self._next(self.weekly)))
            elif seen.due_ms <= now:
                await self._due(seen, replace(seen, due_ms=self._next(self.weekly), skipped_ms=None))

    async def last(self, agency: AgencyId) -> Exercised | None:
        """The last one of *agency*, if there was one."""
        return await last_of(self.directory, agency)

    async def _ours(self) -> list[Directed]:
        everyone = await self.directory.everyone()
        return [each for each in everyone if each.agency.demo is self.directory.demo]

    def _next(self, weekly: Weekly) -> int:
        return weekly.after(self.clock.now_ms(), self.directory.zone)

    async def _plan(self, first: Planned) -> None:
        async with self.directory.records.write() as transaction:
            if first.agency not in await exercises.planned(transaction):
                await exercises.plan(transaction, first)

    async def _due(self, seen: Planned, after: Planned) -> None:
        try:
            directed, holders = await self._looked_up(seen.agency)
        except NobodyThereError:
            await self._skip(seen, replace(after, skipped_ms=seen.due_ms))
            return
        sealed = await asyncio.to_thread(self._sealed, seen.agency, holders, self.clock.now_ms())
        async with self.directory.records.write() as transaction:
            if await exercises.take(transaction, seen, after):
                await self._begun(transaction, directed, sealed, LADDER)

    async def _skip(self, seen: Planned, after: Planned) -> None:
        async with self.directory.records.write() as transaction:
            if not await exercises.take(transaction, seen, after):
                return
            skipped = RecordedDeed(
                at=self.clock.now_ms(),
                doer=LADDER,
                deed=OfficeDeed.SKIP,
                subject=seen.agency.value,
                detail=SKIP_CODE,
            )
            await put_on_record(transaction, skipped)
        metrics.exercises.labels("skipped").inc()
        log.error("exercise skipped", code=SKIP_CODE)

    async def _count_nobody(self) -> None:
        found = 0
        for directed in await self._ours():
            async with self.directory.records.read() as transaction:
                holders = await self.keys.holders(transaction, directed.agency.id)
            found += len(_without(directed, holders))
        metrics.rungs_without.set(found)

    async def _looked_up(self, agency: AgencyId) -> tuple[Directed, list[Holder]]:
        async with self.directory.records.read() as transaction:
            directed = await agencies.find(transaction, agency)
            holders = await self.keys.holders(transaction, agency)
        if directed is None or not directed.rungs:
            raise NobodyThereError(f"{agency.value} has no ladder: see `lykta agency list`.")
        if nobody := _without(directed, holders):
            rungs = ", ".join(map(str, nobody))
            raise NobodyThereError(
                f"{agency.value}: nobody on rung {rungs} has a certified key: that is what to mend first "
                "(`lykta agency officer`, `lykta keys certify`)."
            )
        return directed, holders

    def _sealed(self, agency: AgencyId, holders: Iterable[Holder], now: int) -> _Sealed:
        case = base64.urlsafe_b64encode(self.chance.token(_CASE_BYTES)).rstrip(b"=").decode()
        key, nonce = self.chance.token(CONTENT_KEY_BYTES), self.chance.token(NONCE_BYTES)
        said = exercise_text(agency, case, now)
        ciphertext = encrypt_report(said, key, nonce, case=case, version=_VERSION)
        wraps = [_wrap(each, key, agency, case) for each in holders]
        report = SealedReport(
            case=CaseId(case), version=_VERSION, ciphertext=ciphertext, size=PADDED_BYTES[0], digest=bytes(32)
        )
        return _Sealed(CaseId(case), report, list({each.key: each for each in wraps}.values()))

    async def _begun(
        self, transaction: Transaction, directed: Directed, sealed: _Sealed, by: Doer
    ) -> StoredCase:
        now, rungs = self.clock.now_ms(), len(directed.rungs)
        released = [Done(LADDER, Deed.RELEASE, f"0.{rung}") for rung in range(rungs)]
        moment = Moment(now, Terms(zone=self.directory.zone))
        new = _case(directed, sealed.case, now)
        case = await begin(transaction, new, [Done(by, Deed.EXERCISE), *released], moment)
        await reports.add(transaction, sealed.report, now_ms=now)
        await reports.add_wraps(transaction, case.id, case.version, sealed.wraps)
        for rung in range(rungs):
            await arrive(transaction, replace(case, standing=replace(case.standing, rung=rung)), now)
        metrics.exercises.labels("begun").inc()
        log.info("exercise begun")
        return case


def exercise_text(agency: AgencyId, case: str, now: int) -> bytes:
    """All that is sealed, in its one spelling (``volunteer_console/src/report/exercise.ts`` reads it)."""
    about = {"agency": agency.value, "case": case, "created": now, "version": _VERSION}
    return msgspec.json.encode({"exercise": about, "v": 1})


async def last_of(directory: Directory, agency: AgencyId) -> Exercised | None:
    """The last exercise of *agency*, if there was one."""
    async with directory.records.read() as transaction:
        case = await cases.last_exercise(transaction, agency)
        if case is None:
            return None
        standing = await agencies.officers(transaction, agency)
        read = {each.officer for each in await readings.acknowledgements(transaction, case.id)}
    unopened = {staff for there in standing.values() for staff in there} - read
    return Exercised(case, tuple(sorted(unopened, key=lambda staff: staff.value)))


async def skipped_on(directory: Directory, agency: AgencyId) -> dt.date | None:
    """When the last exercise of *agency* that came due was left out, if it was."""
    async with directory.records.read() as transaction:
        planned = (await exercises.planned(transaction)).get(agency)
    return None if planned is None or planned.skipped_ms is None else _day(planned.skipped_ms, directory.zone)


async def names_of(directory: Directory, staff: Iterable[StaffId]) -> list[str]:
    """What people call those."""
    async with directory.records.read() as transaction:
        names = {each.id: each.person.name for each in await people.everybody(transaction)}
    return [names[each] for each in staff if each in names]


def _without(directed: Directed, holders: Iterable[Holder]) -> list[int]:
    return unopenable(len(directed.rungs), [each.rung for each in holders])


def _wrap(holder: Holder, key: bytes, agency: AgencyId, case: str) -> StoredWrap:
    context = ReportContext(agency=agency.value, key=holder.fingerprint.hex(), case=case)
    return StoredWrap(
        key=holder.fingerprint,
        staff=holder.staff,
        agency=holder.agency,
        sealed_for=agency,
        sealed=seal_content_key(key, holder.offered.seal_key, context),
    )


def _case(directed: Directed, case: CaseId, now: int) -> StoredCase:
    rungs = len(directed.rungs)
    state = move(BEGINS, Deed.EXERCISE, CaseStatus.EXERCISE)
    return StoredCase(
        id=case,
        standing=Standing(
            urgency=Urgency.P2, state=state, begun_ms=now, since_ms=now, rungs=rungs, rung=rungs - 1
        ),
        status=CaseStatus.EXERCISE,
        agency=directed.agency.id,
        municipality=None,
        author=SYSTEM,
        author_key=b"",
        version=_VERSION,
        submitted_ms=now,
        released_ms=now,
        reached=rungs - 1,
    )


def is_over(exercised: Exercised) -> bool:
    """Whether whoever has not opened it had their time."""
    return exercised.case.state is not CaseState.SENT


def day_of(exercised: Exercised, zone: dt.tzinfo) -> dt.date:
    """When it was."""
    return _day(exercised.case.submitted_ms, zone)


def _day(moment_ms: int, zone: dt.tzinfo) -> dt.date:
    return local(moment_ms, zone).date()
