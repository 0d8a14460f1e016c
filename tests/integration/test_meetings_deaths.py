# SPDX-License-Identifier: EUPL-1.2
"""The process dies between any two steps of a meeting: nobody is lost, or held for nothing, after it."""

import contextlib
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import pytest

from chatserver.domain.conversation import Phase
from chatserver.domain.errors import GoneError, NotAllowedNowError, NotYoursError
from chatserver.domain.ids import OfferId, StaffId
from chatserver.domain.queue import Duty
from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from chatserver.wire.limits import KEY_SECONDS, LEASE_SECONDS, WELCOME_SECONDS
from tests.conftest import ManualClock
from tests.drivers.meeting import PAUSE_SECONDS, Console, House, MortalStore, VisitorPage, until_death

CILLA = StaffId("cilla")
MOST_STEPS = 20
LONG_SECONDS = LEASE_SECONDS + KEY_SECONDS + WELCOME_SECONDS + PAUSE_SECONDS


@dataclass
class Scene:
    """Who is there when it happens."""

    house: House
    anna: Console
    visitor: VisitorPage
    offer: OfferId
    berit: Console | None = None


@dataclass(frozen=True)
class Case:
    """What has happened before, what is being done, and where it may all end."""

    before: Callable[[Scene], Awaitable[object]]
    act: Callable[[Scene], Awaitable[object]]
    repeated: AbstractSet[str]
    """How things may stand when the act is repeated: who talks with the visitor, or where it is."""
    otherwise: AbstractSet[str] = frozenset()
    """How else they may stand when it is not."""


async def nothing(_: Scene) -> None:
    """Offered, and no more."""


async def accepted(scene: Scene) -> None:
    scene.visitor.end.era = (await scene.anna.accepts()).era


async def with_key(scene: Scene) -> None:
    await accepted(scene)
    await scene.anna.gives_key()


async def talking(scene: Scene) -> None:
    await scene.anna.meets(scene.visitor)


async def wanting_another(scene: Scene) -> None:
    await talking(scene)
    await scene.visitor.wants_another()


async def with_a_second_key(scene: Scene) -> None:
    await wanting_another(scene)
    scene.berit = await scene.house.counsellor("berit")
    await scene.berit.accepts()
    await scene.berit.gives_key()


async def with_a_second(scene: Scene) -> None:
    await with_a_second_key(scene)
    await scene.visitor.lets_in(2)


async def accepts_the_offer(scene: Scene) -> None:
    await scene.house.meetings.accept_offer(scene.anna.staff, scene.offer)


async def overdue(scene: Scene) -> None:
    """Whatever is awaited has not come in time."""
    scene.house.clock.advance(LEASE_SECONDS)
    await scene.house.meetings.expire()


def ends(scene: Scene) -> Awaitable[object]:
    return scene.house.meetings.end(scene.visitor.conversation, 1)


def leaves(scene: Scene) -> Awaitable[object]:
    return scene.house.meetings.leave(scene.visitor.conversation)


def exits(scene: Scene) -> Awaitable[object]:
    return scene.house.meetings.exit(scene.visitor.conversation)


# What was before; what is done; how it may stand if it is repeated; how else it may stand if it is not.
CASES: dict[str, Case] = {
    "accepting": Case(nothing, accepts_the_offer, {"waiting"}),
    "giving a key": Case(accepted, lambda s: s.anna.gives_key(), {"skipped"}, {"waiting"}),
    "letting in": Case(with_key, lambda s: s.visitor.lets_in(1), {"anna"}, {"skipped"}),
    "wanting another": Case(talking, lambda s: s.visitor.wants_another(), {"anna"}),
    "wanting nobody else": Case(with_a_second_key, lambda s: s.visitor.wants_nobody_else(), {"anna"}),
    "letting a second in": Case(with_a_second_key, lambda s: s.visitor.lets_in(2), {"anna berit"}, {"anna"}),
    "taking the first out": Case(with_a_second, lambda s: s.visitor.takes_out(1), {"berit"}, {"anna berit"}),
    "a counsellor's end": Case(talking, ends, {"over"}, {"anna"}),
    # Once the invitation is withdrawn nobody knows whose it was, and the visitor is taken for mute.
    "an end before the Welcome": Case(with_key, ends, {"waiting", "skipped"}),
    "a visitor's end": Case(talking, leaves, {"over"}, {"anna"}),
    "an end with another on the way": Case(with_a_second_key, leaves, {"over"}, {"anna"}),
    "an exit": Case(talking, exits, {"over"}, {"anna"}),
    "an exit before the Welcome": Case(with_key, exits, {"over"}, {"skipped"}),
    "a lease that is over": Case(nothing, overdue, {"waiting"}),
    "a key that is overdue": Case(accepted, overdue, {"waiting"}),
    "a Welcome that is overdue": Case(with_key, overdue, {"skipped"}),
}


async def stands(scene: Scene) -> str:
    """How things stand, and that record, line and desks agree about it."""
    house, conversation = scene.house, scene.visitor.conversation
    served = sorted(staff.value for _, staff in await house.line.served())
    inside = sorted(
        one.staff.value
        for one in await house.conversations.staff_of(conversation)
        if one.inside and one.staff
    )
    assert served == inside
    assert sorted(staff.value for _, staff in await house.line.held()) == served
    assert await house.line.expired() == []
    if await house.conversations.phase(conversation) is Phase.OVER:
        with pytest.raises(GoneError):
            await scene.visitor.joins()
        return "over"
    return " ".join(inside) or await where(scene)


async def where(scene: Scene) -> str:
    """A visitor whom nobody talks with: in line, or skipped until it speaks; then it is in line again."""
    await scene.house.counsellor("cilla")
    stood = "waiting" if await offered(scene) else "skipped"
    await scene.visitor.joins()
    assert await offered(scene)
    return stood


async def offered(scene: Scene) -> bool:
    """Whether somebody is shown the visitor."""
    return any([(await Console(scene.house, staff).desk()).offer for staff in (scene.anna.staff, CILLA)])


async def free_again(scene: Scene) -> None:
    """Whoever holds nothing can be offered the next visitor."""
    served = {staff for _, staff in await scene.house.line.served()}
    consoles = [console for console in (scene.anna, scene.berit) if console is not None]
    for console in consoles:
        await scene.house.line.set_duty(console.staff, Duty.AWAY)
    for console in consoles:
        if console.staff not in served:
            await scene.house.line.set_duty(console.staff, Duty.FREE)
            await scene.house.visitor()
            assert (await console.desk()).offer is not None


@pytest.fixture
async def mortal(valkey: Embedded, store: Store) -> AsyncIterator[MortalStore]:
    """A process's own way to the store, which the fixture ``store`` has emptied."""
    await store.ping()
    mortal = MortalStore(valkey.address)
    yield mortal
    await mortal.close()


async def tries(act: Awaitable[object]) -> None:
    """Whoever repeats may be told that it is over by now."""
    with contextlib.suppress(GoneError, NotAllowedNowError, NotYoursError):
        await act


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("name", CASES)
async def test_a_death_at_any_step(
    mortal: MortalStore, store: Store, clock: ManualClock, name: str, *, repeated: bool
) -> None:
    """
    Wherever in an act the process dies, the act's repeat or the rounds bring record and line together again.
    """
    case, steps = CASES[name], 0
    for step, done in itertools.product(range(1, MOST_STEPS), (False, True)):
        await store._redis.flushall()
        scene = await begun(mortal, clock)
        await case.before(scene)
        mortal.dies(step, done=done)
        if await until_death(case.act(scene)):
            break
        mortal.lives()
        steps += 1
        if repeated:
            await tries(case.act(scene))
        assert await stands_afterwards(scene) in (
            case.repeated if repeated else case.repeated | case.otherwise
        )
    assert steps >= 4


async def begun(store: Store, clock: ManualClock) -> Scene:
    house = House(store, clock)
    anna, visitor = await house.counsellor("anna"), await house.visitor()
    return Scene(house, anna, visitor, OfferId((await anna.offer()).offer))


async def stands_afterwards(scene: Scene) -> str:
    """How things stand when all that time does is done, once everybody has been given back."""
    await scene.house.passes(LONG_SECONDS)
    stood = await stands(scene)
    await free_again(scene)
    return stood
