# SPDX-License-Identifier: EUPL-1.2
"""One connection's events, one at a time and in order, beside the loop that reads its packets.

So a PONG, a leave and an exit never wait behind an append, and no client is reordered (stock's
``async_handlers=True`` does: seen).  Too many waiting is refused, never awaited.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from chatserver.domain.errors import TooFastError
from chatserver.sockets.pace import Spawn

MAX_WAITING: Final = 16
"""Four messages may be under way, and what goes with them; 16 frames are 1 MB at most."""

Turn = Callable[[], Awaitable[None]]


class Turns:
    """A bounded queue with a drain that lives only while something waits."""

    def __init__(self, spawn: Spawn) -> None:
        self._spawn = spawn
        self._waiting: deque[Turn] = deque()
        self._draining = False

    def put(self, turn: Turn) -> None:
        """
        Let *turn* happen after those before it.

        Raises:
            TooFastError: too many wait already.
        """
        if len(self._waiting) >= MAX_WAITING:
            raise TooFastError
        self._waiting.append(turn)
        if not self._draining:
            self._draining = True
            self._spawn(self._drain(), "turns")

    async def _drain(self) -> None:
        try:
            while self._waiting:
                await self._waiting.popleft()()
        finally:
            self._draining = False
