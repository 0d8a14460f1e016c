# SPDX-License-Identifier: EUPL-1.2
"""The one place where what was raised becomes an answer, and the door that looks at the Host."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import msgspec
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from chatserver.domain.errors import NotAllowedError, RefusedError
from chatserver.observe import metrics
from chatserver.web.endpoint import JSON
from chatserver.web.guards import host_name
from chatserver.wire.http import Refused

STATUS: Final[Mapping[str, HTTPStatus]] = {
    "malformed": HTTPStatus.BAD_REQUEST,
    "unknown_path": HTTPStatus.NOT_FOUND,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_fast": HTTPStatus.TOO_MANY_REQUESTS,
    "not_signed_in": HTTPStatus.UNAUTHORIZED,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "not_yours": HTTPStatus.FORBIDDEN,
    "passkey_refused": HTTPStatus.FORBIDDEN,
    "link_refused": HTTPStatus.GONE,
    "gone": HTTPStatus.NOT_FOUND,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""By code; a code that is not here is told as a conflict."""

_OF_AIOHTTP: Final[Mapping[int, str]] = {
    HTTPStatus.NOT_FOUND: "unknown_path",
    HTTPStatus.METHOD_NOT_ALLOWED: "unknown_path",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
}

log = structlog.get_logger()


@web.middleware
async def answer_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer as *handler* does; what it refuses, by its code; what breaks, as ``internal``, and log it."""
    route = _route(request)
    try:
        response = await handler(request)
    except RefusedError as refused:
        log.info("refused", route=route, code=refused.code)
        return _refusal(route, refused.code, retry=refused.retry)
    except web.HTTPException as http:
        if http.status < HTTPStatus.BAD_REQUEST:
            raise  # a redirection
        code = _OF_AIOHTTP.get(http.status, "malformed")
        return _refusal(route, code, retry=False, status=http.status)
    except Exception:  # one of the two edges where a bug may surface
        metrics.broken.labels("web").inc()
        log.exception("broken", route=route)
        return _refusal(route, "internal", retry=True)
    metrics.asked.labels("http", route, "ok").inc()
    return response


def only_hosts(hosts: frozenset[str]) -> Middleware:
    """
    Answer only to *hosts*.

    Without this a page of another name that points at this machine would count as the same site.
    """

    @web.middleware
    async def look(request: web.Request, handler: Handler) -> web.StreamResponse:
        if host_name(request.headers.get("Host", "")) not in hosts:
            raise NotAllowedError("asked for by another name")
        return await handler(request)

    return look


def _refusal(route: str, code: str, *, retry: bool, status: int | None = None) -> web.Response:
    metrics.asked.labels("http", route, code).inc()
    body = msgspec.json.encode(Refused(code=code, retry=retry))
    return web.Response(body=body, content_type=JSON, status=status or STATUS.get(code, HTTPStatus.CONFLICT))


def _route(request: web.Request) -> str:
    # The row of the table, never the path: that is what somebody typed.
    resource = request.match_info.route.resource
    return "unknown" if resource is None else resource.canonical
