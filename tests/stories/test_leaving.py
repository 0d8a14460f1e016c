# SPDX-License-Identifier: EUPL-1.2
"""Leaving quickly: at once, without a trace that we could have avoided, from everywhere."""

import json
from pathlib import Path

import pytest

from tests.stories.people import Stage, Visitor

GOAL_MS = 200
"""From the press to the neutral page; written to build/measures for people to read."""
BOUND_MS = 1_000
"""No machine is so slow that this means anything but waiting for a network."""
MEASURES = Path(__file__).resolve().parents[2] / "build" / "measures"

TAPS = ("button", "shift")


async def leave(visitor: Visitor, how: str) -> float:
    """Leave, and how many milliseconds it took from the press to the neutral page's address."""
    started: float = await visitor.page.evaluate("performance.timeOrigin + performance.now()")
    if how == "shift":
        for _ in range(3):
            await visitor.page.keyboard.press("Shift")
    else:
        await visitor.leaves_quickly()
    await visitor.page.wait_for_url("**/neutral")
    begun: float = await visitor.page.evaluate("performance.timeOrigin")
    return begun - started


async def storage(visitor: Visitor) -> list[object]:
    """Everything that the page's origin has kept."""
    state = await visitor.page.context.storage_state(indexed_db=True)
    return [*state["cookies"], *state["origins"]]


@pytest.mark.parametrize("how", TAPS)
@pytest.mark.parametrize("framed", [False, True], ids=["own tab", "frame"])
async def test_leaving_in_the_middle_of_a_conversation(stage: Stage, how: str, *, framed: bool) -> None:
    """One press: another page, no way back to the text, nothing stored, and the counsellor is told."""
    counsellor = await stage.counsellor()
    await counsellor.is_free()
    visitor = await stage.visitor(framed=framed)
    await visitor.joins()
    await counsellor.takes()
    await visitor.meets("Anna")
    await visitor.says("hemligt")
    await counsellor.reads("hemligt")
    rows = await visitor.page.evaluate("history.length")

    took = await leave(visitor, how)

    await counsellor.sees("Left, maybe in a hurry")
    await counsellor.sees("Do not write")
    assert await visitor.page.evaluate("history.length") == rows
    assert await storage(visitor) == []
    await visitor.page.go_back()
    assert "hemligt" not in await visitor.page.content()
    assert took < BOUND_MS
    MEASURES.mkdir(parents=True, exist_ok=True)
    name = f"leaving-{'frame' if framed else 'tab'}-{how}.json"
    (MEASURES / name).write_text(json.dumps({"ms": round(took), "goal_ms": GOAL_MS}))


@pytest.mark.parametrize("framed", [False, True], ids=["own tab", "frame"])
async def test_leaving_before_anything_has_begun(stage: Stage, *, framed: bool) -> None:
    """The exit works on the very first page, too."""
    visitor = await stage.visitor(framed=framed)

    await leave(visitor, "button")

    assert await storage(visitor) == []


async def test_the_exit_is_first_for_the_keyboard(stage: Stage) -> None:
    """The first press of Tab reaches the exit."""
    visitor = await stage.visitor()

    await visitor.page.keyboard.press("Tab")

    focused = await visitor.page.evaluate("document.activeElement.textContent")
    assert "Leave quickly" in focused


async def test_without_scripts_there_is_help_and_a_way_out(stage: Stage) -> None:
    """Without JavaScript the page shows whom to call, and the exit is a link."""
    browser = stage._chromium
    context = await browser.new_context(java_script_enabled=False, locale="en-GB")
    page = await context.new_page()
    await page.goto(f"{stage.helpline.pages}/chat/")

    assert await page.get_by_role("link", name="112").count() > 0
    await page.locator("a", has_text="Leave").or_(page.locator("a", has_text="Lämna")).first.click()
    await page.wait_for_url("**/neutral")
    await context.close()
