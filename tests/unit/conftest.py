# SPDX-License-Identifier: EUPL-1.2
"""Real records in a real file."""

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


@pytest.fixture
async def records(empty: Records) -> Records:
    """Records with the tables of today."""
    await migrate(empty)
    return empty
