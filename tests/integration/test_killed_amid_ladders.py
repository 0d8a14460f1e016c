# SPDX-License-Identifier: EUPL-1.2
"""A real server process, killed (kill -9) while it sends what ladders have come to, and started again.

The records, the webhook's receiver and the mail server are real; only hours are played, while nobody serves.
"""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.deed_codes import DeedCode
from chatserver.domain.escalation import CaseState
from chatserver.records import attempts, readings, reports
from chatserver.services.channels.channel import Result
from chatserver.services.deeds import verify
from chatserver.wire.cases import CaseDeed, CaseSubmit
from tests.conftest import is_thorough
from tests.drivers.desk import Desk, open_desk
from tests.drivers.machines import running
from tests.drivers.office import OSTERSUND, text_of

MOMENTS = (
    "amid a webhook, after it is taken",
    "amid a letter, before it is taken",
    "amid a webhook, before it is taken",
    "amid a letter, after it is taken",
)


@pytest.fixture(params=["sqlite", "postgresql"] if is_thorough() else ["sqlite"])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    """A demonstration on each engine."""
    async with contextlib.AsyncExitStack() as opened:
        settings = {}
        if request.param == "postgresql":
            postgres = request.getfixturevalue("postgres")
            settings["LYKTA_RECORDS_URL"] = await opened.enter_async_context(postgres.empty())
        machine = await opened.enter_async_context(running(tmp_path))
        yield await opened.enter_async_context(open_desk(tmp_path, machine, **settings))


async def test_a_server_that_is_killed_amid_ladders_loses_nothing(desk: Desk) -> None:
    """Nothing is lost, the ladder goes on where it was, a repeat is known as one; a human's word ends it."""
    asks, was = [await desk.send() for _ in range(3)], (0, 0)
    for moment in MOMENTS * 3 if is_thorough() else MOMENTS[:2]:
        asks.append(await desk.dies(moment))
        await desk.ask("anna", "/api/cases", asks[0])
        was = await desk.reaches(asks[0], OSTERSUND.value, was)
    await desk.settled(asks)
    for ask in asks:
        await desk.read("ebba", ask)
        await desk.do("ebba", ask, CaseDeed.OUTCOME, DeedCode.SAFE_NOW)
        await check(desk, ask)
    await verify(desk.records)


async def check(desk: Desk, ask: CaseSubmit) -> None:
    """By the records and by what the agency's machine shows."""
    case = await desk.stored(ask)
    assert case.state is CaseState.OUTCOME
    async with desk.records.read() as transaction:
        sealed = await reports.find(transaction, case.id, 1)
        rows = await attempts.of_case(transaction, case.id)
        assert len(await readings.acknowledgements(transaction, case.id)) == 1
    assert sealed is not None
    assert text_of(sealed.ciphertext) == ask.ciphertext
    shown = desk.machine.shown_of[ask.case]
    delivered = [
        row for row in rows if row.kind is ChannelKind.WEBHOOK and row.result == Result.DELIVERED.value
    ]
    assert len(set(shown)) == len(shown) >= len(delivered) > 0
    rung = [row for row in rows if row.result == Result.BELL.value]
    assert rung
    assert desk.machine.bells.total() >= len(rung)
