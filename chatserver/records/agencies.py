# SPDX-License-Identifier: EUPL-1.2
"""Agencies, their ladders, and who stands on which rung."""

import base64
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update

from chatserver.domain.agencies import Agency, AgencyKind, Channel, ChannelKind, Directed, Rung
from chatserver.domain.hours import Hours
from chatserver.domain.ids import AgencyId, StaffId
from chatserver.records import schema
from chatserver.records.store import Transaction

table = schema.agencies
_codes, _rungs = schema.agency_municipalities, schema.rungs
_channels, _officers = schema.channels, schema.officers


async def put(transaction: Transaction, directed: Directed) -> None:
    """
    The agency is as it is *directed*, with its ladder, whatever it was.

    Who stood on a rung stays there as long as the rung is there.
    """
    agency = directed.agency
    own = table.c.id == agency.id.value
    values = {
        "name": agency.name,
        "kind": agency.kind.value,
        "hours": agency.hours.text,
        "demo": agency.demo,
    }
    changed = await transaction.execute(update(table).where(own).values(**values))
    if not changed.rowcount:
        await transaction.execute(insert(table).values(id=agency.id.value, **values))
    await transaction.execute(delete(_codes).where(_codes.c.agency == agency.id.value))
    for code in sorted(agency.municipalities):
        await transaction.execute(insert(_codes).values(agency=agency.id.value, code=code))
    await _put_ladder(transaction, agency.id, directed.rungs)


async def _put_ladder(transaction: Transaction, agency: AgencyId, rungs: Sequence[Rung]) -> None:
    await transaction.execute(delete(_channels).where(_channels.c.agency == agency.value))
    gone = (_rungs.c.agency == agency.value) & (_rungs.c.position >= len(rungs))
    await transaction.execute(delete(_rungs).where(gone))
    for position, rung in enumerate(rungs):
        mine = (_rungs.c.agency == agency.value) & (_rungs.c.position == position)
        changed = await transaction.execute(update(_rungs).where(mine).values(label=rung.label))
        if not changed.rowcount:
            values = {"agency": agency.value, "position": position, "label": rung.label}
            await transaction.execute(insert(_rungs).values(**values))
        for channel in rung.channels:
            await transaction.execute(insert(_channels).values(**_as_row(agency, position, channel)))


def _as_row(agency: AgencyId, rung: int, channel: Channel) -> dict[str, Any]:
    return {
        "id": channel_id(agency, rung, channel),
        "agency": agency.value,
        "rung": rung,
        "kind": channel.kind.value,
        "address": channel.address,
        "verified_on": channel.verified_on,
        "valid_until": channel.valid_until,
    }


def channel_id(agency: AgencyId, rung: int, channel: Channel) -> str:
    """The name of *channel*, which an import does not change: what was tried by it is known by this."""
    told = "\n".join((agency.value, str(rung), channel.kind.value, channel.address))
    return base64.urlsafe_b64encode(hashlib.sha256(told.encode()).digest()[:16]).rstrip(b"=").decode()


async def everyone(transaction: Transaction) -> list[Directed]:
    """All, by id."""
    return await _directed(transaction, select(table))


async def find(transaction: Transaction, agency: AgencyId) -> Directed | None:
    """The one called *agency*, if there is one."""
    found = await _directed(transaction, select(table).where(table.c.id == agency.value))
    return found[0] if found else None


async def serving(transaction: Transaction, code: str) -> list[Directed]:
    """Those of the municipality *code*, by id."""
    there = select(_codes.c.agency).where(_codes.c.code == code)
    return await _directed(transaction, select(table).where(table.c.id.in_(there)))


async def verify(transaction: Transaction, agency: AgencyId, *, on: dt.date, until: dt.date) -> int:
    """Every channel of *agency* with an address was found right *on* that day; how many there are."""
    phoned = (_channels.c.agency == agency.value) & (_channels.c.kind != ChannelKind.INBOX.value)
    values = {"verified_on": on, "valid_until": until}
    return int((await transaction.execute(update(_channels).where(phoned).values(**values))).rowcount)


async def stand(transaction: Transaction, staff: StaffId, agency: AgencyId, rung: int) -> None:
    """*staff* stands on that rung from now on, beside others."""
    await leave(transaction, staff, agency, rung)
    await transaction.execute(insert(_officers).values(staff=staff.value, agency=agency.value, rung=rung))


async def leave(transaction: Transaction, staff: StaffId, agency: AgencyId, rung: int) -> None:
    """*staff* stands there no longer."""
    there = (_officers.c.staff == staff.value) & (_officers.c.agency == agency.value)
    await transaction.execute(delete(_officers).where(there & (_officers.c.rung == rung)))


async def officers(transaction: Transaction, agency: AgencyId) -> dict[int, list[StaffId]]:
    """Who stands on the rungs of *agency*; a rung with nobody is not there."""
    mine = select(_officers).where(_officers.c.agency == agency.value)
    standing: defaultdict[int, list[StaffId]] = defaultdict(list)
    for row in await transaction.execute(mine.order_by(_officers.c.rung, _officers.c.staff)):
        standing[row.rung].append(StaffId(row.staff))
    return dict(standing)


async def rungs_of(transaction: Transaction, staff: StaffId) -> dict[AgencyId, frozenset[int]]:
    """On which rungs of which agencies *staff* stands."""
    mine = select(_officers.c.agency, _officers.c.rung).where(_officers.c.staff == staff.value)
    standing: defaultdict[AgencyId, set[int]] = defaultdict(set)
    for row in await transaction.execute(mine):
        standing[AgencyId(row.agency)].add(row.rung)
    return {agency: frozenset(rungs) for agency, rungs in standing.items()}


async def _directed(transaction: Transaction, asked: Select[Any]) -> list[Directed]:
    rows = (await transaction.execute(asked.order_by(table.c.id))).all()
    return [await _whole(transaction, row) for row in rows]


async def _whole(transaction: Transaction, row: Row[Any]) -> Directed:
    codes = await transaction.execute(select(_codes.c.code).where(_codes.c.agency == row.id))
    agency = Agency(
        id=AgencyId(row.id),
        name=row.name,
        kind=AgencyKind(row.kind),
        municipalities=frozenset(codes.scalars()),
        hours=Hours.parse(row.hours),
        demo=row.demo,
    )
    labels = select(_rungs).where(_rungs.c.agency == row.id).order_by(_rungs.c.position)
    rungs = (await transaction.execute(labels)).all()
    told = [await _channels_of(transaction, row.id, rung.position) for rung in rungs]
    pairs = zip(rungs, told, strict=True)
    return Directed(agency, tuple(Rung(label=rung.label, channels=channels) for rung, channels in pairs))


async def _channels_of(transaction: Transaction, agency: str, rung: int) -> tuple[Channel, ...]:
    mine = select(_channels).where((_channels.c.agency == agency) & (_channels.c.rung == rung))
    found = await transaction.execute(mine.order_by(_channels.c.kind, _channels.c.address))
    return tuple(
        Channel(
            kind=ChannelKind(row.kind),
            address=row.address,
            verified_on=row.verified_on,
            valid_until=row.valid_until,
        )
        for row in found
    )
