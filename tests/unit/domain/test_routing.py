# SPDX-License-Identifier: EUPL-1.2
"""Which agency answers, at every quarter of an hour of a week with a red day in it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.agencies import Agency, AgencyKind, is_agency_id, is_municipality
from chatserver.domain.errors import MalformedError
from chatserver.domain.escalation import Urgency
from chatserver.domain.hours import Hours
from chatserver.domain.ids import AgencyId
from chatserver.domain.routing import municipality, route
from chatserver.domain.workdays import moment_ms

SWEDEN = ZoneInfo("Europe/Stockholm")
OSTERSUND, RAGUNDA, SUNDSVALL = "2380", "2303", "2281"


def agency(name: str, kind: AgencyKind, hours: str, *codes: str) -> Agency:
    """An agency for *codes*."""
    return Agency(
        id=AgencyId(name), name=name, kind=kind, municipalities=frozenset(codes), hours=Hours.parse(hours)
    )


OFFICE = agency("office", AgencyKind.SOCIAL_SERVICES, "mon-fri 08:00-16:30", OSTERSUND)
NIGHT = agency("night", AgencyKind.OUT_OF_HOURS, "always", OSTERSUND, RAGUNDA)
POLICE = agency("police", AgencyKind.POLICE, "always", OSTERSUND, SUNDSVALL)
SHUT = agency("shut", AgencyKind.SOCIAL_SERVICES, "mon-fri 08:00-12:00", SUNDSVALL)
ALL = [POLICE, NIGHT, OFFICE, SHUT]


def answers(urgency: Urgency, code: str, now_ms: int) -> tuple[str, bool] | None:
    """Who is found, and whether somebody is there."""
    way = route(urgency, code, ALL, now_ms, SWEDEN)
    return None if way is None else (way.agency.id.value, way.open)


def quarters(first: dt.date, days: int) -> list[tuple[dt.date, dt.time, int]]:
    """Every quarter of an hour on the wall of so many days."""
    times = [dt.time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
    dates = [first + dt.timedelta(days=number) for number in range(days)]
    return [(day, time, moment_ms(day, time, SWEDEN)) for day in dates for time in times]


def test_a_whole_week_with_a_red_day_in_it() -> None:
    """With Ascension Day: the office in its hours, else those out of hours; somebody at each moment."""
    ascension = dt.date(2026, 5, 14)
    for day, time, now_ms in quarters(dt.date(2026, 5, 11), 7):
        works = day.weekday() < 5 and day != ascension
        office = works and dt.time(8) <= time < dt.time(16, 30)
        expected = ("office" if office else "night", True)

        assert answers(Urgency.P0, OSTERSUND, now_ms) == answers(Urgency.P1, OSTERSUND, now_ms) == expected
        assert answers(Urgency.P2, OSTERSUND, now_ms) == ("office", office)
        assert answers(Urgency.P0, RAGUNDA, now_ms) == ("night", True)


def test_hours_around_a_red_day_are_as_they_are_written() -> None:
    """Named Saturdays, Sundays and red days are meant; a morning after a night that is not named is not."""
    nights = Hours.parse("mon-fri 16:30-08:00, sat-sun 00:00-24:00, red 00:00-24:00")
    shown = {
        (day.isoformat(), time.hour)
        for day, time, now_ms in quarters(dt.date(2026, 5, 11), 7)
        if not nights.are_on(now_ms, SWEDEN) and not dt.time(8) <= time < dt.time(16, 30)
    }

    assert {day for day, _ in shown} == {"2026-05-11", "2026-05-15"}  # Monday's morning, and after Ascension
    assert {hour for _, hour in shown} == set(range(8))


def test_the_morning_of_a_red_day_still_has_the_night_before() -> None:
    """Hours that go on past midnight are those of the day on which they began."""
    wednesday_only = Hours.parse("wed 22:00-06:00")
    thursday = dt.date(2026, 5, 14)  # Ascension

    assert wednesday_only.are_on(moment_ms(thursday, dt.time(5, 59), SWEDEN), SWEDEN)
    assert not wednesday_only.are_on(moment_ms(thursday, dt.time(6), SWEDEN), SWEDEN)
    assert not wednesday_only.are_on(moment_ms(thursday, dt.time(22, 30), SWEDEN), SWEDEN)


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_the_nights_of_daylight_saving_leave_nobody_alone(night: str) -> None:
    """In each minute of the night in which clocks are moved somebody answers."""
    begin = moment_ms(dt.date.fromisoformat(night), dt.time(0), SWEDEN)
    for minute in range(6 * 60):
        assert answers(Urgency.P0, OSTERSUND, begin + minute * 60_000) == ("night", True)


def test_where_nobody_is_there_the_office_keeps_it_and_says_so() -> None:
    """A municipality without anybody out of hours: the report waits at the office, and 112 is the way in."""
    night = moment_ms(dt.date(2026, 11, 24), dt.time(23), SWEDEN)

    assert answers(Urgency.P0, SUNDSVALL, night) == ("shut", False)


def test_police_are_never_found_by_the_table() -> None:
    """Whoever is neither an office nor out of hours is chosen by a person."""
    now = moment_ms(dt.date(2026, 11, 24), dt.time(10), SWEDEN)

    assert route(Urgency.P0, OSTERSUND, [POLICE], now, SWEDEN) is None
    assert answers(Urgency.P0, "9999", now) is None


@pytest.mark.parametrize(
    ("urgency", "now_in", "home", "expected"),
    [
        (Urgency.P0, OSTERSUND, SUNDSVALL, OSTERSUND),
        (Urgency.P1, OSTERSUND, SUNDSVALL, OSTERSUND),
        (Urgency.P2, OSTERSUND, SUNDSVALL, SUNDSVALL),
        (Urgency.P0, None, SUNDSVALL, SUNDSVALL),
        (Urgency.P2, OSTERSUND, None, OSTERSUND),
        (Urgency.P0, None, None, None),
    ],
)
def test_where_it_goes(urgency: Urgency, now_in: str | None, home: str | None, expected: str | None) -> None:
    """Acute: where they are now; else their home; and what was told, if only one was."""
    assert municipality(urgency, now_in=now_in, home=home) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mon-fri",
        "08:00-16:30",
        "fri-mon 08:00-16:30",
        "mon-fri 8:00-16:30",
        "mon-fri 08:00-24:30",
        "mon-fri 08:60-16:30",
        "mon-red 08:00-16:30",
        "mån-fre 08:00-16:30",
        "mon-fri 08:00-16:30,",
        "mon-fri 08:00-16:30; sat 10:00-14:00",
    ],
)
def test_what_are_no_hours(text: str) -> None:
    """What could be read in two ways, or in none, is refused."""
    with pytest.raises(MalformedError):
        Hours.parse(text)


@given(st.sampled_from(["always", "ALWAYS ", " mon-sun  00:00-24:00,red 00:00-24:00"]), st.integers(0, 10**8))
def test_always_is_always(text: str, minute: int) -> None:
    """Whoever is always there is there in every minute."""
    assert Hours.parse(text).are_on(1_700_000_000_000 + minute * 60_000 % 10**11, SWEDEN)


def test_names_of_agencies_and_municipalities() -> None:
    """An agency has a short name for the command line; a code is four digits, of text."""
    assert all(map(is_agency_id, ["ostersund", "jour-2", "2380"]))
    assert not any(map(is_agency_id, ["", "Östersund", "-a", "a b", "a" * 33]))
    assert is_municipality("0114")
    assert not any(map(is_municipality, ["114", "02303", "23o3", ""]))
