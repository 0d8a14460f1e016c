# SPDX-License-Identifier: EUPL-1.2
"""How connections end: each once, politely when the server goes, and never unnoticed by the stores."""

from collections import Counter
from typing import Any

import pytest

from chatserver.sockets.pace import Pace
from chatserver.wire.shapes import Displaced
from tests.conftest import ManualClock
from tests.drivers.lines import polling, until, websocket
from tests.drivers.probe import AUTH, edge


@pytest.mark.parametrize("dial", [websocket, polling])
async def test_a_server_that_goes_says_so(dial: Any) -> None:
    """When the server stops, each client hears a close and each seat is seen off, once."""
    async with edge() as served, dial(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        await served.server.shutdown()

        assert await caller.ended() == ["1"]
        await served.emptied()
        await until(lambda: served.probe.calls["gone"])
        assert served.probe.calls == Counter(connect=1, disconnect=1, gone=1)


@pytest.mark.parametrize("dial", [websocket, polling])
async def test_the_last_words_arrive_before_the_end(dial: Any) -> None:
    """What was told before an end is heard, then that the client shall not come back by itself."""
    async with edge() as served, dial(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        far = served.probe.seats[0].far
        far.tell("seat:displaced", Displaced())
        far.end()
        far.tell("seat:displaced", Displaced())

        assert await caller.ended() == ['42/visitor,["seat:displaced",{}]', "41/visitor,", "1"]


async def test_last_words_are_not_waited_for_in_vain() -> None:
    """Who does not fetch them is cut when their seconds are over."""
    async with edge(pace=Pace(flush_seconds=0.1)) as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        served.probe.seats[0].far.end()
        await until(lambda: not served.probe.seats)
        assert len(served.server.eio.sockets) == 1
        await served.emptied()


async def test_a_busy_store_is_told_again_that_somebody_has_gone() -> None:
    """A goodbye that finds the stores busy is said again, after longer waits, until it is heard."""
    clock = ManualClock()
    async with edge(clock=clock) as served:
        served.probe.busy = 2
        async with websocket(served.url, "/visitor") as caller:
            await caller.greeted()
            await caller.connects(AUTH)
        heard = []
        await until(lambda: served.probe.calls["gone"])
        for seconds in (0, 1, 1, 1, 60):
            await clock.passes(seconds)
            heard.append(served.probe.calls["gone"])

        assert heard == [1, 2, 2, 3, 3]


async def test_what_may_not_be_told_is_a_bug_at_once() -> None:
    """Only what is on the table of tells can leave, in its own shape."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        far = served.probe.seats[0].far
        for event in ("desk:now", "typing:now"):
            with pytest.raises(TypeError):
                far.tell(event, Displaced())
