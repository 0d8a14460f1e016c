# SPDX-License-Identifier: EUPL-1.2
"""The HTTP edge as one application.  ``app/`` fills the parts in; sockets attach to what comes out."""

import asyncio
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from chatserver.domain.errors import UnknownPathError
from chatserver.web import headers, health
from chatserver.web.endpoint import MAX_BODY_BYTES
from chatserver.web.middleware import answer_refusals, only_hosts
from chatserver.web.parts import PARTS, Parts, Site
from chatserver.web.routes import ROUTES
from chatserver.web.static import Build, read_file


def make_app(parts: Parts) -> web.Application:
    """
    The application behind ``Site.origin``.

    Raises:
        MissingBuildError: a page has not been built.
    """
    site = parts.site
    doors = [] if site.hosts is None else [only_hosts(site.hosts)]
    app = web.Application(middlewares=[answer_refusals, *doors], client_max_size=MAX_BODY_BYTES)
    app[PARTS] = parts
    app.on_response_prepare.append(headers.completer(site.origin))
    for route in ROUTES:
        app.router.add_route(route.method, route.path, route.handle)
    app.router.add_get("/health", health.health)
    app.router.add_get("/ready", health.ready)
    _add_pages(app, site)
    return app


def _add_pages(app: web.Application, site: Site) -> None:
    pages = {
        "chat": headers.chat_page(site.origin, site.embedding_sites),
        "console": headers.console_page(site.origin),
    }
    for name, page in pages.items():
        app.router.add_get(f"/{name}/{{name:.*}}", _build(site, name, page))
        app.router.add_get(f"/{name}", _moved(f"/{name}/"))
    app.router.add_get("/", _moved("/chat/"))
    app.router.add_get("/loader.js", _loader(site))
    app.router.add_get("/denied.bin", _denied(site))


def _build(site: Site, name: str, page: headers.Headers) -> Handler:
    return Build(site.build_folder / name, page, exit_page=site.exit_page).handle


def _loader(site: Site) -> Handler:
    file = read_file(
        site.build_folder / "loader" / "loader.js",
        {"Cache-Control": headers.ASK_AGAIN, "Cross-Origin-Resource-Policy": "cross-origin"},
        exit_page=site.exit_page,
    )

    async def handle(request: web.Request) -> web.StreamResponse:
        return file.answer(request)

    return handle


def _denied(site: Site) -> Handler:
    async def handle(_request: web.Request) -> web.StreamResponse:
        try:
            content = await asyncio.to_thread(site.denied.read_bytes)
        except OSError:
            raise UnknownPathError("no deny-list") from None
        return web.Response(body=content, content_type="application/octet-stream")

    return handle


def _moved(where: str) -> Handler:
    async def handle(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": where})

    return handle
