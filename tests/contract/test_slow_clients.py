# SPDX-License-Identifier: EUPL-1.2
"""Trap: aiohttp has no time limit for headers, bodies or reads (R8)."""

import asyncio
import contextlib
import inspect
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from chatserver.sockets.asked import transport_of
from chatserver.sockets.door import HEADERS, MIN_READ_BYTES
from chatserver.sockets.pace import Pace
from tests.drivers.lines import PATIENCE_SECONDS, RawHttp, until, websocket
from tests.drivers.probe import AUTH, edge, served

PATIENT = Pace(header_seconds=30, body_seconds=30, stall_seconds=30, idle_seconds=30, flush_seconds=0.1)
LATE_SECONDS = 0.7
GET = "GET /headers HTTP/1.1\r\nHost: x\r\n"


async def headers_of(request: web.Request) -> web.Response:
    """Answer with the names of the request's headers, as a handler sees them."""
    raw = sorted(name.decode().lower() for name, _ in request.raw_headers)
    assert raw == sorted(name.lower() for name in request.headers)
    return web.Response(text=" ".join(raw))


async def body_of(request: web.Request) -> web.Response:
    """Answer with the request's body."""
    return web.Response(text=await request.text())


async def large(_request: web.Request) -> web.Response:
    """Answer with more than any buffer between here and the reader holds."""
    return web.Response(body=bytes(64_000_000))


async def late(request: web.Request) -> web.Response:
    """Answer after a while, as a long poll does."""
    loop = asyncio.get_running_loop()
    end = loop.time() + LATE_SECONDS
    while loop.time() < end:
        await meanwhile(transport_of(request).get_extra_info("sockname")[1])
    return web.Response(text="late")


@contextlib.asynccontextmanager
async def door(pace: Pace, *, max_connections: int = 100) -> AsyncIterator[int]:
    """A server behind the guard, whatever it serves."""
    async with opened(pace, max_connections=max_connections) as (port, _):
        yield port


@contextlib.asynccontextmanager
async def opened(pace: Pace, *, max_connections: int = 100) -> AsyncIterator[tuple[int, web.AppRunner]]:
    """The same, and what runs it."""
    app = web.Application()
    app.router.add_get("/headers", headers_of)
    app.router.add_post("/body", body_of)
    app.router.add_get("/large", large)
    app.router.add_route("*", "/late", late)
    async with served(app, pace=pace, max_connections=max_connections) as running:
        yield running


async def meanwhile(port: int) -> None:
    """Somebody else is served; the time this takes is all the time a test lets pass."""
    async with RawHttp.dial(port) as other:
        await other.write(GET + "\r\n")
        await other.head()


async def trickles(raw: RawHttp, port: int) -> None:
    """Send a letter now and then until the other end has cut the connection."""
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                await raw.write("a")
                await meanwhile(port)


def quick(**seconds: float) -> Pace:
    """Patient in all but *seconds*."""
    return Pace(**{**{name: getattr(PATIENT, name) for name in PATIENT.__slots__}, **seconds})


def test_aiohttp_knows_no_time_for_headers_bodies_or_reads() -> None:
    """Of all that aiohttp's protocol can be told, only the idle time between requests is such a limit."""
    known = {name for name in inspect.signature(RequestHandler).parameters if "time" in name}

    assert known == {"keepalive_timeout", "lingering_time", "timeout_ceil_threshold"}


@pytest.mark.parametrize(
    "start", ["", "G", GET, GET + "X-A: "], ids=["silent", "a letter", "a line", "half a header"]
)
async def test_slow_headers_are_cut(start: str) -> None:
    """Whose headers are not complete in time is cut, from the first moment of the connection."""
    async with door(quick(header_seconds=0.1)) as port, RawHttp.dial(port) as raw:
        await raw.write(start)
        await raw.cut()


async def test_a_trickle_of_headers_puts_nothing_off() -> None:
    """A byte now and then is no way around the limit."""
    async with door(quick(header_seconds=0.2)) as port, RawHttp.dial(port) as raw:
        await raw.write(GET + "X-A: ")
        await trickles(raw, port)


async def test_the_second_request_of_a_connection_is_watched_too() -> None:
    """After an answered request a slow second one is cut just so."""
    async with door(quick(header_seconds=0.2)) as port, RawHttp.dial(port) as raw:
        await raw.write(GET + "\r\n")
        assert "200" in await raw.head()
        await raw.write("GET /head")
        await raw.cut()


async def test_an_idle_connection_is_closed() -> None:
    """Between two requests a connection may be idle for its seconds, and no longer."""
    async with door(quick(idle_seconds=0.1)) as port, RawHttp.dial(port) as raw:
        await raw.write(GET + "\r\n")
        await raw.head()
        await raw.cut()


@pytest.mark.parametrize("length", ["Content-Length: 10", "Transfer-Encoding: chunked"])
async def test_slow_bodies_are_cut(length: str) -> None:
    """Whose body is not complete in time is cut."""
    async with door(quick(body_seconds=0.1)) as port, RawHttp.dial(port) as raw:
        await raw.write(f"POST /body HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n")
        await raw.cut()


async def test_a_body_that_is_no_http_is_not_waited_for() -> None:
    """Chunks that are no chunks end the connection at once: nobody waits for the rest of such a body."""
    async with door(PATIENT) as port, RawHttp.dial(port) as raw:
        await raw.write("POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        await meanwhile(port)
        await raw.write("no chunk\r\n")
        await raw.cut()


async def test_what_is_no_http_at_all_is_answered_and_closed() -> None:
    """A first line that is no request gets a 400 and the end."""
    async with door(PATIENT) as port, RawHttp.dial(port) as raw:
        await raw.write("no request\r\n\r\n")

        assert " 400 " in await raw.head()
        await raw.cut()


async def test_a_body_in_time_is_answered() -> None:
    """A body that arrives in pieces within its seconds is one body."""
    async with door(quick(body_seconds=5)) as port, RawHttp.dial(port) as raw:
        await raw.write("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab")
        await raw.write("cd")
        await raw.head()

        assert await raw.reader.readexactly(4) == b"abcd"


async def test_slow_reads_are_cut() -> None:
    """Who does not read what it asked for is cut, and holds no memory."""
    async with opened(quick(stall_seconds=0.1)) as (port, runner), RawHttp.dial(port) as raw:
        raw.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a transport that can read, too
        await raw.write("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        await until(lambda: runner.server._open)  # type: ignore[union-attr]  # a guarded one
        await until(lambda: not runner.server._open)  # type: ignore[union-attr]  # as above


async def test_who_reads_slowly_but_steadily_is_not_cut() -> None:
    """A bad line is no attack: it is enough to read a little in each span."""
    loop, stall_seconds = asyncio.get_running_loop(), 1.0  # far more than a busy machine takes for one piece
    async with door(quick(stall_seconds=stall_seconds)) as port, RawHttp.dial(port) as raw:
        await raw.write("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        await raw.head()
        begun = loop.time()
        while loop.time() < begun + 2 * stall_seconds:
            await raw.reader.readexactly(8 * MIN_READ_BYTES)
            await meanwhile(port)


@pytest.mark.parametrize("request_line", ["GET /late", "POST /late"])
async def test_a_long_answer_is_not_taken_for_slowness(request_line: str) -> None:
    """Who waits for a long poll's answer is not slow, whatever the limits of requests."""
    async with (
        door(quick(header_seconds=0.3, body_seconds=0.3, stall_seconds=0.3)) as port,
        RawHttp.dial(port) as raw,
    ):
        await raw.write(f"{request_line} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n")
        await meanwhile(port)
        await raw.write("ab")

        assert "200" in await raw.head()


async def test_a_websocket_is_not_taken_for_slowness() -> None:
    """A WebSocket outlives the limits of requests."""
    pace = Pace(header_seconds=0.05, body_seconds=0.05, ping_seconds=0.03)
    async with edge(pace=pace) as around, websocket(around.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        for _ in range(6):
            assert await caller.line.packet() == "2"
            await caller.line.send("3")

        assert (await caller.asks("queue:leave"))["ok"]


async def test_a_refused_upgrade_is_watched_like_any_request() -> None:
    """After an upgrade that was refused, slow headers are cut again."""
    async with edge(pace=quick(header_seconds=0.2)) as around, RawHttp.dial(around.port) as raw:
        await raw.write(
            "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        )
        assert "400" in await raw.head()
        await raw.write("GET /half")
        await raw.cut()


async def test_only_listed_headers_come_in() -> None:
    """Of a request's headers those come in that something inside reads; a visitor's own do not."""
    async with door(PATIENT) as port, RawHttp.dial(port) as raw:
        mine = "User-Agent: a\r\nX-Forwarded-For: b\r\nReferer: c\r\nAccept-Language: d\r\nDNT: 1\r\n"
        await raw.write(GET + mine + "Cookie: e=f\r\nOrigin: g\r\n\r\n")
        head = await raw.head()
        length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])

        assert (await raw.reader.readexactly(length)).decode().split() == ["cookie", "host", "origin"]


async def test_pipelined_requests_lose_their_headers_too() -> None:
    """However many requests come at once: each passes the same door."""
    one = GET + "User-Agent: a\r\n\r\n"
    async with door(PATIENT) as port, RawHttp.dial(port) as raw:
        await raw.write(one * 40)
        for _ in range(40):
            head = await raw.head()
            length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
            assert await raw.reader.readexactly(length) == b"host"


def test_the_list_names_no_header_of_a_person_s() -> None:
    """Nothing on the list tells who or where somebody is, but the staff's cookie."""
    assert (
        HEADERS & {"user-agent", "accept-language", "referer", "forwarded", "x-forwarded-for", "via"} == set()
    )
    assert not [name for name in HEADERS if name.startswith(("x-", "sec-ch-"))]


async def test_a_connection_too_many_is_cut() -> None:
    """Past its bound a node takes no connection; when one has gone, it takes the next."""
    async with door(PATIENT, max_connections=1) as port:
        async with RawHttp.dial(port) as first:
            await first.write(GET + "\r\n")
            await first.head()
            async with RawHttp.dial(port) as second:
                await second.cut()
        async with asyncio.timeout(5):
            while True:
                with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                    async with RawHttp.dial(port) as third:
                        await third.write(GET + "\r\n")
                        assert "200" in await third.head()
                        break


@pytest.mark.parametrize("line", ["GET / CANARY/1.1", "CANARY", f"GET /{'CANARY' * 2_000} HTTP/1.1"])
async def test_what_is_no_http_is_not_echoed(line: str) -> None:
    """Stock quotes what it could not read and names its version; here there is a code, and nothing else."""
    async with door(PATIENT) as port, RawHttp.dial(port) as client:
        await client.write(f"{line}\r\n\r\n")

        answer = (await client.reader.read()).decode()

    assert " 400 " in answer.splitlines()[0]
    assert '"malformed"' in answer
    assert "CANARY" not in answer
    assert "aiohttp" not in answer.lower()
