# SPDX-License-Identifier: EUPL-1.2
"""A helpline whose processes die at any moment with many cases under way, and people who look again."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import select

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.errors import BusyError, NotYoursError
from chatserver.domain.escalation import CaseState
from chatserver.domain.ids import CaseId, StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.records import agencies, cases, readings
from chatserver.records import staff as people
from chatserver.records.store import Records
from chatserver.wire.cases import CaseDeed, CaseNamed, CaseSubmit
from tests.drivers.fate import Fate
from tests.drivers.machines import Machine, running
from tests.drivers.manual import CountedChance
from tests.drivers.mortal import House, Work
from tests.drivers.office import OSTERSUND, Colleague, Office, directed, open_office

ROUND_MS: Final = 20_000
MOST_ROUNDS: Final = 400
MOST_DEATHS: Final = 30
"""In one round."""
READERS: Final = "disa elin olle pia siv"
LEFT: Final = "siv"
"""She stands on the first rung, browsers seal to her, and her key is revoked."""


@dataclass
class Crashes:
    """An office seen from outside, the processes that serve it, an agency's machine, and what people know."""

    office: Office
    fate: Fate
    machine: Machine
    houses: list[House]
    asks: dict[str, CaseSubmit] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    """Submitted, as far as the author's browser knows."""
    judged: int = 0
    """Number of the last deed that has been looked at."""
    store_crashes: Callable[[], Awaitable[None]] | None = None

    async def run(self, count: int) -> list[CaseSubmit]:
        """*count* cases, from submission until each has been read by a human and has an outcome."""
        template = self.office.submission(to=READERS)
        new = [msgspec.structs.replace(template, case=secrets.token_urlsafe(16)) for _ in range(count)]
        waiting = {ask.case: ask for ask in new}
        for number in range(MOST_ROUNDS):
            self.fate.is_on = number < MOST_ROUNDS // 2
            self.office.clock.forward(ROUND_MS)
            await self._round(waiting)
            over = await self._states(waiting)
            waiting = {case: ask for case, ask in waiting.items() if over.get(case) is not CaseState.OUTCOME}
            if not waiting:
                return new
        raise AssertionError(f"{len(waiting)} cases never came to anybody")

    def doom(self, moment: str) -> None:
        """A moment of the agency's machine at which whoever sends to it might die."""
        self.houses[self.fate.draw(len(self.houses))].doom(moment)

    async def close(self) -> None:
        """Every process ends."""
        for house in self.houses:
            await house.close()
        await self.office.records.close()

    async def _round(self, waiting: Mapping[str, CaseSubmit]) -> None:
        states = await self._states(waiting)
        thoughts = {case: self._thought(ask, states.get(case)) for case, ask in waiting.items()}
        if self.store_crashes is not None and self.fate.is_on and self.fate.draw(25) == 0:
            await self.store_crashes()
        for _ in range(MOST_DEATHS):
            works = [work for work in thoughts.values() if work is not None]
            each = [(house, works[at :: len(self.houses)]) for at, house in enumerate(self.houses)]
            if all(await asyncio.gather(*(house.turn(mine) for house, mine in each))):
                return
            # Whoever got no answer looks first, and does it again only where it has not been done.
            found = await self._states(waiting)
            thoughts = {case: work for case, work in thoughts.items() if found.get(case) is states.get(case)}

    def _thought(self, ask: CaseSubmit, state: CaseState | None) -> Work | None:
        """What somebody does about the case now, if anybody thinks of it."""
        if ask.case not in self.answered:
            return partial(self._submit, ask)
        if state is CaseState.IN_REVIEW and self.fate.draw(2):
            return lambda office: office.do("disa", ask, CaseDeed.APPROVE)
        if state is CaseState.SENT and self.fate.draw(30) == 0:
            return partial(self._refused, ask)
        # Nobody looks who was not told: what is never delivered never comes to its end.
        if state is CaseState.SENT and self.machine.shown_of[ask.case] and self.fate.draw(6) == 0:
            name = ("olle", "pia")[self.fate.draw(2)]
            return lambda office: office.read(name, ask)
        return partial(self._outcome, ask) if state is CaseState.ACKNOWLEDGED else None

    async def _submit(self, ask: CaseSubmit, office: Office) -> None:
        await office.cases.submitting.submit(office.who("anna"), ask)
        self.asks[ask.case] = ask
        self.answered.add(ask.case)

    async def _refused(self, ask: CaseSubmit, office: Office) -> None:
        try:
            await office.cases.reading.report(office.who(LEFT), CaseNamed(ask.case, ask.version))
        except NotYoursError:
            return
        raise AssertionError("released to a revoked key")

    async def _outcome(self, ask: CaseSubmit, office: Office) -> None:
        async with office.records.read() as transaction:
            read = await readings.acknowledgements(transaction, CaseId(ask.case))
        assert len(read) == 1, "acknowledged by nobody"
        await office.do(read[0].officer.value.rstrip("-"), ask, CaseDeed.OUTCOME, DeedCode.SAFE_NOW)

    async def _states(self, waiting: Mapping[str, CaseSubmit]) -> dict[str, CaseState]:
        asked = select(cases.table.c.id, cases.table.c.state).where(cases.table.c.id.in_(waiting))
        while True:
            try:
                async with self.office.records.read() as transaction:
                    found = {row.id: CaseState(row.state) for row in await transaction.execute(asked)}
            except BusyError:
                await asyncio.sleep(0.05)  # a real store, which has crashed, starts again
                continue
            assert not self.answered & waiting.keys() - found.keys(), "lost"
            return found


@asynccontextmanager
async def open_crashes(
    url: str, folder: Path, *, seed: int, among: int, houses: int
) -> AsyncIterator[Crashes]:
    """A helpline of *houses* processes on the records at *url*; one dies at one moment of *among*."""
    fate = Fate(CountedChance(seed * 100_000_000), among)
    async with running(folder, fate) as machine:
        office = await open_office(Records.open(url), folder)
        await _with_ways(office, machine)
        crashes = Crashes(office, fate, machine, [])
        crashes.houses = [House(url, office, machine, fate) for _ in range(houses)]
        machine.doom = crashes.doom
        try:
            yield crashes
        finally:
            await crashes.close()


async def _with_ways(office: Office, machine: Machine) -> None:
    ways = {ChannelKind.WEBHOOK: machine.url, ChannelKind.SMTP: "vakt@{}.example"}
    left = Colleague(StaffId(LEFT.ljust(22, "-")), Person("Siv", Role.OFFICER))
    office.staff[LEFT] = left
    async with office.records.write() as transaction:
        await agencies.put(transaction, directed(OSTERSUND, "2380", 2, ways))
        await people.add(transaction, Staff(left.id, left.person, demo=True), now_ms=1)
        await agencies.stand(transaction, left.id, OSTERSUND, 0)
    await office.certify(left)
    office.deny(left)
