# SPDX-License-Identifier: EUPL-1.2
"""How a conversation ends, what stays of it, and how long anything lives."""

import pytest

from chatserver.domain.conversation import Phase
from chatserver.domain.errors import GoneError
from chatserver.domain.ids import StaffId
from chatserver.services.conversations import BOUNDS
from chatserver.wire.counsellor import StaffEnded
from chatserver.wire.limits import LINGER_SECONDS, TICKET_HOURS
from chatserver.wire.shapes import Ended, Why
from tests.conftest import ManualClock
from tests.drivers import sealed
from tests.drivers.delivery import Dumped, End, Posts, Talk

ANNA = StaffId("anna")


async def test_the_end_is_the_last_event(talk: Talk, anna: End, posts: Posts) -> None:
    """After everything else the others read why it is over; whoever ended it does not."""
    await talk.visitor.says()
    await talk.conversations.end(talk.conversation, Why.VISITOR, by=0)

    assert posts.woken[talk.conversation] == 2
    last = (await anna.reads())[-1]
    assert (last.member, last.n, last.body, last.end) == (0, 0, None, Why.VISITOR)
    assert await talk.visitor.reads() == []


async def test_an_end_by_nobody_is_for_all(talk: Talk, anna: End) -> None:
    """When nobody asked for the end, everybody reads it."""
    await talk.conversations.end(talk.conversation, Why.LOST)

    for end in (talk.visitor, anna):
        await end.reads()
        assert end.ended == Why.LOST


async def test_the_record_goes_with_its_last_reader(talk: Talk, anna: End, dumped: Dumped) -> None:
    """When all have read the end, nothing is left but the mark, for as long as a ticket may live."""
    await talk.conversations.end(talk.conversation, Why.COUNSELLOR, by=anna.member)
    assert set(dumped.of(talk.conversation)) == {"gone", "mail", "record"}
    await talk.visitor.catches_up()

    assert dumped.of(talk.conversation) == {"gone": b"counsellor"}
    assert TICKET_HOURS * 3_600 < dumped.lives(talk.conversation)["gone"] <= BOUNDS.gone_seconds


async def test_an_end_is_no_message_that_arrives(talk: Talk, anna: End, posts: Posts, dumped: Dumped) -> None:
    """When all have read an end, nothing is said of its author's messages."""
    await anna.says()
    await talk.visitor.says()
    await talk.conversations.end(talk.conversation, Why.COUNSELLOR, by=anna.member)
    await talk.visitor.catches_up()

    assert [arrived.n for arrived in posts.told_staff(ANNA, "message:arrived")] == [1]
    assert dumped.of(talk.conversation)["record"][b"1:arrived"] == b"1"


async def test_an_unread_end_lingers_half_a_minute(talk: Talk, anna: End, dumped: Dumped) -> None:
    """What is not read after the end lives 30 seconds, whatever is read meanwhile."""
    await talk.conversations.end(talk.conversation, Why.VISITOR, by=0)
    await anna.comes_back()
    await anna.reads()

    lives = dumped.lives(talk.conversation)
    assert 0 < lives["record"] <= LINGER_SECONDS
    assert 0 < lives["mail"] <= LINGER_SECONDS


async def test_an_end_that_nobody_is_owed_leaves_nothing(talk: Talk, dumped: Dumped) -> None:
    """Ended before a counsellor was let in, or before anybody accepted, only the mark stays."""
    await talk.conversations.end(talk.conversation, Why.VISITOR, by=0)
    assert dumped.of(talk.conversation) == {"gone": b"visitor"}

    other = await Talk.begins(talk.conversations, type(talk.conversation).of(bytes(24)))
    await other.invites(ANNA)
    await other.conversations.end(other.conversation, Why.VISITOR, by=0)
    assert dumped.of(other.conversation) == {"gone": b"visitor"}


async def test_ending_again_changes_nothing(talk: Talk, anna: End, dumped: Dumped) -> None:
    """The first reason stands, there is one end, and the answer still says who was inside."""
    first = await talk.conversations.end(talk.conversation, Why.VISITOR, by=0)
    before = dumped.of(talk.conversation)
    again = await talk.conversations.end(talk.conversation, Why.COUNSELLOR, by=anna.member)

    assert dumped.of(talk.conversation) == before
    assert (first.first, again.first) == (True, False)
    assert [one.member for one in first.roster] == [one.member for one in again.roster] == [0, anna.member]


async def test_nothing_is_sent_after_the_end(talk: Talk, anna: End) -> None:
    """Whoever has not read the end yet is told that it is over, and so is whoever would be let in."""
    berit = await talk.invites(StaffId("berit"))
    await talk.conversations.end(talk.conversation, Why.VISITOR, by=0)

    with pytest.raises(GoneError):
        await anna.says()
    with pytest.raises(GoneError):
        await talk.visitor.says(sealed.commit(talk.conversation, 1, adds=berit.member))
    with pytest.raises(GoneError):
        await talk.conversations.typing(talk.conversation, anna.member, on=True)
    with pytest.raises(GoneError):
        await talk.invites(StaffId("cilla"))
    with pytest.raises(GoneError):
        await talk.conversations.offer_key(
            talk.conversation, berit.member, StaffId("berit"), sealed.text(sealed.key_package())
        )


async def test_everything_is_gone_afterwards(talk: Talk, anna: End, posts: Posts) -> None:
    """Once unlinked, every event is answered gone, and coming back tells why."""
    await talk.conversations.end(talk.conversation, Why.VISITOR, by=0)
    await anna.catches_up()
    posts.forget()

    for attempt in (anna.says, anna.reads, anna.acknowledges, anna.comes_back, talk.visitor.comes_back):
        with pytest.raises(GoneError):
            await attempt()
    with pytest.raises(GoneError):
        await talk.conversations.connected(talk.conversation, 0, 9)
    with pytest.raises(GoneError):
        await talk.invites(ANNA)
    await talk.conversations.disconnected(talk.conversation, 0, 9)
    assert await talk.conversations.phase(talk.conversation) is Phase.OVER
    assert posts.told_staff(ANNA, "conversation:ended") == [
        StaffEnded(conversation=talk.conversation.value, why=Why.VISITOR)
    ]
    assert posts.told_visitor("conversation:ended") == [Ended(why=Why.VISITOR)]


async def test_a_lost_record_is_told_as_lost(talk: Talk, anna: End, posts: Posts, dumped: Dumped) -> None:
    """Where neither record nor mark is left, the store has lost it."""
    dumped.drop(talk.conversation)

    with pytest.raises(GoneError):
        await anna.comes_back()
    assert [ended.why for ended in posts.told_staff(ANNA, "conversation:ended")] == [Why.LOST]


async def test_an_exit_unlinks_at_once(talk: Talk, anna: End, posts: Posts, dumped: Dumped) -> None:
    """An exit takes record and mailbox along, read or not, and the counsellor is told."""
    await talk.visitor.says()
    over = await talk.conversations.exit(talk.conversation)

    assert dumped.of(talk.conversation) == {"gone": b"exit"}
    assert [one.member for one in over.roster] == [0, anna.member]
    assert posts.told_staff(ANNA, "conversation:ended") == [
        StaffEnded(conversation=talk.conversation.value, why=Why.EXIT)
    ]


async def test_an_exit_may_come_at_any_time(talk: Talk, dumped: Dumped) -> None:
    """Before anybody accepted, or again, an exit leaves the mark and nothing else."""
    for _ in range(2):
        await talk.conversations.exit(talk.conversation)
        assert dumped.of(talk.conversation) == {"gone": b"exit"}
        assert TICKET_HOURS * 3_600 < dumped.lives(talk.conversation)["gone"] <= BOUNDS.gone_seconds


async def test_an_exit_does_not_wait_for_the_end_to_be_read(talk: Talk, anna: End, dumped: Dumped) -> None:
    """After an end that lingers, an exit unlinks what is left; the first reason stands."""
    await talk.conversations.end(talk.conversation, Why.COUNSELLOR, by=anna.member)
    await talk.conversations.exit(talk.conversation)

    assert dumped.of(talk.conversation) == {"gone": b"counsellor"}


# How long anything lives


async def test_every_key_has_a_life(talk: Talk, anna: End, dumped: Dumped) -> None:
    """Whatever happens, no key of a conversation lives for ever."""
    for act in (anna.says, talk.visitor.catches_up, anna.comes_back, anna.catches_up):
        await act()
        assert all(0 < life <= BOUNDS.live_seconds for life in dumped.lives(talk.conversation).values())


async def test_lives_are_renewed_now_and_then(
    talk: Talk, anna: End, dumped: Dumped, clock: ManualClock
) -> None:
    """Whatever is done renews both lives, but not more often than a quarter of a life apart."""
    acts = (anna.says, anna.acknowledges, anna.reads, anna.comes_back)
    for act in acts:
        dumped.shorten(talk.conversation, 100)
        await act()
        assert set(dumped.lives(talk.conversation).values()) <= {99, 100}

        clock.advance(BOUNDS.live_seconds / 4)
        await act()
        lives = dumped.lives(talk.conversation)
        assert min(lives["record"], lives["mail"]) >= BOUNDS.live_seconds - 1


async def test_nothing_renews_what_is_over(talk: Talk, anna: End, dumped: Dumped, clock: ManualClock) -> None:
    """After the end no act of anybody makes anything live longer."""
    await talk.conversations.end(talk.conversation, Why.VISITOR, by=0)
    clock.advance(BOUNDS.live_seconds)
    await anna.comes_back()
    await anna.reads()
    await talk.conversations.connected(talk.conversation, 0, 5)

    assert max(dumped.lives(talk.conversation)[key] for key in ("record", "mail")) <= LINGER_SECONDS
