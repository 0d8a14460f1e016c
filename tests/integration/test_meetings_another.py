# SPDX-License-Identifier: EUPL-1.2
"""Another counsellor: let in beside the first, who is taken out; or not wanted after all."""

import asyncio

import pytest

from chatserver.domain.errors import GoneError, NotAllowedNowError, NotYoursError
from chatserver.domain.queue import Duty
from chatserver.wire.counsellor import Missed
from chatserver.wire.limits import LINGER_SECONDS
from tests.drivers import sealed
from tests.drivers.delivery import End
from tests.drivers.meeting import PAUSE_SECONDS, Console, House, VisitorPage, late


@pytest.fixture
async def anna(house: House) -> Console:
    """A counsellor on duty."""
    return await house.counsellor("anna")


@pytest.fixture
async def visitor(house: House, anna: Console) -> VisitorPage:
    """A visitor, offered to Anna."""
    page = await house.visitor()
    await anna.offer()
    return page


async def test_another_counsellor(house: House, anna: Console, visitor: VisitorPage) -> None:
    """Another is offered and let in beside the first, who is taken out then: one after the other."""
    first = await anna.meets(visitor)
    berit = await house.counsellor("berit")
    await visitor.wants_another()
    second = await berit.meets(visitor)
    assert (first, second) == (1, 2)
    assert await house.talk_with(visitor) == ["anna", "berit"]

    house.clock.advance(300)
    await visitor.takes_out(first)
    assert await house.talk_with(visitor) == ["berit"]
    assert (await anna.desk()).duty is Duty.PAUSE
    assert (await anna.desk()).conversations == []


async def test_another_is_not_wanted_after_all(house: House, anna: Console, visitor: VisitorPage) -> None:
    """Whoever had accepted and is not let in yet is told that nobody is wanted; the talk goes on."""
    await anna.meets(visitor)
    berit = await house.counsellor("berit")
    await visitor.wants_another()
    await berit.accepts()
    await berit.gives_key()
    await visitor.wants_nobody_else()

    assert house.missed(berit) == [Missed.LEFT]
    assert [gone.member for gone in house.posts.told_visitor("member:withdrawn")] == [2]
    assert await house.talk_with(visitor) == ["anna"]
    assert (await berit.desk()).conversations == []
    with pytest.raises(GoneError):
        await berit.gives_key()


async def test_another_whom_the_line_does_not_know_to_be_in(
    house: House, anna: Console, visitor: VisitorPage
) -> None:
    """Who was let in before nobody else was wanted stays, also when the line has not heard of it."""
    await anna.meets(visitor)
    berit = await house.counsellor("berit")
    await visitor.wants_another()
    taken = await berit.accepts()
    await berit.gives_key()
    add = visitor.ask(2, sealed.commit(visitor.conversation, 1, adds=taken.member))
    await house.conversations.send(visitor.conversation, 0, visitor.generation, add)
    await visitor.wants_nobody_else()

    assert await house.talk_with(visitor) == ["anna", "berit"]


async def test_another_and_nobody_else_race(house: House, anna: Console, visitor: VisitorPage) -> None:
    """However a Welcome and the wish for nobody else meet, record and line agree on who is in."""
    await anna.meets(visitor)
    berit = await house.counsellor("berit")
    for lateness in range(8):
        await visitor.wants_another()
        taken = await berit.accepts()
        await berit.gives_key()
        sent, _ = await asyncio.gather(
            late(lateness, visitor.lets_in(taken.member)), visitor.wants_nobody_else(), return_exceptions=True
        )
        assert await house.talk_with(visitor) == (["anna", "berit"] if sent is None else ["anna"])
        if sent is None:
            await visitor.takes_out(taken.member)
            await house.passes(PAUSE_SECONDS)


async def test_another_only_for_who_has_talked(house: House, visitor: VisitorPage) -> None:
    """Who still waits for the first counsellor cannot want a second one, and who has left no one."""
    with pytest.raises(NotAllowedNowError):
        await visitor.wants_another()
    await house.meetings.exit(visitor.conversation)
    with pytest.raises(GoneError):
        await visitor.wants_another()


async def test_a_replaced_counsellor_is_not_waited_for(
    house: House, anna: Console, visitor: VisitorPage
) -> None:
    """What a replaced counsellor has not read holds back no word to the visitor that the new one has it."""
    first = await anna.meets(visitor)
    berit = await house.counsellor("berit")
    await visitor.wants_another()
    second = await berit.meets(visitor)
    await visitor.takes_out(first)
    page = End(house.conversations, visitor.conversation, second, visitor.end.era, staff=berit.staff)
    await page.catches_up()
    assert house.posts.told_visitor("message:arrived") == []

    await house.passes(2 * LINGER_SECONDS)
    assert [arrived.n for arrived in house.posts.told_visitor("message:arrived")] == [3]


async def test_who_is_out_ends_nothing(house: House, anna: Console, visitor: VisitorPage) -> None:
    """A counsellor who was replaced, or never was a member, cannot end the conversation."""
    first = await anna.meets(visitor)
    berit = await house.counsellor("berit")
    await visitor.wants_another()
    await berit.meets(visitor)
    await visitor.takes_out(first)

    for member in (first, 9):
        with pytest.raises(NotYoursError):
            await house.meetings.end(visitor.conversation, member)
    assert await house.talk_with(visitor) == ["berit"]


async def test_the_same_counsellor_again(house: House, anna: Console, visitor: VisitorPage) -> None:
    """A counsellor taken out and let in again is held once, and a late repeat frees nobody."""
    first = await anna.meets(visitor)
    await visitor.takes_out(first)
    removing, n = sealed.commit(visitor.conversation, 1, removes=first), visitor.end.n
    await visitor.wants_another()
    await house.passes(PAUSE_SECONDS)
    second = await anna.meets(visitor)
    await house.meetings.send(visitor.conversation, 0, visitor.generation, visitor.ask(n, removing))

    assert second == 2
    assert await house.talk_with(visitor) == ["anna"]
