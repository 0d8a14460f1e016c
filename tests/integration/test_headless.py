# SPDX-License-Identifier: EUPL-1.2
"""The whole house, with people who need no browser: real clients, real encryption, real stores."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.drivers.headless import Headless, Person, all_arrived, talk, texts
from tests.stories.helpline import Helpline

STAFF = ("anna", "bo", "cilla")


@pytest.fixture
async def helpline() -> AsyncIterator[Helpline]:
    """A demonstration of its own."""
    async with Helpline() as running:
        yield running


@pytest.fixture
async def visitors(helpline: Helpline) -> AsyncIterator[Headless]:
    """A process for visitors."""
    async with Headless("visitor", helpline.pages) as process:
        yield process


@pytest.fixture
async def counsellors(helpline: Helpline) -> AsyncIterator[Headless]:
    """A process for counsellors."""
    async with Headless("counsellor", helpline.pages) as process:
        yield process


async def on_duty(counsellors: Headless, who: str) -> Person:
    """A counsellor who takes whoever comes next."""
    person = counsellors.person(who)
    person.does("duty", duty="free", staff=who)
    await person.sees(lambda s: s["seat"] == "taken" and s["duty"] == "free")
    return person


async def meet(visitor: Person, counsellor: Person) -> None:
    """They are brought together, and each sees the other."""
    await counsellor.sees(lambda s: s["offer"])
    counsellor.does("accept")
    await counsellor.sees(lambda s: talk(s)["phase"] == "talking")
    await visitor.sees(lambda s: s["at"] == "talking")


async def test_they_talk_both_ways(visitors: Headless, counsellors: Headless, helpline: Helpline) -> None:
    """What both say arrives at the other, and stands in no file of the server."""
    anna, kim = await on_duty(counsellors, "anna"), visitors.person("kim")
    kim.does("start", name="Kim", about="canary-in-hello")
    await meet(kim, anna)
    kim.does("write", text="canary-of-visitor")
    anna.does("write", text="canary-of-counsellor")
    await kim.sees(lambda s: texts(s["entries"], "theirs") and all_arrived(s["entries"]))
    await anna.sees(lambda s: texts(talk(s)["entries"], "theirs") and all_arrived(talk(s)["entries"]))

    assert talk(anna.state)["hello"] == {"name": "Kim", "about": "canary-in-hello", "urgent": False}
    assert texts(kim.state["entries"], "theirs") == ["canary-of-counsellor"]
    assert texts(talk(anna.state)["entries"], "theirs") == ["canary-of-visitor"]
    kept = [path for path in helpline.data.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in [*kept, helpline.log] if b"canary" in path.read_bytes()]


async def test_the_server_is_killed_in_the_middle(
    visitors: Headless, counsellors: Headless, helpline: Helpline
) -> None:
    """Killed with -9 and started again on the same live store, it has lost and doubled nothing."""
    anna, kim = await on_duty(counsellors, "anna"), visitors.person("kim")
    kim.does("start")
    await meet(kim, anna)
    said = [str(number) for number in range(20)]
    for number in said[:8]:
        kim.does("write", text=number)
        anna.does("write", text=number)
    await helpline.kill()
    await kim.sees(lambda s: not s["connected"])
    for number in said[8:]:
        kim.does("write", text=number)
        anna.does("write", text=number)
    await helpline.start()
    await kim.sees(lambda s: len(texts(s["entries"], "theirs")) >= len(said) and all_arrived(s["entries"]))
    await anna.sees(
        lambda s: len(texts(talk(s)["entries"], "theirs")) >= len(said) and all_arrived(talk(s)["entries"])
    )

    assert texts(kim.state["entries"], "theirs") == said
    assert texts(talk(anna.state)["entries"], "theirs") == said


async def test_a_line_is_served_to_its_end(visitors: Headless, counsellors: Headless) -> None:
    """Three counsellors serve nine visitors, one after the other, and each visitor is served by one."""
    staff = [await on_duty(counsellors, who) for who in STAFF]
    waiting = [visitors.person(f"v{number}") for number in range(9)]
    for visitor in waiting:
        visitor.does("start", name=visitor.name)

    async def serve(counsellor: Person) -> list[str]:
        served: list[str] = []
        while len(served) < len(waiting) // len(STAFF):
            await counsellor.sees(lambda s: s["offer"])
            counsellor.does("accept")
            await counsellor.sees(lambda s: talk(s)["phase"] == "talking")
            served.append(talk(counsellor.state)["hello"]["name"])
            counsellor.does("write", text=f"hej {served[-1]}")
            await counsellor.sees(lambda s: all_arrived(talk(s)["entries"]))
            name = talk(counsellor.state)["conversation"]
            counsellor.does("end", conversation=name)
            await counsellor.sees(lambda s: talk(s)["phase"] == "ended")
            counsellor.does("dismiss", conversation=name)
            counsellor.does("duty", duty="free")
        return served

    served = await asyncio.gather(*map(serve, staff))

    assert sorted(name for names in served for name in names) == sorted(v.name for v in waiting)
    for visitor in waiting:
        await visitor.sees(lambda s: s["at"] == "ended")
        assert texts(visitor.state["entries"], "theirs") == [f"hej {visitor.name}"]
