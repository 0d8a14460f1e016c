# SPDX-License-Identifier: EUPL-1.2
"""Escalations through crashes: none lost, none read by nobody, each delivered, and shown once.

``LYKTA_FAULTS`` says how many (``make faults``: 10,000); ``LYKTA_FAULTS_SEED`` repeats a run.
"""

import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatserver.records.migrate import migrate
from chatserver.records.store import Records, records_url
from tests.drivers.crashes import make_crashes
from tests.drivers.postgres import Postgres

COUNT = int(os.environ.get("LYKTA_FAULTS", "8"))  # noqa: TID251 - a test's own wish
SEED = int(os.environ.get("LYKTA_FAULTS_SEED", "0")) or time.time_ns() % 1_000_000  # noqa: TID251
BATCH = 250


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Where records with the tables of today are, on both engines."""
    if request.param == "postgresql":
        running: Postgres = request.getfixturevalue("postgres")
        async with running.of_today() as there:
            yield there
        return
    records = Records.open(records_url(None, tmp_path))
    await migrate(records)
    await records.close()
    yield records_url(None, tmp_path)


async def test_escalations_survive_crashes_at_any_moment(url: str, tmp_path: Path) -> None:
    """Two nodes that die at every moment, an agency that is away every third time, people who forget."""
    crashes = await make_crashes(url, tmp_path, seed=SEED)
    try:
        for begun in range(0, COUNT, BATCH):
            await crashes.run(min(BATCH, COUNT - begun))
        crashes.fate.is_on = False
        await crashes.check()
    finally:
        await crashes.office.records.close()
    died = sum(crashes.fate.moments.values())
    print(f"\n{COUNT} cases, {died} deaths at {len(crashes.fate.moments)} moments, seed {SEED}")  # noqa: T201
    assert died > COUNT // 2
