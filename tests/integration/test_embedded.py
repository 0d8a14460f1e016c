# SPDX-License-Identifier: EUPL-1.2
"""The embedded live store: private, in memory only, kept through a crash of its server, never orphaned."""

import asyncio
import contextlib
import fcntl
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from chatserver.live.embedded import Embedded, EmbeddedError

HOLD = """
import asyncio, os, pathlib, signal, sys
from chatserver.live.embedded import Embedded
embedded = asyncio.run(Embedded.start(pathlib.Path(sys.argv[1]), grace_seconds=float(sys.argv[2])))
print(embedded.address, flush=True)
signal.pause()
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
async def embedded(tmp_path: Path) -> AsyncIterator[Embedded]:
    """A live store of this test alone."""
    embedded = await Embedded.start(tmp_path)
    yield embedded
    await embedded.stop()


def asked(address: str, *command: str) -> object:
    """What the store at *address* answers."""
    with Redis(unix_socket_path=address, decode_responses=True, protocol=2) as redis:
        return redis.execute_command(*command)


def shut(address: str, *, nosave: bool = True) -> None:
    """End the store at *address* from within."""
    with Redis(unix_socket_path=address, protocol=2, retry=Retry(NoBackoff(), 0)) as redis:
        redis.shutdown(nosave=nosave)


def mode_of(path: str) -> int:
    """Who may what with *path*."""
    return stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116  # asked for within a running loop


def folder_of(address: str) -> str:
    """Where the socket lies."""
    return str(Path(address).parent)


def status_of(address: str, table: str) -> str:
    """What the system says of the store's process."""
    info = asked(address, "INFO", "server")
    assert isinstance(info, dict)
    return Path(f"/proc/{info['process_id']}/{table}").read_text()


def keeper_of(address: str) -> int:
    """The process that keeps the store at *address*."""
    return int(status_of(address, "status").split("PPid:")[1].split()[0])


async def ended(address: str) -> None:
    """Wait until the store at *address* has died: its connections end with it."""
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_unix_connection(address)
        try:
            assert await reader.read() == b""
        finally:
            writer.close()
            await writer.wait_closed()


def killed_holder(folder: Path, grace_seconds: float) -> str:
    """The address of a store whose server was killed with -9 a moment ago."""
    command = [sys.executable, "-c", HOLD, str(folder), str(grace_seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:  # noqa: S603  # ours
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        server.kill()
    return address


async def test_it_is_ours_alone_and_on_no_network(embedded: Embedded) -> None:
    """Only our own account reaches the socket, and there is no port."""
    assert mode_of(folder_of(embedded.address)) == 0o700
    assert mode_of(embedded.address) == 0o700
    assert asked(embedded.address, "CONFIG", "GET", "port") == ["port", "0"]


async def test_it_writes_nothing_to_a_disk(embedded: Embedded) -> None:
    """No snapshot, no log of commands, no dump after a crash: its folder holds locks and the socket."""
    asked(embedded.address, "SET", "key", "what a visitor said")
    shut(embedded.address, nosave=False)
    await embedded.ensure()

    core = status_of(embedded.address, "limits").split("Max core file size")[1].split()[:2]

    assert set(os.listdir(folder_of(embedded.address))) == {"held", "kept", "valkey.sock"}  # noqa: PTH208  # names
    assert core == ["1", "1"], "a byte is no dump, and keeps Linux from handing one to a program"


async def test_it_remembers_no_commands(embedded: Embedded) -> None:
    """No log of slow or large commands keeps what they carried."""
    asked(embedded.address, "SET", "key", "x" * 2_000_000)
    asked(embedded.address, "GET", "key")
    asked(embedded.address, "EVAL", "for _ = 1, 5e6 do end", "0")

    for log in ("slow", "large-request", "large-reply"):
        assert asked(embedded.address, "COMMANDLOG", "GET", "10", log) == []


async def test_a_server_that_was_killed_finds_the_same_store(tmp_path: Path) -> None:
    """Killed with -9 and started again within the grace, a server goes on with what was there."""
    address = killed_holder(tmp_path, 60)
    asked(address, "SET", "place", "1")

    again = await Embedded.start(tmp_path)

    assert asked(again.address, "GET", "place") == "1"
    await again.stop()


async def test_a_store_that_nobody_holds_ends(tmp_path: Path) -> None:
    """Nobody coming back within the grace ends the store."""
    await ended(killed_holder(tmp_path, 0.1))


async def test_a_store_that_is_held_stays(tmp_path: Path) -> None:
    """A store outlives any grace while one server holds it."""
    first = await Embedded.start(tmp_path, grace_seconds=0)
    second = await Embedded.start(tmp_path, grace_seconds=0)
    first.leave()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1.2):
            await ended(second.address)

    await second.stop()


async def test_stopping_leaves_the_store_to_another_server(tmp_path: Path) -> None:
    """A server that stops ends the store only if no other holds it."""
    first = await Embedded.start(tmp_path)
    second = await Embedded.start(tmp_path)

    await first.stop()
    assert asked(second.address, "PING") in {True, "PONG"}

    await second.stop()
    with pytest.raises(OSError):  # noqa: PT011  # refused, or no such socket
        await asyncio.open_unix_connection(second.address)


async def test_it_dies_with_its_keeper(embedded: Embedded) -> None:
    """A keeper that is killed takes the store along, and it can be started again at once."""
    keeper = keeper_of(embedded.address)
    os.kill(keeper, signal.SIGKILL)
    await ended_or_refused(embedded.address)

    await embedded.ensure()

    assert asked(embedded.address, "PING") in {True, "PONG"}


async def ended_or_refused(address: str) -> None:
    """As `ended`, or it has died before we came."""
    with contextlib.suppress(ConnectionError, FileNotFoundError):
        await ended(address)


async def test_a_store_without_a_keeper_is_ended(tmp_path: Path) -> None:
    """Where a store can outlive its keeper (macOS), the next start ends it: nobody would end it later."""
    first = await Embedded.start(tmp_path)
    command = first._command
    await first.stop()
    with (tmp_path / "live" / "kept").open("w") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)  # its keeper is gone, too
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as orphan:  # noqa: ASYNC220, S603  # ours
        while not await first._ask(b"PING\r\n"):
            pass

        again = await Embedded.start(tmp_path)
        try:
            assert orphan.wait(10) == 0
            assert asked(again.address, "PING") in {True, "PONG"}
        finally:
            orphan.kill()
            await again.stop()


async def test_it_starts_again_after_it_died(embedded: Embedded) -> None:
    """`ensure` starts a store that died by itself."""
    shut(embedded.address)

    await embedded.ensure()

    assert asked(embedded.address, "PING") in {True, "PONG"}


async def test_an_interrupt_of_the_terminal_does_not_reach_it(embedded: Embedded) -> None:
    """The keeper and the store are in a session of their own, so Ctrl-C ends the server alone."""
    assert os.getsid(keeper_of(embedded.address)) != os.getsid(0)


async def test_a_long_data_folder_gets_a_short_socket(tmp_path: Path) -> None:
    """A path that no socket's address can hold is replaced by a folder of ours alone."""
    embedded = await Embedded.start(tmp_path / ("long" * 30))

    assert len(embedded.address) < 100
    assert mode_of(folder_of(embedded.address)) == 0o700
    await embedded.stop()

    os.chmod(folder_of(embedded.address), 0o755)  # noqa: PTH101, S103  # as somebody else might have made it
    with pytest.raises(EmbeddedError, match="belongs to somebody else"):
        await Embedded.start(tmp_path / ("long" * 30))
    shutil.rmtree(folder_of(embedded.address))


async def test_a_store_that_cannot_start_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that does not answer says with which command to see why."""
    monkeypatch.setattr("chatserver.live.embedded.START_SECONDS", 0.3)

    with pytest.raises(EmbeddedError, match=r"see why with `.*valkey-server"):
        await Embedded.start(tmp_path, extra=("--no-such-option", "1"))
