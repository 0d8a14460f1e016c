# SPDX-License-Identifier: EUPL-1.2
"""The line: visitors wait, counsellors are on duty, and each meets the one whose turn it is.

Rule 1: everything here may be repeated, and tells what the store has done, never what it will do.
Rule 2: what is said in a conversation, and who is in it beside its counsellors, is not known here.
"""

import contextlib
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from msgspec.structs import replace

from chatserver.domain.errors import BadTicketError, BusyError, UnknownLaneError
from chatserver.domain.ids import ConversationId, OfferId, StaffId
from chatserver.domain.lanes import LaneName, lane_name
from chatserver.domain.queue import Duty, Stage, Terms, Turn
from chatserver.live.queue import CHANCE_BYTES, Announced, Moment, Queue
from chatserver.live.queue_replies import Done, Effect, Joined
from chatserver.observe import metrics
from chatserver.services.desks import Desks, lane_of, offer_of
from chatserver.services.outlook import Outlook
from chatserver.services.places import Places
from chatserver.services.ports import Chance, Clock, Post
from chatserver.signing.tickets import PlaceTicket, Tickets
from chatserver.wire import counsellor as c
from chatserver.wire import limits
from chatserver.wire.shapes import Lane
from chatserver.wire.visitor import Place, QueueJoin

log = structlog.get_logger()

TICKET_MS: Final = limits.TICKET_HOURS * 3_600_000


def terms(pause_seconds: int) -> Terms:
    """The figures that a queue is given, with a pause of so many seconds after each conversation."""
    return Terms(
        lease=limits.LEASE_SECONDS * 1_000,
        key=limits.KEY_SECONDS * 1_000,
        welcome=limits.WELCOME_SECONDS * 1_000,
        pause=pause_seconds * 1_000,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """The visitor whom a counsellor has accepted."""

    conversation: ConversationId
    lane: Lane
    urgent: bool
    waited_seconds: int


@dataclass(frozen=True, slots=True)
class Expired:
    """An *offer*, a *key* or a *welcome* (by *stage*) that has not come in time."""

    conversation: ConversationId
    staff: StaffId
    offer: OfferId
    stage: Stage


class Line:
    """Who waits, who is on duty, and who has been offered to whom."""

    def __init__(  # noqa: PLR0913, PLR0917  # each a port or a store of its own; app/ alone names them
        self, queue: Queue, tickets: Tickets, post: Post, clock: Clock, chance: Chance, lanes: Sequence[Lane]
    ) -> None:
        self._queue = queue
        self._tickets = tickets
        self._post = post
        self._clock = clock
        self._chance = chance
        self._lanes = frozenset(_name(lane) for lane in lanes)
        self._outlook = Outlook(queue)
        self._places = Places(queue, post, self._outlook)
        self._desks = Desks(post, self._outlook)

    # Visitors.

    async def join_queue(self, conversation: ConversationId, ask: QueueJoin) -> Place:
        """
        Wait in a lane, or show that one still waits.  Place 0: accepted already, or being offered.

        Raises:
            UnknownLaneError, ClosedLaneError, FullError: there is nothing to wait for.
            BadTicketError, ExpiredTicketError: the place ticket is not for this conversation, or too old.
            GoneError: it has been accepted before, and left.
        """
        at = self._now()
        lane = self._lane(lane_name(ask.audience, ask.language))
        claim = self._claim(conversation, ask, at)
        await self._outlook.refresh(at)
        joined = await self._queue.join(conversation, lane, urgent=ask.urgent, claim=claim, at=at)
        self._tell(joined, at)
        place = self._places.answered(conversation, joined, at)
        return replace(place, ticket=self._place_ticket(conversation, joined, at))

    async def leave_queue(self, conversation: ConversationId) -> None:
        """Wait no more.  Who was accepted before cannot wait again under the same name."""
        at = self._now()
        self._tell(await self._queue.leave(conversation, at=at), at)
        self._places.forget(conversation)

    async def visitor_here(self, conversation: ConversationId, generation: int) -> None:
        """
        The visitor has a connection.

        Raises:
            OldGenerationError: a newer one is there.
        """
        at = self._now()
        self._tell(await self._queue.here(conversation, generation, at=at), at)

    async def visitor_gone(self, conversation: ConversationId, generation: int) -> None:
        """The visitor's connection is no more.  The place stays; nobody is offered who is not there."""
        at = self._now()
        self._tell(await self._queue.away(conversation, generation, at=at), at)

    async def want_another(self, conversation: ConversationId, wanted: bool) -> StaffId | None:  # noqa: FBT001  # the wire's own word
        """
        Wait for another counsellor, or no longer.  Who has lost an offer or an acceptance by it, if anybody.

        Raises:
            GoneError: the visitor has left.
            NotAllowedNowError: the visitor has never talked.
        """
        at = self._now()
        undone = await self._queue.another(conversation, wanted=wanted, at=at)
        self._tell(undone, at)
        return StaffId(undone.staff) if undone.staff else None

    # Counsellors.

    async def open_desk(self, staff: StaffId, ask: c.DeskOpen, generation: int) -> c.Desk:
        """
        Take a seat and say what one knows.

        Raises:
            OldGenerationError: a newer connection of theirs is there.
            UnknownLaneError: no such lane.
        """
        at = self._now()
        says = Announced(
            duty=ask.duty,
            lanes=None if ask.lanes is None else self._served(ask.lanes),
            free_since=ask.free_since,
        )
        self._tell(await self._queue.desk(staff, generation, says=says, at=at), at)
        return await self._desks.desk(staff, at)

    async def set_duty(self, staff: StaffId, duty: Duty) -> c.Desk:
        """
        Take the next visitor, or nobody for a while, or nobody.

        Raises:
            NotAllowedNowError: they have no seat.
        """
        at = self._now()
        self._tell(await self._queue.duty(staff, duty, at=at), at)
        return await self._desks.desk(staff, at)

    async def desk(self, staff: StaffId) -> c.Desk:
        """What the desk shows.  Raises as `set_duty` does."""
        return await self._desks.desk(staff, self._now())

    async def staff_gone(self, staff: StaffId, generation: int) -> None:
        """A counsellor's connection is no more."""
        at = self._now()
        self._tell(await self._queue.unseat(staff, generation, at=at), at)

    async def take_offer(self, staff: StaffId, offer: OfferId) -> Taken:
        """
        Accept.

        Raises:
            GoneError: the offer is not theirs, or not any more.
        """
        at = self._now()
        accepted = await self._queue.accept(staff, offer, at=at)
        hold, seconds = accepted.taken, accepted.taken.waited // 1_000
        if accepted.first:
            metrics.waited.labels(hold.lane).observe(seconds)
            log.info("visitor accepted", lane=hold.lane, seconds=seconds)
        return Taken(ConversationId(hold.conversation), lane_of(hold.lane), hold.urgent, seconds)

    async def decline_offer(self, staff: StaffId, offer: OfferId) -> None:
        """The visitor is in line again, the counsellor away.  Raises as `take_offer` does."""
        at = self._now()
        self._tell(await self._queue.decline(staff, offer, at=at), at)
        await self._show_desk(staff, at)

    # What comes after acceptance.

    async def seated(self, conversation: ConversationId, staff: StaffId, member: int) -> None:
        """
        The counsellor is *member* of the conversation, as the desk shows.

        Raises:
            GoneError: it is not theirs any more.
        """
        await self._queue.seat(conversation, staff, member, at=self._now())

    async def key_given(self, conversation: ConversationId, staff: StaffId) -> None:
        """The key package is here; the visitor's Welcome is awaited.  Raises as `seated` does."""
        await self._queue.key(conversation, staff, at=self._now())

    async def joined(self, conversation: ConversationId, staff: StaffId) -> None:
        """The visitor has let the counsellor in."""
        await self._queue.joined(conversation, staff, at=self._now())

    async def given_back(self, conversation: ConversationId, staff: StaffId, missed: c.Missed) -> None:
        """An accepted visitor has not come to talk: a key or a Welcome is missing, or the visitor left."""
        at = self._now()
        self._tell(await self._queue.back(conversation, staff, Turn(missed), at=at), at)
        await self._show_desk(staff, at)

    async def release(self, conversation: ConversationId, staff: StaffId, *, seconds: int | None) -> None:
        """The conversation is over for the counsellor, after *seconds*; a pause follows."""
        at = self._now()
        self._tell(await self._queue.release(conversation, staff, seconds=seconds, at=at), at)
        await self._show_desk(staff, at)

    # What time does.

    async def expired(self) -> list[Expired]:
        """What has not come in time."""
        return [
            Expired(ConversationId(o.conversation), StaffId(o.staff), OfferId(o.offer), o.stage)
            for o in await self._queue.due(at=self._now())
        ]

    async def offer_expired(self, expired: Expired) -> None:
        """The visitor is in line again and the counsellor away, if the lease is over indeed."""
        at = self._now()
        self._tell(await self._queue.lapse(expired.conversation, expired.offer, at=at), at)
        await self._show_desk(expired.staff, at)

    async def pauses_over(self) -> None:
        """End pauses, stop counting who is away for long, forget who cannot come back."""
        at = self._now()
        self._tell(await self._queue.sweep(at=at), at)

    async def push_places(self) -> None:
        """Tell everybody whose place is another."""
        await self._places.push(self._now())

    async def push_desks(self) -> None:
        """Tell every desk in which something has changed."""
        for lane in (await self._desks.push(self._now())).lanes:
            metrics.waiting.labels(lane.lane).set(lane.calm + lane.urgent)
            metrics.on_duty.labels(lane.lane).set(lane.counsellors)

    async def held(self) -> list[tuple[ConversationId, StaffId]]:
        """Everything that somebody has accepted."""
        return await self._holds({Stage.KEY, Stage.WELCOME, Stage.SERVED})

    async def served(self) -> list[tuple[ConversationId, StaffId]]:
        """Everything that somebody has been let into."""
        return await self._holds({Stage.SERVED})

    async def seats_of(self, staff: StaffId) -> list[tuple[ConversationId, int]]:
        """Where *staff* is, or is expected, and as which member."""
        house = await self._queue.house(at=self._now())
        return [
            (ConversationId(hold.conversation), hold.member)
            for person in house.people
            for hold in person.holds
            if person.id == staff.value and hold.member is not None
        ]

    async def _holds(self, stages: Container[Stage]) -> list[tuple[ConversationId, StaffId]]:
        house = await self._queue.house(at=self._now())
        return [
            (ConversationId(hold.conversation), StaffId(person.id))
            for person in house.people
            for hold in person.holds
            if hold.stage in stages
        ]

    async def open_lanes(self) -> list[tuple[Lane, bool]]:
        """All lanes, and whether somebody serves them now."""
        house = await self._queue.house(at=self._now())
        return [(lane_of(lane.lane), lane.counsellors > 0) for lane in house.lanes]

    async def forget_node(self) -> None:
        """The only node has started: nobody is here until they connect again."""
        await self._queue.orphan(at=self._now())

    async def _show_desk(self, staff: StaffId, at: Moment) -> None:
        """Their duty has changed without their saying so.  If the store is busy now, the round tells them."""
        with contextlib.suppress(BusyError):
            await self._desks.push_to(staff, at)

    def _now(self) -> Moment:
        return Moment.of(self._clock.now_ms(), self._chance.token(CHANCE_BYTES))

    def _lane(self, name: LaneName) -> LaneName:
        if name not in self._lanes:
            raise UnknownLaneError
        return name

    def _served(self, lanes: Sequence[Lane]) -> list[LaneName]:
        return sorted({self._lane(_name(lane)) for lane in lanes})

    def _claim(self, conversation: ConversationId, ask: QueueJoin, at: Moment) -> int | None:
        """The joining time that a place ticket proves, for this lane."""
        if ask.place is None:
            return None
        ticket = self._tickets.open_place(ask.place, at.now_ms)
        if ticket.conversation != conversation:
            raise BadTicketError("another's place")
        same = (ticket.audience, ticket.language) == (ask.audience, ask.language)
        return ticket.joined if same else None

    def _place_ticket(self, conversation: ConversationId, joined: Joined, at: Moment) -> str:
        lane = lane_of(joined.lane)
        return self._tickets.seal(
            PlaceTicket(
                conversation=conversation,
                audience=lane.audience,
                language=lane.language,
                joined=joined.joined,
                urgent=joined.urgent,
                expires=at.now_ms + TICKET_MS,
            )
        )

    def _tell(self, done: Done, at: Moment) -> None:
        for effect in done.told:
            self._tell_one(effect, at)

    def _tell_one(self, effect: Effect, at: Moment) -> None:
        staff = StaffId(effect.staff)
        if effect.hold is not None:
            self._post.to_staff(staff, "offer:made", offer_of(effect.hold, at.now_ms))
        else:
            self._post.to_staff(
                staff, "offer:gone", c.OfferGone(offer=effect.offer, why=c.Missed(effect.why))
            )
            log.info("offer gone", code=effect.why)


def _name(lane: Lane) -> LaneName:
    return lane_name(lane.audience, lane.language)
