# SPDX-License-Identifier: EUPL-1.2
"""Made-up staff, to try the console as, with one click.

They exist only in a demonstration's records and get in only while one runs; that the one who clicks
sits at this machine is checked at the edge, which alone knows.
"""

from typing import Final

import structlog

from chatserver.domain.errors import NotSignedInError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.records import staff as people
from chatserver.records.store import Records
from chatserver.services.ports import Clock
from chatserver.services.staff import Doorman
from chatserver.wire.http import DemoPerson

STAFF: Final = tuple(
    Staff(StaffId(f"demonstration-{name.lower()}"), Person(f"{name} (demonstration)", role), demo=True)
    for name, role in (
        ("Anna", Role.COUNSELLOR),
        ("Bo", Role.COUNSELLOR),
        ("Cilla", Role.COUNSELLOR),
        ("Disa", Role.SUPERVISOR),
    )
)

log = structlog.get_logger()


class DemonstrationStaff:
    """The made-up staff of this machine."""

    def __init__(self, records: Records, doorman: Doorman, clock: Clock) -> None:
        self._records = records
        self._doorman = doorman
        self._clock = clock

    async def prepare(self) -> None:
        """Make those who are missing.  May be repeated."""
        async with self._records.write() as transaction:
            there = {member.id for member in await people.everybody(transaction)}
            for member in STAFF:
                if member.id not in there:
                    await people.add(transaction, member, now_ms=self._clock.now_ms())

    def everybody(self) -> list[DemoPerson]:
        """Whom one can be."""
        return [DemoPerson(id=each.id.value, name=each.person.name, role=each.person.role) for each in STAFF]

    async def sign_in(self, staff: StaffId) -> str:
        """
        A cookie for the made-up person *staff*.

        Raises:
            NotSignedInError: nobody made up, whoever it may be.
        """
        member = next((each for each in STAFF if each.id == staff), None)
        if member is None:
            raise NotSignedInError("not made up")
        async with self._records.write() as transaction:
            cookie = await self._doorman.admit(transaction, member)
        log.info("demonstration staff signed in", role=member.person.role.value)
        return cookie
