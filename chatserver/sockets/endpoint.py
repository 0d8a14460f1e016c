# SPDX-License-Identifier: EUPL-1.2
"""An endpoint: one role's table on one namespace.

Rule 1: ``packets.py`` has let in only what is on the table; here it is checked again by public means,
since a client can send the ordinary events ``connect`` and ``disconnect`` (seen).
Rule 2: refusals of the sockets are caught here and nowhere below; the code travels, the message does not.
Rule 3: what is bound for a log line is bound around one event (bound at connect it leaks over WebSocket
and is absent over polling: seen).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Final, TypeVar

import socketio
import structlog
from socketio.exceptions import ConnectionRefusedError as TurnedAwayError

from chatserver.domain.errors import BusyError, MalformedError, RefusedError, TooFastError
from chatserver.observe import metrics
from chatserver.services.ports import Clock
from chatserver.sockets import packets
from chatserver.sockets.asked import Papers
from chatserver.sockets.connection import Connection
from chatserver.sockets.pace import Spawn
from chatserver.sockets.packets import Heard
from chatserver.sockets.rate import EVENTS, LEAVING, Bucket
from chatserver.sockets.seats import Seat
from chatserver.sockets.turns import Turns
from chatserver.wire.events import Namespace
from chatserver.wire.shapes import Shape

log = structlog.get_logger()

Handler = Callable[[Any, Any, Any], Awaitable[Shape]]
"""``(endpoint, seat, body) -> answer``: each of the type that the row of the table says."""
Found = TypeVar("Found")

GOODBYES: Final = (1, 2, 4, 8, 16, 30)
"""Seconds between tries to tell a busy store that somebody has gone."""


class BrokenError(RefusedError):
    """A bug of ours, as the other end sees it."""

    code = "internal"
    retry = True


@dataclass(frozen=True, slots=True)
class Tools:
    """What every endpoint works with."""

    clock: Clock
    spawn: Spawn


@dataclass(frozen=True, slots=True)
class Voice:
    """The far end of a seat (``seats.FarEnd``) over a connection."""

    connection: Connection
    table: Namespace

    @property
    def open(self) -> bool:
        return not self.connection.closing

    def tell(self, event: str, shape: Shape) -> int:
        packet = packets.telling(self.table, event, shape)
        self.connection.say(packet)
        return len(packet)

    async def room(self) -> None:
        await self.connection.outgoing.room()

    def end(self) -> None:
        self.connection.say(packets.parting(self.table.name))
        self.connection.finish()


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was let in."""

    seat: Seat
    connection: Connection
    turns: Turns
    events: Bucket
    leaving: Bucket


class Endpoint(socketio.AsyncNamespace):  # type: ignore[misc]  # python-socketio is untyped
    """Lets in, passes on, answers, sees off."""

    table: ClassVar[Namespace]
    handlers: ClassVar[Mapping[str, Handler]]
    at_once: ClassVar[frozenset[str]] = frozenset()
    """Events that wait behind nothing."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(self.table.name)
        self.role = self.table.name.removeprefix("/")
        self.clock = tools.clock
        self.spawn = tools.spawn
        self._guests: dict[str, Guest] = {}

    async def opened(self, papers: Papers, auth: Any, far: Voice) -> Seat:
        """Verify whoever comes, and seat them."""
        raise NotImplementedError

    def left(self, seat: Any) -> None:
        """Take the seat away: nobody is told anything there any more."""
        raise NotImplementedError

    async def gone(self, seat: Any) -> None:
        """Tell the services that nobody sits there now.  May be repeated."""
        raise NotImplementedError

    async def trigger_event(self, event: str, sid: str, *rest: Any) -> Any:
        """Everything from Socket.IO comes this way; what is not genuine ends here."""
        match event, rest:
            case "connect", (papers, auth) if papers is self.server.get_environ(sid, self.namespace):
                await self._let_in(sid, papers, auth)
            case "disconnect", _ if not self.server.manager.is_connected(sid, self.namespace):
                self._see_off(sid)
            case _, (Heard() as heard,) if sid in self._guests:
                self._hear(self._guests[sid], heard)
            case _:
                log.warning("forged event", role=self.role)
        return self.server.not_handled

    # Coming and going

    async def _let_in(self, sid: str, papers: Papers, auth: Shape) -> None:
        connection = self.server.connection(sid, self.namespace)
        seat = await self._outcome("connect", self.opened(papers, auth, Voice(connection, self.table)))
        if isinstance(seat, RefusedError):
            raise TurnedAwayError(seat.code, {"code": seat.code, "retry": seat.retry})
        connection.let_in()
        now_ms = self.clock.now_ms()
        buckets = Bucket(EVENTS, now_ms), Bucket(LEAVING, now_ms)
        self._guests[sid] = Guest(seat, connection, Turns(self.spawn), *buckets)
        metrics.connections.labels(self.role).inc()

    def _see_off(self, sid: str) -> None:
        guest = self._guests.pop(sid, None)
        if guest is not None:
            metrics.connections.labels(self.role).dec()
            self.left(guest.seat)
            self.spawn(self._say_goodbye(guest.seat), "goodbye")

    async def _say_goodbye(self, seat: Seat) -> None:
        for seconds in GOODBYES:
            if not isinstance(await self._outcome("disconnect", self.gone(seat)), BusyError):
                return
            await self.clock.sleep(seconds)

    # Events

    def _hear(self, guest: Guest, heard: Heard) -> None:
        now_ms = self.clock.now_ms()
        turn = partial(self._answer, guest, heard)
        try:
            if heard.event in self.at_once:
                guest.leaving.take(now_ms)
                self.spawn(turn(), "at once")
            else:
                guest.events.take(now_ms)
                guest.turns.put(turn)
        except TooFastError as refused:
            self._say(guest, heard, refused)

    async def _answer(self, guest: Guest, heard: Heard) -> None:
        answer = await self._outcome(heard.event, self._asked(guest.seat, heard))
        self._say(guest, heard, answer)
        if isinstance(answer, MalformedError):
            guest.connection.strike(self.role)

    async def _asked(self, seat: Seat, heard: Heard) -> Shape:
        answer = await self.handlers[heard.event](self, seat, heard.body)
        if type(answer) is not self.table.asks[heard.event].answers:
            raise TypeError(f"{heard.event} is never answered with {type(answer).__name__}")
        return answer

    def _say(self, guest: Guest, heard: Heard, answer: Shape | RefusedError) -> None:
        code = answer.code if isinstance(answer, RefusedError) else "ok"
        metrics.asked.labels(self.role, heard.event, code).inc()
        if heard.answer is not None:
            guest.connection.say(packets.answering(self.table.name, heard.answer, answer))

    async def _outcome(self, wire_event: str, work: Awaitable[Found]) -> Found | RefusedError:
        with structlog.contextvars.bound_contextvars(role=self.role, wire_event=wire_event):
            try:
                return await work
            except RefusedError as refused:
                log.info("refused", code=refused.code)
                return refused
            except Exception:  # the edge where a bug surfaces
                metrics.broken.labels("sockets").inc()
                log.exception("broken")
                return BrokenError()
