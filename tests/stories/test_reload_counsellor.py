# SPDX-License-Identifier: EUPL-1.2
"""A counsellor's page is loaded anew, at each step: their conversations are there again, whole, and once."""

from playwright.async_api import expect

from tests.stories.people import Counsellor, Stage
from tests.stories.reloads import talk
from tests.stories.tabs import Tab


async def test_a_counsellor_reloads_before_the_talk(stage: Stage) -> None:
    """While somebody is offered, and right after taking them: the visitor is met all the same."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.joins()
    await expect(counsellor.button("Take the conversation")).to_be_visible()

    await counsellor.page.reload()
    await counsellor.is_free()
    await counsellor.button("Take the conversation").click()
    # The relay knows: what was not even sent would be lost with the page.
    await expect(counsellor.button("Take the conversation")).to_have_count(0)
    await counsellor.page.reload()

    await visitor.meets("Anna")
    await visitor.says("hej")
    await counsellor.reads("hej")
    await counsellor.says("hej själv")
    await visitor.reads("hej själv")
    await counsellor.ends()


async def test_a_counsellor_reloads_in_a_talk(stage: Stage) -> None:
    """The conversation stands there again; also twice quickly, with unread texts, and after a crash."""
    visitor, counsellor = await talk(stage)
    address = counsellor.page.url

    await counsellor.page.reload()
    await counsellor.order(["ett", "två"])
    await counsellor.says("tre")
    await visitor.reads("tre")
    await counsellor.page.goto("about:blank")
    await visitor.says("fyra")
    await counsellor.page.goto(address, wait_until="domcontentloaded")
    await counsellor.page.reload(wait_until="domcontentloaded")
    await counsellor.page.reload()
    await counsellor.order(["ett", "två", "tre", "fyra"])

    tab = Tab(counsellor.page)
    await tab.reads()
    await tab.crashes()
    await visitor.says("fem")
    counsellor.page = stage.watch(await tab.again(address))
    said = ["ett", "två", "tre", "fyra", "fem"]
    await counsellor.order(said)
    await counsellor.says("sex")
    await visitor.order([*said, "sex"])
    await counsellor.order([*said, "sex"])
    await counsellor.ends()
    await visitor.sees("The counsellor has ended the conversation")


async def test_both_reload_at_once(stage: Stage) -> None:
    """Neither needs the other's page to come back."""
    visitor, counsellor = await talk(stage)
    there, here = visitor.page.url, counsellor.page.url
    await visitor.page.goto("about:blank")
    await counsellor.page.goto("about:blank")

    await visitor.page.goto(there)
    await counsellor.page.goto(here)

    await visitor.button("Show it").click()
    await visitor.order(["ett", "två"])
    await counsellor.order(["ett", "två"])
    await counsellor.button("I understand, let me write").click()
    await counsellor.says("tre")
    await visitor.reads("tre")
    await counsellor.ends()


async def test_a_duplicated_console_has_no_part_of_it(stage: Stage) -> None:
    """A copy of the tab takes the seat and cannot read; the first takes it back and has everything."""
    visitor, counsellor = await talk(stage)
    async with counsellor.page.context.expect_page() as opened:
        await counsellor.page.evaluate("() => void window.open(location.href)")
    second = Counsellor(stage.watch(await opened.value), stage.helpline, "Anna")
    await counsellor.sees("A newer tab or window has it")
    await second.sees("This page cannot read the conversation")

    await counsellor.button("Use this one instead").click()

    await counsellor.order(["ett", "två"])
    await counsellor.says("tre")
    await visitor.reads("tre")
    await counsellor.ends()
