# SPDX-License-Identifier: EUPL-1.2
"""A helpline's door: its staff, their passkeys and sessions, on real records."""

from dataclasses import dataclass

import msgspec

from chatserver.domain.staff import Person, Role
from chatserver.records.store import Records
from chatserver.services.enrolment import Enrolment, invite
from chatserver.services.passkeys import Ceremonies, Site
from chatserver.services.staff import Doorman, SignIn
from chatserver.signing.challenges import Challenges
from chatserver.wire.http import NewPasskey, PasskeyAnswer
from tests.drivers.authenticator import ORIGIN, Authenticator, Json
from tests.drivers.manual import CountedChance, HandClock

ANNA = Person("Anna", Role.COUNSELLOR)


@dataclass
class Door:
    """All that signing in needs."""

    records: Records
    clock: HandClock
    chance: CountedChance
    ceremonies: Ceremonies
    doorman: Doorman
    enrolment: Enrolment
    sign_in: SignIn

    async def invite(self, person: Person = ANNA) -> str:
        """The secret of a link."""
        return await invite(self.records, person, clock=self.clock, chance=self.chance)

    async def enrol(self, authenticator: Authenticator, person: Person = ANNA) -> str:
        """The cookie of *person*, who from now on has *authenticator*."""
        link = await self.invite(person)
        begun = await self.enrolment.begin(link)
        return await self.enrolment.finish(link, made(authenticator.make(begun.options)))

    async def open(self, authenticator: Authenticator) -> str:
        """The cookie of whoever has *authenticator*."""
        return await self.sign_in.finish(answered(authenticator.answer(self.sign_in.begin())))


def made(credential: Json) -> NewPasskey:
    """A new passkey as it comes off the wire."""
    return msgspec.convert(credential, NewPasskey)


def answered(credential: Json) -> PasskeyAnswer:
    """A passkey's answer as it comes off the wire."""
    return msgspec.convert(credential, PasskeyAnswer)


def make_door(records: Records, clock: HandClock, *, demonstration: bool = False) -> Door:
    """The door of a helpline."""
    chance = CountedChance()
    ceremonies = Ceremonies(Site("Lykta", ORIGIN), Challenges(b"k" * 32), clock, chance)
    doorman = Doorman(records, clock, chance, demonstration=demonstration)
    enrolment = Enrolment(records, ceremonies, doorman, clock)
    sign_in = SignIn(records, ceremonies, doorman, clock)
    return Door(records, clock, chance, ceremonies, doorman, enrolment, sign_in)
