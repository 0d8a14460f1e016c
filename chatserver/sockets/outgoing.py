# SPDX-License-Identifier: EUPL-1.2
"""What waits to leave one connection, bounded by packets and by bytes.

A client that never reads but answers pings is never cut by Engine.IO, whose queue grows for ever (seen).
Knows no transport: whoever takes must say when it has left.
"""

import asyncio
from collections import deque
from typing import Final

MAX_PACKETS: Final = 64
MAX_BYTES: Final = 262_144


class TooFarBehindError(Exception):
    """The other end does not read what is sent."""


class Outgoing:
    """Packets in order.  Those taken count until they have left."""

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()
        self._packets = 0
        self._bytes = 0
        self._sealed = False
        self._changed = asyncio.Event()
        self._roomy = asyncio.Event()
        self._roomy.set()

    def put(self, packet: str) -> None:
        """
        Let *packet* wait to leave; nothing after `seal`.

        Raises:
            TooFarBehindError: the bound is passed.
        """
        if self._sealed:
            return
        self._count(1, len(packet))
        if self._packets > MAX_PACKETS or self._bytes > MAX_BYTES:
            raise TooFarBehindError
        self._waiting.append(packet)
        self._changed.set()

    async def take(self) -> list[str]:
        """All that waits, as soon as something does; nothing once sealed and empty."""
        while not self._waiting and not self._sealed:
            self._changed.clear()
            await self._changed.wait()
        taken = list(self._waiting)
        self._waiting.clear()
        return taken

    def left(self, packet: str) -> None:
        """*packet*, taken before, is out."""
        self._count(-1, -len(packet))

    async def room(self) -> None:
        """Wait until less than half of the bound is used, or nothing more can leave."""
        await self._roomy.wait()

    def seal(self) -> None:
        """Take nothing more in; what waits may still leave."""
        self._sealed = True
        self._changed.set()
        self._roomy.set()

    def _count(self, packets: int, size: int) -> None:
        self._packets += packets
        self._bytes += size
        if self._sealed or (self._packets < MAX_PACKETS // 2 and self._bytes < MAX_BYTES // 2):
            self._roomy.set()
        else:
            self._roomy.clear()
