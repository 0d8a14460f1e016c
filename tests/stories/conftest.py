# SPDX-License-Identifier: EUPL-1.2
"""Stories: a real browser, the real server, real stores.  One Chromium; a fresh context for each person."""

import inspect
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Playwright, async_playwright

from tests.stories.browsers import CHROMIUM, FLAGS
from tests.stories.helpline import Helpline
from tests.stories.line_of_wire import Wire
from tests.stories.people import Stage


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All stories share one event loop, as they share one browser."""
    here = str(Path(__file__).parent)
    for item in items:
        is_async = inspect.iscoroutinefunction(getattr(item, "function", None))
        if is_async and str(item.path).startswith(here):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    """The driver."""
    async with async_playwright() as driver:
        yield driver


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium(playwright: Playwright) -> AsyncIterator[Browser]:
    """The browser."""
    browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
    yield browser
    await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def helpline() -> AsyncIterator[Helpline]:
    """A demonstration that all stories share which do not hurt it."""
    async with Helpline() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def stage(chromium: Browser, helpline: Helpline) -> AsyncIterator[Stage]:
    """A stage at the shared helpline.  At the end no page has complained."""
    async with Stage(chromium, helpline) as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="session")
async def own(chromium: Browser) -> AsyncIterator[tuple[Stage, Wire]]:
    """A helpline of this story's own, behind a wire that can be cut and listened to."""
    helpline = Helpline()
    async with Wire(helpline.port) as wire:
        helpline.public_port = wire.port
        async with helpline, Stage(chromium, helpline) as stage:
            yield stage, wire
