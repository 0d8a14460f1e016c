# SPDX-License-Identifier: EUPL-1.2
"""The way to the live store: named scripts, bounded waiting, and nothing repeated behind our back."""

import asyncio
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from chatserver.domain.errors import BusyError
from chatserver.live.embedded import Embedded
from chatserver.live.store import CONNECTIONS, LIMIT_SECONDS, Script, Store, load_scripts

COUNT = Script.of("return redis.call('INCR', KEYS[1])")


@pytest.fixture
def counting(store: Store) -> Store:
    """A store with one more script, which counts how often it ran."""
    store._scripts = {**store._scripts, "test/count": COUNT}
    return store


async def test_a_script_runs_before_the_store_knows_it(valkey: Embedded, counting: Store) -> None:
    """A store that has forgotten a script is given it again, and it runs once."""
    with Redis(unix_socket_path=valkey.address, protocol=2) as redis:
        redis.script_flush()

    assert await counting.run("test/count", ["n"], []) == 1
    assert await counting.run("test/count", ["n"], []) == 2


async def test_more_who_ask_at_once_than_connections_wait_for_one(counting: Store) -> None:
    """Two hundred calls at once are all answered: who finds no connection free waits for one."""
    assert CONNECTIONS < 200

    answers = await asyncio.gather(*(counting.run("test/count", ["n"], []) for _ in range(200)))

    assert sorted(answers) == list(range(1, 201))


async def test_who_waits_for_a_connection_waits_no_longer_than_a_call(
    valkey: Embedded, counting: Store
) -> None:
    """Two hundred calls of a silent store are `busy` in the time of one; later ones are answered."""
    counting._limit_seconds = 0.3
    began = asyncio.get_running_loop().time()

    with Redis(unix_socket_path=valkey.address, protocol=2) as redis:
        redis.client_pause(60_000, all=False)
        answers = await asyncio.gather(
            *(counting.run("test/count", ["n"], []) for _ in range(200)), return_exceptions=True
        )
        seconds = asyncio.get_running_loop().time() - began
        redis.client_unpause()
    counting._limit_seconds = 2

    assert {type(answer) for answer in answers} == {BusyError}
    assert 0.3 <= seconds < LIMIT_SECONDS
    counts = [counting.run("test/count", ["other"], []) for _ in range(200)]
    assert sorted(await asyncio.gather(*counts)) == list(range(1, 201))


async def test_a_silent_store_is_busy(valkey: Embedded, counting: Store) -> None:
    """No answer in time is `busy`, sent once only, and later answers are not mistaken for one another."""
    counting._limit_seconds = 0.2
    await counting.run("test/count", ["n"], [])

    with Redis(unix_socket_path=valkey.address, protocol=2) as redis:
        redis.client_pause(400, all=True)
        with pytest.raises(BusyError):
            await counting.run("test/count", ["n"], [])
    counting._limit_seconds = 2

    assert await counting.run("test/count", ["n"], []) <= 3
    assert await counting.run("test/count", ["other"], []) == 1


async def test_a_lost_answer_is_not_repeated(tmp_path: Path) -> None:
    """A store that dies under a command is `busy`; the command is not sent to the next one."""
    embedded = await Embedded.start(tmp_path)
    store = await Store.open(embedded.address)
    store._scripts = {"test/count": COUNT}
    await store.run("test/count", ["n"], [])
    with Redis(unix_socket_path=embedded.address, protocol=2, retry=Retry(NoBackoff(), 0)) as redis:
        redis.shutdown(nosave=True)

    with pytest.raises(BusyError):
        await store.run("test/count", ["n"], [])
    await embedded.ensure()

    assert await store.run("test/count", ["n"], []) == 1
    await store.close()
    await embedded.stop()


async def test_nobody_there_is_busy(tmp_path: Path) -> None:
    """Opening a store that is not there is `busy`, at once."""
    with pytest.raises(BusyError):
        await Store.open(str(tmp_path / "nothing.sock"))


async def test_a_mistake_in_a_script_is_not_called_busy(store: Store) -> None:
    """What asking again cannot mend is not told as `busy`."""
    store._scripts = {"test/wrong": Script.of("return redis.call('INCR', KEYS[1], 'x')")}

    with pytest.raises(Exception, match="Wrong number of args"):
        await store.run("test/wrong", ["n"], [])


def test_a_family_shares_its_prelude(tmp_path: Path) -> None:
    """The prelude of a family stands before each of its scripts, and is none itself."""
    (tmp_path / "family").mkdir()
    (tmp_path / "family/_prelude.lua").write_text("local shared = 1")
    (tmp_path / "family/command.lua").write_text("return shared")
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone/command.lua").write_text("return 2")

    scripts = load_scripts(tmp_path)

    assert {name: script.text for name, script in scripts.items()} == {
        "family/command": "local shared = 1\nreturn shared",
        "alone/command": "return 2",
    }
