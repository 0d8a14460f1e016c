# SPDX-License-Identifier: EUPL-1.2
"""One process of the server that dies: real store, ladder, channels and use cases, and nothing kept of it.

A death is an exception that nobody may catch, at one moment of one task; every other task of the process
is cancelled where it is, its connections are closed, and the next process has the records alone.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from chatserver.domain.errors import BusyError, RefusedError
from chatserver.domain.ladder import Terms
from chatserver.records.store import Records, Transaction
from chatserver.services.agencies import Directory
from chatserver.services.channels.dispatch import Dispatch
from chatserver.services.channels.health import Health
from chatserver.services.escalations.climbing import Claimed, Climbing, Surroundings
from chatserver.services.escalations.whole import Escalations
from tests.drivers.fate import DiedError, Fate, moment_of
from tests.drivers.machines import Machine
from tests.drivers.office import ZONE, Office

BESIDE: Final = 8
"""Pieces of work that people have under way at once, and channels that the ladder tries at once."""
TURNS: Final = 40
Work = Callable[[Office], Awaitable[None]]


class MortalRecords(Records):
    """Real records of a process that may die before each statement, and before and after each commit."""

    fate: Fate
    reach: Callable[[str], None]
    turns: AbstractAsyncContextManager[object]
    """Writers take turns in any case: SQLite's way of waiting is to look again, later and later."""

    def watched(self, fate: Fate, reach: Callable[[str], None]) -> None:
        """*reach* is called at each of those moments; *fate* says when the store does not answer."""
        self.fate, self.reach = fate, reach
        is_file = self._opened.engine.dialect.name == "sqlite"
        self.turns = asyncio.Lock() if is_file else nullcontext()
        event.listen(self._opened.engine.sync_engine, "before_cursor_execute", self._before)

    @asynccontextmanager
    async def write(self, *, unhurried: bool = False) -> AsyncIterator[Transaction]:
        """As the real one."""
        async with self.turns, super().write(unhurried=unhurried) as transaction:
            yield transaction
            self.reach("before a commit")
        self.reach("after a commit")
        if self.fate.store_fails("store kept it, and did not answer"):
            raise BusyError("the records did not answer")

    def _before(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.reach(moment_of(statement))
        if self.fate.store_fails("store did not answer"):
            raise OperationalError("", None, Exception("the store is away"))


@dataclass
class House:
    """A process of the server at the records at *url*, on the time and the keys of *outside*."""

    url: str
    outside: Office
    machine: Machine
    fate: Fate
    is_dead: bool = False
    _under_way: int = 0
    _fatal: "asyncio.Future[None] | None" = None
    _beside: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(BESIDE))

    def __post_init__(self) -> None:
        """Begin with nothing but the records."""
        self._start()

    def _start(self) -> None:
        self.is_dead, self._under_way = False, 0
        self.records = MortalRecords.open(self.url)
        self.records.watched(self.fate, self.reach)
        clock, keys = self.outside.clock, self.outside.cases.submitting.keys
        directory = Directory(self.records, ZONE, demo=True)
        cases = Escalations.of(directory, keys, self.outside.content, clock, "Lykta")
        self.office = replace(self.outside, records=self.records, cases=cases)
        around = Surroundings(
            records=self.records,
            terms=Terms(zone=ZONE),
            sender=Dispatch(self.machine.channels(clock, self.fate.chance), Health(clock)),
            clock=clock,
            chance=self.fate.chance,
            helpline="Lykta",
            reach=self.reach,
            at_once=BESIDE,
        )
        self.climbing = Climbing(around)

    def reach(self, moment: str) -> None:
        """A moment at which the process might die."""
        if not self.is_dead and self.fate.dies(moment):
            self._dies()
        if self.is_dead:
            raise DiedError(moment)

    def doom(self, moment: str) -> None:
        """Another end sees a moment at which the process might die."""
        if self._fatal is not None and not self._fatal.done() and self.fate.dies(moment):
            self._dies()
            self._fatal.set_exception(DiedError(moment))

    def _dies(self) -> None:
        self.is_dead = True
        self.fate.under_way += self._under_way

    async def turn(self, works: Sequence[Work]) -> bool:
        """Do all of *works* and all that is due on ladders, beside each other; whether it lived."""
        self._fatal = fatal = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.TaskGroup() as group:
                watch = group.create_task(_watch(fatal))
                works_ = [self._ladder(), *(self._person(work) for work in works)]
                await asyncio.wait([group.create_task(each) for each in works_])
                watch.cancel()
        except* DiedError:
            fatal.cancel()
        died = self.is_dead
        if died:
            await self.records.close()
            self._start()
        return not died

    async def close(self) -> None:
        """It ends as an operator ends it."""
        await self.records.close()

    async def _ladder(self) -> None:
        # As background/ladder.py has it; an hour of its rounds, at most, in one turn.
        for _ in range(TURNS):
            try:
                await self.climbing.step()
                claimed = await self.climbing.claim()
            except RefusedError:
                continue  # the store did not answer: the next round
            if not claimed:
                return
            async with asyncio.TaskGroup() as telling:
                for each in claimed:
                    telling.create_task(self._tell(each))

    async def _tell(self, claimed: Claimed) -> None:
        with self._counted(), suppress(RefusedError):  # not written down: the claim runs out
            await self.climbing.tell(claimed)

    async def _person(self, work: Work) -> None:
        # Not theirs any more, or no answer came: they look again.
        async with self._beside:
            with self._counted(), suppress(RefusedError):
                await work(self.office)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._under_way += 1
        yield
        self._under_way -= 1


async def _watch(fatal: "asyncio.Future[None]") -> None:
    await fatal
