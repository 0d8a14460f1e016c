# SPDX-License-Identifier: EUPL-1.2
"""Trap: a session that never sends CONNECT stays for ever (R8)."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from chatserver.domain.errors import BadTicketError
from chatserver.sockets.connection import MAX_CONNECTS
from chatserver.sockets.pace import Pace
from tests.drivers.lines import polling, until, websocket
from tests.drivers.probe import AUTH, edge
from tests.drivers.stock import stock


async def test_stock_keeps_who_never_connects() -> None:
    """Stock keeps a session without a namespace as long as it answers pings."""

    async def known(_sid: str, _body: Any) -> None:
        """Never called."""

    async with (
        stock({"known": known}, ping_interval=0.02, ping_timeout=1) as served,
        websocket(served.url, "/visitor") as caller,
    ):
        await caller.greeted()
        for _ in range(20):
            assert await caller.line.packet() == "2"
            await caller.line.send("3")

        assert len(served.server.eio.sockets) == 1


@pytest.mark.parametrize("dial", [websocket, polling])
async def test_who_never_connects_is_reaped(dial: Any) -> None:
    """A session without a seat ends after its seconds, though it answers pings."""
    pace = Pace(join_seconds=0.2, ping_seconds=0.05)
    async with edge(pace=pace) as served, dial(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.ended()

        await served.emptied()
        assert served.probe.calls == Counter()


async def test_who_is_let_in_is_not_reaped() -> None:
    """A seat stays when those seconds are over."""
    pace = Pace(join_seconds=0.1, ping_seconds=0.05)
    async with edge(pace=pace) as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        for _ in range(6):
            assert await caller.line.packet() == "2"
            await caller.line.send("3")

        assert (await caller.asks("queue:leave"))["ok"]


async def test_three_tries_to_be_let_in_and_no_more() -> None:
    """After three refused CONNECTs the connection ends without asking anybody a fourth time."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        served.probe.turned_away = BadTicketError()
        await caller.greeted()
        for _ in range(MAX_CONNECTS):
            answer = await caller.connects(AUTH)
            assert answer == {"message": "ticket_bad", "data": {"code": "ticket_bad", "retry": False}}
        with pytest.raises(EOFError):
            await caller.connects(AUTH)

        assert served.probe.calls == Counter(connect=MAX_CONNECTS)


async def test_who_was_refused_may_try_again() -> None:
    """A refused CONNECT does not end the connection: the store may only have been busy."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        served.probe.turned_away = BadTicketError()
        await caller.greeted()
        await caller.connects(AUTH)
        served.probe.turned_away = None

        assert "sid" in await caller.connects(AUTH)


async def test_an_end_while_being_let_in_leaves_no_seat_behind() -> None:
    """A connection that dies while its ticket is looked at is seen off like any other."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        asked, go_on = asyncio.Event(), asyncio.Event()
        opened = served.probe.opened

        async def slowly(*args: Any) -> Any:
            asked.set()
            await go_on.wait()
            return await opened(*args)

        served.probe.opened = slowly  # type: ignore[assignment, method-assign]  # the same, at a pace of ours
        await caller.greeted()
        served.runner.spawn(
            caller.line.send('40/visitor,{"v":1,"ticket":"a-ticket-of-16-c","generation":1}'), "connect"
        )
        await asked.wait()
        await next(iter(served.server.eio.sockets.values())).close()
        go_on.set()
        await until(lambda: served.probe.calls["disconnect"])

        assert served.probe.calls["disconnect"] == 1
        assert not served.server.manager.rooms.get("/visitor")


async def test_a_full_node_says_busy() -> None:
    """Past its bound a node opens no session, on either transport, and says that asking again may work."""
    async with edge(max_connections=1) as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        async with polling(served.url, "/visitor") as late:
            assert await late.line.packet() is None
            assert late.line.statuses == [503]  # type: ignore[attr-defined]  # a PollingLine
