# SPDX-License-Identifier: EUPL-1.2
"""Waiting and being served: whose turn it is, for visitors and for counsellors."""

import pytest

from chatserver.domain import errors
from chatserver.domain.ids import StaffId
from chatserver.live.store import Store
from chatserver.signing.tickets import PlaceTicket, Tickets
from chatserver.wire.counsellor import DeskOpen, Duty, Mine, Missed
from chatserver.wire.shapes import Audience, Lane
from tests.conftest import ManualClock
from tests.drivers.shift import ADULT, EN, PAUSE_SECONDS, SV, Counsellor, Shift


@pytest.fixture
def shift(store: Store, clock: ManualClock, tickets: Tickets) -> Shift:
    """A line with nobody in it."""
    return Shift(store, clock, tickets)


@pytest.fixture
async def busy(shift: Shift) -> Counsellor:
    """A counsellor on duty who takes nobody, so that others wait."""
    return await shift.counsellor("busy", Duty.PAUSE)


# Visitors.


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


@pytest.mark.usefixtures("busy")
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


async def test_of_two_who_are_free_the_one_with_fewer_lanes_is_next(shift: Shift) -> None:
    """Who can serve others, too, is kept for them."""
    await shift.counsellor("all lanes")
    berit = await shift.counsellor("berit", lanes=[SV])

    assert await (await shift.visitor()).is_offered_to(berit)


async def test_of_two_alike_who_has_been_free_for_longer_is_next(shift: Shift) -> None:
    """Visitors come to counsellors by turns."""
    anna = await shift.counsellor("anna")
    berit = await shift.counsellor("berit")
    first = await shift.visitor()
    assert await first.is_offered_to(anna)

    await anna.meets(first)
    await anna.parts(first)
    await anna.chooses(Duty.FREE)

    assert await (await shift.visitor()).is_offered_to(berit)


async def test_a_console_says_since_when_it_has_been_free(shift: Shift) -> None:
    """A store that does not know somebody believes them, though nobody was free in the future."""
    now = shift.clock.now_ms()
    anna, berit = Counsellor(shift, StaffId("anna")), Counsellor(shift, StaffId("berit"))

    assert (await anna.sits_down(Duty.FREE, free_since=now - 60_000)).free_since == now - 60_000
    assert (await berit.sits_down(Duty.FREE, free_since=now + 60_000)).free_since == now


async def test_a_store_that_knows_somebody_need_not_believe_them(shift: Shift) -> None:
    """Nobody comes to the front of the counsellors by a wrong clock."""
    anna = await shift.counsellor(duty=Duty.AWAY)

    desk = await anna.sits_down(Duty.FREE, free_since=1)

    assert desk.free_since == shift.clock.now_ms()


async def test_accepting_may_be_repeated(shift: Shift) -> None:
    """The same answer twice; what was waited does not grow."""
    anna = await shift.counsellor(duty=Duty.PAUSE)
    visitor = await shift.visitor(urgent=True)
    shift.clock.advance(65)
    await anna.chooses(Duty.FREE)
    offer = await anna.offer()

    taken = await anna.accepts(offer)
    shift.clock.advance(5)

    assert taken == await anna.accepts(offer)
    assert (taken.conversation, taken.lane, taken.urgent, taken.waited_seconds) == (
        visitor.conversation,
        SV,
        True,
        65,
    )


async def test_nobody_accepts_anothers_offer(shift: Shift) -> None:
    """An offer is for one counsellor alone."""
    anna = await shift.counsellor("anna")
    berit = await shift.counsellor("berit")
    await shift.visitor()

    with pytest.raises(errors.GoneError):
        await berit.accepts(await anna.offer())
    with pytest.raises(errors.GoneError):
        await berit.declines(await anna.offer())


async def test_a_declined_visitor_keeps_the_place(shift: Shift) -> None:
    """Who is declined goes to the next counsellor, before all who joined later; the decliner is away."""
    anna = await shift.counsellor("anna")
    visitor = await shift.visitor()
    await shift.visitor()
    offer = await anna.offer()

    await anna.declines(offer)
    await anna.declines(offer)

    assert (await anna.desk()).duty is Duty.AWAY
    assert await visitor.place() == 1
    assert await visitor.is_offered_to(await shift.counsellor("berit"))


async def test_a_conversation_is_one_at_a_time(shift: Shift) -> None:
    """A counsellor who talks is offered nobody, whatever the duty."""
    anna = await shift.counsellor()
    visitor = await shift.visitor()
    await anna.meets(visitor)
    waiting = await shift.visitor()

    await anna.chooses(Duty.PAUSE)
    desk = await anna.chooses(Duty.FREE)

    assert desk.offer is None
    assert await waiting.place() == 1


async def test_a_pause_follows_a_conversation(shift: Shift) -> None:
    """After a conversation nobody is offered until the pause is over; then who waited is."""
    anna = await shift.counsellor()
    visitor = await shift.visitor()
    await anna.meets(visitor)
    waiting = await shift.visitor()

    await anna.parts(visitor)
    desk = await anna.desk()

    assert (desk.duty, desk.pause_until) == (Duty.PAUSE, shift.clock.now_ms() + PAUSE_SECONDS * 1_000)
    await shift.passes(PAUSE_SECONDS - 1)
    assert not await waiting.is_offered_to(anna)
    await shift.passes(1)
    assert await waiting.is_offered_to(anna)


async def test_a_pause_may_be_cut_short_or_made_longer(shift: Shift) -> None:
    """A counsellor's own choice ends the pause, or takes its end away."""
    anna = await shift.counsellor()
    for duty in (Duty.FREE, Duty.AWAY, Duty.PAUSE):
        await anna.chooses(Duty.FREE)
        visitor = await shift.visitor()
        await anna.meets(visitor)
        await anna.parts(visitor)
        if duty is Duty.PAUSE:
            await anna.chooses(Duty.AWAY)
        await anna.chooses(duty)
        await shift.passes(10 * PAUSE_SECONDS)

        assert (await anna.desk()).duty is duty


async def test_without_a_pause_the_next_one_comes_at_once(
    store: Store, clock: ManualClock, tickets: Tickets
) -> None:
    """A helpline may have no pause."""
    shift = Shift(store, clock, tickets, pause_seconds=0)
    anna = await shift.counsellor()
    visitor = await shift.visitor()
    await anna.meets(visitor)
    waiting = await shift.visitor()

    await anna.parts(visitor)

    assert await waiting.is_offered_to(anna)


async def test_a_duty_chosen_while_talking_is_kept(shift: Shift) -> None:
    """Who has gone away during a conversation is not made free by its end."""
    anna = await shift.counsellor()
    visitor = await shift.visitor()
    await anna.meets(visitor)
    await anna.chooses(Duty.AWAY)

    await anna.parts(visitor)

    assert (await anna.desk()).duty is Duty.AWAY


async def test_who_goes_away_gives_the_offer_back(shift: Shift) -> None:
    """Choosing a pause, or to be away, passes the offer on to the next counsellor."""
    anna = await shift.counsellor("anna")
    berit = await shift.counsellor("berit")
    visitor = await shift.visitor()

    await anna.chooses(Duty.PAUSE)

    assert await visitor.is_offered_to(berit)


async def test_a_counsellor_who_drops_gives_the_offer_back(shift: Shift) -> None:
    """An offer to somebody who is not there goes to the next counsellor at once."""
    anna = await shift.counsellor("anna")
    berit = await shift.counsellor("berit")
    visitor = await shift.visitor()

    await anna.drops()

    assert await visitor.is_offered_to(berit)


async def test_a_counsellor_who_drops_keeps_the_duty_and_the_conversation(shift: Shift) -> None:
    """Coming back to the desk, everything is as it was."""
    anna = await shift.counsellor()
    visitor = await shift.visitor()
    await anna.meets(visitor, member=3)
    await anna.drops()

    desk = await anna.sits_down()

    assert desk.duty is Duty.FREE
    assert desk.conversations == [Mine(conversation=visitor.conversation.value, member=3)]
    assert await shift.line.served() == [(visitor.conversation, anna.staff)]


async def test_a_duty_is_not_kept_over_night(shift: Shift) -> None:
    """Whoever was gone for five minutes is away until they choose, or their console says what they chose."""
    anna = await shift.counsellor()
    for seconds, said, duty in ((299, None, Duty.FREE), (300, Duty.FREE, Duty.FREE), (300, None, Duty.AWAY)):
        await anna.drops()
        shift.clock.advance(seconds)
        assert (await anna.sits_down(said)).duty is duty


async def test_an_older_seat_is_refused(shift: Shift) -> None:
    """A desk of an older generation is refused, and its end takes nobody off duty."""
    anna = await shift.counsellor()
    await anna.sits_down()

    with pytest.raises(errors.OldGenerationError):
        await shift.line.open_desk(anna.staff, DeskOpen(), 1)
    await shift.line.staff_gone(anna.staff, 1)

    assert await (await shift.visitor()).is_offered_to(anna)


async def test_a_duty_needs_a_seat(shift: Shift) -> None:
    """Somebody who has never sat down has no duty, and no desk."""
    await shift.counsellor()
    nobody = Counsellor(shift, StaffId("nobody"))

    with pytest.raises(errors.NotAllowedNowError):
        await nobody.chooses(Duty.FREE)
    with pytest.raises(errors.NotAllowedNowError):
        await nobody.desk()
    with pytest.raises(errors.GoneError):
        await shift.line.seated((await shift.visitor()).conversation, nobody.staff, 1)


# Another counsellor.


async def test_another_counsellor_is_found_by_the_first_joining_time(shift: Shift) -> None:
    """Who wants another is in line again where it was, and the first one keeps the conversation."""
    anna = await shift.counsellor("anna")
    visitor = await shift.visitor()
    await anna.meets(visitor)
    await shift.visitor()
    await anna.drops()

    await visitor.wants_another()
    await visitor.wants_another()

    assert await visitor.place() == 1
    berit = await shift.counsellor("berit")
    await berit.meets(visitor, member=2)
    assert await shift.line.served() == [
        (visitor.conversation, anna.staff),
        (visitor.conversation, berit.staff),
    ]
    await anna.parts(visitor)
    assert await shift.line.served() == [(visitor.conversation, berit.staff)]


async def test_nobody_is_given_back_to_the_one_they_have(
    store: Store, clock: ManualClock, tickets: Tickets
) -> None:
    """A counsellor who has room for two is no other counsellor for who talks with them already."""
    shift = Shift(store, clock, tickets, capacity=2)
    anna = await shift.counsellor("anna")
    visitor = await shift.visitor()
    await anna.meets(visitor)

    await visitor.wants_another()
    assert (await anna.desk()).offer is None
    next_one = await shift.visitor()

    assert await next_one.is_offered_to(anna)
    assert await visitor.is_offered_to(await shift.counsellor("berit"))


async def test_another_may_be_wanted_no_longer(shift: Shift) -> None:
    """Whoever was being offered is told, and is free for the next one."""
    anna = await shift.counsellor("anna")
    visitor = await shift.visitor()
    await anna.meets(visitor)
    berit = await shift.counsellor("berit")
    await visitor.wants_another()
    assert await visitor.is_offered_to(berit)

    assert await visitor.wants_another(wanted=False) == berit.staff
    assert await visitor.wants_another(wanted=False) is None

    assert [gone.why for gone in berit.told("offer:gone")] == [Missed.LEFT]
    assert await (await shift.visitor()).is_offered_to(berit)
    assert await shift.line.served() == [(visitor.conversation, anna.staff)]


async def test_only_who_has_talked_wants_another(shift: Shift) -> None:
    """Who waits, who is unknown and who has left get no other counsellor."""
    anna = await shift.counsellor()
    visitor = await shift.visitor()
    with pytest.raises(errors.NotAllowedNowError):
        await visitor.wants_another()
    with pytest.raises(errors.NotAllowedNowError):
        await shift.stranger().wants_another()

    await anna.meets(visitor)
    await visitor.leaves()

    with pytest.raises(errors.GoneError):
        await visitor.wants_another()
