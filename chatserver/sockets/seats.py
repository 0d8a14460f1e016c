# SPDX-License-Identifier: EUPL-1.2
"""Seats: who sits at a connection, verified, and which conversations are theirs.

Rule 1: `StaffSeat.conversation` and a verified ticket are the only ways from a string off the wire to a
`ConversationId`.  Rule 2: one seat per visitor and per staff person on this node; a greater generation
displaces, the same or a smaller one is refused.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from chatserver.domain.capsules import Holder
from chatserver.domain.errors import NotYoursError, OldGenerationError
from chatserver.domain.ids import VISITOR_MEMBER, ConversationId, StaffId
from chatserver.sockets.window import Window
from chatserver.wire.shapes import Displaced, Shape


class FarEnd(Protocol):
    """The other end of a seat's connection, as this module and ``delivery.py`` see it."""

    @property
    def open(self) -> bool:
        """Whether anything said now can still leave."""

    def tell(self, event: str, shape: Shape) -> int:
        """Say *event*; the characters it took."""

    async def room(self) -> None:
        """Wait until what was said is mostly out, or nothing more can leave."""

    def end(self) -> None:
        """Close when what was said is out."""


@dataclass(slots=True, kw_only=True, eq=False)
class Seat:
    """What both roles' seats have."""

    far: FarEnd
    generation: int
    windows: dict[ConversationId, Window] = field(default_factory=dict)
    """Open ones: conversations whose mailbox this connection reads."""

    def open_window(self, conversation: ConversationId, position: int) -> Window:
        """Read the mailbox of *conversation* from after *position*."""
        self.windows[conversation] = window = Window(self.member(conversation), position)
        return window

    def member(self, conversation: ConversationId) -> int:
        """Which member of *conversation* sits here."""
        raise NotImplementedError

    def holders(self) -> list[Holder]:
        """As whom they who sit here may have a key in trust."""
        raise NotImplementedError


@dataclass(slots=True, kw_only=True, eq=False)
class VisitorSeat(Seat):
    """A visitor has one conversation and never names it."""

    conversation: ConversationId

    @property
    def whose(self) -> ConversationId:
        """The visitor is known by the conversation alone."""
        return self.conversation

    def member(self, conversation: ConversationId) -> int:
        if conversation != self.conversation:
            raise NotYoursError
        return VISITOR_MEMBER

    def holders(self) -> list[Holder]:
        return [Holder(self.conversation, VISITOR_MEMBER)]


@dataclass(slots=True, kw_only=True, eq=False)
class StaffSeat(Seat):
    """A staff person holds some conversations, as a member of each."""

    staff: StaffId
    session: bytes = field(default=b"", repr=False)
    """How the doorman knows the sign-in behind this seat; opens nothing."""
    members: dict[ConversationId, int] = field(default_factory=dict)

    @property
    def whose(self) -> StaffId:
        """Whose seat it is."""
        return self.staff

    def conversation(self, named: str) -> ConversationId:
        """
        The conversation that *named* means for whoever sits here.

        Raises:
            NotYoursError: somebody else's, or none: the answer is the same.
        """
        conversation = ConversationId(named)
        self.member(conversation)
        return conversation

    def member(self, conversation: ConversationId) -> int:
        if conversation not in self.members:
            raise NotYoursError
        return self.members[conversation]

    def holder(self, named: str) -> Holder:
        """As whom they sit in the conversation that *named* means.  Raises as `conversation` does."""
        conversation = self.conversation(named)
        return Holder(conversation, self.members[conversation], self.staff)

    def holders(self) -> list[Holder]:
        return [Holder(conversation, member, self.staff) for conversation, member in self.members.items()]


class Seats:
    """Every seat on this node."""

    def __init__(self) -> None:
        self._seats: dict[ConversationId | StaffId, VisitorSeat | StaffSeat] = {}
        self._holders: dict[ConversationId, list[StaffSeat]] = {}

    @contextlib.contextmanager
    def sitting(self, seat: VisitorSeat | StaffSeat) -> Iterator[None]:
        """
        Sit down while the block runs, and stay if it does not raise: then whoever sat there is displaced.

        Raises:
            OldGenerationError: a newer connection sits there.
        """
        older = self._seats.get(seat.whose)
        if older is not None and older.generation >= seat.generation:
            raise OldGenerationError
        self._swap(older, seat)
        try:
            yield
        except BaseException:
            if self._seats.get(seat.whose) is seat:
                self._swap(seat, older if older is not None and older.far.open else None)
            else:
                _displace(older)
            raise
        _displace(older)

    def leave(self, seat: VisitorSeat | StaffSeat) -> None:
        """Get up, unless somebody else sits there by now.  May be repeated."""
        if self._seats.get(seat.whose) is seat:
            self._swap(seat, None)

    def hold(self, seat: StaffSeat, conversation: ConversationId, member: int) -> None:
        """From now on *conversation* is theirs, as its *member*."""
        seat.members[conversation] = member
        if self._seats.get(seat.staff) is seat and seat not in self._holders.get(conversation, ()):
            self._holders.setdefault(conversation, []).append(seat)

    def visitor(self, conversation: ConversationId) -> Seat | None:
        """Where the visitor of *conversation* sits."""
        return self._seats.get(conversation)

    def staff(self, staff: StaffId) -> StaffSeat | None:
        """Where *staff* sits."""
        seat = self._seats.get(staff)
        return seat if isinstance(seat, StaffSeat) else None

    def of(self, conversation: ConversationId) -> list[Seat]:
        """Everybody here who may read the mailbox of *conversation*."""
        visitor = self._seats.get(conversation)
        return [*([visitor] if visitor else []), *self._holders.get(conversation, ())]

    def sign_ins(self) -> list[bytes]:
        """The sign-ins behind the staff's seats: in use, though no request says so."""
        return [seat.session for seat in self._seats.values() if isinstance(seat, StaffSeat)]

    def sign_out(self, session: bytes) -> None:
        """Whoever sits here on the sign-in *session* sits here no longer (R19)."""
        for seat in list(self._seats.values()):
            if isinstance(seat, StaffSeat) and seat.session == session:
                seat.far.end()

    def end_all(self) -> None:
        """Nobody sits here any longer; whoever is there connects again."""
        for seat in self.everyone():
            seat.far.end()

    def holders(self) -> Iterator[tuple[Holder, int]]:
        """Everybody here who may have a key in trust, by the connection of which generation."""
        for seat in self.everyone():
            for holder in seat.holders():
                yield holder, seat.generation

    def everyone(self) -> list[Seat]:
        """Every seat that is taken."""
        return list(self._seats.values())

    def _swap(self, off: VisitorSeat | StaffSeat | None, on: VisitorSeat | StaffSeat | None) -> None:
        if off is not None:
            del self._seats[off.whose]
        if isinstance(off, StaffSeat):
            for conversation in off.members:
                self._drop_holder(conversation, off)
        if on is not None:
            self._seats[on.whose] = on
        if isinstance(on, StaffSeat):
            for conversation, member in on.members.items():
                self.hold(on, conversation, member)

    def _drop_holder(self, conversation: ConversationId, seat: StaffSeat) -> None:
        remaining = [holder for holder in self._holders.get(conversation, ()) if holder is not seat]
        if remaining:
            self._holders[conversation] = remaining
        else:
            self._holders.pop(conversation, None)


def _displace(seat: Seat | None) -> None:
    if seat is not None:
        seat.far.tell("seat:displaced", Displaced())
        seat.far.end()
