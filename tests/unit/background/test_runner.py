# SPDX-License-Identifier: EUPL-1.2
"""Tasks have an owner, and one that fails does not take the others along."""

import asyncio

from chatserver.background.runner import Runner
from chatserver.domain.errors import GoneError


class TickingClock:
    """A clock whose sleeps end when the test says."""

    def __init__(self) -> None:
        self.slept: asyncio.Queue[float] = asyncio.Queue()
        self.wake = asyncio.Semaphore(0)

    def now_ms(self) -> int:
        return 0

    async def sleep(self, seconds: float) -> None:
        await self.slept.put(seconds)
        await self.wake.acquire()


async def test_a_round_goes_on_after_an_error() -> None:
    """A repeated task that breaks, or is refused, is done again."""
    clock = TickingClock()
    outcomes: list[Exception | None] = [ValueError("bug"), GoneError(), None]
    done: list[int] = []

    async def work() -> None:
        done.append(1)
        if outcomes and (error := outcomes.pop(0)):
            raise error

    async with Runner(clock) as runner:
        runner.every(3, work, "work")
        for _ in range(3):
            assert await clock.slept.get() == 3
            clock.wake.release()

    assert len(done) >= 3


async def test_closing_ends_every_task() -> None:
    """Nothing outlives its runner."""
    ended = asyncio.Event()

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    started = asyncio.Event()

    async def begin() -> None:
        started.set()
        await forever()

    async with Runner(TickingClock()) as runner:
        runner.spawn(begin(), "forever")
        await started.wait()

    assert ended.is_set()


async def test_a_spawned_task_can_be_cancelled() -> None:
    """The answer of spawn, called, ends that task alone."""
    ended = asyncio.Event()
    started = asyncio.Event()

    async def work() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with Runner(TickingClock()) as runner:
        cancel = runner.spawn(work(), "work")
        await started.wait()
        cancel()
        await asyncio.wait_for(ended.wait(), 5)


async def test_a_swallowed_cancellation_is_not_the_last() -> None:
    """A task in which something swallows a cancellation is ended all the same."""
    clock = TickingClock()
    swallowed: list[int] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            if not swallowed:
                swallowed.append(1)
                return
            raise

    async with asyncio.timeout(5), Runner(clock) as runner:
        runner.every(3, work, "work")
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    assert swallowed == [1]
    assert runner._tasks == set()
