# SPDX-License-Identifier: EUPL-1.2
"""Stories of escalations.  What climbs is heard at every desk of a house: so each file has one of its own."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.stories.helpline import Helpline


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def helpline() -> AsyncIterator[Helpline]:
    """A demonstration that the stories of one file share."""
    async with Helpline() as running:
        yield running
