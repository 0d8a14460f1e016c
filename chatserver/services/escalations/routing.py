# SPDX-License-Identifier: EUPL-1.2
"""Where a report would go, and whom to seal it to there."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatserver.domain.agencies import ChannelKind, Directed
from chatserver.domain.errors import MalformedError
from chatserver.domain.ids import AgencyId
from chatserver.domain.routing import Route, municipality
from chatserver.domain.workdays import local
from chatserver.services.agencies import Directory
from chatserver.services.content import Municipality, valid_on
from chatserver.services.escalations.book import actor_of
from chatserver.services.escalations.keys import ReportKeys, recipients_of
from chatserver.services.ports import Clock
from chatserver.services.staff import StaffSeatInfo
from chatserver.wire.cases import (
    AgencyChoice,
    AgencyNamed,
    CaseRoute,
    CaseRouted,
    MunicipalityNamed,
    Recipients,
)


@dataclass(frozen=True, slots=True)
class Routing:
    """Finds agencies by *municipalities*, and the keys of whoever is there."""

    directory: Directory
    keys: ReportKeys
    municipalities: Sequence[Municipality]
    clock: Clock

    async def route(self, who: StaffSeatInfo, ask: CaseRoute) -> CaseRouted:
        """
        Where a report of that urgency goes now.

        Raises:
            NotAllowedError: somebody who has nothing to do with cases.
        """
        actor_of(who)
        code = municipality(ask.urgency, now_in=ask.now_in, home=ask.home)
        way = None
        if code is not None:
            way = await self.directory.route(ask.urgency, code, self.clock.now_ms())
        everyone = [each for each in await self.directory.everyone() if self._is_ours(each)]
        named = [AgencyNamed(each.agency.id.value, each.agency.name) for each in everyone]
        found = None if way is None else next(e for e in everyone if e.agency.id == way.agency.id)
        return CaseRouted(
            municipalities=self._known(),
            agencies=named,
            agency=None if way is None or found is None else self._choice(way, found),
            municipality=code,
            to=None if found is None else await self._recipients(found),
        )

    async def recipients(self, who: StaffSeatInfo, agency: str) -> Recipients:
        """
        Whom to seal to at *agency*.

        Raises:
            NotAllowedError: somebody who has nothing to do with cases.
            MalformedError: no such agency.
        """
        actor_of(who)
        for each in await self.directory.everyone():
            if each.agency.id == AgencyId(agency) and self._is_ours(each):
                return await self._recipients(each)
        raise MalformedError("no agency of that name")

    def _is_ours(self, directed: Directed) -> bool:
        return directed.agency.demo is self.directory.demo

    async def _recipients(self, directed: Directed) -> Recipients:
        agency = directed.agency.id
        async with self.directory.records.read() as transaction:
            holders = await self.keys.holders(transaction, agency)
        return recipients_of(agency, [rung.label for rung in directed.rungs], holders)

    def _choice(self, way: Route, directed: Directed) -> AgencyChoice:
        today = local(self.clock.now_ms(), self.directory.zone).date()
        channels = [channel for rung in directed.rungs for channel in rung.channels]
        return AgencyChoice(
            id=directed.agency.id.value,
            name=directed.agency.name,
            kind=directed.agency.kind,
            open=way.open,
            phones=[channel.address for channel in channels if channel.kind is ChannelKind.PHONE],
            stale=any(channel.is_stale(today) for channel in channels),
        )

    def _known(self) -> list[MunicipalityNamed]:
        today = local(self.clock.now_ms(), self.directory.zone).date()
        return [MunicipalityNamed(each.code, each.name) for each in valid_on(self.municipalities, today)]
