# SPDX-License-Identifier: EUPL-1.2
"""When an office is open: a text such as ``mon-fri 08:00-16:30``, and what it says of a moment.

Spans are separated by commas; one that ends before it begins goes on into the next day.  A red day
counts as ``red`` and not as its day of the week, so that hours which do not name ``red`` are those of
ordinary weeks; Saturdays and Sundays that are nothing more stay ``sat`` and ``sun``.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Self

from chatserver.domain.errors import MalformedError
from chatserver.domain.workdays import local, red_days

ALWAYS: Final = "always"
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RED: Final = "red"
_DAY_MINUTES: Final = 24 * 60
_SPAN: Final = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """On *days*, from one minute of the day to before another; past midnight, counted on."""

    days: frozenset[str]
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of an office.  *text* is as somebody wrote it."""

    text: str
    spans: tuple[Span, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        The hours that *text* says.

        Raises:
            MalformedError: it says none.
        """
        plain = " ".join(text.lower().split())
        if plain == ALWAYS:
            return cls(plain, (Span(frozenset({*DAYS, RED}), 0, _DAY_MINUTES),))
        return cls(plain, tuple(_span(part.strip()) for part in plain.split(",")))

    def are_on(self, now_ms: int, zone: dt.tzinfo) -> bool:
        """Whether somebody is there at *now_ms*."""
        wall = local(now_ms, zone)
        today, minute = wall.date(), wall.hour * 60 + wall.minute
        yesterday = today - dt.timedelta(days=1)
        return self._say(today, minute) or self._say(yesterday, minute + _DAY_MINUTES)

    def _say(self, day: dt.date, minute: int) -> bool:
        called = _called(day)
        return any(called in span.days and span.begin <= minute < span.end for span in self.spans)


def _called(day: dt.date) -> str:
    return RED if day in red_days(day.year) else DAYS[day.weekday()]


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise MalformedError(f"{text!r} are no hours: write such as mon-fri 08:00-16:30, or {ALWAYS}")
    first, last, *figures = found.groups()
    begin, end = _minute(*figures[:2]), _minute(*figures[2:])
    return Span(_days(first, last or first), begin, end if begin < end else end + _DAY_MINUTES)


def _days(first: str, last: str) -> frozenset[str]:
    if first == last == RED:
        return frozenset({RED})
    if first not in DAYS or last not in DAYS or DAYS.index(first) > DAYS.index(last):
        raise MalformedError(
            f"{first}-{last} are no days: write {', '.join(DAYS)} or {RED}, the earlier first"
        )
    return frozenset(DAYS[DAYS.index(first) : DAYS.index(last) + 1])


def _minute(hour: str, minute: str) -> int:
    of_day = int(hour) * 60 + int(minute)
    if int(minute) >= 60 or of_day > _DAY_MINUTES:  # noqa: PLR2004  # minutes of an hour
        raise MalformedError(f"{hour}:{minute} is no time of day: write 00:00 to 24:00")
    return of_day
