# SPDX-License-Identifier: EUPL-1.2
"""The ways out when one side of the bridge is silent, or somebody else speaks on it."""

from playwright.async_api import FrameLocator, Page, Route, expect

from tests.stories.people import DESK, Stage

BUDGET_MS = 200
NOW = "performance.timeOrigin + performance.now()"
BROKEN_LOADER = """
const frame = document.createElement("iframe")
frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-top-navigation")
frame.src = new URL("/chat/", document.currentScript.src) + "#lang=en&host=" + location.origin
const add = () => document.body.prepend(frame)
if (document.body) add()
else document.addEventListener("DOMContentLoaded", add)
"""


async def opened(stage: Stage) -> tuple[Page, FrameLocator]:
    """The site, with the chat open over it, at a desk: both can be seen."""
    page = await stage.page(size=DESK)
    await page.goto(stage.helpline.host_page)
    await page.get_by_role("button", name="Talk to someone").click()
    return page, page.frame_locator("iframe")


async def leaves(page: Page) -> float:
    """Waits for the neutral page; answers when it began."""
    await page.wait_for_url("**/neutral")
    begun: float = await page.evaluate("performance.timeOrigin")
    return begun


async def test_a_site_that_does_not_answer_is_left_all_the_same(stage: Stage) -> None:
    """A frame whose page has another loader, or a broken one, takes the whole tab to the neutral page."""
    await (await stage.counsellor()).is_free()
    page = await stage.page(size=DESK)

    async def broken(route: Route) -> None:
        headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
        await route.fulfill(body=BROKEN_LOADER, content_type="text/javascript", headers=headers)

    await page.route("**/loader.js", broken)
    await page.goto(stage.helpline.host_page)
    chat = page.frame_locator("iframe")
    await expect(chat.get_by_role("button", name="Start talking")).to_be_visible()

    await chat.get_by_role("link", name="Leave quickly").click()

    await leaves(page)


async def test_a_frame_that_does_not_answer_is_left_all_the_same(stage: Stage) -> None:
    """The site's own button leaves in time although the chat never came."""
    page = await stage.page(size=DESK)

    async def silent(route: Route) -> None:
        await route.fulfill(body="<p>nothing</p>", content_type="text/html")

    await page.route("**/chat/", silent)
    await page.goto(stage.helpline.host_page)
    await page.get_by_role("button", name="Talk to someone").click()
    await expect(page.frame_locator("iframe").get_by_text("nothing")).to_be_attached()
    pressed: float = await page.evaluate(NOW)

    await page.get_by_role("button", name="Leave quickly").click()

    took = await leaves(page) - pressed
    assert took < BUDGET_MS + 100, "the press itself takes its time"


async def test_shift_works_on_the_site_too(stage: Stage) -> None:
    """Three presses of Shift leave when the focus is on the site and not in the frame."""
    await (await stage.counsellor()).is_free()
    page, chat = await opened(stage)
    await expect(chat.get_by_role("button", name="Start talking")).to_be_visible()
    await page.get_by_role("heading", name="The house").click()

    for _ in range(3):
        await page.keyboard.press("Shift")

    await leaves(page)


async def test_the_counsellor_hears_of_an_exit_on_the_site(stage: Stage) -> None:
    """The site's own button tells the counsellor, too: the frame says it before it is taken away."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    page, chat = await opened(stage)
    await chat.get_by_role("button", name="Start talking").click()
    await counsellor.takes()
    await expect(chat.get_by_text("You are talking with")).to_be_visible()

    await page.get_by_role("button", name="Leave quickly").click()

    await leaves(page)
    await counsellor.sees("Left, maybe in a hurry")


async def test_nobody_else_is_heard(stage: Stage) -> None:
    """A message from the site itself, or from another frame, neither closes the chat nor leaves."""
    await (await stage.counsellor()).is_free()
    page, chat = await opened(stage)
    await expect(chat.get_by_role("button", name="Start talking")).to_be_visible()

    await page.evaluate(
        """async () => {
          for (const said of [{ lykta: "exit" }, { lykta: "show", on: false }]) window.postMessage(said, "*")
          await new Promise((resolve) => setTimeout(resolve, 100))
        }"""
    )

    await expect(chat.get_by_role("button", name="Start talking")).to_be_visible()
    assert page.url == stage.helpline.host_page


async def test_closing_gives_the_site_back(stage: Stage) -> None:
    """Close takes the chat away; the site is as it was, with its button in focus."""
    page, chat = await opened(stage)

    await chat.get_by_role("button", name="Close").click()

    await expect(page.locator("iframe")).to_have_count(0)
    await expect(page.get_by_role("button", name="Talk to someone")).to_be_focused()


async def test_a_fault_on_the_way_out_does_not_hold_anybody(stage: Stage) -> None:
    """Leaving goes on to the neutral page even if taking the page down fails."""
    visitor = await stage.visitor()
    await visitor.page.evaluate(
        "() => { Element.prototype.remove = Node.prototype.removeChild = () => { throw Error('broken') } }"
    )

    await visitor.leaves_quickly()

    await leaves(visitor.page)


async def test_what_a_browser_keeps_for_the_way_back_is_empty(stage: Stage) -> None:
    """A page that is put aside for the back button has nothing in it."""
    visitor = await stage.visitor()

    await visitor.page.evaluate(
        "window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
    )

    await expect(visitor.page.locator("body")).to_have_text("")


async def test_leaving_is_not_asked_about_where_nothing_would_be_lost(stage: Stage) -> None:
    """The browser's own question never comes while a reload would be survived."""
    visitor = await stage.visitor()
    asks = "window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert await visitor.page.evaluate(asks)
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")

    assert await visitor.page.evaluate(asks)
    await counsellor.ends()
    await visitor.sees("The counsellor has ended the conversation")
    assert await visitor.page.evaluate(asks)
