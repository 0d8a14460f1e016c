# SPDX-License-Identifier: EUPL-1.2
"""Members: who comes in, who goes out, and what they are owed."""

import asyncio

import pytest

from chatserver.domain.conversation import Phase
from chatserver.domain.errors import (
    GoneError,
    MlsRefusedError,
    NotAllowedNowError,
    NotYoursError,
    TooLargeError,
)
from chatserver.domain.ids import StaffId
from chatserver.services.conversations import Conversations
from chatserver.services.letters import Change, Stored
from chatserver.wire.limits import LINGER_SECONDS, MAX_KEY_PACKAGE_BYTES
from chatserver.wire.shapes import Candidate, Withdrawn
from tests.conftest import ManualClock
from tests.drivers import sealed
from tests.drivers.delivery import Dumped, End, Posts, Talk

ANNA = StaffId("anna")
BERIT = StaffId("berit")

# Coming in


async def test_an_invitation_may_be_repeated(talk: Talk) -> None:
    """Accepting again is the same member and era, until that member is out; then it is the next one."""
    first = await talk.invites(ANNA)
    again = await talk.invites(ANNA)
    await talk.visitor.says(sealed.commit(talk.conversation, 0, adds=1))
    inside = await talk.invites(ANNA)
    await talk.takes_out(first)
    later = await talk.invites(ANNA)

    assert (first.member, again.member, inside.member, later.member) == (1, 1, 1, 2)
    assert first.era == again.era == later.era


async def test_an_era_is_random(conversations: Conversations, talk: Talk) -> None:
    """An era is 128 random bits, another for every record."""
    one = await talk.invites(ANNA)
    await conversations._mailboxes.exit(talk.conversation, why="exit")
    other = await Talk.begins(conversations, type(talk.conversation).of(bytes(24)))

    assert len(one.era) == 22
    assert (await other.invites(ANNA)).era != one.era


async def test_the_visitor_is_shown_who_wants_in(talk: Talk, posts: Posts) -> None:
    """A key package goes to the visitor as it is, and again when the device sends it again."""
    end = await talk.invites(ANNA, key=False)
    package = sealed.text(sealed.key_package())
    for _ in range(2):
        await talk.conversations.offer_key(talk.conversation, end.member, ANNA, package)

    shown = Candidate(era=end.era, member=1, key_package=package)
    assert posts.told_visitor("member:candidate") == [shown, shown]


async def test_a_visitor_who_was_not_there_is_shown_it_later(talk: Talk, posts: Posts) -> None:
    """Whoever waits to be let in is shown again when the visitor connects, and to nobody else."""
    end = await talk.invites(ANNA)
    posts.forget()
    await talk.conversations.connected(talk.conversation, end.member, 1)
    assert posts.visitor == []

    await talk.conversations.connected(talk.conversation, 0, 1)
    assert [shown.member for shown in posts.told_visitor("member:candidate")] == [1]


async def test_only_the_one_who_accepted_offers_a_key(talk: Talk) -> None:
    """Somebody else's invitation is not yours, one that was taken back is gone."""
    end = await talk.invites(ANNA)
    package = sealed.text(sealed.key_package())

    with pytest.raises(NotYoursError):
        await talk.conversations.offer_key(talk.conversation, end.member, BERIT, package)
    await talk.conversations.withdraw(talk.conversation, end.member)
    with pytest.raises(GoneError):
        await talk.conversations.offer_key(talk.conversation, end.member, ANNA, package)


async def test_a_key_after_the_welcome_is_not_shown(talk: Talk, anna: End, posts: Posts) -> None:
    """A key package that comes again once its member is in does nothing."""
    await talk.conversations.offer_key(
        talk.conversation, anna.member, ANNA, sealed.text(sealed.key_package())
    )

    assert posts.visitor == []


async def test_nobody_comes_in_without_a_key_package(talk: Talk) -> None:
    """An Add names somebody who was invited and has offered a key package."""
    await talk.invites(ANNA, key=False)

    for member in (1, 2):
        with pytest.raises(NotAllowedNowError):
            await talk.visitor.sends(1, sealed.commit(talk.conversation, 0, adds=member))


async def test_an_add_and_its_welcome_are_one_event(talk: Talk, anna: End) -> None:
    """Who joins and who is there read the same event: commit, Welcome and what rides along."""
    end = await talk.invites(BERIT)
    body = sealed.commit(talk.conversation, 1, adds=end.member)(0, 2)
    stored = await talk.visitor.says(body)

    assert Stored(2, added=Change(2, BERIT)) == stored
    assert [mail.body for mail in await anna.reads()] == [body]
    assert [mail.body for mail in await end.reads()] == [body]


async def test_a_joiner_is_owed_from_its_welcome_on(talk: Talk, anna: End) -> None:
    """Nothing from before the Welcome is ever handed to a joiner, whatever position it claims."""
    await anna.says()
    await talk.visitor.says()
    berit = await talk.lets_in(BERIT)
    await anna.says(sealed.words(talk.conversation, 1))

    assert [mail.seq for mail in await berit.reads()] == [4, 5]


async def test_an_invited_member_has_no_say(talk: Talk, anna: End) -> None:
    """Before its Welcome a member reads nothing, sends nothing and acknowledges nothing."""
    await anna.says()
    berit = await talk.invites(BERIT)

    assert await berit.reads() == []
    with pytest.raises(NotAllowedNowError):
        await berit.sends(1, sealed.words(talk.conversation, 1))
    with pytest.raises(NotAllowedNowError):
        await berit.acknowledges(1)
    with pytest.raises(NotAllowedNowError):
        await talk.conversations.typing(talk.conversation, berit.member, on=True)


async def test_four_members_at_most(talk: Talk) -> None:
    """A fifth member is not let in."""
    for name in ("anna", "berit", "cilla"):
        await talk.lets_in(StaffId(name))

    with pytest.raises(NotAllowedNowError):
        await talk.lets_in(StaffId("doris"))


async def test_the_welcome_or_the_withdrawal(talk: Talk, posts: Posts) -> None:
    """Of a Welcome and the withdrawal of its invitation the first wins, and both sides learn which."""
    for _ in range(10):
        end = await talk.invites(ANNA)
        posts.forget()
        sent, withdrawn = await asyncio.gather(
            talk.visitor.says(sealed.commit(talk.conversation, talk.visitor.epoch, adds=end.member)),
            talk.conversations.withdraw(talk.conversation, end.member),
            return_exceptions=True,
        )

        assert (type(sent), withdrawn) in [(Stored, False), (NotAllowedNowError, True)]
        assert posts.told_visitor("member:withdrawn") == [Withdrawn(member=end.member)] * (withdrawn is True)
        if isinstance(sent, Stored):
            await talk.takes_out(end)


async def test_a_withdrawal_may_be_repeated(talk: Talk) -> None:
    """Out is out, also when there was nobody; in is in, also once taken out again."""
    assert await talk.conversations.withdraw(talk.conversation, 1)
    end = await talk.invites(ANNA)
    assert await talk.conversations.withdraw(talk.conversation, end.member)
    assert await talk.conversations.withdraw(talk.conversation, end.member)

    anna = await talk.lets_in(ANNA)
    assert not await talk.conversations.withdraw(talk.conversation, anna.member)
    await talk.takes_out(anna)
    assert not await talk.conversations.withdraw(talk.conversation, anna.member)


# Going out


async def test_a_removed_member_is_owed_up_to_its_remove(talk: Talk, anna: End, clock: ManualClock) -> None:
    """One taken out reads up to the Remove and nothing after it, and has no say any more."""
    berit = await talk.lets_in(BERIT)
    await talk.visitor.says()
    clock.advance(600)
    stored = await talk.takes_out(anna)
    await talk.visitor.says()

    assert stored.removed == Change(anna.member, ANNA, 600)
    assert [mail.seq for mail in await anna.catches_up()] == [2, 3, 4]
    with pytest.raises(NotYoursError):
        await anna.sends(1, sealed.words(talk.conversation, 3))
    assert [mail.seq for mail in await berit.catches_up()] == [2, 3, 4, 5]


async def test_somebody_is_taken_out_once(talk: Talk, anna: End) -> None:
    """A Remove names somebody who is inside."""
    await talk.lets_in(BERIT)
    await talk.takes_out(anna)

    for member in (anna.member, 7):
        with pytest.raises(NotAllowedNowError):
            await talk.visitor.sends(4, sealed.commit(talk.conversation, 3, removes=member))


async def test_without_a_counsellor_only_an_add(talk: Talk, anna: End) -> None:
    """Once the last counsellor is out, nothing is taken but a commit that lets somebody in."""
    await talk.takes_out(anna)

    assert await talk.conversations.phase(talk.conversation) is Phase.MEETING
    for body in (sealed.words(talk.conversation, 2), sealed.commit(talk.conversation, 2)):
        with pytest.raises(NotAllowedNowError):
            await talk.visitor.sends(3, body)
    await talk.lets_in(BERIT)
    assert await talk.conversations.phase(talk.conversation) is Phase.TALKING


async def test_nobody_waits_long_for_who_was_taken_out(
    talk: Talk, anna: End, posts: Posts, dumped: Dumped, clock: ManualClock
) -> None:
    """Thirty seconds after its Remove a member that does not read on holds nothing back any more."""
    await talk.visitor.says()
    berit = await talk.lets_in(BERIT)
    await talk.takes_out(anna)
    await berit.catches_up()
    assert posts.told_visitor("message:arrived") == []

    await talk.conversations.tend(talk.conversation)
    assert posts.told_visitor("message:arrived") == []
    clock.advance(LINGER_SECONDS + 1)
    await talk.conversations.tend(talk.conversation)

    assert [arrived.n for arrived in posts.told_visitor("message:arrived")] == [4]
    assert dumped.of(talk.conversation)["mail"] == []
    with pytest.raises(NotYoursError):
        await anna.reads()
    with pytest.raises(GoneError):
        await anna.comes_back()


async def test_a_repeated_add_or_remove_says_again_who_moved(talk: Talk, clock: ManualClock) -> None:
    """The answer to a repeat names who came in or went out, so that whoever must know is told in the end."""
    anna = await talk.lets_in(ANNA)
    adding = sealed.commit(talk.conversation, 0, adds=anna.member)
    assert Stored(1, added=Change(1, ANNA)) == await talk.visitor.sends(1, adding)
    clock.advance(90)
    removing = sealed.commit(talk.conversation, 1, removes=anna.member)
    stored = await talk.visitor.says(removing)
    clock.advance(5)

    assert Stored(2, removed=Change(1, ANNA, 90)) == stored == await talk.visitor.sends(2, removing)


async def test_a_repeat_does_not_move_anybody_else(talk: Talk, anna: End) -> None:
    """A repeat under an old n that now names somebody else is answered without them."""
    berit = await talk.invites(BERIT)

    for moving in ({"adds": berit.member}, {"removes": anna.member}):
        assert await talk.visitor.sends(1, sealed.commit(talk.conversation, 1, **moving)) == Stored(1)


@pytest.mark.parametrize(
    ("package", "refused"),
    [
        ("AAAA", MlsRefusedError),
        ("!!!!", MlsRefusedError),
        ("A" * 4 * (MAX_KEY_PACKAGE_BYTES // 3 + 1), TooLargeError),
    ],
)
async def test_a_key_package_is_checked_first(
    talk: Talk, dumped: Dumped, package: str, refused: type[Exception]
) -> None:
    """What is no key package, or too large, is not kept and not shown."""
    end = await talk.invites(ANNA, key=False)
    before = dumped.of(talk.conversation)

    with pytest.raises(refused):
        await talk.conversations.offer_key(talk.conversation, end.member, ANNA, package)
    assert dumped.of(talk.conversation) == before
