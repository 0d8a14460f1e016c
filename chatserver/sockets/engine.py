# SPDX-License-Identifier: EUPL-1.2
"""Engine.IO over aiohttp, without the traps of the stock one.

Rule 1: of a request only `Papers` and packets go further.
Rule 2: no upgrades, no JSONP, no compression, no cookies set, no echo of what was sent.
"""

import asyncio
import base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import engineio
import msgspec
from aiohttp import web
from engineio import packet as stock
from engineio.payload import Payload

from chatserver.domain.errors import (
    BusyError,
    GoneError,
    MalformedError,
    NotYoursError,
    RefusedError,
    TooLargeError,
)
from chatserver.services.ports import Chance
from chatserver.sockets.asked import (
    MAX_PACKETS_OF_A_POST,
    SEPARATOR,
    Asked,
    Papers,
    packets_of,
    transport_of,
)
from chatserver.sockets.connection import Connection
from chatserver.sockets.door import forget_headers
from chatserver.sockets.loggers import LibraryLog
from chatserver.sockets.pace import Pace, Spawn
from chatserver.wire.limits import MAX_FRAME_BYTES

SID_BYTES: Final = 24
"""192 random bits; stock has 96, and a counter of connections that anyone can read (seen)."""
CLOSE_SECONDS: Final = 2.0
"""For the other end's half of a WebSocket close."""
_NO_STORE: Final[Mapping[str, str]] = {"Cache-Control": "no-store"}
_METHODS: Final[Mapping[str, str]] = {"Access-Control-Allow-Methods": "GET, POST"}
_STATUS: Final[Mapping[type[RefusedError], HTTPStatus]] = {
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    NotYoursError: HTTPStatus.FORBIDDEN,
    TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Engineering:
    """What an engine is built from."""

    node: str
    """Leads every sid: a proxy can route polling by it, without cookies or addresses."""
    origins: Collection[str]
    """Every Origin that any role may come from."""
    cookie: str
    """The name of the only cookie that is read."""
    spawn: Spawn
    chance: Chance
    pace: Pace
    max_connections: int


class Engine(engineio.AsyncServer):  # type: ignore[misc]  # python-engineio is untyped
    """Makes connections and answers their requests."""

    def __init__(self, *, engineering: Engineering, **_: Any) -> None:
        super().__init__(
            async_mode="aiohttp",
            max_http_buffer_size=MAX_FRAME_BYTES,
            allow_upgrades=False,
            http_compression=False,
            cors_credentials=False,
            logger=LibraryLog("engineio"),
            async_handlers=False,
            monitor_clients=False,
        )
        Payload.max_decode_packets = MAX_PACKETS_OF_A_POST
        self._e = engineering

    def generate_id(self) -> str:
        """``<node>.<192 random bits>``."""
        return f"{self._e.node}.{base64.urlsafe_b64encode(self._e.chance.token(SID_BYTES)).decode()}"

    async def shutdown(self) -> None:
        """End every connection when what was said to it has left."""
        for connection in list(self.sockets.values()):
            await connection.part()
        # Whoever closes what runs the rest of it may do so at once: let it begin.
        await asyncio.sleep(0)

    # What connections need

    async def heard(self, sid: str, text: str) -> None:
        """Pass *text* on to Socket.IO."""
        await self._trigger_event("message", sid, text, run_async=False)

    async def lost(self, sid: str) -> None:
        """Tell Socket.IO that nobody listens there any more.  May be repeated."""
        await self._trigger_event("disconnect", sid, self.reason.TRANSPORT_CLOSE, run_async=False)

    def forget(self, sid: str) -> None:
        """Keep nothing of a connection that is closed."""
        self.sockets.pop(sid, None)

    # Requests

    async def handle_request(self, request: web.Request) -> web.StreamResponse:
        """Answer one request; a refusal is JSON with a code, like everywhere."""
        try:
            asked = Asked.of(request, cookie=self._e.cookie)
            headers = self._headers(asked.papers)
            return await self._answer(request, asked, headers)
        except RefusedError as refused:
            return _refusing(refused)

    async def _answer(
        self, request: web.Request, asked: Asked, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        match asked.method, asked.sid:
            case "GET", None if asked.upgrade:
                return await self._upgraded(request, self._roomy(asked))
            case "GET", None:
                return await _polled(request, await self._made(self._roomy(asked)), headers)
            case "GET", _:
                return await _polled(request, self._found(asked.sid), headers)
            case "POST", str():
                return await self._posted(request, self._found(asked.sid), asked, headers)
            case "OPTIONS", _:
                return web.Response(status=HTTPStatus.NO_CONTENT, headers={**headers, **_METHODS})
            case _:
                raise MalformedError

    def _headers(self, papers: Papers) -> Mapping[str, str]:
        if papers.origin is None:
            return _NO_STORE
        if papers.origin not in self._e.origins:
            raise NotYoursError
        # Credentials only for whoever shows some: staff, from pages that are another origin of the same site.
        credentials = {"Access-Control-Allow-Credentials": "true"} if papers.cookie else {}
        return {**_NO_STORE, **credentials, "Access-Control-Allow-Origin": papers.origin, "Vary": "Origin"}

    def _found(self, sid: str | None) -> Connection:
        connection: Connection | None = self.sockets.get(sid)
        if connection is None or connection.upgraded:
            raise GoneError
        return connection

    def _roomy(self, asked: Asked) -> Asked:
        if len(self.sockets) >= self._e.max_connections:
            raise BusyError
        return asked

    async def _made(self, asked: Asked) -> Connection:
        sid = self.generate_id()
        connection = Connection(self, sid, papers=asked.papers, pace=self._e.pace, spawn=self._e.spawn)
        self.sockets[sid] = connection
        # Stock hands over the request's environ here, and keeps all of it as long as the connection (seen).
        await self._trigger_event("connect", sid, asked.papers, run_async=False)
        connection.post(f"{stock.OPEN}{msgspec.json.encode(self._greeting(sid)).decode()}")
        return connection

    def _greeting(self, sid: str) -> Mapping[str, object]:
        return {
            "sid": sid,
            "upgrades": [],
            "pingInterval": round(self._e.pace.ping_seconds * 1000),
            "pingTimeout": round(self._e.pace.pong_seconds * 1000),
            "maxPayload": MAX_FRAME_BYTES,
        }

    async def _upgraded(self, request: web.Request, asked: Asked) -> web.StreamResponse:
        websocket = web.WebSocketResponse(compress=False, max_msg_size=MAX_FRAME_BYTES, timeout=CLOSE_SECONDS)
        try:
            await websocket.prepare(request)
        except web.HTTPBadRequest:  # its text quotes the request
            raise MalformedError from None
        forget_headers(request)
        await (await self._made(asked)).speak(websocket, transport_of(request))
        return websocket

    async def _posted(
        self, request: web.Request, connection: Connection, asked: Asked, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        try:
            packets = await packets_of(request)
        except MalformedError:
            connection.finish()
            raise
        connection.papers.show(asked.papers)
        for packet in packets:
            await connection.hear(packet)
        return web.Response(text="ok", headers=headers)


def _refusing(refused: RefusedError) -> web.Response:
    said = msgspec.json.encode({"code": refused.code, "retry": refused.retry})
    status = _STATUS.get(type(refused), HTTPStatus.BAD_REQUEST)
    return web.Response(body=said, status=status, content_type="application/json", headers=_NO_STORE)


async def _polled(
    request: web.Request, connection: Connection, headers: Mapping[str, str]
) -> web.StreamResponse:
    packets = await connection.poll(transport_of(request))
    if not packets:
        raise GoneError
    return web.Response(text=SEPARATOR.join(packets), headers=headers)
