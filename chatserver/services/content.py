# SPDX-License-Identifier: EUPL-1.2
"""Facts about a country that are read and not programmed: municipalities, law, duties to report.

Each row says since and until when it is true, who says so, and when somebody last looked.  A folder is read
whole, or not at all.
"""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

from chatserver.domain.agencies import is_municipality
from chatserver.domain.errors import MalformedError
from chatserver.services.sheets import Parser, Problems, Sheet, a_day, a_day_or_none, some_text, yes_or_no

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Dated(Protocol):
    """A row that is true for a time."""

    @property
    def key(self) -> str:
        """What it is about."""

    @property
    def valid_from(self) -> dt.date | None:
        """Its first day; none: since before anybody looked."""

    @property
    def valid_until(self) -> dt.date | None:
        """Its last day; none: until further notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A municipality.  *code* is SCB's, as text."""

    code: str
    name: str
    county: str
    valid_from: dt.date | None
    verified_on: dt.date
    source: str

    @property
    def key(self) -> str:
        """Its code."""
        return self.code

    @property
    def valid_until(self) -> None:
        """Until further notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legal:
    """Where something stands in the law, and what it says in short.  It is no advice."""

    key: str
    reference: str
    text: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    verified_on: dt.date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingDuty:
    """A way in which somebody must report, or need not.  *legal*: key of a reference, or empty."""

    key: str
    text: str
    must_report: bool
    may_be_anonymous: bool
    legal: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    verified_on: dt.date
    source: str


@dataclass(frozen=True, slots=True)
class Content:
    """All of a folder."""

    municipalities: tuple[Municipality, ...]
    legal: tuple[Legal, ...]
    reporting_duties: tuple[ReportingDuty, ...]

    def municipality(self, code: str) -> Municipality | None:
        """The municipality with *code*."""
        return next((each for each in self.municipalities if each.code == code), None)


D = TypeVar("D", bound=Dated)


def valid_on(rows: Iterable[D], day: dt.date) -> list[D]:
    """Those of *rows* that are true on *day*: at most one of each key."""
    return [row for row in rows if _first(row) <= day <= _last(row)]


def read(folder: Path, today: dt.date) -> Content:
    """
    What stands in *folder*.

    Raises:
        SheetError: every mistake in it, one a line.
    """
    reading = _Reading(folder, today, Problems())
    municipalities = reading.rows("municipalities.csv", Municipality, _MUNICIPALITY)
    legal = reading.rows("legal.csv", Legal, _LEGAL)
    duties = reading.rows("reporting_duty.csv", ReportingDuty, _DUTY)
    _check_counties(municipalities, reading.problems)
    _check_references(duties, {row.key for _, row in legal}, reading.problems)
    reading.problems.refuse()
    return Content(_rows(municipalities), _rows(legal), _rows(duties))


def _code(text: str) -> str:
    if not is_municipality(text):
        raise MalformedError(
            f"{text!r} is no code: write four digits, as text (a table may have made a number of it)"
        )
    return text


def _key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise MalformedError(f"{text!r} is no key: write up to 40 of a-z, 0-9 and _")
    return text


def _key_or_nothing(text: str) -> str:
    return _key(text) if text else ""


_SOURCED: Final = {"verified_on": a_day, "source": some_text(200)}
_TIMES: Final = {"valid_from": a_day_or_none, "valid_until": a_day_or_none}
_NAME: Final = some_text(80)
_MUNICIPALITY: Final = {
    "code": _code,
    "name": _NAME,
    "county": _NAME,
    "valid_from": a_day_or_none,
    **_SOURCED,
}
_LEGAL: Final = {"key": _key, "reference": some_text(120), "text": some_text(400), **_TIMES, **_SOURCED}
_DUTY: Final = {
    "key": _key,
    "text": some_text(400),
    "must_report": yes_or_no,
    "may_be_anonymous": yes_or_no,
    "legal": _key_or_nothing,
    **_TIMES,
    **_SOURCED,
}

R = TypeVar("R", Municipality, Legal, ReportingDuty)


@dataclass(frozen=True, slots=True)
class _Reading:
    folder: Path
    today: dt.date
    problems: Problems

    def rows(self, name: str, make: Callable[..., R], columns: Mapping[str, Parser]) -> list[tuple[int, R]]:
        found = Sheet(name, columns).read(self.folder / name, self.problems)
        made = [(line, make(**cells)) for line, cells in found]
        for line, row in made:
            if row.verified_on > self.today:
                told = f"verified_on: {row.verified_on} is still to come: write when somebody looked."
                self.problems.add(name, line, told)
            if _first(row) > _last(row):
                self.problems.add(name, line, "valid_until: is before valid_from: exchange them.")
        _check_times(name, made, self.problems)
        return made


def _rows(numbered: list[tuple[int, R]]) -> tuple[R, ...]:
    return tuple(row for _, row in numbered)


def _check_times(name: str, rows: Sequence[tuple[int, Dated]], problems: Problems) -> None:
    ordered = sorted(rows, key=lambda each: (each[1].key, _first(each[1]), each[0]))
    for (line, row), (later_line, later) in itertools.pairwise(ordered):
        if row.key == later.key and _first(later) <= _last(row):
            told = f"{row.key} is true at the same time by line {line}: let that one end the day before."
            problems.add(name, later_line, told)


def _check_counties(rows: Sequence[tuple[int, Municipality]], problems: Problems) -> None:
    counties: dict[str, str] = {}
    for line, row in rows:
        county = counties.setdefault(row.code[:2], row.county)
        if county != row.county:
            told = f"county: codes with {row.code[:2]} are of {county} above, and of one county: correct one."
            problems.add("municipalities.csv", line, told)


def _check_references(rows: Sequence[tuple[int, ReportingDuty]], known: set[str], problems: Problems) -> None:
    for line, row in rows:
        if row.legal and row.legal not in known:
            problems.add(
                "reporting_duty.csv", line, f"legal: {row.legal} is no key of legal.csv: correct it."
            )


def _first(row: Dated) -> dt.date:
    return row.valid_from or dt.date.min


def _last(row: Dated) -> dt.date:
    return row.valid_until or dt.date.max
