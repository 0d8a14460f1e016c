# SPDX-License-Identifier: EUPL-1.2
"""Traps of redis-py: a write whose answer was lost is written again, and nobody is told."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from chatserver.domain.errors import BusyError
from chatserver.domain.ids import CONVERSATION_BYTES, ConversationId, StaffId
from chatserver.live.conversations import Mailboxes
from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.services.ports import SystemChance
from chatserver.signing.tickets import Tickets
from tests.conftest import ManualClock
from tests.drivers import sealed
from tests.drivers.delivery import Posts, Talk
from tests.drivers.lossy import Lossy


@pytest.fixture
async def lossy(valkey: Embedded, store: Store, tmp_path: Path) -> AsyncIterator[Lossy]:
    """A way to the store, which is empty, that can lose an answer."""
    await store.ping()
    async with Lossy.before(valkey.address, tmp_path) as lossy:
        yield lossy


def test_stock_clients_differ_in_what_they_repeat() -> None:
    """``Redis(host=)`` repeats ten times, ``from_url()`` never: neither says so where it is built."""
    built, from_url = Redis(host="store"), Redis.from_url("redis://store")
    retry = built.connection_pool.connection_kwargs["retry"]

    assert retry._retries == 10
    assert from_url.connection_pool.connection_kwargs.get("retry") is None


async def test_stock_writes_twice_when_an_answer_is_lost(lossy: Lossy) -> None:
    """One XADD, one lost answer: two entries, and no exception."""
    async with Redis(unix_socket_path=lossy.address, protocol=2) as redis:
        await redis.ping()
        lossy.lose_the_answer_to(b"XADD")
        await redis.xadd("{stock}:stream", {"message": "once"})

        assert lossy.lost == 1
        assert await redis.xlen("{stock}:stream") == 2


async def test_a_lost_answer_is_told_and_the_repeat_writes_nothing(
    lossy: Lossy, tickets: Tickets, clock: ManualClock, chance: SystemChance
) -> None:
    """A message whose answer was lost is ``busy``; sent again it has its old seq, and stands there once."""
    store = await Store.open(lossy.address)
    conversations = Conversations(Mailboxes(store, BOUNDS), tickets, Posts(), clock, chance)
    talk = await Talk.begins(conversations, ConversationId.of(secrets.token_bytes(CONVERSATION_BYTES)))
    anna = await talk.lets_in(StaffId("anna"))
    await anna.catches_up()
    words = sealed.words(talk.conversation, anna.epoch)(anna.member, 1)
    lossy.lose_the_answer_to(b"EVALSHA")

    with pytest.raises(BusyError):
        await anna.sends(1, words)
    stored = await anna.sends(1, words)

    assert lossy.lost == 1
    assert [(mail.seq, mail.n) for mail in await talk.visitor.reads()] == [(stored.seq, 1)]
    await store.close()
