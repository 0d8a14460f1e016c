# SPDX-License-Identifier: EUPL-1.2
"""Real counterparts on loopback: an authority of the test's own, and servers that it vouches for."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import uvloop
from aiohttp import web

from chatserver.signing.webhookkeys import WebhookKeys
from tests.drivers.authority import Authority
from tests.drivers.counterparts import Handler, Serve, served


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """On the loop that serves: its sockets and transports are not asyncio's."""
    return {"uvloop": uvloop.new_event_loop}


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who vouches for the servers of the tests."""
    return Authority.make(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who vouches for others."""
    return Authority.make(tmp_path_factory.mktemp("stranger"))


@pytest.fixture
async def serve(authority: Authority) -> AsyncIterator[Serve]:
    """Starts a server whose certificate is good, unless told otherwise; the answer is its address."""
    async with AsyncExitStack() as open_things:

        async def start(
            handler: Handler, context: ssl.SSLContext | None = None, *, bare: bool = False
        ) -> str:
            app = web.Application()
            app.router.add_route("*", "/{tail:.*}", handler)
            chosen = None if bare else context or authority.server()
            return await open_things.enter_async_context(served(app, chosen))

        yield start


@pytest.fixture
def key_folder(tmp_path: Path) -> Path:
    """A data folder with a key of the webhook."""
    folder = tmp_path / "server"
    WebhookKeys(folder).make()
    return folder
