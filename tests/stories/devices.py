# SPDX-License-Identifier: EUPL-1.2
"""Somebody's own device: a Chromium whose profile lies in a folder on a disk, where anybody may look."""

import json
import os
import re
import signal
import tempfile
from pathlib import Path
from typing import Self

from playwright.async_api import BrowserContext, Page, Playwright, Worker

from tests.drivers.canary import contents
from tests.stories.browsers import CHROMIUM, FLAGS
from tests.stories.people import OPEN_SHADOWS, PATIENCE_MS, PHONE

REOPENER = {
    "manifest_version": 3,
    "name": "reopens closed tabs",
    "version": "1",
    "permissions": ["sessions", "tabs"],
    "background": {"service_worker": "nothing.js"},
}
"""There is no window to press a key at: `chrome.sessions.restore` does what Ctrl+Shift+T does."""
SLOT = re.compile(r"1\.\d{1,15}\.(?:[\w-]{32}\.[\w-]{43}|)\.([A-Za-z0-9+/]{40,}={0,2})")
KEPT = """async () => ({
  session: { ...sessionStorage }, local: { ...localStorage }, cookies: document.cookie,
  databases: (await indexedDB.databases()).map((database) => database.name), caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"session": {}, "local": {}, "cookies": "", "databases": [], "caches": [], "workers": 0}


class Device:
    """``async with Device(playwright) as device``: started, killed and started again by stories."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._folder = tempfile.TemporaryDirectory(prefix="lykta-device-", ignore_cleanup_errors=True)
        self.profile = Path(self._folder.name) / "profile"
        self._extension = Path(self._folder.name) / "extension"
        self._extension.mkdir()
        (self._extension / "manifest.json").write_text(json.dumps(REOPENER))
        (self._extension / "nothing.js").write_text("")
        self._context: BrowserContext | None = None

    async def __aenter__(self) -> Self:
        await self.starts()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.context.close()
        self._folder.cleanup()

    @property
    def context(self) -> BrowserContext:
        """The browser as it runs now."""
        assert self._context is not None
        return self._context

    async def starts(self) -> None:
        """Start the browser, as somebody would who has used it before."""
        own = (f"--disable-extensions-except={self._extension}", f"--load-extension={self._extension}")
        self._context = await self._playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=CHROMIUM,
            args=[*FLAGS, *own],
            # Playwright would switch off what is looked into here.
            ignore_default_args=["--disable-back-forward-cache", "--disable-extensions"],
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            locale="en-GB",
        )
        await self._context.add_init_script(OPEN_SHADOWS)

    async def page(self) -> Page:
        """A new tab; another one stays open beside it."""
        page = await self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    async def _reopener(self) -> Worker:
        workers = self.context.service_workers
        return workers[0] if workers else await self.context.wait_for_event("serviceworker")

    async def closes(self, page: Page) -> None:
        """Close the tab of *page*, as a person does."""
        reopener = await self._reopener()
        async with page.expect_event("close"):
            await reopener.evaluate(
                "async (url) => chrome.tabs.remove((await chrome.tabs.query({ url }))[0].id)",
                page.url.split("#", maxsplit=1)[0],
            )

    async def reopens(self) -> Page:
        """Reopen the closed tab."""
        reopener = await self._reopener()
        async with self.context.expect_page() as opened:
            await reopener.evaluate("chrome.sessions.restore()")
        page = await opened.value
        await page.wait_for_load_state()
        return page

    async def is_killed(self) -> None:
        """The browser is killed with -9, and started again."""
        async with self.context.expect_event("close"):
            os.kill(self._process(), signal.SIGKILL)
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()
        await self.starts()

    async def is_stopped(self) -> None:
        """The browser is closed, and has written what it writes then."""
        await self.context.close()

    def _process(self) -> int:
        mine = f"--user-data-dir={self.profile}".encode()
        for table in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                command = table.read_bytes()
            except OSError:
                continue
            if mine in command and b"--type=" not in command and b"chromium" in command:
                return int(table.parent.name)
        raise AssertionError("no such browser runs")

    def slots(self) -> set[str]:
        """The sealed part of every capsule that can still be found in any file, erased or not."""
        found = set()
        for content in contents(self.profile).values():
            # A browser keeps such text with two bytes for each letter, at an even or an odd place.
            for text in (
                content.decode("latin-1"),
                *(content[at:].decode("utf-16-le", "replace") for at in (0, 1)),
            ):
                found |= set(SLOT.findall(text))
        return found


async def kept_by(page: Page) -> dict[str, object]:
    """Everything that the page's origin can read back."""
    kept: dict[str, object] = await page.evaluate(KEPT)
    return kept
