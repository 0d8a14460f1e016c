# SPDX-License-Identifier: EUPL-1.2
"""A whole house without sockets: visitors and counsellors, and a process that may die at any step."""

import asyncio
import secrets
from collections.abc import Awaitable, Sequence
from typing import Any

from chatserver.domain.ids import CONVERSATION_BYTES, ConversationId, OfferId, StaffId
from chatserver.domain.lanes import lane_name
from chatserver.domain.queue import Duty
from chatserver.live.conversations import Mailboxes
from chatserver.live.queue import Queue
from chatserver.live.store import Store
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.services.line import Line, terms
from chatserver.services.meetings import Meetings
from chatserver.services.ports import SystemChance
from chatserver.signing.tickets import Tickets
from chatserver.wire.counsellor import Accepted, Desk, DeskOpen, MemberKey, Missed, Offer
from chatserver.wire.shapes import Audience, Lane, Send
from chatserver.wire.visitor import Place, QueueJoin
from tests.conftest import ManualClock
from tests.drivers import sealed
from tests.drivers.delivery import End, Posts

LANE = Lane(audience=Audience.YOUNG, language="sv")
PAUSE_SECONDS = 60


class DiedError(Exception):
    """The process is no more."""


class MortalStore(Store):
    """The way to the live store of a process that dies at a given step, before or after it is done."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._left: int | None = None
        self._done = False

    def dies(self, step: int, *, done: bool) -> None:
        """At the *step*-th script from now; *done*: it has run, and nobody has heard its answer."""
        self._left, self._done = step, done

    def lives(self) -> None:
        """A new process."""
        self._left = None

    async def run(self, script: str, keys: Sequence[str], args: Sequence[str | int | bytes]) -> Any:
        if self._left is None:
            return await super().run(script, keys, args)
        self._left -= 1
        if self._left < 0:
            raise DiedError
        if self._left == 0 and not self._done:
            raise DiedError
        answer = await super().run(script, keys, args)
        if self._left == 0:
            raise DiedError
        return answer


class House:
    """The services, whole, on one store."""

    def __init__(self, store: Store, clock: ManualClock) -> None:
        self.store = store
        self.clock = clock
        self.posts = Posts()
        self.tickets = Tickets(bytes(32))
        chance = SystemChance()
        queue = Queue(store, [lane_name(LANE.audience, LANE.language)], terms(PAUSE_SECONDS))
        self.line = Line(queue, self.tickets, self.posts, clock, chance, [LANE])
        self.conversations = Conversations(Mailboxes(store, BOUNDS), self.tickets, self.posts, clock, chance)
        self.meetings = Meetings(self.line, self.conversations, self.posts, clock)

    async def rounds(self) -> None:
        """What happens unasked."""
        await self.meetings.expire()
        await self.meetings.sweep_held()
        await self.line.pauses_over()

    async def passes(self, seconds: int) -> None:
        """Time, with its rounds."""
        for _ in range(seconds // 10):
            self.clock.advance(10)
            await self.rounds()

    def missed(self, console: "Console") -> list[Missed]:
        """Why somebody lost what they had."""
        return [gone.why for gone in self.posts.told_staff(console.staff, "offer:gone")]

    async def talk_with(self, page: "VisitorPage") -> list[str]:
        """The counsellors who are inside, by the record and by the line alike."""
        inside = [one.staff for one in await self.conversations.staff_of(page.conversation) if one.inside]
        served = [
            staff for conversation, staff in await self.line.served() if conversation == page.conversation
        ]
        assert set(inside) == set(served)
        return sorted(staff.value for staff in served)

    async def visitor(self, *, urgent: bool = False) -> "VisitorPage":
        """Somebody who waits."""
        page = VisitorPage(self, ConversationId.of(secrets.token_bytes(CONVERSATION_BYTES)))
        await page.comes()
        await page.joins(urgent=urgent)
        return page

    async def counsellor(self, name: str, duty: Duty = Duty.FREE) -> "Console":
        """Somebody on duty."""
        console = Console(self, StaffId(name))
        await console.opens(duty)
        return console


class VisitorPage:
    """A visitor's page: it waits, lets in whom it is shown, and talks."""

    def __init__(self, house: House, conversation: ConversationId) -> None:
        self.house = house
        self.conversation = conversation
        self.end = End(house.conversations, conversation, 0, era="")
        self.generation = 0

    async def comes(self) -> None:
        """With a connection."""
        self.generation += 1
        self.end.generation = self.generation
        await self.house.conversations.connected(self.conversation, 0, self.generation)
        await self.house.line.visitor_here(self.conversation, self.generation)

    async def vanishes(self) -> None:
        """The connection is gone."""
        await self.house.line.visitor_gone(self.conversation, self.generation)
        await self.house.conversations.disconnected(self.conversation, 0, self.generation)

    async def joins(self, *, urgent: bool = False) -> Place:
        """Waits, or shows that it still does."""
        return await self.house.line.join_queue(
            self.conversation, QueueJoin(audience=LANE.audience, language=LANE.language, urgent=urgent)
        )

    async def lets_in(self, member: int) -> None:
        """Adds whom it was shown."""
        await self.sends(sealed.commit(self.conversation, self.end.epoch, adds=member))

    async def takes_out(self, member: int) -> None:
        """Removes somebody."""
        await self.sends(sealed.commit(self.conversation, self.end.epoch, removes=member))

    async def wants_another(self) -> None:
        """Waits for another counsellor."""
        await self.house.meetings.another(self.conversation, wanted=True)

    async def wants_nobody_else(self) -> None:
        """No longer."""
        await self.house.meetings.another(self.conversation, wanted=False)

    async def sends(self, body: sealed.Sealing) -> None:
        """One message, by way of the meetings."""
        n = self.end.n + 1
        await self.house.meetings.send(self.conversation, 0, self.generation, self.ask(n, body))
        self.end.n, self.end.epoch = n, self.end.epoch + 1

    def ask(self, n: int, body: sealed.Sealing) -> Send:
        """What goes over the wire."""
        return Send(era=self.end.era, n=n, body=body(0, n))


class Console:
    """A counsellor's console."""

    def __init__(self, house: House, staff: StaffId) -> None:
        self.house = house
        self.staff = staff
        self.generation = 0
        self.taken: Accepted | None = None

    async def opens(self, duty: Duty | None = None) -> Desk:
        """Takes the seat."""
        self.generation += 1
        return await self.house.line.open_desk(self.staff, DeskOpen(duty=duty), self.generation)

    async def desk(self) -> Desk:
        """What it shows."""
        return await self.house.line.desk(self.staff)

    async def offer(self) -> Offer:
        """The offer on it."""
        offer = (await self.desk()).offer
        assert offer is not None
        return offer

    async def accepts(self) -> Accepted:
        """The visitor who is offered."""
        offer = OfferId((await self.offer()).offer)
        self.taken = await self.house.meetings.accept_offer(self.staff, offer)
        return self.taken

    async def gives_key(self) -> None:
        """Its device's key package for whom it has taken."""
        await self.house.meetings.offer_key(self.staff, self.key())

    def key(self) -> MemberKey:
        """The key package as it goes over the wire."""
        assert self.taken is not None
        package = sealed.text(sealed.key_package())
        return MemberKey(conversation=self.taken.conversation, member=self.taken.member, key_package=package)

    async def meets(self, page: VisitorPage) -> int:
        """Accept, key and Welcome; the member it is."""
        taken = await self.accepts()
        assert taken.conversation == page.conversation.value
        page.end.era = taken.era
        await self.gives_key()
        await page.lets_in(taken.member)
        return taken.member


async def until_death(act: Awaitable[object]) -> bool:
    """Whether *act* went through; else the process has died in it."""
    try:
        await act
    except DiedError:
        return False
    return True


async def late(turns: int, act: Awaitable[None]) -> None:
    """*act* some turns of the loop later."""
    for _ in range(turns * 2):
        await asyncio.sleep(0)
    await act
