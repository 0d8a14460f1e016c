# SPDX-License-Identifier: EUPL-1.2
"""Networks, servers and devices break, and nothing that was acknowledged is lost."""

from playwright.async_api import expect

from tests.stories.line_of_wire import Wire
from tests.stories.people import Counsellor, Stage


async def test_the_network_is_cut_for_a_minute(own: tuple[Stage, Wire]) -> None:
    """What both write during a minute without network arrives after it, once and in order."""
    stage, wire = own
    visitor, counsellor = await stage.meeting()

    wire.cut()
    await visitor.sees("The connection is gone")
    await visitor.says("två")
    await visitor.says("tre")
    await counsellor.sees("No connection right now")
    await counsellor.says("fyra")
    await visitor.page.clock.run_for(60_000)
    await expect(visitor.text("Arrived")).to_have_count(1)
    await expect(visitor.text("Not delivered")).to_have_count(0)
    wire.mend()
    await visitor.page.clock.run_for(5_000)

    await counsellor.reads("tre")
    await visitor.reads("fyra")
    await visitor.says("fem")
    await counsellor.reads("fem")
    texts = await counsellor.texts.all_text_contents()
    assert sorted(texts) == sorted(["ett", "två", "tre", "fyra", "fem"])
    assert [text for text in texts if text != "fyra"] == ["ett", "två", "tre", "fem"]


async def test_the_server_is_killed(own: tuple[Stage, Wire]) -> None:
    """The server is killed (-9) in the middle, starts on the same live store, and nothing is lost."""
    stage, _ = own
    visitor, counsellor = await stage.meeting()
    await counsellor.says("två")
    await visitor.reads("två")

    await stage.helpline.kill()
    await visitor.sees("The connection is gone")
    await visitor.says("tre")
    await counsellor.says("fyra")
    await stage.helpline.start()
    await visitor.page.clock.run_for(5_000)

    await counsellor.reads("tre")
    await visitor.reads("fyra")
    await visitor.says("fem")
    await counsellor.reads("fem")
    assert len(await counsellor.texts.all_text_contents()) == 5


async def test_the_counsellor_is_gone_and_another_is_let_in(own: tuple[Stage, Wire]) -> None:
    """A counsellor's device dies; the visitor asks for another, whom their own device lets in."""
    stage, _ = own
    visitor, anna = await stage.meeting()
    bo = await stage.counsellor("Bo")
    await bo.is_free()

    await anna.page.context.close()
    await visitor.sees("has no connection right now")
    await visitor.page.clock.run_for(30_000)
    await visitor.sees("Would you like another?")
    await visitor.button("Yes, find another").click()
    await bo.takes()
    await visitor.meets("Bo")

    # A text begun before the roster has changed is not sealed to the new one unasked: it waits for a tap.
    await visitor.sees("has left the conversation")
    await visitor.says("Hej Bo")
    await bo.reads("Hej Bo")
    await bo.says("Hej, jag tar över")
    await visitor.reads("Hej, jag tar över")
    await visitor.sees("Anna (demonstration) has left the conversation")
    assert "ett" not in await bo.texts.all_text_contents()


async def loses_the_keys(counsellor: Counsellor) -> None:
    """The page is loaded anew, in a browser that has kept nothing."""
    await counsellor.page.evaluate("sessionStorage.clear()")
    await counsellor.page.reload()


async def test_the_counsellor_reloads(own: tuple[Stage, Wire]) -> None:
    """A console that kept nothing has no keys: the visitor is told, and may ask for another."""
    stage, _ = own
    visitor, anna = await stage.meeting()
    bo = await stage.counsellor("Bo")
    await bo.is_free()

    await loses_the_keys(anna)
    await anna.sees("This page cannot read the conversation")
    await visitor.sees("has no connection right now")
    await visitor.page.clock.run_for(30_000)
    await visitor.button("Yes, find another").click()
    await bo.takes()

    await visitor.meets("Bo")
    # A text begun before the roster has changed is not sealed to the new one unasked: it waits for a tap.
    await visitor.sees("has left the conversation")
    await visitor.says("Hej Bo")
    await bo.reads("Hej Bo")


async def test_alone_after_a_reload(own: tuple[Stage, Wire]) -> None:
    """Who is alone ends for both what they cannot read, is told of the pause that follows, and ends it."""
    stage, _ = own
    visitor, anna = await stage.meeting()

    await loses_the_keys(anna)
    await anna.sees("This page cannot read the conversation")
    await anna.button("End it for the visitor too").click()
    await visitor.sees("The counsellor has ended the conversation")
    await anna.sees("Free again by itself")
    await anna.button("Ready again").click()
    await expect(anna.page.get_by_role("radio", name="Free")).to_be_checked()
