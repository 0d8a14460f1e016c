# SPDX-License-Identifier: EUPL-1.2
"""How long a visitor will probably wait: a range, from measured lengths and the counsellors on duty.

Rule 1: where nothing honest can be said, nothing is.  Rule 2: a range is rounded outwards, never inwards.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Final

from chatserver.domain.lanes import LaneName

ENOUGH_LENGTHS: Final = 5
"""Measured conversations below which nothing can be said."""
STEP_MINUTES: Final = 5
UNLIKELY_MINUTES: Final = 120
"""Past this: we will probably not reach you now."""


@dataclass(frozen=True, slots=True)
class Range:
    """Minutes until somebody answers, and whether that is probably too long."""

    soonest_minutes: int
    latest_minutes: int
    unlikely: bool


def strength(
    lane: LaneName, on_duty: Iterable[AbstractSet[LaneName]], waiting: Mapping[LaneName, int]
) -> float:
    """
    How many counsellors *lane* has to itself.

    Each of *on_duty* is the lanes that one counsellor serves; who serves several is shared among them
    by how many wait in each.
    """
    return sum(_share(lane, lanes, waiting) for lanes in on_duty if lane in lanes)


def _share(lane: LaneName, lanes: AbstractSet[LaneName], waiting: Mapping[LaneName, int]) -> float:
    everybody = sum(waiting.get(other, 0) for other in lanes)
    return waiting.get(lane, 0) / everybody if everybody else 1 / len(lanes)


def estimate(
    place: int, *, strength: float, lengths_seconds: Sequence[float], pause_seconds: float
) -> Range | None:
    """
    The range for *place*, or none.

    All counsellors are taken to be in conversation, each to be free again a pause after it ends.  Then
    one becomes free every ``length / strength`` on average, and the *place*-th such moment varies as the
    sum of so many lengths does.
    """
    if place < 1 or strength <= 0 or len(lengths_seconds) < ENOUGH_LENGTHS:
        return None
    turns = [(seconds + pause_seconds) / strength / 60 for seconds in lengths_seconds]
    middle = place * fmean(turns)
    spread = math.sqrt(place) * pstdev(turns)
    return Range(
        _step(math.floor, max(0.0, middle - spread)),
        max(_step(math.ceil, middle + spread), STEP_MINUTES),
        unlikely=middle > UNLIKELY_MINUTES,
    )


def _step(rounding: Callable[[float], int], minutes: float) -> int:
    return rounding(minutes / STEP_MINUTES) * STEP_MINUTES
