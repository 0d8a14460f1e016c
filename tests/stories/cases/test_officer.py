# SPDX-License-Identifier: EUPL-1.2
"""An officer's shift: a report that their browser alone opens, acknowledges and acts upon."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from chatserver.services.ports import SystemClock
from tests.stories.helpline import Helpline
from tests.stories.people import DESK, PHONE, Stage, words
from tests.stories.reporting import Reporting, ask, stands_only_in

WORDS = "Jag vågar inte."
EMPTY = "Nothing is waiting for you."


class Officer:
    """The person at an agency."""

    def __init__(self, page: Page, helpline: Helpline, name: str) -> None:
        self.page = page
        self.helpline = helpline
        self.name = name

    async def signs_in(self) -> None:
        """Signs in with one click, as the demonstration allows, and waits for the inbox."""
        await self.page.goto(f"{self.helpline.pages}/console/")
        await self.page.get_by_role("button", name=self.name).first.click()
        await expect(self.page.get_by_role("heading", name="Reports")).to_be_visible()

    async def looks(self) -> None:
        """Comes back to the page: it asks for what is new at once."""
        await self.page.evaluate("dispatchEvent(new Event('online'))")

    def button(self, name: str) -> Locator:
        """A button by what is written on it."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def sees(self, text: str) -> None:
        """Waits until *text* is on the screen."""
        await expect(self.page.get_by_text(words(text)).first).to_be_visible()

    async def does_not_see(self, text: str) -> None:
        """*text* is nowhere on the page."""
        await expect(self.page.get_by_text(words(text))).to_have_count(0)

    async def opens(self, number: str) -> None:
        """Chooses the report of that number, and opens it."""
        await self.looks()
        await self.page.get_by_role("button").filter(has_text=words(f"No. {number}")).click()
        await self.button("Open the report").click()
        await self.sees(WORDS)

    async def reads(self) -> None:
        """Says so."""
        await self.button("I have read it").click()
        await expect(self.button("I have read it")).to_have_count(0)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def agencies() -> AsyncIterator[Helpline]:
    """A helpline with two agencies: Ebba answers for Östersund alone, Folke for Sundsvall alone."""
    async with Helpline() as helpline:
        stands_only_in(helpline, "demonstration-ebba", "ostersund")
        stands_only_in(helpline, "demonstration-folke", "sundsvall")
        yield helpline


@pytest_asyncio.fixture(loop_scope="session")
async def stage(chromium: Browser, agencies: Helpline) -> AsyncIterator[Stage]:
    """A stage there."""
    async with Stage(chromium, agencies) as stage:
        yield stage


async def officer(stage: Stage, name: str, *, size: dict[str, int] = DESK) -> Officer:
    """Somebody who has signed in."""
    person = Officer(await stage.page(size=size), stage.helpline, name)
    await person.signs_in()
    return person


async def reporting(stage: Stage) -> Reporting:
    """Anna and Disa, at their desks."""
    anna, disa = await stage.counsellor("Anna"), await stage.counsellor("Disa")
    return Reporting(stage.helpline, anna.page, disa.page)


async def test_an_officer_opens_acknowledges_accepts_and_tells_the_outcome(stage: Stage) -> None:
    """Ebba's browser opens what was sealed to it; Folke, of another agency, is shown and given nothing."""
    ebba, folke = await officer(stage, "Ebba"), await officer(stage, "Folke")
    await ebba.sees(EMPTY)
    anna = await reporting(stage)
    sent = await anna.sends()

    await ebba.opens(await anna.number(sent))
    await ebba.sees("Told by the young person")
    await ebba.sees("Anna (demonstration), counsellor at")
    await ebba.sees("Do not call")
    await ebba.sees("Your name (Ebba (demonstration)) and Östersund (demonstration) are then shown")
    before = await anna.case(sent.case)
    await ebba.reads()
    await ebba.sees("Read by Ebba (demonstration), Östersund (demonstration)")
    await expect(ebba.page.get_by_role("heading", name="What you do with it")).to_be_focused()
    await ebba.button("Take it on").click()
    await ebba.sees("Somebody has taken it on")
    await ebba.button("Ask to talk with the young person …").click()
    await ebba.button("Ask").click()
    await ebba.sees("The counsellor has not answered yet.")
    await expect(anna.anna.get_by_text("An officer asks to talk with the young person").first).to_be_visible()
    await expect(ebba.button("Ask to talk with the young person …")).to_have_count(0)
    await ebba.button("Tell the outcome …").click()
    await ebba.page.get_by_label("the child is safe now").check()
    await ebba.button("Tell it").click()
    await ebba.sees("The outcome has been told: the child is safe now")
    after = await anna.case(sent.case)
    await folke.looks()
    await folke.sees(EMPTY)
    refused = await ask(folke.page, stage.helpline, "/report", {"case": sent.case, "version": 1})

    assert (before["state"], before.get("read_by")) == ("sent", None)
    assert (after["state"], after["code"]) == ("outcome", "safe_now")
    assert after["read_by"]["name"] == "Ebba (demonstration)"
    assert (refused[0] >= 400, refused[1]["code"]) == (True, "not_yours")


async def test_what_is_passed_on_is_opened_there_and_is_gone_here(stage: Stage) -> None:
    """Ebba's browser seals it again for Sundsvall; Folke opens it and sees that it was passed on."""
    ebba, folke = await officer(stage, "Ebba", size=PHONE), await officer(stage, "Folke")
    anna = await reporting(stage)
    sent = await anna.sends(urgency="p1")
    number = await anna.number(sent)

    await ebba.opens(number)
    await ebba.reads()
    await ebba.button("Pass on …").click()
    await ebba.page.get_by_label(words("Sundsvall (demonstration)")).check()
    await ebba.button("Seal and pass on").click()
    await ebba.does_not_see(WORDS)
    await folke.opens(number)
    await folke.sees("It was written to another authority, which passed it on to Sundsvall (demonstration).")


async def test_a_report_is_heard_of_at_once(stage: Stage) -> None:
    """A page whose clock stands still asks for nothing by itself: what it shows, it was told to fetch."""
    ebba = Officer(await stage.page(size=DESK), stage.helpline, "Ebba")
    await ebba.page.clock.install()
    await ebba.signs_in()
    anna = await reporting(stage)
    await ebba.page.clock.pause_at(SystemClock().now_ms() / 1000 + 2)

    sent = await anna.sends(urgency="p2")

    await ebba.sees(f"No. {await anna.number(sent)}")
    await expect(ebba.page).to_have_title("Someone is waiting · Lykta")


async def test_a_question_comes_to_the_one_who_wrote(stage: Stage) -> None:
    """Ebba asks: the server has a sealed note to Anna's page, and Ebba can read her own words again."""
    ebba = await officer(stage, "Ebba")
    anna = await reporting(stage)
    sent = await anna.sends()

    await ebba.opens(await anna.number(sent))
    await ebba.reads()
    await ebba.page.get_by_label("Ask whoever wrote it").fill("Vilken skola?")
    await ebba.button("Seal and send").click()
    await expect(ebba.page.locator(".note .said")).to_have_text(["Vilken skola?"])
    _, notes = await ask(anna.anna, stage.helpline, "/notes", {"case": sent.case})

    assert [(note["to"], len(note["wraps"])) for note in notes["notes"]] == [("author", 1)]


async def test_an_exercise_cannot_be_overlooked_and_a_lie_about_it_is_loud(stage: Stage) -> None:
    """The banner stands over an exercise; a real report that the server calls one is said to be real."""
    ebba = await officer(stage, "Ebba")
    anna = await reporting(stage)
    await anna.sends(status="exercise")

    await ebba.looks()
    await ebba.sees("You have not opened and acknowledged exercise no.")
    await ebba.button("Go to the exercise").click()
    await ebba.sees("So the server says.")
    await ebba.button("Open the report").click()
    await ebba.sees("No child is in danger.")
    await ebba.reads()
    await ebba.does_not_see("You have not opened and acknowledged exercise no.")
