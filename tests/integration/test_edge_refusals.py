# SPDX-License-Identifier: EUPL-1.2
"""Bad input to real services through real sockets: each has its code, and none changes any state."""

from typing import Any

from chatserver.wire.events import COUNSELLOR
from tests.drivers import sealed
from tests.drivers.delivery import Dumped
from tests.drivers.lines import websocket
from tests.drivers.whole_edge import (
    JOIN,
    Trained,
    WholeEdge,
    Young,
    name_of_nobody,
)


def forged(trained: Trained, named: str) -> dict[str, dict[str, Any]]:
    """Every event that names a conversation, for *named*."""
    key = {"conversation": named, "member": 1, "key_package": "AAAA"}
    resume = {"conversation": named, "era": trained.era, "position": 0, "from": 1, "epoch": 1}
    return {
        "member:key": key,
        "message:send": trained.message(1, conversation=named),
        "message:got": {"conversation": named, "era": trained.era, "seq": 1},
        "typing:set": {"conversation": named, "on": True},
        "conversation:resume": resume,
        "conversation:end": {"conversation": named},
        "capsule:keep": {"conversation": named, "key": f"{'K' * 42}A="},
        "capsule:take": {"conversation": named},
    }


async def test_somebody_else_s_conversation_is_nobody_s(
    edge: WholeEdge, met: tuple[Young, Trained], dumped: Dumped
) -> None:
    """R20: every event that names a conversation somebody does not hold is refused alike; nothing changes."""
    young, trained = met
    before = dumped.of(young.conversation)
    named = {event for event, row in COUNSELLOR.asks.items() if "conversation" in row.takes.__struct_fields__}
    async with edge.counsellor(websocket, await edge.signed_in("bo")) as other:
        await other.opens("pause")
        for name in (trained.conversation, name_of_nobody()):
            asked = forged(trained, name)
            assert set(asked) == named
            for event, body in asked.items():
                answer = await other.caller.asks(event, body)
                assert (event, answer["code"]) == (event, "not_yours")

    assert dumped.of(young.conversation) == before


async def test_what_a_visitor_may_not_do_now_has_its_code_and_changes_nothing(
    met: tuple[Young, Trained], dumped: Dumped
) -> None:
    """Other eras, gaps, what was never delivered: each has its code, and nothing is stored."""
    young, trained = met
    before = dumped.of(young.conversation)
    words = sealed.words(young.conversation, young.epoch)
    refused = {
        "era": ("message:send", {**young.message(2, words), "era": "A" * 22}),
        "gap": ("message:send", young.message(7, words)),
        "mls_refused": ("message:send", {"era": young.era, "n": 2, "body": {"app": "AAAA"}}),
        "not_allowed_now": ("message:got", {"era": young.era, "seq": 99}),
        "lane_unknown": ("queue:join", {"audience": "adult", "language": "en", "urgent": False}),
        "ticket_bad": ("queue:join", {**JOIN, "place": young.ticket}),
    }
    for code, (event, body) in refused.items():
        answer = await young.caller.asks(event, body)
        assert answer == {"ok": False, "code": code, "retry": False}

    assert dumped.of(young.conversation) == before
    assert (await trained.says())["ok"]


async def test_before_anybody_has_accepted_there_is_nothing_to_talk_in(edge: WholeEdge) -> None:
    """Events of a conversation before it has begun are refused, and leave no trace of it."""
    async with edge.visitor(websocket) as young:
        young.era = "A" * 22
        codes = [
            (await young.says())["code"],
            (await young.caller.asks("message:got", {"era": young.era, "seq": 0}))["code"],
            (await young.caller.asks("typing:set", {"on": True}))["code"],
            (await young.caller.asks("conversation:another", {"wanted": True}))["code"],
        ]

    assert codes == ["era", "not_allowed_now", "not_allowed_now", "not_allowed_now"]


async def test_a_desk_s_events_need_a_desk(edge: WholeEdge) -> None:
    """Before the desk is open there is no duty to change and no offer to take."""
    async with edge.counsellor(websocket, await edge.signed_in("anna")) as trained:
        duty = await trained.caller.asks("desk:duty", {"duty": "free"})
        offer = {"offer": "A" * 22}
        accept = await trained.caller.asks("offer:accept", offer)
        decline = await trained.caller.asks("offer:decline", offer)

    assert [answer["code"] for answer in (duty, accept, decline)] == ["not_allowed_now", "gone", "gone"]
