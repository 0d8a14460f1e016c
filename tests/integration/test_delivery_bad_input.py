# SPDX-License-Identifier: EUPL-1.2
"""Every kind of bad input that the relay refuses: its code, and nothing has changed."""

from collections.abc import Awaitable, Callable

import pytest

from chatserver.domain.errors import RefusedError
from chatserver.domain.ids import ConversationId, StaffId
from chatserver.wire import mls
from chatserver.wire.limits import MAX_EVENT_BYTES
from chatserver.wire.shapes import Body, Got
from tests.drivers import sealed
from tests.drivers.delivery import Dumped, End, Posts, Talk

BERIT = StaffId("berit")
OTHERS = ConversationId.of(bytes(24))
Attempt = Callable[[Talk, End], Awaitable[object]]


def app(octets: bytes) -> Callable[[Talk], Body]:
    """A body with these bytes as its application message."""
    return lambda _: Body(app=sealed.text(octets))


def private(
    content: int, *, version: int = mls.MLS10, wire_format: int = mls.PRIVATE_MESSAGE
) -> Callable[[Talk], Body]:
    """A body with a message that is not quite what it should be."""
    stamp = mls.stamp_of(0, 2)
    return lambda talk: Body(
        app=sealed.text(
            sealed.private(
                talk.conversation, content, 1, stamp=stamp, version=version, wire_format=wire_format
            )
        )
    )


def another_stamp(member: int, n: int) -> Callable[[Talk], Body]:
    """A body that was sealed for another place."""
    return lambda talk: sealed.words(talk.conversation, 1)(member, n)


def both(talk: Talk) -> Body:
    """A commit that adds and removes at once."""
    add = sealed.commit(talk.conversation, 1, adds=2)(0, 2)
    return Body(commit=add.commit, welcome=add.welcome, adds=2, removes=1)


BODIES: dict[str, tuple[Callable[[Talk], Body | sealed.Sealing], str]] = {
    "nothing in it": (lambda _: Body(), "mls_refused"),
    "not base64": (lambda _: Body(app="A==="), "mls_refused"),
    "not MLS": (app(b"hello"), "mls_refused"),
    "another group": (lambda _: sealed.words(OTHERS, 1), "mls_refused"),
    "another member's": (another_stamp(1, 2), "mls_refused"),
    "another number's": (another_stamp(0, 3), "mls_refused"),
    "a PublicMessage": (private(mls.APPLICATION, wire_format=sealed.PUBLIC_MESSAGE), "mls_refused"),
    "a GroupInfo": (private(mls.APPLICATION, wire_format=sealed.GROUP_INFO), "mls_refused"),
    "another version": (private(mls.APPLICATION, version=2), "mls_refused"),
    "a proposal by itself": (private(sealed.PROPOSAL), "mls_refused"),
    "a commit for words": (private(mls.COMMIT), "mls_refused"),
    "a Welcome for words": (app(sealed.welcome()), "mls_refused"),
    "a Welcome without a commit": (
        lambda _: Body(welcome=sealed.text(sealed.welcome()), adds=2),
        "mls_refused",
    ),
    "an Add and a Remove": (both, "mls_refused"),
    "the visitor added": (lambda talk: sealed.commit(talk.conversation, 1, adds=0), "mls_refused"),
    "the visitor removed": (lambda talk: sealed.commit(talk.conversation, 1, removes=0), "mls_refused"),
    "an Add of nobody": (lambda talk: sealed.commit(talk.conversation, 1, adds=9), "not_allowed_now"),
    "a Remove of nobody": (lambda talk: sealed.commit(talk.conversation, 1, removes=9), "not_allowed_now"),
    "a stale commit": (lambda talk: sealed.commit(talk.conversation, 0), "stale"),
    "an old epoch": (lambda talk: sealed.words(talk.conversation, 4), "old_epoch"),
    "too large": (lambda talk: sealed.words(talk.conversation, 1, size=MAX_EVENT_BYTES), "too_large"),
}


async def refused(act: Awaitable[object]) -> str:
    """The code that *act* is refused with."""
    with pytest.raises(RefusedError) as refusal:
        await act
    return refusal.value.code


@pytest.mark.parametrize("name", BODIES)
async def test_a_bad_body(talk: Talk, anna: End, posts: Posts, dumped: Dumped, name: str) -> None:
    """A body that breaks a rule has its code, consumes no number, wakes nobody and changes nothing."""
    body, code = BODIES[name]
    await anna.says()
    posts.forget()
    before = dumped.of(talk.conversation)

    assert await refused(talk.visitor.sends(2, body(talk))) == code
    assert dumped.of(talk.conversation) == before
    assert (posts.visitor, posts.staff, posts.woken) == ([], [], {})


@pytest.mark.parametrize("moving", [{"adds": 2}, {"removes": 1}])
async def test_staff_change_nobodys_seat(
    talk: Talk, anna: End, dumped: Dumped, moving: dict[str, int]
) -> None:
    """A counsellor's Add, Welcome or Remove is refused, also of somebody whom the visitor might add."""
    await talk.invites(BERIT)
    before = dumped.of(talk.conversation)

    assert await refused(anna.sends(1, sealed.commit(talk.conversation, 1, **moving))) == "mls_refused"
    assert dumped.of(talk.conversation) == before


ACTS: dict[str, tuple[Attempt, str]] = {
    "a hole": (lambda talk, anna: anna.sends(3, sealed.words(talk.conversation, 1)), "gap"),
    "another era": (
        lambda talk, anna: anna.sends(1, sealed.words(talk.conversation, 1), era="another-era-altogether"),
        "era",
    ),
    "an old connection": (
        lambda talk, anna: anna.sends(2, sealed.words(talk.conversation, 1), generation=0),
        "old_generation",
    ),
    "a member that is not": (
        lambda talk, anna: End(talk.conversations, talk.conversation, 9, anna.era).says(
            sealed.words(talk.conversation, 1)
        ),
        "not_yours",
    ),
    "an invited one speaks": (
        lambda talk, anna: End(talk.conversations, talk.conversation, 2, anna.era).says(
            sealed.words(talk.conversation, 1)
        ),
        "not_allowed_now",
    ),
    "an invited one reads": (
        lambda talk, anna: talk.conversations.got(talk.conversation, 2, 1, Got(era=anna.era, seq=0)),
        "not_allowed_now",
    ),
    "got what never was": (lambda _, anna: anna.acknowledges(99), "not_allowed_now"),
    "got by nobody": (
        lambda talk, anna: talk.conversations.got(talk.conversation, 9, 1, Got(era=anna.era, seq=0)),
        "not_yours",
    ),
    "got in another era": (
        lambda talk, _: talk.conversations.got(
            talk.conversation, 1, 1, Got(era="another-era-altogether", seq=1)
        ),
        "era",
    ),
    "got by an old connection": (
        lambda talk, anna: talk.conversations.got(talk.conversation, 1, 0, Got(era=anna.era, seq=1)),
        "old_generation",
    ),
    "read by nobody": (
        lambda talk, _: talk.conversations.owed(talk.conversation, 9, 0, 32, 9_000),
        "not_yours",
    ),
    "resumed beyond": (lambda _, anna: anna.comes_back(position=99), "not_allowed_now"),
    "resumed behind": (lambda _, anna: anna.comes_back(position=0), "gone"),
    "resumed by nobody": (
        lambda talk, anna: End(talk.conversations, talk.conversation, 9, anna.era).comes_back(),
        "gone",
    ),
    "a connection of nobody": (
        lambda talk, _: talk.conversations.connected(talk.conversation, 9, 1),
        "not_yours",
    ),
    "an older connection": (
        lambda talk, _: talk.conversations.connected(talk.conversation, 1, 0),
        "old_generation",
    ),
    "a key package of another": (
        lambda talk, _: talk.conversations.offer_key(
            talk.conversation, 2, StaffId("cilla"), sealed.text(sealed.key_package())
        ),
        "not_yours",
    ),
    "a key package for nobody": (
        lambda talk, _: talk.conversations.offer_key(
            talk.conversation, 9, BERIT, sealed.text(sealed.key_package())
        ),
        "gone",
    ),
    "no key package": (
        lambda talk, _: talk.conversations.offer_key(
            talk.conversation, 2, BERIT, sealed.text(sealed.welcome())
        ),
        "mls_refused",
    ),
    "typing by nobody": (
        lambda talk, _: talk.conversations.typing(talk.conversation, 9, on=True),
        "not_allowed_now",
    ),
}


@pytest.mark.parametrize("name", ACTS)
async def test_a_bad_act(talk: Talk, anna: End, dumped: Dumped, name: str) -> None:
    """What cannot be done, or not by this member, has its code and changes nothing."""
    act, code = ACTS[name]
    await anna.says()
    await talk.visitor.says()
    await talk.invites(BERIT, key=False)
    before = dumped.of(talk.conversation)

    assert await refused(act(talk, anna)) == code
    assert dumped.of(talk.conversation) == before


async def test_an_old_replay(talk: Talk, anna: End, dumped: Dumped) -> None:
    """A number of long ago is no repeat: it is refused, and changes nothing."""
    for _ in range(5):
        await anna.says()
    before = dumped.of(talk.conversation)

    assert await refused(anna.sends(1, sealed.words(talk.conversation, 1))) == "malformed"
    assert dumped.of(talk.conversation) == before
