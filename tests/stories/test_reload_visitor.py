# SPDX-License-Identifier: EUPL-1.2
"""A visitor's page is loaded anew, at each step: nothing is lost, or twice, or shown unasked."""

import pytest
from playwright.async_api import expect

from tests.stories.line_of_wire import Wire
from tests.stories.people import Stage
from tests.stories.reloads import BACK, goes_on, is_covered, talk
from tests.stories.tabs import Tab

ANEW = "This page was reloaded. Nothing from before is left here."
GONE_S = 310
"""More than the five minutes that a page has which vanished without a word."""


async def test_a_visitor_reloads_before_anybody_is_met(own: tuple[Stage, Wire]) -> None:
    """In the line, while being offered, and while somebody comes in: the meeting happens."""
    # Not in the line that all share: whoever left it without a word is counted there for five minutes.
    stage, _ = own
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    first = await stage.visitor()
    await first.joins()
    await counsellor.takes()
    visitor = await stage.visitor()
    await visitor.joins()
    await visitor.sees("You are next")

    await visitor.page.reload()
    await visitor.sees("You are next")
    await first.leaves_quickly()
    await expect(counsellor.button("Take the conversation")).to_be_visible()
    await visitor.page.reload()
    await visitor.sees("You are in the line")
    await counsellor.button("Take the conversation").click()
    await visitor.page.reload()

    # They may have met already, before the page went: then what there is waits behind a cover.
    cover = visitor.button("Show it")
    await expect(cover.or_(visitor.text("You are talking with Anna").first)).to_be_visible()
    if await cover.is_visible():
        await cover.click()
    await visitor.meets("Anna")
    await visitor.says("hej")
    await counsellor.reads("hej")
    await counsellor.ends()


async def test_a_visitor_reloads_in_a_talk(stage: Stage) -> None:
    """Covered until tapped, told to the counsellor; also twice quickly, and with something said meanwhile."""
    visitor, counsellor = await talk(stage)
    address = visitor.page.url

    await visitor.page.reload()
    await goes_on(visitor, counsellor, ["ett", "två"])
    await visitor.page.goto("about:blank")
    await counsellor.says("oläst")
    await visitor.page.goto(address, wait_until="domcontentloaded")
    await visitor.page.reload(wait_until="domcontentloaded")
    await visitor.page.reload()

    await is_covered(visitor)
    await counsellor.sees(BACK)
    await visitor.button("Show it").click()
    said = ["ett", "två", "svar", "fråga", "oläst"]
    await visitor.order(said)
    await counsellor.order(said)
    await counsellor.button("I understand, let me write").click()
    await counsellor.ends()
    await visitor.sees("The counsellor has ended the conversation")
    assert await visitor.page.evaluate("sessionStorage.length") == 0


async def test_the_chosen_language_is_spoken_again(stage: Stage) -> None:
    """What a visitor chose by its button is spoken after a reload too, whatever the address asks for."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.button("Svenska").click()
    await visitor.button("Börja prata").click()
    await counsellor.takes()
    await visitor.view.get_by_label("Skriv här").fill("ett")
    await visitor.button("Skicka").click()
    await counsellor.reads("ett")

    await visitor.page.reload()

    await visitor.sees("Ditt samtal finns kvar")
    await visitor.button("Visa det").click()
    await visitor.reads("ett")
    await visitor.sees("Du pratar med Anna")
    await counsellor.ends()


async def test_what_was_not_sent_yet_is_sent_by_the_next_page(own: tuple[Stage, Wire]) -> None:
    """A text that is written without a connection goes out after the reload, once."""
    stage, wire = own
    visitor, counsellor = await talk(stage)
    wire.cut()
    await visitor.sees("The connection is gone")
    await visitor.says("tre")
    await visitor.sees("Sending")

    wire.mend()
    await visitor.page.reload()

    await is_covered(visitor)
    await visitor.button("Show it").click()
    await visitor.order(["ett", "två", "tre"])
    await visitor.sees("Arrived")
    await counsellor.order(["ett", "två", "tre"])


async def test_a_page_is_killed_while_it_comes_back(stage: Stage) -> None:
    """Killed with the key in hand, and with its own slot just written: the next page has everything."""
    visitor, counsellor = await talk(stage)
    address, tab = visitor.page.url, Tab(visitor.page)
    await tab.reads()
    await tab.crashes()

    stage.watch(await tab.again(address, until_key=True))
    await tab.crashes()
    stage.watch(await tab.again(address, until_written=True))
    await tab.crashes()
    visitor.page = stage.watch(await tab.again(address))

    await goes_on(visitor, counsellor, ["ett", "två"])
    await counsellor.ends()


@pytest.mark.parametrize(("seconds", "comes_back"), [(240, True), (GONE_S, False)])
async def test_a_phone_discards_the_tab(stage: Stage, seconds: float, *, comes_back: bool) -> None:
    """A page that vanished without a word can be opened for five minutes, and no longer."""
    visitor, counsellor = await talk(stage)
    address, tab = visitor.page.url, Tab(visitor.page)
    await tab.reads()
    await tab.crashes()
    await counsellor.sees("Visitor has no connection now")
    await stage.helpline.keys_in_trust_age(seconds)

    visitor.page = stage.watch(await tab.again(address))

    if comes_back:
        await goes_on(visitor, counsellor, ["ett", "två"])
    else:
        await expect(visitor.start).to_be_visible()
        assert await visitor.page.evaluate("sessionStorage.length") == 0
    await counsellor.ends()


@pytest.mark.parametrize(("seconds", "comes_back"), [(20, True), (40, False)])
async def test_a_closed_tab_is_opened_again(stage: Stage, seconds: float, *, comes_back: bool) -> None:
    """A page that said it is leaving can be opened for half a minute, and then there is nothing."""
    visitor, counsellor = await talk(stage)
    address, tab = visitor.page.url, Tab(visitor.page)
    await tab.reads()
    await visitor.page.close()
    await counsellor.sees("Visitor has no connection now")
    await stage.helpline.keys_in_trust_age(seconds)

    visitor.page = stage.watch(await tab.again(address))

    if comes_back:
        await goes_on(visitor, counsellor, ["ett", "två"])
    else:
        await expect(visitor.start).to_be_visible()
        assert await visitor.page.evaluate("sessionStorage.length") == 0
    await counsellor.ends()


async def test_nothing_is_left_after_an_exit(stage: Stage) -> None:
    """What lay on the shelf before somebody left opens nothing, and no page tells that it lay there."""
    visitor, counsellor = await talk(stage)
    address, tab = visitor.page.url, Tab(visitor.page)
    await tab.reads()
    await visitor.leaves_quickly()
    await counsellor.sees("Left, maybe in a hurry")

    opened = stage.watch(await tab.again(address))
    visitor.page = opened
    await expect(visitor.start).to_be_visible()
    with_capsule = await opened.locator("main").inner_text()
    await opened.reload()
    await visitor.sees(ANEW)
    reloaded = await opened.locator("main").inner_text()
    other = await stage.visitor()

    assert with_capsule == await other.page.locator("main").inner_text()
    await other.page.reload()
    await other.sees(ANEW)
    assert reloaded == await other.page.locator("main").inner_text()
