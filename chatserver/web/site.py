# SPDX-License-Identifier: EUPL-1.2
"""The HTTP edge as applications: the relay, and the pages.  ``app`` fills the parts in; sockets attach.

Split: the relay has no pages, and leads there whoever asks it for one.  Not split: one application is both.
"""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from chatserver.domain.errors import UnknownPathError
from chatserver.web import across, headers, health
from chatserver.web.endpoint import MAX_BODY_BYTES
from chatserver.web.manifest import DENIED, DENIED_TYPE, MANIFEST
from chatserver.web.middleware import answer_refusals, only_hosts
from chatserver.web.pages import MOVED, ROOTS, read_pages
from chatserver.web.parts import PARTS, Parts
from chatserver.web.routes import ROUTES
from chatserver.web.static import File
from chatserver.web.written import Written, with_manifest

_PATHS: Final = (*MOVED, "/chat/{name:.*}", "/console/{name:.*}", "/loader.js", ROOTS, MANIFEST, DENIED)
"""Everything that belongs to the pages."""


def make_app(parts: Parts) -> web.Application:
    """
    The application behind ``Site.origin``: the relay, and the pages too if they are not split from it.

    Raises:
        MissingBuildError: a page has not been built.
    """
    site = parts.site
    pages = None if site.split else read_pages(site, parts.roots)
    app = web.Application(middlewares=_middlewares(site.hosts), client_max_size=MAX_BODY_BYTES)
    app[PARTS] = parts
    app.on_response_prepare.append(
        headers.completer(site.origin, headers.NO_PAGES if pages is None else pages.policies)
    )
    for route in ROUTES:
        app.router.add_route(route.method, route.path, route.handle)
    app.router.add_get("/health", health.health)
    app.router.add_get("/ready", health.ready)
    if site.split:
        across.allow(app, site.pages, ROUTES)
    _add(app, _led_to(site.pages) if pages is None else _served(with_manifest(site, pages), site.denied))
    return app


def make_pages_app(written: Written, hosts: frozenset[str] | None) -> web.Application:
    """The application behind ``Site.pages`` where they are split: what is *written*, and nothing else."""
    manifest = written.manifest
    app = web.Application(middlewares=_middlewares(hosts), client_max_size=0)
    app.on_response_prepare.append(headers.completer(manifest.app, manifest.policies))
    app.router.add_get("/health", health.health)
    _add(app, _served(written.files, written.denied))
    return app


def _middlewares(hosts: frozenset[str] | None) -> list[Middleware]:
    return [answer_refusals] if hosts is None else [answer_refusals, only_hosts(hosts)]


def _add(app: web.Application, handler: Handler) -> None:
    for path in _PATHS:
        app.router.add_get(path, handler)


def _served(files: Mapping[str, File], denied: Path) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if request.path in MOVED:
            return _moved(MOVED[request.path])
        if request.path == DENIED:
            return await _denied(denied)
        file = files.get(request.path)
        if file is None:
            raise UnknownPathError("no part of the pages")
        return file.answer(request)

    return handle


async def _denied(path: Path) -> web.Response:
    # Read at every question: a registrar may renew it at any time.
    try:
        content = await asyncio.to_thread(path.read_bytes)
    except OSError:
        raise UnknownPathError("no deny-list") from None
    return web.Response(body=content, content_type=DENIED_TYPE)


def _led_to(pages: str) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return _moved(f"{pages}{request.rel_url.raw_path_qs}")

    return handle


def _moved(where: str) -> web.Response:
    return web.Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": where})
