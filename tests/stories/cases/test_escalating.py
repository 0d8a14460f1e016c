# SPDX-License-Identifier: EUPL-1.2
"""A counsellor escalates, a supervisor reviews: what each sees, and what the server never does."""

import sqlite3

from playwright.async_api import Browser, Locator, Page, expect

from tests.stories.galleries import GALLERIES, looking, open_view, served
from tests.stories.helpline import Helpline
from tests.stories.people import Counsellor, Stage, words

CANARY = "han säger att jag är skyldig honom 4711-kanarie"
WHERE = "Rådhusgatan kanarie-7, tredje våningen"


async def presses(page: Page, name: str) -> None:
    """Presses the button with this written on it."""
    await page.get_by_role("button", name=name, exact=True).click()


async def heading(page: Page, text: str) -> None:
    """Waits for the heading of a step; reading goes on from there."""
    title = page.get_by_role("heading", name=text)
    await expect(title).to_be_visible()
    await expect(title).to_be_focused()


async def escalates(anna: Counsellor) -> None:
    """Goes the whole way, from the button to what is sealed and sent."""
    page = anna.page
    await presses(page, "Escalate")
    await heading(page, "Is somebody in danger now?")
    await page.get_by_role("button", name="Yes, now").click()
    await heading(page, "Phone 112 first")
    await expect(page.get_by_role("link", name="112")).to_have_attribute("href", "tel:112")
    await page.get_by_label("Who answered?").fill("Sara, SOS 14")
    await presses(page, "I have phoned")
    await anna.sees("you phoned 112, and Sara, SOS 14 answered.")
    await presses(page, "Next")
    await heading(page, "Where are they?")
    await page.get_by_label("Where the child is now").fill(WHERE)
    await page.get_by_label("Municipality where they are now").select_option("Östersund")
    await anna.sees("These people can open it, and nobody else")
    await presses(page, "Next")
    await heading(page, "What has happened?")
    await page.get_by_label("The young person's own words").fill(CANARY)
    await presses(page, "Next")
    await heading(page, "What do they know, and want?")
    await page.get_by_label("Knows of the report").select_option("yes")
    await presses(page, "Next")
    await heading(page, "Should any messages go with it?")
    await page.get_by_role("checkbox", name="rädd").check()
    await presses(page, "Next")
    await heading(page, "Read it once more")
    await expect(page.get_by_role("article")).to_contain_text(CANARY)
    await presses(page, "Seal and send for review")
    await expect(line_of(anna)).to_contain_text("Under review")


async def reviews(disa: Counsellor) -> None:
    """Opens what waits, and reads it."""
    page = disa.page
    await disa.sees("A case waits for your review.")
    await presses(page, "Look")
    await expect(page.get_by_role("button", name="Approve and send")).to_be_disabled()
    await presses(page, "Open the report")
    await expect(page.get_by_role("article")).to_contain_text(CANARY)
    await expect(page.get_by_role("article")).to_contain_text(WHERE)
    await expect(page.get_by_role("article")).to_contain_text("rädd")


async def sends_back(disa: Counsellor) -> None:
    """Wants more in it."""
    await presses(disa.page, "Send back …")
    await disa.page.get_by_role("radio", name="more has to stand in it").check()
    await presses(disa.page, "Send back")


async def mends(anna: Counsellor) -> None:
    """Opens their own report, finds all that stood in it, adds to it and sends it again."""
    page = anna.page
    await presses(page, "Open and mend")
    await heading(page, "What has happened?")
    await expect(page.get_by_label("The young person's own words")).to_have_value(CANARY)
    await page.get_by_label("What you saw").fill("Svarar långsammare nu.")
    for _ in range(3):
        await presses(page, "Next")
    await presses(page, "Seal and send for review")
    await expect(line_of(anna)).to_contain_text("Under review")


def line_of(anna: Counsellor) -> Locator:
    """Where the case stands, beside the conversation."""
    return anna.page.get_by_role("list", name="What has happened")


async def test_two_people_send_what_a_counsellor_wrote(stage: Stage, helpline: Helpline) -> None:
    """Sealed in one browser, opened in another, mended, released by two; the server has not a word of it."""
    disa = await stage.counsellor("Disa")
    _, anna = await stage.meeting(first="jag är rädd")

    await escalates(anna)
    await reviews(disa)
    await sends_back(disa)
    await mends(anna)
    await presses(disa.page, "Open the report")
    await expect(disa.page.get_by_role("article")).to_contain_text("Svarar långsammare nu.")
    await presses(disa.page, "Approve and send")

    await expect(line_of(anna)).to_contain_text(words("Released to Östersund (demonstration)"))
    await expect(line_of(anna)).to_contain_text("One call has been logged")
    await anna.reads("jag är rädd")
    with sqlite3.connect(helpline.data / "records.sqlite") as records:
        everything = "\n".join(records.iterdump())
    assert "CREATE TABLE cases" in everything
    assert not any(secret in everything for secret in ("kanarie", "skyldig", "rädd"))


async def test_nothing_but_a_call_takes_the_modal_away(chromium: Browser) -> None:
    """Ten minutes unread: Escape, however often, leaves it there; nothing is logged without a choice."""
    gallery = GALLERIES["console"]
    async with served(gallery) as origin, looking(chromium, width=320, night=True) as page:
        await open_view(page, gallery.address(origin, "phone-modal", language="en"))
        modal = page.get_by_role("alertdialog", name="Phone now")
        await expect(modal).to_be_visible()
        for _ in range(4):
            await page.keyboard.press("Escape")
        await expect(modal).to_be_visible()
        await expect(page.locator("dialog.phone:modal")).to_be_visible()
        await expect(modal.get_by_role("button", name="I have phoned")).to_be_disabled()
        await modal.get_by_role("radio", name="The authority").check()
        await expect(modal.get_by_role("button", name="I have phoned")).to_be_enabled()
