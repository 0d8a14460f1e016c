# SPDX-License-Identifier: EUPL-1.2
"""A helpline's HTTP edge, in earnest and as a demonstration, with a browser in front."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatserver.records.store import Records
from chatserver.web.parts import Parts
from chatserver.web.site import make_app
from tests.drivers.browser import Browser, browsing
from tests.drivers.door import Door, make_door
from tests.drivers.house import make_parts
from tests.drivers.manual import HandClock


@pytest.fixture
def door(records: Records) -> Door:
    """The door of the helpline in earnest."""
    return make_door(records, HandClock())


@pytest.fixture
async def parts(door: Door, tmp_path: Path) -> Parts:
    """What the helpline in earnest is put together from."""
    return await make_parts(door, tmp_path, playing=False)


@pytest.fixture
async def browser(parts: Parts) -> AsyncIterator[Browser]:
    """A browser in front of the helpline in earnest."""
    async with browsing(make_app(parts)) as browser:
        yield browser


@pytest.fixture
async def playing(records: Records, tmp_path: Path) -> AsyncIterator[Browser]:
    """A browser in front of a demonstration."""
    parts = await make_parts(make_door(records, HandClock(), demonstration=True), tmp_path, playing=True)
    async with browsing(make_app(parts)) as browser:
        yield browser
