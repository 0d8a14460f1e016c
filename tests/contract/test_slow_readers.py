# SPDX-License-Identifier: EUPL-1.2
"""Trap: a client that never reads but answers pings is never cut, and its queue grows for ever (R7)."""

import asyncio
from typing import Any

from chatserver.sockets.outgoing import MAX_BYTES, MAX_PACKETS
from chatserver.sockets.pace import Pace
from chatserver.wire.shapes import Mail
from tests.drivers.lines import polling, websocket
from tests.drivers.probe import AUTH, Edge, edge
from tests.drivers.stock import stock

LARGE = Mail(era="e" * 22, seq=1, member=1, n=1, at=0, body={"app": "A" * 50_000})  # type: ignore[arg-type]  # never decoded


def say_large(served: Edge, times: int) -> None:
    """Tell the only seat there is the same large thing, again and again."""
    for _ in range(times):
        served.probe.seats[0].far.tell("message:new", LARGE)


async def test_stock_queues_without_end_for_who_never_reads() -> None:
    """Stock holds far more than our bound for a client that does not read, and does not cut it."""

    async def known(_sid: str, _body: Any) -> None:
        """Never called."""

    async with stock({"known": known}) as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        sid = (await caller.connects(AUTH))["sid"]
        for _ in range(400):
            await served.server.emit("message:new", "A" * 50_000, to=sid, namespace="/visitor")
        connection = next(iter(served.server.eio.sockets.values()))

        assert connection.queue.qsize() > 3 * MAX_PACKETS
        assert not connection.closed


async def test_who_does_not_read_a_websocket_is_cut() -> None:
    """Past the bound the session is closed and the transport aborted, though pings are answered."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        connection = next(iter(served.server.eio.sockets.values()))
        transport = connection._transport
        async with asyncio.timeout(5):
            while served.probe.seats:
                say_large(served, 1)
                await caller.line.send("3")
                await asyncio.sleep(0)

        assert connection.outgoing._bytes <= MAX_BYTES + 51_000
        assert connection.closed
        assert transport.is_closing()


async def test_who_does_not_poll_is_cut() -> None:
    """A session whose client posts but never polls ends at the same bound."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        say_large(served, MAX_BYTES // 50_000)
        assert len(served.probe.seats) == 1
        say_large(served, 1)
        await served.emptied()
        await served.emptied()


async def test_many_small_packets_are_bounded_by_count() -> None:
    """The bound is of packets too: each costs more than its bytes."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        connection = next(iter(served.server.eio.sockets.values()))
        for _ in range(MAX_PACKETS + 1):
            connection.post("2")
        await served.emptied()

        assert connection.closed


async def test_who_reads_is_not_cut() -> None:
    """Any amount goes to a client that reads, as long as what waits has room."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        for _ in range(40):
            await served.probe.seats[0].far.room()
            say_large(served, 1)
            await caller.hears("message:new")

        assert (await caller.asks("queue:leave"))["ok"]


async def test_room_is_waited_for_until_half_is_out() -> None:
    """Who asks for room gets it once the client has read, not before."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        say_large(served, 4)
        waiting = asyncio.Event()

        async def wait() -> None:
            await served.probe.seats[0].far.room()
            waiting.set()

        served.runner.spawn(wait(), "wait for room")
        await caller.says("queue:leave", answer=1)
        assert not waiting.is_set()
        assert (await caller.answered(1))["ok"] is True
        async with asyncio.timeout(5):
            await waiting.wait()


async def test_a_missed_pong_ends_the_connection() -> None:
    """No pong within its seconds: session and transport are gone, on either transport."""
    pace = Pace(ping_seconds=0.02, pong_seconds=0.02)
    async with edge(pace=pace) as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        while await caller.line.packet() is not None:
            pass
        await served.emptied()
        await served.emptied()


async def test_a_pong_that_nobody_asked_for_puts_nothing_off() -> None:
    """A client cannot keep its ping away by shouting pong: only an awaited one counts."""
    pace = Pace(ping_seconds=0.1, pong_seconds=0.1)
    async with edge(pace=pace) as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        connection = next(iter(served.server.eio.sockets.values()))
        before = connection._heartbeat
        await caller.line.send("3")
        await caller.asks("queue:leave")

        assert connection._heartbeat is before
