# SPDX-License-Identifier: EUPL-1.2
"""Traps of long polling: lost packets, dropped POSTs, and the upgrade that never ends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from engineio.payload import Payload

from chatserver.sockets.asked import MAX_PACKETS_OF_A_POST
from chatserver.wire.shapes import Writing
from tests.drivers.lines import PATIENCE_SECONDS, SEPARATOR, PollingLine, polling, until
from tests.drivers.probe import AUTH, edge
from tests.drivers.stock import stock

WRITING = Writing(member=1, on=True)


async def known(_sid: str, _body: Any) -> None:
    """A handler of the stock server's."""


async def aborted_poll(line: PollingLine, arrived: Callable[[], object]) -> None:
    """Start a poll and break its connection off once it has *arrived*."""
    async with aiohttp.ClientSession() as http:
        poll = asyncio.get_running_loop().create_task(http.get(line.url))
        await until(arrived)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)


async def test_stock_loses_what_an_aborted_poll_was_to_carry() -> None:
    """Stock lets a poll whose client is gone take the next packet, and nobody ever sees it."""
    async with stock({"known": known}) as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        sid = (await caller.connects(AUTH))["sid"]
        connection = next(iter(served.server.eio.sockets.values()))
        line = caller.line
        assert isinstance(line, PollingLine)
        await aborted_poll(line, lambda: connection.queue._getters)
        await served.server.emit("first", {}, to=sid, namespace="/visitor")
        await served.server.emit("second", {}, to=sid, namespace="/visitor")

        assert "first" not in str(await line.packet())


async def test_a_poll_that_was_aborted_ends_the_session() -> None:
    """What an aborted poll took is not lost in silence: the session ends, and the client resumes."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        connection = next(iter(served.server.eio.sockets.values()))
        line = caller.line
        assert isinstance(line, PollingLine)
        await aborted_poll(line, lambda: connection._polled)
        await until(connection._transport.is_closing)
        served.probe.seats[0].far.tell("typing:now", WRITING)
        await served.emptied()

        assert await line.packet() is None
        assert line.statuses[-1] == 400


async def test_a_second_poll_beside_the_first_ends_the_session() -> None:
    """Two polls at once would share the packets out: the first hears the end, the second a refusal."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        line = caller.line
        assert isinstance(line, PollingLine)
        async with aiohttp.ClientSession() as http:
            async with asyncio.timeout(PATIENCE_SECONDS / 2):
                answers = await asyncio.gather(http.get(line.url), http.get(line.url))
            said = {answer.status: await answer.text() for answer in answers}
            assert said == {200: "1", 400: '{"code":"malformed","retry":false}'}
        await served.emptied()


async def test_stock_answers_a_post_of_17_packets_and_drops_it() -> None:
    """Stock says ``OK`` to 17 packets and handles none of them."""
    handled: list[str] = []

    async def counted(_sid: str, _body: Any) -> None:
        handled.append("known")

    limit, Payload.max_decode_packets = Payload.max_decode_packets, 16
    try:
        async with stock({"known": counted}) as served, polling(served.url, "/visitor") as caller:
            await caller.greeted()
            await caller.connects(AUTH)
            await caller.line.send(*['42/visitor,["known",{}]'] * 17)

            assert isinstance(caller.line, PollingLine)
            assert caller.line.statuses[-1] == 200
            assert handled == []
    finally:
        Payload.max_decode_packets = limit


async def test_a_post_of_many_packets_is_handled_whole() -> None:
    """Up to 64 packets are taken in order; a client may empty its pockets after a reconnect."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        leave = '42/visitor,["queue:leave"]'
        await caller.line.send(*[leave] * 15, '42/visitor,9["typing:set",{"on":true}]')

        assert await caller.answered(9) == {"ok": True}
        assert served.probe.calls["queue:leave"] == 15
        assert Payload.max_decode_packets == MAX_PACKETS_OF_A_POST == 64


@pytest.mark.parametrize("count", [64, 65])
async def test_more_than_64_packets_are_refused_and_not_dropped_in_silence(count: int) -> None:
    """The 65th is answered with a refusal and the end of the session."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        line = caller.line
        assert isinstance(line, PollingLine)
        await line.send(SEPARATOR.join(["3"] * count))

        assert line.statuses[-1] == (200 if count == 64 else 400)


async def pieces() -> AsyncIterator[bytes]:
    """Four megabytes, of which nobody has said how many they are."""
    for _ in range(512):
        yield b"4" * 8_192
        await asyncio.sleep(0)


async def test_a_post_of_unsaid_length_is_measured_as_it_comes() -> None:
    """Who does not say how much is coming is stopped at one frame's size, and answered (R6)."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        line = caller.line
        assert isinstance(line, PollingLine)
        async with aiohttp.ClientSession() as http, http.post(line.url, data=pieces()) as answer:
            assert (answer.status, await answer.json()) == (413, {"code": "too_large", "retry": False})


async def test_stock_lets_a_stalled_upgrade_spin() -> None:
    """Stock answers every poll with a noop at once while an upgrade does not go on."""
    async with (
        stock({"known": known}) as served,
        polling(served.url, "/visitor") as caller,
        aiohttp.ClientSession() as http,
    ):
        greeting = await caller.greeted()
        url = f"{served.url}?EIO=4&transport=websocket&sid={greeting['sid']}"
        async with http.ws_connect(url) as stalled:
            await stalled.send_str("2probe")
            await stalled.receive()
            polls = [await caller.line.packet() for _ in range(5)]

        assert polls == ["6"] * 5


async def test_no_upgrade_is_offered_and_none_is_taken() -> None:
    """The greeting offers no upgrade, and a WebSocket for a session that polls is refused."""
    async with (
        edge() as served,
        polling(served.url, "/visitor") as caller,
        aiohttp.ClientSession() as http,
    ):
        greeting = await caller.greeted()
        url = f"{served.url}?EIO=4&transport=websocket&sid={greeting['sid']}"
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await http.ws_connect(url)

        assert refused.value.status == 400
        assert greeting["upgrades"] == []
        assert "sid" in await caller.connects(AUTH)


@pytest.mark.parametrize(
    "query",
    [
        "transport=polling",
        "EIO=3&transport=polling",
        "EIO=4&transport=carrier",
        "EIO=4&transport=websocket",
        "EIO=4",
        "EIO=4&transport=polling&j=0",
        "EIO=4&transport=polling&sid=a&sid=b",
    ],
)
async def test_only_engine_io_4_without_jsonp_is_spoken(query: str) -> None:
    """Other versions, other transports, JSONP and two sids are refused, and open no session."""
    async with edge() as served, aiohttp.ClientSession() as http, http.get(f"{served.url}?{query}") as answer:
        assert (answer.status, await answer.json()) == (400, {"code": "malformed", "retry": False})
        assert not served.server.eio.sockets


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_an_unknown_sid_is_gone_and_not_echoed(method: str) -> None:
    """A sid of another life gets ``gone``, and is not sent back."""
    async with edge() as served, aiohttp.ClientSession() as http:
        url = f"{served.url}?EIO=4&transport=polling&sid=CANARY"
        async with http.request(method, url, data="3" if method == "POST" else None) as answer:
            assert (answer.status, await answer.text()) == (400, '{"code":"gone","retry":false}')


async def test_a_websocket_s_session_cannot_be_polled() -> None:
    """Who has the sid of a WebSocket cannot read or write it by HTTP."""
    async with (
        edge() as served,
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{served.url}?EIO=4&transport=websocket") as socket,
    ):
        sid = (await socket.receive_str())[9:].split('"')[0]
        url = f"{served.url}?EIO=4&transport=polling&sid={sid}"
        async with (
            asyncio.timeout(PATIENCE_SECONDS / 2),
            http.get(url) as read,
            http.post(url, data="40/visitor,{}") as written,
        ):
            assert (read.status, written.status) == (400, 400)
