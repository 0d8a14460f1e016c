# SPDX-License-Identifier: EUPL-1.2
"""The accept guard: stands between the TCP connections and aiohttp, for everything that the server serves.

aiohttp has no time limit for headers, bodies or reads (still open after 96 s: seen), and keeps all headers of
a request as long as its connection lives.  Here a slow client is cut, and of the headers only those go in
that something inside reads: a visitor's user agent, languages and forwarded address never do.

Rule 1: knows time and headers, not what is asked.  Rule 2: where it leans on aiohttp's insides (the
queue of parsed requests, the parser) ``tests/contract`` pins them.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, cast

from aiohttp import web
from aiohttp.http_parser import HttpRequestParser, RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler
from multidict import CIMultiDict, CIMultiDictProxy

from chatserver.domain.errors import CannotError
from chatserver.sockets.pace import Pace
from chatserver.wire.answers import UNSHOWN

HEADERS: Final = frozenset(
    {
        "accept",
        "accept-encoding",
        "access-control-request-headers",
        "access-control-request-method",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "expect",
        "host",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "origin",
        "range",
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-fetch-site",
        "sec-websocket-key",
        "sec-websocket-version",
        "transfer-encoding",
        "upgrade",
    }
)
"""The only request headers there are."""


_RAW_HEADERS: Final = frozenset(name.encode() for name in HEADERS)
MIN_READ_BYTES: Final = 1_024
"""What the other end has to read, at least, within ``stall_seconds``, of what waits for it."""


class Guard(asyncio.Protocol):
    """One TCP connection: passes everything on to aiohttp's *inner* protocol, and watches the clock."""

    def __init__(self, inner: RequestHandler, pace: Pace, on_lost: Callable[["Guard"], None]) -> None:
        self._inner = inner
        self._pace = pace
        self._on_lost = on_lost
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._transport: asyncio.Transport | None = None
        self._body: StreamReader | None = None
        self._headed = False
        inner._messages = _Threshold(self)  # noqa: SLF001  # the one place that every request passes

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._watch("head", self._pace.header_seconds, self._cut)
        self._inner.connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._on_lost(self)
        self._inner.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._headed, begins = False, self._between_requests()
        self._inner.data_received(data)
        if begins and not self._headed and "head" not in self._timers:
            self._watch("head", self._pace.header_seconds, self._cut)

    def eof_received(self) -> None:
        self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()
        self._watch("stall", self._pace.stall_seconds, self._stalled, self._unread())

    def resume_writing(self) -> None:
        self._unwatch("stall")
        self._inner.resume_writing()

    def headed(self, body: StreamReader) -> None:
        """The headers of a request are complete; *body* may still be coming."""
        self._headed, self._body = True, body
        self._unwatch("head")
        self._unwatch("body")
        if not body.is_eof():
            self._watch("body", self._pace.body_seconds, self._cut_unless_read, body)

    def broken(self) -> None:
        """
        What came is no HTTP.

        aiohttp answers so after the request under way, whose handler would wait for its body for ever.
        """
        if self._body is not None and not self._body.is_eof():
            self._cut()

    def _between_requests(self) -> bool:
        body_over = self._body is None or self._body.is_eof()
        return body_over and not self._inner._upgraded  # noqa: SLF001  # nothing public says so

    def _cut_unless_read(self, body: StreamReader) -> None:
        if not body.is_eof():
            self._cut()

    def _stalled(self, before: int) -> None:
        unread = self._unread()
        if before - unread < MIN_READ_BYTES:
            self._cut()
        else:
            self._watch("stall", self._pace.stall_seconds, self._stalled, unread)

    def _unread(self) -> int:
        return self._transport.get_write_buffer_size() if self._transport else 0

    def _cut(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _watch(self, what: str, seconds: float, then: Callable[..., None], *args: object) -> None:
        self._unwatch(what)
        self._timers[what] = asyncio.get_running_loop().call_later(seconds, then, *args)

    def _unwatch(self, what: str) -> None:
        if what in self._timers:
            self._timers.pop(what).cancel()


class _Threshold(deque[Any]):
    """aiohttp's queue of parsed requests; each loses its other headers as it comes in."""

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self._guard = guard

    def append(self, item: Any) -> None:
        message, body = item
        if isinstance(message, RawRequestMessage):
            super().append((_without_other_headers(message), body))
            self._guard.headed(body)
        else:
            super().append(item)
            self._guard.broken()


def _without_other_headers(message: RawRequestMessage) -> RawRequestMessage:
    kept = [(name, value) for name, value in message.headers.items() if name.lower() in HEADERS]
    raw = tuple((name, value) for name, value in message.raw_headers if name.lower() in _RAW_HEADERS)
    return message._replace(headers=CIMultiDictProxy(CIMultiDict(kept)), raw_headers=raw)


def forget_headers(request: web.Request) -> None:
    """Free the parser of a connection that has become a WebSocket: it keeps the last request's headers."""
    request.protocol._parser = None  # noqa: SLF001  # aiohttp itself does so, but only at the connection's end


class _Plain(RequestHandler):
    """Answers what is no HTTP with a code: stock quotes the line it could not read, and its own version."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return super().handle_error(request, status, exc, message)
        said = {"Server": "Lykta", **UNSHOWN}
        text = '{"code": "malformed", "retry": false}'
        answer = web.Response(status=status, text=text, content_type="application/json", headers=said)
        answer.force_close()
        return answer


class _GuardedServer:
    """What a site takes for aiohttp's server: makes guarded protocols, and is the server in all else."""

    def __init__(self, server: Any, pace: Pace, max_connections: int) -> None:
        self._server = server
        self._pace = pace
        self._max_connections = max_connections
        self._open: set[Guard] = set()

    def __call__(self) -> asyncio.Protocol:
        if len(self._open) >= self._max_connections:
            return _Full()
        inner = self._server()
        # aiohttp has no other way to say which handler it makes; the layout is the same.
        inner.__class__ = _Plain
        guard = Guard(inner, self._pace, self._open.discard)
        self._open.add(guard)
        return guard

    def __getattr__(self, name: str) -> Any:
        return getattr(self._server, name)


class _Full(asyncio.Protocol):
    """A connection too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.Transport, transport).abort()


def require_c_parser() -> None:
    """
    Make sure that requests are read by llhttp (R43): the fallback in Python reads some of them otherwise.

    Raises:
        CannotError: aiohttp was installed without it.
    """
    if HttpRequestParser.__module__ != "aiohttp._http_parser":
        raise CannotError("aiohttp has no C parser here; install it from a wheel")


class GuardedRunner(web.AppRunner):
    """
    An ``AppRunner`` all of whose sites are guarded.

    Raises:
        CannotError: aiohttp reads requests with its fallback parser.
    """

    def __init__(self, app: web.Application, *, pace: Pace, max_connections: int) -> None:
        require_c_parser()
        super().__init__(
            app,
            access_log=None,  # R4: nobody's address, path or time is written anywhere
            keepalive_timeout=pace.idle_seconds,
            lingering_time=pace.flush_seconds,
            shutdown_timeout=pace.flush_seconds,
        )
        self._pace = pace
        self._max_connections = max_connections

    async def _make_server(self) -> Any:
        return _GuardedServer(await super()._make_server(), self._pace, self._max_connections)
