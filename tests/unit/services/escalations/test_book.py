# SPDX-License-Identifier: EUPL-1.2
"""How a case changes: as it was seen, or not at all."""

from dataclasses import replace

import pytest

from chatserver.domain.errors import BusyError
from chatserver.domain.escalation import Deed
from chatserver.domain.ladder import Terms
from chatserver.services.deeds import verify
from chatserver.services.escalations.book import LADDER, Done, Moment, change
from tests.drivers.office import ZONE, Office


async def test_a_case_that_has_moved_on_is_not_overwritten(office: Office) -> None:
    """Whoever has seen it before somebody else's deed changes nothing, and leaves no deed."""
    ask = await office.submitted()
    seen = await office.stored(ask)
    old = replace(seen, changed=seen.changed - 1)
    before = await verify(office.records)
    moment = Moment(office.clock.now_ms(), Terms(zone=ZONE))
    with pytest.raises(BusyError):
        async with office.records.write() as transaction:
            await change(transaction, old, old, [Done(LADDER, Deed.RAISE)], moment)

    assert await verify(office.records) == before
    assert await office.stored(ask) == seen
