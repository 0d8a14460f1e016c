# SPDX-License-Identifier: EUPL-1.2
"""Being on duty: who is offered to whom, and what a desk may do."""

from collections.abc import Sequence
from typing import Any

import pytest

from chatserver.domain import errors
from chatserver.domain.ids import StaffId
from chatserver.domain.queue import Duty
from chatserver.live.store import Store
from chatserver.signing.tickets import Tickets
from chatserver.wire.counsellor import DeskOpen, Mine, Missed
from tests.conftest import ManualClock
from tests.drivers.shift import PAUSE_SECONDS, SV, Counsellor, Shift


@pytest.fixture
def shift(store: Store, clock: ManualClock, tickets: Tickets) -> Shift:
    """A line with nobody in it."""
    return Shift(store, clock, tickets)


@pytest.fixture
async def busy(shift: Shift) -> Counsellor:
    """A counsellor on duty who takes nobody, so that others wait."""
    return await shift.counsellor("busy", Duty.PAUSE)


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


async def test_a_desk_shows_at_once_who_is_away_for_declining(shift: Shift) -> None:
    """Whoever declines sees without waiting for a round that nobody else is offered to them."""
    anna = await shift.counsellor("anna")
    await shift.visitor()

    await anna.declines()

    assert [(desk.duty, desk.offer) for desk in anna.told("desk:now")] == [(Duty.AWAY, None)]


async def test_a_desk_shows_at_once_that_a_pause_has_begun(shift: Shift) -> None:
    """The end of a conversation puts the pause on the desk, with its end, without waiting for a round."""
    anna = await shift.counsellor("anna")
    visitor = await shift.visitor()
    await anna.meets(visitor)

    await anna.parts(visitor)

    (desk,) = anna.told("desk:now")
    assert (desk.duty, desk.pause_until) == (Duty.PAUSE, shift.clock.now_ms() + PAUSE_SECONDS * 1_000)


async def test_a_desk_that_cannot_be_read_now_undoes_nothing(shift: Shift) -> None:
    """What was done is answered as done though the store falls silent after it; the round tells the desk."""
    anna = await shift.counsellor("anna")
    await shift.visitor()
    offer = await anna.offer()
    run = shift.queue._store.run

    async def silent(script: str, keys: Sequence[str], args: Sequence[str | int | bytes]) -> Any:
        if script == "queue/house":
            raise errors.BusyError
        return await run(script, keys, args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shift.queue._store, "run", silent)
        await anna.declines(offer)

    await shift.line.push_desks()
    assert [desk.duty for desk in anna.told("desk:now")] == [Duty.AWAY]


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


async def test_without_a_pause_counsellors_still_take_turns(
    store: Store, clock: ManualClock, tickets: Tickets
) -> None:
    """Who has just talked comes after who has been free meanwhile."""
    shift = Shift(store, clock, tickets, pause_seconds=0)
    anna = await shift.counsellor("anna")
    berit = await shift.counsellor("berit")
    visitor = await shift.visitor()
    await anna.meets(visitor)
    await anna.parts(visitor)

    assert await (await shift.visitor()).is_offered_to(berit)


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
