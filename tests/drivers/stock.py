# SPDX-License-Identifier: EUPL-1.2
"""A stock python-socketio server on loopback: what the traps look like where nobody has cured them."""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import socketio
from aiohttp import web

from chatserver.sockets.loggers import LibraryLog


@dataclass(frozen=True)
class Stock:
    """A served stock server."""

    server: Any
    port: int

    @property
    def url(self) -> str:
        """Where Socket.IO answers."""
        return f"http://127.0.0.1:{self.port}/socket.io/"


@contextlib.asynccontextmanager
async def stock(handlers: dict[str, Callable[..., Any]], **options: Any) -> AsyncIterator[Stock]:
    """A stock server with *handlers* on ``/visitor``; whatever *options* do not say is as by default."""
    quiet = {"logger": LibraryLog("stock"), "engineio_logger": LibraryLog("stock"), **options}
    server = socketio.AsyncServer(async_mode="aiohttp", namespaces=["/visitor"], **quiet)
    for event, handler in handlers.items():
        server.on(event, handler, namespace="/visitor")
    app = web.Application()
    server.attach(app)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield Stock(server, site.port)
    finally:
        await server.shutdown()
        await runner.cleanup()
