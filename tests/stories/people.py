# SPDX-License-Identifier: EUPL-1.2
"""The people of the stories.  They see what is on the screen and press what is there; they know no code.

Everything waits for what can be seen, with a bound; nothing sleeps.
"""

import asyncio
import re
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Self

from playwright.async_api import Browser, BrowserContext, FrameLocator, Locator, Page, expect

from tests.stories.helpline import Helpline

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
PATIENCE_MS = 15_000
OPEN_SHADOWS = """
const attach = Element.prototype.attachShadow
Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }) }
"""
"""The loader's shadow is closed to the site around it; a person sees into it, and so must a story."""
WATCH = """
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
  lyktaViolated([location.pathname, effectiveDirective, blockedURI, sample].join(" ")))
"""
"""In every page and every frame: what a policy forbade is told to the stage."""
REPORTS = re.compile(r"Policy|Trusted ?(Type|HTML|Script)|integrity", re.IGNORECASE)
"""What a browser writes into its console when it forbids something."""
expect.set_options(timeout=PATIENCE_MS)


def words(text: str) -> re.Pattern[str]:
    """*text* as it stands on a page, where names are isolated from the direction of what is around them."""
    return re.compile("[\u2068\u2069]*".join(map(re.escape, text)))


def whole(text: str) -> re.Pattern[str]:
    """*text* and nothing more."""
    return re.compile(f"^{re.escape(text)}$")


class Stage:
    """Gives each person a browser context of their own, and closes them all."""

    def __init__(self, chromium: Browser, helpline: Helpline) -> None:
        self._chromium = chromium
        self.helpline = helpline
        self._open = AsyncExitStack()
        self.errors: list[str] = []
        """What went wrong in any page: an exception, or something that its policy forbade."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, broken: type[BaseException] | None, *_: object) -> None:
        await self._open.aclose()
        assert broken or self.errors == [], "no page has complained"

    async def has_complained(self, page: Page, of: str) -> None:
        """Waits until *page* has complained *of* something, as it should; it counts no more."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while not any(of in each for each in self.errors):
                await page.evaluate("() => new Promise(requestAnimationFrame)")
        self.errors.clear()

    async def page(self, *, size: dict[str, int], language: str = "en-GB") -> Page:
        """A new person's page."""
        context: BrowserContext = await self._chromium.new_context(
            viewport={"width": size["width"], "height": size["height"]}, locale=language
        )
        self._open.push_async_callback(context.close)
        await context.add_init_script(OPEN_SHADOWS)
        await context.expose_binding("lyktaViolated", lambda _source, what: self.errors.append(what))
        await context.add_init_script(WATCH)
        return self.watch(await context.new_page())

    def watch(self, page: Page) -> Page:
        """Listens to what *page* complains of."""
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.errors.append(error.message))
        page.on("console", lambda said: self.errors.append(said.text) if REPORTS.search(said.text) else None)
        return page

    async def visitor(self, *, framed: bool = False) -> "Visitor":
        """Somebody on a phone who has opened the chat, by itself or on a site."""
        visitor = Visitor(await self.page(size=PHONE), self.helpline, framed=framed)
        await visitor.opens()
        return visitor

    async def counsellor(self, name: str = "Anna") -> "Counsellor":
        """Somebody at a desk who has signed in."""
        counsellor = Counsellor(await self.page(size=DESK), self.helpline, name)
        await counsellor.signs_in()
        return counsellor

    async def meeting(self, *, first: str = "ett") -> tuple["Visitor", "Counsellor"]:
        """A visitor, whose clock the story may move, and a counsellor who has read their *first* words."""
        counsellor = await self.counsellor()
        await counsellor.is_free()
        visitor = await self.visitor()
        await visitor.page.clock.install()
        await visitor.joins()
        await counsellor.takes()
        await visitor.meets("Anna")
        await visitor.says(first)
        await counsellor.reads(first)
        await visitor.sees("Arrived")
        return visitor, counsellor


class Visitor:
    """The young person."""

    def __init__(self, page: Page, helpline: Helpline, *, framed: bool) -> None:
        self.page = page
        self.helpline = helpline
        self.framed = framed

    @property
    def view(self) -> Page | FrameLocator:
        """Where the chat is."""
        return self.page.frame_locator("iframe") if self.framed else self.page

    async def opens(self) -> None:
        """Opens the chat."""
        if self.framed:
            await self.page.goto(self.helpline.host_page)
            await self.page.get_by_role("button", name="Talk to someone").click()
        else:
            await self.page.goto(f"{self.helpline.pages}/chat/?lang=en")
        await expect(self.start).to_be_visible()

    def button(self, name: str) -> Locator:
        """A button by what is written on it."""
        return self.view.get_by_role("button", name=name, exact=True)

    @property
    def start(self) -> Locator:
        """The main button of the first page, whether or not somebody can answer."""
        return self.button("Start talking").or_(self.button("See other help"))

    def text(self, text: str) -> Locator:
        """Words on the screen."""
        return self.view.get_by_text(words(text))

    async def joins(self) -> None:
        """Presses the main button."""
        await self.start.click()

    async def sees(self, text: str) -> None:
        """Waits until *text* is on the screen."""
        await expect(self.text(text).first).to_be_visible()

    async def says(self, text: str) -> None:
        """Writes and sends."""
        await self.view.get_by_label("Write here").fill(text)
        await self.button("Send").click()

    async def reads(self, text: str) -> None:
        """Waits until somebody else's *text* stands in the conversation, once."""
        await expect(self.texts.filter(has_text=whole(text))).to_have_count(1)

    @property
    def messages(self) -> Locator:
        """Everything in the conversation."""
        return self.view.get_by_role("log")

    @property
    def texts(self) -> Locator:
        """The text of each message."""
        return self.messages.locator(".text")

    async def order(self, texts: Sequence[str]) -> None:
        """Waits until exactly *texts* stand in the conversation, in this order."""
        await expect(self.texts).to_have_text(list(texts))

    async def meets(self, counsellor: str) -> None:
        """Waits until the named counsellor is here, checked."""
        await self.sees(f"You are talking with {counsellor}")

    async def leaves_quickly(self) -> None:
        """Presses the exit."""
        await (
            self.view.get_by_role("link", name="Leave quickly")
            .or_(self.button("Leave quickly"))
            .first.click()
        )


class Counsellor:
    """The person at the desk."""

    def __init__(self, page: Page, helpline: Helpline, name: str) -> None:
        self.page = page
        self.helpline = helpline
        self.name = name

    async def signs_in(self) -> None:
        """Signs in with one click, as the demonstration allows."""
        await self.page.goto(f"{self.helpline.pages}/console/")
        await self.page.get_by_role("button", name=self.name).first.click()
        await expect(self.page.get_by_text("You are", exact=True)).to_be_visible()

    def button(self, name: str) -> Locator:
        """A button by what is written on it."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def sees(self, text: str) -> None:
        """Waits until *text* is on the screen."""
        await expect(self.page.get_by_text(words(text)).first).to_be_visible()

    async def is_free(self) -> None:
        """Takes the next visitor."""
        await self.page.get_by_role("radio", name="Free").check()

    async def is_away(self) -> None:
        """Goes off duty."""
        await self.page.get_by_role("radio", name="Away").check()

    async def takes(self) -> None:
        """Takes the conversation that is offered, and waits to be let in."""
        await self.button("Take the conversation").click()
        await expect(self.field).to_be_editable()

    @property
    def field(self) -> Locator:
        """Where to write."""
        return self.page.get_by_label("Write to")

    async def says(self, text: str) -> None:
        """Writes and sends."""
        await self.field.fill(text)
        await self.button("Send").click()

    async def reads(self, text: str) -> None:
        """Waits until *text* stands in the conversation, once."""
        await expect(self.texts.filter(has_text=whole(text))).to_have_count(1)

    @property
    def messages(self) -> Locator:
        """Everything in the conversation."""
        return self.page.get_by_role("log")

    @property
    def texts(self) -> Locator:
        """The text of each message."""
        return self.messages.locator(".text")

    async def order(self, texts: Sequence[str]) -> None:
        """Waits until exactly *texts* stand in the conversation, in this order."""
        await expect(self.texts).to_have_text(list(texts))

    async def ends(self) -> None:
        """Ends the conversation, in two steps."""
        await self.button("End …").click()
        await self.button("End the conversation").click()
