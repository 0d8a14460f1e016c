# SPDX-License-Identifier: EUPL-1.2
"""What every test may ask for: a real live store, time that the test owns, chance, tickets."""

import asyncio
import heapq
import itertools
import secrets
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from redis import Redis

from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from chatserver.services.ports import SystemChance
from tests.drivers.postgres import Postgres

if TYPE_CHECKING:
    from chatserver.signing.tickets import Tickets

BEGIN_MS = 1_800_000_000_000
"""When tests begin: an hour like any other."""
settings.register_profile("thorough", deadline=None, print_blob=True)


def is_thorough() -> bool:
    """Whether ``--hypothesis-profile thorough`` was asked for: more examples, and every sabotage."""
    return settings.get_current_profile_name() == "thorough"


TURNS = 20
"""Turns of the loop that tasks get at each moment of `ManualClock.passes`."""


class ManualClock:
    """A `Clock` that stands still until the test moves it."""

    def __init__(self, now_ms: int = BEGIN_MS) -> None:
        self._now_ms = now_ms
        self._order = itertools.count()
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []

    def now_ms(self) -> int:
        """Milliseconds since 1970."""
        return self._now_ms

    async def sleep(self, seconds: float) -> None:
        """Wait until the test has moved the clock so far."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        awake = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now_ms + round(seconds * 1_000), next(self._order), awake))
        await awake

    def advance(self, seconds: float) -> None:
        """Move on by *seconds* at once and wake whoever slept until then, in order."""
        self._move_to(self._now_ms + round(seconds * 1_000))

    async def passes(self, seconds: float) -> None:
        """Let *seconds* pass: whoever wakes gets to run, and to sleep again, before later moments come."""
        end_ms = self._now_ms + round(seconds * 1_000)
        await self._turns()
        while self._sleepers and self._sleepers[0][0] <= end_ms:
            self._move_to(self._sleepers[0][0])
            await self._turns()
        self._move_to(end_ms)

    def _move_to(self, now_ms: int) -> None:
        while self._sleepers and self._sleepers[0][0] <= now_ms:
            at_ms, _, awake = heapq.heappop(self._sleepers)
            self._now_ms = max(self._now_ms, at_ms)
            if not awake.done():
                awake.set_result(None)
        self._now_ms = now_ms

    @staticmethod
    async def _turns() -> None:
        for _ in range(TURNS):
            await asyncio.sleep(0)


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """A real live store for the whole run; its socket is ``address``."""
    embedded = asyncio.run(Embedded.start(tmp_path_factory.mktemp("valkey"), grace_seconds=5))
    yield embedded
    asyncio.run(embedded.stop())


@pytest.fixture
async def store(valkey: Embedded) -> AsyncIterator[Store]:
    """The way to the live store, which is empty."""
    with Redis(unix_socket_path=valkey.address, protocol=2) as redis:
        redis.flushall()
    store = await Store.open(valkey.address)
    yield store
    await store.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL for the whole run."""
    running = Postgres.start()
    yield running
    running.stop()


@pytest.fixture
def clock() -> ManualClock:
    """Time that the test owns."""
    return ManualClock()


@pytest.fixture
def chance() -> SystemChance:
    """The operating system's randomness."""
    return SystemChance()


@pytest.fixture
def tickets() -> "Tickets":
    """Tickets under a key of this test alone."""
    from chatserver.signing.tickets import KEY_BYTES, Tickets  # noqa: PLC0415  # tests of live/ need no signing

    return Tickets(secrets.token_bytes(KEY_BYTES))
