# SPDX-License-Identifier: EUPL-1.2
"""A shift: visitors who wait and counsellors on duty, without sockets and without conversations."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chatserver.domain.ids import CONVERSATION_BYTES, ConversationId, OfferId, StaffId
from chatserver.domain.lanes import lane_name
from chatserver.domain.queue import Duty
from chatserver.live.queue import Queue
from chatserver.live.store import Store
from chatserver.services.line import Line, Taken, terms
from chatserver.services.ports import SystemChance
from chatserver.signing.tickets import Tickets
from chatserver.wire.counsellor import Desk, DeskOpen, Missed, Offer
from chatserver.wire.shapes import Audience, Lane, Shape
from chatserver.wire.visitor import Place, QueueJoin
from tests.conftest import ManualClock

SV = Lane(audience=Audience.YOUNG, language="sv")
EN = Lane(audience=Audience.YOUNG, language="en")
ADULT = Lane(audience=Audience.ADULT, language="sv")
LANES = [SV, EN, ADULT]
PAUSE_SECONDS = 120


@dataclass
class Told:
    """A ``Post`` that keeps who was told what."""

    all: list[tuple[ConversationId | StaffId, str, Shape]] = field(default_factory=list)

    def to_visitor(self, conversation: ConversationId, event: str, shape: Shape) -> None:
        self.all.append((conversation, event, shape))

    def to_staff(self, staff: StaffId, event: str, shape: Shape) -> None:
        self.all.append((staff, event, shape))

    def wake(self, conversation: ConversationId) -> None:
        raise AssertionError(f"the line knows no mailbox, not of {conversation}")

    def of(self, whom: ConversationId | StaffId, event: str) -> list[Any]:
        """What *whom* was told under *event*, in order."""
        return [shape for one, name, shape in self.all if one == whom and name == event]


class Shift:
    """A line and everybody in it."""

    def __init__(
        self,
        store: Store,
        clock: ManualClock,
        tickets: Tickets,
        *,
        lanes: Sequence[Lane] = LANES,
        **figures: int,
    ) -> None:
        self.clock = clock
        self.told = Told()
        self.tickets = tickets
        names = [lane_name(lane.audience, lane.language) for lane in lanes]
        pause_seconds = figures.pop("pause_seconds", PAUSE_SECONDS)
        self.queue = Queue(store, names, replace(terms(pause_seconds), **figures))
        self.line = Line(self.queue, tickets, self.told, clock, SystemChance(), lanes)

    def stranger(self) -> "Visitor":
        """A visitor who has done nothing yet."""
        return Visitor(self, ConversationId.of(secrets.token_bytes(CONVERSATION_BYTES)))

    async def visitor(self, lane: Lane = SV, *, urgent: bool = False) -> "Visitor":
        """Somebody who has joined, a second after whoever came before."""
        self.clock.advance(1)
        visitor = self.stranger()
        await visitor.comes()
        await visitor.joins(lane, urgent=urgent)
        return visitor

    async def counsellor(
        self, name: str = "anna", duty: Duty = Duty.FREE, lanes: Sequence[Lane] | None = None
    ) -> "Counsellor":
        """Somebody who has taken their seat, a second after whoever came before."""
        self.clock.advance(1)
        counsellor = Counsellor(self, StaffId(name))
        await counsellor.sits_down(duty, lanes)
        return counsellor

    async def passes(self, seconds: float) -> None:
        """Time, and what happens unasked."""
        self.clock.advance(seconds)
        for expired in await self.line.expired():
            if expired.stage == "offered":
                await self.line.offer_expired(expired)
        await self.line.pauses_over()


@dataclass
class Visitor:
    """A visitor's page."""

    shift: Shift
    conversation: ConversationId
    generation: int = 0

    async def comes(self) -> None:
        """With a new connection."""
        self.generation += 1
        await self.shift.line.visitor_here(self.conversation, self.generation)

    async def drops(self) -> None:
        """The connection is gone."""
        await self.shift.line.visitor_gone(self.conversation, self.generation)

    async def joins(self, lane: Lane = SV, *, urgent: bool = False, ticket: str | None = None) -> Place:
        """Waits, or shows that it still does."""
        ask = QueueJoin(audience=lane.audience, language=lane.language, urgent=urgent, place=ticket)
        return await self.shift.line.join_queue(self.conversation, ask)

    async def leaves(self) -> None:
        """Waits no more."""
        await self.shift.line.leave_queue(self.conversation)

    async def wants_another(self, *, wanted: bool = True) -> StaffId | None:
        """Or no longer does."""
        return await self.shift.line.want_another(self.conversation, wanted)

    async def place(self) -> int:
        """Where it stands, asked without a sign of life; -1 for one that does not count."""
        for line in await self.shift.queue.lines(at=self.shift.line._now()):
            pairs = [*zip(line.calm[::2], line.calm[1::2], strict=True)]
            pairs += [*zip(line.urgent[::2], line.urgent[1::2], strict=True)]
            order = [name for name, _ in sorted(pairs, key=lambda pair: float(pair[1]))]
            if self.conversation.value in order:
                return order.index(self.conversation.value) + 1
        return -1

    async def is_offered_to(self, counsellor: "Counsellor") -> bool:
        """Whether that counsellor's desk shows this visitor."""
        stages = await self.shift.queue.house(at=self.shift.line._now())
        return any(
            hold.conversation == self.conversation.value and hold.stage == "offered"
            for person in stages.people
            if person.id == counsellor.staff.value
            for hold in person.holds
        )

    def told(self, event: str) -> list[Any]:
        """What it was told."""
        return self.shift.told.of(self.conversation, event)


@dataclass
class Counsellor:
    """A counsellor's console."""

    shift: Shift
    staff: StaffId
    generation: int = 0

    async def sits_down(
        self, duty: Duty | None = None, lanes: Sequence[Lane] | None = None, *, free_since: int | None = None
    ) -> Desk:
        """With a new connection."""
        self.generation += 1
        ask = DeskOpen(duty=duty, lanes=None if lanes is None else list(lanes), free_since=free_since)
        return await self.shift.line.open_desk(self.staff, ask, self.generation)

    async def drops(self) -> None:
        """The connection is gone."""
        await self.shift.line.staff_gone(self.staff, self.generation)

    async def chooses(self, duty: Duty) -> Desk:
        """What to take."""
        return await self.shift.line.set_duty(self.staff, duty)

    async def desk(self) -> Desk:
        """What it shows."""
        return await self.shift.line.desk(self.staff)

    async def offer(self) -> Offer:
        """The one on the desk."""
        offer = (await self.desk()).offer
        assert offer is not None
        return offer

    async def accepts(self, offer: Offer | None = None) -> Taken:
        """The offer on the desk, or this one."""
        named = offer or await self.offer()
        return await self.shift.line.take_offer(self.staff, OfferId(named.offer))

    async def declines(self, offer: Offer | None = None) -> None:
        """The offer on the desk, or this one."""
        named = offer or await self.offer()
        await self.shift.line.decline_offer(self.staff, OfferId(named.offer))

    async def meets(self, visitor: Visitor, member: int = 1) -> None:
        """Accepts, gives a key, and is let in."""
        taken = await self.accepts()
        assert taken.conversation == visitor.conversation
        await self.shift.line.seated(visitor.conversation, self.staff, member)
        await self.gives_key(visitor)
        await self.is_let_in(visitor)

    async def gives_key(self, visitor: Visitor) -> None:
        """To an accepted visitor."""
        await self.shift.line.key_given(visitor.conversation, self.staff)

    async def is_let_in(self, visitor: Visitor) -> None:
        """By an accepted visitor."""
        await self.shift.line.joined(visitor.conversation, self.staff)

    async def gives_back(self, visitor: Visitor, missed: Missed) -> None:
        """An accepted visitor."""
        await self.shift.line.given_back(visitor.conversation, self.staff, missed)

    async def parts(self, visitor: Visitor, seconds: int | None = 1_800) -> None:
        """After a conversation."""
        await self.shift.line.release(visitor.conversation, self.staff, seconds=seconds)

    def told(self, event: str) -> list[Any]:
        """What the console was told."""
        return self.shift.told.of(self.staff, event)
