# SPDX-License-Identifier: EUPL-1.2
"""Places and desks: told when they change, seldom, and with the reason when a place is worse."""

import pytest

from chatserver.domain.queue import Duty, Rise
from chatserver.live.store import Store
from chatserver.signing.tickets import Tickets
from chatserver.wire.counsellor import Mine, Offer, Waiting
from chatserver.wire.visitor import Place
from tests.conftest import ManualClock
from tests.drivers.shift import EN, PAUSE_SECONDS, SV, Counsellor, Shift, Visitor

TOLD_EVERY_SECONDS = 5


@pytest.fixture
def shift(store: Store, clock: ManualClock, tickets: Tickets) -> Shift:
    """A line with nobody in it."""
    return Shift(store, clock, tickets)


@pytest.fixture
async def busy(shift: Shift) -> Counsellor:
    """A counsellor on duty who takes nobody, so that others wait."""
    return await shift.counsellor("busy", Duty.PAUSE)


@pytest.fixture
async def three(shift: Shift, busy: Counsellor) -> list[Visitor]:
    """Three who wait, and have been told so."""
    three = [await shift.visitor() for _ in range(3)]
    await told(shift)
    assert busy.shift is shift
    return three


async def told(shift: Shift) -> None:
    """Everything that is due is told; earlier things are forgotten."""
    shift.clock.advance(TOLD_EVERY_SECONDS)
    shift.told.all.clear()
    await shift.line.push_places()
    await shift.line.push_desks()


def places(visitor: Visitor) -> list[tuple[int, Rise | None]]:
    """The places that *visitor* was told, and why."""
    return [(place.place, place.why) for place in visitor.told("queue:place")]


async def test_a_place_is_told_when_it_is_better(shift: Shift, three: list[Visitor]) -> None:
    """Who moves forward is told, without a reason; who does not move is not told a place again."""
    first, second, third = three
    await second.leaves()

    await told(shift)

    assert places(third) == [(2, None)]
    assert [place.waiting for place in first.told("queue:place")] == [2]
    await told(shift)
    assert shift.told.all == []


async def test_nobody_is_told_more_often_than_every_five_seconds(shift: Shift, three: list[Visitor]) -> None:
    """However much happens, and however often it is looked at."""
    first, second, third = three
    await first.leaves()
    await told(shift)
    assert places(third) == [(2, None)]
    await second.leaves()

    for _ in range(TOLD_EVERY_SECONDS):
        await shift.line.push_places()
        assert places(third) == [(2, None)]
        shift.clock.advance(1)
    await shift.line.push_places()

    assert places(third) == [(2, None), (1, None)]


async def test_an_answer_counts_as_being_told(shift: Shift, three: list[Visitor]) -> None:
    """What the answer to `queue:join` said is not said again, and the five seconds begin with it."""
    await three[0].leaves()
    shift.clock.advance(TOLD_EVERY_SECONDS)
    shift.told.all.clear()
    assert (await three[1].joins()).place == 1

    await shift.line.push_places()

    assert places(three[1]) == []
    assert places(three[2]) == [(2, None)]


async def test_an_urgent_visitor_is_a_reason(shift: Shift, three: list[Visitor]) -> None:
    """Somebody who is not safe came before: said to those who have come to stand later."""
    await shift.visitor(urgent=True)

    await told(shift)

    assert [places(v) for v in three] == [[(2, Rise.URGENT)], [(3, Rise.URGENT)], [(4, Rise.URGENT)]]


async def test_a_visitor_who_becomes_urgent_is_a_reason(shift: Shift, three: list[Visitor]) -> None:
    """The same when it says so later; those behind it already do not move."""
    await three[1].joins(urgent=True)

    await told(shift)

    assert [places(v) for v in three] == [[(2, Rise.URGENT)], [], []]


async def test_a_returned_offer_is_a_reason(shift: Shift, three: list[Visitor]) -> None:
    """An offer was not taken: its visitor, and all behind it, are told so."""
    anna = await shift.counsellor("anna")
    await told(shift)
    assert [places(v) for v in three] == [[(0, None)], [(1, None)], [(2, None)]]

    await anna.declines()
    await told(shift)

    assert [places(v) for v in three] == [[(1, Rise.RETURNED)], [(2, Rise.RETURNED)], [(3, Rise.RETURNED)]]


async def test_somebody_who_is_back_is_a_reason(shift: Shift, three: list[Visitor]) -> None:
    """Who had not counted for a while, and is back at the first joining time."""
    await three[0].drops()
    await shift.passes(300)
    await told(shift)
    assert [places(v) for v in three] == [[], [(1, None)], [(2, None)]]

    await three[0].comes()
    await three[0].joins()
    await told(shift)

    assert [places(v) for v in three] == [[], [(2, Rise.BACK)], [(3, Rise.BACK)]]


async def test_a_reason_is_given_once(shift: Shift, three: list[Visitor]) -> None:
    """Going forward after having been overtaken has no reason any more."""
    urgent = await shift.visitor(urgent=True)
    await told(shift)
    await urgent.leaves()

    await told(shift)

    assert [places(v) for v in three] == [[(1, None)], [(2, None)], [(3, None)]]


async def test_who_is_being_offered_is_told_place_0(shift: Shift, three: list[Visitor]) -> None:
    """Once, however long it takes; and nothing more when the conversation has begun."""
    anna = await shift.counsellor("anna")
    await told(shift)
    assert three[0].told("queue:place") == [Place(place=0, waiting=3, open=True, urgent=False)]
    await told(shift)
    assert places(three[0]) == []

    await anna.meets(three[0])
    await told(shift)
    await three[0].leaves()
    await told(shift)

    assert places(three[0]) == []


async def test_place_0_has_its_time_too(shift: Shift, busy: Counsellor) -> None:
    """Who has just been told a place is told of the offer no sooner than any other change."""
    visitor = await shift.visitor()
    await busy.chooses(Duty.FREE)

    shift.clock.advance(TOLD_EVERY_SECONDS - 1)
    await shift.line.push_places()
    assert places(visitor) == []
    shift.clock.advance(1)
    await shift.line.push_places()

    assert places(visitor) == [(0, None)]


async def test_a_lane_that_closes_is_told(shift: Shift, busy: Counsellor, three: list[Visitor]) -> None:
    """Who waits learns that nobody serves the lane any more, and that somebody does again."""
    await busy.chooses(Duty.AWAY)
    await told(shift)
    assert [place.open for place in three[0].told("queue:place")] == [False]

    await busy.chooses(Duty.PAUSE)
    await told(shift)
    assert [place.open for place in three[0].told("queue:place")] == [True]


async def test_a_range_is_told_once_enough_has_been_measured(shift: Shift, three: list[Visitor]) -> None:
    """Without measured conversations nothing is said; with them, a range for the lane as it is staffed."""
    assert (await three[2].joins()).soonest_minutes is None
    anna = await shift.counsellor("anna", lanes=[EN])
    for _ in range(5):
        visitor = await shift.visitor(EN)
        await anna.meets(visitor)
        await anna.parts(visitor, seconds=30 * 60 - PAUSE_SECONDS)
        await anna.chooses(Duty.FREE)
        await visitor.leaves()

    await told(shift)

    ranges = [(p.soonest_minutes, p.latest_minutes, p.unlikely) for v in three for p in v.told("queue:place")]
    assert ranges == [(30, 30, False), (60, 60, False), (90, 90, False)]
    asked = await three[2].joins()
    assert (asked.soonest_minutes, asked.latest_minutes) == (90, 90)


async def test_who_waits_from_before_this_node_is_told(
    shift: Shift, store: Store, three: list[Visitor]
) -> None:
    """A node that has just started tells everybody where they stand."""
    again = Shift(store, shift.clock, shift.tickets)

    await again.line.push_places()

    assert [p.place for v in three for p in again.told.of(v.conversation, "queue:place")] == [1, 2, 3]


# Desks.


async def test_a_desk_shows_its_lanes_and_what_waits(shift: Shift) -> None:
    """Waiting, urgent, the longest wait and the counsellors of each lane that I serve."""
    anna = await shift.counsellor("anna", Duty.PAUSE, [SV])
    await shift.counsellor("berit", Duty.PAUSE)
    await shift.visitor(EN)
    await shift.visitor(SV)
    shift.clock.advance(40)
    await shift.visitor(SV, urgent=True)
    shift.clock.advance(20)

    assert (await anna.desk()).lanes == [
        Waiting(lane=SV, waiting=2, urgent=1, longest_wait_seconds=61, counsellors=2)
    ]


async def test_a_desk_shows_the_offer_and_then_the_conversation(shift: Shift) -> None:
    """Nothing of who it is but lane, urgency and time; the conversation from when its member is known."""
    anna = await shift.counsellor("anna", Duty.PAUSE)
    visitor = await shift.visitor(urgent=True)
    shift.clock.advance(70)
    desk = await anna.chooses(Duty.FREE)
    assert desk.offer is not None
    assert desk.offer == Offer(
        offer=desk.offer.offer, lane=SV, urgent=True, waited_seconds=70, lease_seconds=30
    )

    await anna.accepts()
    desk = await anna.desk()
    assert (desk.offer, desk.conversations) == (None, [])

    await shift.line.seated(visitor.conversation, anna.staff, 1)
    assert (await anna.desk()).conversations == [Mine(conversation=visitor.conversation.value, member=1)]


async def test_desks_are_told_changes_only(shift: Shift, busy: Counsellor) -> None:
    """A desk hears when something in it changes; time alone is told by the minute."""
    await told(shift)
    await shift.visitor()
    await told(shift)
    assert [desk.lanes[0].waiting for desk in busy.told("desk:now")] == [1]

    for _ in range(10):
        await told(shift)
        assert busy.told("desk:now") == []
    await told(shift)
    assert [desk.lanes[0].longest_wait_seconds for desk in busy.told("desk:now")] == [60]


async def test_what_a_desk_was_answered_is_not_told_again(shift: Shift, busy: Counsellor) -> None:
    """The answer to a change of duty is news enough."""
    await told(shift)
    await busy.chooses(Duty.AWAY)

    await told(shift)

    assert busy.told("desk:now") == []


async def test_who_is_not_there_is_told_nothing(shift: Shift, busy: Counsellor) -> None:
    """A desk without a connection is told nothing; whoever comes back is answered."""
    await told(shift)
    await busy.drops()
    await shift.counsellor("anna")

    await told(shift)

    assert busy.told("desk:now") == []
