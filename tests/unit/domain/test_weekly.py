# SPDX-License-Identifier: EUPL-1.2
"""A moment of every week: by the clock on the wall, and never on a red day."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from chatserver.domain.weekly import Weekly
from chatserver.domain.workdays import local, moment_ms

ZONE = ZoneInfo("Europe/Stockholm")


def at(text: str) -> int:
    """Of a wall clock in Stockholm."""
    wall = dt.datetime.fromisoformat(text)
    return moment_ms(wall.date(), wall.time(), ZONE)


@pytest.mark.parametrize(
    ("weekly", "now", "then"),
    [
        ("tue 10:00", "2026-11-24T09:59", "2026-11-24T10:00"),
        ("tue 10:00", "2026-11-24T10:00", "2026-12-01T10:00"),
        ("mon 00:00", "2026-11-24T10:00", "2026-11-30T00:00"),
        ("fri 10:00", "2026-12-24T10:00", "2027-01-08T10:00"),  # Christmas Day, then New Year's Day
        ("wed 09:00", "2026-10-21T09:00", "2026-10-28T09:00"),  # the clocks go back in between
    ],
)
def test_the_next_moment(weekly: str, now: str, then: str) -> None:
    """Later than now, on that day, at that time."""
    found = Weekly.parse(weekly).after(at(now), ZONE)
    assert local(found, ZONE).replace(tzinfo=None) == dt.datetime.fromisoformat(then)


@pytest.mark.parametrize("text", ["", "tuesday 10:00", "tue 24:00", "tue 10", "red 10:00", "tue 10:60"])
def test_what_is_no_such_moment(text: str) -> None:
    """It is refused."""
    with pytest.raises(ValueError, match="tue 10:00"):
        Weekly.parse(text)
