# SPDX-License-Identifier: EUPL-1.2
"""The bucket: so many at once, so many a second."""

import pytest

from chatserver.domain.errors import TooFastError
from chatserver.sockets.rate import Bucket, Rate


def emptied(bucket: Bucket, now_ms: int) -> int:
    """How many *bucket* gives at *now_ms*."""
    for taken in range(1_000):
        try:
            bucket.take(now_ms)
        except TooFastError:
            return taken
    pytest.fail("a bucket without a bottom")


def test_a_burst_and_then_the_rate() -> None:
    """The burst at once, then as many as time has brought, never more than the burst."""
    bucket = Bucket(Rate(burst=5, per_second=2), now_ms=0)

    assert emptied(bucket, 0) == 5
    assert emptied(bucket, 400) == 0
    assert emptied(bucket, 1_000) == 2
    assert emptied(bucket, 3_600_000) == 5


def test_a_clock_that_goes_back_brings_nothing() -> None:
    """Time that runs backwards neither gives nor takes."""
    bucket = Bucket(Rate(burst=2, per_second=1), now_ms=10_000)

    assert emptied(bucket, 10_000) == 2
    assert emptied(bucket, 0) == 0
    assert emptied(bucket, 1_000) == 1
