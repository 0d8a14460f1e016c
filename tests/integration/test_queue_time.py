# SPDX-License-Identifier: EUPL-1.2
"""What time does to the line: leases, silent pages, who is absent, who is forgotten, the store's lives."""

from dataclasses import replace

import pytest

from chatserver.domain.errors import GoneError, RefusedError
from chatserver.domain.ids import OfferId
from chatserver.domain.lanes import lane_name
from chatserver.domain.queue import REMEMBERED_MS, Duty, Stage
from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from chatserver.services.line import Expired
from chatserver.signing.tickets import Tickets
from chatserver.wire.counsellor import Missed
from chatserver.wire.limits import KEY_SECONDS, LEASE_SECONDS, WELCOME_SECONDS
from tests.conftest import ManualClock
from tests.drivers.queue_state import QueueState
from tests.drivers.shift import EN, LANES, SV, Counsellor, Shift, Visitor

UNCOUNTED_SECONDS = 300


@pytest.fixture
def shift(store: Store, clock: ManualClock, tickets: Tickets) -> Shift:
    """A line with nobody in it."""
    return Shift(store, clock, tickets)


@pytest.fixture
async def anna(shift: Shift) -> Counsellor:
    """A counsellor who is free."""
    return await shift.counsellor("anna")


# Leases.


async def test_an_offer_lasts_for_its_lease(shift: Shift, anna: Counsellor) -> None:
    """After the lease the visitor is at the front of the line again, and the counsellor away, and told so."""
    visitor = await shift.visitor()
    offer = await anna.offer()
    await shift.visitor()
    assert offer.lease_seconds == LEASE_SECONDS

    shift.clock.advance(LEASE_SECONDS - 2)
    assert await shift.line.expired() == []
    await shift.passes(1)

    assert [(gone.offer, gone.why) for gone in anna.told("offer:gone")] == [(offer.offer, Missed.LEASE)]
    assert [(desk.duty, desk.offer) for desk in anna.told("desk:now")] == [(Duty.AWAY, None)]
    assert (await anna.desk()).duty is Duty.AWAY
    assert await visitor.place() == 1
    assert await visitor.is_offered_to(await shift.counsellor("berit"))
    with pytest.raises(GoneError):
        await anna.accepts(offer)


async def test_a_lease_is_not_cut_short(shift: Shift, anna: Counsellor) -> None:
    """A sweep that comes too early, or about another offer, changes nothing."""
    visitor = await shift.visitor()
    offer = await anna.offer()
    expired = Expired(visitor.conversation, anna.staff, OfferId(offer.offer), Stage.OFFERED)

    shift.clock.advance(LEASE_SECONDS - 1)
    await shift.line.offer_expired(expired)
    shift.clock.advance(60)
    await shift.line.offer_expired(replace(expired, offer=OfferId("an-earlier-one")))

    assert await visitor.is_offered_to(anna)


async def test_an_accepted_offer_does_not_lapse(shift: Shift, anna: Counsellor) -> None:
    """Who accepts in the last moment keeps the visitor, whatever the sweep has seen before."""
    visitor = await shift.visitor()
    shift.clock.advance(LEASE_SECONDS + 1)
    (expired,) = await shift.line.expired()

    await anna.accepts()
    await shift.line.offer_expired(expired)
    shift.clock.advance(KEY_SECONDS)
    await shift.line.offer_expired(expired)

    await anna.gives_key(visitor)
    assert await shift.line.held() == [(visitor.conversation, anna.staff)]


async def test_a_key_and_a_welcome_have_their_time(shift: Shift, anna: Counsellor) -> None:
    """What is overdue says what was awaited; once it has come, nothing is."""
    visitor = await shift.visitor()
    await anna.accepts()
    shift.clock.advance(KEY_SECONDS)
    assert [one.stage for one in await shift.line.expired()] == [Stage.KEY]

    await anna.gives_key(visitor)
    assert await shift.line.expired() == []
    shift.clock.advance(WELCOME_SECONDS - 1)
    await anna.gives_key(visitor)
    shift.clock.advance(1)
    assert [(one.conversation, one.staff, one.stage) for one in await shift.line.expired()] == [
        (visitor.conversation, anna.staff, Stage.WELCOME)
    ]

    await anna.is_let_in(visitor)
    assert await shift.line.expired() == []


async def test_a_missing_key_costs_the_counsellor_the_duty(shift: Shift, anna: Counsellor) -> None:
    """The visitor is offered to the next one at once."""
    visitor = await shift.visitor()
    berit = await shift.counsellor("berit")
    await anna.accepts()

    await anna.gives_back(visitor, Missed.KEY)
    await anna.gives_back(visitor, Missed.KEY)

    assert [desk.duty for desk in anna.told("desk:now")] == [Duty.AWAY]
    assert (await anna.desk()).duty is Duty.AWAY
    assert await visitor.is_offered_to(berit)
    with pytest.raises(GoneError):
        await anna.gives_key(visitor)


async def test_who_is_let_in_after_being_given_back_is_not(shift: Shift, anna: Counsellor) -> None:
    """A Welcome that the line hears of too late makes nobody a counsellor's."""
    visitor = await shift.visitor()
    await anna.accepts()
    await anna.gives_back(visitor, Missed.KEY)

    await anna.is_let_in(visitor)

    assert await shift.line.held() == []
    assert await visitor.place() == 1


# Silent pages.


async def mute(anna: Counsellor, visitor: Visitor) -> None:
    """Accepted, given a key, and no Welcome comes."""
    await anna.accepts()
    await anna.gives_key(visitor)
    await anna.gives_back(visitor, Missed.MUTE)


async def test_one_mute_page_does_not_close_the_line(shift: Shift, anna: Counsellor) -> None:
    """The counsellor stays free and gets the next one; the mute page is skipped."""
    silent = await shift.visitor()
    waiting = await shift.visitor()

    await mute(anna, silent)

    assert (await anna.desk()).duty is Duty.FREE
    assert await waiting.is_offered_to(anna)
    assert [gone.why for gone in anna.told("offer:gone")] == [Missed.MUTE]


async def test_a_mute_page_that_speaks_is_served(shift: Shift, anna: Counsellor) -> None:
    """By joining again, or with a new connection, it is at its own place."""
    for speaks in (Visitor.joins, Visitor.comes):
        silent = await shift.visitor()
        await mute(anna, silent)
        assert not await silent.is_offered_to(anna)

        await speaks(silent)

        assert await silent.is_offered_to(anna)
        await silent.leaves()


async def test_a_page_that_is_mute_again_and_again_stands_behind_all(shift: Shift, anna: Counsellor) -> None:
    """The third time a page that speaks and lets nobody in is behind all who wait, urgent or not."""
    silent = await shift.visitor(urgent=True)
    for _ in range(2):
        await mute(anna, silent)
        await silent.joins(urgent=True)
        assert await silent.is_offered_to(anna)
    waiting, last = await shift.visitor(), await shift.visitor()
    shift.clock.advance(1)

    await mute(anna, silent)
    await silent.joins(urgent=True)

    assert await waiting.is_offered_to(anna)
    assert [await last.place(), await silent.place()] == [1, 2]


async def test_a_page_that_spoke_while_its_welcome_was_awaited_is_not_mute(
    shift: Shift, anna: Counsellor
) -> None:
    """A page that answers the withdrawal before the line has heard of it is not skipped."""
    visitor = await shift.visitor()
    await anna.accepts()
    await anna.gives_key(visitor)
    await visitor.joins()

    await anna.gives_back(visitor, Missed.MUTE)

    assert await visitor.is_offered_to(anna)


async def test_who_left_while_being_met_is_over(shift: Shift, anna: Counsellor) -> None:
    """Given back because it left, a conversation is not offered again, and its counsellor is served."""
    visitor = await shift.visitor()
    waiting = await shift.visitor()
    await anna.accepts()

    await anna.gives_back(visitor, Missed.LEFT)

    with pytest.raises(GoneError):
        await visitor.joins()
    assert await waiting.is_offered_to(anna)


async def test_what_is_over_before_it_began_is_no_conversation(shift: Shift, anna: Counsellor) -> None:
    """Released before being let in: no pause, no length, and the visitor does not begin again."""
    visitor = await shift.visitor()
    waiting = await shift.visitor()
    await anna.accepts()

    await anna.parts(visitor)

    assert await waiting.is_offered_to(anna)
    assert (await shift.queue.house(at=shift.line._now())).lengths == ()
    with pytest.raises(GoneError):
        await visitor.joins()


async def test_an_offer_is_not_released(shift: Shift, anna: Counsellor) -> None:
    """A release that comes late, when the two may meet again, takes nothing away."""
    visitor = await shift.visitor()

    await anna.parts(visitor)

    assert await visitor.is_offered_to(anna)


# Absent visitors.


@pytest.fixture
async def three(shift: Shift) -> list[Visitor]:
    """Three who wait while a counsellor has a pause."""
    await shift.counsellor("busy", Duty.PAUSE)
    return [await shift.visitor() for _ in range(3)]


async def test_the_absent_are_skipped_and_keep_their_place(shift: Shift, three: list[Visitor]) -> None:
    """Who has no connection is not offered; who comes back is first again."""
    first, second, third = three
    await first.drops()
    anna = await shift.counsellor("anna")
    assert await second.is_offered_to(anna)

    await first.comes()

    assert [await v.place() for v in (first, third)] == [1, 2]
    assert await first.is_offered_to(await shift.counsellor("berit"))


async def test_the_absent_count_for_five_minutes(shift: Shift, three: list[Visitor]) -> None:
    """After five minutes without a connection a visitor does not count for the others; the place stays."""
    first, second, _ = three
    await first.drops()

    await shift.passes(UNCOUNTED_SECONDS - 1)
    assert [await v.place() for v in (first, second)] == [1, 2]
    await shift.passes(1)
    assert [await v.place() for v in (first, second)] == [-1, 1]

    await first.comes()
    assert [await v.place() for v in (first, second)] == [1, 2]


async def test_a_second_end_of_the_same_connection_does_not_count_anew(
    shift: Shift, three: list[Visitor]
) -> None:
    """Who does not count any more is not brought back by hearing of the drop again."""
    first, second, _ = three
    await first.drops()
    await shift.passes(UNCOUNTED_SECONDS)

    await first.drops()

    assert await second.place() == 1


async def test_an_offered_visitor_who_drops_is_no_ghost(shift: Shift, anna: Counsellor) -> None:
    """The counsellor is told and gets the next one; the visitor is first again when it is back."""
    visitor = await shift.visitor()
    waiting = await shift.visitor()
    offer = await anna.offer()

    await visitor.drops()

    assert [(gone.offer, gone.why) for gone in anna.told("offer:gone")] == [(offer.offer, Missed.LEFT)]
    assert await waiting.is_offered_to(anna)
    await visitor.comes()
    assert await visitor.is_offered_to(await shift.counsellor("berit"))


async def test_an_accepted_visitor_may_drop_and_come_back(shift: Shift, anna: Counsellor) -> None:
    """A new connection while being met loses nothing."""
    visitor = await shift.visitor()
    await anna.accepts()
    await visitor.drops()
    await visitor.comes()

    await anna.gives_key(visitor)
    await anna.is_let_in(visitor)

    assert await shift.line.served() == [(visitor.conversation, anna.staff)]


# Restart, forgetting, and lives of keys.


async def test_after_a_restart_nobody_is_here_until_they_connect(shift: Shift, anna: Counsellor) -> None:
    """Offers are given back, nobody is matched, and places, conversations and duties are kept."""
    talking, offered, waiting = [await shift.visitor() for _ in range(3)]
    await anna.meets(talking)
    berit = await shift.counsellor("berit")
    assert await offered.is_offered_to(berit)

    await shift.line.forget_node()

    assert [await v.place() for v in (offered, waiting)] == [1, 2]
    assert await shift.line.served() == [(talking.conversation, anna.staff)]
    await berit.sits_down()
    assert not await offered.is_offered_to(berit)
    await waiting.comes()
    assert await waiting.is_offered_to(berit)


async def test_a_restart_with_fewer_lanes_forgets_who_waits_in_them(
    store: Store, shift: Shift, anna: Counsellor
) -> None:
    """A lane that is no more takes its visitors, offers and acceptances along; conversations go on."""
    talking, accepted, offered, waiting = [await shift.visitor() for _ in range(4)]
    await anna.meets(talking)
    berit = await shift.counsellor("berit")
    await berit.accepts()
    await shift.counsellor("carin")
    fewer = Shift(store, shift.clock, shift.tickets, lanes=[EN])

    await fewer.line.forget_node()
    await fewer.passes(3_600)
    for visitor in (talking, accepted, offered, waiting):
        await fewer.line.visitor_here(visitor.conversation, 2)

    assert await fewer.line.held() == [(talking.conversation, anna.staff)]
    assert await fewer.line.expired() == []
    for visitor in (talking, accepted):
        with pytest.raises(RefusedError):
            await fewer.line.want_another(visitor.conversation, wanted=True)
    await fewer.line.release(talking.conversation, anna.staff, seconds=1)
    await fewer.line.leave_queue(talking.conversation)


async def test_who_cannot_come_back_is_forgotten(valkey: Embedded, shift: Shift, anna: Counsellor) -> None:
    """When every ticket has expired nothing is remembered of a visitor; who is here stays."""
    state = QueueState(valkey.address, [lane_name(lane.audience, lane.language) for lane in LANES])
    gone, away, here = [await shift.visitor() for _ in range(3)]
    await anna.accepts()
    await gone.leaves()
    await anna.chooses(Duty.PAUSE)
    await away.drops()
    await shift.passes(UNCOUNTED_SECONDS)
    shift.clock.advance(REMEMBERED_MS / 1_000 - 1)
    await shift.line.pauses_over()
    assert set(state.raw()["{queue}:visitors"]) == {away.conversation.value, here.conversation.value}

    shift.clock.advance(1)
    await shift.line.pauses_over()

    assert list(state.raw()["{queue}:visitors"]) == [here.conversation.value]
    assert await here.place() == 1
    state.close()


async def test_every_key_has_a_life_that_is_renewed(
    valkey: Embedded, shift: Shift, anna: Counsellor, three: list[Visitor]
) -> None:
    """Nothing lives for ever, and nothing that is in use dies by itself."""
    state = QueueState(valkey.address, [lane_name(lane.audience, lane.language) for lane in LANES])
    await anna.meets(three[0])
    await anna.parts(three[0])
    await three[1].drops()
    await three[2].joins(SV, urgent=True)
    assert all(REMEMBERED_MS - 60_000 < life <= REMEMBERED_MS for life in state.lives().values())
    for key in state.lives():
        state.shorten(key)

    await shift.line.pauses_over()

    assert all(REMEMBERED_MS - 60_000 < life <= REMEMBERED_MS for life in state.lives().values())
    state.close()
