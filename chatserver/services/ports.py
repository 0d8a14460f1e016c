# SPDX-License-Identifier: EUPL-1.2
"""What use cases need from outside and tests own: time, chance, and a way to tell those who are connected."""

import asyncio
import secrets
import time
from typing import Protocol

from chatserver.domain.ids import ConversationId, StaffId
from chatserver.wire.shapes import Shape


class Clock(Protocol):
    """Time."""

    def now_ms(self) -> int:
        """Milliseconds since 1970."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class Chance(Protocol):
    """Randomness fit for secrets."""

    def token(self, size: int) -> bytes:
        """*size* random bytes."""


class Post(Protocol):
    """
    Hints to whoever is connected to this node.

    Calls return at once and never fail: what must not be lost stands in a mailbox, which *wake* only
    points at.  Implemented by ``sockets/delivery.py``, which alone may emit.
    """

    def to_visitor(self, conversation: ConversationId, event: str, shape: Shape) -> None:
        """Tell the visitor of *conversation*."""

    def to_staff(self, staff: StaffId, event: str, shape: Shape) -> None:
        """Tell a staff person's desk."""

    def wake(self, conversation: ConversationId) -> None:
        """The mailbox of *conversation* holds something new for somebody."""


class SystemClock:
    """The machine's own clock."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class SystemChance:
    """The operating system's randomness."""

    def token(self, size: int) -> bytes:
        return secrets.token_bytes(size)
