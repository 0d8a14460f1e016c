# SPDX-License-Identifier: EUPL-1.2
"""Everybody can use every view: axe finds nothing, and nothing is wider than the screen."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.conftest import is_thorough
from tests.stories.galleries import GALLERIES, ROOT, looking, open_view, served, views

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SLOW = pytest.mark.skipif(not is_thorough(), reason="slow; run with --hypothesis-profile thorough")
SCREENS = (
    (320, True, "sv"),
    pytest.param(1280, False, "en", marks=SLOW),
    pytest.param(320, False, "rtl", marks=SLOW),
)


async def findings(page: Page) -> list[str]:
    """What axe has against the page."""
    await page.evaluate(AXE)
    found: list[dict[str, Any]] = await page.evaluate(
        "tags => axe.run({ runOnly: tags }).then(({ violations }) => violations)", list(RULES)
    )
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


async def too_wide(page: Page) -> bool:
    """Whether the page must be scrolled sideways."""
    wide: bool = await page.evaluate(
        "document.scrollingElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wide


@pytest.mark.parametrize("name", ["console", pytest.param("chat", marks=SLOW)])
@pytest.mark.parametrize(("width", "night", "language"), SCREENS)
async def test_every_view_is_accessible(
    chromium: Browser, name: str, width: int, language: str, *, night: bool
) -> None:
    """
    A phone by night; with `make test-all` a desk and right to left: no finding, no sideways scroll.

    With each change every third view of the console (of the chat: `test_every_view`), with `make test-all`
    every one.
    """
    gallery = GALLERIES[name]
    wrong: list[str] = []
    async with served(gallery) as origin, looking(chromium, width=width, night=night) as page:
        for view in (await views(page, origin))[:: 1 if is_thorough() else 3]:
            await open_view(page, gallery.address(origin, view, language=language))
            wrong += [f"{view}: {finding}" for finding in await findings(page)]
            wrong += [f"{view}: wider than the screen"] * await too_wide(page)

    assert wrong == []
