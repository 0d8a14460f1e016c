# SPDX-License-Identifier: EUPL-1.2
"""Made-up staff, to try the console as, with one click; and made-up agencies for their reports.

They exist only in a demonstration's records and get in only while one runs; that the one who clicks
sits at this machine is checked at the edge, which alone knows.
"""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Final

import structlog

from chatserver.domain.agencies import Agency, AgencyKind, Channel, ChannelKind, Directed, Rung
from chatserver.domain.errors import NotSignedInError
from chatserver.domain.hours import ALWAYS, Hours
from chatserver.domain.ids import AgencyId, StaffId
from chatserver.domain.staff import Person, Role, Staff
from chatserver.domain.workdays import local
from chatserver.records import agencies, reports
from chatserver.records import staff as people
from chatserver.records.reports import RecoveryKey
from chatserver.records.store import Records
from chatserver.services.agencies import Directory
from chatserver.services.certification import Subject, issue
from chatserver.services.content import Content
from chatserver.services.ports import Clock, SystemChance
from chatserver.services.staff import Doorman
from chatserver.signing import p256
from chatserver.signing.certificates import seal_digest
from chatserver.signing.issuing import Issuer
from chatserver.signing.keyfiles import write_secret
from chatserver.signing.seals import SEED_BYTES, public_key_of
from chatserver.wire.http import DemoPerson

STAFF: Final = tuple(
    Staff(StaffId(f"demonstration-{name.lower()}"), Person(f"{name} (demonstration)", role), demo=True)
    for name, role in (
        ("Anna", Role.COUNSELLOR),
        ("Bo", Role.COUNSELLOR),
        ("Cilla", Role.COUNSELLOR),
        ("Disa", Role.SUPERVISOR),
        ("Ebba", Role.OFFICER),
        ("Folke", Role.OFFICER),
    )
)

_EBBA, _FOLKE = (each.id for each in STAFF[-2:])
_VALID_DAYS: Final = 365
_SAFE: Final = Person("Recovery key (demonstration)", Role.OFFICER)

# Numbers that are set aside for films and books (PTS): nobody answers.
_AGENCIES: Final = (
    ("ostersund", "Östersund", "+46980319200", (_EBBA, _FOLKE)),
    ("sundsvall", "Sundsvall", "+46980319201", (_FOLKE, _EBBA)),
)
"""Id, municipality, telephone, and who stands on which of the two rungs."""

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


class DemonstrationAgencies:
    """Two made-up agencies, each with two rungs and a recovery key whose seed lies in *folder*."""

    def __init__(
        self, directory: Directory, content: Content, issuer: Issuer, folder: Path, clock: Clock
    ) -> None:
        self._directory = directory
        self._codes = {each.name: each.code for each in content.municipalities}
        self._issuer = issuer
        self._folder = folder
        self._clock = clock
        self._chance = SystemChance()

    async def prepare(self) -> None:
        """Make what is missing.  May be repeated."""
        async with self._directory.records.write() as transaction:
            for agency, municipality, phone, standing in _AGENCIES:
                if await agencies.find(transaction, AgencyId(agency)) is not None:
                    continue
                await agencies.put(transaction, self._directed(agency, municipality, phone))
                for rung, staff in enumerate(standing):
                    await agencies.stand(transaction, staff, AgencyId(agency), rung)
                await reports.add_recovery(transaction, await asyncio.to_thread(self._safe, agency))

    def _directed(self, agency: str, municipality: str, phone: str) -> Directed:
        today = local(self._clock.now_ms(), self._directory.zone).date()
        until = today + dt.timedelta(days=_VALID_DAYS)
        call = Channel(kind=ChannelKind.PHONE, address=phone, verified_on=today, valid_until=until)
        inbox = Channel(kind=ChannelKind.INBOX)
        made = Agency(
            id=AgencyId(agency),
            name=f"{municipality} (demonstration)",
            kind=AgencyKind.SOCIAL_SERVICES,
            municipalities=frozenset({self._codes[municipality]} if municipality in self._codes else ()),
            hours=Hours.parse(ALWAYS),
            demo=True,
        )
        rungs = (Rung(label="Mottagningen", channels=(inbox,)), Rung(label="Jouren", channels=(inbox, call)))
        return Directed(made, rungs)

    def _safe(self, agency: str) -> RecoveryKey:
        seed = self._chance.token(SEED_BYTES)
        write_secret(self._folder / f"recovery-{agency}.seed", seed, replace=True)
        public, device = public_key_of(seed), p256.point(p256.make_key())
        about = Subject(device, seal_digest(public))
        chain = issue(self._issuer, about, _SAFE, clock=self._clock, chance=self._chance)
        key = seal_digest(public)
        return RecoveryKey(key=key, agency=AgencyId(agency), report_key=public, certificate=chain.encode())
