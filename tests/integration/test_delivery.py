# SPDX-License-Identifier: EUPL-1.2
"""The delivery protocol: messages are kept once, in order, until everybody they were meant for has them."""

import asyncio
from dataclasses import replace

import pytest

from chatserver.domain.errors import (
    FullError,
    GapError,
    GoneError,
    MalformedError,
    NotAllowedNowError,
    OldEpochError,
    OldGenerationError,
    OtherEraError,
    RefusedError,
    StaleCommitError,
)
from chatserver.domain.ids import StaffId
from chatserver.live.conversations import Mailboxes
from chatserver.live.store import Store
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.wire.shapes import Got, Why
from tests.conftest import ManualClock
from tests.drivers import sealed
from tests.drivers.delivery import Dumped, End, Posts, Talk


async def test_what_is_said_arrives_in_order(talk: Talk, anna: End) -> None:
    """Messages of both sides come in the order in which they were stored, once, to all but the author."""
    for speaker in (talk.visitor, anna, anna, talk.visitor):
        await speaker.says()

    await anna.catches_up()
    await talk.visitor.catches_up()
    assert anna.shown == [(0, 1), (0, 2), (0, 3)]
    assert talk.visitor.shown == [(1, 1), (1, 2)]


async def test_the_body_comes_as_it_was_sent(talk: Talk, anna: End, clock: ManualClock) -> None:
    """Nothing of a body is changed, and it carries when it was stored."""
    body = sealed.words(talk.conversation, 1, size=16_000)(0, 2)
    await talk.visitor.says(body)

    (mail,) = await anna.reads()
    assert (mail.body, mail.at, mail.era, mail.end) == (body, clock.now_ms(), anna.era, None)


@pytest.mark.usefixtures("anna")
async def test_a_message_is_its_number(talk: Talk, dumped: Dumped) -> None:
    """The same n again gets the first answer and stores nothing, however often and at once it comes."""
    await asyncio.gather(*(talk.conversations.phase(talk.conversation) for _ in range(20)))  # a warm pool
    body = sealed.words(talk.conversation, 1)

    answers = await asyncio.gather(*(talk.visitor.sends(2, body) for _ in range(20)))

    assert {answer.seq for answer in answers} == {2}
    assert len(dumped.of(talk.conversation)["mail"]) == 1


async def test_the_last_four_answers_are_kept(talk: Talk, anna: End) -> None:
    """Each of the last four messages is answered as the first time; older ones cannot be under way."""
    first = [(await anna.says()).seq for _ in range(6)]

    body = sealed.words(talk.conversation, 1)
    assert [(await anna.sends(n, body)).seq for n in (3, 4, 5, 6)] == first[2:]
    with pytest.raises(MalformedError):
        await anna.sends(2, body)


async def test_a_repeat_is_answered_whatever_has_happened_since(talk: Talk, anna: End) -> None:
    """The first answer stands after a commit, after the author was taken out, and after the end."""
    stored = await anna.says()
    body = sealed.words(talk.conversation, 1)

    await talk.visitor.says(sealed.commit(talk.conversation, 1))
    await talk.visitor.says(sealed.commit(talk.conversation, 2))
    assert await anna.sends(1, body) == stored
    await talk.takes_out(anna)
    assert await anna.sends(1, body) == stored
    await talk.conversations.end(talk.conversation, Why.VISITOR, by=0)
    assert await anna.sends(1, body) == stored


async def test_a_hole_is_refused(talk: Talk, anna: End) -> None:
    """A number that skips one is refused: the one before never arrived."""
    with pytest.raises(GapError):
        await anna.sends(2, sealed.words(talk.conversation, 1))


async def test_a_refusal_consumes_no_number(talk: Talk, anna: End) -> None:
    """After an explicit refusal another body goes under the same n."""
    with pytest.raises(OldEpochError):
        await anna.sends(1, sealed.words(talk.conversation, 5))

    assert (await anna.sends(1, sealed.words(talk.conversation, 1))).seq == 2


async def test_another_era_stores_nothing(talk: Talk, anna: End) -> None:
    """A sender that means another memory of the store is told so, for send and got."""
    with pytest.raises(OtherEraError):
        await anna.sends(1, sealed.words(talk.conversation, 1), era="another-era-altogether")
    anna.era = "another-era-altogether"
    with pytest.raises(OtherEraError):
        await anna.acknowledges(1)


async def test_no_record_is_another_era(talk: Talk) -> None:
    """Where there is no record and no mark, the store has lost it."""
    talk.visitor.era = "an-era-of-long-ago-lost"

    with pytest.raises(OtherEraError):
        await talk.visitor.says()
    with pytest.raises(OtherEraError):
        await talk.visitor.acknowledges(0)
    with pytest.raises(OtherEraError):
        await talk.visitor.reads()
    with pytest.raises(GoneError):
        await talk.visitor.comes_back()


async def test_an_older_connection_is_displaced(talk: Talk, anna: End) -> None:
    """Once a newer connection has spoken, the older one sends, acknowledges, resumes and connects no more."""
    anna.generation = 7
    await anna.says()

    body = sealed.words(talk.conversation, 1)
    for attempt in (
        anna.sends(2, body, generation=6),
        talk.conversations.got(talk.conversation, 1, 6, Got(era=anna.era, seq=1)),
        talk.conversations.connected(talk.conversation, 1, 6),
    ):
        with pytest.raises(OldGenerationError):
            await attempt
    anna.generation = 5
    with pytest.raises(OldGenerationError):
        await anna.comes_back()


async def test_one_commit_per_epoch(talk: Talk, anna: End) -> None:
    """Of commits made in one epoch the first is stored, all others are stale."""
    await asyncio.gather(*(talk.conversations.phase(talk.conversation) for _ in range(20)))  # a warm pool
    commit = sealed.commit(talk.conversation, 1)

    both = await asyncio.gather(anna.sends(1, commit), talk.visitor.sends(2, commit), return_exceptions=True)

    assert sorted(type(one).__name__ for one in both) == ["StaleCommitError", "Stored"]


@pytest.mark.parametrize("epoch", [0, 1, 3, 2**53, 2**64 - 1])
async def test_a_commit_of_another_epoch_is_stale(talk: Talk, anna: End, epoch: int) -> None:
    """A commit is taken if and only if its epoch is the record's."""
    await anna.says(sealed.commit(talk.conversation, 1))

    with pytest.raises(StaleCommitError):
        await talk.visitor.sends(2, sealed.commit(talk.conversation, epoch))


@pytest.mark.parametrize(
    ("epoch", "taken"), [(0, False), (1, True), (2, True), (3, False), (2**64 - 1, False)]
)
async def test_words_of_this_epoch_or_the_one_before(
    talk: Talk, anna: End, epoch: int, *, taken: bool
) -> None:
    """An application message may be one epoch late, and not early."""
    await talk.visitor.says(sealed.commit(talk.conversation, 1))
    words = sealed.words(talk.conversation, epoch)

    if taken:
        assert (await anna.sends(1, words)).seq == 3
    else:
        with pytest.raises(OldEpochError):
            await anna.sends(1, words)


async def test_a_repeat_comes_before_the_epoch(talk: Talk, anna: End) -> None:
    """A commit sent again after its answer was lost is not stale: it is the one that won."""
    commit = sealed.commit(talk.conversation, 1)

    assert await anna.sends(1, commit) == await anna.sends(1, commit)


async def test_what_has_come_to_all_is_trimmed(talk: Talk, anna: End, posts: Posts, dumped: Dumped) -> None:
    """An acknowledged message leaves the mailbox, and its author alone is told."""
    for _ in range(3):
        await talk.visitor.says()
    await anna.reads()
    await anna.acknowledges(3)

    assert [n for _, fields in dumped.of(talk.conversation)["mail"] for n in fields[b"n"].split()] == [b"4"]
    assert [arrived.n for arrived in posts.told_visitor("message:arrived")] == [3]
    assert posts.told_staff(StaffId("anna"), "message:arrived") == []


async def test_got_is_cumulative_and_may_be_repeated(
    talk: Talk, anna: End, posts: Posts, dumped: Dumped
) -> None:
    """The same, or an older, acknowledgement again changes nothing and tells nobody."""
    await talk.visitor.says()
    await anna.catches_up()
    posts.forget()
    before = dumped.of(talk.conversation)

    for seq in (2, 1, 0):
        await anna.acknowledges(seq)

    assert (dumped.of(talk.conversation), posts.visitor) == (before, [])


async def test_got_beyond_what_is_owed_is_refused(talk: Talk, anna: End) -> None:
    """Nobody acknowledges what does not exist, nor what was never owed to them."""
    await anna.says()

    with pytest.raises(NotAllowedNowError):
        await anna.acknowledges(2)
    with pytest.raises(NotAllowedNowError):
        await talk.visitor.acknowledges(3)
    await talk.visitor.acknowledges(2)


async def test_everybody_must_have_it(talk: Talk, anna: End, posts: Posts, dumped: Dumped) -> None:
    """With three members a message stays until both others have it, and only then has it arrived."""
    berit = await talk.lets_in(StaffId("berit"))
    await talk.visitor.says()
    await anna.catches_up()

    assert posts.told_visitor("message:arrived") == []
    assert len(dumped.of(talk.conversation)["mail"]) == 2

    await berit.catches_up()
    assert [arrived.n for arrived in posts.told_visitor("message:arrived")] == [3]
    assert dumped.of(talk.conversation)["mail"] == []


async def test_the_slowest_reader_counts(talk: Talk, anna: End, dumped: Dumped) -> None:
    """A message stays for whoever has read least, whoever that is."""
    berit = await talk.lets_in(StaffId("berit"))
    for _ in range(3):
        await talk.visitor.says()
    for end, seq in ((anna, 3), (berit, 4)):
        await end.reads()
        await end.acknowledges(seq)
    assert [at for at, _ in dumped.of(talk.conversation)["mail"]] == [b"4-0", b"5-0"]

    await anna.acknowledges(5)
    assert [at for at, _ in dumped.of(talk.conversation)["mail"]] == [b"5-0"]


@pytest.mark.parametrize(
    ("messages", "size", "count"),
    [(32, 256_000, 10), (3, 256_000, 3), (32, 2_000, 3), (32, 400, 0), (0, 9, 0)],
)
async def test_the_window(talk: Talk, anna: End, *, messages: int, size: int, count: int) -> None:
    """Nobody is handed more events or more bytes than the window holds, own messages not counted."""
    await anna.says()
    for _ in range(10):
        await talk.visitor.says()

    assert len(await anna.reads(messages=messages, size=size)) == count


@pytest.mark.parametrize("bounds", [{"events": 3}, {"size": 2_000}])
async def test_a_full_mailbox(
    store: Store, talk: Talk, anna: End, conversations: Conversations, *, bounds: dict[str, int]
) -> None:
    """Over its bounds a mailbox takes nothing, until somebody has read; then the same message goes."""
    conversations._mailboxes = Mailboxes(store, replace(BOUNDS, **bounds))

    async def until_full() -> None:
        while True:
            await talk.visitor.says()

    with pytest.raises(FullError) as refused:
        await until_full()
    assert refused.value.retry
    assert 3 <= talk.visitor.n <= 5
    await anna.catches_up()
    await talk.visitor.says()


@pytest.mark.usefixtures("anna")
async def test_three_store_calls_for_a_message(talk: Talk, dumped: Dumped) -> None:
    """An application message costs one script of three calls: read, store, note."""
    await talk.visitor.says()  # the script is known to the store
    before = dumped.calls()

    await talk.visitor.says()

    spent = dumped.calls() - before
    del spent["info"]
    assert spent == {"evalsha": 1, "hmget": 1, "xadd": 1, "hset": 1}


async def test_nobody_is_woken_for_a_refusal(talk: Talk, anna: End, posts: Posts) -> None:
    """Whoever reads is woken for what was stored, and only for that."""
    with pytest.raises(RefusedError):
        await anna.sends(9, sealed.words(talk.conversation, 1))
    assert posts.woken == {}

    await anna.says()
    assert posts.woken == {talk.conversation: 1}
