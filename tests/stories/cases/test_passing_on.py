# SPDX-License-Identifier: EUPL-1.2
"""What a young person sees of their own escalation, from "I am not safe now" to its outcome."""

import sqlite3
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.stories.cases.test_officer import Officer, officer
from tests.stories.helpline import Helpline
from tests.stories.people import Counsellor, Stage, Visitor, words
from tests.stories.reporting import stands_only_in

AGENCY = "Östersund (demonstration)"
SAID = "han hämtar mig på fredag kanarie-9"
SHOWN = f"Det du har berättat: {SAID}"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def agencies() -> AsyncIterator[Helpline]:
    """A helpline whose Ebba answers for Östersund."""
    async with Helpline() as helpline:
        stands_only_in(helpline, "demonstration-ebba", "ostersund")
        yield helpline


@pytest_asyncio.fixture(loop_scope="session")
async def stage(chromium: Browser, agencies: Helpline) -> AsyncIterator[Stage]:
    """A stage there."""
    async with Stage(chromium, agencies) as stage:
        yield stage


async def presses(person: Counsellor | Officer | Visitor, *names: str) -> None:
    """Presses the buttons with these written on them, in turn."""
    for name in names:
        await person.button(name).click()


async def writes(anna: Counsellor) -> None:
    """The report, up to what the young person knows and wants."""
    page = anna.page
    await presses(anna, "Escalate")
    await page.get_by_role("button", name="Yes, now").click()
    await page.get_by_label("Who answered?").fill("Sara, SOS 14")
    await presses(anna, "I have phoned", "Next")
    await page.get_by_label("Municipality where they are now").select_option("Östersund")
    await anna.sees("These people can open it, and nobody else")
    await presses(anna, "Next")
    await page.get_by_label("The young person's own words").fill(SAID)
    await presses(anna, "Next")


async def shows(anna: Counsellor) -> None:
    """In plain words, in their chat."""
    field = anna.page.get_by_label("What they will see")
    await expect(field).to_have_value(f"In your own words: {SAID}")
    await field.fill(SHOWN)
    await presses(anna, "Show it in the chat, and ask")


async def answers(visitor: Visitor) -> None:
    """Reads all of it, and says yes with the keyboard."""
    await visitor.sees(f"Anna (demonstration) wants to pass this on to {AGENCY}")
    await visitor.sees(SHOWN)
    await visitor.button("Yes, pass it on").press("Enter")
    await visitor.sees("Have you changed your mind?")
    await expect(visitor.button("Yes, pass it on")).to_have_count(0)


async def introduces(anna: Counsellor) -> None:
    """Has Ebba shown to the young person."""
    await anna.page.get_by_role("button").filter(has_text="An officer asks to talk").first.click()
    await anna.sees("This browser has not seen that person's signature.")
    await presses(anna, "Open the report", "Ask the young person in the chat")
    await anna.sees("No answer yet: that is a no.")


async def meets(visitor: Visitor) -> None:
    """Is shown a person with a name and an office, and says yes."""
    await visitor.sees(f"Ebba (demonstration), {AGENCY}, would like to talk with you")
    await visitor.button("Yes, I want to").press("Enter")


async def tells(anna: Counsellor, ebba: Officer) -> None:
    """What the young person has answered."""
    await anna.sees("Yes, I want to")
    await anna.page.get_by_label("Your answer").fill("Ja. Ring efter fyra.")
    await presses(anna, "Seal and send")
    await ebba.sees("The counsellor has written since")
    await ebba.sees("Ja. Ring efter fyra.")


def steps(visitor: Visitor) -> Locator:
    """What they were told since, in order."""
    return visitor.messages.locator(".passed-step > p:first-child")


async def is_not_safe(visitor: Visitor) -> None:
    """Says so, with the button that is on every page."""
    await presses(visitor, "I am not safe now", "Write that I am not safe")


async def test_a_young_person_sees_what_is_passed_on_and_each_step(stage: Stage) -> None:
    """Asked before it goes, told of each step once, also after a reload; the server has not a word of it."""
    disa, ebba = await stage.counsellor("Disa"), await officer(stage, "Ebba")
    visitor, anna = await stage.meeting(first="jag är rädd")

    await is_not_safe(visitor)
    await anna.reads("I am not safe now.")
    await writes(anna)
    await shows(anna)
    await answers(visitor)
    await anna.sees("Yes, pass it on")
    await expect(anna.page.get_by_label("Agrees to")).to_have_value("all")
    await presses(anna, "Next", "Next")
    await expect(anna.page.get_by_role("article")).to_contain_text("all of it")
    await presses(anna, "Seal and send for review")
    await presses(disa, "Look", "Open the report", "Approve and send")
    await expect(steps(visitor)).to_have_text([words(f"It has been sent to {AGENCY}.")])
    await ebba.looks()
    await ebba.page.get_by_role("button").filter(has_text=words("No. ")).click()
    await presses(ebba, "Open the report")
    await ebba.sees(SAID)
    await ebba.reads()
    await visitor.sees(f"Read by Ebba (demonstration), {AGENCY}, at ")
    await anna.page.reload()
    await presses(ebba, "Take it on")
    await visitor.sees(f"{AGENCY} is taking care of it.")
    await presses(ebba, "Ask to talk with the young person …", "Ask")
    await introduces(anna)
    await meets(visitor)
    await tells(anna, ebba)
    await presses(ebba, "Tell the outcome …")
    await ebba.page.get_by_label("the child is safe now").check()
    await presses(ebba, "Tell it")

    await expect(steps(visitor)).to_have_text(
        [
            words(f"It has been sent to {AGENCY}."),
            words(f"Read by Ebba (demonstration), {AGENCY}, at "),
            words(f"{AGENCY} is taking care of it."),
            words(f"{AGENCY} writes that you are safe now."),
        ]
    )
    with sqlite3.connect(stage.helpline.data / "records.sqlite") as records:
        everything = "\n".join(records.iterdump())
    assert "CREATE TABLE cases" in everything
    assert "kanarie" not in everything
