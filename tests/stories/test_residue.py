# SPDX-License-Identifier: EUPL-1.2
"""What is left on a device, for whoever holds it later: its storage, its way back, its browser's files."""

import asyncio
import base64
import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Error, Page, Playwright, expect

from tests.drivers.canary import contents, files_with, holds, in_base64, planted
from tests.drivers.capsules import WholeStore, opens
from tests.stories.devices import NOTHING, Device, kept_by
from tests.stories.people import Counsellor, Stage, Visitor

FIVE_MINUTES = 300


def canary(what: str) -> str:
    """Something that nobody else has ever written."""
    return f"kanarie-{what}-{secrets.token_hex(8)}"


@dataclass
class Talk:
    """A conversation on a device; every text in it is a canary."""

    device: Device
    stage: Stage
    visitor: Visitor
    counsellor: Counsellor
    name: str = field(default_factory=lambda: canary("name"))
    about: str = field(default_factory=lambda: canary("about"))
    said: str = field(default_factory=lambda: canary("said"))
    heard: str = field(default_factory=lambda: canary("heard"))
    draft: str = field(default_factory=lambda: canary("draft"))
    keys: set[bytes] = field(default_factory=set)
    """Those of the capsules, as they were in trust."""

    @property
    def texts(self) -> tuple[str, ...]:
        """All canaries."""
        return (self.name, self.about, self.said, self.heard, self.draft)

    async def begins(self) -> None:
        """They meet, speak, and the visitor is in the middle of writing something."""
        visitor, counsellor = self.visitor, self.counsellor
        await counsellor.is_free()
        await visitor.opens()
        await visitor.text("Say something first, if you want").click()
        await visitor.view.get_by_label("What may we call you?").fill(self.name)
        await visitor.view.get_by_label("What is it about?").fill(self.about)
        await visitor.joins()
        await counsellor.takes()
        await visitor.meets("Anna")
        await visitor.says(self.said)
        await counsellor.reads(self.said)
        await counsellor.says(self.heard)
        await visitor.reads(self.heard)
        await visitor.view.get_by_label("Write here").fill(self.draft)
        self.keys |= await self.stage.helpline.keys_in_trust()

    def on_disk(self) -> list[str]:
        """The files of the device with a canary, or with the key of a capsule."""
        spelt = [spelling for key in self.keys for spelling in (key, *in_base64(key))]
        with_key = [
            str(path)
            for path, content in contents(self.device.profile).items()
            if any(spelling in content or _wide(spelling) in content for spelling in spelt)
        ]
        return files_with(self.device.profile, self.texts) + with_key

    def opened(self) -> list[bytes]:
        """What whoever has the device and the server's whole store reads."""
        store = WholeStore(self.stage.helpline.store_address, self.stage.helpline.data)
        try:
            everything = store.taken()
        finally:
            store.close()
        read = (opens(base64.b64decode(whole(slot)), everything) for slot in self.device.slots())
        return [content for content in read if content is not None]

    async def shows(self, page: Page) -> bool:
        """Whether *page* has a canary in it, on the screen or not."""
        whole = await page.content() + await page.title()
        return any(holds(whole.encode(), text) for text in self.texts)


def whole(text: str) -> str:
    """*text* without what a file was cut in: then it is not the whole slot, and opens nothing."""
    return text[: len(text) // 4 * 4]


def _wide(spelling: bytes) -> bytes:
    return spelling.decode("latin-1").encode("utf-16-le")


@pytest_asyncio.fixture(loop_scope="session")
async def talk(playwright: Playwright, stage: Stage) -> AsyncIterator[Talk]:
    """A conversation in the middle; the device's owner has another tab open, too."""
    async with Device(playwright) as device:
        visitor = Visitor(await device.page(), stage.helpline, framed=False)
        talk = Talk(device, stage, visitor, await stage.counsellor())
        await talk.begins()
        assert talk.on_disk() == [], "in plaintext, at any time"
        yield talk
        if await talk.counsellor.button("End …").is_visible():
            await talk.counsellor.ends()


def test_the_search_of_files_finds_what_is_planted(tmp_path: Path) -> None:
    """A search that finds nothing proves nothing, unless it finds what was put there."""
    text = canary("plänted")
    ways = planted(text)
    for name, content in ways.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "nothing").write_text("of the kind")

    assert files_with(tmp_path, [text]) == sorted(ways)


async def test_the_search_of_a_device_finds_what_is_planted(playwright: Playwright, stage: Stage) -> None:
    """What a page stores, and what is typed where a browser may keep it, is found in the device's files."""
    async with Device(playwright) as device:
        page = await device.page()
        await page.goto(stage.helpline.host_page)
        texts = {what: canary(what) for what in ("session", "local", "typed", "address", "cookie")}
        await page.evaluate(
            """(texts) => {
              sessionStorage.setItem("planted", texts.session)
              localStorage.setItem("planted", texts.local)
              document.cookie = `planted=${texts.cookie}; max-age=600`
              history.replaceState(null, "", `?${texts.address}`)
              document.body.replaceChildren(document.createElement("textarea"))
            }""",
            texts,
        )
        await page.locator("textarea").fill(texts["typed"])
        kept = await kept_by(page)
        async with asyncio.timeout(20):
            while not files_with(device.profile, [texts["typed"]]):  # noqa: ASYNC110  # no event
                await asyncio.sleep(0.2)  # a browser writes down a little later what was typed
        await device.closes(page)
        reopened = await device.reopens()

        assert texts["session"] in str(kept)
        assert texts["local"] in str(kept)
        assert texts["cookie"] in str(kept)
        assert await reopened.evaluate("sessionStorage.getItem('planted')") == texts["session"]
        await expect(reopened.locator("body")).to_be_attached()
        await device.is_stopped()
        for what in ("session", "local", "typed", "address"):
            assert files_with(device.profile, [texts[what]]), what


async def leaves_quickly(talk: Talk) -> None:
    """The exit."""
    await talk.visitor.leaves_quickly()
    await talk.visitor.page.wait_for_url("**/neutral")


async def is_ended(talk: Talk) -> None:
    """The counsellor ends it; the text stays on the screen until the tab is closed."""
    await talk.counsellor.ends()
    await talk.visitor.sees("The counsellor has ended the conversation")


@pytest.mark.parametrize("over", [leaves_quickly, is_ended])
async def test_nothing_is_left_of_what_is_over(talk: Talk, over: Callable[[Talk], Awaitable[None]]) -> None:
    """After an exit and an end: no storage, no way back, no file, no closed tab, no capsule that opens."""
    await over(talk)

    assert talk.opened() == []
    page = talk.visitor.page
    if over is is_ended:
        assert await kept_by(page) == NOTHING
        await page.goto(f"{talk.stage.helpline.host_page}neutral")
    await page.go_back()
    assert not await talk.shows(page)
    await page.goto(f"{talk.stage.helpline.pages}/chat/?lang=en")
    assert await kept_by(page) == NOTHING
    await talk.device.closes(page)
    reopened = await talk.device.reopens()
    assert not await talk.shows(reopened)
    assert await kept_by(reopened) == NOTHING
    await talk.device.is_stopped()
    assert talk.on_disk() == []
    assert talk.opened() == []


async def crashes(talk: Talk) -> Page:
    """The page's process dies; the tab is closed, and reopened."""
    page = talk.visitor.page
    async with page.expect_event("crash"):
        with contextlib.suppress(Error):
            await page.goto("chrome://crash")
    await talk.device.closes(page)
    return await talk.device.reopens()


async def is_reopened(talk: Talk) -> Page:
    """The tab is closed in the middle of it, and reopened."""
    await talk.device.closes(talk.visitor.page)
    return await talk.device.reopens()


async def is_killed(talk: Talk) -> Page:
    """The whole browser is killed with -9; somebody starts it, and opens the chat."""
    await talk.device.is_killed()
    page = await talk.device.page()
    await page.goto(f"{talk.stage.helpline.pages}/chat/?lang=en")
    return page


async def goes_elsewhere_and_back(talk: Talk) -> Page:
    """The tab goes to another page and back, perhaps to a page that the browser had put aside."""
    page = talk.visitor.page
    await page.evaluate("addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")
    await page.goto(f"{talk.stage.helpline.host_page}neutral")
    await page.go_back()
    return page


@pytest.mark.parametrize("breaks", [crashes, is_reopened, is_killed, goes_elsewhere_and_back])
async def test_nothing_shows_by_itself_after_a_break(
    talk: Talk, breaks: Callable[[Talk], Awaitable[Page]]
) -> None:
    """However a page was lost: no text comes back by itself or is in a file; in the end no capsule opens."""
    page = await breaks(talk)

    await expect(page.locator("body")).to_be_visible()
    assert not await talk.shows(page)
    await talk.device.is_stopped()
    assert talk.on_disk() == []
    await talk.stage.helpline.keys_in_trust_age(FIVE_MINUTES + 30)
    assert talk.opened() == []
