# SPDX-License-Identifier: EUPL-1.2
"""Delivery: the only module that tells anybody anything unasked.

Rule 1: an emit is a hint.  What must not be lost stands in a mailbox, and goes from there in order, inside
a window beyond what the member has got.
Rule 2: one drain per seat, living while something is owed; a connection that does not read slows its own
drain and nothing else.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

import structlog

from chatserver.domain.errors import RefusedError
from chatserver.domain.ids import ConversationId, StaffId
from chatserver.sockets.pace import Spawn
from chatserver.sockets.seats import Seat, Seats, StaffSeat
from chatserver.sockets.window import Window
from chatserver.wire.counsellor import Desk, StaffMail, StaffResumed
from chatserver.wire.shapes import Mail, Shape

log = structlog.get_logger()

Named = TypeVar("Named", StaffMail, StaffResumed)


class Mailboxes(Protocol):
    """Where owed mail stands (``services.conversations``)."""

    async def owed(
        self, conversation: ConversationId, member: int, after: int, messages: int, size: int
    ) -> list[Mail]:
        """What *member* is owed beyond *after*, in order: at most *messages*, *size* bytes together."""


class Delivery:
    """Implements ``services.ports.Post``.  `serve` closes the circle: services post, delivery reads them."""

    def __init__(self, seats: Seats, spawn: Spawn) -> None:
        self._seats = seats
        self._spawn = spawn
        self._mailboxes: Mailboxes | None = None
        self._owing: dict[Seat, dict[ConversationId, None]] = {}

    def serve(self, mailboxes: Mailboxes) -> None:
        """Deliver from *mailboxes*."""
        self._mailboxes = mailboxes

    def to_visitor(self, conversation: ConversationId, event: str, shape: Shape) -> None:
        """Tell the visitor of *conversation*, if it is here."""
        _tell(self._seats.visitor(conversation), event, shape)

    def to_staff(self, staff: StaffId, event: str, shape: Shape) -> None:
        """Tell *staff*, if they are here.  What their desk shows is theirs from then on."""
        seat = self._seats.staff(staff)
        if isinstance(shape, Desk) and seat is not None:
            for mine in shape.conversations:
                self._seats.hold(seat, ConversationId(mine.conversation), mine.member)
        _tell(seat, event, shape)

    def wake(self, conversation: ConversationId) -> None:
        """The mailbox of *conversation* holds something new for somebody."""
        for seat in self._seats.of(conversation):
            self.look(seat, conversation)

    def look_again(self) -> None:
        """Look into every open window: heals what a lost hint or a busy store left behind."""
        for seat in self._seats.everyone():
            for conversation in seat.windows:
                self.look(seat, conversation)

    def look(self, seat: Seat, conversation: ConversationId) -> None:
        """Whether *seat* is owed something of *conversation*."""
        if conversation not in seat.windows:
            return
        if seat in self._owing:
            self._owing[seat][conversation] = None
        else:
            self._owing[seat] = {conversation: None}
            self._spawn(self._drain(seat), "drain")

    async def _drain(self, seat: Seat) -> None:
        # Whoever asked for this look has its own event bound to its log lines.
        structlog.contextvars.clear_contextvars()
        owing = self._owing[seat]
        try:
            while owing and seat.far.open:
                conversation = next(iter(owing))
                del owing[conversation]
                await self._deliver(seat, conversation)
        finally:
            del self._owing[seat]

    async def _deliver(self, seat: Seat, conversation: ConversationId) -> None:
        try:
            await self._fill(seat, conversation, seat.windows[conversation])
        except RefusedError as refused:
            # Busy, or gone by now.  The next look, a few seconds from here, knows more.
            log.info("delivery refused", code=refused.code)

    async def _fill(self, seat: Seat, conversation: ConversationId, window: Window) -> None:
        while mails := await self._owed(conversation, window):
            for mail in mails:
                await seat.far.room()
                if not seat.far.open or seat.windows.get(conversation) is not window:
                    return
                window.goes(mail.seq, seat.far.tell("message:new", _for(seat, conversation, mail)))

    async def _owed(self, conversation: ConversationId, window: Window) -> Iterable[Mail]:
        if self._mailboxes is None or window.messages <= 0 or window.size <= 0:
            return []
        return await self._mailboxes.owed(
            conversation, window.member, window.sent, window.messages, window.size
        )


def _tell(seat: Seat | None, event: str, shape: Shape) -> None:
    if seat is not None and seat.far.open:
        seat.far.tell(event, shape)


def _for(seat: Seat, conversation: ConversationId, mail: Mail) -> Mail:
    return addressed(StaffMail, conversation, mail) if isinstance(seat, StaffSeat) else mail


def addressed(shape: type[Named], conversation: ConversationId, said: Shape) -> Named:
    """What was *said* in the visitor's shape, in the staff's *shape*, which names the conversation."""
    fields = {name: getattr(said, name) for name in said.__struct_fields__}
    return shape(conversation=conversation.value, **fields)
