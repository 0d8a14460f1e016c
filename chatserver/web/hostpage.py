# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's host page: a site of somebody else, on an origin of its own, that embeds the chat.

Its policy is as strict as a careful site's, to show that the loader works under it.
"""

from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from chatserver.web import headers
from chatserver.web.middleware import answer_refusals, only_hosts
from chatserver.web.pages import MissingBuildError
from chatserver.web.parts import LOOPBACK_HOSTS

WRITTEN_FOR: Final = "http://localhost:8320"
"""The origin that the page names; on other ports it is written for the real one."""
_NEUTRAL: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Weather</title>
<h1>Weather</h1><p>Cloudy, with some sun in the afternoon.</p>
"""


def make_host_page(page: Path, *, chat_origin: str) -> web.Application:
    """
    The application that serves the file *page* at ``/`` and a page about nothing at ``/neutral``.

    Raises:
        MissingBuildError: there is no such file.
    """
    try:
        html = page.read_text(encoding="utf-8").replace(WRITTEN_FOR, chat_origin)
    except OSError:
        raise MissingBuildError(f"{page} is missing: this is no whole copy of Lykta.") from None
    app = web.Application(middlewares=[answer_refusals, only_hosts(LOOPBACK_HOSTS)])
    app.on_response_prepare.append(headers.completer("", headers.Policies({"/": _policy(chat_origin)})))
    for path, text in {"/": html, "/neutral": _NEUTRAL}.items():
        app.router.add_get(path, _page(text))
    return app


def _policy(chat_origin: str) -> str:
    return (
        f"default-src 'none'; script-src {chat_origin}; frame-src {chat_origin}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _page(html: str) -> Handler:
    async def handle(_request: web.Request) -> web.Response:
        response = web.Response(text=html, content_type="text/html")
        response[headers.KIND] = headers.Kind.HOST
        return response

    return handle
