# SPDX-License-Identifier: EUPL-1.2
"""When a channel is tried again, when a rung is given up, and when a channel is dead.  Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.escalation import Urgency
from chatserver.services.channels.channel import RESULTS, Comes, Result
from chatserver.services.ports import Chance

FIRST_MS: Final = 4_000
LONGEST_MS: Final[Mapping[Urgency, int]] = {Urgency.P0: 30_000, Urgency.P1: 300_000, Urgency.P2: 1_800_000}
"""The longest wait before the next attempt, by urgency."""
ROLL_BYTES: Final = 4
_ROLLS: Final = 1 << (8 * ROLL_BYTES)
_DOUBLINGS: Final = 20
"""Beyond these every wait is the longest; and no failure count makes a number that is too large."""
DEAD_FAILURES: Final = 3
DEAD_MS: Final = 600_000


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt on a channel, and when it ended."""

    at_ms: int
    result: Result


def is_good(result: Result) -> bool:
    """Whether nothing more needs to be sent on this channel."""
    return RESULTS[result].comes is Comes.GOOD


def roll(chance: Chance) -> int:
    """A throw for `again_ms`."""
    return int.from_bytes(chance.token(ROLL_BYTES), "big")


def again_ms(urgency: Urgency, result: Result, failures: int, thrown: int) -> int | None:
    """
    How long to wait before the next attempt on a channel; none if this one was good.

    Exponential with full jitter: anything from nothing to a bound that doubles with each of *failures* (this
    one counted) up to the longest for *urgency*, so that many who failed together do not come back together.
    What lasts goes to the longest at once, and still is tried: whoever mends it need not think of us.
    """
    comes = RESULTS[result].comes
    if comes is Comes.GOOD:
        return None
    doublings = _DOUBLINGS if comes is Comes.LASTS else min(max(failures - 1, 0), _DOUBLINGS)
    bound = min(FIRST_MS << doublings, LONGEST_MS[urgency])
    return bound * thrown // _ROLLS


def rung_fails(urgency: Urgency, results: Mapping[ChannelKind, Result]) -> bool:
    """
    Whether the ladder leaves a rung at once, for what its channels say: for P0, if nothing reaches out.

    The inbox always takes what it is given, and wakes nobody who is not at it: it does not count.
    """
    reaching = [result for kind, result in results.items() if kind is not ChannelKind.INBOX]
    return urgency is Urgency.P0 and bool(reaching) and not any(map(is_good, reaching))


def is_dead(tried: Sequence[Tried]) -> bool:
    """
    Whether a channel is dead by its latest attempts, oldest first.

    It is after `DEAD_FAILURES` failures in a row over at least `DEAD_MS`, or one that lasts.
    """
    row = list(takewhile(lambda each: not is_good(each.result), reversed(tried)))
    if any(RESULTS[each.result].comes is Comes.LASTS for each in row):
        return True
    return len(row) >= DEAD_FAILURES and row[0].at_ms - row[-1].at_ms >= DEAD_MS
