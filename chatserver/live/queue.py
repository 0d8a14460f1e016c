# SPDX-License-Identifier: EUPL-1.2
"""The queue in the live store: one script per command, each safe to repeat, all of them matching alike.

Rule 1: what the figures and the duties are is told to the scripts; they only make it happen at once.
Rule 2: an effect that comes back has happened; whether anybody is told of it is not known here.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Any, Final, Self, TypeVar

import msgspec

from chatserver.domain import errors
from chatserver.domain.ids import ConversationId, OfferId, StaffId
from chatserver.domain.lanes import LaneName
from chatserver.domain.queue import DUTY_AFTER, Duty, Terms, Turn, head_start_ms
from chatserver.live import keys
from chatserver.live.queue_replies import (
    Accepted,
    Done,
    Due,
    House,
    Joined,
    LaneLine,
    Lines,
    Overdue,
    Refused,
    Stages,
    Undone,
)
from chatserver.live.store import Store

CHANCE_BYTES: Final = 16
AT_A_TIME: Final = 100
"""Overdue things that one sweep sees; the next sees the rest."""

_REFUSALS: Final[Mapping[str, type[errors.RefusedError]]] = {
    refusal.code: refusal
    for refusal in (
        errors.ClosedLaneError,
        errors.FullError,
        errors.GoneError,
        errors.NotAllowedNowError,
        errors.OldGenerationError,
    )
}


_Answer = TypeVar("_Answer", bound=msgspec.Struct)


class Moment(msgspec.Struct, frozen=True):
    """When something happens, and chance for the names that it may need."""

    now_ms: int
    chance: str

    @classmethod
    def of(cls, now_ms: int, chance: bytes) -> Self:
        """*now_ms* with *chance* of ``CHANCE_BYTES``, which name the offers made at this moment."""
        return cls(now_ms, base64.urlsafe_b64encode(chance).rstrip(b"=").decode())


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """What a counsellor says of themselves.  What is absent is as the store knows it."""

    duty: Duty | None = None
    lanes: Sequence[LaneName] | None = None
    free_since: int | None = None


class Queue:
    """The queue of the whole helpline.  Every command is given its moment."""

    def __init__(self, store: Store, lanes: Sequence[LaneName], terms: Terms) -> None:
        self._store = store
        self._keys = keys.queue(lanes)
        self._terms = terms
        self._told = {**msgspec.to_builtins(terms), "lanes": list(lanes)}

    @property
    def pause_seconds(self) -> float:
        """The pause after each conversation."""
        return self._terms.pause / 1_000

    async def join(
        self, conversation: ConversationId, lane: LaneName, *, urgent: bool, claim: int | None, at: Moment
    ) -> Joined:
        """
        Wait in *lane*, or show that one still waits.  *claim* is a joining time from a place ticket.

        Raises:
            ClosedLaneError, FullError: for a newcomer.
            GoneError: it has been accepted before, and left.
        """
        return await self._run(
            "join",
            Joined,
            at,
            conversation=conversation.value,
            lane=lane,
            urgent=urgent,
            head=head_start_ms(urgent=urgent),
            claim=claim,
        )

    async def leave(self, conversation: ConversationId, *, at: Moment) -> Done:
        """Take a visitor out."""
        return await self._run("leave", Done, at, conversation=conversation.value)

    async def here(self, conversation: ConversationId, generation: int, *, at: Moment) -> Done:
        """
        A visitor has a connection.

        Raises:
            OldGenerationError: a newer one is there.
        """
        return await self._run("here", Done, at, conversation=conversation.value, generation=generation)

    async def away(self, conversation: ConversationId, generation: int, *, at: Moment) -> Done:
        """A visitor's connection is no more."""
        return await self._run("away", Done, at, conversation=conversation.value, generation=generation)

    async def desk(self, staff: StaffId, generation: int, *, says: Announced, at: Moment) -> Done:
        """
        A counsellor takes their seat.

        Raises:
            OldGenerationError: a newer connection of theirs is there.
        """
        said = msgspec.to_builtins(says)
        return await self._run("desk", Done, at, staff=staff.value, generation=generation, **said)

    async def duty(self, staff: StaffId, duty: Duty, *, at: Moment) -> Done:
        """
        A counsellor chooses what they take.

        Raises:
            NotAllowedNowError: they have no seat.
        """
        return await self._run("duty", Done, at, staff=staff.value, duty=duty)

    async def unseat(self, staff: StaffId, generation: int, *, at: Moment) -> Done:
        """A counsellor's connection is no more."""
        return await self._run("unseat", Done, at, staff=staff.value, generation=generation)

    async def accept(self, staff: StaffId, offer: OfferId, *, at: Moment) -> Accepted:
        """
        Accept an offer.

        Raises:
            GoneError: it is not theirs, or not any more.
        """
        return await self._run("accept", Accepted, at, staff=staff.value, offer=offer.value)

    async def decline(self, staff: StaffId, offer: OfferId, *, at: Moment) -> Done:
        """Decline an offer.  Raises as `accept` does."""
        return await self._run(
            "decline", Done, at, staff=staff.value, offer=offer.value, duty=DUTY_AFTER[Turn.DECLINED]
        )

    async def lapse(self, conversation: ConversationId, offer: OfferId, *, at: Moment) -> Done:
        """The lease of an offer is over, if it is."""
        return await self._run(
            "lapse",
            Done,
            at,
            conversation=conversation.value,
            offer=offer.value,
            duty=DUTY_AFTER[Turn.LEASE],
        )

    async def seat(self, conversation: ConversationId, staff: StaffId, member: int, *, at: Moment) -> None:
        """
        Note which member of *conversation* a counsellor is.

        Raises:
            GoneError: it is not theirs any more.
        """
        await self._run("seat", Done, at, conversation=conversation.value, staff=staff.value, member=member)

    async def key(self, conversation: ConversationId, staff: StaffId, *, at: Moment) -> None:
        """The counsellor's key package is here.  Raises as `seat` does."""
        await self._run("key", Done, at, conversation=conversation.value, staff=staff.value)

    async def joined(self, conversation: ConversationId, staff: StaffId, *, at: Moment) -> None:
        """The visitor has let the counsellor in."""
        await self._run("joined", Done, at, conversation=conversation.value, staff=staff.value)

    async def back(self, conversation: ConversationId, staff: StaffId, why: Turn, *, at: Moment) -> Done:
        """An accepted visitor has not come to talk with the counsellor: *why* is key, mute or left."""
        return await self._run(
            "back",
            Done,
            at,
            conversation=conversation.value,
            staff=staff.value,
            why=why,
            duty=DUTY_AFTER[why],
        )

    async def release(
        self, conversation: ConversationId, staff: StaffId, *, seconds: int | None, at: Moment
    ) -> Done:
        """A conversation is over for the counsellor, who talked for *seconds*."""
        after = DUTY_AFTER[Turn.RELEASED] if self._terms.pause else {duty: duty for duty in Duty}
        return await self._run(
            "release",
            Done,
            at,
            conversation=conversation.value,
            staff=staff.value,
            seconds=seconds,
            duty=after,
        )

    async def another(self, conversation: ConversationId, *, wanted: bool, at: Moment) -> Undone:
        """
        A visitor wants another counsellor, or no longer does.

        Raises:
            GoneError: it has left.
            NotAllowedNowError: it has never talked.
        """
        return await self._run("another", Undone, at, conversation=conversation.value, wanted=wanted)

    async def due(self, *, at: Moment) -> Sequence[Overdue]:
        """Which offers, keys and Welcomes are overdue."""
        return (await self._run("due", Due, at, most=AT_A_TIME)).due

    async def sweep(self, *, at: Moment) -> Done:
        """What time alone does."""
        return await self._run("sweep", Done, at, most=AT_A_TIME, duty=DUTY_AFTER[Turn.RESTED])

    async def orphan(self, *, at: Moment) -> Done:
        """Nobody is here until they connect again."""
        return await self._run("orphan", Done, at)

    async def house(self, *, at: Moment) -> House:
        """The whole house at a glance."""
        return await self._run("house", House, at)

    async def lines(self, *, at: Moment) -> Sequence[LaneLine]:
        """Every lane's line, in order."""
        return (await self._run("lines", Lines, at)).lanes

    async def stages(self, conversations: Sequence[str], *, at: Moment) -> Sequence[str]:
        """How far each has come; empty for one that is not known."""
        return (await self._run("stages", Stages, at, conversations=conversations)).stages

    async def _run(self, script: str, answers: type[_Answer], at: Moment, **ask: Any) -> _Answer:
        terms = {**self._told, "now": at.now_ms, "chance": at.chance}
        said = {name: value for name, value in ask.items() if value is not None}
        args = [msgspec.json.encode(terms), msgspec.json.encode(said)]
        reply = await self._store.run(f"queue/{script}", self._keys, args)
        refused = msgspec.json.decode(reply, type=Refused).no
        if refused:
            raise _REFUSALS[refused]
        return msgspec.json.decode(reply, type=answers)
