# SPDX-License-Identifier: EUPL-1.2
"""The way to the live store: named scripts, run whole or not at all.

Rule 1: nothing but a script is ever sent, and every script may be repeated.  Rule 2: this client never
repeats anything by itself: an answer that was lost is told as ``busy``, and whoever asked decides.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    BusyLoadingError,
    ClusterDownError,
    MasterDownError,
    NoScriptError,
    OutOfMemoryError,
    ReadOnlyError,
    TryAgainError,
)
from redis.exceptions import ConnectionError as NoConnectionError
from redis.exceptions import TimeoutError as NoAnswerError

from chatserver.domain.errors import BusyError
from chatserver.live import keys

LIMIT_SECONDS: Final = 2.0
CONNECTIONS: Final = 32
SHARED_BUFFER_BYTES: Final = 16_000
"""All but a line of the 16 KiB into which Valkey reads every command of everybody."""
SCRIPTS: Final = Path(__file__).parent / "scripts"
_PRELUDE: Final = "_prelude.lua"

_TRANSIENT: Final = (
    OSError,  # and TimeoutError, which is one
    NoConnectionError,
    NoAnswerError,
    BusyLoadingError,
    ClusterDownError,
    MasterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    TryAgainError,
)
"""What passes by itself, or by a fail-over.  All else that the store answers is a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Script:
    """One script with its family's prelude before it."""

    text: str
    sha: str

    @classmethod
    def of(cls, text: str) -> Self:
        """The script *text* under the name by which the store remembers it."""
        return cls(text, hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest())


def load_scripts(folder: Path = SCRIPTS) -> Mapping[str, Script]:
    """Every script under *folder* by its name, ``family/command``."""
    return {
        f"{path.parent.name}/{path.stem}": Script.of(_prelude(path.parent) + path.read_text())
        for path in sorted(folder.glob("*/*.lua"))
        if path.name != _PRELUDE
    }


def _prelude(family: Path) -> str:
    shared = family / _PRELUDE
    return shared.read_text() + "\n" if shared.exists() else ""


class Store:
    """A bounded pool of connections to the live store, and the scripts it runs."""

    def __init__(self, address: str, *, limit_seconds: float = LIMIT_SECONDS) -> None:
        self._limit_seconds = limit_seconds
        self._scripts = load_scripts()
        self._redis = Redis(connection_pool=_pool(address, limit_seconds))

    @classmethod
    async def open(cls, address: str, *, limit_seconds: float = LIMIT_SECONDS) -> Self:
        """
        Connect to *address*: ``redis://``, ``rediss://``, ``unix://``, or the path of a socket.

        Raises:
            BusyError: nobody answers there.
        """
        store = cls(address, limit_seconds=limit_seconds)
        try:
            await store.ping()
        except BusyError:
            await store.close()
            raise
        return store

    async def run(self, script: str, keys: Sequence[str], args: Sequence[str | int | bytes]) -> Any:
        """
        Run *script* ("family/command") on *keys* with *args*; text in the answer is bytes.

        Raises:
            BusyError: no answer in time.  It may have been done; repeating it is safe.
        """
        known = self._scripts[script]
        try:
            return await self._ask("EVALSHA", known.sha, len(keys), *keys, *args)
        except NoScriptError:
            return await self._ask("EVAL", known.text, len(keys), *keys, *args)

    async def ping(self) -> None:
        """
        Have an answer.

        Raises:
            BusyError: there is none in time.
        """
        await self._ask("PING")

    async def rinse(self) -> None:
        """
        Leave nothing of what passed in the buffers on the way: theirs, ours, and those of the scripts.

        Raises:
            BusyError: no answer in time; nothing is harmed.
        """
        await self.run("memory/rinse", [keys.memory()], [])
        await self._ask("PING", bytes(SHARED_BUFFER_BYTES))
        # Each idle connection holds what it carried last, at both ends.
        await self._redis.connection_pool.disconnect(inuse_connections=False)

    async def close(self) -> None:
        """Let all connections go."""
        await self._redis.aclose()
        await self._redis.connection_pool.disconnect()

    async def _ask(self, *command: str | int | bytes) -> Any:
        try:
            async with asyncio.timeout(self._limit_seconds):
                return await self._redis.execute_command(*command)  # type: ignore[no-untyped-call]  # redis-py 8.1
        except _TRANSIENT as trouble:
            raise BusyError(type(trouble).__name__) from trouble


def _pool(address: str, limit_seconds: float) -> BlockingConnectionPool:
    where: dict[str, Any] = {**parse_url(address if "://" in address else f"unix://{quote(address)}")}
    return BlockingConnectionPool(
        **where,
        max_connections=CONNECTIONS,
        # The one limit of a call is in `_ask`.  With a limit for its socket (5 s, unless it is taken away)
        # redis-py sends by way of `wait_for`, which on Python 3.11 may lose the end of the call's time: some
        # of those who had waited for a connection went on for seconds (seen).
        timeout=None,
        socket_timeout=None,
        socket_connect_timeout=limit_seconds,
        # redis-py 8.1 repeats a write whose answer was lost, ten times by default (seen): never here.
        retry=Retry(NoBackoff(), 0),
        health_check_interval=0,
        driver_info=None,
        protocol=2,
    )
