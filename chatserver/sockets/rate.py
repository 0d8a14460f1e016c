# SPDX-License-Identifier: EUPL-1.2
"""How many events a second one connection may ask for.  There are no addresses here."""

from dataclasses import dataclass
from typing import Final

from chatserver.domain.errors import TooFastError


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many a second in the long run."""

    burst: float
    per_second: float


EVENTS: Final = Rate(burst=60, per_second=20)
"""A fast typist makes three events a second; a client that comes back sends what it kept."""
LEAVING: Final = Rate(burst=4, per_second=0.5)
"""Leave and exit have a bucket of their own: a flood of other events must not hold them up."""


class Bucket:
    """A token bucket; the clock is the caller's."""

    def __init__(self, rate: Rate, now_ms: int) -> None:
        self._rate = rate
        self._left = rate.burst
        self._at_ms = now_ms

    def take(self, now_ms: int) -> None:
        """
        Take one.

        Raises:
            TooFastError: there is none.
        """
        grown = max(0, now_ms - self._at_ms) / 1000 * self._rate.per_second
        self._left = min(self._rate.burst, self._left + grown)
        self._at_ms = now_ms
        if self._left < 1:
            raise TooFastError
        self._left -= 1
