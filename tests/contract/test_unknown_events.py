# SPDX-License-Identifier: EUPL-1.2
"""Trap: unknown events get an empty, success-like ack."""

from typing import Any

import pytest

from chatserver.domain.errors import FullError, NotYoursError
from chatserver.wire.events import VISITOR
from chatserver.wire.shapes import Shape
from tests.drivers.lines import polling, websocket
from tests.drivers.probe import AUTH, BODIES, edge
from tests.drivers.stock import stock


async def test_stock_answers_an_unknown_event_like_a_success() -> None:
    """Stock acks a misspelt event with nothing, which a client takes for done."""

    async def known(_sid: str, _body: Any) -> None:
        """Never called."""

    async with stock({"known": known}) as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        await caller.line.send('42/visitor,1["knwon",{}]', '42/visitor,2["known",{}]')

        assert await caller.line.packet() == "43/visitor,2[]"


@pytest.mark.parametrize("dial", [websocket, polling])
async def test_an_unknown_event_is_refused_with_a_code(dial: Any) -> None:
    """A misspelt event is told from a done one."""
    async with edge() as served, dial(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)

        assert await caller.asks("queue:jion", {}) == {"ok": False, "code": "unknown_event", "retry": False}


@pytest.mark.parametrize("event", VISITOR.asks)
async def test_every_event_of_the_table_is_answered(event: str) -> None:
    """Each row reaches its handler, and its answer says ``ok`` beside the row's own fields."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        answer = await caller.asks(event, BODIES[event])

        assert answer["ok"] is True
        assert served.probe.calls[event] == 1


async def test_a_refusal_travels_as_its_code() -> None:
    """What a service refuses is answered with the code and whether to ask again, without the message."""

    async def full(_body: Shape) -> Shape:
        raise FullError("500 events of somebody")

    async def not_yours(_body: Shape) -> Shape:
        raise NotYoursError("secret")

    async with edge() as served, websocket(served.url, "/visitor") as caller:
        served.probe.answers.update({"message:send": full, "typing:set": not_yours})
        await caller.greeted()
        await caller.connects(AUTH)

        assert await caller.asks("message:send", BODIES["message:send"]) == {
            "ok": False,
            "code": "full",
            "retry": True,
        }
        assert await caller.asks("typing:set", BODIES["typing:set"]) == {
            "ok": False,
            "code": "not_yours",
            "retry": False,
        }


@pytest.mark.parametrize("answer", ["raises", "another shape"])
async def test_a_bug_is_answered_as_internal(answer: str) -> None:
    """What breaks inside is answered with ``internal``, and the connection goes on."""

    async def broken(body: Shape) -> Shape:
        if answer == "raises":
            raise ZeroDivisionError("with a visitor's words in it")
        return body

    async with edge() as served, websocket(served.url, "/visitor") as caller:
        served.probe.answers["message:send"] = broken
        await caller.greeted()
        await caller.connects(AUTH)

        assert await caller.asks("message:send", BODIES["message:send"]) == {
            "ok": False,
            "code": "internal",
            "retry": True,
        }
        assert (await caller.asks("queue:leave"))["ok"]


async def test_an_event_without_a_number_is_done_and_not_answered() -> None:
    """Who wants no answer gets none: an exit has no time for one."""
    async with edge() as served, websocket(served.url, "/visitor") as caller:
        await caller.greeted()
        await caller.connects(AUTH)
        await caller.says("typing:set", {"on": True})
        await caller.says("queue:leave", answer=7)

        assert await caller.line.packet() == '43/visitor,7[{"ok":true}]'
        assert served.probe.calls["typing:set"] == 1
