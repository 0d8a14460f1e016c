# SPDX-License-Identifier: EUPL-1.2
"""Seats: who sits where, whose conversation a name means, and who displaces whom."""

import contextlib
from dataclasses import dataclass, field

import pytest

from chatserver.domain.errors import BusyError, NotYoursError, OldGenerationError
from chatserver.domain.ids import VISITOR_MEMBER, ConversationId, StaffId
from chatserver.sockets.seats import Seats, StaffSeat, VisitorSeat
from chatserver.wire.shapes import Shape

MINE, THEIRS = ConversationId("M" * 32), ConversationId("T" * 32)


@dataclass(eq=False)
class Ear:
    """A far end that keeps what it was told."""

    told: list[str] = field(default_factory=list)
    open: bool = True

    def tell(self, event: str, _shape: Shape) -> int:
        self.told.append(event)
        return 1

    async def room(self) -> None:
        """There always is."""

    def end(self) -> None:
        self.open = False


def visitor(generation: int, conversation: ConversationId = MINE) -> VisitorSeat:
    """A visitor's seat."""
    return VisitorSeat(far=Ear(), generation=generation, conversation=conversation)


def staff(generation: int, name: str = "anna", session: bytes = b"") -> StaffSeat:
    """A counsellor's seat."""
    return StaffSeat(far=Ear(), generation=generation, staff=StaffId(name), session=session)


def sits(seats: Seats, seat: VisitorSeat | StaffSeat) -> None:
    """*seat* is taken, for good."""
    with seats.sitting(seat):
        pass


def test_a_name_means_only_what_is_held() -> None:
    """Somebody else's conversation and no conversation at all are refused alike."""
    seats, seat = Seats(), staff(1)
    sits(seats, seat)
    seats.hold(seat, MINE, 2)

    assert seat.conversation(MINE.value) == MINE
    assert seat.member(MINE) == 2
    for named in (THEIRS.value, "nothing", ""):
        with pytest.raises(NotYoursError):
            seat.conversation(named)


def test_a_visitor_is_member_0_of_its_own_conversation_only() -> None:
    """A visitor's seat knows one conversation."""
    seat = visitor(1)

    assert seat.member(MINE) == VISITOR_MEMBER
    with pytest.raises(NotYoursError):
        seat.member(THEIRS)


def test_a_greater_generation_displaces() -> None:
    """The newer connection sits; the older is told so and ended."""
    seats, older, newer = Seats(), visitor(1), visitor(2)
    sits(seats, older)
    sits(seats, newer)

    assert seats.visitor(MINE) is newer
    assert (older.far.told, older.far.open) == (["seat:displaced"], False)  # type: ignore[attr-defined]  # an Ear
    assert newer.far.open


@pytest.mark.parametrize("generation", [1, 2])
def test_the_same_or_a_smaller_generation_is_refused(generation: int) -> None:
    """A connection of yesterday, or a copy of today's, does not displace."""
    seats, sitting = Seats(), visitor(2)
    sits(seats, sitting)

    with pytest.raises(OldGenerationError):
        sits(seats, visitor(generation))
    assert seats.visitor(MINE) is sitting
    assert sitting.far.open


def test_who_is_refused_in_the_end_displaces_nobody() -> None:
    """If the stores refuse the newer connection, the older keeps its seat."""
    seats, older = Seats(), visitor(1)
    sits(seats, older)

    with pytest.raises(BusyError), seats.sitting(visitor(2)):
        raise BusyError
    assert seats.visitor(MINE) is older
    assert older.far.open


def test_a_connection_that_ended_meanwhile_does_not_get_its_seat_back() -> None:
    """If the older connection ends while the stores refuse the newer one, nobody sits there."""
    seats, older = Seats(), visitor(1)
    sits(seats, older)

    with contextlib.suppress(BusyError), seats.sitting(visitor(2)):
        older.far.end()
        seats.leave(older)
        raise BusyError
    assert seats.visitor(MINE) is None


def test_whoever_is_overtaken_while_being_seated_is_displaced_too() -> None:
    """Of three connections the newest sits, whatever becomes of the one in the middle."""
    seats, older, newest = Seats(), visitor(1), visitor(3)
    sits(seats, older)

    with contextlib.suppress(BusyError), seats.sitting(visitor(2)):
        sits(seats, newest)
        raise BusyError
    assert seats.visitor(MINE) is newest
    assert not older.far.open


def test_who_is_seated_meanwhile_hears_what_is_told_meanwhile() -> None:
    """A connection that is being seated is already the one that is told things."""
    seats, newer = Seats(), visitor(2)
    sits(seats, visitor(1))
    with seats.sitting(newer):
        assert seats.visitor(MINE) is newer


def test_leaving_twice_or_late_takes_nobody_else_s_seat() -> None:
    """The end of a displaced connection leaves the newer one where it is."""
    seats, older, newer = Seats(), visitor(1), visitor(2)
    sits(seats, older)
    sits(seats, newer)
    seats.leave(older)
    assert seats.visitor(MINE) is newer
    seats.leave(newer)
    seats.leave(newer)

    assert seats.visitor(MINE) is None
    assert seats.everyone() == []


def test_everybody_who_may_read_a_mailbox_is_found() -> None:
    """The visitor and every counsellor who holds the conversation, and nobody else."""
    seats, young, anna, bo = Seats(), visitor(1), staff(1), staff(1, "bo")
    for seat in (young, anna, bo):
        sits(seats, seat)
    seats.hold(anna, MINE, 1)
    seats.hold(bo, THEIRS, 1)
    seats.hold(anna, MINE, 1)

    assert seats.of(MINE) == [young, anna]
    seats.leave(anna)
    assert seats.of(MINE) == [young]
    assert seats.staff(StaffId("bo")) is bo


def test_a_displaced_counsellor_s_conversations_go_with_the_old_seat() -> None:
    """The newer connection holds what it announces itself, not what the older held."""
    seats, older, newer = Seats(), staff(1), staff(2)
    sits(seats, older)
    seats.hold(older, MINE, 1)
    sits(seats, newer)

    assert seats.of(MINE) == []
    seats.hold(older, THEIRS, 1)
    assert seats.of(THEIRS) == []
    assert seats._holders == {}


def test_signing_out_ends_the_seat() -> None:
    """Whoever signs out sits at no desk any more, and nobody else is disturbed."""
    seats = Seats()
    mine, others = staff(1, "anna", b"mine"), staff(1, "bo", b"another")
    sits(seats, mine)
    sits(seats, others)

    seats.sign_out(b"mine")

    assert (mine.far.open, others.far.open) == (False, True)
