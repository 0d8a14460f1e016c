# SPDX-License-Identifier: EUPL-1.2
"""``make screenshots``: the pictures of the documentation, taken of the real thing.

``docs/pictures/side-by-side.png`` is kept; every view of both interfaces goes to ``build/screenshots``.
"""

import asyncio
import base64
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page, Route, async_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.stories.browsers import CHROMIUM, FLAGS  # noqa: E402  # found by the line before
from tests.stories.galleries import GALLERIES, looking, open_view, served, views  # noqa: E402
from tests.stories.helpline import Helpline  # noqa: E402
from tests.stories.people import DESK, PHONE, Stage  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
EVERY_VIEW = ROOT / "build" / "screenshots"


@dataclass(frozen=True)
class Screen:
    """What somebody looks at, and how."""

    name: str
    width: int
    height: int
    night: bool
    language: str
    letters: float = 1
    keyboard: bool = False
    """Half of it is under the on-screen keyboard, which is there because a field has the focus."""


SCREENS = (
    Screen("phone-night", 320, 640, night=True, language="sv"),
    Screen("phone-rtl", 320, 640, night=False, language="rtl"),
    Screen("keyboard", 320, 320, night=True, language="sv", keyboard=True),
    Screen("large-letters", 320, 640, night=False, language="sv", letters=2),
    Screen("tablet", 820, 1180, night=False, language="sv"),
    Screen("tablet-rtl", 820, 1180, night=True, language="rtl"),
    Screen("desk-day", 1280, 800, night=False, language="en"),
    Screen("desk-night", 1280, 800, night=True, language="sv"),
)
DENIED = "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })"
UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"

TALK = (
    ("visitor", "Hi. I do not know where to begin"),
    ("counsellor", "Hello, good that you wrote. You can begin anywhere, and stop whenever you want."),
    ("visitor", "It is about somebody I met online. He wants pictures, and says he will tell everyone"),
    ("counsellor", "That sounds hard to carry alone. Nothing of this is your fault. Are you safe right now?"),
    ("visitor", "Yes, at home, in my room"),
)
SIDE_BY_SIDE = """<!doctype html><style>
body { margin: 0; padding: 24px; display: flex; gap: 24px; align-items: center; background: #d9d4ca }
img { border-radius: 14px; box-shadow: 0 8px 30px #0005 }
img:first-child { width: 300px } img:last-child { width: 1000px }
</style><img src="data:image/png;base64,PHONE"><img src="data:image/png;base64,DESK">"""


async def side_by_side(browser: Browser) -> None:
    """A visitor on a phone and a counsellor at a desk, in one conversation."""
    async with Helpline() as helpline, Stage(browser, helpline) as stage:
        counsellor = await stage.counsellor()
        await counsellor.is_free()
        visitor = await stage.visitor()
        await visitor.joins()
        await counsellor.takes()
        await visitor.meets("Anna")
        people = {"visitor": (visitor, counsellor), "counsellor": (counsellor, visitor)}
        for who, text in TALK:
            speaker, listener = people[who]
            await speaker.says(text)
            await listener.reads(text)
        shots = [await page.screenshot() for page in (visitor.page, counsellor.page)]
    phone, desk = (base64.b64encode(shot).decode() for shot in shots)
    page = await browser.new_page(viewport={"width": 1396, "height": 720})
    await page.set_content(SIDE_BY_SIDE.replace("PHONE", phone).replace("DESK", desk))
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / "side-by-side.png", full_page=True)
    await page.close()


async def every_view(browser: Browser, wanted: str) -> None:
    """All views of both interfaces on every screen, or on the one that is *wanted*."""
    for name, gallery in GALLERIES.items():
        async with served(gallery) as origin:
            for screen in SCREENS:
                if wanted in {"", screen.name}:
                    await on_screen(browser, screen, name, origin)


async def on_screen(browser: Browser, screen: Screen, name: str, origin: str) -> None:
    """The views of one gallery on one screen."""
    folder = EVERY_VIEW / f"{name}-{screen.name}"
    async with looking(browser, width=screen.width, height=screen.height, night=screen.night) as page:
        for view in await views(page, origin):
            await open_view(page, GALLERIES[name].address(origin, view, language=screen.language))
            await page.add_style_tag(content=f":root {{ font-size: {106.25 * screen.letters}% !important }}")
            if screen.keyboard and await page.locator("textarea").count():
                await page.locator("textarea").first.focus()
            await page.screenshot(path=folder / f"{view}.png")


async def unfolded(browser: Browser) -> None:
    """What is seen only after a press: folds, "More", the settings of somebody who refused notifications."""
    folder = EVERY_VIEW / "unfolded"
    async with (
        served(GALLERIES["chat"]) as origin,
        looking(browser, width=320, height=640, night=True) as page,
    ):
        for view in ("front", "front-said", "waiting", "ended-visitor", "ended-lost"):
            await open_view(page, GALLERIES["chat"].address(origin, view, language="sv"))
            await page.evaluate(UNFOLD)
            await page.set_viewport_size({"width": 320, "height": 1900})
            await page.screenshot(path=folder / f"{view}.png")
            await page.set_viewport_size({"width": 320, "height": 640})
        await open_view(page, GALLERIES["chat"].address(origin, "talking", language="sv"))
        await page.get_by_role("button", name="Mer", exact=True).click()
        await page.screenshot(path=folder / "talking-more.png")
    async with (
        served(GALLERIES["console"]) as origin,
        looking(browser, width=820, height=800, night=False) as page,
    ):
        await page.add_init_script(DENIED)
        await open_view(page, GALLERIES["console"].address(origin, "settings", language="sv"))
        await page.screenshot(path=folder / "settings-denied.png")


async def on_a_site(browser: Browser) -> None:
    """The button on a site, the chat over it, the loader while it opens, the page without any script."""
    folder = EVERY_VIEW / "site"
    async with Helpline() as helpline, Stage(browser, helpline) as stage:
        for name, size in (("phone", PHONE), ("laptop", DESK)):
            page = await stage.page(size=size, language="en-GB")
            await page.goto(helpline.host_page)
            button = page.get_by_role("button", name="Talk to someone")
            await button.wait_for()
            await page.screenshot(path=folder / f"{name}-button.png")
            await button.click()
            await page.frame_locator("iframe").get_by_role("heading").first.wait_for()
            await page.screenshot(path=folder / f"{name}-open.png")
            await opening(page, helpline, folder / f"{name}-opening.png")
            await without_script(browser, helpline, folder / f"{name}-no-script.png", size)


async def opening(page: Page, helpline: Helpline, path: Path) -> None:
    """The site while the chat has not come yet."""

    async def silent(_: Route) -> None:
        """Nothing comes."""

    await page.route("**/chat/**", silent)
    await page.goto(helpline.host_page)
    await page.get_by_role("button", name="Talk to someone").click()
    await page.screenshot(path=path)


async def without_script(browser: Browser, helpline: Helpline, path: Path, size: dict[str, int]) -> None:
    """The chat's page where nothing runs."""
    page = await browser.new_page(
        java_script_enabled=False, viewport={"width": size["width"], "height": size["height"]}
    )
    await page.goto(f"{helpline.origin}/chat/")
    await page.screenshot(path=path)
    await page.close()


async def main(wanted: str) -> None:
    """Take them all, or those of one screen only."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        if wanted in {"", "side-by-side"}:
            await side_by_side(browser)
        if wanted in {"", "others"}:
            await unfolded(browser)
            await on_a_site(browser)
        await every_view(browser, wanted)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else ""))
