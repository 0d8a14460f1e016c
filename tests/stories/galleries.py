# SPDX-License-Identifier: EUPL-1.2
"""The galleries: every view and state of both interfaces, built for looking at, served on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from playwright.async_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Gallery:
    """One interface's gallery, and the address of a view in it."""

    folder: Path
    view: str
    rtl: str

    def address(self, origin: str, view: str, *, language: str) -> str:
        """Where *view* is, in *language*; ``rtl`` is the made-up one from right to left."""
        spoken = self.rtl if language == "rtl" else f"lang={language}"
        return f"{origin}/gallery.html{self.view}={view}&{spoken}"


GALLERIES = {
    "chat": Gallery(ROOT / "build" / "gallery", "#sight", "lang=ar-XB"),
    "console": Gallery(ROOT / "build" / "gallery-console", "?view", "lang=en&pseudo"),
}


@asynccontextmanager
async def served(gallery: Gallery) -> AsyncIterator[str]:
    """Serve *gallery*; the origin."""
    app = web.Application()
    app.router.add_static("/", gallery.folder)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def views(page: Page, origin: str) -> list[str]:
    """The name of every view, as the gallery's own list has them."""
    await page.goto(f"{origin}/gallery.html")
    links = page.locator("main a")
    await links.first.wait_for()
    addresses: list[str] = await links.evaluate_all("all => all.map(link => link.getAttribute('href'))")
    return list(dict.fromkeys(address.split("=")[1].split("&")[0] for address in addresses))


async def open_view(page: Page, address: str) -> None:
    """Open one view, drawn anew."""
    await page.goto("about:blank")
    await page.goto(address)
    await page.locator("main").first.wait_for()


@asynccontextmanager
async def looking(
    browser: Browser, *, width: int, height: int | None = None, night: bool
) -> AsyncIterator[Page]:
    """A page of *width*, by night or by day."""
    context = await browser.new_context(
        viewport={"width": width, "height": height or (640 if width < 600 else 800)},
        color_scheme="dark" if night else "light",
        reduced_motion="reduce",
    )
    yield await context.new_page()
    await context.close()
