# SPDX-License-Identifier: EUPL-1.2
"""``lykta agency``: who can receive a report, by what ways, and whether somebody has looked lately."""

import argparse
import asyncio
import datetime as dt
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from chatserver import config
from chatserver.cli import recovery
from chatserver.cli.office import opened_records
from chatserver.domain.agencies import EMERGENCY_NUMBER, AgencyKind, Channel, ChannelKind, Directed, Rung
from chatserver.domain.errors import CannotError
from chatserver.domain.escalation import Urgency
from chatserver.domain.ids import AgencyId
from chatserver.domain.staff import Staff
from chatserver.domain.workdays import local, moment_ms
from chatserver.services import content
from chatserver.services.agencies import VALID_DAYS, Directory, Found
from chatserver.services.agency_sheet import new_agency, read_sheet
from chatserver.services.content import Content
from chatserver.services.escalations.exercises import day_of, is_over, last_of, names_of, skipped_on
from chatserver.services.ports import SystemClock


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    agency = commands.add_parser("agency", help="keep the agencies that reports go to")
    kinds = agency.add_subparsers(required=True, metavar="WHAT")
    _register_making(kinds)
    _register_looking(kinds)
    recovery.register(kinds)


def _register_making(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = kinds.add_parser("add", help="add one agency, with an inbox on each rung")
    add.add_argument("agency", help="a short id, such as ostersund")
    add.add_argument("--name", required=True, help="as people call it")
    add.add_argument("--kind", required=True, choices=[kind.value for kind in AgencyKind])
    add.add_argument("--municipality", required=True, action="append", help="its code; may be repeated")
    add.add_argument("--hours", required=True, help='such as "mon-fri 08:00-16:30", or always')
    add.add_argument("--rung", action="append", default=[], help="who is told, in order; may be repeated")
    add.set_defaults(run=lambda named: asyncio.run(add_agency(config.read(), named)))
    bring = kinds.add_parser("import", help="add or change agencies by a sheet: all of it, or nothing")
    bring.add_argument(
        "sheet", type=Path, help="CSV: a line for each channel (docs/how-to/set-up-an-agency.md)"
    )
    bring.set_defaults(run=lambda named: asyncio.run(bring_in(config.read(), named.sheet)))
    officer = kinds.add_parser("officer", help="let an officer stand on a rung, or leave it")
    officer.add_argument("staff", help="the officer's name or id (see lykta staff list)")
    officer.add_argument("agency")
    officer.add_argument("--rung", type=int, default=0, help="0 is told first")
    officer.add_argument("--leave", action="store_true", help="they stand there no longer")
    officer.set_defaults(run=lambda named: asyncio.run(place(config.read(), named)))


def _register_looking(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    everyone = kinds.add_parser("list", help="show every agency, its ladder, and where there is none")
    everyone.set_defaults(run=lambda _named: asyncio.run(list_agencies(config.read())))
    verify = kinds.add_parser("verify", help="you have phoned: the addresses of an agency are right")
    verify.add_argument("agency")
    verify.add_argument("--until", type=_day, help=f"until when they will be; {VALID_DAYS} days by default")
    verify.set_defaults(run=lambda named: asyncio.run(verify_agency(config.read(), named)))
    stale = kinds.add_parser(
        "stale",
        help="show what somebody must see to: old addresses, exercises not opened; status 1 if there is any",
    )
    stale.set_defaults(run=lambda _named: asyncio.run(list_stale(config.read())))
    find = kinds.add_parser("find", help="show who a report from a municipality would go to")
    find.add_argument("municipality", help="its code")
    find.add_argument("--urgency", default="p0", choices=[urgency.value for urgency in Urgency])
    find.add_argument("--at", type=_time, help="another time than now: 2026-12-24T22:00")
    find.set_defaults(run=lambda named: asyncio.run(find_agency(config.read(), named)))


async def add_agency(settings: config.Settings, named: argparse.Namespace) -> None:
    """Add one agency."""
    typed = {column: getattr(named, column) for column in ("agency", "name", "kind", "hours")}
    made = new_agency({**typed, "municipalities": ",".join(named.municipality)}, _facts(settings))
    rungs = tuple(Rung(label=label, channels=(Channel(kind=ChannelKind.INBOX),)) for label in named.rung)
    async with _directory(settings) as directory:
        await directory.add(Directed(made, rungs))
    _say(f"Added {made.id.value}, with {len(rungs)} rung(s).")


async def bring_in(settings: config.Settings, sheet: Path) -> None:
    """Add or change the agencies of *sheet*."""
    everyone = read_sheet(sheet, _facts(settings))
    async with _directory(settings) as directory:
        await directory.bring_in(everyone)
    _say(f"Brought in: {', '.join(each.agency.id.value for each in everyone)}.")


async def place(settings: config.Settings, named: argparse.Namespace) -> None:
    """Let an officer stand on a rung, or leave it."""
    async with _directory(settings) as directory:
        there = not named.leave
        member = await directory.place(named.staff, AgencyId(named.agency), named.rung, there=there)
    does = "stands on" if there else "has left"
    _say(f"{member.person.name} {does} rung {named.rung} of {named.agency}.")


async def list_agencies(settings: config.Settings) -> None:
    """Show every agency, and the municipalities without one."""
    facts, today = _facts(settings), _today(settings)
    async with _directory(settings) as directory:
        everyone = await directory.everyone()
        for each in everyone:
            for line in _told(each, await directory.standing(each.agency.id), today):
                _say(line)
            for line in await _exercised(directory, each.agency.id, over=False):
                _say(f"  {line}")
    for line in _without(everyone, facts):
        _say(line)


async def verify_agency(settings: config.Settings, named: argparse.Namespace) -> None:
    """Stamp the addresses of an agency."""
    today = _today(settings)
    until = named.until or today + dt.timedelta(days=VALID_DAYS)
    async with _directory(settings) as directory:
        count = await directory.verify(AgencyId(named.agency), on=today, until=until)
    _say(f"{named.agency}: {count} address(es) found right on {today}, until {until}.")


async def list_stale(settings: config.Settings) -> int:
    """Show what is stale or was found by an exercise; 1 if anything is."""
    async with _directory(settings) as directory:
        lines = [_stale(each) for each in await directory.stale(_today(settings))]
        for each in await directory.everyone():
            agency = each.agency.id
            lines += [f"{agency.value}  {line}" for line in await _exercised(directory, agency, over=True)]
    for line in lines:
        _say(line)
    return int(bool(lines))


async def find_agency(settings: config.Settings, named: argparse.Namespace) -> None:
    """Show who a report would go to."""
    if _facts(settings).municipality(named.municipality) is None:
        raise CannotError(f"{named.municipality} is no municipality of LYKTA_CONTENT_FOLDER.")
    at = named.at and moment_ms(named.at.date(), named.at.time(), settings.time_zone)
    async with _directory(settings) as directory:
        now_ms = at or SystemClock().now_ms()
        way = await directory.route(Urgency(named.urgency), named.municipality, now_ms)
    if way is None:
        _say(f"Nobody: there is no agency for {named.municipality}. Phone {EMERGENCY_NUMBER}.")
    elif way.open or named.urgency == Urgency.P2:
        _say(f"{way.agency.id.value}: {way.agency.name}.")
    else:
        _say(f"{way.agency.id.value}: {way.agency.name}, where nobody is now. Phone {EMERGENCY_NUMBER}.")


def _told(each: Directed, standing: dict[int, list[Staff]], today: dt.date) -> Iterator[str]:
    agency = each.agency
    where = ", ".join(sorted(agency.municipalities))
    yield f"{agency.id.value}  {agency.kind.value}  {agency.name}  ({where}; {agency.hours.text})"
    for position, rung in enumerate(each.rungs):
        names = ", ".join(member.person.name for member in standing.get(position, [])) or "NOBODY"
        yield f"  {position}  {rung.label}: {names}"
        yield from (f"       {_way(channel)}{_mark(channel, today)}" for channel in rung.channels)
    if not each.rungs:
        yield "  NO RUNG: nobody would be told"


def _way(channel: Channel) -> str:
    return f"{channel.kind.value} {channel.address}".strip()


def _mark(channel: Channel, today: dt.date) -> str:
    if channel.is_stale(today):
        return "   STALE"
    return f"   until {channel.valid_until}" if channel.valid_until else ""


async def _exercised(directory: Directory, agency: AgencyId, *, over: bool) -> list[str]:
    """What the weekly exercise found; *over*: only once everybody had their day."""
    lines, skipped = [], await skipped_on(directory, agency)
    if skipped is not None:
        lines.append(f"RED: the exercise of {skipped} was left out: a rung has nobody who could open it")
    last = await last_of(directory, agency)
    if last is not None and (is_over(last) or not over):
        names = await names_of(directory, last.unopened)
        day = day_of(last, directory.zone)
        lines += [f"RED: {name} has not opened the exercise of {day}" for name in names]
    return lines


def _without(everyone: Iterable[Directed], facts: Content) -> Iterator[str]:
    having = {
        kind: {code for each in everyone if each.agency.kind is kind for code in each.agency.municipalities}
        for kind in (AgencyKind.SOCIAL_SERVICES, AgencyKind.OUT_OF_HOURS)
    }
    for place_ in facts.municipalities:
        if missing := [kind.value for kind, codes in having.items() if place_.code not in codes]:
            yield f"{place_.code}  {place_.name}: no {', no '.join(missing)}; then only {EMERGENCY_NUMBER}"


def _stale(found: Found) -> str:
    channel = found.channel
    since = f"valid until {channel.valid_until}" if channel.valid_until else "never verified"
    return f"{found.agency.id.value}  rung {found.rung}  {_way(channel)}: {since}"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write such as 2026-12-24") from None


def _time(text: str) -> dt.datetime:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007  # on the helpline's wall
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: write such as 2026-12-24T22:00") from None


def _today(settings: config.Settings) -> dt.date:
    return local(SystemClock().now_ms(), settings.time_zone).date()


def _facts(settings: config.Settings) -> Content:
    return content.read(settings.content_folder, _today(settings))


@asynccontextmanager
async def _directory(settings: config.Settings) -> AsyncIterator[Directory]:
    async with opened_records(settings) as records:
        yield Directory(records, settings.time_zone)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
