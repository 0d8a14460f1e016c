# SPDX-License-Identifier: EUPL-1.2
"""From an offer to the end: a visitor and a counsellor meet, and whatever goes wrong gives both back."""

import asyncio

import pytest

from chatserver.domain.conversation import Phase
from chatserver.domain.errors import GoneError, MlsRefusedError, NotAllowedNowError, NotYoursError
from chatserver.domain.ids import ConversationId, OfferId, StaffId
from chatserver.domain.queue import Duty
from chatserver.live.replies import Opened
from chatserver.live.store import Store
from chatserver.wire.counsellor import MemberKey, Missed, StaffEnded
from chatserver.wire.limits import KEY_SECONDS, WELCOME_SECONDS
from chatserver.wire.shapes import Why
from tests.drivers import sealed
from tests.drivers.delivery import Dumped
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


async def test_a_visitor_meets_a_counsellor(house: House, anna: Console, visitor: VisitorPage) -> None:
    """Accept, key, Welcome: they talk, and the desk shows the conversation from the acceptance on."""
    taken = await anna.accepts()
    assert (taken.member, taken.lane.language, taken.urgent) == (1, "sv", False)
    assert [(m.conversation, m.member) for m in (await anna.desk()).conversations] == [
        (taken.conversation, 1)
    ]
    visitor.end.era = taken.era
    await anna.gives_key()
    (candidate,) = house.posts.told_visitor("member:candidate")
    assert (candidate.era, candidate.member) == (taken.era, 1)

    await visitor.lets_in(candidate.member)
    assert await house.talk_with(visitor) == ["anna"]
    assert (await visitor.joins()).place == 0
    await house.passes(60)
    assert await house.talk_with(visitor) == ["anna"]


async def test_accepting_again_is_the_same(house: House, anna: Console, visitor: VisitorPage) -> None:
    """A repeated acceptance gets the same answer, before and after the Welcome."""
    offer = OfferId((await anna.offer()).offer)
    taken = await anna.accepts()
    assert await house.meetings.accept_offer(anna.staff, offer) == taken
    visitor.end.era = taken.era
    await anna.gives_key()
    await visitor.lets_in(taken.member)

    assert await house.meetings.accept_offer(anna.staff, offer) == taken
    await anna.gives_key()
    assert await house.talk_with(visitor) == ["anna"]


async def test_no_key_package_in_time(house: House, anna: Console, visitor: VisitorPage) -> None:
    """Accepted without a key package: the visitor is in line again, the counsellor away."""
    await anna.accepts()
    await house.passes(KEY_SECONDS)

    assert house.missed(anna) == [Missed.KEY]
    assert (await anna.desk()).duty is Duty.AWAY
    assert (await visitor.joins()).place == 1
    with pytest.raises(GoneError):
        await anna.gives_key()


async def test_no_welcome_in_time(house: House, anna: Console, visitor: VisitorPage) -> None:
    """A visitor's page that does not answer is skipped until it speaks; the counsellor stays free."""
    taken = await anna.accepts()
    visitor.end.era = taken.era
    await anna.gives_key()
    await house.passes(KEY_SECONDS + WELCOME_SECONDS)

    assert house.missed(anna) == [Missed.MUTE]
    assert [gone.member for gone in house.posts.told_visitor("member:withdrawn")] == [taken.member]
    desk = await anna.desk()
    assert (desk.duty, desk.offer) == (Duty.FREE, None)
    with pytest.raises(NotAllowedNowError):
        await visitor.lets_in(taken.member)
    await visitor.joins()
    assert (await anna.desk()).offer is not None


async def test_the_key_is_given_its_whole_time(house: House, anna: Console, visitor: VisitorPage) -> None:
    """From the key package on, the visitor has its own twenty seconds."""
    taken = await anna.accepts()
    visitor.end.era = taken.era
    house.clock.advance(KEY_SECONDS - 1)
    await anna.gives_key()
    await house.passes(WELCOME_SECONDS - 5)
    await visitor.lets_in(taken.member)

    assert await house.talk_with(visitor) == ["anna"]


async def test_a_key_that_the_line_has_not_heard_of(
    house: House, anna: Console, visitor: VisitorPage
) -> None:
    """A key package that came in time counts, also when the process died before the line was told."""
    taken = await anna.accepts()
    visitor.end.era = taken.era
    package = anna.key().key_package
    await house.conversations.offer_key(visitor.conversation, taken.member, anna.staff, package)
    await house.passes(KEY_SECONDS)
    assert house.missed(anna) == []

    await visitor.lets_in(taken.member)
    assert await house.talk_with(visitor) == ["anna"]


async def test_the_welcome_and_the_expiry_race(house: House, anna: Console, visitor: VisitorPage) -> None:
    """However a Welcome and the end of its time meet, record and line agree on who is in."""
    for lateness in range(8):
        taken = await anna.accepts()
        visitor.end.era = taken.era
        await anna.gives_key()
        house.clock.advance(WELCOME_SECONDS)
        sent, _ = await asyncio.gather(
            late(lateness, visitor.lets_in(taken.member)), house.meetings.expire(), return_exceptions=True
        )
        assert sent is None or isinstance(sent, NotAllowedNowError)
        assert await house.talk_with(visitor) == (["anna"] if sent is None else [])
        if sent is None:
            await visitor.takes_out(taken.member)
            await visitor.wants_another()
            await house.passes(PAUSE_SECONDS)
        await visitor.comes()
        await visitor.joins()


async def test_a_counsellor_ends_it(house: House, anna: Console, visitor: VisitorPage) -> None:
    """The visitor reads the end, the counsellor has a pause and is then free; again is the same."""
    member = await anna.meets(visitor)
    house.clock.advance(600)
    for _ in range(2):
        await house.meetings.end(visitor.conversation, member)

    await visitor.end.catches_up()
    assert visitor.end.ended == Why.COUNSELLOR
    assert await house.conversations.phase(visitor.conversation) is Phase.OVER
    assert (await anna.desk()).duty is Duty.PAUSE
    await house.passes(PAUSE_SECONDS)
    assert (await anna.desk()).duty is Duty.FREE
    with pytest.raises(GoneError):
        await visitor.joins()


async def test_a_visitor_ends_it(house: House, anna: Console, visitor: VisitorPage) -> None:
    """The counsellor reads the end and is released."""
    await anna.meets(visitor)
    await house.meetings.leave(visitor.conversation)

    assert await house.line.served() == []
    assert await house.conversations.phase(visitor.conversation) is Phase.OVER


async def test_a_visitor_exits(house: House, anna: Console, visitor: VisitorPage) -> None:
    """The counsellor is told at once, and nothing is left to read."""
    await anna.meets(visitor)
    await house.meetings.exit(visitor.conversation)

    ended = StaffEnded(conversation=visitor.conversation.value, why=Why.EXIT)
    assert house.posts.told_staff(anna.staff, "conversation:ended") == [ended]
    assert await house.line.served() == []
    with pytest.raises(GoneError):
        await visitor.end.reads()


@pytest.mark.parametrize("key", [False, True])
@pytest.mark.parametrize("goes", ["leave", "exit"])
async def test_a_visitor_goes_before_the_welcome(
    house: House, anna: Console, visitor: VisitorPage, *, key: bool, goes: str
) -> None:
    """Who had accepted is told that the visitor left, and stays free."""
    await anna.accepts()
    if key:
        await anna.gives_key()
    await getattr(house.meetings, goes)(visitor.conversation)

    assert house.missed(anna) == [Missed.LEFT]
    desk = await anna.desk()
    assert (desk.duty, desk.conversations, desk.offer) == (Duty.FREE, [], None)
    with pytest.raises(GoneError):
        await anna.gives_key()


async def test_a_visitor_goes_while_waiting(house: House, visitor: VisitorPage, anna: Console) -> None:
    """Whoever exits while offered, or waiting, is not served any more."""
    offer = OfferId((await anna.offer()).offer)
    await house.meetings.exit(visitor.conversation)

    assert house.missed(anna) == [Missed.LEFT]
    with pytest.raises(GoneError):
        await house.meetings.accept_offer(anna.staff, offer)


async def test_an_exit_that_the_line_has_not_heard_of(
    house: House, anna: Console, visitor: VisitorPage
) -> None:
    """Whoever accepts a visitor whose conversation is over is told so, and free for the next one."""
    await house.conversations.exit(visitor.conversation)
    with pytest.raises(GoneError):
        await anna.accepts()

    assert house.missed(anna) == [Missed.LEFT]
    assert (await anna.desk()).conversations == []
    await house.visitor()
    await anna.offer()


async def test_an_acceptance_that_took_too_long(
    house: House, anna: Console, visitor: VisitorPage, dumped: Dumped, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is invited only after the time was over leaves nothing behind: the visitor is in line again."""
    invites = house.conversations.open_member

    async def invites_late(conversation: ConversationId, staff: StaffId) -> Opened:
        house.clock.advance(KEY_SECONDS)
        await house.meetings.expire()
        return await invites(conversation, staff)

    with monkeypatch.context() as patch:
        patch.setattr(house.conversations, "open_member", invites_late)
        with pytest.raises(GoneError):
            await anna.accepts()

    assert dumped.of(visitor.conversation) == {}
    assert (await visitor.joins()).place == 1
    berit = await house.counsellor("berit")
    await berit.meets(visitor)
    assert await house.talk_with(visitor) == ["berit"]


async def test_what_the_visitor_was_told_of_stays(
    house: House, anna: Console, visitor: VisitorPage, dumped: Dumped
) -> None:
    """A record whose candidate the visitor has been shown outlives the candidate: the page resumes in it."""
    visitor.end.era = (await anna.accepts()).era
    await anna.gives_key()
    await house.passes(KEY_SECONDS + WELCOME_SECONDS)
    assert house.missed(anna) == [Missed.MUTE]

    assert dumped.of(visitor.conversation) != {}
    await visitor.joins()
    taken = await anna.accepts()
    assert (taken.era, taken.member) == (visitor.end.era, 2)


async def test_who_is_not_in_yet_gives_back(house: House, anna: Console, visitor: VisitorPage) -> None:
    """A counsellor who ends before the Welcome ends nothing: the visitor is in line again."""
    taken = await anna.accepts()
    await house.meetings.end(visitor.conversation, taken.member)

    assert house.missed(anna) == [Missed.KEY]
    assert (await visitor.joins()).place == 1
    assert await house.conversations.phase(visitor.conversation) is Phase.WAITING


async def test_a_bad_key_package_changes_nothing(house: House, anna: Console, visitor: VisitorPage) -> None:
    """What is no key package is refused, and the time for one goes on."""
    taken = await anna.accepts()
    bad = MemberKey(conversation=taken.conversation, member=1, key_package=sealed.text(sealed.welcome()))
    with pytest.raises(MlsRefusedError):
        await house.meetings.offer_key(anna.staff, bad)
    await house.passes(KEY_SECONDS)

    assert house.missed(anna) == [Missed.KEY]
    assert (await visitor.joins()).place == 1


async def test_a_key_for_somebody_elses_visitor(house: House, anna: Console, visitor: VisitorPage) -> None:
    """A colleague's key package for a visitor that is not theirs is refused and not shown."""
    berit = await house.counsellor("berit")
    berit.taken = await anna.accepts()

    with pytest.raises(NotYoursError):
        await berit.gives_key()
    assert house.posts.told_visitor("member:candidate") == []
    assert await house.conversations.phase(visitor.conversation) is Phase.MEETING


async def test_a_lost_record_frees_its_counsellor(
    house: House, anna: Console, visitor: VisitorPage, store: Store
) -> None:
    """A conversation whose record is no more is told as lost, and its counsellor released."""
    await anna.meets(visitor)
    await store._redis.delete(f"{{c:{visitor.conversation.value}}}:record")
    await house.meetings.sweep_held()

    ended = StaffEnded(conversation=visitor.conversation.value, why=Why.LOST)
    assert house.posts.told_staff(anna.staff, "conversation:ended") == [ended]
    assert await house.line.served() == []
