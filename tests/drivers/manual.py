# SPDX-License-Identifier: EUPL-1.2
"""Time and chance that a test owns."""

import hashlib
from dataclasses import dataclass

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


@dataclass
class HandClock:
    """A clock that moves only when it is moved."""

    ms: int = 1_790_000_000_000

    def now_ms(self) -> int:
        """What it shows."""
        return self.ms

    async def sleep(self, seconds: float) -> None:
        """Time passes at once."""
        self.ms += round(seconds * 1000)

    def forward(self, ms: int) -> None:
        """Move it."""
        self.ms += ms


@dataclass
class CountedChance:
    """Chance that repeats itself from test to test, and never within one."""

    drawn: int = 0

    def token(self, size: int) -> bytes:
        """*size* bytes that have not been drawn before."""
        self.drawn += 1
        return hashlib.shake_256(self.drawn.to_bytes(8, "big")).digest(size)
