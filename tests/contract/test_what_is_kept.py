# SPDX-License-Identifier: EUPL-1.2
"""Traps: a request's environ is kept with all its headers; context variables leak; libraries log payloads."""

import contextlib
import gc
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest
import structlog

from chatserver.observe.logs import configure
from chatserver.sockets.loggers import LibraryLog, quiet_library_loggers
from tests.drivers.lines import Caller, RawHttp, polling, websocket
from tests.drivers.probe import AUTH, BODIES, ORIGIN, edge
from tests.drivers.stock import stock

AGENT = "Canary/1.0 (a phone of somebody's)"
HEADERS = {
    "User-Agent": AGENT,
    "Accept-Language": "sv-CANARY",
    "X-Forwarded-For": "198.51.100.7",
    "Forwarded": "for=198.51.100.7",
    "X-Real-IP": "198.51.100.7",
    "Referer": "https://school.example/CANARY",
    "Sec-CH-UA": "CANARY",
    "Cookie": "other=CANARY; __Host-lykta=the-cookie",
    "Origin": ORIGIN,
}
CANARIES = ("Canary/1.0", "CANARY", "198.51.100.7")


async def known(_sid: str, _body: Any) -> None:
    """A handler of the stock server's."""


def agent(port: int) -> str:
    """The user agent of a test's visitor; made anew each time, so that no test holds it."""
    return "-".join(["agent", str(port), "canary"])


def holders(port: int) -> list[str]:
    """Types of all objects that hold a text with that user agent in it."""
    gc.collect()
    needle = agent(port)
    holding = []
    for holder in gc.get_objects():
        for held in gc.get_referents(holder):  # no comprehension: its own cells would be found
            if _holds(held, needle):
                holding.append(type(holder).__name__)  # noqa: PERF401  # as above
    return holding


def _holds(held: object, needle: str) -> bool:
    if isinstance(held, str):
        return needle in held
    if isinstance(held, tuple) and not gc.is_tracked(held):  # the collector does not know what is in there
        return any(_holds(inner, needle) for inner in held)
    return isinstance(held, bytes | bytearray) and needle.encode() in held


@contextlib.asynccontextmanager
async def websocket_of(port: int) -> AsyncIterator[None]:
    """A WebSocket opened by hand, so that no client object of ours holds its headers."""
    async with RawHttp.dial(port) as raw:
        raw.writer.write(_OPENING.replace("AGENT", agent(port)).encode())
        await raw.head()
        await raw.reader.read(10)
        yield


_OPENING = """\
GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
Host: x\r
Upgrade: websocket\r
Connection: Upgrade\r
Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
Sec-WebSocket-Version: 13\r
User-Agent: AGENT\r
X-Forwarded-For: AGENT\r
\r
"""


async def test_stock_keeps_every_header_while_the_connection_lives() -> None:
    """Stock's environ, and aiohttp's request, hold a visitor's user agent and forwarded address."""
    async with stock({"known": known}) as served, websocket_of(served.port):
        environ = next(iter(served.server.environ.values()))

        assert environ["HTTP_USER_AGENT"] == environ["HTTP_X_FORWARDED_FOR"] == agent(served.port)
        assert {"dict", "CIMultiDict"} <= set(holders(served.port))


async def test_no_header_stays_in_memory() -> None:
    """While a visitor's WebSocket lives, nothing in the process holds its user agent or forwarded address."""
    async with edge() as served, websocket_of(served.port):
        assert len(served.server.eio.sockets) == 1

        assert holders(served.port) == []


@pytest.mark.parametrize("dial", [websocket, polling])
async def test_a_handler_sees_papers_and_nothing_else(dial: Any) -> None:
    """What reaches an endpoint is one cookie's value and the Origin, forgotten once somebody is let in."""
    shown: list[tuple[str | None, str | None]] = []
    async with edge() as served, dial(served.url, "/visitor", headers=HEADERS) as caller:
        opened = served.probe.opened

        async def look(papers: Any, *rest: Any) -> Any:
            shown.append((papers.cookie, papers.origin))
            assert {"cookie", "origin"} == set(papers.__slots__)
            return await opened(papers, *rest)

        served.probe.opened = look  # type: ignore[assignment, method-assign]  # the same, watched
        await caller.greeted()
        sid = (await caller.connects(AUTH))["sid"]
        papers = served.server.get_environ(sid, "/visitor")

        assert shown == [("the-cookie", ORIGIN)]
        assert (papers.cookie, papers.origin) == (None, None)


async def test_papers_may_come_with_the_connect() -> None:
    """A browser's first GET over polling has no Origin, its POST has: what comes with the CONNECT counts."""
    async with edge() as served, polling(served.url, "/visitor") as caller:
        await caller.greeted()
        papers = next(iter(served.server.eio.sockets.values())).papers
        seen = []
        show = papers.show

        async with aiohttp.ClientSession() as http:
            url = caller.line.url  # type: ignore[attr-defined]  # a PollingLine
            async with http.post(url, data="3", headers=HEADERS) as answer:
                assert answer.ok
        seen.append((papers.cookie, papers.origin))

        assert seen == [("the-cookie", ORIGIN)]
        assert show is not None


# Context variables


async def test_stock_leaks_what_is_bound_at_connect() -> None:
    """What stock's connect handler binds is there in later events over WebSocket, and absent over polling."""
    seen: list[str | None] = []

    async def connect(_sid: str, _environ: Any, _auth: Any) -> None:
        structlog.contextvars.bind_contextvars(tag="of-somebody")

    async def event(_sid: str, _body: Any) -> None:
        seen.append(structlog.contextvars.get_contextvars().get("tag"))

    for dial in (websocket, polling):
        async with (
            stock({"connect": connect, "event": event}, async_handlers=False) as served,
            dial(served.url, "/visitor") as caller,
        ):
            await caller.greeted()
            await caller.connects(AUTH)
            await caller.line.send('42/visitor,1["event",{}]')
            await caller.line.packet()

    assert seen == ["of-somebody", None]


@pytest.mark.parametrize("dial", [websocket, polling])
async def test_what_is_bound_is_bound_around_one_event(dial: Any) -> None:
    """Each event sees its own name and role, nothing of the connect's or of the event before."""

    async def bind(_body: Any) -> Any:
        structlog.contextvars.bind_contextvars(tag="of-somebody")
        raise ZeroDivisionError

    async with edge() as served, dial(served.url, "/visitor") as caller:
        served.probe.answers["message:send"] = bind
        await caller.greeted()
        await caller.connects(AUTH)
        await caller.asks("queue:leave")
        await caller.asks("typing:set", {"on": True})

        assert served.probe.bound == [
            {"role": "visitor", "wire_event": name} for name in ("connect", "queue:leave", "typing:set")
        ]
    assert structlog.contextvars.get_contextvars() == {}


# Logs


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """All that the process logs, as it is configured for production, and the libraries' own streams."""
    stream = io.StringIO()
    configure(json=True, strict=True, stream=stream)
    yield stream
    structlog.reset_defaults()
    logging.getLogger().handlers.clear()  # noqa: TID251  # what configure hung there


async def converse_with_canaries(caller: Caller) -> None:
    """Say canaries in every way that is answered, and in ways that break."""
    await caller.greeted()
    await caller.connects({**AUTH, "ticket": "CANARY-of-a-ticket"})
    await caller.asks("message:send", {**BODIES["message:send"], "body": {"app": "CANARYxx"}})
    for packet in (
        '42/visitor,1["CANARY"]',
        '42/visitor,1["message:send",{"CANARY":1}]',
        "9CANARY",
        "4CANARY",
    ):
        await caller.line.send(packet)


async def test_stock_prints_payloads_and_tracebacks() -> None:
    """Stock logs whole packets at INFO, and a bad packet's traceback even with ``logger=False``."""
    handler = logging.StreamHandler(io.StringIO())
    engine = logging.getLogger("engineio.server")  # noqa: TID251  # the library's
    kept_handlers, kept_level = engine.handlers[:], engine.level
    engine.addHandler(handler)
    try:
        engine.setLevel(logging.INFO)
        async with (
            stock({"known": known}, engineio_logger=engine) as served,
            websocket(served.url, "/visitor") as caller,
        ):
            await caller.greeted()
            await caller.connects(AUTH)
            await caller.line.send('42/visitor,["known","CANARY"]', '42/visitor,["CANARY"')
            await caller.line.send('42/visitor,1["known",{}]')
            await caller.line.packet()
    finally:
        engine.handlers[:] = kept_handlers
        engine.setLevel(kept_level)
    printed = handler.stream.getvalue()

    assert "CANARY" in printed
    assert "Traceback" in printed


@pytest.mark.parametrize("dial", [websocket, polling])
async def test_nothing_of_a_packet_is_ever_logged(
    dial: Any, lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """R30: neither a payload, nor a ticket, nor a header, nor a traceback reaches any log."""

    async def broken(_body: Any) -> Any:
        raise ZeroDivisionError("CANARY in a message")

    async with edge() as served, dial(served.url, "/visitor", headers=HEADERS) as caller:
        served.probe.answers["queue:leave"] = broken
        await converse_with_canaries(caller)
        await caller.asks("queue:leave")
    printed = lines.getvalue() + "".join(capfd.readouterr())

    assert all(canary not in printed for canary in CANARIES)
    assert "Traceback" not in printed
    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert {"bad packet", "broken"} <= {line["event"] for line in said}
    assert [line["exception"].split()[0] for line in said if "exception" in line] == ["ZeroDivisionError"]


def test_a_library_is_told_from_and_never_quoted(lines: io.StringIO) -> None:
    """What a library logs is its name and a count; the 1st, 2nd, 4th ... time."""
    library = LibraryLog("engineio")
    library.info("CANARY %s", "CANARY")
    for _ in range(5):
        library.error("CANARY %s", "CANARY")
    for _ in range(3):
        try:
            int("CANARY")
        except ValueError:
            library.exception("CANARY")
    said = [json.loads(line) for line in lines.getvalue().splitlines()]

    assert "CANARY" not in lines.getvalue()
    assert [line["count"] for line in said] == [1, 2, 4, 8]
    assert said[-1]["exception"] == "ValueError"


async def test_both_servers_log_to_ours() -> None:
    """Neither python-socketio nor python-engineio has a logger of its own here."""
    async with edge() as served:
        assert isinstance(served.server.logger, LibraryLog)
        assert isinstance(served.server.eio.logger, LibraryLog)


def test_the_libraries_own_handlers_are_taken_away(lines: io.StringIO) -> None:
    """A stream handler that stock hung on its logger prints nothing any more."""
    printed = io.StringIO()
    engine = logging.getLogger("engineio.server")  # noqa: TID251  # the library's
    engine.addHandler(logging.StreamHandler(printed))
    engine.setLevel(logging.INFO)
    quiet_library_loggers()
    engine.error("CANARY")

    assert printed.getvalue() == ""
    assert "CANARY" not in lines.getvalue()
    assert json.loads(lines.getvalue())["library"] == "engineio"
