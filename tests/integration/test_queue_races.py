# SPDX-License-Identifier: EUPL-1.2
"""Races for one line, on a warm pool: each was seen to fail with its guard removed, and is here, too."""

import asyncio
from collections.abc import Sequence

import pytest

from chatserver.domain.errors import GoneError
from chatserver.domain.ids import OfferId
from chatserver.domain.queue import Duty
from chatserver.live.store import SCRIPTS, Script, Store
from chatserver.services.line import Taken
from chatserver.signing.tickets import Tickets
from tests.conftest import ManualClock
from tests.drivers.shift import Counsellor, Shift, Visitor

MANY = 20


@pytest.fixture
async def shift(store: Store, clock: ManualClock, tickets: Tickets) -> Shift:
    """A line with nobody in it, on connections that are all there: on a cold pool nobody races."""
    await asyncio.gather(*(store.ping() for _ in range(2 * MANY)))
    return Shift(store, clock, tickets)


def without(store: Store, name: str, *, guard: str, hole: str) -> None:
    """Take *guard* out of the script *name*, and put *hole* in its place."""
    folder = SCRIPTS / "queue"
    text = (folder / "_prelude.lua").read_text() + "\n" + (folder / f"{name}.lua").read_text()
    assert guard in text
    store._scripts = {**store._scripts, f"queue/{name}": Script.of(text.replace(guard, hole))}


async def offers(counsellors: Sequence[Counsellor]) -> list[str]:
    """What lies on all desks."""
    desks = await asyncio.gather(*(counsellor.desk() for counsellor in counsellors))
    return [desk.offer.offer for desk in desks if desk.offer]


async def claims(shift: Shift, counsellors: Sequence[Counsellor], offer: str) -> list[Taken]:
    """Who gets it of all who claim one offer at once."""
    answers = await asyncio.gather(
        *(shift.line.take_offer(c.staff, OfferId(offer)) for c in counsellors), return_exceptions=True
    )
    assert all(isinstance(answer, Taken | GoneError) for answer in answers)
    return [answer for answer in answers if isinstance(answer, Taken)]


@pytest.fixture
async def all_free(shift: Shift) -> list[Counsellor]:
    """Many counsellors who wait for visitors."""
    return [await shift.counsellor(f"counsellor {number}") for number in range(MANY)]


@pytest.fixture
async def strangers(shift: Shift) -> list[Visitor]:
    """Many visitors, connected and in no lane."""
    strangers = [shift.stranger() for _ in range(2 * MANY)]
    for stranger in strangers:
        await stranger.comes()
    return strangers


async def test_one_of_many_claims_an_offer(shift: Shift, all_free: list[Counsellor]) -> None:
    """Exactly one of all who claim one offer at once gets the visitor."""
    visitors = [await shift.visitor() for _ in range(MANY)]
    (offer, *_) = await offers(all_free)

    assert len(await claims(shift, all_free, offer)) == 1
    assert len(await shift.line.held()) == 1
    assert len(visitors) == MANY


async def test_without_its_guard_many_claim_an_offer(
    store: Store, shift: Shift, all_free: list[Counsellor]
) -> None:
    """The race before is one: with the comparison removed, all get somebody for an offer that was one's."""
    without(store, "accept", guard="if hold.offer == ask.offer then", hole="if true then")
    for _ in range(MANY):
        await shift.visitor()
    (offer, *_) = await offers(all_free)

    assert len(await claims(shift, all_free, offer)) == MANY


async def meet(strangers: Sequence[Visitor], counsellors: Sequence[Counsellor]) -> list[str]:
    """All join, and half of the counsellors become free, at once; which visitors lie on desks."""
    await asyncio.gather(
        *(visitor.joins() for visitor in strangers),
        *(counsellor.chooses(Duty.FREE) for counsellor in counsellors[::2]),
    )
    shift = strangers[0].shift
    house = await shift.queue.house(at=shift.line._now())
    return [hold.conversation for person in house.people for hold in person.holds]


@pytest.fixture
async def half_free(all_free: list[Counsellor]) -> list[Counsellor]:
    """Every other counsellor has a pause."""
    for counsellor in all_free[::2]:
        await counsellor.chooses(Duty.PAUSE)
    return all_free


async def test_everybody_meets_somebody_else(
    shift: Shift, half_free: list[Counsellor], strangers: list[Visitor]
) -> None:
    """However many come at once: each counsellor has one visitor, none two, and nobody is lost."""
    met = await meet(strangers, half_free)

    assert len(met) == len(set(met)) == MANY
    waiting = [visitor for visitor in strangers if await visitor.place() > 0]
    assert {visitor.conversation.value for visitor in waiting} == {
        visitor.conversation.value for visitor in strangers
    } - set(met)
    assert shift.told.of(half_free[0].staff, "offer:made")


async def test_without_its_guard_some_are_claimed_twice(
    store: Store, half_free: list[Counsellor], strangers: list[Visitor]
) -> None:
    """The race before is one: with offers that leave the visitor in line, the same one is offered again."""
    for command in ("join", "duty"):
        without(
            store,
            command,
            guard="  step_out(name, v)\n  v.stage, v.staff, v.offer = 'offered'",
            hole="  v.stage, v.staff, v.offer = 'offered'",
        )

    met = await meet(strangers, half_free)

    assert len(met) > len(set(met))


async def test_an_acceptance_and_its_lapse_are_one_or_the_other(
    shift: Shift, all_free: list[Counsellor]
) -> None:
    """Accepted at the very moment at which the lease ends, a visitor is either somebody's or in line."""
    for _ in range(MANY):
        await shift.visitor()
    on_desks = dict(zip(await offers(all_free), all_free, strict=True))
    shift.clock.advance(31)
    expired = await shift.line.expired()

    outcomes = await asyncio.gather(
        *(shift.line.offer_expired(one) for one in expired),
        *(shift.line.take_offer(c.staff, OfferId(offer)) for offer, c in on_desks.items()),
        return_exceptions=True,
    )

    taken = {one.conversation.value for one in outcomes if isinstance(one, Taken)}
    held = {conversation.value for conversation, _ in await shift.line.held()}
    lines = await shift.queue.lines(at=shift.line._now())
    waiting = {name for line in lines for name in line.calm[::2]}
    assert taken == held
    assert len(held) + len(waiting) == MANY
    assert held.isdisjoint(waiting)
