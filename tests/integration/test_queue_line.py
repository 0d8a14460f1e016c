# SPDX-License-Identifier: EUPL-1.2
"""Waiting: whose turn it is, and what a place is worth."""

import pytest

from chatserver.domain import errors
from chatserver.domain.queue import Duty
from chatserver.live.store import Store
from chatserver.signing.tickets import PlaceTicket, Tickets
from chatserver.wire.counsellor import Missed
from chatserver.wire.shapes import Audience, Lane
from tests.conftest import ManualClock
from tests.drivers.shift import ADULT, EN, SV, Counsellor, Shift


@pytest.fixture
def shift(store: Store, clock: ManualClock, tickets: Tickets) -> Shift:
    """A line with nobody in it."""
    return Shift(store, clock, tickets)


@pytest.fixture
async def busy(shift: Shift) -> Counsellor:
    """A counsellor on duty who takes nobody, so that others wait."""
    return await shift.counsellor("busy", Duty.PAUSE)


@pytest.mark.usefixtures("busy")
async def test_who_joined_first_is_offered_first(shift: Shift) -> None:
    """A counsellor who becomes free gets the visitor who has waited for longest, of all their lanes."""
    await shift.visitor(EN)
    first = await shift.visitor(SV)
    await shift.visitor(ADULT)
    await shift.visitor(SV)

    anna = await shift.counsellor("anna", lanes=[SV, ADULT])

    assert await first.is_offered_to(anna)
    assert anna.told("offer:made") == [await anna.offer()]


async def test_a_visitor_meets_whoever_is_free(shift: Shift) -> None:
    """Who joins while somebody is free is offered at once, and stands at place 0."""
    anna = await shift.counsellor()

    place = await shift.stranger().joins()

    assert (place.place, place.waiting, place.open) == (0, 0, True)
    assert (await anna.offer()).waited_seconds == 0


@pytest.mark.usefixtures("busy")
async def test_urgency_overtakes_ten_minutes_and_no_more(shift: Shift) -> None:
    """Who is not safe comes before whoever joined less than ten minutes earlier, and after all others."""
    long_here = await shift.visitor()
    shift.clock.advance(300)
    lately = await shift.visitor()
    shift.clock.advance(301)

    urgent = await shift.visitor(urgent=True)

    assert [await v.place() for v in (long_here, urgent, lately)] == [1, 2, 3]


@pytest.mark.usefixtures("busy")
async def test_urgency_may_be_said_later_and_stays(shift: Shift) -> None:
    """`queue:join` again with urgency moves a visitor forward; without, it is not taken back."""
    await shift.visitor()
    visitor = await shift.visitor()

    moved = await visitor.joins(urgent=True)
    stays = await visitor.joins(urgent=False)

    assert [moved.place, stays.place] == [1, 1]
    assert stays.urgent


async def test_urgency_said_while_offered_is_seen_at_the_desk(shift: Shift) -> None:
    """Whoever a visitor has been offered to sees that they are not safe, though they said so only now."""
    counsellor = await shift.counsellor()
    visitor = await shift.visitor()
    assert not (await counsellor.offer()).urgent

    await visitor.joins(urgent=True)

    desk = await counsellor.desk()
    assert desk.offer is not None
    assert desk.offer.urgent
    assert (await counsellor.accepts()).urgent


@pytest.mark.usefixtures("busy")
async def test_the_first_joining_time_stands(shift: Shift) -> None:
    """Joining again, with a new connection or not, keeps the place."""
    visitor = await shift.visitor()
    await shift.visitor()

    await visitor.drops()
    await visitor.comes()
    again = await visitor.joins()

    assert (again.place, again.waiting) == (1, 2)


async def test_there_are_only_the_helplines_lanes(shift: Shift) -> None:
    """A lane that the helpline does not have is unknown, to visitors and to desks."""
    finnish = Lane(audience=Audience.YOUNG, language="fi")
    with pytest.raises(errors.UnknownLaneError):
        await shift.stranger().joins(finnish)
    with pytest.raises(errors.UnknownLaneError):
        await Counsellor(shift, (await shift.counsellor()).staff, 1).sits_down(Duty.FREE, [SV, finnish])


@pytest.mark.parametrize("duty", [None, Duty.AWAY], ids=["nobody", "away"])
async def test_a_lane_without_anybody_on_duty_is_closed(shift: Shift, duty: Duty | None) -> None:
    """Newcomers are not let into a lane that nobody serves."""
    await shift.counsellor("berit", Duty.FREE, [EN])
    if duty:
        await shift.counsellor("anna", duty)

    with pytest.raises(errors.ClosedLaneError):
        await shift.stranger().joins(SV)
    assert [(lane.language, is_open) for lane, is_open in await shift.line.open_lanes()] == [
        ("sv", False),
        ("en", True),
        ("sv", False),
    ]


async def test_nobody_who_waits_is_thrown_out(shift: Shift, busy: Counsellor) -> None:
    """When the last counsellor goes, who waits keeps the place and is told that the lane is closed."""
    visitor = await shift.visitor()
    await busy.chooses(Duty.AWAY)

    place = await visitor.joins()

    assert (place.place, place.open) == (1, False)


async def test_a_reload_of_the_console_keeps_the_lane_open(shift: Shift) -> None:
    """A counsellor without a connection keeps the lane open for ten seconds, not for eleven."""
    anna = await shift.counsellor(duty=Duty.PAUSE)
    await anna.drops()

    shift.clock.advance(9)
    assert (await shift.stranger().joins()).open
    shift.clock.advance(2)
    with pytest.raises(errors.ClosedLaneError):
        await shift.stranger().joins()


async def test_a_line_has_a_bound(store: Store, clock: ManualClock, tickets: Tickets) -> None:
    """A lane that is full takes nobody more; who is in it is not affected, nor are other lanes."""
    shift = Shift(store, clock, tickets, max_waiting=2)
    await shift.counsellor(duty=Duty.PAUSE)
    first = await shift.visitor()
    await shift.visitor()

    with pytest.raises(errors.FullError):
        await shift.visitor()
    assert (await first.joins()).place == 1
    assert (await shift.stranger().joins(EN)).place == 1


async def test_the_memory_of_visitors_has_a_bound(store: Store, clock: ManualClock, tickets: Tickets) -> None:
    """However many come and drop, the store remembers only so many."""
    shift = Shift(store, clock, tickets, max_remembered=3)
    await shift.counsellor(duty=Duty.PAUSE)
    for lane in (SV, EN, ADULT):
        await (await shift.visitor(lane)).drops()

    with pytest.raises(errors.FullError):
        await shift.stranger().joins()


@pytest.mark.usefixtures("busy")
async def test_leaving_frees_the_place_and_may_be_taken_back(shift: Shift) -> None:
    """Who leaves before anybody accepted may join again, as a newcomer."""
    visitor = await shift.visitor()
    after = await shift.visitor()

    await visitor.leaves()
    await visitor.leaves()
    shift.clock.advance(1)

    assert await after.place() == 1
    assert (await visitor.joins()).place == 2


async def test_an_offered_visitor_who_leaves_is_taken_from_the_desk(shift: Shift) -> None:
    """The counsellor is told, stays free, and gets the next one."""
    anna = await shift.counsellor()
    first = await shift.visitor()
    second = await shift.visitor()
    offer = await anna.offer()

    await first.leaves()

    assert [(gone.offer, gone.why) for gone in anna.told("offer:gone")] == [(offer.offer, Missed.LEFT)]
    assert await second.is_offered_to(anna)


async def test_who_left_after_being_accepted_does_not_begin_again(shift: Shift) -> None:
    """A conversation that somebody accepted is over when its visitor leaves."""
    anna = await shift.counsellor()
    visitor = await shift.visitor()
    await anna.accepts()

    await visitor.leaves()

    assert (await anna.desk()).offer is None
    with pytest.raises(errors.GoneError):
        await visitor.joins()


@pytest.mark.usefixtures("busy")
async def test_an_older_visit_is_refused(shift: Shift) -> None:
    """A connection of an older generation is refused, and its end takes nobody out of the line."""
    visitor = await shift.visitor()
    await visitor.comes()

    with pytest.raises(errors.OldGenerationError):
        await shift.line.visitor_here(visitor.conversation, 1)
    await shift.line.visitor_gone(visitor.conversation, 1)
    anna = await shift.counsellor()

    assert await visitor.is_offered_to(anna)


@pytest.mark.usefixtures("busy")
async def test_the_end_of_a_connection_that_a_newer_one_replaced_before_joining(shift: Shift) -> None:
    """Whoever connects twice before joining is not taken for absent when the first connection ends."""
    visitor = shift.stranger()
    await visitor.comes()
    await visitor.comes()
    await visitor.joins()

    await shift.line.visitor_gone(visitor.conversation, 1)

    assert await visitor.is_offered_to(await shift.counsellor())


# Place tickets.


@pytest.mark.usefixtures("busy")
async def test_a_place_ticket_says_what_was_promised(shift: Shift) -> None:
    """The answer holds a signed ticket with lane, first joining time and urgency."""
    visitor = await shift.visitor(EN)
    joined = shift.clock.now_ms()
    shift.clock.advance(60)

    place = await visitor.joins(EN, urgent=True)

    assert place.ticket is not None
    ticket = shift.tickets.open_place(place.ticket, shift.clock.now_ms())
    assert ticket == PlaceTicket(
        conversation=visitor.conversation,
        audience="young",
        language="en",
        joined=joined,
        urgent=True,
        expires=shift.clock.now_ms() + 12 * 3_600_000,
    )


async def lost(store: Store, shift: Shift) -> None:
    """The live store has lost its memory, and begins a new life."""
    await store._redis.flushall()
    await shift.line.pauses_over()


async def test_a_place_survives_the_loss_of_the_store(store: Store, shift: Shift, busy: Counsellor) -> None:
    """In the first ten minutes of the store's life the joining time of a ticket is believed."""
    first = await shift.visitor()
    ticket = (await first.joins()).ticket
    await lost(store, shift)
    await busy.sits_down(Duty.PAUSE)
    quicker = await shift.visitor()

    shift.clock.advance(599 - 2)
    place = await first.joins(ticket=ticket)

    assert (place.place, await quicker.place()) == (1, 2)


async def test_a_place_is_kept_before_any_counsellor_is_back(
    store: Store, shift: Shift, busy: Counsellor
) -> None:
    """Whoever stood in line before the loss is not told that it is closed; whoever comes new is."""
    first = await shift.visitor()
    ticket = (await first.joins()).ticket
    await lost(store, shift)

    place = await first.joins(ticket=ticket)
    with pytest.raises(errors.ClosedLaneError):
        await shift.stranger().joins(SV)
    await busy.sits_down(Duty.PAUSE)

    assert (place.place, place.open, (await first.joins()).open) == (1, False, True)


async def test_a_place_ticket_is_not_believed_for_long(store: Store, shift: Shift, busy: Counsellor) -> None:
    """After ten minutes of the store's life an old ticket is not a way to the front."""
    first = await shift.visitor()
    ticket = (await first.joins()).ticket
    await lost(store, shift)
    await busy.sits_down(Duty.PAUSE)
    await shift.visitor()

    shift.clock.advance(600)

    assert (await first.joins(ticket=ticket)).place == 2


async def test_a_place_ticket_of_another_lane_proves_nothing(
    store: Store, shift: Shift, busy: Counsellor
) -> None:
    """The joining time of one lane is no joining time of another."""
    first = await shift.visitor(EN)
    ticket = (await first.joins(EN)).ticket
    await lost(store, shift)
    await busy.sits_down(Duty.PAUSE)
    await shift.visitor(SV)
    shift.clock.advance(1)

    assert (await first.joins(SV, ticket=ticket)).place == 2


@pytest.mark.usefixtures("busy")
async def test_another_visitors_place_ticket_is_refused(shift: Shift) -> None:
    """A place cannot be given away."""
    ticket = (await (await shift.visitor()).joins()).ticket

    with pytest.raises(errors.BadTicketError):
        await shift.stranger().joins(ticket=ticket)


@pytest.mark.usefixtures("busy")
async def test_yesterdays_place_ticket_is_refused(shift: Shift) -> None:
    """A ticket has its time."""
    visitor = await shift.visitor()
    ticket = (await visitor.joins()).ticket
    shift.clock.advance(13 * 3_600)

    with pytest.raises(errors.ExpiredTicketError):
        await visitor.joins(ticket=ticket)


# Counsellors.
