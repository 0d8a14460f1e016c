# SPDX-License-Identifier: EUPL-1.2
"""Trap: a client can send the ordinary events ``connect`` and ``disconnect``, and so run our own handlers."""

from collections import Counter
from typing import Any

import pytest

from chatserver.sockets import packets
from chatserver.sockets.packets import Heard
from chatserver.wire.shapes import Nothing
from tests.drivers.lines import polling, websocket
from tests.drivers.probe import AUTH, edge
from tests.drivers.stock import stock

RESERVED = ["connect", "disconnect", "*", "message", "__disconnect_final"]


async def test_stock_runs_its_own_handlers_for_a_forged_event() -> None:
    """Stock calls the connect handler with an environ and an auth that the client made up."""
    seen: list[Any] = []

    async def connect(_sid: str, environ: Any, auth: Any) -> None:
        seen.append((environ, auth))

    async with stock({"connect": connect}) as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        await caller.line.send('42/visitor,1["connect",{"REMOTE_ADDR":"1.2.3.4"},{"ticket":"forged"}]')
        assert await caller.line.packet() == "43/visitor,1[]"

    assert seen[1] == ({"REMOTE_ADDR": "1.2.3.4"}, {"ticket": "forged"})


@pytest.mark.parametrize("dial", [websocket, polling])
@pytest.mark.parametrize("event", RESERVED)
async def test_a_reserved_event_runs_no_handler(dial: Any, event: str) -> None:
    """A reserved name is refused before any handler, with a code."""
    async with edge() as served, dial(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        answer = await caller.asks(event, {"REMOTE_ADDR": "1.2.3.4"})

        assert answer == {"ok": False, "code": "unknown_event", "retry": False}
        assert served.probe.calls == Counter(connect=1)
        assert len(served.probe.seats) == 1


@pytest.mark.parametrize("event", ["connect", "disconnect"])
async def test_the_endpoint_sees_through_a_forged_event_by_itself(event: str) -> None:
    """Were it to get past the packets, the endpoint would tell it from the genuine one by public means."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        sid = (await caller.connects(AUTH))["sid"]
        for rest in (({"REMOTE_ADDR": "1.2.3.4"}, {"ticket": "forged"}), ("client disconnect",), ()):
            await served.probe.trigger_event(event, sid, *rest)

        assert served.probe.calls == Counter(connect=1)
        assert (await caller.asks("queue:leave"))["ok"]


async def test_an_event_for_nobody_is_ignored() -> None:
    """An event under a sid that was never let in calls nothing."""
    async with edge() as served:
        await served.probe.trigger_event("queue:leave", "n1.nobody", Heard("queue:leave", Nothing(), 1))

        assert served.probe.calls == Counter()


async def test_an_event_before_connect_runs_no_handler() -> None:
    """Who has not been let in is not heard; five tries end the connection."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        for _ in range(5):
            await caller.says("queue:leave")
        await caller.ended()

        assert served.probe.calls == Counter()


async def test_a_genuine_disconnect_is_seen_off_once() -> None:
    """Leaving the namespace, or the connection, takes the seat away exactly once."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        await caller.line.send(packets_of_parting())
        await caller.ended()
        await served.emptied()

        assert served.probe.calls == Counter(connect=1, disconnect=1, gone=1)


def packets_of_parting() -> str:
    """What a client sends when it leaves the namespace."""
    return f"4{packets.parting('/visitor')}"
