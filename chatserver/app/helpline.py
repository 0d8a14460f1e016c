# SPDX-License-Identifier: EUPL-1.2
"""A helpline put together: every store, use case and edge, each knowing only what it is handed.

It makes and joins; it decides nothing.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog
from aiohttp import web

from chatserver.app.discretion import overwrite_the_freed
from chatserver.background.ladder import start_ladder
from chatserver.background.rounds import start_rounds
from chatserver.background.runner import Runner
from chatserver.config import Settings
from chatserver.domain.ids import StaffId
from chatserver.domain.ladder import Terms
from chatserver.domain.lanes import lane_name
from chatserver.domain.workdays import local
from chatserver.live.capsules import CapsuleKeys
from chatserver.live.conversations import Mailboxes
from chatserver.live.memory import Memory
from chatserver.live.queue import Queue
from chatserver.live.store import Store
from chatserver.records.store import Records
from chatserver.services import passkeys
from chatserver.services.admission import Admissions
from chatserver.services.agencies import Directory
from chatserver.services.capsules import Capsules
from chatserver.services.certification import Certification, Standards
from chatserver.services.channels.dispatch import Dispatch
from chatserver.services.channels.health import Health
from chatserver.services.channels.replies import ReplyCodes
from chatserver.services.channels.settings import ChannelFile, read_channels
from chatserver.services.channels.table import Tools as ChannelTools
from chatserver.services.channels.table import make_channels
from chatserver.services.content import Content
from chatserver.services.content import read as read_content
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.services.demonstration import DemonstrationAgencies, DemonstrationStaff
from chatserver.services.enrolment import Enrolment
from chatserver.services.escalations.climbing import Climbing, Surroundings
from chatserver.services.escalations.exercises import Exercises
from chatserver.services.escalations.hints import Hints, Woken
from chatserver.services.escalations.keys import ReportKeys
from chatserver.services.escalations.whole import Escalations
from chatserver.services.keyalarms import KeyAlarms
from chatserver.services.line import Line, terms
from chatserver.services.meetings import Meetings
from chatserver.services.ports import Chance, Clock, SystemChance
from chatserver.services.staff import Doorman, SignIn
from chatserver.signing.challenges import Challenges
from chatserver.signing.keyfolder import Demonstration
from chatserver.signing.roots import Roots
from chatserver.signing.tickets import Tickets
from chatserver.sockets.agency import Agency
from chatserver.sockets.counsellor import Counsellor
from chatserver.sockets.delivery import Delivery
from chatserver.sockets.endpoint import Tools
from chatserver.sockets.engine import Engineering
from chatserver.sockets.listening import MAX_CONNECTIONS
from chatserver.sockets.pace import Pace
from chatserver.sockets.seats import Seats
from chatserver.sockets.server import build_server
from chatserver.sockets.talking import Talking
from chatserver.sockets.visitor import Visitor
from chatserver.web.endpoint import COOKIE
from chatserver.web.parts import LOOPBACK_HOSTS, Parts, Site
from chatserver.web.site import make_app
from chatserver.wire.limits import CAPSULE_RENEW_SECONDS
from chatserver.wire.shapes import Audience, Lane

log = structlog.get_logger()

LOOK_AGAIN_SECONDS: Final = 4.0
"""How often every open window is looked into unasked: a lost hint costs no more than this."""
MEMORY_SECONDS: Final = 1.0
MEMORY_NAME_BYTES: Final = 16
RINSE_SECONDS: Final = 20.0
"""How often buffers are emptied: with what lingers after an end (30 s), all is gone within a minute."""
SWEEP_SECONDS: Final = 300.0
ALARMS_SECONDS: Final = 3600.0
"""How often is looked how long keys and the deny-list are still good; a demonstration renews its own."""
NOTICE_SECONDS: Final = 60.0
"""How often whoever sits at a desk counts as here: they may say nothing over HTTP for hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """What is open for as long as the server runs."""

    live: Store
    records: Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What the server signs and checks with, and publishes; *demonstration* only while one runs."""

    secret: bytes
    roots: Roots
    denied: Path
    demonstration: Demonstration | None = None


class Helpline:
    """Everything behind one origin."""

    def __init__(self, settings: Settings, stores: Stores, keys: Keys, runner: Runner, clock: Clock) -> None:
        self.settings = settings
        self.stores = stores
        self.keys = keys
        self.runner = runner
        self.clock = clock
        self.chance: Chance = SystemChance()
        self.tickets = Tickets(keys.secret)
        self.codes = ReplyCodes(keys.secret, clock)
        self.seats = Seats()
        self.delivery = Delivery(self.seats, runner.spawn)
        lanes = [lane_name(audience, language) for audience, language in settings.lanes]
        self.memory = Memory(stores.live, lambda: self.chance.token(MEMORY_NAME_BYTES).hex())
        queue = Queue(stores.live, lanes, terms(settings.pause_seconds))
        self.line = Line(queue, self.tickets, self.delivery, clock, self.chance, _lanes(settings))
        mailboxes = Mailboxes(stores.live, BOUNDS)
        self.conversations = Conversations(mailboxes, self.tickets, self.delivery, clock, self.chance)
        self.meetings = Meetings(self.line, self.conversations, self.delivery, clock)
        self.capsules = Capsules(CapsuleKeys(stores.live), self.line)
        self.delivery.serve(self.conversations)
        self.standards = Standards(keys.roots, settings.demonstration)
        self.directory = Directory(stores.records, settings.time_zone, demo=settings.demonstration)
        self.doorman = Doorman(
            stores.records,
            clock,
            self.chance,
            demonstration=settings.demonstration,
            on_sign_out=self._signed_out,
        )

    async def begin(self) -> None:
        """Make the rounds; whoever was here before this start is absent until they connect again."""
        await self.memory.lost()
        await self.line.forget_node()
        start_rounds(self.runner, self.line, self.meetings)
        hints = Hints(self.stores.records, self.delivery)
        start_ladder(self.runner, await self._climbing(hints), hints, self._exercises())
        self.runner.every(LOOK_AGAIN_SECONDS, self._look_again, "deliveries")
        self.runner.every(MEMORY_SECONDS, self._mind_memory, "memory")
        self.runner.every(RINSE_SECONDS, self._rinse, "buffers")
        self.runner.every(SWEEP_SECONDS, self.doorman.sweep, "old sign-ins")
        self.runner.every(NOTICE_SECONDS, self._notice_staff, "sign-ins")
        self.runner.every(CAPSULE_RENEW_SECONDS, self._renew_capsules, "capsules")
        self.runner.every(ALARMS_SECONDS, self._look_at_keys, "keys")

    async def _climbing(self, hints: Hints) -> Climbing:
        settings, records, clock = self.settings, self.stores.records, self.clock
        ways = ChannelFile()
        if settings.channels_file is not None:
            ways = await asyncio.to_thread(read_channels, settings.channels_file)
        tools = ChannelTools(
            file=ways,
            folder=settings.data_folder,
            officers=Woken(hints, self.runner.spawn),
            codes=self.codes,
            clock=clock,
            chance=self.chance,
            demonstration=settings.demonstration,
        )
        around = Surroundings(
            records=records,
            terms=Terms(zone=settings.time_zone),
            sender=Dispatch(make_channels(tools), Health(clock)),
            clock=clock,
            chance=self.chance,
            helpline=settings.helpline,
        )
        return Climbing(around)

    def _exercises(self) -> Exercises:
        return Exercises(
            directory=self.directory,
            keys=ReportKeys(self.standards, self.keys.denied, self.clock),
            clock=self.clock,
            chance=self.chance,
            weekly=None if self.settings.demonstration else self.settings.exercise,
        )

    async def _look_again(self) -> None:
        self.delivery.look_again()

    async def _mind_memory(self) -> None:
        if await self.memory.lost():
            log.error("live store lost")
            # Nobody is known any more.  Whoever connects again says who they are, and hears what is left.
            self.seats.end_all()

    async def _rinse(self) -> None:
        await self.stores.live.rinse()
        overwrite_the_freed()

    async def _notice_staff(self) -> None:
        await self.doorman.still_here(self.seats.sign_ins())

    async def _renew_capsules(self) -> None:
        await self.capsules.renew(self.seats.holders())

    def _signed_out(self, session: bytes, staff: StaffId | None) -> None:
        self.seats.sign_out(session)
        if staff is not None:
            self.runner.spawn(self.capsules.sign_out(staff, session), "capsules of a sign-in")

    async def _look_at_keys(self) -> None:
        if self.keys.demonstration is not None:
            now = self.clock.now_ms() // 1000
            await asyncio.to_thread(self.keys.demonstration.renew_denied, now=now)
        await KeyAlarms(self.stores.records, self.keys.denied, self.clock).look()

    async def app(self) -> web.Application:
        """The API and the sockets, and the pages unless they are split, as one application."""
        app = make_app(await self._parts())
        build_server(self._engineering(), self._endpoints()).attach(app)
        return app

    def _endpoints(self) -> tuple[Visitor, Counsellor, Agency]:
        tools = Tools(clock=self.clock, spawn=self.runner.spawn)
        talking = Talking(
            line=self.line,
            conversations=self.conversations,
            meetings=self.meetings,
            capsules=self.capsules,
            seats=self.seats,
            delivery=self.delivery,
        )
        return (
            Visitor(tools, talking, self.tickets),
            Counsellor(tools, talking, self.doorman, origins=(self.settings.pages,)),
            Agency(tools, self.seats, self.doorman, origins=(self.settings.pages,)),
        )

    def _engineering(self) -> Engineering:
        return Engineering(
            node=self.settings.node_id,
            origins=(self.settings.pages,),
            cookie=COOKIE,
            spawn=self.runner.spawn,
            chance=self.chance,
            pace=Pace(),
            max_connections=MAX_CONNECTIONS,
        )

    async def _parts(self) -> Parts:
        settings, records = self.settings, self.stores.records
        where = passkeys.Site(settings.helpline, settings.pages)
        ceremonies = passkeys.Ceremonies(where, Challenges(self.keys.secret), self.clock, self.chance)
        standards = self.standards
        playing = self.keys.demonstration
        return Parts(
            site=_site(settings, self.keys.denied),
            lanes=self.line,
            roots=self.keys.roots,
            admissions=Admissions(self.tickets, self.clock, self.chance),
            capsules=self.capsules,
            doorman=self.doorman,
            sign_in=SignIn(records, ceremonies, self.doorman, self.clock),
            enrolment=Enrolment(records, ceremonies, self.doorman, self.clock),
            certification=Certification(
                records,
                standards,
                self.clock,
                self.chance,
                issuer=None if playing is None else playing.issuer,
            ),
            cases=await self._cases(),
            replies=self.codes,
            demonstration=await self._demonstration(),
            probes={"live": self.stores.live.ping, "records": records.ping},
        )

    async def _demonstration(self) -> DemonstrationStaff | None:
        if not self.settings.demonstration:
            return None
        made_up = DemonstrationStaff(self.stores.records, self.doorman, self.clock)
        await made_up.prepare()
        if self.keys.demonstration is not None:
            folder = self.settings.data_folder / "demonstration"
            issuer = self.keys.demonstration.issuer
            content = await self._content()
            await DemonstrationAgencies(self.directory, content, issuer, folder, self.clock).prepare()
        return made_up

    async def _cases(self) -> Escalations:
        keys = ReportKeys(self.standards, self.keys.denied, self.clock)
        content = await self._content()
        return Escalations.of(self.directory, keys, content, self.clock, self.settings.helpline)

    async def _content(self) -> Content:
        today = local(self.clock.now_ms(), self.settings.time_zone).date()
        return await asyncio.to_thread(read_content, self.settings.content_folder, today)


def _lanes(settings: Settings) -> list[Lane]:
    return [Lane(audience=Audience(audience), language=language) for audience, language in settings.lanes]


def _site(settings: Settings, denied: Path) -> Site:
    return Site(
        helpline=settings.helpline,
        origin=settings.origin,
        pages=settings.pages,
        embedding_sites=settings.embedding_sites,
        build_folder=settings.build_folder,
        exit_page=settings.exit_page,
        denied=denied,
        hosts=LOOPBACK_HOSTS if settings.demonstration else None,
    )
