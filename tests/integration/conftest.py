# SPDX-License-Identifier: EUPL-1.2
"""Conversations on a real live store, for whoever talks through them."""

import secrets
from collections.abc import Iterator

import pytest

from chatserver.domain.ids import CONVERSATION_BYTES, ConversationId, StaffId
from chatserver.live.conversations import Mailboxes
from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.services.ports import SystemChance
from chatserver.signing.tickets import Tickets
from tests.conftest import ManualClock
from tests.drivers.delivery import Dumped, End, Posts, Talk

ANNA = StaffId("anna")


@pytest.fixture
def posts() -> Posts:
    """What anybody was told."""
    return Posts()


@pytest.fixture
def dumped(valkey: Embedded) -> Iterator[Dumped]:
    """A look into the store past our code."""
    dumped = Dumped(valkey.address)
    yield dumped
    dumped.close()


@pytest.fixture
def conversations(
    store: Store, tickets: Tickets, posts: Posts, clock: ManualClock, chance: SystemChance
) -> Conversations:
    """The service, whole."""
    return Conversations(Mailboxes(store, BOUNDS), tickets, posts, clock, chance)


@pytest.fixture
async def talk(conversations: Conversations) -> Talk:
    """A conversation that nobody has accepted."""
    return await Talk.begins(conversations, ConversationId.of(secrets.token_bytes(CONVERSATION_BYTES)))


@pytest.fixture
async def anna(talk: Talk, posts: Posts) -> End:
    """A counsellor whom the visitor has let in, and who has read the Welcome."""
    end = await talk.lets_in(ANNA)
    await end.catches_up()
    posts.forget()
    return end
