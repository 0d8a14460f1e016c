# SPDX-License-Identifier: EUPL-1.2
"""One Engine.IO connection, in place of the stock session: its heartbeat, its bounds and its end.

Rule 1: text in, text out; what it means is ``packets.py``'s business.
Rule 2: a connection ends once, by `close` (now) or by `finish` (when what was said has left), and both
tell Socket.IO first.  Nothing it hears after that is looked at.
"""

import asyncio
from contextlib import suppress
from typing import Any, Final, Protocol

from aiohttp import WSMsgType, web
from engineio import packet as stock

from chatserver.domain.errors import MalformedError
from chatserver.observe import metrics
from chatserver.sockets.asked import Papers
from chatserver.sockets.outgoing import Outgoing, TooFarBehindError
from chatserver.sockets.pace import Pace, Spawn
from chatserver.wire.limits import MAX_BAD_PACKETS

MAX_CONNECTS: Final = 3
"""Tries to be let in, per connection."""

CLOSE, PING, PONG, MESSAGE = map(str, (stock.CLOSE, stock.PING, stock.PONG, stock.MESSAGE))


class Upstairs(Protocol):
    """Where a connection's packets go: the engine that made it."""

    async def heard(self, sid: str, text: str) -> None:
        """A packet for Socket.IO."""

    async def lost(self, sid: str) -> None:
        """Nobody listens there any more.  May be repeated."""

    def forget(self, sid: str) -> None:
        """The connection is closed."""


class Connection:
    """Has what python-socketio knows of a session by name: closed, upgraded, session, send, close."""

    def __init__(self, upstairs: Upstairs, sid: str, *, papers: Papers, pace: Pace, spawn: Spawn) -> None:
        self.sid = sid
        self.papers = papers
        self.session: dict[str, Any] = {}
        self.upgraded = False
        self.closing = False
        self.closed = False
        self.outgoing = Outgoing()
        self._upstairs = upstairs
        self._pace = pace
        self._spawn = spawn
        self._transport: asyncio.Transport | None = None
        self._polled = self._pinged = False
        self._bad_packets = 0
        self._connects = 0
        self._heartbeat = self._later(pace.ping_seconds, self._ping)
        self._deadline = self._later(pace.join_seconds, self.finish)

    # What comes in

    async def hear(self, packet: str) -> None:
        """Take one packet of the client's."""
        kind, text = packet[:1], packet[1:]
        if self.closing:
            return
        if kind == MESSAGE:
            await self._upstairs.heard(self.sid, text)
        elif packet == PONG:
            self._pong()
        elif packet == CLOSE:
            await self.close()
        else:
            self.strike("unknown")

    def strike(self, role: str) -> None:
        """One more bad packet; the fifth ends the connection."""
        metrics.refused_packets.labels(role).inc()
        self._bad_packets += 1
        if self._bad_packets >= MAX_BAD_PACKETS:
            self.finish()

    def knocks(self) -> bool:
        """Whether one more try to be let in is allowed; one too many ends the connection."""
        self._connects += 1
        if self._connects > MAX_CONNECTS:
            self.finish()
        return not self.closing

    def let_in(self) -> None:
        """Somebody sits here now."""
        self.papers.forget()
        if not self.closing:
            self._deadline.cancel()

    # What goes out

    async def send(self, pkt: Any) -> None:
        """Stock's way to send."""
        self.post(pkt.encode())

    def say(self, packet: str) -> None:
        """Send one Socket.IO packet."""
        self.post(f"{MESSAGE}{packet}")

    def post(self, packet: str) -> None:
        """Let *packet* leave in its turn; a client too far behind is cut, its queue is not ours to grow."""
        try:
            self.outgoing.put(packet)
        except TooFarBehindError:
            self.cut()

    async def speak(self, websocket: web.WebSocketResponse, transport: asyncio.Transport) -> None:
        """Be a WebSocket until one end closes it."""
        self.upgraded = True
        self._transport = transport
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._write(websocket))
                await self._listen(websocket)
                self._seal()
        finally:
            await self.close()

    async def _listen(self, websocket: web.WebSocketResponse) -> None:
        async for message in websocket:
            if message.type is WSMsgType.TEXT:
                await self.hear(message.data)
            elif message.type is WSMsgType.BINARY:
                self.strike("unknown")
            else:
                return

    async def _write(self, websocket: web.WebSocketResponse) -> None:
        with suppress(ConnectionError):
            while packets := await self.outgoing.take():
                for packet in packets:
                    await websocket.send_str(packet)
                    self.outgoing.left(packet)
            await websocket.close()

    async def poll(self, transport: asyncio.Transport) -> list[str]:
        """
        All that waits for one long poll; nothing once the connection is over.

        Raises:
            MalformedError: another poll is waiting, and might eat what this one is owed.
        """
        if self._polled:
            self.finish()
            raise MalformedError
        self._polled, self._transport = True, transport
        packets = await self.outgoing.take()
        self._polled = False
        for packet in packets:
            self.outgoing.left(packet)
        # An aborted poll ate what it took: better to end, and let the client resume, than to leave a hole.
        if self.closing or transport.is_closing():
            await self.close()
        return packets

    # Heartbeat

    def _ping(self) -> None:
        self.post(PING)
        self._heartbeat = self._later(self._pace.pong_seconds, self.cut)
        self._pinged = True

    def _pong(self) -> None:
        if self._pinged:
            self._pinged = False
            self._heartbeat.cancel()
            self._heartbeat = self._later(self._pace.ping_seconds, self._ping)

    # The end

    def finish(self) -> None:
        """End when what was said has left, or after a while without that."""
        if not self.closing:
            self._say_last()
            self._spawn(self._upstairs.lost(self.sid), "finish a connection")

    async def part(self) -> None:
        """`finish`, and wait until Socket.IO knows."""
        if not self.closing:
            self._say_last()
        await self._upstairs.lost(self.sid)

    def _say_last(self) -> None:
        self.post(CLOSE)
        self._seal()

    def cut(self) -> None:
        """End now, whatever waits: session and transport, since either alone leaves the other (seen)."""
        self._seal()
        if self._transport is not None:
            self._transport.abort()
        if not self.closed:
            self._spawn(self.close(), "cut a connection")

    async def close(self, **_: object) -> None:
        """End now.  May be repeated."""
        self._seal()
        self._deadline.cancel()
        self.closed = True
        self._upstairs.forget(self.sid)
        await self._upstairs.lost(self.sid)

    def _seal(self) -> None:
        if not self.closing:
            self.closing = True
            self._heartbeat.cancel()
            self._deadline.cancel()
            self._deadline = self._later(self._pace.flush_seconds, self.cut)
        self.outgoing.seal()

    def _later(self, seconds: float, then: Any) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, then)
