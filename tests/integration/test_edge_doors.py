# SPDX-License-Identifier: EUPL-1.2
"""Who gets a seat: tickets, cookies, Origins, roles, and which connection of two."""

import pytest

from chatserver.domain.staff import Role
from chatserver.sockets.counsellor import AT_THE_DESK
from tests.drivers.lines import until, websocket
from tests.drivers.whole_edge import (
    COOKIE,
    DIALS,
    ORIGIN,
    Trained,
    WholeEdge,
    Young,
)


@pytest.mark.parametrize("by", DIALS)
async def test_a_second_connection_of_a_visitor_displaces_the_first(edge: WholeEdge, by: str) -> None:
    """The greater generation sits; the first is told so, and that it shall not come back by itself."""
    async with (
        edge.visitor(DIALS[by]) as young,
        edge.visitor(DIALS[by], young.ticket, generation=2) as newer,
    ):
        heard = await young.caller.ended()

        assert heard[-3:] == ['42/visitor,["seat:displaced",{}]', "41/visitor,", "1"]
        assert (await newer.joins())["code"] == "lane_closed"


@pytest.mark.parametrize("generation", [1, 2])
async def test_an_older_or_equal_connection_is_refused(edge: WholeEdge, generation: int) -> None:
    """A copy of the page, or a connection of before, does not take the seat."""
    async with (
        edge.visitor(websocket, generation=2) as young,
        websocket(edge.url, "/visitor") as late,
    ):
        await late.greeted()
        answer = await late.connects({"v": 1, "ticket": young.ticket, "generation": generation})

        assert answer["data"] == {"code": "old_generation", "retry": False}
        assert (await young.caller.asks("queue:leave"))["ok"]


async def test_a_displaced_connection_can_do_nothing_more(
    edge: WholeEdge, met: tuple[Young, Trained]
) -> None:
    """What a displaced tab of a counsellor still says is not heard, and changes nothing."""
    young, trained = met
    cookie = await edge.signed_in("bo")
    async with edge.counsellor(websocket, cookie) as older, edge.counsellor(websocket, cookie, 2) as newer:
        await newer.opens()
        await older.caller.says("desk:duty", {"duty": "away"}, answer=1)
        heard = await older.caller.ended()

        assert not [packet for packet in heard if packet.startswith("43")]
        assert (await newer.opens(duty=None))["duty"] == "free"
    assert (await young.says())["ok"]
    assert trained.conversation


async def test_the_line_learns_that_a_visitor_is_gone(edge: WholeEdge) -> None:
    """Who has no connection is not offered; who comes back is."""
    cookie = await edge.signed_in("anna")
    async with edge.counsellor(websocket, cookie) as trained:
        await trained.opens("pause")
        async with edge.visitor(websocket) as young:
            assert (await young.joins())["place"] == 1
        await until(lambda: edge.seats.visitor(young.conversation) is None)
        await edge.settled()
        await trained.caller.asks("desk:duty", {"duty": "free"})
        assert "offer:made" not in [event for event, _ in trained.caller.told]
        async with edge.visitor(websocket, young.ticket, generation=2):
            assert (await trained.caller.hears("offer:made"))["urgent"] is False


async def test_only_a_ticket_of_today_lets_a_visitor_in(edge: WholeEdge) -> None:
    """A forged ticket, one of another kind and one of yesterday each have their code, and seat nobody."""
    ticket = edge.admissions.admit().ticket
    kind, payload, mac = ticket.split(".")
    forged = {
        "another mac": f"{kind}.{payload}.{mac[:-1]}{'A' if mac[-1] != 'A' else 'B'}",
        "another kind": f"place.{payload}.{mac}",
        "no ticket": "x" * 40,
    }
    async with websocket(edge.url, "/visitor") as caller:
        await caller.greeted()
        for name, text in forged.items():
            answer = await caller.connects({"v": 1, "ticket": text, "generation": 1})
            assert (name, answer["data"]["code"]) == (name, "ticket_bad")
    edge.clock.advance(13 * 3_600)
    async with websocket(edge.url, "/visitor") as caller:
        await caller.greeted()
        answer = await caller.connects({"v": 1, "ticket": ticket, "generation": 1})

        assert answer == {"message": "ticket_expired", "data": {"code": "ticket_expired", "retry": False}}
    assert edge.seats.everyone() == []


@pytest.mark.parametrize("by", DIALS)
@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": ORIGIN}, {"Cookie": "mine"}, {"Origin": ORIGIN, "Cookie": f"{COOKIE}=forged"}],
    ids=["nothing", "an Origin", "a cookie without an Origin", "a forged cookie"],
)
async def test_a_counsellor_needs_a_cookie_and_an_origin(
    edge: WholeEdge, by: str, headers: dict[str, str]
) -> None:
    """R2: without either, the answer is the same, and nobody is seated."""
    if headers.get("Cookie") == "mine":
        headers = {"Cookie": f"{COOKIE}={await edge.signed_in('anna')}"}
    async with DIALS[by](edge.url, "/counsellor", headers=headers) as caller:
        await caller.greeted()
        answer = await caller.connects({"v": 1, "generation": 1})

        assert answer["data"] == {"code": "not_signed_in", "retry": False}
    assert edge.seats.everyone() == []


@pytest.mark.parametrize(("role", "let_in"), [(role, role in AT_THE_DESK) for role in Role])
async def test_only_who_answers_visitors_has_a_desk(edge: WholeEdge, role: Role, *, let_in: bool) -> None:
    """Deny by default: a role without a desk is not let in, signed in or not."""
    headers = {"Cookie": f"{COOKIE}={await edge.signed_in('anna', role)}", "Origin": ORIGIN}
    async with websocket(edge.url, "/counsellor", headers=headers) as caller:
        await caller.greeted()
        answer = await caller.connects({"v": 1, "generation": 1})

        assert ("sid" in answer) is let_in


async def test_who_sits_at_a_desk_stays_signed_in(edge: WholeEdge) -> None:
    """An hour at a desk without a request does not sign a counsellor out, as long as the seat is told of."""
    cookie = await edge.signed_in("anna")
    async with edge.counsellor(websocket, cookie):
        for _ in range(6):
            edge.clock.advance(600)
            await edge.doorman.still_here(edge.seats.sign_ins())

    assert (await edge.doorman.who(cookie)).name == "anna"
    assert edge.seats.sign_ins() == []


async def test_signing_out_ends_the_connection(edge: WholeEdge) -> None:
    """After a sign-out the open connection can do nothing more (R19)."""
    cookie = await edge.signed_in("anna")
    async with edge.counsellor(websocket, cookie) as trained:
        await trained.opens("free")

        await edge.doorman.sign_out(cookie)

        await until(lambda: not edge.seats.everyone())


async def test_a_cookie_makes_no_visitor_and_a_ticket_no_counsellor(edge: WholeEdge) -> None:
    """Each door has its own key."""
    headers = {"Cookie": f"{COOKIE}={await edge.signed_in('anna')}", "Origin": ORIGIN}
    ticket = edge.admissions.admit().ticket
    async with websocket(edge.url, "/visitor", headers=headers) as caller:
        await caller.greeted()
        answer = await caller.connects({"v": 1, "ticket": "", "generation": 1})
        assert answer["data"]["code"] == "malformed"
    async with websocket(edge.url, "/counsellor") as caller:
        await caller.greeted()
        answer = await caller.connects({"v": 1, "ticket": ticket, "generation": 1})
        assert answer["data"]["code"] == "malformed"


async def test_one_connection_has_one_namespace(edge: WholeEdge) -> None:
    """Who sits as a visitor cannot also sit down at a desk over the same connection, cookie or not."""
    headers = {"Cookie": f"{COOKIE}={await edge.signed_in('anna')}", "Origin": ORIGIN}
    async with websocket(edge.url, "/visitor", headers=headers) as caller:
        await caller.greeted()
        await caller.connects({"v": 1, "ticket": edge.admissions.admit().ticket, "generation": 1})
        await caller.line.send('40/counsellor,{"v":1,"generation":1}')
        await caller.says("queue:leave", answer=1)

        assert await caller.line.packet() == '43/visitor,1[{"ok":true}]'
        assert len(edge.seats.everyone()) == 1
