# SPDX-License-Identifier: EUPL-1.2
"""What holds for every row of the table of routes."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest

from chatserver.web.across import STAFF as STAFF_PATHS
from chatserver.web.routes import ROUTES
from tests.drivers.browser import Answered, Browser

POSTS = [route for route in ROUTES if route.method == "POST"]
STAFF = [route for route in ROUTES if route.path.startswith(STAFF_PATHS)]
STAFF_POSTS = [route for route in STAFF if route.method == "POST"]
AT_HOME = {"Host": "localhost:8320"}


def code(answer: Answered) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status, answer.json["code"]


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://localhost:9999", "http://127.0.0.1:8320"]
)
async def test_staff_act_from_our_own_pages_only(browser: Browser, origin: str | None) -> None:
    """A page of another origin, and a request without one, does nothing in the name of staff (R2)."""
    browser.origin = origin
    for route in STAFF_POSTS:
        assert code(await browser.post(route.path, **AT_HOME)) == (403, "not_allowed")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_staff_pages_are_not_asked_by_other_pages(browser: Browser, site: str) -> None:
    """What the browser says comes from another page is refused, also from another port of the same name."""
    for route in STAFF:
        ask = browser.get if route.method == "GET" else browser.post
        assert code(await ask(route.path, Sec_Fetch_Site=site, **AT_HOME)) == (403, "not_allowed")


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/jsonx",
    ],
)
async def test_only_json_is_read(browser: Browser, kind: str) -> None:
    """What a form of another site could send without asking is not read."""
    for route in POSTS:
        answer = await browser.send("POST", route.path, b"{}", Content_Type=kind, **AT_HOME)
        assert code(answer) == (400, "malformed")


BAD_BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "not UTF-8": b'"\xff"',
    "a list": b"[]",
    "null": b"null",
    "an unknown field": b'{"surprise":1}',
    "very deep": b'{"credential":' + b"[" * 60_000,
    "very deep, unknown": b'{"credential":{"more":' + b'{"a":' * 12_000,
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
async def test_a_body_that_is_not_its_shape_is_refused(browser: Browser, body: bytes) -> None:
    """Nothing but the shape gets in, and nothing breaks over the rest (R6)."""
    for route in POSTS:
        answer = await browser.send("POST", route.path, body, Content_Type="application/json", **AT_HOME)
        assert code(answer) == (400, "malformed")


async def test_a_body_over_64_kb_is_refused(browser: Browser) -> None:
    """More than 64 kB, or what the row lets sealed things have, is not read to its end (R6)."""
    for route in POSTS:
        body = b'{"x":"' + b"a" * route.max_bytes + b'"}'
        answer = await browser.send("POST", route.path, body, Content_Type="application/json", **AT_HOME)
        assert code(answer) == (413, "too_large")


async def pieces() -> AsyncIterator[bytes]:
    """Four megabytes, of which nobody has said how many they are."""
    for _ in range(512):
        yield b"a" * 8_192
        await asyncio.sleep(0)


async def test_a_body_of_unsaid_length_is_measured_as_it_comes(browser: Browser) -> None:
    """Who does not say how much is coming is stopped at 64 kB like everybody (R6)."""
    for route in POSTS:
        answer = await browser.send("POST", route.path, pieces(), Content_Type="application/json", **AT_HOME)
        assert code(answer) == (413, "too_large")


async def test_a_packed_body_is_refused(browser: Browser) -> None:
    """Nobody makes the server unpack: a few bytes could become many."""
    packed = {"Content_Type": "application/json", "Content_Encoding": "gzip", **AT_HOME}
    for route in POSTS:
        answer = await browser.send("POST", route.path, gzip.compress(b"{}"), **packed)
        assert code(answer) == (400, "malformed")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
async def test_there_are_no_other_methods(browser: Browser, method: str) -> None:
    """A method that is not in the table is answered with a refusal, and allows nothing to other sites."""
    for route in ROUTES:
        answer = await browser.send(method, route.path, b"", **AT_HOME)

        assert code(answer) == (405, "unknown_path")
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "there", ["/api", "/api/nothing", "/admin", "/.git/config", "/metrics", "/api/staff/me/"]
)
async def test_what_is_not_in_the_table_is_not_there(browser: Browser, there: str) -> None:
    """Every other path is unknown, metrics on this port among them (R41)."""
    assert code(await browser.get(there)) == (404, "unknown_path")


async def test_no_answer_is_kept_by_anybody(browser: Browser) -> None:
    """Whatever the API answers, no cache keeps it, no page frames it, nothing in it is run or guessed."""
    for route in ROUTES:
        ask = browser.get if route.method == "GET" else browser.post
        headers = (await ask(route.path, **AT_HOME)).headers

        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Type"] == "application/json"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Server" not in headers


def test_every_path_of_the_staff_is_guarded() -> None:
    """No row for staff is without a guard, and every row that acts reads a shape."""
    assert [route.path for route in ROUTES if not route.guards] == []
    assert [route.path for route in POSTS if route.takes is None] == []
