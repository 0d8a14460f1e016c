# SPDX-License-Identifier: EUPL-1.2
"""An office with people, keys and agencies."""

from pathlib import Path

import pytest

from chatserver.records.store import Records
from tests.drivers.office import Office, open_office


@pytest.fixture
async def office(records: Records, tmp_path: Path) -> Office:
    """An office on the records of this test."""
    return await open_office(records, tmp_path)
