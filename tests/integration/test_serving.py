# SPDX-License-Identifier: EUPL-1.2
"""The server as it is put together and started: what only the whole of it can get wrong."""

import base64
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, DummyCookieJar

from chatserver.domain.ids import ConversationId
from chatserver.sockets.server import PATH
from chatserver.web.endpoint import COOKIE
from tests.drivers.browser import Browser
from tests.drivers.capsules import Reloadable
from tests.drivers.lines import websocket
from tests.integration.test_starting import start
from tests.stories.helpline import Helpline


@pytest.fixture
async def helpline() -> AsyncIterator[Helpline]:
    """A demonstration of its own."""
    async with Helpline() as running:
        yield running


@pytest.fixture
async def browser(helpline: Helpline) -> AsyncIterator[Browser]:
    """A browser in front of it."""
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        yield Browser(session, helpline.origin, helpline.pages)


async def test_signing_out_ends_what_is_open(helpline: Helpline, browser: Browser) -> None:
    """A sign-out over HTTP ends the counsellor's open socket (R19), and the cookie opens nothing more."""
    await browser.post("/api/staff/demo/sign-in", {"staff": "demonstration-anna"})
    papers = {"Cookie": f"{COOKIE}={browser.cookie}", "Origin": helpline.pages}
    async with websocket(f"{helpline.origin}{PATH}", "/counsellor", headers=papers) as caller:
        await caller.greeted()
        assert "sid" in await caller.connects({"v": 1, "generation": 1})
        assert (await caller.asks("desk:open", {"duty": "pause"}))["ok"]

        assert (await browser.post("/api/staff/sign-out")).status == 200

        await caller.ended()
    async with websocket(f"{helpline.origin}{PATH}", "/counsellor", headers=papers) as caller:
        await caller.greeted()
        assert (await caller.connects({"v": 1, "generation": 2}))["data"]["code"] == "not_signed_in"


async def test_a_second_start_leaves_the_first_alone(helpline: Helpline, browser: Browser) -> None:
    """Whoever starts twice by mistake is told so, and everybody who is here stays served."""
    status, said = start("demo", helpline.data.parent, LYKTA_METRICS_PORT="0", LYKTA_HOST_PAGE_PORT="0")

    assert status != 0
    assert "Another Lykta serves" in said
    assert (await browser.get("/ready")).status == 200


async def test_a_key_in_trust_is_given_over_http(helpline: Helpline, browser: Browser) -> None:
    """Kept over the socket, taken over HTTP as often as one asks, and gone when its minutes are over."""
    page, ticket = Reloadable(), (await browser.post("/api/ticket")).json["ticket"]
    payload = ticket.split(".")[1]
    named = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    resume = {"resume": page.resume(ConversationId(named["conversation"])).resume}
    async with websocket(f"{helpline.origin}{PATH}", "/visitor") as caller:
        await caller.greeted()
        assert "sid" in await caller.connects({"v": 1, "ticket": ticket, "generation": 1})
        assert (await caller.asks("capsule:keep", {"seal": page.keep.seal, "key": page.key_text}))["ok"]
        for generation in (1_001, 2_001):
            answer = await browser.post("/api/capsule", resume)
            assert (answer.status, answer.json) == (200, {"key": page.key_text, "generation": generation})
        await helpline.keys_in_trust_age(331)

        assert (await browser.post("/api/capsule", resume)).json == {"code": "gone", "retry": False}
    assert page.key_text[:12] not in helpline.log.read_text()
