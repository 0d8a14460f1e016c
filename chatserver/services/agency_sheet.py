# SPDX-License-Identifier: EUPL-1.2
"""Agencies as people write them: a sheet with a line for each channel, or what was typed at the command line.

What an agency is stands in its first line; in the lines below, empty cells mean the same.
"""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from chatserver.domain.agencies import (
    Agency,
    AgencyKind,
    Channel,
    ChannelKind,
    Directed,
    Rung,
    is_agency_id,
)
from chatserver.domain.errors import MalformedError
from chatserver.domain.hours import Hours
from chatserver.domain.ids import AgencyId
from chatserver.services.agencies import DirectoryError
from chatserver.services.channels.channel import AddressError
from chatserver.services.channels.table import CHANNELS
from chatserver.services.content import Content
from chatserver.services.sheets import Parser, Problems, Sheet, a_day_or_none, one_of, some_text

MAX_RUNGS: Final = 9
_Rows = list[tuple[int, dict[str, Any]]]
_WHOSE: Final = ("name", "kind", "municipalities", "hours")


def new_agency(typed: Mapping[str, str], content: Content) -> Agency:
    """
    The agency of what was *typed*: agency, name, kind, municipalities and hours.

    Raises:
        DirectoryError: something of it cannot be.
    """
    try:
        return _agency({column: parse(typed[column]) for column, parse in _whose(content).items()})
    except MalformedError as wrong:
        raise DirectoryError(f"{wrong}.") from None


def read_sheet(path: Path, content: Content) -> list[Directed]:
    """
    The agencies of the sheet at *path*: a line for each channel; what an agency is stands in its first.

    Raises:
        SheetError: every mistake in it, one a line.
    """
    problems = Problems()
    rows = _sheet(path.name, content).read(path, problems)
    for line, row in rows:
        _check_row(path.name, line, row, problems)
    problems.refuse()
    by_agency: dict[str, _Rows] = {}
    for line, row in rows:
        by_agency.setdefault(row["agency"], []).append((line, row))
    made = [_gathered(path.name, mine, problems) for mine in by_agency.values()]
    if not made:
        problems.add(path.name, None, "names no agency: nothing would be brought in.")
    problems.refuse()
    return [each for each in made if each is not None]


def _sheet(name: str, content: Content) -> Sheet:
    return Sheet(
        name,
        {
            **{column: _or_nothing(parse) for column, parse in _whose(content).items()},
            "agency": _id,
            "rung": _position,
            "label": _or_nothing(some_text(80)),
            "channel": one_of([each.value for each in ChannelKind]),
            "address": lambda text: some_text(200)(text) if text else "",
            "verified_on": a_day_or_none,
            "valid_until": a_day_or_none,
        },
    )


def _whose(content: Content) -> dict[str, Parser]:
    return {
        "agency": _id,
        "name": some_text(80),
        "kind": one_of([each.value for each in AgencyKind]),
        "municipalities": lambda text: _codes(text, content),
        "hours": _hours,
    }


def _agency(row: Mapping[str, Any]) -> Agency:
    return Agency(
        id=AgencyId(row["agency"]),
        name=row["name"],
        kind=AgencyKind(row["kind"]),
        municipalities=row["municipalities"],
        hours=row["hours"],
    )


def _check_row(name: str, line: int, row: dict[str, Any], problems: Problems) -> None:
    try:
        CHANNELS[ChannelKind(row["channel"])].check_address(row["address"])
    except AddressError as wrong:
        problems.add(name, line, f"address: {wrong}")
    if (row["verified_on"] is None) != (row["valid_until"] is None):
        problems.add(
            name, line, "valid_until: stands beside verified_on, or both are empty: write both or none."
        )
    elif row["verified_on"] and row["valid_until"] < row["verified_on"]:
        problems.add(name, line, "valid_until: is before verified_on: exchange them.")


def _gathered(name: str, rows: _Rows, problems: Problems) -> Directed | None:
    before, first = len(problems.found), rows[0][1]
    _check_whose(name, rows, problems)
    rungs = _ladder(name, rows, problems)
    return Directed(_agency(first), rungs) if len(problems.found) == before else None


def _check_whose(name: str, rows: _Rows, problems: Problems) -> None:
    first_line, first = rows[0]
    for column in _WHOSE:
        if first[column] is None:
            told = f"{column}: is empty in the first line of {first['agency']}: write it."
            problems.add(name, first_line, told)
        for line, row in rows[1:]:
            if row[column] not in {None, first[column]}:
                told = f"{column}: is another than in line {first_line}: leave it empty here."
                problems.add(name, line, told)


def _ladder(name: str, rows: _Rows, problems: Problems) -> tuple[Rung, ...]:
    rungs = []
    ordered = sorted(rows, key=lambda each: (each[1]["rung"], each[0]))
    for expected, (position, found) in enumerate(groupby(ordered, key=lambda each: each[1]["rung"])):
        mine = list(found)
        line, first = mine[0]
        if position != expected:
            problems.add(
                name, line, f"rung: {position} comes without {expected}: count from 0, without gaps."
            )
        if first["label"] is None:
            problems.add(
                name, line, f"label: is empty in the first line of rung {position}: write who that is."
            )
        _check_twice(name, mine, problems)
        rungs.append(Rung(label=first["label"] or "", channels=tuple(_channel(row) for _, row in mine)))
    return tuple(rungs)


def _check_twice(name: str, rows: _Rows, problems: Problems) -> None:
    seen: dict[tuple[str, str], int] = {}
    for line, row in rows:
        before = seen.setdefault((row["channel"], row["address"]), line)
        if before != line:
            problems.add(name, line, f"address: the same channel stands in line {before}: remove one.")


def _channel(row: dict[str, Any]) -> Channel:
    return Channel(
        kind=ChannelKind(row["channel"]),
        address=row["address"],
        verified_on=row["verified_on"],
        valid_until=row["valid_until"],
    )


def _id(text: str) -> str:
    if not is_agency_id(text):
        raise MalformedError(f"{text!r} is no id: write up to 32 of a-z, 0-9 and hyphens")
    return text


def _codes(text: str, content: Content) -> frozenset[str]:
    codes = frozenset(code.strip() for code in text.split(","))
    for code in sorted(codes):
        if content.municipality(code) is None:
            raise MalformedError(f"{code!r} is no municipality of LYKTA_CONTENT_FOLDER")
    return codes


def _hours(text: str) -> Hours:
    return Hours.parse(some_text(200)(text))


def _position(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= MAX_RUNGS:
        raise MalformedError(f"{text!r} is no rung: count from 0 to {MAX_RUNGS - 1}")
    return int(text)


def _or_nothing(parse: Parser) -> Parser:
    return lambda text: parse(text) if text else None
