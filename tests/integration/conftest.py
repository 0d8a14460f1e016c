# SPDX-License-Identifier: EUPL-1.2
"""Conversations on a real live store, for whoever talks through them."""

import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from chatserver.domain.ids import CONVERSATION_BYTES, ConversationId, StaffId
from chatserver.live.conversations import Mailboxes
from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from chatserver.records.migrate import migrate
from chatserver.records.store import Records, records_url
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.services.ports import SystemChance
from chatserver.signing.tickets import Tickets
from tests.conftest import ManualClock
from tests.drivers.delivery import Dumped, End, Posts, Talk
from tests.drivers.lines import websocket
from tests.drivers.meeting import House
from tests.drivers.whole_edge import Trained, WholeEdge, Young, meet, whole_edge

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


@pytest.fixture
async def records(tmp_path: Path) -> AsyncIterator[Records]:
    """Records with the tables of today."""
    records = Records.open(records_url(None, tmp_path))
    await migrate(records)
    yield records
    await records.close()


@pytest.fixture
async def edge(
    store: Store, records: Records, tickets: Tickets, clock: ManualClock
) -> AsyncIterator[WholeEdge]:
    """The whole edge."""
    async with whole_edge(store, records, tickets, clock) as edge:
        yield edge


@pytest.fixture
async def met(edge: WholeEdge) -> AsyncIterator[tuple[Young, Trained]]:
    """A visitor and a counsellor in conversation."""
    cookie = await edge.signed_in("anna")
    async with edge.visitor(websocket) as young, edge.counsellor(websocket, cookie) as trained:
        await meet(young, trained)
        yield young, trained


@pytest.fixture
def house(store: Store, clock: ManualClock) -> House:
    """The whole house."""
    return House(store, clock)
