# SPDX-License-Identifier: EUPL-1.2
"""A real edge on loopback around a probe: an endpoint with the visitor's table that counts its calls.

For what the edge does before any service is asked.  ``tests/integration`` has the same edge with all of it.
"""

import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
import structlog
from aiohttp import web

from chatserver.background.runner import Runner
from chatserver.domain.errors import BusyError, RefusedError
from chatserver.domain.ids import ConversationId
from chatserver.services.ports import Clock, SystemChance, SystemClock
from chatserver.sockets.asked import Papers
from chatserver.sockets.door import GuardedRunner
from chatserver.sockets.endpoint import Endpoint, Tools, Voice
from chatserver.sockets.engine import Engineering
from chatserver.sockets.pace import Pace
from chatserver.sockets.seats import VisitorSeat
from chatserver.sockets.server import PATH, Server, build_server
from chatserver.wire.events import VISITOR
from chatserver.wire.examples import example_of
from chatserver.wire.shapes import Shape
from tests.drivers.lines import until

ORIGIN = "https://helpline.example"
AUTH = {"v": 1, "ticket": "a-ticket-of-some-length", "generation": 1}
CONVERSATION = ConversationId("A" * 32)
BODIES: dict[str, Any] = {
    event: msgspec.json.decode(msgspec.json.encode(example_of(row.takes)).replace(b"...", b""))
    for event, row in VISITOR.asks.items()
}
"""An ordinary body for every event."""
Answering = Callable[[Shape], Awaitable[Shape]]


class Probe(Endpoint):
    """Lets everybody in who has an auth of the right shape, and answers what a test says."""

    table = VISITOR
    at_once = frozenset({"conversation:leave", "conversation:exit", "capsule:leaving"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.calls: Counter[str] = Counter()
        self.answers: dict[str, Answering] = {}
        self.papers: list[Papers] = []
        self.seats: list[VisitorSeat] = []
        self.turned_away: RefusedError | None = None
        self.busy = 0
        """So many goodbyes find the stores busy."""
        self.bound: list[dict[str, Any]] = []

    async def opened(self, papers: Papers, auth: Any, far: Voice) -> VisitorSeat:
        self.calls["connect"] += 1
        self.bound.append(structlog.contextvars.get_contextvars())
        if self.turned_away is not None:
            raise self.turned_away
        self.papers.append(papers)
        seat = VisitorSeat(far=far, generation=auth.generation, conversation=CONVERSATION)
        self.seats.append(seat)
        return seat

    def left(self, seat: VisitorSeat) -> None:
        self.calls["disconnect"] += 1
        self.seats.remove(seat)

    async def gone(self, _seat: VisitorSeat) -> None:
        self.calls["gone"] += 1
        if self.calls["gone"] <= self.busy:
            raise BusyError

    async def handle(self, event: str, body: Shape) -> Shape:
        """Count the call and answer."""
        self.calls[event] += 1
        self.bound.append(structlog.contextvars.get_contextvars())
        if event in self.answers:
            return await self.answers[event](body)
        return VISITOR.asks[event].answers(**_FIELDS.get(event, {}))


_FIELDS: dict[str, dict[str, Any]] = {
    "message:send": {"seq": 1},
    "queue:join": {"place": 1, "waiting": 1, "open": True, "urgent": False},
    "conversation:resume": {"era": "e" * 22, "last": 0, "arrived": 0, "epoch": 0, "members": []},
}


async def _handle(event: str, probe: Probe, _seat: VisitorSeat, body: Shape) -> Shape:
    return await probe.handle(event, body)


Probe.handlers = {event: partial(_handle, event) for event in VISITOR.asks}


@dataclass(frozen=True)
class Edge:
    """A served edge."""

    port: int
    probe: Probe
    server: Server
    runner: Runner

    @property
    def url(self) -> str:
        """Where Socket.IO answers."""
        return f"http://127.0.0.1:{self.port}{PATH}"

    async def emptied(self) -> None:
        """Waits until no session and no seat is left."""
        await until(lambda: not self.server.eio.sockets and not self.probe.seats)


@contextlib.asynccontextmanager
async def edge(
    *,
    pace: Pace | None = None,
    max_connections: int = 100,
    clock: Clock | None = None,
    guarded: bool = True,
) -> AsyncIterator[Edge]:
    """An edge around a probe, on a free port; behind the guard, or to see what it does by itself."""
    pace, clock = pace or Pace(), clock or SystemClock()
    async with Runner(clock) as runner:
        probe = Probe(Tools(clock, runner.spawn))
        engineering = Engineering(
            node="n1",
            origins={ORIGIN},
            cookie="__Host-lykta",
            spawn=runner.spawn,
            chance=SystemChance(),
            pace=pace,
            max_connections=max_connections,
        )
        server = build_server(engineering, [probe])
        app = web.Application()
        server.attach(app)
        async with served(app, pace=pace, guarded=guarded) as (port, _):
            yield Edge(port, probe, server, runner)


@contextlib.asynccontextmanager
async def served(
    app: web.Application, *, pace: Pace, max_connections: int = 100, guarded: bool = True
) -> AsyncIterator[tuple[int, web.AppRunner]]:
    """*app* on a free port, behind the guard or not."""
    runner = (
        GuardedRunner(app, pace=pace, max_connections=max_connections)
        if guarded
        else web.AppRunner(app, shutdown_timeout=pace.flush_seconds)
    )
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield site.port, runner
    finally:
        await runner.cleanup()
