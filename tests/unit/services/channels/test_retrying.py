# SPDX-License-Identifier: EUPL-1.2
"""When a channel is tried again, when a rung is given up, when a channel is dead."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.agencies import ChannelKind
from chatserver.domain.escalation import Urgency
from chatserver.services.channels.channel import RESULTS, Comes, Result
from chatserver.services.channels.retrying import (
    DEAD_FAILURES,
    DEAD_MS,
    FIRST_MS,
    LONGEST_MS,
    Tried,
    again_ms,
    is_dead,
    is_good,
    roll,
    rung_fails,
)
from tests.drivers.manual import CountedChance

HIGHEST = (1 << 32) - 1
GOOD = [result for result in Result if is_good(result)]
BAD = [result for result in Result if not is_good(result)]


def test_every_result_has_its_meaning() -> None:
    """The table is whole, and no result is a human's."""
    assert set(RESULTS) == set(Result)
    assert not {"acknowledged", "accepted", "read", "opened"} & {result.value for result in Result}


@pytest.mark.parametrize("result", GOOD)
def test_what_was_good_is_not_sent_again(result: Result) -> None:
    """On this channel."""
    assert again_ms(Urgency.P0, result, 1, HIGHEST) is None


@given(
    urgency=st.sampled_from(sorted(LONGEST_MS)),
    result=st.sampled_from(BAD),
    failures=st.integers(0, 10**9),
    thrown=st.integers(0, HIGHEST),
)
def test_whatever_failed_is_tried_again_within_the_longest_wait(
    urgency: Urgency, result: Result, failures: int, thrown: int
) -> None:
    """For ever: no count of failures ends it, none makes a number that cannot be waited for."""
    wait = again_ms(urgency, result, failures, thrown)

    assert wait is not None
    assert 0 <= wait <= LONGEST_MS[urgency]


def test_the_bound_doubles_up_to_the_longest() -> None:
    """With the highest throw; with the lowest there is no wait: full jitter."""
    waits = [again_ms(Urgency.P1, Result.BUSY, failures, HIGHEST) or 0 for failures in range(1, 12)]

    assert waits[0] == FIRST_MS - 1
    assert all(after in (2 * before + 1, LONGEST_MS[Urgency.P1] - 1) for before, after in pairwise(waits))
    assert waits[-1] == LONGEST_MS[Urgency.P1] - 1
    assert again_ms(Urgency.P1, Result.BUSY, 5, 0) == 0


def test_those_who_failed_together_do_not_come_back_together() -> None:
    """A thousand waits after the third failure fill the time up to their bound evenly."""
    chance = CountedChance()
    waits = [again_ms(Urgency.P2, Result.UNREACHABLE, 3, roll(chance)) or 0 for _ in range(1000)]
    tenths = [sum(1 for wait in waits if wait * 10 // (4 * FIRST_MS) == tenth) for tenth in range(10)]

    assert all(60 <= count <= 140 for count in tenths)


def test_what_lasts_is_tried_slowly_from_the_first() -> None:
    """A wrong certificate is not mended within seconds."""
    assert again_ms(Urgency.P1, Result.UNTRUSTED, 1, HIGHEST) == LONGEST_MS[Urgency.P1] - 1


def test_p0_leaves_a_rung_that_nothing_reaches() -> None:
    """At once; the inbox wakes nobody who is not at it, so it does not count."""
    failed = {
        ChannelKind.INBOX: Result.DELIVERED,
        ChannelKind.WEBHOOK: Result.BUSY,
        ChannelKind.SMTP: Result.TIMEOUT,
    }

    assert rung_fails(Urgency.P0, failed)
    assert not rung_fails(Urgency.P1, failed)
    assert not rung_fails(Urgency.P0, failed | {ChannelKind.SMTP: Result.BELL})
    assert not rung_fails(Urgency.P0, failed | {ChannelKind.PHONE: Result.BY_HAND})
    assert not rung_fails(Urgency.P0, {ChannelKind.INBOX: Result.DELIVERED})
    assert not rung_fails(Urgency.P0, {})


def tried(*results: Result, every_ms: int = DEAD_MS) -> list[Tried]:
    """Attempts with *results*, oldest first."""
    return [Tried(at * every_ms, result) for at, result in enumerate(results)]


@pytest.mark.parametrize(
    ("attempts", "dead"),
    [
        ([], False),
        (tried(*[Result.BUSY] * DEAD_FAILURES), True),
        (tried(*[Result.BUSY] * DEAD_FAILURES, every_ms=1_000), False),
        (tried(*[Result.BUSY] * 700, every_ms=1_000), True),
        (tried(Result.BUSY, Result.BUSY), False),
        (tried(Result.BUSY, Result.BUSY, Result.DELIVERED, Result.BUSY), False),
        (tried(*[Result.TIMEOUT] * 5, Result.BELL), False),
        (tried(Result.BELL, Result.REFUSED), True),
        (tried(Result.REFUSED, Result.BUSY), True),
        (tried(Result.REFUSED, Result.DELIVERED, Result.BUSY), False),
    ],
)
def test_when_a_channel_is_dead(attempts: list[Tried], *, dead: bool) -> None:
    """After failures in a row for long enough, or one that lasts; one good attempt brings it back."""
    assert is_dead(attempts) is dead


@pytest.mark.parametrize("result", [r for r in Result if RESULTS[r].comes is Comes.LASTS])
def test_whatever_lasts_kills_at_once(result: Result) -> None:
    """Somebody must mend it, and is told."""
    assert is_dead(tried(result))
