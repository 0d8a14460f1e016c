# SPDX-License-Identifier: EUPL-1.2
"""A young person and a counsellor talk."""

import re

import pytest
from playwright.async_api import expect

from tests.stories.people import Stage

HARD = (
    "<b>inte fet</b> <img src=x onerror=alert(1)>",
    "🫂 familjen 👨‍👩‍👧‍👦 och flaggan 🇸🇪",
    "שלום, אני בסדר — مرحبا، أنا هنا",
    "rad ett\nrad två\n\trad tre",
)
FIVE_WORDS = re.compile(r"^([b-z][aiou][b-z][aiou][b-z] ?){5}$")
LONGEST = "å" * 3_999 + "!"


async def test_they_talk_both_ways(stage: Stage) -> None:
    """A visitor waits, meets a checked counsellor, and each reads what the other wrote, in order."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")

    await visitor.says("Hej")
    await counsellor.reads("Hej")
    await counsellor.says("Hej, bra att du skrev")
    await visitor.reads("Hej, bra att du skrev")
    await visitor.says("Får jag berätta en sak?")

    await counsellor.order(["Hej", "Hej, bra att du skrev", "Får jag berätta en sak?"])
    await visitor.order(["Hej", "Hej, bra att du skrev", "Får jag berätta en sak?"])
    await visitor.sees("Arrived")
    await counsellor.ends()
    await visitor.sees("The counsellor has ended the conversation")


async def test_both_see_the_same_five_words(stage: Stage) -> None:
    """Who wants to be sure calls, and compares: both pages show the same words, when they are asked to."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")
    assert await counsellor.page.locator("details bdi").all_text_contents() == [""]
    await visitor.button("More").click()
    await visitor.button("Who is it?").click()
    shown = visitor.view.get_by_role("status").locator("bdi")
    await counsellor.page.get_by_text("Five words to compare").click()
    told = counsellor.page.locator("details bdi")

    await expect(shown).to_have_text(FIVE_WORDS)
    await expect(told).to_have_text(FIVE_WORDS)
    assert await shown.text_content() == await told.text_content()
    await counsellor.ends()


async def test_they_talk_on_another_site(stage: Stage) -> None:
    """The chat works in the frame that the loader opens on somebody else's site."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor(framed=True)
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")

    await visitor.says("Hej från en annan sida")
    await counsellor.reads("Hej från en annan sida")
    await counsellor.ends()
    await visitor.sees("The counsellor has ended the conversation")


@pytest.mark.parametrize("text", [*HARD, LONGEST], ids=["markup", "emoji", "rtl", "lines", "longest"])
async def test_any_text_arrives_as_it_was_written(stage: Stage, text: str) -> None:
    """Markup is shown, not obeyed; emoji, right-to-left and 4,000 characters arrive whole."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")

    await visitor.says(text)

    shown = counsellor.texts.first
    await shown.wait_for()
    assert await shown.evaluate("node => node.textContent") == text
    await counsellor.ends()
    await visitor.sees("The counsellor has ended the conversation")


async def test_a_text_that_is_too_long_is_not_sent(stage: Stage) -> None:
    """4,001 characters are told, not cut: the text stays where it is."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")

    await visitor.says(LONGEST + "!")

    await visitor.sees("1 character too many")
    assert await visitor.view.get_by_label("Write here").input_value() == LONGEST + "!"
    await counsellor.ends()


async def test_what_was_said_before_the_chat_comes_first(stage: Stage) -> None:
    """What the visitor chose to say stays in the page until somebody is let in, and then stands first."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.text("Say something first, if you want").click()
    await visitor.view.get_by_label("What may we call you?").fill("Kim")
    await visitor.view.get_by_label("What is it about?").fill("en vuxen på nätet")
    await visitor.joins()
    await counsellor.takes()

    await counsellor.sees("What the visitor chose to say first")
    await counsellor.sees("Kim")
    await counsellor.sees("en vuxen på nätet")
    await counsellor.ends()


async def test_nobody_is_there(stage: Stage) -> None:
    """A lane that nobody serves has a page of its own, with other help; trying again starts at once."""
    counsellor = await stage.counsellor()
    await counsellor.is_away()
    visitor = await stage.visitor()
    await visitor.sees("Closed right now")
    await visitor.button("See other help").click()

    await visitor.sees("Nobody can answer right now")
    await visitor.sees("112")

    await counsellor.is_free()
    await visitor.button("Try again").click()
    await counsellor.takes()
    await visitor.meets("Anna")
    await counsellor.ends()


async def test_the_visitor_ends(stage: Stage) -> None:
    """Ending takes a second, calm step, says what is gone, and leaves nothing in the form."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.text("Say something first, if you want").click()
    await visitor.view.get_by_label("What may we call you?").fill("Kim")
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")

    await visitor.button("More").click()
    await visitor.button("End").click()
    await visitor.sees("End the conversation?")
    await visitor.button("End the conversation").click()

    await visitor.sees("What is gone")
    await counsellor.sees("The visitor has ended the conversation")

    await visitor.button("Talk again").click()
    await visitor.text("Say something first, if you want").click()
    assert await visitor.view.get_by_label("What may we call you?").input_value() == ""
