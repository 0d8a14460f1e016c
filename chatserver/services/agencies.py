# SPDX-License-Identifier: EUPL-1.2
"""The directory of agencies: who is in it, who stands where, and who answers when."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chatserver.domain.agencies import Agency, Channel, Directed, keep_stamps
from chatserver.domain.errors import CannotError
from chatserver.domain.escalation import Urgency
from chatserver.domain.ids import AgencyId
from chatserver.domain.routing import Route, route
from chatserver.domain.staff import Role, Staff
from chatserver.records import agencies
from chatserver.records import staff as people
from chatserver.records.store import Records, Transaction

VALID_DAYS: Final = 180
"""How long what somebody found right by phone is taken to be so."""


class DirectoryError(CannotError):
    """Something about an agency that cannot be.  Nothing has changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stale channel, of one rung of one agency."""

    agency: Agency
    rung: int
    channel: Channel


@dataclass(frozen=True, slots=True)
class Directory:
    """The agencies of one deployment, in its time zone.  *demo*: the made-up ones, and no others."""

    records: Records
    zone: dt.tzinfo
    demo: bool = False

    async def route(self, urgency: Urgency, code: str, now_ms: int) -> Route | None:
        """The agency of the municipality *code* for a report of *urgency* at *now_ms*, if it has any."""
        async with self.records.read() as transaction:
            serving = await agencies.serving(transaction, code)
        mine = [each.agency for each in serving if each.agency.demo is self.demo]
        return route(urgency, code, mine, now_ms, self.zone)

    async def add(self, directed: Directed) -> None:
        """
        One agency more.

        Raises:
            DirectoryError: there is one of that id.
        """
        async with self.records.write() as transaction:
            if await agencies.find(transaction, directed.agency.id):
                raise DirectoryError(
                    f"There is an agency {directed.agency.id.value}: see `lykta agency list`."
                )
            await agencies.put(transaction, directed)

    async def bring_in(self, everyone: Sequence[Directed]) -> None:
        """
        Those agencies as they are given, old ones and new ones; all, or none.

        What was found right by phone stays so.

        Raises:
            DirectoryError: somebody stands on a rung that would be gone.
        """
        async with self.records.write() as transaction:
            for directed in everyone:
                await _check_standing(transaction, directed)
                before = await agencies.find(transaction, directed.agency.id)
                await agencies.put(transaction, keep_stamps(directed, before))

    async def verify(self, agency: AgencyId, *, on: dt.date, until: dt.date) -> int:
        """
        Somebody has phoned: the addresses of *agency* are right; how many.

        Raises:
            DirectoryError: there is no such agency, or that day is past.
        """
        if until <= on:
            raise DirectoryError(f"{until} is not after {on}: name a day until which it will hold.")
        async with self.records.write() as transaction:
            await _known(transaction, agency)
            return await agencies.verify(transaction, agency, on=on, until=until)

    async def stale(self, today: dt.date) -> list[Found]:
        """Every channel that somebody must phone about."""
        return [
            Found(directed.agency, position, channel)
            for directed in await self.everyone()
            for position, rung in enumerate(directed.rungs)
            for channel in rung.channels
            if channel.is_stale(today)
        ]

    async def everyone(self) -> list[Directed]:
        """All, by id."""
        async with self.records.read() as transaction:
            return await agencies.everyone(transaction)

    async def standing(self, agency: AgencyId) -> dict[int, list[Staff]]:
        """Who stands on its rungs."""
        async with self.records.read() as transaction:
            by_rung = await agencies.officers(transaction, agency)
            everybody = {member.id: member for member in await people.everybody(transaction)}
        return {rung: [everybody[staff] for staff in mine] for rung, mine in by_rung.items()}

    async def place(self, named: str, agency: AgencyId, rung: int, *, there: bool) -> Staff:
        """
        The officer whose name or id is *named* stands on that rung, or no longer does.

        Raises:
            DirectoryError: no such agency, rung or officer, or several of that name.
        """
        async with self.records.write() as transaction:
            directed = await _known(transaction, agency)
            if not 0 <= rung < len(directed.rungs):
                raise DirectoryError(
                    f"{agency.value} has {len(directed.rungs)} rungs, from 0 on: not {rung}."
                )
            member = _officer(await people.everybody(transaction), named)
            await (agencies.stand if there else agencies.leave)(transaction, member.id, agency, rung)
        return member


async def _known(transaction: Transaction, agency: AgencyId) -> Directed:
    found = await agencies.find(transaction, agency)
    if found is None:
        raise DirectoryError(f"There is no agency {agency.value}: see `lykta agency list`.")
    return found


async def _check_standing(transaction: Transaction, directed: Directed) -> None:
    standing = await agencies.officers(transaction, directed.agency.id)
    for rung in sorted(standing):
        if rung >= len(directed.rungs):
            raise DirectoryError(
                f"{directed.agency.id.value}: somebody stands on rung {rung}, which would be gone: "
                "let them leave it first (`lykta agency officer --leave`)."
            )


def _officer(everybody: Iterable[Staff], named: str) -> Staff:
    found = [each for each in everybody if named in {each.person.name, each.id.value}]
    if len(found) != 1:
        many = "Several people are" if found else "Nobody is"
        raise DirectoryError(f"{many} called {named}: name one by id (see `lykta staff list`).")
    if found[0].person.role is not Role.OFFICER:
        raise DirectoryError(f"{named} is a {found[0].person.role.value}: only an officer stands on a rung.")
    return found[0]
