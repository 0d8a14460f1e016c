# SPDX-License-Identifier: EUPL-1.2
"""What a browser keeps of a tab when its page is gone: crashed, thrown away, or closed and opened again."""

import asyncio
import contextlib
import json

from playwright.async_api import Error, Page, Route

from tests.stories.people import PATIENCE_MS

BOTH_SLOTS = 2
MIRROR = """
for (const name of ["setItem", "removeItem"]) {
  const plain = Storage.prototype[name]
  Storage.prototype[name] = function (...said) { plain.apply(this, said); window.mirrored(...said) }
}
"""
HUSH = """
{
  const plain = Storage.prototype.setItem
  Storage.prototype.setItem = function (...said) {
    plain.apply(this, said)
    if (this.length === %d) WebSocket.prototype.send = window.fetch = () => new Promise(() => {})
  }
}
"""
"""Hushed once its own slot is written: what it said then might not be on the shelf that is known here."""
FILL = """
if (window.name !== "filled") {
  window.name = "filled"
  for (const [name, text] of Object.entries(%s)) sessionStorage.setItem(name, text)
}
"""


class Tab:
    """One tab: what is on its shelf is known here at every moment, so that its page can die at any."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._context = page.context
        self.texts: dict[str, str] = {}
        self.written = asyncio.Event()

    async def mirrored(self, page: Page) -> Page:
        """Follows what *page* keeps."""

        def note(name: str, text: str | None = None) -> None:
            if text is None:
                self.texts.pop(name, None)
            else:
                self.texts[name] = text
                self.written.set()

        await page.expose_function("mirrored", note)
        await page.add_init_script(MIRROR)
        return page

    async def reads(self) -> dict[str, str]:
        """Looks at the shelf of a page that stands."""
        self.texts = await self.page.evaluate("({ ...sessionStorage })")
        return self.texts

    async def crashes(self) -> None:
        """The page is gone at once, without a word (CDP ``Page.crash``)."""
        session = await self.page.context.new_cdp_session(self.page)
        async with self.page.expect_event("crash"):
            dying = asyncio.get_running_loop().create_task(session.send("Page.crash"))
        # It answers nothing, or that its target has crashed.
        dying.cancel()
        with contextlib.suppress(Error, asyncio.CancelledError):
            await dying
        await self.page.close()

    async def again(self, address: str, *, until_key: bool = False, until_written: bool = False) -> Page:
        """
        The tab once more, with what was on its shelf.

        *until_key*: its key is on its way; *until_written*: its own slot lies beside the one that it found,
        and it says nothing more.
        """
        page = await self._context.new_page()
        given = asyncio.Event()
        if until_key:
            await page.route("**/api/capsule", lambda route: holds_back(route, given))
        await page.add_init_script(FILL % json.dumps(self.texts))
        self.page = await self.mirrored(page)
        if until_written:
            await page.add_init_script(HUSH % BOTH_SLOTS)
        self.written.clear()
        await page.goto(address, wait_until="commit")
        if until_key:
            await asyncio.wait_for(given.wait(), PATIENCE_MS / 1_000)
        if until_written:
            await self._writes()
        return page

    async def _writes(self) -> None:
        async with asyncio.timeout(PATIENCE_MS / 1_000):
            while len(self.texts) < BOTH_SLOTS:
                self.written.clear()
                await self.written.wait()


async def holds_back(route: Route, given: asyncio.Event) -> None:
    """Lets the relay answer, and the page wait."""
    await route.fetch()
    given.set()
