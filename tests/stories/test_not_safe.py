# SPDX-License-Identifier: EUPL-1.2
"""Somebody is not safe: 112 at once, and nothing is said to anybody without a press that says so."""

from playwright.async_api import expect

from tests.stories.people import Stage

PRESS = "I am not safe now"


async def test_moving_ahead_is_a_press_of_its_own(stage: Stage) -> None:
    """In the line the first press only shows 112; the second moves the visitor ahead."""
    counsellor = await stage.counsellor()
    await counsellor.page.get_by_role("radio", name="Pause").check()
    visitor = await stage.visitor()
    await visitor.joins()
    await visitor.sees("You are in the line")

    await visitor.button(PRESS).click()
    await expect(visitor.view.get_by_role("link", name="Call 112")).to_have_count(1)
    await visitor.button("Back").click()
    await visitor.sees("You are in the line")
    await expect(visitor.text("You have been moved ahead")).to_have_count(0)

    await visitor.button(PRESS).click()
    await visitor.button("Move me ahead").click()
    await visitor.sees("We have moved you ahead")
    await visitor.button("Back").click()
    await visitor.sees("You have been moved ahead")

    await visitor.button("Leave the line").click()
    await visitor.sees("Leave the line?")
    await visitor.button("Leave the line").click()


async def test_somebody_comes_while_112_is_in_sight(stage: Stage) -> None:
    """Who looks at 112 when the conversation begins is told that somebody is waiting."""
    counsellor = await stage.counsellor()
    await counsellor.page.get_by_role("radio", name="Pause").check()
    visitor = await stage.visitor()
    await visitor.joins()
    await visitor.sees("You are in the line")
    await visitor.button(PRESS).click()

    await counsellor.is_free()
    await counsellor.takes()
    await visitor.sees("is here, waiting for you")
    await visitor.button("Go to the conversation").click()
    await visitor.meets("Anna")
    await counsellor.ends()


async def test_the_counsellor_is_told_by_a_message(stage: Stage) -> None:
    """In a conversation the page with 112 offers to write it, and says that nothing was told yet."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")

    await visitor.button(PRESS).click()
    await visitor.sees("cannot see that you pressed this")
    await visitor.button("Write that I am not safe").click()
    await visitor.order(["I am not safe now."])
    await counsellor.reads("I am not safe now.")
    await counsellor.ends()
