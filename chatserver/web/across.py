# SPDX-License-Identifier: EUPL-1.2
"""What a relay without pages says to the pages on another origin: that they, and nobody else, may ask (CORS).

Rule 1: one origin, by name; never ``*``.  Rule 2: credentials for the staff's paths only (R2).
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from chatserver.domain.errors import NotAllowedError
from chatserver.web.endpoint import Route

_REMEMBER_SECONDS: Final = 7_200
"""How long a browser need not ask whether it may ask: the most that any of them remembers."""
STAFF: Final = ("/api/staff/", "/api/cases")
"""How the paths begin that a cookie opens."""


def allow(app: web.Application, pages: str, routes: Sequence[Route]) -> None:
    """Let *pages* ask for *routes*, and say so in every answer of the API, refusals among them."""

    async def say(request: web.Request, response: web.StreamResponse) -> None:
        if not request.path.startswith("/api/"):
            return
        response.headers["Vary"] = "Origin"
        if request.headers.get("Origin") == pages:
            response.headers["Access-Control-Allow-Origin"] = pages
            if request.path.startswith(STAFF):
                response.headers["Access-Control-Allow-Credentials"] = "true"

    app.on_response_prepare.append(say)
    methods: dict[str, list[str]] = {}
    for route in routes:
        methods.setdefault(route.path, []).append(route.method)
    for path, of_path in methods.items():
        app.router.add_route("OPTIONS", path, _may(of_path, pages))


def _may(methods: Sequence[str], pages: str) -> Handler:
    headers = {
        "Access-Control-Allow-Methods": ", ".join(methods),
        "Access-Control-Allow-Headers": "content-type",
        "Access-Control-Max-Age": str(_REMEMBER_SECONDS),
    }

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") != pages:
            raise NotAllowedError("another site's page")
        return web.Response(status=HTTPStatus.NO_CONTENT, headers=headers)

    return handle
