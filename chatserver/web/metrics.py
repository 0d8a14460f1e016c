# SPDX-License-Identifier: EUPL-1.2
"""``/metrics``, as an application of its own for a port of its own: never on the one that visitors reach."""

from aiohttp import web

from chatserver.observe import metrics
from chatserver.web import headers
from chatserver.web.middleware import answer_refusals


def make_metrics_app() -> web.Application:
    """The application that a scraper asks."""
    app = web.Application(middlewares=[answer_refusals])
    app.on_response_prepare.append(headers.completer(""))
    app.router.add_get("/metrics", _metrics)
    return app


async def _metrics(_request: web.Request) -> web.Response:
    kind = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
    return web.Response(body=metrics.exposition(), headers=kind)
