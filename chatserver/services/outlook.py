# SPDX-License-Identifier: EUPL-1.2
"""What can honestly be said about waiting: from the house as it was a moment ago.

Rule 1: a range needs no fresher figures than a place is told with, so a visitor's own command reads none.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from chatserver.domain.estimate import Range, estimate, strength
from chatserver.domain.lanes import LaneName
from chatserver.domain.queue import Duty
from chatserver.live.queue import Moment, Queue
from chatserver.live.queue_replies import House
from chatserver.wire.limits import PLACE_EVERY_SECONDS

FRESH_MS: Final = PLACE_EVERY_SECONDS * 1_000


class Outlook:
    """The house, and the estimates that follow from it."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._house = House(lanes=())
        self._read_ms = -FRESH_MS
        self._strengths: Mapping[LaneName, float] = {}

    async def look(self, at: Moment) -> House:
        """The house as it is now."""
        house = await self._queue.house(at=at)
        self._house, self._read_ms = house, at.now_ms
        self._strengths = _strengths(house)
        return house

    async def refresh(self, at: Moment) -> None:
        """Have figures that are not too old."""
        if at.now_ms - self._read_ms >= FRESH_MS:
            await self.look(at)

    def estimate(self, lane: LaneName, place: int) -> Range | None:
        """How long *place* in *lane* will probably wait; none if nothing honest can be said."""
        return estimate(
            place,
            strength=self._strengths.get(lane, 0),
            lengths_seconds=self._house.lengths,
            pause_seconds=self._queue.pause_seconds,
        )


def _strengths(house: House) -> dict[LaneName, float]:
    on_duty = [frozenset(p.lanes) for p in house.people if p.connected and p.duty is not Duty.AWAY]
    waiting = Counter({lane.lane: lane.calm + lane.urgent for lane in house.lanes})
    return {lane.lane: strength(lane.lane, on_duty, waiting) for lane in house.lanes}
