# SPDX-License-Identifier: EUPL-1.2
"""Delivery from real mailboxes: in order, inside the window, past slow readers and lost hints."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import structlog

from chatserver.background.runner import Runner
from chatserver.domain.errors import BusyError
from chatserver.domain.ids import CONVERSATION_BYTES, VISITOR_MEMBER, ConversationId, StaffId
from chatserver.domain.queue import Duty
from chatserver.live.conversations import Mailboxes
from chatserver.live.store import Store
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.services.ports import SystemChance
from chatserver.signing.tickets import Tickets
from chatserver.sockets.delivery import Delivery
from chatserver.sockets.seats import Seat, Seats, StaffSeat, VisitorSeat
from chatserver.wire.counsellor import Desk, Mine, StaffMail
from chatserver.wire.limits import WINDOW_MESSAGES
from chatserver.wire.shapes import Mail, Shape
from tests.conftest import ManualClock
from tests.drivers.delivery import Talk
from tests.drivers.lines import until

ANNA = StaffId("anna")


@dataclass(eq=False)
class Ear:
    """A far end that keeps what it was told, and has room while the test says so."""

    told: list[tuple[str, Any]] = field(default_factory=list)
    open: bool = True
    reads: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, event: str, shape: Shape) -> int:
        self.told.append((event, shape))
        return 100

    async def room(self) -> None:
        await self.reads.wait()

    def end(self) -> None:
        self.open = False

    @property
    def seqs(self) -> list[int]:
        """Of the mail that came."""
        return [shape.seq for event, shape in self.told if event == "message:new"]


@dataclass
class House:
    """A conversation between a visitor and Anna, both seated here."""

    seats: Seats
    delivery: Delivery
    talk: Talk
    visitor: Seat
    anna: Seat

    @property
    def conversation(self) -> ConversationId:
        """The conversation."""
        return self.talk.conversation

    async def anna_says(self, times: int) -> None:
        """Anna sends some words."""
        for _ in range(times):
            await next(iter(self.talk.counsellors.values())).says()

    def reads(self, seat: Seat, position: int = 0) -> None:
        """*seat* reads the mailbox from *position* on."""
        seat.open_window(self.conversation, position)
        self.delivery.look(seat, self.conversation)


@pytest.fixture
async def house(
    store: Store, tickets: Tickets, clock: ManualClock, chance: SystemChance
) -> AsyncIterator[House]:
    """Everything real but the connections."""
    async with Runner(clock) as runner:
        seats = Seats()
        delivery = Delivery(seats, runner.spawn)
        conversations = Conversations(Mailboxes(store, BOUNDS), tickets, delivery, clock, chance)
        delivery.serve(conversations)
        conversation = ConversationId.of(secrets.token_bytes(CONVERSATION_BYTES))
        visitor = VisitorSeat(far=Ear(), generation=1, conversation=conversation)
        anna = StaffSeat(far=Ear(), generation=1, staff=ANNA)
        for seat in (visitor, anna):
            ear(seat).reads.set()
            with seats.sitting(seat):
                pass
        talk = await Talk.begins(conversations, conversation)
        end = await talk.lets_in(ANNA)
        await end.catches_up()
        seats.hold(anna, conversation, end.member)
        yield House(seats, delivery, talk, visitor, anna)


def ear(seat: Seat) -> Ear:
    """The far end of *seat*."""
    assert isinstance(seat.far, Ear)
    return seat.far


async def test_what_is_stored_is_delivered_in_order(house: House) -> None:
    """A wake brings everything that is owed, each once, in order of seq."""
    house.reads(house.visitor)
    await house.anna_says(5)
    await until(lambda: len(ear(house.visitor).seqs) == 5)

    assert ear(house.visitor).seqs == sorted(set(ear(house.visitor).seqs))
    assert ear(house.anna).seqs == []


async def test_each_role_gets_its_own_shape(house: House) -> None:
    """Staff are told whose mail it is; a visitor has one conversation and is not."""
    house.reads(house.visitor)
    house.reads(house.anna, position=1)
    await house.anna_says(1)
    await house.talk.visitor.says()
    await until(lambda: ear(house.visitor).seqs and ear(house.anna).seqs)
    (_, to_visitor), (_, to_staff) = ear(house.visitor).told[-1], ear(house.anna).told[-1]

    assert type(to_visitor) is Mail
    assert type(to_staff) is StaffMail
    assert to_staff.conversation == house.conversation.value
    assert to_staff.body is not None


async def test_nobody_reads_before_its_window_is_open(house: House) -> None:
    """Who has not resumed is sent nothing: its position is not known."""
    await house.anna_says(3)
    house.delivery.look_again()
    assert house.delivery._owing == {}
    house.reads(house.visitor)
    await until(lambda: len(ear(house.visitor).seqs) == 3)


async def test_delivery_stops_at_the_window_and_goes_on_with_got(house: House) -> None:
    """32 messages beyond the last acknowledgement and no more; each acknowledgement lets as many follow."""
    house.reads(house.visitor)
    await house.anna_says(WINDOW_MESSAGES + 5)
    await until(lambda: len(ear(house.visitor).seqs) == WINDOW_MESSAGES and not house.delivery._owing)
    first = ear(house.visitor).seqs
    window = house.visitor.windows[house.conversation]
    window.got(first[2])
    house.delivery.look(house.visitor, house.conversation)
    await until(lambda: len(ear(house.visitor).seqs) == WINDOW_MESSAGES + 3 and not house.delivery._owing)

    assert len(ear(house.visitor).seqs) == WINDOW_MESSAGES + 3


async def test_who_does_not_read_slows_itself_only(house: House) -> None:
    """A connection without room gets nothing more until it has some; the other end is not held up."""
    ear(house.visitor).reads.clear()
    house.reads(house.visitor)
    house.reads(house.anna, position=1)
    await house.anna_says(2)
    await house.talk.visitor.says()
    await until(lambda: len(ear(house.anna).seqs) == 1)

    assert ear(house.visitor).seqs == []
    ear(house.visitor).reads.set()
    await until(lambda: len(ear(house.visitor).seqs) == 2)


async def test_a_new_position_replaces_the_old_one_at_once(house: House) -> None:
    """After a resume nothing of the old window follows: the new one begins where it says."""
    ear(house.visitor).reads.clear()
    house.reads(house.visitor)
    await house.anna_says(3)
    await until(lambda: house.delivery._owing)
    house.reads(house.visitor, position=3)
    ear(house.visitor).reads.set()
    await until(lambda: not house.delivery._owing)

    assert ear(house.visitor).seqs == [4]


async def test_nothing_is_told_to_a_connection_that_has_ended(house: House) -> None:
    """What is said to an ended connection would be lost in silence: it stays in the mailbox."""
    house.visitor.far.end()
    house.reads(house.visitor)
    await house.anna_says(2)
    await until(lambda: not house.delivery._owing)

    assert ear(house.visitor).seqs == []
    assert len(await house.talk.visitor.reads()) == 2


async def test_a_lost_hint_is_healed_by_the_next_look(house: House) -> None:
    """A wake that never came costs nothing but time: positions are checked, not exceptions counted."""
    house.reads(house.visitor)
    await until(lambda: not house.delivery._owing)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house.delivery, "wake", lambda _conversation: None)
        await house.anna_says(2)
    await until(lambda: not house.delivery._owing)
    assert ear(house.visitor).seqs == []
    house.delivery.look_again()
    await until(lambda: len(ear(house.visitor).seqs) == 2)


async def test_a_busy_store_is_healed_by_the_next_look(house: House) -> None:
    """A store that does not answer ends this look and not the next; the drain's other conversations go on."""

    class Busy:
        async def owed(self, *_: Any) -> list[Mail]:
            raise BusyError

    conversations = house.talk.conversations
    house.delivery.serve(Busy())
    house.reads(house.visitor)
    await house.anna_says(2)
    await until(lambda: not house.delivery._owing)
    house.delivery.serve(conversations)
    house.delivery.look_again()
    await until(lambda: len(ear(house.visitor).seqs) == 2)


async def test_hints_go_to_whom_they_are_meant_for_and_never_fail(house: House) -> None:
    """A hint to somebody who is not here, or whose connection has ended, is no error."""
    await house.talk.conversations.typing(house.conversation, VISITOR_MEMBER, on=True)
    house.anna.far.end()
    await house.talk.conversations.typing(house.conversation, VISITOR_MEMBER, on=False)
    house.seats.leave(house.anna)  # type: ignore[arg-type]  # a StaffSeat
    await house.talk.conversations.typing(house.conversation, VISITOR_MEMBER, on=True)

    assert [event for event, _ in ear(house.anna).told].count("typing:now") == 1
    assert ear(house.visitor).told[-1][0] != "typing:now"


async def test_what_a_desk_shows_is_its_counsellor_s(house: House) -> None:
    """A conversation that comes to a desk by a push, after a lost answer, is theirs to name."""
    other = ConversationId.of(secrets.token_bytes(CONVERSATION_BYTES))
    mine = Mine(conversation=other.value, member=3)
    desk = Desk(duty=Duty.FREE, lanes=[], conversations=[mine])
    house.delivery.to_staff(ANNA, "desk:now", desk)

    assert isinstance(house.anna, StaffSeat)
    assert house.anna.conversation(other.value) == other
    assert house.anna.member(other) == 3


async def test_a_drain_logs_under_nobody_s_name(house: House) -> None:
    """What is bound around the event that woke a drain is not bound in the drain."""

    class Busy:
        async def owed(self, *_: Any) -> list[Mail]:
            bound.append(structlog.contextvars.get_contextvars())
            raise BusyError

    bound: list[dict[str, Any]] = []
    house.delivery.serve(Busy())
    with structlog.contextvars.bound_contextvars(role="visitor", wire_event="message:got"):
        house.reads(house.visitor)
    await until(lambda: bound)

    assert bound == [{}]


async def test_a_closed_window_asks_the_store_nothing(house: House) -> None:
    """While a member acknowledges nothing, its mailbox is not even asked for."""
    house.reads(house.visitor)
    await house.anna_says(WINDOW_MESSAGES)
    await until(lambda: len(ear(house.visitor).seqs) == WINDOW_MESSAGES and not house.delivery._owing)
    asked: list[int] = []

    class Counted:
        async def owed(self, *_: Any) -> list[Mail]:
            asked.append(1)
            return []

    house.delivery.serve(Counted())
    house.delivery.look_again()
    await until(lambda: not house.delivery._owing)

    assert asked == []


async def test_one_busy_mailbox_holds_up_no_other(house: House) -> None:
    """A drain goes on with a seat's other conversations when one of them cannot be read now."""
    busy = ConversationId.of(secrets.token_bytes(CONVERSATION_BYTES))
    conversations = house.talk.conversations

    class Half:
        async def owed(self, conversation: ConversationId, *window: int) -> list[Mail]:
            if conversation == busy:
                raise BusyError
            return await conversations.owed(conversation, *window)

    assert isinstance(house.anna, StaffSeat)
    house.delivery.serve(Half())
    house.seats.hold(house.anna, busy, 1)
    house.anna.open_window(busy, 0)
    await house.talk.visitor.says()
    house.delivery.look(house.anna, busy)
    house.reads(house.anna, position=1)
    await until(lambda: len(ear(house.anna).seqs) == 1)
