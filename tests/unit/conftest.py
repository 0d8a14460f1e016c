# SPDX-License-Identifier: EUPL-1.2
"""Real records: in a real file, and in folders that ask for both engines, in a real PostgreSQL too."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatserver.records.migrate import migrate
from chatserver.records.store import Records, records_url
from tests.drivers.postgres import Postgres


@pytest.fixture
def engine() -> str:
    """What the records of this test are in."""
    return "sqlite"


@pytest.fixture
def running(engine: str, request: pytest.FixtureRequest) -> Postgres | None:
    """The PostgreSQL of this run, where the test is about it."""
    found: Postgres | None = request.getfixturevalue("postgres") if engine == "postgresql" else None
    return found


@pytest.fixture
def disk(running: Postgres | None, tmp_path: Path) -> Path:
    """The folder that all that is written to the records is written to."""
    return tmp_path if running is None else running.written


@pytest.fixture
async def empty_url(running: Postgres | None, tmp_path: Path) -> AsyncIterator[str]:
    """Where records without tables are."""
    if running is None:
        yield records_url(None, tmp_path)
    else:
        async with running.empty() as url:
            yield url


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Records]:
    """Records without tables."""
    records = Records.open(empty_url)
    yield records
    await records.close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables of today, made once."""
    folder = tmp_path_factory.mktemp("migrated")
    asyncio.run(_migrate(folder))
    return folder / "records.sqlite"


@pytest.fixture
async def url(running: Postgres | None, tmp_path: Path, migrated: Path) -> AsyncIterator[str]:
    """Where records with the tables of today are."""
    if running is None:
        shutil.copyfile(migrated, tmp_path / migrated.name)
        (tmp_path / migrated.name).chmod(0o600)
        yield records_url(None, tmp_path)
    else:
        async with running.of_today() as url:
            yield url


@pytest.fixture
async def records(url: str) -> AsyncIterator[Records]:
    """Records with the tables of today."""
    records = Records.open(url)
    yield records
    await records.close()


async def _migrate(folder: Path) -> None:
    records = Records.open(records_url(None, folder))
    await migrate(records)
    await records.close()
