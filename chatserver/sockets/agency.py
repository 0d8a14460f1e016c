# SPDX-License-Identifier: EUPL-1.2
"""The officer's endpoint: hears that a case has changed, and says nothing.  All else goes over HTTP."""

from collections.abc import Collection

from chatserver.domain.errors import NotSignedInError
from chatserver.domain.staff import Role
from chatserver.services.staff import Doorman
from chatserver.sockets.asked import Papers
from chatserver.sockets.endpoint import Endpoint, Tools, Voice
from chatserver.sockets.seats import Seats, StaffSeat
from chatserver.wire.cases import AgencyAuth
from chatserver.wire.events import AGENCY


class Agency(Endpoint):
    """Lets in officers who are signed in and come from our own pages."""

    table = AGENCY
    handlers = {}  # noqa: RUF012 - an endpoint's table, as the others have it

    def __init__(self, tools: Tools, seats: Seats, doorman: Doorman, *, origins: Collection[str]) -> None:
        super().__init__(tools)
        self._seats = seats
        self._doorman = doorman
        self._origins = origins

    async def opened(self, papers: Papers, auth: AgencyAuth, far: Voice) -> StaffSeat:
        """
        Seat whoever the cookie belongs to.

        Raises:
            NotSignedInError: no Origin of ours, no session, or no officer: one answer for all.
            OldGenerationError: a newer connection is there.
        """
        if papers.origin not in self._origins:
            raise NotSignedInError
        who = await self._doorman.who(papers.cookie or "")
        if who.role is not Role.OFFICER:
            raise NotSignedInError
        seat = StaffSeat(far=far, generation=auth.generation, staff=who.staff, session=who.session)
        with self._seats.sitting(seat):
            pass
        return seat

    def left(self, seat: StaffSeat) -> None:
        self._seats.leave(seat)

    async def gone(self, seat: StaffSeat) -> None:
        """Nobody waits for an officer's connection: what they have not fetched climbs on."""
