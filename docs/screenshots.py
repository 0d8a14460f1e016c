# SPDX-License-Identifier: EUPL-1.2
"""``make screenshots``: the pictures of the documentation, taken of the real thing.

``docs/pictures/side-by-side.png`` is kept; every view of both interfaces goes to ``build/screenshots``.
"""

import asyncio
import base64
import sys
from pathlib import Path

from playwright.async_api import Browser, async_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.stories.browsers import CHROMIUM, FLAGS  # noqa: E402  # found by the line before
from tests.stories.galleries import GALLERIES, looking, open_view, served, views  # noqa: E402
from tests.stories.helpline import Helpline  # noqa: E402
from tests.stories.people import Stage  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
EVERY_VIEW = ROOT / "build" / "screenshots"
SCREENS = ((320, True, "sv"), (320, False, "rtl"), (1280, False, "en"), (1280, True, "sv"))

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


async def every_view(browser: Browser) -> None:
    """All views of both interfaces, small and large, by night and day, in both directions."""
    for name, gallery in GALLERIES.items():
        async with served(gallery) as origin:
            for width, night, language in SCREENS:
                folder = EVERY_VIEW / f"{name}-{width}-{'night' if night else 'day'}-{language}"
                folder.mkdir(parents=True, exist_ok=True)
                async with looking(browser, width=width, night=night) as page:
                    for view in await views(page, origin):
                        await open_view(page, gallery.address(origin, view, language=language))
                        await page.screenshot(path=folder / f"{view}.png")


async def main() -> None:
    """Take them all."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        await side_by_side(browser)
        await every_view(browser)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
