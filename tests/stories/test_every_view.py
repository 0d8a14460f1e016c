# SPDX-License-Identifier: EUPL-1.2
"""Every view of the visitor's page, from the gallery: what a screen reader, a thumb, a small screen need."""

import mimetypes
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route

from tests.conftest import is_thorough

ROOT = Path(__file__).resolve().parents[2]
GALLERY = ROOT / "build" / "gallery"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SITE = "http://gallery.test/"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((node) => {
  const { left, right, width } = node.getBoundingClientRect()
  return width > 0 && !node.closest(".unseen") && (left < -1 || right > innerWidth + 1)
}).map((node) => node.outerHTML.slice(0, 120))"""
TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select, textarea")]
.filter((node) => {
  const { height } = (node.closest("label") ?? node).getBoundingClientRect()
  return height > 0 && height < 47.5
}).map((node) => node.outerHTML.slice(0, 120))"""

Night = Literal["dark", "light"]
SIZES: Mapping[str, tuple[int, int, Night, str]] = {
    "a small phone at night": (320, 568, "dark", "sv"),
    "a desk by day": (1280, 800, "light", "en"),
    "from right to left": (320, 568, "light", "ar-XB"),
}


async def from_build(route: Route) -> None:
    """Answer from the gallery's folder."""
    path = GALLERY / route.request.url.removeprefix(SITE).partition("?")[0]
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    await route.fulfill(body=path.read_bytes(), content_type=kind)


@pytest_asyncio.fixture(loop_scope="session", params=SIZES)
async def gallery(
    request: pytest.FixtureRequest, chromium: Browser
) -> AsyncIterator[tuple[Page, str, slice]]:
    """A page of the gallery's site, the language to ask for, and which views to look at there."""
    width, height, scheme, language = SIZES[request.param]
    context = await chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    await context.route(f"{SITE}**", from_build)
    mine = slice(None) if is_thorough() else slice(list(SIZES).index(request.param), None, len(SIZES))
    yield await context.new_page(), language, mine
    await context.close()


async def sights(page: Page) -> list[str]:
    """The names of all views."""
    await page.goto(f"{SITE}gallery.html")
    await page.locator("li").first.wait_for()
    names: list[str] = await page.evaluate(
        "[...document.querySelectorAll('li a:first-child')].map((link) => "
        "new URLSearchParams(link.hash.slice(1)).get('sight'))"
    )
    return names


async def faults(page: Page) -> dict[str, Any]:
    """What axe finds, what stands out of the screen, and what is too small for a thumb."""
    found = await page.evaluate("(rules) => axe.run(document, { runOnly: rules })", RULES)
    axe = [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found["violations"]]
    return {"axe": axe, "wide": await page.evaluate(TOO_WIDE), "small": await page.evaluate(TOO_SMALL)}


async def test_every_view_can_be_used_by_everybody(gallery: tuple[Page, str, slice]) -> None:
    """
    On every view axe finds nothing, nothing leaves the screen sideways, and what is pressed has 48 px.

    With each change every view on one of the screens, with `make test-all` on each.
    """
    page, language, mine = gallery
    names = await sights(page)
    assert len(names) > 40
    await page.add_script_tag(path=AXE)

    found = {}
    for name in names[mine]:
        await page.evaluate("(wish) => { location.hash = wish }", f"sight={name}&lang={language}")
        await page.locator(f"[data-sight='{name}'] h1").wait_for()
        found[name] = await faults(page)

    assert {name: fault for name, fault in found.items() if any(fault.values())} == {}
