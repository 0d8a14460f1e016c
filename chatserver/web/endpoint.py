# SPDX-License-Identifier: EUPL-1.2
"""One row of the routes, made into a handler: guards, then the body, then the use case, then the answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from aiohttp import web

from chatserver.domain.errors import MalformedError
from chatserver.services.staff import StaffSeatInfo
from chatserver.web.guards import Guard, Ours, Sender
from chatserver.web.parts import PARTS, Parts
from chatserver.wire.shapes import Nothing, Shape

COOKIE: Final = "__Host-lykta"
MAX_BODY_BYTES: Final = 65_536
MAX_SEALED_BODY_BYTES: Final = 147_456
"""Of a body that carries what a browser has sealed: 96 kB in base64, and its names."""
JSON: Final = "application/json"

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Ask:
    """What a use case is asked: a checked body, and the cookie if there is one."""

    parts: Parts
    body: Any
    cookie: str

    async def who(self) -> StaffSeatInfo:
        """
        Who asks.

        Raises:
            NotSignedInError: nobody of the staff.
        """
        return await self.parts.doorman.who(self.cookie)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered; *cookie* is set, or with an empty text taken away."""

    body: object = Nothing()
    cookie: str | None = None


Act = Callable[[Ask], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """One row: who may ask for what, with which body."""

    method: str
    path: str
    act: Act
    guards: tuple[Guard, ...]
    takes: type[Shape] | None = None
    answers: Any = Nothing
    """The shape of the answer, or a list of it."""
    max_bytes: int = MAX_BODY_BYTES

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer *request*.  What is refused is raised: the middleware answers it."""
        parts, sender = request.app[PARTS], Sender.of(request)
        ours = Ours(parts.site.pages, parts.site.split)
        for guard in self.guards:
            guard(sender, ours)
        body = None if self.takes is None else await _read(request, self)
        return _written(await self.act(Ask(parts, body, request.cookies.get(COOKIE, ""))))


async def _read(request: web.Request, route: Route) -> Shape:
    if request.content_type != JSON or "Content-Encoding" in request.headers:
        raise MalformedError("not plain JSON")
    try:
        content = await request.clone(client_max_size=route.max_bytes).read()
    except ConnectionError:
        # Cut for its slowness, or gone: nobody hears the answer, and it is no fault of ours.
        raise MalformedError("no whole body") from None
    try:
        return msgspec.json.decode(content, type=route.takes)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise MalformedError("not its shape") from None


def _written(answer: Answer) -> web.Response:
    response = web.Response(body=_encode(answer.body), content_type=JSON)
    if answer.cookie is not None:
        _set_cookie(response, answer.cookie)
    return response


def _set_cookie(response: web.Response, value: str) -> None:
    # Browsers take the __Host- name only with Secure, Path=/ and no Domain: no other host can set it.
    gone = None if value else 0
    response.set_cookie(COOKIE, value, path="/", secure=True, httponly=True, samesite="Strict", max_age=gone)
