# SPDX-License-Identifier: EUPL-1.2
"""Connections: who is here, and how a member goes on with a new one."""

from dataclasses import astuple

import pytest

from chatserver.domain.errors import (
    GoneError,
    NotAllowedNowError,
    NotYoursError,
)
from chatserver.domain.ids import StaffId
from chatserver.signing.tickets import Tickets
from chatserver.wire.counsellor import StaffHere, StaffWriting
from chatserver.wire.shapes import Here, Writing
from tests.drivers import sealed
from tests.drivers.delivery import Dumped, End, Posts, Talk

ANNA = StaffId("anna")
BERIT = StaffId("berit")

# Who is here


async def test_others_see_who_is_here(talk: Talk, anna: End, posts: Posts) -> None:
    """A connection that comes or goes is told to the others inside, once."""
    conversations, conversation = talk.conversations, talk.conversation
    for _ in range(2):
        await conversations.disconnected(conversation, 0, talk.visitor.generation)
    for _ in range(2):
        await conversations.connected(conversation, 0, 2)
    await conversations.connected(conversation, 0, 3)

    told = posts.told_staff(ANNA, "member:here")
    assert told == [StaffHere(conversation=conversation.value, member=0, here=here) for here in (False, True)]
    assert posts.visitor == []

    await conversations.disconnected(conversation, anna.member, anna.generation)
    assert posts.told_visitor("member:here") == [Here(member=1, here=False)]


async def test_a_connection_given_up_too_early_is_here_again(talk: Talk, anna: End, posts: Posts) -> None:
    """The same connection, heard of again after it was taken for gone, is told as back."""
    await anna.comes_back()
    await talk.conversations.disconnected(talk.conversation, anna.member, anna.generation)
    await talk.conversations.connected(talk.conversation, anna.member, anna.generation)

    assert [here.here for here in posts.told_visitor("member:here")] == [False, True]


async def test_an_older_connection_does_not_take_the_newer_one_along(
    talk: Talk, anna: End, posts: Posts
) -> None:
    """When a displaced connection ends at last, its member is still here."""
    await anna.comes_back()
    await talk.conversations.disconnected(talk.conversation, anna.member, anna.generation - 1)

    assert posts.told_visitor("member:here") == []
    assert Here(member=1, here=True) in (await talk.visitor.comes_back()).members


async def test_speaking_shows_that_somebody_is_here(talk: Talk, anna: End, posts: Posts) -> None:
    """A member whose new connection is first heard of by a message or a got is here again."""
    for act in (anna.says, anna.catches_up):
        await talk.conversations.disconnected(talk.conversation, anna.member, anna.generation)
        posts.forget()
        anna.generation += 1
        await talk.visitor.says()
        await act()

        assert posts.told_visitor("member:here") == [Here(member=1, here=True)]


async def test_who_comes_in_is_introduced(talk: Talk, posts: Posts) -> None:
    """Whoever is let in and those inside learn of each other whether they are here."""
    anna = await talk.invites(ANNA)
    await talk.conversations.connected(talk.conversation, anna.member, 1)
    await talk.visitor.says(sealed.commit(talk.conversation, 0, adds=anna.member))

    assert posts.told_visitor("member:here") == [Here(member=1, here=True)]
    assert [(here.member, here.here) for here in posts.told_staff(ANNA, "member:here")] == [(0, True)]
    await talk.lets_in(BERIT)
    assert [(here.member, here.here) for here in posts.told_staff(BERIT, "member:here")] == [
        (0, True),
        (1, True),
    ]
    assert posts.told_visitor("member:here")[-1] == Here(member=2, here=False)


async def test_a_waiting_visitor_needs_no_record(talk: Talk, dumped: Dumped) -> None:
    """Connecting and vanishing before anybody accepted leaves nothing behind."""
    await talk.conversations.connected(talk.conversation, 0, 1)
    await talk.conversations.disconnected(talk.conversation, 0, 1)

    assert dumped.names(talk.conversation) == []


async def test_who_is_no_member_does_not_connect(talk: Talk, anna: End) -> None:
    """Somebody else's conversation and none are answered alike."""
    for member in (2, 7):
        with pytest.raises(NotYoursError):
            await talk.conversations.connected(talk.conversation, member, 1)
    nowhere = type(talk.conversation).of(bytes(24))
    with pytest.raises(NotYoursError):
        await talk.conversations.connected(nowhere, anna.member, 1)


async def test_who_is_only_invited_is_told_nothing(talk: Talk, anna: End, posts: Posts) -> None:
    """Whether others are here, or writing, is for those inside."""
    await talk.invites(BERIT)
    await talk.conversations.disconnected(talk.conversation, anna.member, anna.generation)
    await talk.conversations.connected(talk.conversation, 0, 5)
    await talk.conversations.typing(talk.conversation, 0, on=True)

    assert {staff for staff, _, _ in posts.staff} == {ANNA}


async def test_typing_is_told_and_not_stored(talk: Talk, anna: End, posts: Posts, dumped: Dumped) -> None:
    """That somebody is writing goes to the others inside, and nowhere else."""
    before = dumped.of(talk.conversation)
    await talk.conversations.typing(talk.conversation, 0, on=True)
    await talk.conversations.typing(talk.conversation, anna.member, on=False)

    assert posts.told_staff(ANNA, "typing:now") == [
        StaffWriting(conversation=talk.conversation.value, member=0, on=True)
    ]
    assert posts.told_visitor("typing:now") == [Writing(member=1, on=False)]
    assert dumped.of(talk.conversation) == before


# Going on


async def test_a_new_connection_goes_on_where_it_was(talk: Talk, anna: End, tickets: Tickets) -> None:
    """Resuming says where the relay stands: n, arrived, epoch, who is here, and a ticket."""
    await talk.visitor.says()
    await talk.visitor.says()
    await anna.reads()
    await anna.acknowledges(2)
    back = await talk.visitor.comes_back()

    assert (back.era, back.last, back.arrived, back.epoch, back.candidate) == (anna.era, 3, 2, 1, None)
    assert back.members == [Here(member=0, here=True), Here(member=1, here=True)]
    ticket = tickets.open_member(back.ticket or "", 1_800_000_000_000)
    assert astuple(ticket)[1:4] == (0, None, 1)
    assert ticket.conversation == talk.conversation
    theirs = tickets.open_member((await anna.comes_back()).ticket or "", 1_800_000_000_000)
    assert (theirs.member, theirs.who) == (1, ANNA)


async def test_what_was_kept_is_acknowledged_by_going_on(
    talk: Talk, anna: End, posts: Posts, dumped: Dumped
) -> None:
    """A got that was lost with the connection is made good by the position of the resume."""
    await talk.visitor.says()
    await anna.reads()
    await anna.comes_back()

    assert [arrived.n for arrived in posts.told_visitor("message:arrived")] == [2]
    assert dumped.of(talk.conversation)["mail"] == []


async def test_who_remembers_less_than_it_acknowledged_is_gone(talk: Talk, anna: End, posts: Posts) -> None:
    """A member rolled back behind its own got cannot go on: what it needs has been trimmed."""
    await talk.visitor.says()
    await anna.catches_up()

    with pytest.raises(GoneError):
        await anna.comes_back(position=1)
    assert posts.told_staff(ANNA, "conversation:ended") == []


async def test_another_era_is_not_gone_on_with(talk: Talk, anna: End, dumped: Dumped) -> None:
    """Who remembers another life of the conversation cannot go on in this one; it goes on for the others."""
    before = dumped.of(talk.conversation)
    anna.era = "another-era-altogether"

    with pytest.raises(GoneError):
        await anna.comes_back()
    assert dumped.of(talk.conversation) == before


async def test_who_claims_more_than_there_is_is_refused(anna: End) -> None:
    """A position beyond what was ever owed was never reached."""
    await anna.says()

    with pytest.raises(NotAllowedNowError):
        await anna.comes_back(position=2)


async def test_who_is_invited_may_go_on_and_read_later(talk: Talk, anna: End) -> None:
    """A device that reconnects between its key and its Welcome goes on, and is owed from the Welcome."""
    berit = await talk.invites(BERIT)
    back = await berit.comes_back()
    assert (back.last, back.candidate, back.ticket) == (0, None, None)
    assert [here.member for here in back.members] == [0, anna.member]

    await talk.visitor.says(sealed.commit(talk.conversation, 1, adds=berit.member))
    await berit.comes_back()
    assert [mail.seq for mail in await berit.reads()] == [2]


async def test_a_visitor_that_comes_back_is_shown_who_wants_in(talk: Talk, anna: End) -> None:
    """The candidate stands in the visitor's resume, and in no counsellor's."""
    berit = await talk.invites(BERIT)

    candidate = (await talk.visitor.comes_back()).candidate
    assert candidate is not None
    assert candidate.member == berit.member
    assert (await anna.comes_back()).candidate is None
