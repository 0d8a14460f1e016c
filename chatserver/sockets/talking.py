# SPDX-License-Identifier: EUPL-1.2
"""What both roles do in a conversation that is theirs.

Every call names the member and the generation of the seat: the stores decide whether they still hold.
"""

from dataclasses import dataclass

from chatserver.domain.errors import NotAllowedNowError
from chatserver.domain.ids import ConversationId
from chatserver.services.capsules import Capsules
from chatserver.services.conversations import Conversations
from chatserver.services.line import Line
from chatserver.services.meetings import Meetings
from chatserver.sockets.delivery import Delivery
from chatserver.sockets.seats import Seat, Seats, StaffSeat
from chatserver.wire.shapes import Got, Nothing, Resume, Resumed, Send, Sent, Typing


@dataclass(frozen=True, slots=True, kw_only=True)
class Talking:
    """The use cases behind both tables, and the seats of those who ask."""

    line: Line
    conversations: Conversations
    meetings: Meetings
    capsules: Capsules
    seats: Seats
    delivery: Delivery

    async def send(self, seat: Seat, conversation: ConversationId, ask: Send) -> Sent:
        """Store a message.  Who has not resumed yet reads from what it was first owed on."""
        stored = await self.meetings.send(conversation, seat.member(conversation), seat.generation, ask)
        if conversation not in seat.windows:
            self.read(seat, conversation, 0)
        return Sent(seq=stored.seq)

    async def got(self, seat: Seat, conversation: ConversationId, ask: Got) -> Nothing:
        """Acknowledge what was delivered here, and go on delivering."""
        window = seat.windows.get(conversation)
        if window is None:
            raise NotAllowedNowError("nothing has been delivered here")
        window.check(ask.seq)
        await self.conversations.got(conversation, window.member, seat.generation, ask)
        window.got(ask.seq)
        self.delivery.look(seat, conversation)
        return Nothing()

    async def resume(self, seat: Seat, conversation: ConversationId, ask: Resume) -> Resumed:
        """Go on reading after the position that the far end has kept."""
        staff = seat.staff if isinstance(seat, StaffSeat) else None
        resumed = await self.conversations.resume(
            conversation, seat.member(conversation), seat.generation, ask, staff=staff
        )
        self.read(seat, conversation, ask.position)
        return resumed

    async def typing(self, seat: Seat, conversation: ConversationId, ask: Typing) -> Nothing:
        """Tell the others."""
        await self.conversations.typing(conversation, seat.member(conversation), on=ask.on)
        return Nothing()

    async def leaving(self, seat: Seat) -> Nothing:
        """The page says that it is leaving; whether for a reload it cannot know."""
        await self.capsules.leaving(seat.holders(), seat.generation)
        return Nothing()

    def read(self, seat: Seat, conversation: ConversationId, position: int) -> None:
        """Deliver the mailbox of *conversation* here, from after *position*."""
        seat.open_window(conversation, position)
        self.delivery.look(seat, conversation)
