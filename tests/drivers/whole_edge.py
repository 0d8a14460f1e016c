# SPDX-License-Identifier: EUPL-1.2
"""The whole edge on loopback: real services, real stores, both endpoints, and people who call it."""

import base64
import contextlib
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec
from aiohttp import web

from chatserver.background.runner import Runner
from chatserver.domain.ids import ConversationId, StaffId
from chatserver.domain.lanes import lane_name
from chatserver.domain.staff import Person, Role, Staff
from chatserver.live.capsules import CapsuleKeys
from chatserver.live.conversations import Mailboxes
from chatserver.live.queue import Queue
from chatserver.live.store import Store
from chatserver.records import staff as people
from chatserver.records.store import Records
from chatserver.services.admission import Admissions
from chatserver.services.capsules import Capsules
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.services.line import Line, terms
from chatserver.services.meetings import Meetings
from chatserver.services.ports import SystemChance
from chatserver.services.staff import Doorman
from chatserver.signing.tickets import Tickets
from chatserver.sockets.agency import Agency
from chatserver.sockets.counsellor import Counsellor
from chatserver.sockets.delivery import Delivery
from chatserver.sockets.endpoint import Tools
from chatserver.sockets.engine import Engineering
from chatserver.sockets.pace import Pace
from chatserver.sockets.seats import Seat, Seats
from chatserver.sockets.server import PATH, Server, build_server
from chatserver.sockets.talking import Talking
from chatserver.sockets.visitor import Visitor
from chatserver.wire.shapes import Audience, Body, Lane
from tests.conftest import ManualClock
from tests.drivers import sealed
from tests.drivers.capsules import Reloadable
from tests.drivers.lines import Caller, Json, polling, until, websocket
from tests.drivers.probe import served

ORIGIN = "https://helpline.example"
COOKIE = "__Host-lykta"
LANE = Lane(audience=Audience.YOUNG, language="sv")
JOIN = {"audience": "young", "language": "sv", "urgent": False}
DIALS = {"websocket": websocket, "polling": polling}


class Dial(Protocol):
    """How somebody comes in: over WebSocket or by polling."""

    def __call__(
        self, url: str, namespace: str, *, headers: Any = None
    ) -> contextlib.AbstractAsyncContextManager[Caller]: ...


@dataclass
class WholeEdge:
    """Everything behind the sockets, and the sockets."""

    clock: ManualClock
    runner: Runner
    records: Records
    tickets: Tickets
    seats: Seats
    delivery: Delivery
    line: Line
    conversations: Conversations
    meetings: Meetings
    capsules: Capsules
    doorman: Doorman
    admissions: Admissions
    server: Server
    port: int = 0

    @property
    def url(self) -> str:
        """Where Socket.IO answers."""
        return f"http://127.0.0.1:{self.port}{PATH}"

    async def rounds(self) -> None:
        """What happens unasked, once."""
        await self.meetings.expire()
        await self.line.pauses_over()
        await self.line.push_desks()
        await self.line.push_places()
        await self.meetings.sweep_held()
        self.delivery.look_again()

    async def settled(self) -> None:
        """Waits until nothing that was begun is still going on."""
        await until(lambda: not self.runner._tasks)

    async def signed_in(self, name: str, role: Role = Role.COUNSELLOR) -> str:
        """A cookie of somebody new on the staff."""
        member = _somebody(name, role)
        async with self.records.write() as transaction:
            await people.add(transaction, member, now_ms=self.clock.now_ms())
            return await self.doorman.admit(transaction, member)

    async def signed_in_again(self, name: str) -> str:
        """Another cookie of somebody who is on the staff already."""
        async with self.records.write() as transaction:
            return await self.doorman.admit(transaction, _somebody(name, Role.COUNSELLOR))

    @contextlib.asynccontextmanager
    async def visitor(self, dial: Dial, ticket: str = "", generation: int = 1) -> AsyncIterator["Young"]:
        """A visitor who has been let in."""
        ticket = ticket or self.admissions.admit().ticket
        async with dial(self.url, "/visitor") as caller:
            await caller.greeted()
            assert "sid" in await caller.connects({"v": 1, "ticket": ticket, "generation": generation})
            yield Young(caller, self.conversation_of(ticket), ticket)

    @contextlib.asynccontextmanager
    async def counsellor(self, dial: Dial, cookie: str, generation: int = 1) -> AsyncIterator["Trained"]:
        """A counsellor who has been let in."""
        headers = {"Cookie": f"{COOKIE}={cookie}", "Origin": ORIGIN}
        async with dial(self.url, "/counsellor", headers=headers) as caller:
            await caller.greeted()
            assert "sid" in await caller.connects({"v": 1, "generation": generation})
            yield Trained(caller)

    def seat_of(self, young: "Young") -> Seat:
        """Where *young* sits."""
        seat = self.seats.visitor(young.conversation)
        assert seat is not None
        return seat

    def conversation_of(self, ticket: str) -> ConversationId:
        """Which conversation *ticket* is for."""
        return self.tickets.open_admission(ticket, self.clock.now_ms()).conversation


def _somebody(name: str, role: Role) -> Staff:
    return Staff(StaffId(f"{name}-{'x' * 16}"), Person(name, role), demo=False)


@contextlib.asynccontextmanager
async def whole_edge(
    store: Store, records: Records, tickets: Tickets, clock: ManualClock, *, pace: Pace | None = None
) -> AsyncIterator[WholeEdge]:
    """All of it, on a free port."""
    chance, pace = SystemChance(), pace or Pace()
    async with Runner(clock) as runner:
        seats = Seats()
        delivery = Delivery(seats, runner.spawn)
        queue = Queue(store, [lane_name(LANE.audience, LANE.language)], terms(60))
        line = Line(queue, tickets, delivery, clock, chance, [LANE])
        conversations = Conversations(Mailboxes(store, BOUNDS), tickets, delivery, clock, chance)
        meetings = Meetings(line, conversations, delivery, clock)
        delivery.serve(conversations)
        capsules = Capsules(CapsuleKeys(store), line)

        def signed_out(session: bytes, staff: StaffId | None) -> None:
            seats.sign_out(session)
            if staff is not None:
                runner.spawn(capsules.sign_out(staff, session), "capsules of a sign-in")

        doorman = Doorman(records, clock, chance, demonstration=False, on_sign_out=signed_out)
        tools = Tools(clock, runner.spawn)
        talking = Talking(
            line=line,
            conversations=conversations,
            meetings=meetings,
            capsules=capsules,
            seats=seats,
            delivery=delivery,
        )
        endpoints = (
            Visitor(tools, talking, tickets),
            Counsellor(tools, talking, doorman, origins={ORIGIN}),
            Agency(tools, seats, doorman, origins={ORIGIN}),
        )
        engineering = Engineering(
            node="n1",
            origins={ORIGIN},
            cookie=COOKIE,
            spawn=runner.spawn,
            chance=chance,
            pace=pace,
            max_connections=100,
        )
        server = build_server(engineering, endpoints)
        edge = WholeEdge(
            clock=clock,
            runner=runner,
            records=records,
            tickets=tickets,
            seats=seats,
            delivery=delivery,
            line=line,
            conversations=conversations,
            meetings=meetings,
            capsules=capsules,
            doorman=doorman,
            admissions=Admissions(tickets, clock, chance),
            server=server,
        )
        app = web.Application()
        server.attach(app)
        async with served(app, pace=pace) as (edge.port, _):
            yield edge


@dataclass
class Young:
    """A visitor's page: sealed bodies, numbers, and the connection of the moment."""

    caller: Caller
    conversation: ConversationId
    ticket: str
    era: str = ""
    n: int = 0
    epoch: int = 0
    heard: list[Json] = field(default_factory=list)

    async def joins(self, **other: Any) -> Json:
        """Asks to wait."""
        return await self.caller.asks("queue:join", {**JOIN, **other})

    async def lets_in(self) -> int:
        """Waits for a candidate and lets it in; the member."""
        candidate = await self.caller.hears("member:candidate")
        self.era = candidate["era"]
        await self.sends(sealed.commit(self.conversation, self.epoch, adds=candidate["member"]))
        self.epoch += 1
        return int(candidate["member"])

    async def keeps(self, page: Reloadable) -> Json:
        """Leaves the key of *page* in trust."""
        return await self.caller.asks("capsule:keep", {"seal": page.keep.seal, "key": page.key_text})

    async def says(self) -> Json:
        """Sends some words."""
        return await self.sends(sealed.words(self.conversation, self.epoch))

    async def sends(self, sealing: sealed.Sealing) -> Json:
        """Sends the next message."""
        answer = await self.caller.asks("message:send", self.message(self.n + 1, sealing))
        if answer["ok"]:
            self.n += 1
        return answer

    def message(self, n: int, sealing: sealed.Sealing) -> Json:
        """Message *n* as it travels."""
        return {"era": self.era, "n": n, "body": as_json(sealing(0, n))}

    async def sees(self, member: int, *, here: bool) -> None:
        """Waits to be told that *member* has come, or gone."""
        while await self.caller.hears("member:here") != {"member": member, "here": here}:
            pass

    async def reads(self) -> Json:
        """The next mail; acknowledged."""
        mail = await self.caller.hears("message:new")
        self.heard.append(mail)
        assert await self.caller.asks("message:got", {"era": mail["era"], "seq": mail["seq"]}) == {"ok": True}
        return mail


@dataclass
class Trained:
    """A counsellor's page."""

    caller: Caller
    conversation: str = ""
    member: int = 0
    era: str = ""
    n: int = 0
    epoch: int = 1

    async def opens(self, duty: str | None = "free") -> Json:
        """Opens the desk."""
        return await self.caller.asks("desk:open", {"duty": duty} if duty else {})

    async def accepts(self) -> Json:
        """Waits for an offer and accepts it, with a key package."""
        offer = await self.caller.hears("offer:made")
        accepted = await self.caller.asks("offer:accept", {"offer": offer["offer"]})
        self.conversation, self.member, self.era = (
            accepted[name] for name in ("conversation", "member", "era")
        )
        key = base64.b64encode(sealed.key_package()).decode()
        ask = {"conversation": self.conversation, "member": self.member, "key_package": key}
        assert await self.caller.asks("member:key", ask) == {"ok": True}
        return accepted

    async def sees_visitor(self, *, here: bool) -> None:
        """Waits to be told that the visitor has come, or gone."""
        seen = {"conversation": self.conversation, "member": 0, "here": here}
        while await self.caller.hears("member:here") != seen:
            pass

    async def keeps(self, page: Reloadable) -> Json:
        """Leaves the key of *page* in trust."""
        ask = {"conversation": self.conversation, "key": page.key_text}
        return await self.caller.asks("capsule:keep", ask)

    async def takes(self) -> Json:
        """Asks for it."""
        return await self.caller.asks("capsule:take", {"conversation": self.conversation})

    def takes_up(self, before: "Trained") -> None:
        """Goes on with what the page before knew."""
        self.conversation, self.member, self.era = before.conversation, before.member, before.era
        self.n, self.epoch = before.n, before.epoch

    async def resumes(self, position: int) -> Json:
        """Goes on reading after *position*."""
        ask = {"conversation": self.conversation, "era": self.era, "position": position}
        return await self.caller.asks("conversation:resume", {**ask, "from": self.n + 1, "epoch": self.epoch})

    async def says(self) -> Json:
        """Sends some words."""
        answer = await self.caller.asks("message:send", self.message(self.n + 1))
        if answer["ok"]:
            self.n += 1
        return answer

    def message(self, n: int, **other: Any) -> Json:
        """Message *n* as it travels."""
        body = sealed.words(ConversationId(self.conversation), self.epoch)(self.member, n)
        named = {"conversation": self.conversation, "era": self.era, "n": n, "body": as_json(body)}
        return {**named, **other}

    async def reads(self) -> Json:
        """The next mail; acknowledged."""
        mail = await self.caller.hears("message:new")
        got = {name: mail[name] for name in ("conversation", "era", "seq")}
        assert await self.caller.asks("message:got", got) == {"ok": True}
        return mail


async def meet(young: Young, trained: Trained) -> None:
    """From a free desk and a waiting visitor to a conversation that both have read from the beginning."""
    await trained.opens()
    assert (await young.joins())["ok"]
    await trained.accepts()
    await young.lets_in()
    await trained.reads()


def as_json(body: Body) -> Json:
    """*body* as it travels."""
    decoded: Json = msgspec.json.decode(msgspec.json.encode(body))
    return decoded


def name_of_nobody() -> str:
    """A conversation's name that nobody has."""
    return base64.urlsafe_b64encode(secrets.token_bytes(24)).decode()
