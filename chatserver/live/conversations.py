# SPDX-License-Identifier: EUPL-1.2
"""Mailboxes: the sealed events of each conversation, in order, until everybody they are meant for has them.

Rule 1: one script per command, each safe to repeat.  Rule 2: what a body or a reason says is not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from chatserver.domain import errors
from chatserver.domain.conversation import Phase, phase_of
from chatserver.domain.ids import ConversationId, StaffId
from chatserver.domain.mailbox import Bounds, Terms
from chatserver.live import keys
from chatserver.live.replies import (
    Arrival,
    Greeted,
    Kept,
    Noted,
    Opened,
    Over,
    Standing,
    Standpoint,
    Stored,
    arrivals_of,
    candidate_of,
    moved_of,
    roster_of,
    stored_of,
    text_of,
)
from chatserver.live.store import Store

NOBODY: Final = -1
"""The author of an end that no member asked for."""
FEW: Final = 4
"""Members that a conversation seldom has more of."""

_REFUSALS: Final[Mapping[str, type[errors.RefusedError]]] = {
    refusal.code: refusal
    for refusal in (
        errors.FullError,
        errors.GapError,
        errors.GoneError,
        errors.MalformedError,
        errors.NotAllowedNowError,
        errors.NotYoursError,
        errors.OldGenerationError,
        errors.OtherEraError,
    )
}


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection of one member."""

    member: int
    generation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An event to be stored: message *n* of its author."""

    era: str
    n: int
    body: bytes
    adds: int | None = None
    removes: int | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """How much may be read: what comes after seq *after*, so many events, so many bytes together."""

    after: int
    messages: int
    size: int


class Mailboxes:
    """The records and mailboxes of all conversations."""

    def __init__(self, store: Store, bounds: Bounds) -> None:
        self._store = store
        self._bounds = bounds

    async def open(self, conversation: ConversationId, staff: StaffId, *, era: str, now_ms: int) -> Opened:
        """
        Invite *staff*; the same answer until that member is out again.

        Raises:
            GoneError: the conversation is over.
        """
        life = self._bounds.live_seconds
        member, era_ = await self._run("open", conversation, staff.value, era, now_ms, life)
        return Opened(int(member), text_of(era_))

    async def keep_key(
        self, conversation: ConversationId, member: int, staff: StaffId, key_package: str
    ) -> str | None:
        """
        Keep the key package of *member*; the era, or none if it is in already.

        Raises:
            GoneError: the invitation is no more.
            NotYoursError: somebody else's.
        """
        era, wanted = await self._run("key", conversation, member, staff.value, key_package)
        return text_of(era) if wanted else None

    async def withdraw(self, conversation: ConversationId, member: int) -> str:
        """Take an invitation back: ``withdrawn``, ``none`` if there was none, or ``in``: too late."""
        (outcome,) = await self._run("withdraw", conversation, member, out=(member,))
        return text_of(outcome)

    async def append(
        self, conversation: ConversationId, author: Connection, letter: Letter, *, terms: Terms, now_ms: int
    ) -> Kept:
        """
        Store *letter* on *terms*, once.

        Raises:
            OtherEraError, GoneError: another memory of this conversation, or none.
            NotYoursError, NotAllowedNowError, OldGenerationError: not this member, not now, not any more.
            GapError, MalformedError: a hole before it, or a number of long ago.
            FullError: as much is kept as may be.
            StaleCommitError, OldEpochError: by *terms*.
        """
        out = () if letter.removes is None else (letter.removes,)
        try:
            seq, appears, *moved = await self._run(
                "append", conversation, *self._asked(author, letter, terms, now_ms), out=out
            )
        except _EpochError:
            raise terms.late from None
        return Kept(seq, bool(appears), moved_of(moved))

    def _asked(
        self, author: Connection, letter: Letter, terms: Terms, now_ms: int
    ) -> Sequence[str | int | bytes]:
        bounds = self._bounds
        return (
            *(letter.era, author.member, author.generation, letter.n, now_ms),
            *(terms.epoch, terms.slack, terms.step, terms.least, terms.most),
            *(_or_empty(letter.adds), _or_empty(letter.removes), letter.body),
            *(bounds.events, bounds.size, bounds.live_seconds),
        )

    async def owed(
        self, conversation: ConversationId, member: int, window: Window, *, now_ms: int
    ) -> tuple[str, list[Stored]]:
        """
        The era, and what *member* is owed in *window*.

        Raises:
            RefusedError: no record, or no such member.
        """
        asked = (window.after, window.messages, window.size, now_ms, self._bounds.live_seconds)
        era, events = await self._run("owed", conversation, member, *asked)
        return text_of(era), [stored_of(event) for event in events]

    async def got(
        self, conversation: ConversationId, by: Connection, *, era: str, seq: int, now_ms: int
    ) -> Noted:
        """
        *by* has everything up to *seq*.

        Raises:
            RefusedError: another era, not inside, an old connection, or beyond what is owed.
        """
        life = self._bounds.live_seconds
        appears, arrivals = await self._run(
            "got", conversation, era, by.member, by.generation, seq, now_ms, life
        )
        return Noted(bool(appears), arrivals_of(arrivals))

    async def resume(
        self, conversation: ConversationId, by: Connection, *, era: str, position: int, now_ms: int
    ) -> Standpoint:
        """
        Go on where both sides stand.

        Raises:
            GoneError: something that would be needed is not there.
            OldGenerationError: a newer connection is there.
            NotAllowedNowError: a position that was never reached.
        """
        life = self._bounds.live_seconds
        n, arrived, epoch, roster, candidate, appears, arrivals = await self._run(
            "resume", conversation, era, by.member, by.generation, position, now_ms, life
        )
        return Standpoint(
            n=int(n),
            arrived=int(arrived),
            epoch=int(epoch),
            roster=roster_of(roster),
            candidate=candidate_of(candidate),
            noted=Noted(bool(appears), arrivals_of(arrivals)),
        )

    async def connect(self, conversation: ConversationId, by: Connection, *, now_ms: int) -> Greeted:
        """*by* is there.  Raises OldGenerationError where a newer one is, and as `got` does."""
        life = self._bounds.live_seconds
        appears, roster, era, candidate = await self._run(
            "connect", conversation, by.member, by.generation, now_ms, life
        )
        return Greeted(bool(appears), roster_of(roster), text_of(era), candidate_of(candidate))

    async def disconnect(self, conversation: ConversationId, by: Connection) -> Greeted:
        """*by* is not there any more."""
        vanishes, roster = await self._run("disconnect", conversation, by.member, by.generation)
        return Greeted(bool(vanishes), roster_of(roster))

    async def standing(self, conversation: ConversationId) -> Standing:
        """Where *conversation* stands."""
        why, seated, era, roster = await self._run("roster", conversation)
        if not why and not era:
            return Standing(Phase.WAITING, "", "", ())
        return Standing(phase_of(seated, over=bool(why)), text_of(why), text_of(era), roster_of(roster))

    async def tend(self, conversation: ConversationId, *, now_ms: int) -> Sequence[Arrival]:
        """Stop waiting for who was taken out and does not read on."""
        lapsed = now_ms - self._bounds.linger_seconds * 1_000
        (arrivals,) = await self._run("tend", conversation, lapsed)
        return arrivals_of(arrivals)

    async def end(self, conversation: ConversationId, *, why: str, by: int, now_ms: int) -> Over:
        """Make *why* the last event of *conversation*.  May be repeated."""
        bounds = self._bounds
        return await self._last(
            "end", conversation, why, by, now_ms, bounds.linger_seconds, bounds.gone_seconds
        )

    async def exit(self, conversation: ConversationId, *, why: str) -> Over:
        """Unlink all of *conversation* but a mark.  May be repeated."""
        return await self._last("exit", conversation, why, self._bounds.gone_seconds)

    async def _last(self, script: str, conversation: ConversationId, *args: str | int | bytes) -> Over:
        """Run *script*, which takes the keys of everybody's capsule along and so must know of everybody."""
        members = FEW
        while True:
            try:
                first, roster = await self._run(script, conversation, *args, out=range(members))
            except _MoreError as more:
                members = more.members
            else:
                return Over(bool(first), roster_of(roster))

    async def _run(
        self, script: str, conversation: ConversationId, *args: str | int | bytes, out: Sequence[int] = ()
    ) -> Any:
        """Run *script*; *out* are the members whose capsules nobody shall open after it."""
        touched = (keys.record(conversation), keys.mail(conversation), keys.gone(conversation))
        capsules = [keys.capsule(conversation, member) for member in out]
        answer, *rest = await self._store.run(f"conversation/{script}", (*touched, *capsules), args)
        match text_of(answer):
            case "ok":
                return rest
            case "more":
                raise _MoreError(int(rest[0]))
            case _:
                code = text_of(rest[0])
                raise _EpochError if code == "epoch" else _REFUSALS[code]


class _MoreError(Exception):
    """Nothing is done: there are so many *members*."""

    def __init__(self, members: int) -> None:
        super().__init__(members)
        self.members = members


class _EpochError(Exception):
    """The record's epoch does not fit; what that is called is in the terms."""


def _or_empty(member: int | None) -> int | str:
    return "" if member is None else member
