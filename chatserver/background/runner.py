# SPDX-License-Identifier: EUPL-1.2
"""The only place where tasks are started.

A task has a name and an owner; a repeated one that fails is logged and goes on, one that was spawned
for a single deed is logged and ends.  Closing the runner ends them all and waits.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Self

import structlog

from chatserver.domain.errors import RefusedError
from chatserver.observe import metrics
from chatserver.services.ports import Clock

log = structlog.get_logger()

CANCEL_AGAIN_SECONDS = 0.2


class Runner:
    """Owns tasks: ``async with Runner(clock) as runner``."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        # Again and again: a library that opens a connection may swallow one cancellation (redis-py does).
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=CANCEL_AGAIN_SECONDS)

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> Callable[[], object]:
        """Do *work* once, beside everything else.  The answer, called, cancels it."""
        task = asyncio.get_running_loop().create_task(self._guarded(work, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task.cancel

    def every(self, seconds: float, work: Callable[[], Awaitable[object]], name: str) -> None:
        """Do *work* again and again, *seconds* after it last ended."""
        self.spawn(self._repeat(seconds, work, name), name)

    async def _repeat(self, seconds: float, work: Callable[[], Awaitable[object]], name: str) -> None:
        while not self._closing:
            await self._guarded(work(), name)
            await self._clock.sleep(seconds)

    async def _guarded(self, work: Awaitable[object], name: str) -> None:
        try:
            await work
        except RefusedError as refused:
            log.info("task refused", task=name, code=refused.code)
        except Exception:  # the third edge where a bug may surface; the loop must go on
            metrics.broken.labels(name).inc()
            log.exception("task broken", task=name)
