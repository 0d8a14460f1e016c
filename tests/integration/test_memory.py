# SPDX-License-Identifier: EUPL-1.2
"""A live store that has lost everything is noticed, once, by every server that knew it."""

import secrets

from redis import Redis

from chatserver.live.embedded import Embedded
from chatserver.live.memory import Memory
from chatserver.live.store import Store


async def test_a_loss_is_noticed_once(valkey: Embedded, store: Store) -> None:
    """The first look, and every look at an unharmed store, finds nothing lost; the next after a loss does."""
    memory = Memory(store, secrets.token_hex)
    assert [await memory.lost(), await memory.lost()] == [False, False]

    with Redis(unix_socket_path=valkey.address, protocol=2) as redis:
        redis.flushall()

    assert [await memory.lost(), await memory.lost()] == [True, False]


async def test_every_server_notices(valkey: Embedded, store: Store) -> None:
    """Whoever looks first gives the new name; the others do not take it for the old one."""
    first, second = Memory(store, secrets.token_hex), Memory(store, secrets.token_hex)
    assert [await first.lost(), await second.lost()] == [False, False]

    with Redis(unix_socket_path=valkey.address, protocol=2) as redis:
        redis.flushall()

    assert [await first.lost(), await second.lost()] == [True, True]


async def test_the_name_ends_and_is_kept_by_each_look(valkey: Embedded, store: Store) -> None:
    """Nothing in the live store is for ever (R11), yet no name ends while it is asked for."""
    memory = Memory(store, secrets.token_hex)
    await memory.lost()
    with Redis(unix_socket_path=valkey.address, protocol=2) as redis:
        assert 0 < redis.pttl("memory:name") <= 24 * 3_600_000
        redis.pexpire("memory:name", 5_000)
        await memory.lost()
        assert redis.pttl("memory:name") > 5_000
