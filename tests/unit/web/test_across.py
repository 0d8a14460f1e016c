# SPDX-License-Identifier: EUPL-1.2
"""The relay of pages that are on another origin: they may ask, by name, and nobody else (R2)."""

from collections.abc import AsyncIterator

import pytest

from chatserver.web.parts import Parts
from chatserver.web.routes import ROUTES
from chatserver.web.site import make_app
from tests.drivers.authenticator import ORIGIN
from tests.drivers.browser import Answered, Browser, browsing
from tests.drivers.house import with_site

STRANGERS = ["https://evil.example", "null", "http://localhost:8399", "http://localhost:83201"]
AT_HOME = {"Host": "localhost:8399"}


@pytest.fixture
async def relay(parts: Parts) -> AsyncIterator[Browser]:
    """A browser in front of the relay, with a page of `ORIGIN`."""
    async with browsing(make_app(with_site(parts, origin="http://localhost:8399"))) as browser:
        yield browser


def allowed(answer: Answered) -> dict[str, str]:
    """What an answer allows to other origins."""
    return {
        name.lower().removeprefix("access-control-allow-"): value
        for name, value in answer.headers.items()
        if name.lower().startswith("access-control-allow-")
    }


async def test_our_pages_may_ask_for_every_path(relay: Browser) -> None:
    """A preflight of our pages allows each path its method and JSON; credentials for the staff alone."""
    for route in ROUTES:
        answer = await relay.send("OPTIONS", route.path, b"", Origin=ORIGIN, **AT_HOME)
        staff = {"credentials": "true"} if route.path.startswith(("/api/staff/", "/api/cases")) else {}

        assert answer.status == 204
        assert allowed(answer) == {
            "origin": ORIGIN,
            "methods": ", ".join(each.method for each in ROUTES if each.path == route.path),
            "headers": "content-type",
            **staff,
        }


@pytest.mark.parametrize("origin", STRANGERS)
async def test_nobody_else_may_ask_for_any(relay: Browser, origin: str) -> None:
    """Another origin's preflight is refused, and no answer to it allows it anything."""
    for route in ROUTES:
        for method in ("OPTIONS", route.method):
            answer = await relay.send(method, route.path, b"{}", Origin=origin, **AT_HOME)

            assert answer.status in {403, 404}
            assert allowed(answer) == {}


async def test_our_pages_read_refusals_too(relay: Browser) -> None:
    """A refusal can be read by our pages: they tell people what happened."""
    answer = await relay.get("/api/staff/me", Origin=ORIGIN)

    assert (answer.status, answer.json["code"]) == (401, "not_signed_in")
    assert allowed(answer) == {"origin": ORIGIN, "credentials": "true"}


async def test_nothing_else_is_allowed_across(relay: Browser) -> None:
    """What is no API allows nothing to anybody, our pages among them."""
    for path in ("/", "/chat/", "/health", "/ready", "/roots.json"):
        assert allowed(await relay.get(path, Origin=ORIGIN)) == {}
