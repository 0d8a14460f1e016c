# SPDX-License-Identifier: EUPL-1.2
"""A moment of every week, such as ``tue 10:00``.  On red days it does not come."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Self

from chatserver.domain.hours import DAYS
from chatserver.domain.workdays import local, moment_ms, red_days

_TEXT: Final = re.compile(r"([a-z]{3}) ([01]\d|2[0-3]):([0-5]\d)")
_WEEK: Final = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weekly:
    """*time*, on the *weekday* (0: Monday) of every week."""

    weekday: int
    time: dt.time

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        What *text* says.

        Raises:
            ValueError: it says no such moment.
        """
        found = _TEXT.fullmatch(text)
        if found is None or found[1] not in DAYS:
            raise ValueError("must be a day and a time such as tue 10:00, or never")
        return cls(DAYS.index(found[1]), dt.time(int(found[2]), int(found[3])))

    def after(self, now_ms: int, zone: dt.tzinfo) -> int:
        """The first such moment later than *now_ms*, by the clocks of *zone*."""
        today = local(now_ms, zone).date()
        day = today + dt.timedelta(days=(self.weekday - today.weekday()) % 7)
        while moment_ms(day, self.time, zone) <= now_ms or day in red_days(day.year):
            day += _WEEK
        return moment_ms(day, self.time, zone)
