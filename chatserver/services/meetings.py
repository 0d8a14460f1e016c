# SPDX-License-Identifier: EUPL-1.2
"""Where the line and the conversations meet: from an offer to the end, in two stores that share no script.

Rule 1: the conversation's record decides who is in; the line only follows.  So each use case changes the
record first and tells the line second, but for an acceptance, which begins in the line.
Rule 2: every step may be repeated.  If the process dies between two, the asker's repeat, `expire` or
`sweep_held` makes the line true again.
"""

from collections.abc import Awaitable

from chatserver.domain.conversation import Phase
from chatserver.domain.errors import GoneError, NotYoursError
from chatserver.domain.ids import VISITOR_MEMBER, ConversationId, OfferId, StaffId
from chatserver.domain.queue import Stage
from chatserver.live.replies import Over, Seated, Standing
from chatserver.services.conversations import Conversations
from chatserver.services.letters import Change, Stored
from chatserver.services.line import Expired, Line
from chatserver.services.ports import Clock, Post
from chatserver.services.telling import Telling
from chatserver.wire.counsellor import Accepted, MemberKey, Missed
from chatserver.wire.shapes import Send, Why


class Meetings:
    """Visitors and counsellors, from an acceptance until they part."""

    def __init__(self, line: Line, conversations: Conversations, post: Post, clock: Clock) -> None:
        self._line = line
        self._conversations = conversations
        self._telling = Telling(post)
        self._clock = clock

    async def accept_offer(self, staff: StaffId, offer: OfferId) -> Accepted:
        """
        *staff* takes the visitor of *offer*, if a key package follows in time.  May be repeated.

        Raises:
            GoneError: the offer, or the visitor, is no more.
        """
        taken = await self._line.take_offer(staff, offer)
        try:
            opened = await self._conversations.open_member(taken.conversation, staff)
        except GoneError:
            await self._line.given_back(taken.conversation, staff, Missed.LEFT)
            raise
        await self._unless_lost(
            self._line.seated(taken.conversation, staff, opened.member), taken.conversation, opened.member
        )
        return Accepted(
            conversation=taken.conversation.value,
            member=opened.member,
            era=opened.era,
            lane=taken.lane,
            urgent=taken.urgent,
            waited_seconds=taken.waited_seconds,
        )

    async def offer_key(self, staff: StaffId, ask: MemberKey) -> None:
        """
        The key package of *staff* for a conversation of theirs.  May be repeated.

        Raises:
            MlsRefusedError, TooLargeError: it is none.
            GoneError: the acceptance is no more.
            NotYoursError: it is somebody else's.
        """
        conversation = ConversationId(ask.conversation)
        await self._conversations.offer_key(conversation, ask.member, staff, ask.key_package)
        await self._unless_lost(self._line.key_given(conversation, staff), conversation, ask.member)

    async def send(self, conversation: ConversationId, member: int, generation: int, ask: Send) -> Stored:
        """
        Store message *n* of *member*; the line learns who came in or went out with it.

        Raises:
            RefusedError: nothing is stored.
        """
        stored = await self._conversations.send(conversation, member, generation, ask)
        if stored.added is not None:
            await self._line.joined(conversation, stored.added.staff)
        if stored.removed is not None:
            await self._replaced(conversation, stored.removed)
        return stored

    async def another(self, conversation: ConversationId, wanted: bool) -> None:  # noqa: FBT001  # the wire's own word
        """
        The visitor waits for another counsellor as well, or no longer.  May be repeated.

        Raises:
            GoneError: the conversation is over.
            NotAllowedNowError: the visitor has never talked.
        """
        standing = await self._conversations.standing(conversation)
        if standing.phase is Phase.OVER:
            raise GoneError
        if not wanted:
            await self._uninvite(conversation, standing)
        await self._line.want_another(conversation, wanted)

    async def end(self, conversation: ConversationId, by: int) -> None:
        """
        Member *by* ends the conversation; a counsellor who has not been let in gives the visitor back.

        Raises:
            NotYoursError: *by* is no member, or not any more.
        """
        standing = await self._conversations.standing(conversation)
        one = _member(standing, by)
        if one is not None and one.expected and one.staff is not None:
            await self._conversations.withdraw(conversation, by)
            await self._line.given_back(conversation, one.staff, Missed.KEY)
            return
        if by != VISITOR_MEMBER and standing.phase is not Phase.OVER and not (one and one.inside):
            raise NotYoursError
        why = Why.VISITOR if by == VISITOR_MEMBER else Why.COUNSELLOR
        await self._part(conversation, await self._conversations.end(conversation, why, by=by))

    async def leave(self, conversation: ConversationId) -> None:
        """The visitor ends it, or waits no more.  May be repeated."""
        await self.end(conversation, VISITOR_MEMBER)

    async def exit(self, conversation: ConversationId) -> None:
        """The visitor leaves in a hurry: what there is goes first, all are told after.  May be repeated."""
        await self._part(conversation, await self._conversations.exit(conversation))

    async def expire(self) -> None:
        """Give back what has not come in time."""
        for expired in await self._line.expired():
            if expired.stage is Stage.OFFERED:
                await self._line.offer_expired(expired)
            else:
                await self._expire_accepted(expired)

    async def sweep_held(self) -> None:
        """Part whom the line holds together and the record does not; stop waiting for who was taken out."""
        for conversation, staff in await self._line.served():
            standing = await self._conversations.standing(conversation)
            if standing.phase is Phase.TALKING and _seat(standing, staff, inside=True) is not None:
                await self._conversations.tend(conversation)
            else:
                await self._part_late(conversation, staff, standing)

    async def _unless_lost(self, told: Awaitable[None], conversation: ConversationId, member: int) -> None:
        """The line has been *told*; if the visitor is not theirs any more, neither is the invitation."""
        try:
            await told
        except GoneError:
            await self._conversations.withdraw(conversation, member)
            raise

    async def _uninvite(self, conversation: ConversationId, standing: Standing) -> None:
        """Nobody else is to come in.  Whose Welcome was faster is in, and the line shall know."""
        for one in standing.roster:
            stays = one.inside or (
                one.expected and not await self._conversations.withdraw(conversation, one.member)
            )
            if stays and one.staff is not None:
                await self._line.joined(conversation, one.staff)

    async def _replaced(self, conversation: ConversationId, removed: Change) -> None:
        """The visitor has taken somebody out, who may be back already under another number."""
        standing = await self._conversations.standing(conversation)
        if _seat(standing, removed.staff) is None:
            await self._line.release(conversation, removed.staff, seconds=removed.seconds)

    async def _part(self, conversation: ConversationId, over: Over) -> None:
        """It is over: nobody waits in it, nobody is held by it."""
        await self._line.leave_queue(conversation)
        for one in over.roster:
            if one.inside and one.staff is not None:
                seconds = (self._clock.now_ms() - one.since_ms) // 1_000
                await self._line.release(conversation, one.staff, seconds=seconds)

    async def _part_late(self, conversation: ConversationId, staff: StaffId, standing: Standing) -> None:
        """What `_part` or `_replaced` had done, had the process lived; or the record is lost."""
        if not standing.roster:
            self._telling.ended(conversation, staff, Why(standing.why or Why.LOST))
        if standing.phase in {Phase.OVER, Phase.WAITING}:
            await self._line.leave_queue(conversation)
        await self._line.release(conversation, staff, seconds=None)

    async def _expire_accepted(self, expired: Expired) -> None:
        """A key or a Welcome is overdue.  The record is the arbiter: whoever is in by now stays."""
        conversation, staff = expired.conversation, expired.staff
        standing = await self._conversations.standing(conversation)
        seat = _seat(standing, staff)
        if standing.phase is Phase.OVER:
            await self._line.given_back(conversation, staff, Missed.LEFT)
        elif expired.stage is Stage.KEY and seat is not None and seat.state == "candidate":
            # It came in time; only the line has not heard of it.
            await self._line.key_given(conversation, staff)
        elif seat is None or await self._conversations.withdraw(conversation, seat.member):
            missed = Missed.KEY if expired.stage is Stage.KEY else Missed.MUTE
            await self._line.given_back(conversation, staff, missed)
        else:
            await self._line.joined(conversation, staff)


def _seat(standing: Standing, staff: StaffId, *, inside: bool = False) -> Seated | None:
    """Where *staff* is inside or, unless only *inside* counts, expected."""
    for one in standing.roster:
        if one.staff == staff and (one.inside or (one.expected and not inside)):
            return one
    return None


def _member(standing: Standing, member: int) -> Seated | None:
    return next((one for one in standing.roster if one.member == member), None)
