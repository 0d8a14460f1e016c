# SPDX-License-Identifier: EUPL-1.2
"""The live store dies (kill -9) under a living server: all are told the truth, and the next can talk."""

import asyncio

from playwright.async_api import Page, WebSocket, expect

from tests.stories.line_of_wire import Wire
from tests.stories.people import Stage


async def test_the_live_store_dies_in_a_conversation(own: tuple[Stage, Wire]) -> None:
    """Both hear unasked that the conversation is lost, what was written can be read, and they meet again."""
    stage, _ = own
    visitor, counsellor = await stage.meeting()
    await visitor.view.get_by_label("Write here").fill("två")

    await stage.helpline.kill_store()

    await visitor.sees("The conversation was lost")
    await visitor.sees("Something went wrong with us or the connection")
    await expect(visitor.button("I am not safe now")).to_be_visible()
    await expect(visitor.view.get_by_role("link", name="112")).to_be_visible()
    await visitor.text("Read it once more").click()
    await expect(visitor.view.locator(".text")).to_have_text(["ett", "två"])
    await expect(visitor.text("Not delivered")).to_have_count(1)
    await counsellor.sees("The conversation was cut off")
    await counsellor.order(["ett"])

    await visitor.button("Talk again").click()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")
    await visitor.says("tre")
    await counsellor.reads("tre")
    assert stage.errors == []


def told_a_place(page: Page) -> asyncio.Event:
    """Set when *page*, on a connection that it makes from now on, is told its place."""
    told = asyncio.Event()

    def heard(frame: bytes | str) -> None:
        if isinstance(frame, str) and '"place":' in frame:
            told.set()

    def connected(socket: WebSocket) -> None:
        socket.on("framereceived", heard)

    page.on("websocket", connected)
    return told


async def test_the_live_store_dies_while_people_wait(own: tuple[Stage, Wire]) -> None:
    """Nobody waits in a line that is gone: all stand in the new one, in the same order."""
    stage, _ = own
    counsellor = await stage.counsellor()
    await counsellor.page.get_by_role("radio", name="Pause").check()
    first, second = await stage.visitor(), await stage.visitor()
    await first.joins()
    await first.sees("You are next")
    await second.joins()
    await second.sees("You are number 2")

    again = [told_a_place(visitor.page) for visitor in (first, second)]
    await stage.helpline.kill_store()
    await stage.helpline.logs("live store lost")
    # What stood there before stands there until then: it says nothing about the new line.
    await asyncio.wait_for(asyncio.gather(*(told.wait() for told in again)), 30)
    await first.sees("You are next")
    await second.sees("You are number 2")

    await counsellor.is_free()
    await counsellor.takes()
    await first.meets("Anna")
    await second.sees("You are next")
    assert stage.errors == []
