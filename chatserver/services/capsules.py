# SPDX-License-Identifier: EUPL-1.2
"""Surviving a reload: a page leaves a key in trust; the next takes it and opens what lies on the device.

Rule 1: a key is given to whoever shows the secret of a visitor's page, or sits there by the very sign-in of a
counsellor's; all other answers are one.  Rule 2: nothing here is worth a word in a log.
"""

from collections.abc import Iterable

from chatserver.domain import capsules as domain
from chatserver.domain.capsules import Deposit, Holder
from chatserver.domain.ids import VISITOR_MEMBER, ConversationId, StaffId
from chatserver.live.capsules import CapsuleKeys
from chatserver.services.line import Line
from chatserver.wire import limits
from chatserver.wire.capsules import CapsuleAsk, CapsuleKeep, CapsuleKey, CapsuleTaken, StaffCapsuleKeep

LIFE_SECONDS = limits.CAPSULE_VANISHED_SECONDS + limits.CAPSULE_RENEW_SECONDS
"""Of a key whose page is here: one that then vanishes has its five minutes whole."""


class Capsules:
    """The keys of all pages that could be reloaded."""

    def __init__(self, kept: CapsuleKeys, line: Line) -> None:
        self._kept = kept
        self._line = line

    async def keep(self, conversation: ConversationId, generation: int, ask: CapsuleKeep) -> None:
        """
        Keep the key of the visitor's page.

        Raises:
            GoneError: the conversation is over.
            OldGenerationError: the connection is not the newest, or has said that it is leaving.
        """
        await self._keep(_visitor(conversation), generation, Deposit(ask.seal, ask.key))

    async def keep_staff(self, holder: Holder, generation: int, ask: StaffCapsuleKeep, by: bytes) -> None:
        """Keep the key of a counsellor's page for the sign-in *by*.  Raises as `keep` does."""
        await self._keep(holder, generation, Deposit(domain.seal_of_sign_in(by), ask.key))

    async def take(self, ask: CapsuleAsk) -> CapsuleTaken:
        """
        The key for whoever shows the secret.  May be repeated; each time the generation rises.

        Raises:
            GoneError: there is none for that, whatever the reason.
        """
        conversation, seal = domain.opened(ask.resume)
        taken = await self._kept.take(_visitor(conversation), seal, raised=limits.CAPSULE_GENERATIONS)
        return CapsuleTaken(key=taken.key, generation=taken.generation)

    async def take_staff(self, holder: Holder, by: bytes) -> CapsuleKey:
        """The key for whoever is signed in by *by*.  Raises as `take` does."""
        taken = await self._kept.take(holder, domain.seal_of_sign_in(by), raised=0)
        return CapsuleKey(key=taken.key)

    async def leaving(self, holders: Iterable[Holder], generation: int) -> None:
        """That connection's page says that it is leaving.  May be repeated."""
        for holder in holders:
            await self._kept.leave(holder, generation, seconds=limits.CAPSULE_LEAVING_SECONDS, said=True)

    async def vanished(self, holders: Iterable[Holder], generation: int) -> None:
        """That connection is no more.  May be repeated."""
        for holder in holders:
            await self._kept.leave(holder, generation, seconds=limits.CAPSULE_VANISHED_SECONDS, said=False)

    async def renew(self, connected: Iterable[tuple[Holder, int]]) -> None:
        """These are here, each by the connection of that generation."""
        for holder, generation in connected:
            await self._kept.renew(holder, generation, seconds=LIFE_SECONDS)

    async def forget(self, conversation: ConversationId) -> None:
        """The visitor wants nothing kept any more.  May be repeated."""
        await self._kept.forget(_visitor(conversation))

    async def sign_out(self, staff: StaffId, session: bytes) -> None:
        """*session* is over, and with it what *staff* left in trust by it.  May be repeated."""
        for conversation, member in await self._line.seats_of(staff):
            holder = Holder(conversation, member, staff)
            await self._kept.forget(holder, seal=domain.seal_of_sign_in(session))

    async def _keep(self, holder: Holder, generation: int, deposit: Deposit) -> None:
        await self._kept.keep(holder, generation, deposit, seconds=LIFE_SECONDS)


def _visitor(conversation: ConversationId) -> Holder:
    return Holder(conversation, VISITOR_MEMBER)
