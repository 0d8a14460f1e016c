# SPDX-License-Identifier: EUPL-1.2
"""How somebody begins to work here: a one-time link, bound to their name and role, and a passkey.

The link alone makes nobody a counsellor in a visitor's eyes: that takes the five words of their device.
"""

import base64
from dataclasses import dataclass
from typing import Any, Final

import structlog

from chatserver.domain.deeds import ADMINISTRATOR, Doer, OfficeDeed, RecordedDeed
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Person, Staff
from chatserver.records import links, passkeys
from chatserver.records import staff as people
from chatserver.records.links import Link
from chatserver.records.store import Records
from chatserver.services.deeds import put_on_record
from chatserver.services.passkeys import Ceremonies
from chatserver.services.ports import Chance, Clock
from chatserver.services.staff import Doorman, digest_of, new_secret
from chatserver.wire.http import NewPasskey

LINK_MS: Final = 10 * 60_000
"""How long a link may be used (R18)."""
_ID_BYTES: Final = 16

log = structlog.get_logger()


async def invite(records: Records, person: Person, *, clock: Clock, chance: Chance) -> str:
    """The secret of a link by which *person* can enrol, once, within ten minutes."""
    secret, now = new_secret(chance), clock.now_ms()
    link = Link(digest=digest_of(secret), staff=new_staff_id(chance), person=person, expires_at=now + LINK_MS)
    async with records.write() as transaction:
        await links.add(transaction, link, now_ms=now)
        await put_on_record(transaction, _invited(link, now))
    log.info("staff invited", role=person.role.value)
    return secret


def _invited(link: Link, now: int) -> RecordedDeed:
    staff, role = link.staff.value, link.person.role.value
    return RecordedDeed(at=now, doer=ADMINISTRATOR, deed=OfficeDeed.INVITE, subject=staff, detail=role)


def new_staff_id(chance: Chance) -> StaffId:
    """A name in the records that says nothing."""
    return StaffId(base64.urlsafe_b64encode(chance.token(_ID_BYTES)).rstrip(b"=").decode())


@dataclass(frozen=True, slots=True)
class Begun:
    """Whom a link is for, and what their browser is to make."""

    person: Person
    options: dict[str, Any]


class Enrolment:
    """Enrolling a passkey by a link."""

    def __init__(self, records: Records, ceremonies: Ceremonies, doorman: Doorman, clock: Clock) -> None:
        self._records = records
        self._ceremonies = ceremonies
        self._doorman = doorman
        self._clock = clock

    async def begin(self, secret: str) -> Begun:
        """
        What to ask of the browser that has the link.  May be repeated: the link is not used yet.

        Raises:
            LinkRefusedError: unknown, used, or over.
        """
        link = await self._find(secret)
        return Begun(link.person, self._ceremonies.ask_to_enrol(link.digest, link.staff, link.person))

    async def finish(self, secret: str, credential: NewPasskey) -> str:
        """
        Enrol *credential* and use the link up; the cookie of the new member of staff.

        Raises:
            LinkRefusedError: unknown, used, or over.
            PasskeyRefusedError: not the passkey that was asked for.  The link may be tried again.
        """
        link = await self._find(secret)
        passkey = self._ceremonies.enrolled(link.digest, link.staff, credential)
        member, now = Staff(link.staff, link.person), self._clock.now_ms()
        async with self._records.write() as transaction:
            await links.use(transaction, link.digest, now_ms=now)
            await people.add(transaction, member, now_ms=now)
            await passkeys.add(transaction, passkey, now_ms=now)
            doer = Doer(member.person.role.value, member.id.value)
            deed = RecordedDeed(at=now, doer=doer, deed=OfficeDeed.ENROL, subject=doer.id)
            await put_on_record(transaction, deed)
            cookie = await self._doorman.admit(transaction, member)
        log.info("staff enrolled", role=member.person.role.value)
        return cookie

    async def _find(self, secret: str) -> Link:
        async with self._records.read() as transaction:
            return await links.find(transaction, digest_of(secret), now_ms=self._clock.now_ms())
