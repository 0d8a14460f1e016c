# SPDX-License-Identifier: EUPL-1.2
"""Who of the staff is here: the door, and signing in and out of it.

A cookie is 256 random bits; the records hold its SHA-256 only, so that whoever reads them cannot sign
in.  30 minutes without a word, or 12 hours, end a session (R19).
"""

import base64
import contextlib
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import structlog

from chatserver.domain.errors import NotSignedInError, PasskeyRefusedError
from chatserver.domain.ids import StaffId
from chatserver.domain.staff import Role, Staff
from chatserver.records import challenges, passkeys, sessions
from chatserver.records import staff as people
from chatserver.records.passkeys import Passkey
from chatserver.records.sessions import StaffSession
from chatserver.records.store import Records, Transaction
from chatserver.services.passkeys import Ceremonies, credential_id
from chatserver.services.ports import Chance, Clock
from chatserver.wire.http import PasskeyAnswer

IDLE_MS: Final = 30 * 60_000
LONGEST_MS: Final = 12 * 3_600_000
NOTICED_MS: Final = 60_000
"""How exactly the records know when somebody was last here: finer would be a write for every request."""
_SECRET_BYTES: Final = 32

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class StaffSeatInfo:
    """Who sits behind a cookie."""

    staff: StaffId
    name: str
    role: Role
    session: bytes = field(default=b"", compare=False, repr=False)
    """How `Doorman.still_here` knows this sign-in; opens nothing."""


class Doorman:
    """
    Lets staff in and out.

    While no *demonstration* runs nobody who was made up for one gets in, whatever their cookie says.
    """

    def __init__(
        self,
        records: Records,
        clock: Clock,
        chance: Chance,
        *,
        demonstration: bool,
        on_sign_out: Callable[[bytes, StaffId | None], object] = lambda _session, _staff: None,
    ) -> None:
        """
        *on_sign_out* is told which sign-in (``StaffSeatInfo.session``) is over, once that is on record, and
        whose it was, the first time.
        """
        self._records = records
        self._clock = clock
        self._chance = chance
        self._demonstration = demonstration
        self._on_sign_out = on_sign_out

    async def admit(self, transaction: Transaction, member: Staff) -> str:
        """A new cookie for *member*, good once *transaction* is kept."""
        cookie = new_secret(self._chance)
        await sessions.begin(transaction, digest_of(cookie), member, now_ms=self._clock.now_ms())
        return cookie

    async def who(self, cookie_value: str) -> StaffSeatInfo:
        """
        Whose cookie this is; they have been here now.

        Raises:
            NotSignedInError: nobody's, or its time is over.
        """
        now, digest = self._clock.now_ms(), digest_of(cookie_value)
        async with self._records.read() as transaction:
            session = self._valid(await sessions.find(transaction, digest), now)
        if now - session.seen_at >= NOTICED_MS:
            async with self._records.write() as transaction:
                await sessions.seen(transaction, digest, now_ms=now)
        person = session.member.person
        return StaffSeatInfo(session.member.id, person.name, person.role, digest)

    async def still_here(self, seats: Iterable[bytes]) -> None:
        """
        The sign-ins behind *seats* (``StaffSeatInfo.session``) are in use, though no request says so.

        Somebody on duty may wait, or talk, for hours over one connection; losing it must not sign them
        out.  What is over already stays over.
        """
        now = self._clock.now_ms()
        async with self._records.write() as transaction:
            for digest in seats:
                session = await sessions.find(transaction, digest)
                with contextlib.suppress(NotSignedInError):
                    await sessions.seen(transaction, self._valid(session, now).digest, now_ms=now)

    async def sign_out(self, cookie_value: str) -> None:
        """The cookie opens nothing any more.  May be repeated."""
        digest = digest_of(cookie_value)
        async with self._records.write() as transaction:
            session = await sessions.find(transaction, digest)
            await sessions.end(transaction, digest)
        self._on_sign_out(digest, None if session is None else session.member.id)

    async def sweep(self) -> None:
        """Forget the sessions whose time is over."""
        now = self._clock.now_ms()
        async with self._records.write() as transaction:
            await sessions.sweep(transaction, began_before=now - LONGEST_MS, seen_before=now - IDLE_MS)

    def _valid(self, session: StaffSession | None, now: int) -> StaffSession:
        if session is None or now - session.began_at > LONGEST_MS or now - session.seen_at > IDLE_MS:
            raise NotSignedInError
        if session.member.demo and not self._demonstration:
            raise NotSignedInError("made up for a demonstration")
        return session


class SignIn:
    """Signing in with a passkey."""

    def __init__(self, records: Records, ceremonies: Ceremonies, doorman: Doorman, clock: Clock) -> None:
        self._records = records
        self._ceremonies = ceremonies
        self._doorman = doorman
        self._clock = clock

    def begin(self) -> dict[str, Any]:
        """What the browser is to answer.  Leaves nothing behind."""
        return self._ceremonies.ask_to_sign_in()

    async def finish(self, credential: PasskeyAnswer) -> str:
        """
        A cookie for whoever *credential* belongs to.

        Raises:
            PasskeyRefusedError: nobody's, not the answer that was asked for, or given before.
        """
        passkey, member = await self._owner(credential)
        assertion = self._ceremonies.asserted(credential, passkey)
        answered, now = assertion.challenge, self._clock.now_ms()
        async with self._records.write() as transaction:
            await challenges.spend(transaction, answered.digest, expires_at=answered.expires_at, now_ms=now)
            await passkeys.used(
                transaction,
                passkey.id,
                sign_count=assertion.sign_count,
                backed_up=assertion.backed_up,
                now_ms=now,
            )
            cookie = await self._doorman.admit(transaction, member)
        log.info("staff signed in", role=member.person.role.value)
        return cookie

    async def _owner(self, credential: PasskeyAnswer) -> tuple[Passkey, Staff]:
        async with self._records.read() as transaction:
            passkey = await passkeys.find(transaction, credential_id(credential))
            member = None if passkey is None else await people.find(transaction, passkey.staff)
        if passkey is None or member is None:
            raise PasskeyRefusedError("nobody's passkey")
        return passkey, member


def new_secret(chance: Chance) -> str:
    """256 random bits, as a cookie or a link carries them."""
    return base64.urlsafe_b64encode(chance.token(_SECRET_BYTES)).rstrip(b"=").decode()


def digest_of(secret: str) -> bytes:
    """How the records know a secret that somebody else keeps."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).digest()
