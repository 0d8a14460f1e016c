# SPDX-License-Identifier: EUPL-1.2
"""The visitor's endpoint.  A visitor has one conversation, from the ticket, and never names it."""

from chatserver.domain.ids import VISITOR_MEMBER
from chatserver.signing.tickets import Tickets
from chatserver.sockets.asked import Papers
from chatserver.sockets.endpoint import Endpoint, Tools, Voice
from chatserver.sockets.seats import VisitorSeat
from chatserver.sockets.talking import Talking
from chatserver.wire.capsules import CapsuleKeep
from chatserver.wire.events import VISITOR
from chatserver.wire.shapes import Got, Nothing, Resume, Resumed, Send, Sent, Typing
from chatserver.wire.visitor import Another, Place, QueueJoin, VisitorAuth


class Visitor(Endpoint):
    """Lets in who has a ticket of ours."""

    table = VISITOR
    at_once = frozenset({"conversation:leave", "conversation:exit", "capsule:leaving"})

    def __init__(self, tools: Tools, talking: Talking, tickets: Tickets) -> None:
        super().__init__(tools)
        self.talking = talking
        self._tickets = tickets

    async def opened(self, _papers: Papers, auth: VisitorAuth, far: Voice) -> VisitorSeat:
        """
        Seat the visitor of the ticket's conversation.

        Raises:
            BadTicketError, ExpiredTicketError: no ticket of ours, or of yesterday.
            OldGenerationError: a newer connection is there.
            GoneError: the conversation is over.
        """
        conversation = self._tickets.open_admission(auth.ticket, self.clock.now_ms()).conversation
        seat = VisitorSeat(far=far, generation=auth.generation, conversation=conversation)
        with self.talking.seats.sitting(seat):
            await self.talking.conversations.connected(conversation, VISITOR_MEMBER, seat.generation)
            await self.talking.line.visitor_here(conversation, seat.generation)
        return seat

    def left(self, seat: VisitorSeat) -> None:
        self.talking.seats.leave(seat)

    async def gone(self, seat: VisitorSeat) -> None:
        await self.talking.capsules.vanished(seat.holders(), seat.generation)
        await self.talking.line.visitor_gone(seat.conversation, seat.generation)
        await self.talking.conversations.disconnected(seat.conversation, VISITOR_MEMBER, seat.generation)


async def _join(visitor: Visitor, seat: VisitorSeat, ask: QueueJoin) -> Place:
    return await visitor.talking.line.join_queue(seat.conversation, ask)


async def _leave_queue(visitor: Visitor, seat: VisitorSeat, _ask: Nothing) -> Nothing:
    await visitor.talking.capsules.forget(seat.conversation)
    await visitor.talking.line.leave_queue(seat.conversation)
    return Nothing()


async def _send(visitor: Visitor, seat: VisitorSeat, ask: Send) -> Sent:
    return await visitor.talking.send(seat, seat.conversation, ask)


async def _got(visitor: Visitor, seat: VisitorSeat, ask: Got) -> Nothing:
    return await visitor.talking.got(seat, seat.conversation, ask)


async def _typing(visitor: Visitor, seat: VisitorSeat, ask: Typing) -> Nothing:
    return await visitor.talking.typing(seat, seat.conversation, ask)


async def _resume(visitor: Visitor, seat: VisitorSeat, ask: Resume) -> Resumed:
    return await visitor.talking.resume(seat, seat.conversation, ask)


async def _another(visitor: Visitor, seat: VisitorSeat, ask: Another) -> Nothing:
    await visitor.talking.meetings.another(seat.conversation, ask.wanted)
    return Nothing()


async def _leave(visitor: Visitor, seat: VisitorSeat, _ask: Nothing) -> Nothing:
    await visitor.talking.meetings.leave(seat.conversation)
    return Nothing()


async def _exit(visitor: Visitor, seat: VisitorSeat, _ask: Nothing) -> Nothing:
    await visitor.talking.meetings.exit(seat.conversation)
    return Nothing()


async def _keep(visitor: Visitor, seat: VisitorSeat, ask: CapsuleKeep) -> Nothing:
    await visitor.talking.capsules.keep(seat.conversation, seat.generation, ask)
    return Nothing()


async def _leaving(visitor: Visitor, seat: VisitorSeat, _ask: Nothing) -> Nothing:
    return await visitor.talking.leaving(seat)


Visitor.handlers = {
    "queue:join": _join,
    "queue:leave": _leave_queue,
    "message:send": _send,
    "message:got": _got,
    "typing:set": _typing,
    "conversation:resume": _resume,
    "conversation:another": _another,
    "conversation:leave": _leave,
    "conversation:exit": _exit,
    "capsule:keep": _keep,
    "capsule:leaving": _leaving,
}
