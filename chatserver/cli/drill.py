# SPDX-License-Identifier: EUPL-1.2
"""``lykta drill``: exercise an agency, and see what of it arrived and who has opened it."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from chatserver import config
from chatserver.cli.office import opened_records
from chatserver.domain.deeds import ADMINISTRATOR
from chatserver.domain.ids import AgencyId
from chatserver.records import attempts
from chatserver.records.attempts import Attempt
from chatserver.services.agencies import Directory
from chatserver.services.certification import Standards
from chatserver.services.channels.bell import number_of
from chatserver.services.channels.channel import Result
from chatserver.services.channels.retrying import is_good
from chatserver.services.escalations.exercises import Exercised, Exercises, day_of, names_of
from chatserver.services.escalations.keys import ReportKeys
from chatserver.services.ports import SystemChance, SystemClock
from chatserver.signing.denied import DENIED_FILE
from chatserver.signing.keyfolder import ROOTS_FILE, demonstration
from chatserver.signing.roots import Roots


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    drill = commands.add_parser("drill", help="exercise an agency: its channels, its officers, no report")
    kinds = drill.add_subparsers(required=True, metavar="WHAT")
    begin = kinds.add_parser("begin", help="begin one now; the running server tells every channel")
    begin.set_defaults(run=lambda named: asyncio.run(begin_one(config.read(), named)))
    show = kinds.add_parser("show", help="show the last one; status 1 if anything of it is missing")
    show.set_defaults(run=lambda named: asyncio.run(show_last(config.read(), named)))
    for each in (begin, show):
        each.add_argument("agency", help="its id (see lykta agency list)")
        each.add_argument(
            "--demonstration", action="store_true", help="in the records of this machine's demonstration"
        )


async def begin_one(settings: config.Settings, named: argparse.Namespace) -> None:
    """Exercise an agency."""
    async with _exercises(settings, demo=named.demonstration) as exercises:
        case = await exercises.begin(AgencyId(named.agency), ADMINISTRATOR)
    _say(
        f"Exercise {number_of(case.id.value)} has begun, on {case.standing.rungs} rung(s). "
        f"See what comes of it: lykta drill show {named.agency}"
    )


async def show_last(settings: config.Settings, named: argparse.Namespace) -> int:
    """Show what came of the last exercise; 1 if a channel or an officer is missing."""
    async with _exercises(settings, demo=named.demonstration) as exercises:
        last = await exercises.last(AgencyId(named.agency))
        if last is None:
            _say(f"{named.agency} was never exercised: lykta drill begin {named.agency}")
            return 1
        async with exercises.directory.records.read() as transaction:
            tried = await attempts.of_case(transaction, last.case.id)
        names = await names_of(exercises.directory, last.unopened)
    _say(
        f"Exercise {number_of(last.case.id.value)} of {named.agency}, {day_of(last, settings.time_zone)}, "
        f"{last.case.state.value}."
    )
    for line in (*_channels(tried), *(f"  {name} HAS NOT OPENED IT" for name in names)):
        _say(line)
    return int(_is_lacking(last, tried))


def _channels(tried: list[Attempt]) -> Iterator[str]:
    for each in tried:
        way = f"{each.kind.value} {each.address}".strip()
        yield f"  rung {each.rung}  {way}: {each.result or 'not tried yet: does the server run?'}"


def _is_lacking(last: Exercised, tried: list[Attempt]) -> bool:
    return bool(last.unopened) or not all(each.result and is_good(Result(each.result)) for each in tried)


@asynccontextmanager
async def _exercises(settings: config.Settings, *, demo: bool) -> AsyncIterator[Exercises]:
    clock, folder = SystemClock(), settings.data_folder
    if demo:
        made = demonstration(folder / "demonstration", helpline=settings.helpline, now=clock.now_ms() // 1000)
        roots, denied = made.roots, made.denied
    else:
        roots, denied = Roots.read(folder / ROOTS_FILE), folder / DENIED_FILE
    async with opened_records(settings) as records:
        yield Exercises(
            directory=Directory(records, settings.time_zone, demo=demo),
            keys=ReportKeys(Standards(roots, demonstration=demo), denied, clock),
            clock=clock,
            chance=SystemChance(),
        )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
