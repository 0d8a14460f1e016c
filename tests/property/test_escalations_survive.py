# SPDX-License-Identifier: EUPL-1.2
"""Escalations through crashes: none lost, none read by nobody, each delivered, and shown once.

The store, the ladder, HTTPS and SMTP are real; processes of the server, the store and the agency's machine
fail at any moment.  ``LYKTA_FAULTS`` says how many cases (``make faults``: 10,000); ``LYKTA_FAULTS_SEED``
draws the same failures again, though not in the same turns of the machine.
"""

import asyncio
import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
import uvloop

from chatserver.records.migrate import migrate
from chatserver.records.store import Records, records_url
from chatserver.services.deeds import verify
from tests.drivers.crashes import open_crashes
from tests.drivers.postgres import Postgres
from tests.drivers.survivors import check

COUNT = int(os.environ.get("LYKTA_FAULTS", "8"))  # noqa: TID251 - a test's own wish
SEED = int(os.environ.get("LYKTA_FAULTS_SEED", "0")) or time.time_ns() % 1_000_000  # noqa: TID251
BATCH = 250
AMONG = 400 if COUNT > BATCH else 60
"""A process dies at one moment of so many."""


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """On the loop that serves."""
    return {"uvloop": uvloop.new_event_loop}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A log of every try, for thousands of cases, is nobody's."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("critical"))
    before = gc.get_threshold()
    gc.set_threshold(20_000, 20, 50)  # a tenth of the time, where so much is made and thrown away
    yield
    gc.set_threshold(*before)
    structlog.reset_defaults()


@pytest.fixture
async def sqlite(tmp_path: Path) -> str:
    """A file with the tables of today."""
    url = records_url(None, tmp_path)
    records = Records.open(url)
    await migrate(records)
    await records.close()
    return url


async def survive(url: str, folder: Path, *, houses: int, postgres: Postgres | None = None) -> None:
    """So many cases through crashes, judged, and a table of what happened."""
    began = time.monotonic()
    async with open_crashes(url, folder, seed=SEED, among=AMONG, houses=houses) as crashes:
        if postgres is not None:
            crashes.store_crashes = postgres.crash
        for begun in range(0, COUNT, BATCH):
            await check(crashes, await crashes.run(min(BATCH, COUNT - begun)))
            say(f"{len(crashes.asks):6} of {COUNT}, {time.monotonic() - began:.0f} s")
        await verify(crashes.office.records)
        fate, died = crashes.fate, sum(crashes.fate.deaths.values())
        say(f"{len(crashes.asks)} cases, {died} deaths at {len(fate.deaths)} kinds of moment, which ended")
        say(f"{fate.under_way} pieces of work; seed {SEED}, {time.monotonic() - began:.0f} s\n{fate.table()}")
        assert died > COUNT // 4


def say(text: str) -> None:
    """Print it, for whoever runs this with ``-s``."""
    print(text, flush=True)  # noqa: T201


async def test_on_sqlite_one_process_dies_at_any_moment(sqlite: str, tmp_path: Path) -> None:
    """The one process that SQLite allows."""
    await survive(sqlite, tmp_path, houses=1)


async def test_on_postgresql_two_processes_and_the_store_die(postgres: Postgres, tmp_path: Path) -> None:
    """Two nodes at once, and a kill -9 among PostgreSQL's own processes, after which it starts again."""
    async with postgres.of_today() as url:
        await survive(url, tmp_path, houses=2, postgres=postgres)
