# SPDX-License-Identifier: EUPL-1.2
"""What each counsellor's desk shows, told whole whenever something in it has changed.

Rule 1: time alone is no change: a desk counts seconds by itself.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from chatserver.domain.errors import NotAllowedNowError
from chatserver.domain.ids import StaffId
from chatserver.domain.lanes import LaneName, lane_parts
from chatserver.domain.queue import Duty, Stage, head_start_ms
from chatserver.live.queue import Moment
from chatserver.live.queue_replies import Hold, House, LaneCount, Person
from chatserver.services.outlook import Outlook
from chatserver.services.ports import Post
from chatserver.wire import counsellor as c
from chatserver.wire.shapes import Audience, Lane

_SHOW_WAIT_SECONDS: Final = 60
"""A longest wait that differs by less has not changed."""


class Desks:
    """The desks of everybody who is connected."""

    def __init__(self, post: Post, outlook: Outlook) -> None:
        self._post = post
        self._outlook = outlook
        self._told: dict[str, c.Desk] = {}

    async def desk(self, staff: StaffId, at: Moment) -> c.Desk:
        """
        What the desk of *staff* shows now.

        Raises:
            NotAllowedNowError: they have no seat.
        """
        house = await self._outlook.look(at)
        for person in house.people:
            if person.id == staff.value:
                desk = _desk(house, person, at.now_ms)
                self._told[person.id] = desk
                return desk
        raise NotAllowedNowError("no seat")

    async def push(self, at: Moment) -> House:
        """Tell everybody whose desk has changed; the house it was seen in."""
        house = await self._outlook.look(at)
        for person in house.people:
            if person.connected:
                self._push_one(person, _desk(house, person, at.now_ms))
            else:
                self._told.pop(person.id, None)
        return house

    async def push_to(self, staff: StaffId, at: Moment) -> None:
        """Tell *staff* at once, if their desk has changed."""
        house = await self._outlook.look(at)
        for person in house.people:
            if person.id == staff.value and person.connected:
                self._push_one(person, _desk(house, person, at.now_ms))

    def _push_one(self, person: Person, desk: c.Desk) -> None:
        told = self._told.get(person.id)
        if told is None or _still(told) != _still(desk):
            self._told[person.id] = desk
            self._post.to_staff(StaffId(person.id), "desk:now", desk)


def lane_of(name: LaneName) -> Lane:
    """The lane called *name*."""
    audience, language = lane_parts(name)
    return Lane(audience=Audience(audience), language=language)


def offer_of(hold: Hold, now_ms: int) -> c.Offer:
    """The offer in *hold*, as its counsellor sees it."""
    return c.Offer(
        offer=hold.offer,
        lane=lane_of(hold.lane),
        urgent=hold.urgent,
        waited_seconds=(now_ms - hold.joined) // 1_000,
        lease_seconds=-(min(0, now_ms - hold.deadline) // 1_000),
    )


def _desk(house: House, person: Person, now_ms: int) -> c.Desk:
    return c.Desk(
        duty=person.duty,
        pause_until=person.pause_until,
        free_since=person.free_since if person.duty is Duty.FREE else None,
        lanes=[_waiting(lane, now_ms) for lane in house.lanes if lane.lane in person.lanes],
        conversations=_mine(person.holds),
        offer=next((offer_of(hold, now_ms) for hold in person.holds if hold.stage is Stage.OFFERED), None),
    )


def _waiting(lane: LaneCount, now_ms: int) -> c.Waiting:
    firsts = [
        first + head_start_ms(urgent=urgent)
        for first, urgent in ((lane.first_calm, False), (lane.first_urgent, True))
        if first is not None
    ]
    return c.Waiting(
        lane=lane_of(lane.lane),
        waiting=lane.calm + lane.urgent,
        urgent=lane.urgent,
        longest_wait_seconds=max(0, now_ms - min(firsts, default=now_ms)) // 1_000,
        counsellors=lane.counsellors,
    )


def _mine(holds: Sequence[Hold]) -> list[c.Mine]:
    # Between the acceptance and the invitation nobody knows the member yet; the desk hears of it in a moment.
    return [
        c.Mine(conversation=hold.conversation, member=hold.member)
        for hold in holds
        if hold.member is not None
    ]


def _still(desk: c.Desk) -> c.Desk:
    """*desk* without what changes by time alone."""
    lanes = [
        replace(lane, longest_wait_seconds=lane.longest_wait_seconds // _SHOW_WAIT_SECONDS)
        for lane in desk.lanes
    ]
    offer = desk.offer and replace(desk.offer, waited_seconds=0, lease_seconds=0)
    return replace(desk, lanes=lanes, offer=offer)
