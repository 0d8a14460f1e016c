# SPDX-License-Identifier: EUPL-1.2
"""What is raised, and what comes out of it."""

import io
import json
from collections.abc import Iterator

import pytest
import structlog
from aiohttp import web

from chatserver.domain.errors import BusyError, RefusedError
from chatserver.observe import logs, metrics
from chatserver.web.middleware import STATUS, answer_refusals
from chatserver.wire.codes import CODES
from tests.drivers.browser import browsing

CANARY = "canary-4c1d"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged, strictly."""
    stream = io.StringIO()
    logs.configure(json=True, strict=True, stream=stream)
    yield stream
    structlog.reset_defaults()


def app_that_raises(broken: BaseException) -> web.Application:
    """An application in which everything goes wrong in the same way."""

    async def handle(_request: web.Request) -> web.Response:
        raise broken

    app = web.Application(middlewares=[answer_refusals])
    app.router.add_get("/{path:.*}", handle)
    return app


async def test_a_bug_says_nothing_about_itself(log: io.StringIO) -> None:
    """What breaks is answered with one word, counted, and logged without its message (R30, R32)."""
    before = metrics.broken.labels("web")._value.get()
    async with browsing(app_that_raises(RuntimeError(CANARY))) as browser:
        answer = await browser.get(f"/{CANARY}?{CANARY}")

    assert (answer.status, answer.json) == (500, {"code": "internal", "retry": True})
    assert metrics.broken.labels("web")._value.get() == before + 1
    line = json.loads(log.getvalue().splitlines()[0])
    assert (line["event"], line["level"], line["route"]) == ("broken", "error", "/{path}")
    assert line["exception"].startswith("RuntimeError")
    assert CANARY not in log.getvalue()
    assert CANARY.encode() not in answer.content


async def test_a_refusal_is_its_code(log: io.StringIO) -> None:
    """What is refused is answered by its code; why is nobody's business outside."""
    async with browsing(app_that_raises(BusyError(CANARY))) as browser:
        answer = await browser.get("/")

    assert (answer.status, answer.json) == (503, {"code": "busy", "retry": True})
    assert CANARY not in log.getvalue()
    assert CANARY.encode() not in answer.content


@pytest.mark.parametrize(
    ("broken", "status", "code"),
    [
        (web.HTTPNotFound(text=CANARY), 404, "unknown_path"),
        (web.HTTPRequestEntityTooLarge(1, 2), 413, "too_large"),
        (web.HTTPBadRequest(text=CANARY), 400, "malformed"),
        (web.HTTPUnsupportedMediaType(text=CANARY), 415, "malformed"),
    ],
)
async def test_the_librarys_refusals_become_ours(broken: web.HTTPException, status: int, code: str) -> None:
    """No text of the library goes out."""
    async with browsing(app_that_raises(broken)) as browser:
        answer = await browser.get("/")

    assert (answer.status, answer.json) == (status, {"code": code, "retry": False})


async def test_a_code_without_a_status_is_a_conflict() -> None:
    """A refusal that HTTP has no word for is still a refusal."""
    async with browsing(app_that_raises(RefusedError())) as browser:
        assert (await browser.get("/")).status == 409


def test_every_status_belongs_to_a_code() -> None:
    """The table names no code that does not exist."""
    assert set(STATUS) <= set(CODES)
