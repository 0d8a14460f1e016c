# SPDX-License-Identifier: EUPL-1.2
"""The officers' door: who is let in, and what they hear."""

import pytest

from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Role
from chatserver.wire.cases import CaseChanged
from tests.drivers.lines import until, websocket
from tests.drivers.whole_edge import COOKIE, ORIGIN, WholeEdge

CASE = "c" * 22
HELLO = {"v": 1, "generation": 1}


@pytest.mark.parametrize("role", list(Role))
async def test_only_officers_are_let_in(edge: WholeEdge, role: Role) -> None:
    """Deny by default: every other role, signed in or not, gets the answer that strangers get."""
    headers = {"Cookie": f"{COOKIE}={await edge.signed_in('olle', role)}", "Origin": ORIGIN}
    async with websocket(edge.url, "/agency", headers=headers) as caller:
        await caller.greeted()
        answer = await caller.connects(HELLO)

        assert ("sid" in answer) is (role is Role.OFFICER)
        if role is not Role.OFFICER:
            assert answer["data"] == {"code": "not_signed_in", "retry": False}


@pytest.mark.parametrize("missing", ["Cookie", "Origin"])
async def test_an_officer_needs_a_cookie_and_an_origin(edge: WholeEdge, missing: str) -> None:
    """Without either nobody is seated."""
    headers = {"Cookie": f"{COOKIE}={await edge.signed_in('olle', Role.OFFICER)}", "Origin": ORIGIN}
    del headers[missing]
    async with websocket(edge.url, "/agency", headers=headers) as caller:
        await caller.greeted()
        answer = await caller.connects(HELLO)

        assert answer["data"] == {"code": "not_signed_in", "retry": False}
    assert edge.seats.everyone() == []


async def test_an_officer_hears_that_a_case_has_changed(edge: WholeEdge) -> None:
    """By its name, and nothing more; after a sign-out, nothing."""
    cookie = await edge.signed_in("olle", Role.OFFICER)
    who = await edge.doorman.who(cookie)
    headers = {"Cookie": f"{COOKIE}={cookie}", "Origin": ORIGIN}
    async with websocket(edge.url, "/agency", headers=headers) as caller:
        await caller.greeted()
        await caller.connects(HELLO)
        edge.delivery.to_staff(StaffId(who.staff.value), "case:changed", CaseChanged(CASE))
        await edge.doorman.sign_out(cookie)
        heard = await caller.ended()

        assert f'42/agency,["case:changed",{{"case":"{CASE}"}}]' in heard
        await until(lambda: not edge.seats.everyone())
