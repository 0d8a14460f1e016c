# SPDX-License-Identifier: EUPL-1.2
"""Real records in a real file."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatserver.records.migrate import migrate
from chatserver.records.store import Records, records_url


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Records]:
    """Records without tables."""
    records = Records.open(records_url(None, tmp_path))
    yield records
    await records.close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables of today, made once."""
    folder = tmp_path_factory.mktemp("migrated")
    asyncio.run(_migrate(folder))
    return folder / "records.sqlite"


@pytest.fixture
async def records(tmp_path: Path, migrated: Path) -> AsyncIterator[Records]:
    """Records with the tables of today."""
    shutil.copyfile(migrated, tmp_path / migrated.name)
    (tmp_path / migrated.name).chmod(0o600)
    records = Records.open(records_url(None, tmp_path))
    yield records
    await records.close()


async def _migrate(folder: Path) -> None:
    records = Records.open(records_url(None, folder))
    await migrate(records)
    await records.close()
