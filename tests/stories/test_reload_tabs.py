# SPDX-License-Identifier: EUPL-1.2
"""Two tabs and one conversation; and a browser that keeps nothing."""

from playwright.async_api import Page, expect

from tests.stories.people import PHONE, Stage, Visitor
from tests.stories.reloads import talk
from tests.stories.tabs import Tab

DENIED = """
for (const name of ["sessionStorage", "localStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError") } })
"""
LEAVING = "window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"


async def doubled(page: Page) -> Page:
    """The browser's own "duplicate": a tab with a copy of what this one keeps."""
    async with page.context.expect_page() as opened:
        await page.evaluate("() => void window.open(location.href)")
    return await opened.value


async def test_a_duplicated_tab_takes_the_conversation_over(stage: Stage) -> None:
    """The second tab opens nothing by itself; asked to go on it gets all, and the first has nothing."""
    visitor, counsellor = await talk(stage)
    await visitor.view.get_by_label("Write here").fill("halvfär")
    second = Visitor(stage.watch(await doubled(visitor.page)), stage.helpline, framed=False)
    await second.sees("This conversation is open in another tab")
    assert await second.text("ett").count() == 0

    await second.button("Go on here").click()

    await visitor.sees("Your conversation is in another tab now")
    assert await visitor.page.evaluate("sessionStorage.length") == 0
    assert await visitor.text("ett").count() == 0
    await second.button("Show it").click()
    await second.order(["ett", "två"])
    await expect(second.view.get_by_label("Write here")).to_have_value("halvfär")
    await second.says("tre")
    await counsellor.reads("tre")
    await counsellor.button("I understand, let me write").click()
    await counsellor.says("fyra")
    await second.reads("fyra")
    await second.order(["ett", "två", "tre", "fyra"])
    await counsellor.order(["ett", "två", "tre", "fyra"])
    await counsellor.ends()


async def test_a_tab_that_does_not_answer_keeps_the_conversation(stage: Stage) -> None:
    """Without an answer that is said, and a new conversation offered; the first tab goes on untouched."""
    visitor, counsellor = await talk(stage)
    tab = Tab(visitor.page)
    await tab.reads()
    # Not by the first one's own window.open: the browser would run both in one process, and hold both.
    second = Visitor(stage.watch(await tab.again(visitor.page.url)), stage.helpline, framed=False)
    await second.sees("This conversation is open in another tab")
    session = await visitor.page.context.new_cdp_session(visitor.page)
    await session.send("Debugger.enable")
    await session.send("Debugger.pause")

    await second.button("Go on here").click()
    await second.sees("The other tab does not answer")
    await second.button("Begin a new conversation").click()
    await expect(second.start).to_be_visible()
    await session.send("Debugger.disable")

    await visitor.says("tre")
    await counsellor.reads("tre")
    await counsellor.ends()
    await visitor.sees("The counsellor has ended the conversation")


async def test_a_browser_that_keeps_nothing_says_so(stage: Stage) -> None:
    """Said quietly, and asked about before the page goes; a reload then begins anew."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    page = await stage.page(size=PHONE)
    await page.add_init_script(DENIED)
    visitor = Visitor(page, stage.helpline, framed=False)
    await visitor.opens()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")

    await visitor.text("Do not reload this page").click()
    await visitor.sees("Your browser does not let us keep anything over a reload")
    assert await visitor.text("Open in its own tab").count() == 0
    assert not await page.evaluate(LEAVING)
    await visitor.button("OK").click()
    await expect(visitor.text("Do not reload this page")).to_have_count(0)
    await visitor.says("ett")
    await counsellor.reads("ett")

    page.once("dialog", lambda dialog: dialog.accept())
    await page.reload()
    await visitor.sees("This page was reloaded. Nothing from before is left here.")
    await counsellor.sees("Visitor has no connection now")
    await counsellor.ends()


async def test_a_frame_that_may_keep_nothing_offers_a_tab(stage: Stage) -> None:
    """On another site, where storage is denied: a tab of its own, and what that leaves behind."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    page = await stage.page(size=PHONE)
    await page.add_init_script(f"if (top !== self) {{ {DENIED} }}")
    visitor = Visitor(page, stage.helpline, framed=True)
    await visitor.opens()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")

    await visitor.text("Do not reload this page").click()

    await expect(visitor.view.get_by_role("link", name="Open in its own tab")).to_be_visible()
    await visitor.sees("It leaves a line in your history.")
    await counsellor.ends()
