# SPDX-License-Identifier: EUPL-1.2
"""Real services behind real sockets: from joining to the end, cut and taken up again."""

import pytest

from chatserver.domain.ids import ConversationId
from chatserver.wire.limits import WINDOW_MESSAGES
from tests.drivers.lines import until, websocket
from tests.drivers.whole_edge import (
    DIALS,
    Trained,
    WholeEdge,
    Young,
    meet,
)


@pytest.mark.parametrize("counsellor_by", DIALS)
@pytest.mark.parametrize("visitor_by", DIALS)
async def test_from_joining_to_the_end(edge: WholeEdge, visitor_by: str, counsellor_by: str) -> None:
    """A visitor waits, is accepted, lets the counsellor in; both write and see arrivals; one ends it."""
    cookie = await edge.signed_in("anna")
    async with (
        edge.visitor(DIALS[visitor_by]) as young,
        edge.counsellor(DIALS[counsellor_by], cookie) as trained,
    ):
        desk = await trained.opens()
        assert (desk["ok"], desk["duty"], desk["conversations"]) == (True, "free", [])
        place = await young.joins()
        assert place["ok"]
        assert place["place"] == 0
        accepted = await trained.accepts()
        assert accepted["lane"] == {"audience": "young", "language": "sv"}
        member = await young.lets_in()
        assert (await trained.reads())["body"]["adds"] == member == accepted["member"]
        assert (await young.caller.hears("message:arrived")) == {"era": young.era, "n": 1}

        await trained.says()
        mail = await young.reads()
        assert (mail["member"], mail["n"]) == (member, 1)
        arrived = await trained.caller.hears("message:arrived")
        assert arrived == {"conversation": trained.conversation, "era": young.era, "n": 1}
        await young.caller.asks("typing:set", {"on": True})
        typing = {"conversation": trained.conversation, "member": 0, "on": True}
        assert await trained.caller.hears("typing:now") == typing

        assert await trained.caller.asks("conversation:end", {"conversation": trained.conversation}) == {
            "ok": True
        }
        assert (await young.reads())["end"] == "counsellor"
        assert (await young.says())["code"] == "gone"
        assert (await trained.says())["code"] == "gone"


@pytest.mark.parametrize("by", DIALS)
async def test_an_exit_takes_everything_at_once(edge: WholeEdge, by: str) -> None:
    """The counsellor is told that the visitor left in a hurry; whatever is asked after is gone."""
    cookie = await edge.signed_in("anna")
    async with edge.visitor(DIALS[by]) as young, edge.counsellor(websocket, cookie) as trained:
        await meet(young, trained)
        assert await young.caller.asks("conversation:exit") == {"ok": True}
        ended = await trained.caller.hears("conversation:ended")

        assert ended == {"conversation": trained.conversation, "why": "exit"}
        assert (await trained.says())["code"] == "gone"
        assert (await young.says())["code"] == "gone"
    async with DIALS[by](edge.url, "/visitor") as again:
        await again.greeted()
        answer = await again.connects({"v": 1, "ticket": young.ticket, "generation": 2})
        assert answer == {"message": "gone", "data": {"code": "gone", "retry": False}}


@pytest.mark.parametrize("by", DIALS)
async def test_a_connection_that_was_cut_is_taken_up_where_it_broke(edge: WholeEdge, by: str) -> None:
    """What was stored while a visitor was away comes once, in order, after its resume; others see it go."""
    cookie = await edge.signed_in("anna")
    async with edge.counsellor(websocket, cookie) as trained:
        async with edge.visitor(DIALS[by]) as young:
            await meet(young, trained)
            await trained.says()
            first = await young.reads()
        if by == "polling":  # a poll that is not asked for again is noticed by the missing pong only
            edge.seat_of(young).far.end()
        await trained.sees_visitor(here=False)
        await trained.says()
        await trained.says()
        async with edge.visitor(DIALS[by], young.ticket, generation=2) as back:
            resume = {"era": young.era, "position": first["seq"], "from": young.n + 1, "epoch": young.epoch}
            resumed = await back.caller.asks("conversation:resume", resume)
            assert (resumed["ok"], resumed["last"], resumed["arrived"]) == (True, 1, 1)
            assert [(await back.reads())["n"] for _ in range(2)] == [2, 3]
            await trained.sees_visitor(here=True)


async def test_a_message_sent_again_is_stored_and_shown_once(met: tuple[Young, Trained]) -> None:
    """A replay, over the same or a new connection, has the answer it had, and nobody hears of it twice."""
    young, trained = met
    await trained.says()
    again = trained.message(1)
    first = await trained.caller.asks("message:send", again)
    second = await trained.caller.asks("message:send", {**again, "body": trained.message(1)["body"]})
    await trained.says()

    assert first == second == {"ok": True, "seq": 2}
    assert [(await young.reads())["n"] for _ in range(2)] == [1, 2]


async def test_delivery_runs_no_further_ahead_than_the_window(met: tuple[Young, Trained]) -> None:
    """Who acknowledges nothing gets 32 messages; the 33rd follows the first acknowledgement."""
    young, trained = met
    for _ in range(WINDOW_MESSAGES + 1):
        assert (await trained.says())["ok"]
    mails = [await young.caller.hears("message:new") for _ in range(WINDOW_MESSAGES)]
    assert (await young.caller.asks("typing:set", {"on": True}))["ok"]
    assert "message:new" not in [event for event, _ in young.caller.told]
    beyond = {"era": young.era, "seq": mails[-1]["seq"] + 1}
    assert (await young.caller.asks("message:got", beyond))["code"] == "not_allowed_now"
    await young.caller.asks("message:got", {"era": young.era, "seq": mails[0]["seq"]})

    assert (await young.caller.hears("message:new"))["n"] == WINDOW_MESSAGES + 1
    assert [mail["n"] for mail in mails] == list(range(1, WINDOW_MESSAGES + 1))


@pytest.mark.parametrize("by", DIALS)
async def test_a_counsellor_who_was_cut_finds_the_desk_as_it_was(edge: WholeEdge, by: str) -> None:
    """The visitor sees the counsellor go, and come with the keys; the desk names the conversation."""
    cookie = await edge.signed_in("anna")
    async with edge.visitor(websocket) as young:
        async with edge.counsellor(DIALS[by], cookie) as trained:
            await meet(young, trained)
            edge.seats.everyone()[-1].far.end()
            await young.sees(trained.member, here=False)
        await young.says()
        async with edge.counsellor(DIALS[by], cookie, generation=2) as back:
            desk = await back.opens(duty=None)
            mine = {"conversation": trained.conversation, "member": trained.member}
            assert (desk["duty"], desk["conversations"]) == ("free", [mine])
            back.takes_up(trained)
            assert (await back.resumes(position=1))["ok"]
            await young.sees(trained.member, here=True)
            assert (await back.reads())["n"] == 2
            assert (await back.says())["ok"]
            assert (await young.reads())["member"] == trained.member


async def test_a_desk_without_keys_is_nobody(edge: WholeEdge) -> None:
    """A counsellor whose page was reloaded is at the desk, and not here for the visitor."""
    cookie = await edge.signed_in("anna")
    async with edge.visitor(websocket) as young:
        async with edge.counsellor(websocket, cookie) as trained:
            await meet(young, trained)
        await young.sees(trained.member, here=False)
        async with edge.counsellor(websocket, cookie, generation=2) as reloaded:
            assert (await reloaded.opens(duty=None))["conversations"]
            await edge.settled()
            standing = await edge.conversations.standing(ConversationId(trained.conversation))
            assert [one.here for one in standing.roster if one.member == trained.member] == [False]


async def test_the_line_learns_that_a_counsellor_is_gone(edge: WholeEdge) -> None:
    """A lane that nobody serves any more is closed; who comes back to the desk opens it again."""
    cookie = await edge.signed_in("anna")
    async with edge.visitor(websocket) as young:
        async with edge.counsellor(websocket, cookie) as trained:
            await trained.opens("pause")
            assert (await young.joins())["open"] is True
        await until(lambda: len(edge.seats.everyone()) == 1)
        await edge.settled()
        edge.clock.advance(10)
        assert (await young.joins())["open"] is False
        async with edge.counsellor(websocket, cookie, generation=2) as back:
            await back.opens("pause")
            edge.clock.advance(10)
            assert (await young.joins())["open"] is True
