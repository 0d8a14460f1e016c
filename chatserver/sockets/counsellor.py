# SPDX-License-Identifier: EUPL-1.2
"""The counsellor's endpoint.  Staff name a conversation; their seat knows whether it is theirs."""

import contextlib
from collections.abc import Collection
from typing import Final

from chatserver.domain.errors import GoneError, NotSignedInError, NotYoursError
from chatserver.domain.ids import ConversationId, OfferId
from chatserver.domain.staff import Role
from chatserver.services.staff import Doorman
from chatserver.sockets.asked import Papers
from chatserver.sockets.delivery import addressed
from chatserver.sockets.endpoint import Endpoint, Tools, Voice
from chatserver.sockets.seats import StaffSeat
from chatserver.sockets.talking import Talking
from chatserver.wire.capsules import CapsuleKey, StaffCapsuleKeep
from chatserver.wire.counsellor import (
    Accepted,
    CounsellorAuth,
    Desk,
    DeskDuty,
    DeskOpen,
    MemberKey,
    Named,
    OfferNamed,
    StaffGot,
    StaffResume,
    StaffResumed,
    StaffSend,
    StaffTyping,
)
from chatserver.wire.events import COUNSELLOR
from chatserver.wire.shapes import Nothing, Sent

AT_THE_DESK: Final = frozenset({Role.COUNSELLOR, Role.SUPERVISOR})
"""Roles that answer visitors.  All others are let in nowhere yet."""


class Counsellor(Endpoint):
    """Lets in who is signed in, comes from our own pages and has a desk."""

    table = COUNSELLOR
    at_once = frozenset({"capsule:leaving"})

    def __init__(self, tools: Tools, talking: Talking, doorman: Doorman, *, origins: Collection[str]) -> None:
        super().__init__(tools)
        self.talking = talking
        self._doorman = doorman
        self._origins = origins

    async def opened(self, papers: Papers, auth: CounsellorAuth, far: Voice) -> StaffSeat:
        """
        Seat whoever the cookie belongs to.

        Raises:
            NotSignedInError: no Origin of ours, no session, or no role that has a desk: one answer for all.
            OldGenerationError: a newer connection is there.
        """
        if papers.origin not in self._origins:
            raise NotSignedInError
        who = await self._doorman.who(papers.cookie or "")
        if who.role not in AT_THE_DESK:
            raise NotSignedInError
        seat = StaffSeat(far=far, generation=auth.generation, staff=who.staff, session=who.session)
        with self.talking.seats.sitting(seat):
            pass
        return seat

    def left(self, seat: StaffSeat) -> None:
        self.talking.seats.leave(seat)

    async def gone(self, seat: StaffSeat) -> None:
        await self.talking.capsules.vanished(seat.holders(), seat.generation)
        for conversation, member in seat.members.items():
            await self.talking.conversations.disconnected(conversation, member, seat.generation)
        await self.talking.line.staff_gone(seat.staff, seat.generation)

    async def enter(self, seat: StaffSeat, conversation: ConversationId, member: int) -> None:
        """*conversation* has become theirs; its others learn that they are here."""
        self.talking.seats.hold(seat, conversation, member)
        # What is over by now is found out about at the next step.
        with contextlib.suppress(GoneError, NotYoursError):
            await self.talking.conversations.connected(conversation, member, seat.generation)


async def _open(counsellor: Counsellor, seat: StaffSeat, ask: DeskOpen) -> Desk:
    desk = await counsellor.talking.line.open_desk(seat.staff, ask, seat.generation)
    for mine in desk.conversations:
        # Theirs, but not here: only a page that has the keys resumes, and a visitor must not be told
        # that somebody is there who can read nothing (a reloaded console).
        counsellor.talking.seats.hold(seat, ConversationId(mine.conversation), mine.member)
    return desk


async def _duty(counsellor: Counsellor, seat: StaffSeat, ask: DeskDuty) -> Desk:
    return await counsellor.talking.line.set_duty(seat.staff, ask.duty)


async def _accept(counsellor: Counsellor, seat: StaffSeat, ask: OfferNamed) -> Accepted:
    accepted = await counsellor.talking.meetings.accept_offer(seat.staff, OfferId(ask.offer))
    conversation = ConversationId(accepted.conversation)
    await counsellor.enter(seat, conversation, accepted.member)
    counsellor.talking.read(seat, conversation, 0)
    return accepted


async def _decline(counsellor: Counsellor, seat: StaffSeat, ask: OfferNamed) -> Nothing:
    await counsellor.talking.line.decline_offer(seat.staff, OfferId(ask.offer))
    return Nothing()


async def _key(counsellor: Counsellor, seat: StaffSeat, ask: MemberKey) -> Nothing:
    seat.conversation(ask.conversation)
    await counsellor.talking.meetings.offer_key(seat.staff, ask)
    return Nothing()


async def _send(counsellor: Counsellor, seat: StaffSeat, ask: StaffSend) -> Sent:
    return await counsellor.talking.send(seat, seat.conversation(ask.conversation), ask)


async def _got(counsellor: Counsellor, seat: StaffSeat, ask: StaffGot) -> Nothing:
    return await counsellor.talking.got(seat, seat.conversation(ask.conversation), ask)


async def _typing(counsellor: Counsellor, seat: StaffSeat, ask: StaffTyping) -> Nothing:
    return await counsellor.talking.typing(seat, seat.conversation(ask.conversation), ask)


async def _resume(counsellor: Counsellor, seat: StaffSeat, ask: StaffResume) -> StaffResumed:
    conversation = seat.conversation(ask.conversation)
    resumed = await counsellor.talking.resume(seat, conversation, ask)
    return addressed(StaffResumed, conversation, resumed)


async def _end(counsellor: Counsellor, seat: StaffSeat, ask: Named) -> Nothing:
    conversation = seat.conversation(ask.conversation)
    await counsellor.talking.meetings.end(conversation, seat.member(conversation))
    return Nothing()


async def _keep(counsellor: Counsellor, seat: StaffSeat, ask: StaffCapsuleKeep) -> Nothing:
    holder = seat.holder(ask.conversation)
    if not seat.far.open:
        raise NotSignedInError("signed out meanwhile: what was in trust is forgotten already")
    await counsellor.talking.capsules.keep_staff(holder, seat.generation, ask, seat.session)
    return Nothing()


async def _take(counsellor: Counsellor, seat: StaffSeat, ask: Named) -> CapsuleKey:
    return await counsellor.talking.capsules.take_staff(seat.holder(ask.conversation), seat.session)


async def _leaving(counsellor: Counsellor, seat: StaffSeat, _ask: Nothing) -> Nothing:
    return await counsellor.talking.leaving(seat)


Counsellor.handlers = {
    "desk:open": _open,
    "desk:duty": _duty,
    "offer:accept": _accept,
    "offer:decline": _decline,
    "member:key": _key,
    "message:send": _send,
    "message:got": _got,
    "typing:set": _typing,
    "conversation:resume": _resume,
    "conversation:end": _end,
    "capsule:keep": _keep,
    "capsule:take": _take,
    "capsule:leaving": _leaving,
}
