# SPDX-License-Identifier: EUPL-1.2
"""Delivery: what was acknowledged is shown exactly once, in order, to everybody it was meant for.

Rule 1: nothing is told before it is stored; what is told is a hint, the mailbox is the truth.
Rule 2: the conversation and the member are arguments.  Who may be that member, the seat knows.
"""

import base64
from collections.abc import Sequence
from typing import Final

import structlog

from chatserver.domain.conversation import Phase
from chatserver.domain.errors import GoneError, NotAllowedNowError, NotYoursError, OtherEraError
from chatserver.domain.ids import VISITOR_MEMBER, ConversationId, StaffId
from chatserver.domain.mailbox import Bounds, terms_of
from chatserver.live import replies
from chatserver.live.conversations import NOBODY, Connection, Mailboxes, Window
from chatserver.live.replies import Opened, Over, Seated, Standing
from chatserver.observe import metrics
from chatserver.services.letters import Stored, letter_of, mail_of, stored_of
from chatserver.services.ports import Chance, Clock, Post
from chatserver.services.telling import Telling, candidate_shape
from chatserver.signing.tickets import MemberTicket, Tickets
from chatserver.wire import limits
from chatserver.wire.mls import check_body, check_key_package, octets_of
from chatserver.wire.shapes import Got, Here, Mail, Resume, Resumed, Send, Why

log = structlog.get_logger()

ERA_BYTES: Final = 16
TICKET_MS: Final = limits.TICKET_HOURS * 3_600_000

BOUNDS: Final = Bounds(
    events=limits.MAILBOX_EVENTS,
    size=limits.MAILBOX_BYTES,
    members=limits.MAX_MEMBERS,
    live_seconds=3_600,
    linger_seconds=limits.LINGER_SECONDS,
    # Whoever sealed the last ticket may have had a clock two minutes ahead, whoever opens it one behind.
    gone_seconds=limits.TICKET_HOURS * 3_600 + 240,
)


class Conversations:
    """The mailboxes of all conversations and the people at their ends."""

    def __init__(
        self, mailboxes: Mailboxes, tickets: Tickets, post: Post, clock: Clock, chance: Chance
    ) -> None:
        self._mailboxes = mailboxes
        self._tickets = tickets
        self._telling = Telling(post)
        self._clock = clock
        self._chance = chance

    async def open_member(self, conversation: ConversationId, staff: StaffId) -> Opened:
        """
        Invite *staff*.  Repeated, the same answer until that member is out again.

        Raises:
            GoneError: the conversation is over.
        """
        era = base64.urlsafe_b64encode(self._chance.token(ERA_BYTES)).rstrip(b"=").decode()
        return await self._mailboxes.open(conversation, staff, era=era, now_ms=self._clock.now_ms())

    async def offer_key(
        self, conversation: ConversationId, member: int, staff: StaffId, key_package: str
    ) -> None:
        """
        Show the visitor who wants to come in.  May be repeated.

        Raises:
            MlsRefusedError, TooLargeError: not a key package.
            GoneError: the invitation is no more.
            NotYoursError: somebody else's.
        """
        check_key_package(octets_of(key_package))
        try:
            era = await self._mailboxes.keep_key(conversation, member, staff, key_package)
        except OtherEraError:
            # There is no record: the invitation was its only reason, and is no more.
            raise GoneError from None
        if era is not None:
            self._telling.candidate(conversation, era, replies.Candidate(member, key_package))

    async def withdraw(self, conversation: ConversationId, member: int) -> bool:
        """
        Take the invitation of *member* back.  True: it is out; false: it is in, and too late.

        Of this and the Welcome the first wins.
        """
        outcome = await self._mailboxes.withdraw(conversation, member)
        if outcome == "withdrawn":
            self._telling.withdrawn(conversation, member)
        return outcome != "in"

    async def connected(self, conversation: ConversationId, member: int, generation: int) -> None:
        """
        *member* has a connection.  A visitor nobody has accepted yet has no record, and needs none.

        Raises:
            OldGenerationError: a newer one is there.
            GoneError: the conversation is over.
            NotYoursError: no such member.
        """
        by = Connection(member, generation)
        try:
            greeted = await self._mailboxes.connect(conversation, by, now_ms=self._clock.now_ms())
        except OtherEraError:
            if member != VISITOR_MEMBER:
                raise NotYoursError from None
            return
        if greeted.changed:
            self._telling.here(conversation, greeted.roster, member, here=True)
        if member == VISITOR_MEMBER and greeted.candidate is not None:
            self._telling.candidate(conversation, greeted.era, greeted.candidate)

    async def disconnected(self, conversation: ConversationId, member: int, generation: int) -> None:
        """*member*'s connection is no more; whatever else is no more makes no difference."""
        try:
            left = await self._mailboxes.disconnect(conversation, Connection(member, generation))
        except (GoneError, NotYoursError, OtherEraError):
            return
        if left.changed:
            self._telling.here(conversation, left.roster, member, here=False)

    async def send(self, conversation: ConversationId, member: int, generation: int, ask: Send) -> Stored:
        """
        Store message *n* of *member*, once, and say where.

        Raises:
            RefusedError: nothing is stored, and *n* is not consumed.
        """
        header = check_body(ask.body, conversation, member=member, n=ask.n)
        terms = terms_of(header.kind, header.epoch, member, BOUNDS)
        kept = await self._mailboxes.append(
            conversation,
            Connection(member, generation),
            letter_of(ask),
            terms=terms,
            now_ms=self._clock.now_ms(),
        )
        self._telling.mail(conversation)
        if ask.body.adds is not None:
            await self._introduce(conversation, ask.body.adds)
        elif kept.appears:
            await self._tell_here(conversation, member)
        return stored_of(kept, ask.body)

    async def got(self, conversation: ConversationId, member: int, generation: int, ask: Got) -> None:
        """
        *member* has everything up to ``ask.seq``; authors are told what has come to all.

        Raises:
            RefusedError: nothing has changed.
        """
        noted = await self._mailboxes.got(
            conversation,
            Connection(member, generation),
            era=ask.era,
            seq=ask.seq,
            now_ms=self._clock.now_ms(),
        )
        self._telling.arrived(conversation, ask.era, noted.arrivals)
        if noted.appears:
            await self._tell_here(conversation, member)

    async def owed(
        self, conversation: ConversationId, member: int, after: int, messages: int, size: int
    ) -> list[Mail]:
        """
        What *member* is owed after seq *after*: at most *messages* events of *size* bytes together.

        Raises:
            GoneError: the conversation is over and read.
            OtherEraError: there is no record.
            NotYoursError: no such member.
        """
        window = Window(after, messages, size)
        era, events = await self._mailboxes.owed(conversation, member, window, now_ms=self._clock.now_ms())
        return [mail_of(era, event) for event in events]

    async def resume(
        self,
        conversation: ConversationId,
        member: int,
        generation: int,
        ask: Resume,
        *,
        staff: StaffId | None = None,
    ) -> Resumed:
        """
        Go on after a new connection.  If the conversation is over, *staff* or the visitor is told why.

        Raises:
            GoneError: over, or something that would be needed is not there.
            OldGenerationError: a newer connection is there.
            NotAllowedNowError: a position that was never reached.
        """
        by = Connection(member, generation)
        try:
            point = await self._mailboxes.resume(
                conversation, by, era=ask.era, position=ask.position, now_ms=self._clock.now_ms()
            )
        except GoneError:
            await self._tell_over(conversation, member, staff)
            raise
        self._telling.arrived(conversation, ask.era, point.noted.arrivals)
        if point.noted.appears:
            self._telling.here(conversation, point.roster, member, here=True)
        return self._resumed(conversation, member, ask.era, point)

    async def typing(self, conversation: ConversationId, member: int, *, on: bool) -> None:
        """
        Tell the others whether *member* is writing.  Nothing is stored.

        Raises:
            NotAllowedNowError: *member* is not inside.
            GoneError: the conversation is over.
        """
        standing = await self._mailboxes.standing(conversation)
        if standing.phase is Phase.OVER:
            raise GoneError
        if not any(seated.inside and seated.member == member for seated in standing.roster):
            raise NotAllowedNowError("not inside")
        self._telling.writing(conversation, standing.roster, member, on=on)

    async def end(self, conversation: ConversationId, why: Why, *, by: int = NOBODY) -> Over:
        """
        Make *why* the last event of the mailbox.  May be repeated.

        *by* is not owed the end: the one who asked for it.
        """
        over = await self._mailboxes.end(conversation, why=why, by=by, now_ms=self._clock.now_ms())
        self._telling.mail(conversation)
        _note(over, why)
        return over

    async def exit(self, conversation: ConversationId) -> Over:
        """Unlink *conversation* at once, and tell its staff.  May be repeated."""
        over = await self._mailboxes.exit(conversation, why=Why.EXIT)
        for seated in over.roster:
            if seated.inside and seated.staff is not None:
                self._telling.ended(conversation, seated.staff, Why.EXIT)
        _note(over, Why.EXIT)
        return over

    async def standing(self, conversation: ConversationId) -> Standing:
        """Where *conversation* stands and who is in it, expected, or was just taken out."""
        return await self._mailboxes.standing(conversation)

    async def phase(self, conversation: ConversationId) -> Phase:
        """Where *conversation* stands; waiting if nobody has accepted it, or the store has lost it."""
        return (await self._mailboxes.standing(conversation)).phase

    async def staff_of(self, conversation: ConversationId) -> Sequence[Seated]:
        """The staff that the record knows: inside, expected, or just taken out.  Nobody once it is over."""
        standing = await self._mailboxes.standing(conversation)
        if standing.phase is Phase.OVER:
            return ()
        return [seated for seated in standing.roster if seated.staff is not None]

    async def tend(self, conversation: ConversationId) -> None:
        """Stop waiting for who was taken out and does not read on."""
        standing = await self._mailboxes.standing(conversation)
        arrivals = await self._mailboxes.tend(conversation, now_ms=self._clock.now_ms())
        self._telling.arrived(conversation, standing.era, arrivals)

    async def _tell_over(self, conversation: ConversationId, member: int, staff: StaffId | None) -> None:
        standing = await self._mailboxes.standing(conversation)
        if standing.phase in {Phase.OVER, Phase.WAITING} and (staff or member == VISITOR_MEMBER):
            self._telling.ended(conversation, staff, Why(standing.why or Why.LOST))

    async def _introduce(self, conversation: ConversationId, newcomer: int) -> None:
        """Who has come in, and those who were there, learn of each other whether they are here now."""
        standing = await self._mailboxes.standing(conversation)
        self._telling.introduce(conversation, standing.roster, newcomer)

    async def _tell_here(self, conversation: ConversationId, member: int) -> None:
        standing = await self._mailboxes.standing(conversation)
        self._telling.here(conversation, standing.roster, member, here=True)

    def _resumed(
        self, conversation: ConversationId, member: int, era: str, point: replies.Standpoint
    ) -> Resumed:
        shown = point.candidate if member == VISITOR_MEMBER else None
        return Resumed(
            era=era,
            last=point.n,
            arrived=point.arrived,
            epoch=point.epoch,
            members=[Here(member=one.member, here=one.here) for one in point.roster if one.inside],
            candidate=None if shown is None else candidate_shape(era, shown),
            ticket=self._ticket(conversation, member, point),
        )

    def _ticket(self, conversation: ConversationId, member: int, point: replies.Standpoint) -> str | None:
        seated = next(one for one in point.roster if one.member == member)
        if not seated.inside:
            return None
        expires = self._clock.now_ms() + TICKET_MS
        return self._tickets.seal(
            MemberTicket(
                conversation=conversation,
                member=member,
                who=seated.staff,
                epoch=point.epoch,
                expires=expires,
            )
        )


def _note(over: Over, why: Why) -> None:
    if over.first and over.roster:
        metrics.ended.labels(why).inc()
        log.info("conversation over", code=why)
