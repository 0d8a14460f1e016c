# SPDX-License-Identifier: EUPL-1.2
"""Servers on loopback that stand for an agency's machine."""

import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[..., Awaitable[str]]


@asynccontextmanager
async def served(
    app: web.Application, context: ssl.SSLContext | None, door: socket.socket | None = None
) -> AsyncIterator[str]:
    """The address of *app*, for as long as it runs."""
    door = door or free_door()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.SockSite(runner, door, ssl_context=context).start()
        yield address_of(door, secure=context is not None)
    finally:
        await runner.cleanup()


def free_door() -> socket.socket:
    """A port that nobody has."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    return door


def address_of(door: socket.socket, *, secure: bool = True) -> str:
    """The address of what is served there."""
    return f"{'https' if secure else 'http'}://127.0.0.1:{door.getsockname()[1]}/take"
