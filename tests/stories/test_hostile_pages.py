# SPDX-License-Identifier: EUPL-1.2
"""Pages that mean harm get nothing by showing the chat, and whoever sits before them sees a plain page."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, FrameLocator, Locator, Page, expect

from tests.drivers.ports import free_port
from tests.stories.helpline import Helpline
from tests.stories.people import DESK, Counsellor, Stage

SAID = "hemligt"
HEARD = "window.heard = []; addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)))"
SHAPES = """[
  { lykta: "exit" }, { lykta: "show", on: false }, { lykta: "show", on: true }, "exit", null, 1, [], {},
  { lykta: "exit", to: "https://evil.example" }, { lykta: { toString: () => "exit" }.lykta, on: true },
  { lykta: "text" }, { lykta: "state" }, { lykta: "keys" }, '{"lykta":"exit"}', new ArrayBuffer(8), new Map(),
]"""


@asynccontextmanager
async def site(port: int, body: Callable[[], str]) -> AsyncIterator[str]:
    """A site of somebody else at *port*; its origin."""

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html><title>a</title>{body()}", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    app.router.add_get("/elsewhere", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


class Hostile:
    """A site that frames the chat in its own way, and a stage."""

    def __init__(self, stage: Stage, origin: str) -> None:
        self.stage = stage
        self.origin = origin
        self.body = ""
        self.meetings: list[Counsellor] = []

    async def opened(self, attributes: str = "", *, host: str | None = None, before: str = "") -> Page:
        """The site, with the chat in a frame that has *attributes*."""
        chat = f"{self.stage.helpline.pages}/chat/#lang=en" + (f"&host={host}" if host else "")
        size = "style='width:400px;height:700px;border:0'"
        self.body = f"<script>{HEARD}</script>{before}<iframe {size} src='{chat}' {attributes}></iframe>"
        page = await self.stage.page(size=DESK)
        await page.goto(self.origin)
        return page


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def framed() -> AsyncIterator[tuple[Helpline, int]]:
    """A helpline, and the port of the hostile site that it has on its list."""
    port = free_port()
    async with Helpline(LYKTA_EMBEDDING_SITES=f"http://127.0.0.1:{port}") as helpline:
        yield helpline, port


@pytest_asyncio.fixture(loop_scope="session")
async def hostile(chromium: Browser, framed: tuple[Helpline, int]) -> AsyncIterator[Hostile]:
    """A hostile site that is on the list: the worst that the list lets through."""
    helpline, port = framed
    stage = Stage(chromium, helpline)
    found = Hostile(stage, f"http://127.0.0.1:{port}")
    async with stage, site(port, lambda: found.body):
        yield found
        for counsellor in found.meetings:
            await counsellor.ends()
            await expect(counsellor.button("End …")).to_have_count(0)


def chat_of(page: Page) -> FrameLocator:
    """The chat in *page*."""
    return page.frame_locator("iframe").first


def start_of(page: Page) -> Locator:
    """The main button, whether or not somebody was there when the page was opened."""
    return chat_of(page).get_by_role("button", name=re.compile("Start talking|See other help"))


async def heard_by(page: Page) -> list[str]:
    """Every message that the site has had from anybody."""
    said: list[str] = await page.evaluate("heard")
    return said


async def talking(hostile: Hostile, page: Page) -> Counsellor:
    """A conversation in *page*, in which a secret has been said; its counsellor."""
    counsellor = await hostile.stage.counsellor()
    await counsellor.is_free()
    chat = chat_of(page)
    await start_of(page).click()
    await counsellor.takes()
    hostile.meetings.append(counsellor)
    await chat.get_by_label("Write here").fill(SAID)
    await chat.get_by_role("button", name="Send", exact=True).click()
    await counsellor.reads(SAID)
    return counsellor


async def test_a_site_that_is_not_on_the_list_shows_nothing(stage: Stage) -> None:
    """A site that nobody put on the list frames no chat: it hears nothing, and the relay is not asked."""
    asked: list[str] = []
    frame = f"<script>{HEARD}</script><iframe src='{stage.helpline.pages}/chat/#lang=en'></iframe>"
    async with site(free_port(), lambda: frame) as origin:
        page = await stage.page(size=DESK)
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(origin)
        await expect(chat_of(page).get_by_role("button", name="Start talking")).to_have_count(0)

        assert [url for url in asked if url.startswith(stage.helpline.origin)] == []
        assert await heard_by(page) == []
    await stage.has_complained(page, "frame-ancestors")


async def test_the_loader_on_such_a_site_leads_to_a_tab(stage: Stage) -> None:
    """Where the frame is refused, whoever pressed the button is offered the chat in a tab, and a way out."""
    loader = f"<body><script src='{stage.helpline.pages}/loader.js' data-language=en></script>"
    async with site(free_port(), lambda: loader) as origin:
        page = await stage.page(size=DESK)
        await page.goto(origin)
        await page.get_by_role("button", name="Talk to someone").click()

        await expect(page.locator("iframe")).to_be_hidden()
        await expect(page.get_by_role("link", name="tab")).to_be_visible()
        await expect(page.get_by_role("button", name="Leave quickly")).to_be_visible()
    await stage.has_complained(page, "frame-ancestors")


@pytest.mark.parametrize("sandbox", ["", "allow-scripts", "allow-same-origin", "allow-scripts allow-forms"])
async def test_with_too_little_there_is_a_plain_page(hostile: Hostile, sandbox: str) -> None:
    """In a frame without scripts, or without an origin, whom to call is shown, and nothing half works."""
    asked: list[str] = []
    page = await hostile.opened(f"sandbox='{sandbox}'")
    page.on("request", lambda request: asked.append(request.url))
    chat = chat_of(page)

    await expect(chat.get_by_role("link", name="112").first).to_be_visible()
    await expect(chat.get_by_role("link", name="Leave quickly")).to_be_visible()
    await expect(chat.get_by_role("button")).to_have_count(0)
    assert [url for url in asked if url.startswith(hostile.stage.helpline.origin)] == []
    assert await heard_by(page) == []
    hostile.stage.errors.clear()  # browsers say aloud what a sandbox forbids


async def test_nobody_else_is_heard_in_a_conversation(hostile: Hostile) -> None:
    """Every shape, from a page that the chat was not told of and from a frame beside it: nothing happens."""
    beside = "<iframe name=beside sandbox=allow-scripts srcdoc='<p>beside</p>'></iframe>"
    page = await hostile.opened("name=chat", host="https://school.example")
    await page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", beside)
    counsellor = await talking(hostile, page)

    await page.evaluate(f"for (const said of {SHAPES}) frames.chat.postMessage(said, '*')")
    frame = next(frame for frame in page.frames if frame.name == "beside")
    await frame.evaluate(f"for (const said of {SHAPES}) parent.frames.chat.postMessage(said, '*')")
    await page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 200))")

    await expect(chat_of(page).get_by_text(SAID)).to_be_visible()
    await counsellor.says("finns du kvar?")
    await expect(chat_of(page).get_by_text("finns du kvar?")).to_be_visible()
    assert await heard_by(page) == []
    # What the chat says is meant for the origin that it was told of: the browser withholds it from any other.
    hostile.stage.errors.clear()


async def test_the_site_around_hears_that_there_is_a_chat_and_no_more(hostile: Hostile) -> None:
    """The site that the chat was told of hears one message, and reads nothing of the frame."""
    page = await hostile.opened("name=chat", host=hostile.origin)
    await talking(hostile, page)
    tries = (
        "document",
        "localStorage",
        "sessionStorage",
        "location.href",
        "indexedDB",
        "history.length",
        "name",
    )

    for what in tries:
        refused = await page.evaluate(
            f"() => {{ try {{ return String(frames.chat.{what}) }} catch (error) {{ return error.name }} }}"
        )
        assert refused == "SecurityError", what
    assert await heard_by(page) == ['{"lykta":"show","on":true}']


async def test_a_frame_that_was_elsewhere_comes_back_with_nothing_to_see(hostile: Hostile) -> None:
    """A site that sends the frame elsewhere and back shows nobody a word of what was said."""
    page = await hostile.opened("name=chat", host=hostile.origin)
    await talking(hostile, page)
    there = await page.locator("iframe").get_attribute("src")

    await page.evaluate("frames.chat.location.replace('/elsewhere')")
    await page.wait_for_function(
        "() => { try { return frames.chat.document.title === 'a' } catch { return false } }"
    )
    await page.evaluate("there => frames.chat.location.replace(there)", there)

    await expect(
        chat_of(page)
        .get_by_role("link", name="Leave quickly")
        .or_(chat_of(page).get_by_role("button", name="Leave quickly"))
        .first
    ).to_be_visible()
    await expect(chat_of(page).get_by_role("main")).to_be_visible()
    await expect(chat_of(page).get_by_text(SAID)).to_have_count(0)
    assert {*await heard_by(page)} <= {'{"lykta":"show","on":true}'}


async def test_a_stolen_press_says_nothing(hostile: Hostile) -> None:
    """A press through a veil can at most stand in the line: no word is said that nobody has typed."""
    veil = (
        "<div style='position:fixed;inset:0;background:#fff;pointer-events:none;z-index:9'>You have won</div>"
    )
    page = await hostile.opened(before=veil)
    counsellor = await hostile.stage.counsellor()
    await counsellor.is_free()
    button = start_of(page)
    await expect(button).to_be_visible()
    box = await button.bounding_box()
    assert box is not None

    await page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await counsellor.takes()

    await expect(chat_of(page).get_by_text("You are talking with")).to_be_visible()
    await counsellor.order([])


PLANTED = {
    "a script that is written in": "document.body.append(Object.assign(document.createElement('script'), "
    "{ src: '/loader.js' }))",
    "text that is parsed as markup": "document.body.innerHTML = '<p>x</p>'",
    "a question to somebody else": "void fetch('https://evil.example/').catch(() => 0)",
    "a picture from somebody else": "new Image().src = 'https://evil.example/'",
    "a form to somebody else": "const form = document.createElement('form'); "
    "form.action = 'https://evil.example/'; document.body.append(form); form.submit()",
    "a worker": "new Worker('/loader.js')",
    "a style that is written in": "document.body.append(Object.assign(document.createElement('style'), "
    "{ textContent: 'p{}' }))",
}


@pytest.mark.parametrize("what", PLANTED)
@pytest.mark.parametrize("framed", [False, True], ids=["own tab", "frame"])
async def test_whatever_a_policy_forbids_fails_its_story(
    chromium: Browser, helpline: Helpline, what: str, *, framed: bool
) -> None:
    """What is forbidden in a page or a frame makes its story red: each is planted here."""
    with pytest.raises(AssertionError, match="no page has complained"):
        await story_with(Stage(chromium, helpline), PLANTED[what], framed=framed)


async def story_with(stage: Stage, planted: str, *, framed: bool) -> None:
    """A story in which *planted* runs in the chat, and which is over once that has been seen."""
    async with stage:
        visitor = await stage.visitor(framed=framed)
        assert stage.errors == []
        await visitor.page.frames[-1].evaluate(f"() => {{ try {{ {planted} }} catch {{}} }}")
        async with asyncio.timeout(10):
            while not stage.errors:
                await visitor.page.evaluate("() => new Promise(requestAnimationFrame)")
