# SPDX-License-Identifier: EUPL-1.2
"""A browser as the HTTP edge sees it: an Origin, one cookie, JSON in and out, over a real connection."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookies import Morsel, SimpleCookie
from typing import Any

import msgspec
from aiohttp import ClientResponse, ClientSession, DummyCookieJar, web
from multidict import CIMultiDictProxy

from chatserver.web.endpoint import COOKIE
from chatserver.web.routes import ROUTES
from tests.drivers.authenticator import ORIGIN


@dataclass
class Answered:
    """What came back."""

    status: int
    headers: CIMultiDictProxy[str]
    content: bytes
    json: Any = None
    cookie: "Morsel[str] | None" = None


@dataclass
class Browser:
    """One browser.  *cookie* is what it keeps; *headers* go with every request."""

    session: ClientSession
    address: str
    origin: str | None = ORIGIN
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, **headers: str) -> Answered:
        """GET *path*."""
        return await self._ask("GET", path, None, headers)

    async def post(self, path: str, body: object = None, **headers: str) -> Answered:
        """POST *body* as JSON."""
        return await self._ask("POST", path, {} if body is None else body, headers)

    async def send(
        self, method: str, path: str, content: bytes | AsyncIterable[bytes], **headers: str
    ) -> Answered:
        """Send *content* as it is; one that comes in pieces says no length before."""
        return await self._ask(method, path, content, headers)

    async def _ask(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answered:
        sent = {**self._own(method), **self.headers, **{n.replace("_", "-"): v for n, v in headers.items()}}
        payload = {"data": body} if isinstance(body, (bytes, AsyncIterable)) else {"json": body}
        ask = self.session.request(
            method,
            self.address + path,
            headers=sent,
            allow_redirects=False,
            **({} if body is None else payload),
        )
        async with ask as response:
            content = await response.read()
            if response.status == 200:
                _checked(method, path, content)
            return self._heard(response, content, await _json(response))

    def _own(self, method: str) -> dict[str, str]:
        own = {"Accept-Encoding": "identity"}
        if self.origin is not None and method != "GET":
            own["Origin"] = self.origin
        if self.cookie:
            own["Cookie"] = f"{COOKIE}={self.cookie}"
        return own

    def _heard(self, response: ClientResponse, content: bytes, json: Any) -> Answered:
        said: SimpleCookie = SimpleCookie(response.headers.get("Set-Cookie", ""))
        morsel = said.get(COOKIE)
        if morsel is not None:
            self.cookie = morsel.value
        return Answered(response.status, response.headers, content, json, morsel)


def _checked(method: str, path: str, content: bytes) -> None:
    """What a row of the table answers has the shape that the row says, as the reference tells."""
    for row in ROUTES:
        if (row.method, row.path) == (method, path):
            msgspec.json.decode(content, type=row.answers)


async def _json(response: ClientResponse) -> Any:
    return await response.json() if response.content_type == "application/json" else None


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """The address at which *app* is served, on a free port of loopback."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def browsing(app: web.Application) -> AsyncIterator[Browser]:
    """A browser in front of *app*."""
    async with (
        served(app) as address,
        ClientSession(cookie_jar=DummyCookieJar(), auto_decompress=False) as session,
    ):
        yield Browser(session, address)
