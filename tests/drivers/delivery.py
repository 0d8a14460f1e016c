# SPDX-License-Identifier: EUPL-1.2
"""People at the ends of one conversation, as the relay sees them: sealed bodies, positions, generations."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from redis import Redis

from chatserver.domain.ids import VISITOR_MEMBER, ConversationId, StaffId
from chatserver.services.conversations import Conversations
from chatserver.services.letters import Stored
from chatserver.wire.shapes import Body, Got, Mail, Resume, Resumed, Send, Shape
from tests.drivers import sealed

WINDOW_MESSAGES = 32
WINDOW_BYTES = 256_000


@dataclass
class Posts:
    """A ``Post`` that keeps what it was told, for tests to look at."""

    visitor: list[tuple[str, Shape]] = field(default_factory=list)
    staff: list[tuple[StaffId, str, Shape]] = field(default_factory=list)
    woken: Counter[ConversationId] = field(default_factory=Counter)

    def to_visitor(self, conversation: ConversationId, event: str, shape: Shape) -> None:
        assert isinstance(conversation, ConversationId)
        self.visitor.append((event, shape))

    def to_staff(self, staff: StaffId, event: str, shape: Shape) -> None:
        self.staff.append((staff, event, shape))

    def wake(self, conversation: ConversationId) -> None:
        self.woken[conversation] += 1

    def told_visitor(self, event: str) -> list[Any]:
        """What the visitor was told under *event*."""
        return [shape for name, shape in self.visitor if name == event]

    def told_staff(self, staff: StaffId, event: str) -> list[Any]:
        """What *staff* was told under *event*."""
        return [shape for who, name, shape in self.staff if who == staff and name == event]

    def forget(self) -> None:
        """Look only at what comes from now on."""
        self.visitor.clear()
        self.staff.clear()
        self.woken.clear()


class Dumped:
    """Looks into the live store past all code of ours."""

    def __init__(self, socket: str) -> None:
        self._redis: Redis = Redis(unix_socket_path=socket, protocol=2)

    def close(self) -> None:
        """Let the connection go."""
        self._redis.close()

    def of(self, conversation: ConversationId) -> dict[str, Any]:
        """All there is of *conversation*, by key."""
        return {_label(name): self._content(name) for name in self.names(conversation)}

    def names(self, conversation: ConversationId) -> list[str]:
        """The keys of *conversation*."""
        return sorted(name.decode() for name in self._redis.scan_iter(f"{{c:{conversation.value}}}*"))

    def lives(self, conversation: ConversationId) -> dict[str, int]:
        """Seconds that each key has left; -1 is for ever."""
        return {_label(name): int(self._redis.ttl(name)) for name in self.names(conversation)}

    def left_ms(self, conversation: ConversationId, label: str) -> int:
        """Milliseconds that one key has left; -2 if there is none."""
        return int(self._redis.pttl(f"{{c:{conversation.value}}}:{label}"))

    def set_life(self, conversation: ConversationId, label: str, seconds: int) -> None:
        """One key lives *seconds* from now; none or fewer: it is over."""
        self._redis.expire(f"{{c:{conversation.value}}}:{label}", seconds)

    def shorten(self, conversation: ConversationId, seconds: int) -> None:
        """Let every key live *seconds* more."""
        for name in self.names(conversation):
            self._redis.expire(name, seconds)

    def drop_record(self, conversation: ConversationId) -> None:
        """Lose who is in *conversation*, as happens when nobody touches it for too long."""
        self._redis.delete(f"{{c:{conversation.value}}}:record")

    def drop(self, conversation: ConversationId) -> None:
        """Lose *conversation*, as a store does that was started anew."""
        self._redis.delete(*self.names(conversation))

    def calls(self) -> Counter[str]:
        """How often each command has run on this server, scripts' calls included."""
        stats = self._redis.info("commandstats")
        return Counter({name.removeprefix("cmdstat_"): row["calls"] for name, row in stats.items()})

    def _content(self, name: str) -> Any:
        if name.endswith(":mail"):
            return self._redis.xrange(name)
        return self._redis.hgetall(name) if self._redis.type(name) == b"hash" else self._redis.get(name)


def _label(name: str) -> str:
    return name.partition("}:")[2]


@dataclass
class End:
    """One member's page: what it keeps, and what it has shown."""

    conversations: Conversations
    conversation: ConversationId
    member: int
    era: str
    staff: StaffId | None = None
    generation: int = 1
    n: int = 0
    position: int = 0
    epoch: int = 0
    shown: list[tuple[int, int]] = field(default_factory=list)
    ended: str | None = None

    async def says(self, body: Body | sealed.Sealing | None = None) -> Stored:
        """Send *body*, or words, as the next message."""
        sent = _sealed(body or sealed.words(self.conversation, self.epoch), self.member, self.n + 1)
        stored = await self.sends(self.n + 1, sent)
        self.n += 1
        self.epoch += sent.commit is not None
        return stored

    async def sends(self, n: int, body: Body | sealed.Sealing, **other: Any) -> Stored:
        """Send *body* as message *n*; *other* is what is wrong with it."""
        ask = Send(era=other.get("era", self.era), n=n, body=_sealed(body, self.member, n))
        return await self.conversations.send(
            self.conversation, self.member, other.get("generation", self.generation), ask
        )

    async def reads(self, *, messages: int = WINDOW_MESSAGES, size: int = WINDOW_BYTES) -> list[Mail]:
        """What comes next in the window; shown, followed, and not acknowledged yet."""
        mails = await self.conversations.owed(self.conversation, self.member, self.position, messages, size)
        for mail in mails:
            self._shows(mail)
        return mails

    def _shows(self, mail: Mail) -> None:
        assert mail.seq > self.position
        self.position = mail.seq
        if mail.end is not None:
            self.ended = mail.end
        else:
            self.shown.append((mail.member, mail.n))
        if mail.body is not None and mail.body.commit is not None:
            self.epoch = sealed.epoch_of(mail.body) + 1

    async def acknowledges(self, seq: int | None = None) -> None:
        """Everything up to *seq*, or all that was shown, has been kept."""
        got = Got(era=self.era, seq=self.position if seq is None else seq)
        await self.conversations.got(self.conversation, self.member, self.generation, got)

    async def catches_up(self) -> list[Mail]:
        """Read and acknowledge all there is, up to the end if there is one."""
        every: list[Mail] = []
        while self.ended is None and (mails := await self.reads()):
            every += mails
            await self.acknowledges()
        return every

    async def comes_back(self, *, position: int | None = None) -> Resumed:
        """With a new connection."""
        self.generation += 1
        position = self.position if position is None else position
        ask = Resume(era=self.era, position=position, from_=self.n + 1, epoch=self.epoch)
        return await self.conversations.resume(
            self.conversation, self.member, self.generation, ask, staff=self.staff
        )


@dataclass
class Talk:
    """A visitor and the counsellors it has let in."""

    conversations: Conversations
    conversation: ConversationId
    visitor: End
    counsellors: dict[int, End] = field(default_factory=dict)

    @classmethod
    async def begins(cls, conversations: Conversations, conversation: ConversationId) -> "Talk":
        """Nobody is invited yet."""
        return cls(conversations, conversation, End(conversations, conversation, VISITOR_MEMBER, era=""))

    async def invites(self, staff: StaffId, *, key: bool = True) -> End:
        """*staff* has accepted, and its device offers a key package."""
        opened = await self.conversations.open_member(self.conversation, staff)
        self.visitor.era = opened.era
        if key:
            package = sealed.text(sealed.key_package())
            await self.conversations.offer_key(self.conversation, opened.member, staff, package)
        return End(self.conversations, self.conversation, opened.member, opened.era, staff=staff)

    async def lets_in(self, staff: StaffId) -> End:
        """The visitor lets *staff* in, who reads on from the Welcome."""
        end = await self.invites(staff)
        await self.visitor.says(sealed.commit(self.conversation, self.visitor.epoch, adds=end.member))
        self.counsellors[end.member] = end
        return end

    async def takes_out(self, end: End) -> Stored:
        """The visitor takes *end* out of the group."""
        return await self.visitor.says(
            sealed.commit(self.conversation, self.visitor.epoch, removes=end.member)
        )

    def everybody(self) -> Sequence[End]:
        """All ends there ever were."""
        return (self.visitor, *self.counsellors.values())


def _sealed(body: Body | sealed.Sealing, member: int, n: int) -> Body:
    return body if isinstance(body, Body) else body(member, n)
