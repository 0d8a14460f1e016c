# SPDX-License-Identifier: EUPL-1.2
"""Days on which Swedish offices are open, and moments of such days.

Red are Saturdays, Sundays, the public holidays, and the three eves that the law on holidays equals with
Sundays (Midsummer, Christmas, New Year: 7 § semesterlagen, category *de facto* of the library).  Days
on which offices only close early are working days: an agency's own hours say the rest.
Rule 1: a moment is milliseconds; days and hours are those of the zone that is given.
"""

import datetime as dt
from functools import lru_cache
from typing import Final

import holidays

NOON: Final = dt.time(12)
_SATURDAY: Final = 5
_DAY: Final = dt.timedelta(days=1)


@lru_cache(maxsize=16)
def red_days(year: int) -> frozenset[dt.date]:
    """The red days of *year*, without the Saturdays and Sundays that have no other reason."""
    found = holidays.country_holidays("SE", years=year, categories=("public", "de_facto"))
    return frozenset(found.keys())


def is_working_day(day: dt.date) -> bool:
    """Whether offices are open on *day*."""
    return day.weekday() < _SATURDAY and day not in red_days(day.year)


def next_working_day(day: dt.date) -> dt.date:
    """The first working day after *day*."""
    following = day + _DAY
    while not is_working_day(following):
        following += _DAY
    return following


def local(now_ms: int, zone: dt.tzinfo) -> dt.datetime:
    """What clocks on the wall show at *now_ms*."""
    return dt.datetime.fromtimestamp(now_ms / 1000, zone)


def moment_ms(day: dt.date, time: dt.time, zone: dt.tzinfo) -> int:
    """When clocks on the wall show *time* on *day*; the first time, if they do so twice."""
    return round(dt.datetime.combine(day, time, zone).timestamp() * 1000)


def noon_of_next_working_day(now_ms: int, zone: dt.tzinfo) -> int:
    """Noon of the first working day after the day of *now_ms*."""
    return moment_ms(next_working_day(local(now_ms, zone).date()), NOON, zone)
