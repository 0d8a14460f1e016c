# SPDX-License-Identifier: EUPL-1.2
"""What is true after every reload of a visitor's page in a talk."""

from playwright.async_api import expect

from tests.stories.people import Counsellor, Stage, Visitor

BACK = "Somebody says they are back. Make sure who it is before you write."


async def talk(stage: Stage) -> tuple[Visitor, Counsellor]:
    """A visitor and a counsellor who have each said something."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor()
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")
    await visitor.says("ett")
    await counsellor.reads("ett")
    await counsellor.says("två")
    await visitor.reads("två")
    await counsellor.sees("arrived")
    return visitor, counsellor


async def is_covered(visitor: Visitor) -> None:
    """It is still here, and neither a text nor a name is in the document, nor in its title."""
    await visitor.sees("Your conversation is still here")
    shown = await visitor.page.locator("html").inner_html()
    assert [word for word in ("ett", "två", "Anna") if f">{word}" in shown or f"{word}<" in shown] == []
    assert await visitor.page.title() == "Start"


async def goes_on(visitor: Visitor, counsellor: Counsellor, said: list[str]) -> None:
    """After a restore: covered until tapped; the counsellor is told, and writes after a press."""
    await is_covered(visitor)
    await visitor.button("Show it").click()
    await visitor.order(said)
    await counsellor.sees(BACK)
    await expect(counsellor.field).to_have_count(0)
    await counsellor.button("I understand, let me write").click()
    await counsellor.says("svar")
    await visitor.reads("svar")
    await visitor.says("fråga")
    await counsellor.reads("fråga")
    await visitor.order([*said, "svar", "fråga"])
    await counsellor.order([*said, "svar", "fråga"])
