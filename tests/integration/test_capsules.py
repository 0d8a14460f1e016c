# SPDX-License-Identifier: EUPL-1.2
"""Keys in trust on a real live store: how long they live, who gets them, and what takes them away."""

import asyncio
import contextlib
from dataclasses import dataclass, replace
from typing import Any

import pytest

from chatserver.domain.capsules import Holder
from chatserver.domain.errors import GoneError, OldGenerationError
from chatserver.domain.ids import ConversationId, StaffId
from chatserver.live.capsules import CapsuleKeys
from chatserver.live.store import Store
from chatserver.services.capsules import LIFE_SECONDS, Capsules
from chatserver.wire.capsules import CapsuleAsk, StaffCapsuleKeep
from chatserver.wire.limits import CAPSULE_GENERATIONS
from chatserver.wire.shapes import Why
from tests.drivers.capsules import Reloadable
from tests.drivers.delivery import Dumped, End, Talk
from tests.drivers.lines import until
from tests.drivers.meeting import House

ANNA = StaffId("anna")
HERE, THERE = b"h" * 32, b"t" * 32
"""Two sign-ins."""
VISITORS = "capsule:0"


@dataclass
class Trustee:
    """The service, for one conversation, and a look at what it keeps."""

    capsules: Capsules
    conversation: ConversationId
    dumped: Dumped

    @property
    def visitor(self) -> list[Holder]:
        """The visitor, as whoever sits there."""
        return [Holder(self.conversation, 0)]

    async def keeps(self, page: Reloadable, generation: int = 1) -> None:
        """A visitor's page leaves its key."""
        await self.capsules.keep(self.conversation, generation, page.keep)

    async def gives(self, page: Reloadable) -> tuple[str, int]:
        """Key and generation for whoever shows what *page* left on the device."""
        taken = await self.capsules.take(page.resume(self.conversation))
        return taken.key, taken.generation

    async def keeps_of(self, anna: End, page: Reloadable, by: bytes = HERE, generation: int = 1) -> None:
        """A counsellor's page leaves its key."""
        ask = StaffCapsuleKeep(conversation=self.conversation.value, key=page.key_text)
        await self.capsules.keep_staff(self.holder(anna), generation, ask, by)

    def holder(self, end: End) -> Holder:
        """That member."""
        return Holder(self.conversation, end.member, end.staff)

    def lives(self, seconds: int, label: str = VISITORS) -> bool:
        """Whether the key has so long to live, to the second."""
        return seconds * 1_000 - 1_000 < self.dumped.left_ms(self.conversation, label) <= seconds * 1_000

    def shorten(self, seconds: int) -> None:
        """So long is left of everything."""
        self.dumped.shorten(self.conversation, seconds)

    @property
    def kept(self) -> dict[str, Any]:
        """What there is of keys in trust."""
        all_ = self.dumped.of(self.conversation)
        return {label: content for label, content in all_.items() if label.startswith("capsule")}


@pytest.fixture
def trustee(store: Store, house: House, talk: Talk, dumped: Dumped) -> Trustee:
    """The service."""
    return Trustee(Capsules(CapsuleKeys(store), house.line), talk.conversation, dumped)


async def refuses(page: Reloadable, trustee: Trustee) -> bool:
    """Whether nobody gets a key for what *page* left on the device."""
    with contextlib.suppress(GoneError):
        return not await trustee.gives(page)
    return True


# How long


async def test_a_key_lives_five_minutes_and_a_renewal(trustee: Trustee) -> None:
    """A key is kept for 330 seconds, so that whoever vanishes just before a renewal has 300."""
    await trustee.keeps(Reloadable())

    assert LIFE_SECONDS == 330
    assert trustee.lives(330)


async def test_while_a_connection_stands_its_key_has_a_whole_life_again(trustee: Trustee) -> None:
    """A renewal makes it 330 seconds, whatever was left."""
    await trustee.keeps(Reloadable())
    trustee.shorten(7)
    await trustee.capsules.renew([(trustee.visitor[0], 1)])

    assert trustee.lives(330)


async def test_who_vanishes_without_a_word_has_five_minutes(trustee: Trustee) -> None:
    """A disconnect leaves the key 300 seconds."""
    await trustee.keeps(Reloadable())
    await trustee.capsules.vanished(trustee.visitor, 1)

    assert trustee.lives(300)


async def test_who_says_leaving_has_half_a_minute(trustee: Trustee) -> None:
    """Leaving leaves the key 30 seconds, and the disconnect after it no more."""
    await trustee.keeps(Reloadable())
    await trustee.capsules.leaving(trustee.visitor, 1)
    assert trustee.lives(30)
    await trustee.capsules.vanished(trustee.visitor, 1)

    assert trustee.lives(30)


async def test_nothing_that_goes_makes_a_key_live_longer(trustee: Trustee) -> None:
    """Leaving and vanishing, by whomever and however often, only shorten a life."""
    await trustee.keeps(Reloadable())
    trustee.shorten(5)
    for generation in (1, 1, 2, 3):
        await trustee.capsules.leaving(trustee.visitor, generation)
        await trustee.capsules.vanished(trustee.visitor, generation)

    assert trustee.lives(5)


@pytest.mark.parametrize("goes", ["leaving", "vanished"])
async def test_what_a_connection_asked_before_it_went_comes_too_late(trustee: Trustee, goes: str) -> None:
    """A keep or a renewal of the connection that has gone, handled after, does not lengthen the life."""
    page = Reloadable()
    await trustee.keeps(page)
    await getattr(trustee.capsules, goes)(trustee.visitor, 1)
    trustee.shorten(20)
    with pytest.raises(OldGenerationError):
        await trustee.keeps(Reloadable())
    await trustee.capsules.renew([(trustee.visitor[0], 1)])

    assert trustee.lives(20)
    assert (await trustee.gives(page))[0] == page.key_text


async def test_a_key_that_was_on_its_way_when_its_page_left_is_not_kept(trustee: Trustee) -> None:
    """Where nothing was kept yet leaving stands all the same, for half a minute, and holds no key."""
    await trustee.capsules.leaving(trustee.visitor, 1)
    assert trustee.lives(30)
    page = Reloadable()
    with pytest.raises(OldGenerationError):
        await trustee.keeps(page)

    assert trustee.kept == {VISITORS: {b"from": b"2", b"leaving": b"1"}}
    assert await refuses(page, trustee)
    await trustee.capsules.renew([(trustee.visitor[0], 2)])
    assert trustee.lives(30)


async def test_vanishing_leaves_nothing_where_nothing_was(trustee: Trustee) -> None:
    """Who never kept a key leaves no trace of it."""
    await trustee.capsules.vanished(trustee.visitor, 1)
    await trustee.capsules.renew([(trustee.visitor[0], 1)])

    assert trustee.kept == {}


async def test_a_page_that_left_is_renewed_by_the_next_keep_only(trustee: Trustee) -> None:
    """The connection of the page after it renews nothing before it has kept its own key."""
    await trustee.keeps(Reloadable())
    await trustee.capsules.leaving(trustee.visitor, 1)
    await trustee.capsules.renew([(trustee.visitor[0], 1002)])
    assert trustee.lives(30)
    await trustee.keeps(Reloadable(), 1002)
    await trustee.capsules.renew([(trustee.visitor[0], 1002)])

    assert trustee.lives(330)


async def test_an_older_connection_s_end_does_not_shorten_a_newer_one_s_life(trustee: Trustee) -> None:
    """The late goodbye of the page before is nothing to the page that has kept its own key."""
    await trustee.keeps(Reloadable())
    await trustee.keeps(Reloadable(), 1002)
    await trustee.capsules.leaving(trustee.visitor, 1)
    await trustee.capsules.vanished(trustee.visitor, 1)

    assert trustee.lives(330)


async def test_a_life_ends_by_itself(store: Store, trustee: Trustee) -> None:
    """Once its seconds are over the store has no key any more, though nobody asks for it."""
    page = Reloadable()
    kept = CapsuleKeys(store)
    await trustee.keeps(page)
    await kept.leave(trustee.visitor[0], 1, seconds=1, said=True)
    await until(lambda: not trustee.dumped.names(trustee.conversation))

    assert await refuses(page, trustee)


# Who gets it


async def test_a_key_may_be_taken_again_and_each_taker_displaces_the_one_before(trustee: Trustee) -> None:
    """Two quick reloads, or a lost answer, cost nothing; generations rise by more than a page ever counts."""
    page = Reloadable()
    await trustee.keeps(page, 7)
    trustee.shorten(100)
    taken = [await trustee.gives(page) for _ in range(3)]

    assert [key for key, _ in taken] == [page.key_text] * 3
    assert [generation for _, generation in taken] == [7 + CAPSULE_GENERATIONS * n for n in (1, 2, 3)]
    assert trustee.lives(100)


async def test_generations_never_fall(trustee: Trustee) -> None:
    """Neither a new key nor a renewal takes back what has been given out."""
    first, second = Reloadable(), Reloadable()
    await trustee.keeps(first, 7)
    _, given = await trustee.gives(first)
    await trustee.keeps(first, 8)
    await trustee.capsules.renew([(trustee.visitor[0], 9)])
    assert (await trustee.gives(first))[1] == given + CAPSULE_GENERATIONS
    await trustee.keeps(second, given + 5_000)
    assert (await trustee.gives(second))[1] == given + 5_000 + CAPSULE_GENERATIONS
    await trustee.capsules.renew([(trustee.visitor[0], given + 9_000)])

    assert (await trustee.gives(second))[1] == given + 9_000 + CAPSULE_GENERATIONS


async def test_the_greatest_generation_is_counted_exactly(trustee: Trustee) -> None:
    """Fourteen digits, which is what the wire lets in, are not rounded on the way."""
    page = Reloadable()
    await trustee.keeps(page, 99_999_999_999_998)
    await trustee.capsules.vanished(trustee.visitor, 99_999_999_999_998)
    await trustee.keeps(page, 99_999_999_999_999)

    assert (await trustee.gives(page))[1] == 99_999_999_999_999 + CAPSULE_GENERATIONS


async def test_a_new_key_takes_the_place_of_the_old_one_whole(trustee: Trustee) -> None:
    """With the deposit of a new page the older secret opens nothing and the older key is nowhere."""
    old, new = Reloadable(), Reloadable()
    await trustee.keeps(old)
    await trustee.capsules.leaving(trustee.visitor, 1)
    await trustee.keeps(new, 1002)

    assert await refuses(old, trustee)
    assert (await trustee.gives(new))[0] == new.key_text
    kept = trustee.kept[VISITORS]
    assert set(kept) == {b"seal", b"key", b"generation", b"from"}
    assert (kept[b"seal"].decode(), kept[b"key"].decode()) == (new.keep.seal, new.key_text)


async def test_two_pages_that_keep_at_once_leave_one_pair(trustee: Trustee) -> None:
    """Whoever comes last, seal and key are of one page: a replacement is one step."""
    pages = [Reloadable() for _ in range(20)]
    await asyncio.gather(*(trustee.keeps(page) for page in pages))
    kept = trustee.kept[VISITORS]
    pairs = {(page.keep.seal.encode(), page.key_text.encode()) for page in pages}

    assert (kept[b"seal"], kept[b"key"]) in pairs
    assert [await refuses(page, trustee) for page in pages].count(False) == 1


async def test_every_wrong_answer_is_one(trustee: Trustee) -> None:
    """Another secret, another conversation, a key that is over, an end: told alike, and nothing changes."""
    page = Reloadable()
    await trustee.keeps(page)
    before = trustee.kept
    nobody = ConversationId.of(bytes(24))
    others = [
        replace(page, secret=bytes(32)).resume(trustee.conversation),
        page.resume(nobody),
        CapsuleAsk(resume=page.resume(trustee.conversation).resume[:-2] + "AA"),
    ]
    for ask in others:
        with pytest.raises(GoneError):
            await trustee.capsules.take(ask)

    assert trustee.kept == before
    trustee.shorten(-1)
    assert await refuses(page, trustee)


async def test_an_older_connection_replaces_nothing(trustee: Trustee) -> None:
    """Once a newer page has kept its key, the page before cannot put its own back."""
    old, new = Reloadable(), Reloadable()
    await trustee.keeps(new, 1002)
    with pytest.raises(OldGenerationError):
        await trustee.keeps(old, 1001)

    assert (await trustee.gives(new))[0] == new.key_text


# What takes it away


async def test_it_is_kept_before_there_is_a_conversation(trustee: Trustee) -> None:
    """Who waits, with a ticket and nothing else, survives a reload; leaving the queue takes the key away."""
    page = Reloadable()
    await trustee.keeps(page)
    assert (await trustee.gives(page))[0] == page.key_text
    await trustee.capsules.forget(trustee.conversation)

    assert trustee.dumped.of(trustee.conversation) == {}
    assert await refuses(page, trustee)


@pytest.mark.parametrize("how", ["exit", "end", "end again"])
async def test_nothing_is_kept_once_it_is_over(trustee: Trustee, talk: Talk, anna: End, how: str) -> None:
    """An exit and an end unlink everybody's keys at once, and no act of anybody brings one back."""
    mine, theirs = Reloadable(), Reloadable()
    await trustee.keeps(mine)
    await trustee.keeps_of(anna, theirs)
    assert set(trustee.kept) == {"capsule:0", "capsule:1"}
    if how == "exit":
        await talk.conversations.exit(talk.conversation)
    else:
        await talk.conversations.end(talk.conversation, Why.VISITOR, by=0)
    assert trustee.kept == {}

    for generation in (1, 2):
        with pytest.raises(GoneError):
            await trustee.keeps(mine, generation)
        with pytest.raises(GoneError):
            await trustee.keeps_of(anna, theirs, generation=generation)
        for holder in (trustee.visitor[0], trustee.holder(anna)):
            await trustee.capsules.leaving([holder], generation)
            await trustee.capsules.vanished([holder], generation)
            await trustee.capsules.renew([(holder, generation)])
    if how == "end again":
        await talk.conversations.end(talk.conversation, Why.COUNSELLOR, by=1)
    assert trustee.kept == {}
    assert await refuses(mine, trustee)
    with pytest.raises(GoneError):
        await trustee.capsules.take_staff(trustee.holder(anna), HERE)


@pytest.mark.parametrize("how", ["exit", "end"])
async def test_before_anybody_has_accepted_it_is_gone_too(trustee: Trustee, talk: Talk, how: str) -> None:
    """Where there is no record an exit and an end leave their mark and nothing else."""
    await trustee.keeps(Reloadable())
    if how == "exit":
        await talk.conversations.exit(talk.conversation)
    else:
        await talk.conversations.end(talk.conversation, Why.VISITOR)

    assert set(trustee.dumped.of(talk.conversation)) == {"gone"}


async def test_however_many_there_were_nobody_s_key_is_left(trustee: Trustee, talk: Talk) -> None:
    """Members are numbered on and on: the end knows of all of them."""
    last = None
    for n in range(9):
        end = await talk.invites(StaffId(f"staff{n}"))
        if n < 8:
            await talk.conversations.withdraw(talk.conversation, end.member)
        last = end
    assert last is not None
    assert last.member == 9
    await trustee.keeps_of(last, Reloadable())
    assert set(trustee.kept) == {"capsule:9"}
    await talk.conversations.exit(talk.conversation)

    assert set(trustee.dumped.of(talk.conversation)) == {"gone"}


async def test_who_is_taken_out_has_no_key_any_more(trustee: Trustee, talk: Talk, anna: End) -> None:
    """With the Remove goes the key of the removed, at once; the visitor's stays."""
    mine = Reloadable()
    await trustee.keeps(mine)
    await trustee.keeps_of(anna, Reloadable())
    await talk.takes_out(anna)

    assert set(trustee.kept) == {VISITORS}
    with pytest.raises(GoneError):
        await trustee.keeps_of(anna, Reloadable(), generation=2)
    await trustee.capsules.leaving([trustee.holder(anna)], 2)
    assert set(trustee.kept) == {VISITORS}


async def test_an_invitation_taken_back_takes_the_key_along(trustee: Trustee, talk: Talk) -> None:
    """Who is not let in after all keeps nothing."""
    berit = await talk.invites(StaffId("berit"))
    await trustee.keeps_of(berit, Reloadable())
    await talk.conversations.withdraw(talk.conversation, berit.member)

    assert trustee.kept == {}


# Staff


async def test_a_counsellor_s_key_is_for_the_same_sign_in_only(trustee: Trustee, anna: End) -> None:
    """Another sign-in of the same person, another person, another member: told alike."""
    page = Reloadable()
    await trustee.keeps_of(anna, page)
    holder = trustee.holder(anna)
    assert (await trustee.capsules.take_staff(holder, HERE)).key == page.key_text
    for other, by in (
        (holder, THERE),
        (holder, b""),
        (replace(holder, staff=StaffId("berit")), HERE),
        (replace(holder, member=0), HERE),
        (replace(holder, member=2), HERE),
    ):
        with pytest.raises(GoneError):
            await trustee.capsules.take_staff(other, by)

    assert (await trustee.capsules.take_staff(holder, HERE)).key == page.key_text
    assert trustee.lives(330, "capsule:1")


async def test_a_sign_in_s_hash_does_not_lie_in_the_live_store(trustee: Trustee, anna: End) -> None:
    """What the records know a sign-in by is not what a key is kept for."""
    await trustee.keeps_of(anna, Reloadable())

    assert HERE.hex().encode() not in repr(trustee.kept).encode()
    assert HERE not in b"".join(trustee.kept["capsule:1"].values())


async def test_a_counsellor_cannot_take_the_visitor_s_key(trustee: Trustee, anna: End) -> None:
    """Nor can a visitor's secret take a counsellor's: each key is under its own member."""
    mine, theirs = Reloadable(), Reloadable()
    await trustee.keeps(mine)
    await trustee.keeps_of(anna, theirs)

    assert await refuses(theirs, trustee)
    with pytest.raises(GoneError):
        await trustee.capsules.take_staff(Holder(trustee.conversation, 0, ANNA), HERE)


async def test_a_lost_conversation_keeps_no_counsellor_s_key(
    trustee: Trustee, talk: Talk, anna: End, dumped: Dumped
) -> None:
    """Where the record is lost nobody is a member, so nobody gets or leaves a key."""
    dumped.drop(talk.conversation)

    with pytest.raises(GoneError):
        await trustee.keeps_of(anna, Reloadable())
    assert dumped.of(talk.conversation) == {}


async def test_a_key_that_nobody_may_have_is_not_renewed(trustee: Trustee, anna: End, dumped: Dumped) -> None:
    """Where the record alone is lost the next renewal takes the counsellor's key, and not the visitor's."""
    await trustee.keeps(Reloadable())
    await trustee.keeps_of(anna, Reloadable())
    dumped.drop_record(trustee.conversation)
    await trustee.capsules.renew([(trustee.visitor[0], 1), (trustee.holder(anna), 1)])

    assert set(trustee.kept) == {VISITORS}
