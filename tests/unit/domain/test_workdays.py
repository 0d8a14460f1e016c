# SPDX-License-Identifier: EUPL-1.2
"""Swedish working days, against a list that was written by hand from the law and the almanac."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.workdays import (
    is_working_day,
    local,
    moment_ms,
    next_working_day,
    noon_of_next_working_day,
    red_days,
)

SWEDEN = ZoneInfo("Europe/Stockholm")
DAY_MS = 86_400_000

RED = {
    2026: "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31",
    2027: "01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-06 06-25 06-26 11-06 12-24 12-25 12-26 12-31",
    2028: "01-01 01-06 04-14 04-16 04-17 05-01 05-25 06-04 06-06 06-23 06-24 11-04 12-24 12-25 12-26 12-31",
}
"""Public holidays, Midsummer Eve, Christmas Eve and New Year's Eve.  Easter: 5 April, 28 March, 16 April."""

moments = st.integers(1_700_000_000_000, 1_900_000_000_000)


def at(text: str) -> int:
    """The moment when clocks in Sweden show *text*."""
    return round(dt.datetime.fromisoformat(text).replace(tzinfo=SWEDEN).timestamp() * 1000)


@pytest.mark.parametrize("year", RED)
def test_the_red_days_are_those_of_the_almanac(year: int) -> None:
    """The library has exactly the days that the list has."""
    assert red_days(year) == {dt.date.fromisoformat(f"{year}-{day}") for day in RED[year].split()}


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-06-18", True),  # the day before Midsummer Eve
        ("2026-06-19", False),  # Midsummer Eve
        ("2026-06-22", True),
        ("2026-12-23", True),
        ("2026-12-24", False),  # Christmas Eve
        ("2026-12-30", True),
        ("2026-12-31", False),  # New Year's Eve
        ("2027-01-05", True),  # the eve of Epiphany: shorter, and a working day
        ("2026-05-15", True),  # between Ascension and a Saturday: a working day for who answers reports
        ("2026-11-28", False),  # a Saturday
        ("2026-11-29", False),  # a Sunday
    ],
)
def test_days_as_offices_have_them(day: str, *, working: bool) -> None:
    """Eves on which nobody is there are red, days that only end early are not."""
    assert is_working_day(dt.date.fromisoformat(day)) is working


@pytest.mark.parametrize(
    ("now", "noon"),
    [
        ("2026-11-24T09:00", "2026-11-25T12:00"),  # Tuesday, Wednesday
        ("2026-11-27T23:59", "2026-11-30T12:00"),  # Friday, Monday
        ("2026-12-23T15:00", "2026-12-28T12:00"),  # over Christmas
        ("2026-12-30T15:00", "2027-01-04T12:00"),  # over the New Year
        ("2026-06-18T18:00", "2026-06-22T12:00"),  # over Midsummer
        ("2026-04-02T12:00", "2026-04-07T12:00"),  # over Easter
        ("2026-03-27T14:00", "2026-03-30T12:00"),  # over the night in which an hour is missing
        ("2026-10-23T14:00", "2026-10-26T12:00"),  # over the one that has an hour twice
    ],
)
def test_noon_of_the_next_working_day(now: str, noon: str) -> None:
    """It is noon on the wall, whatever lies between."""
    assert noon_of_next_working_day(at(now), SWEDEN) == at(noon)


def test_the_nights_of_daylight_saving_are_as_long_as_they_are() -> None:
    """From noon to noon are 23 hours in March and 25 in October."""
    noon = dt.time(12)
    march = [moment_ms(dt.date(2026, 3, day), noon, SWEDEN) for day in (28, 29)]
    october = [moment_ms(dt.date(2026, 10, day), noon, SWEDEN) for day in (24, 25)]

    assert march[1] - march[0] == 23 * 3_600_000
    assert october[1] - october[0] == 25 * 3_600_000


@given(moments)
def test_noon_is_always_ahead_and_on_a_working_day(now: int) -> None:
    """It comes later than now, within ten days, on a day that works, at twelve on the wall."""
    noon = noon_of_next_working_day(now, SWEDEN)
    wall = local(noon, SWEDEN)

    assert now < noon <= now + 10 * DAY_MS
    assert is_working_day(wall.date())
    assert wall.date() > local(now, SWEDEN).date()
    assert (wall.hour, wall.minute, wall.second) == (12, 0, 0)


@given(moments, st.integers(0, 30 * DAY_MS))
def test_noon_never_goes_backwards(now: int, later: int) -> None:
    """Whoever asks later is told no earlier noon."""
    assert noon_of_next_working_day(now + later, SWEDEN) >= noon_of_next_working_day(now, SWEDEN)


def test_no_working_day_is_skipped() -> None:
    """Between a day and its next working day there is none."""
    for number in range(1100):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        between = [day + dt.timedelta(days=n) for n in range(1, (next_working_day(day) - day).days)]
        assert not any(map(is_working_day, between))
