# SPDX-License-Identifier: EUPL-1.2
"""Trap: ``async_handlers=True`` reorders one client's messages; its cure holds up neither PONG nor exit."""

import asyncio
from typing import Any

import pytest

from chatserver.sockets.counsellor import Counsellor
from chatserver.sockets.pace import Pace
from chatserver.sockets.rate import EVENTS
from chatserver.sockets.turns import MAX_WAITING
from chatserver.sockets.visitor import Visitor
from chatserver.wire.events import COUNSELLOR, VISITOR
from chatserver.wire.shapes import Send, Sent, Shape
from tests.drivers.lines import polling, websocket
from tests.drivers.probe import AUTH, BODIES, edge
from tests.drivers.stock import stock


def message(n: int) -> dict[str, Any]:
    """Message *n*."""
    return {**BODIES["message:send"], "n": n}


class Store:
    """A store that is slow until it is let go; what it stored, in order."""

    def __init__(self) -> None:
        self.stored: list[int] = []
        self.asked = asyncio.Event()
        self.let_go = asyncio.Event()

    async def append(self, body: Shape) -> Shape:
        assert isinstance(body, Send)
        self.asked.set()
        await self.let_go.wait()
        self.stored.append(body.n)
        return Sent(seq=body.n)


async def test_stock_lets_a_later_message_overtake() -> None:
    """With stock's default, a message whose handler waits is overtaken by the next one."""
    store, done = Store(), []

    async def first(_sid: str, _body: Any) -> None:
        await store.let_go.wait()
        done.append("first")

    async def second(_sid: str, _body: Any) -> None:
        done.append("second")
        store.let_go.set()

    async with (
        stock({"first": first, "second": second}) as served,
        websocket(served.url, "/visitor") as caller,
    ):
        await caller.greeted()
        await caller.connects(AUTH)
        await caller.line.send('42/visitor,1["first",{}]', '42/visitor,2["second",{}]')
        await caller.line.packet()
        await caller.line.packet()

    assert done == ["second", "first"]


@pytest.mark.parametrize("dial", [websocket, polling])
async def test_messages_are_handled_one_at_a_time_in_order(dial: Any) -> None:
    """However slow the store: what was sent first is stored first, and answered first."""
    store = Store()
    async with edge() as served, dial(served.url, "/visitor") as caller:
        served.probe.answers["message:send"] = store.append
        await caller.greeted()
        await caller.connects(AUTH)
        for n in range(1, 5):
            await caller.says("message:send", message(n), answer=n)
        await store.asked.wait()
        assert served.probe.calls["message:send"] == 1
        store.let_go.set()
        for n in range(1, 5):
            assert {"ok": True, "seq": n} == await caller.answered(n)

    assert store.stored == [1, 2, 3, 4]


@pytest.mark.parametrize("leaving", ["conversation:exit", "conversation:leave", "capsule:leaving"])
@pytest.mark.parametrize("dial", [websocket, polling])
async def test_leaving_never_waits_behind_an_append(dial: Any, leaving: str) -> None:
    """An exit is done while a message before it still waits for the store."""
    store = Store()
    async with edge() as served, dial(served.url, "/visitor") as caller:
        served.probe.answers["message:send"] = store.append
        await caller.greeted()
        await caller.connects(AUTH)
        await caller.says("message:send", message(1), answer=90)
        await store.asked.wait()

        assert (await caller.asks(leaving))["ok"]
        assert store.stored == []
        store.let_go.set()


def test_the_ways_out_are_those_that_wait_for_nothing() -> None:
    """On the real tables leaving and exit are done at once, and nothing else is."""
    assert Visitor.at_once == {"conversation:leave", "conversation:exit", "capsule:leaving"}
    assert Counsellor.at_once == {"capsule:leaving"}
    assert VISITOR.asks.keys() >= Visitor.at_once
    assert COUNSELLOR.asks.keys() >= Counsellor.at_once


async def test_a_pong_never_waits_behind_an_append() -> None:
    """A client that answers its pings is not cut while a store is slow."""
    store = Store()
    pace = Pace(ping_seconds=0.05, pong_seconds=0.2)
    async with edge(pace=pace) as served, websocket(served.url, "/visitor") as caller:
        served.probe.answers["message:send"] = store.append
        await caller.greeted()
        await caller.connects(AUTH)
        await caller.says("message:send", message(1), answer=1)
        for _ in range(8):  # eight heartbeats are longer than a missed pong would be forgiven
            assert await caller.line.packet() == "2"
            await caller.line.send("3")
        store.let_go.set()

        assert await caller.answered(1) == {"ok": True, "seq": 1}


async def test_too_many_waiting_are_refused_and_not_awaited() -> None:
    """What does not fit behind a slow store is answered at once, to be asked again."""
    store = Store()
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        served.probe.answers["message:send"] = store.append
        await caller.greeted()
        await caller.connects(AUTH)
        await caller.says("message:send", message(1), answer=1)
        await store.asked.wait()
        for n in range(2, MAX_WAITING + 3):
            await caller.says("message:send", message(n), answer=n)

        assert await caller.answered(MAX_WAITING + 2) == {"ok": False, "code": "too_fast", "retry": True}
        store.let_go.set()
        assert await caller.answered(MAX_WAITING + 1) == {"ok": True, "seq": MAX_WAITING + 1}


async def test_more_events_than_a_person_makes_are_too_fast() -> None:
    """Past the burst an event is refused with ``too_fast``, and leaving is not."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        refused = await flood(caller)

        assert refused == {"ok": False, "code": "too_fast", "retry": True}
        assert (await caller.asks("conversation:exit"))["ok"]
        assert served.probe.calls["typing:set"] <= EVENTS.burst + 20


async def flood(caller: Any) -> Any:
    """The first refusal."""
    for _ in range(int(EVENTS.burst) + 20):
        answer = await caller.asks("typing:set", {"on": True})
        if not answer["ok"]:
            return answer
    return None


async def test_a_flood_of_leaving_is_bounded_too() -> None:
    """Leaving has a bucket of its own; a bot cannot make it a way around."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        answers = [await caller.asks("conversation:leave") for _ in range(10)]

        assert sum(not answer["ok"] for answer in answers) >= 5
