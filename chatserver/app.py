# SPDX-License-Identifier: EUPL-1.2
"""The composition root: the only module that knows every class.

It makes, joins, opens and closes; it decides nothing.
"""

import asyncio
import fcntl
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import structlog
from aiohttp import web

from chatserver.background.rounds import start_rounds
from chatserver.background.runner import Runner
from chatserver.config import Settings
from chatserver.domain.errors import BusyError, CannotError
from chatserver.domain.lanes import lane_name
from chatserver.live.conversations import Mailboxes
from chatserver.live.embedded import Embedded
from chatserver.live.queue import Queue
from chatserver.live.store import Store
from chatserver.observe import logs
from chatserver.records import migrate as schema
from chatserver.records.store import Records, records_url
from chatserver.services import passkeys
from chatserver.services.admission import Admissions
from chatserver.services.certification import Certification, Standards
from chatserver.services.conversations import BOUNDS, Conversations
from chatserver.services.demonstration import DemonstrationStaff
from chatserver.services.enrolment import Enrolment
from chatserver.services.line import Line, terms
from chatserver.services.meetings import Meetings
from chatserver.services.ports import Chance, Clock, SystemChance, SystemClock
from chatserver.services.staff import Doorman, SignIn
from chatserver.signing.challenges import Challenges
from chatserver.signing.issuing import Issuer
from chatserver.signing.keyfiles import private_folder, secret_at
from chatserver.signing.keyfolder import ROOTS_FILE, demonstration
from chatserver.signing.roots import Roots
from chatserver.signing.tickets import KEY_BYTES, Tickets
from chatserver.sockets.counsellor import Counsellor
from chatserver.sockets.delivery import Delivery
from chatserver.sockets.door import GuardedRunner
from chatserver.sockets.endpoint import Tools
from chatserver.sockets.engine import Engineering
from chatserver.sockets.pace import Pace
from chatserver.sockets.seats import Seats
from chatserver.sockets.server import build_server
from chatserver.sockets.talking import Talking
from chatserver.sockets.visitor import Visitor
from chatserver.web.endpoint import COOKIE
from chatserver.web.hostpage import make_host_page
from chatserver.web.metrics import make_metrics_app
from chatserver.web.parts import LOOPBACK_HOSTS, Parts, Site
from chatserver.web.site import make_app
from chatserver.wire.shapes import Audience, Lane

MAX_CONNECTIONS: Final = 20_000
LOOK_AGAIN_SECONDS: Final = 4.0
"""How often every open window is looked into unasked: a lost hint costs no more than this."""
ENSURE_SECONDS: Final = 1.0
SWEEP_SECONDS: Final = 300.0
NOTICE_SECONDS: Final = 60.0
"""How often whoever sits at a desk counts as here: they may say nothing over HTTP for hours."""
HOST_PAGE: Final = Path(__file__).resolve().parent.parent / "widget" / "loader" / "demo" / "host.html"

log = structlog.get_logger()


class Addresses(NamedTuple):
    """Where to look."""

    host_page: str
    chat: str
    console: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """What is open for as long as the server runs."""

    live: Store
    records: Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What the server signs and checks with; *issuer* in a demonstration only."""

    secret: bytes
    roots: Roots
    issuer: Issuer | None


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
        self.seats = Seats()
        self.delivery = Delivery(self.seats, runner.spawn)
        lanes = [lane_name(audience, language) for audience, language in settings.lanes]
        queue = Queue(stores.live, lanes, terms(settings.pause_seconds))
        self.line = Line(queue, self.tickets, self.delivery, clock, self.chance, _lanes(settings))
        mailboxes = Mailboxes(stores.live, BOUNDS)
        self.conversations = Conversations(mailboxes, self.tickets, self.delivery, clock, self.chance)
        self.meetings = Meetings(self.line, self.conversations, self.delivery, clock)
        self.delivery.serve(self.conversations)
        self.doorman = Doorman(
            stores.records,
            clock,
            self.chance,
            demonstration=settings.demonstration,
            on_sign_out=self.seats.sign_out,
        )

    async def begin(self) -> None:
        """Make the rounds; whoever was here before this start is absent until they connect again."""
        await self.line.forget_node()
        start_rounds(self.runner, self.line, self.meetings)
        self.runner.every(LOOK_AGAIN_SECONDS, self._look_again, "deliveries")
        self.runner.every(SWEEP_SECONDS, self.doorman.sweep, "old sign-ins")
        self.runner.every(NOTICE_SECONDS, self._notice_staff, "sign-ins")

    async def _look_again(self) -> None:
        self.delivery.look_again()

    async def _notice_staff(self) -> None:
        await self.doorman.still_here(self.seats.sign_ins())

    async def app(self) -> web.Application:
        """The pages, the API and the sockets, as one application."""
        app = make_app(await self._parts())
        build_server(self._engineering(), self._endpoints()).attach(app)
        return app

    def _endpoints(self) -> tuple[Visitor, Counsellor]:
        tools = Tools(clock=self.clock, spawn=self.runner.spawn)
        talking = Talking(
            line=self.line,
            conversations=self.conversations,
            meetings=self.meetings,
            seats=self.seats,
            delivery=self.delivery,
        )
        return (
            Visitor(tools, talking, self.tickets),
            Counsellor(tools, talking, self.doorman, origins=(self.settings.origin,)),
        )

    def _engineering(self) -> Engineering:
        return Engineering(
            node=self.settings.node_id,
            origins=(self.settings.origin,),
            cookie=COOKIE,
            spawn=self.runner.spawn,
            chance=self.chance,
            pace=Pace(),
            max_connections=MAX_CONNECTIONS,
        )

    async def _parts(self) -> Parts:
        settings, records = self.settings, self.stores.records
        where = passkeys.Site(settings.helpline, settings.origin)
        ceremonies = passkeys.Ceremonies(where, Challenges(self.keys.secret), self.clock, self.chance)
        standards = Standards(self.keys.roots, settings.demonstration)
        return Parts(
            site=_site(settings),
            lanes=self.line,
            roots=self.keys.roots,
            admissions=Admissions(self.tickets, self.clock, self.chance),
            doorman=self.doorman,
            sign_in=SignIn(records, ceremonies, self.doorman, self.clock),
            enrolment=Enrolment(records, ceremonies, self.doorman, self.clock),
            certification=Certification(records, standards, self.clock, self.chance, issuer=self.keys.issuer),
            demonstration=await self._demonstration(),
            probes={"live": self.stores.live.ping, "records": records.ping},
        )

    async def _demonstration(self) -> DemonstrationStaff | None:
        if not self.settings.demonstration:
            return None
        made_up = DemonstrationStaff(self.stores.records, self.doorman, self.clock)
        await made_up.prepare()
        return made_up


def _lanes(settings: Settings) -> list[Lane]:
    return [Lane(audience=Audience(audience), language=language) for audience, language in settings.lanes]


def _site(settings: Settings) -> Site:
    return Site(
        helpline=settings.helpline,
        origin=settings.origin,
        embedding_sites=settings.embedding_sites,
        build_folder=settings.build_folder,
        exit_page=settings.exit_page,
        hosts=LOOPBACK_HOSTS if settings.demonstration else None,
    )


def _configure_logs(settings: Settings) -> None:
    logs.configure(json=not sys.stderr.isatty() if settings.log_json is None else settings.log_json)


async def migrate(settings: Settings) -> None:
    """
    Bring the records to the schema of this version.

    Raises:
        CannotError: they are newer than this version, or do not answer.
    """
    _configure_logs(settings)
    records = Records.open(records_url(settings.records_url, private_folder(settings.data_folder)))
    try:
        await schema.migrate(records)
    except BusyError:
        raise CannotError("The records do not answer: try again.") from None
    finally:
        await records.close()


async def run(settings: Settings, *, ready: Callable[[Addresses], None] | None = None) -> None:
    """
    Serve until SIGTERM or SIGINT; *ready* is called once everything answers.

    Raises:
        CannotError: it cannot start; one line says why and what to do.
    """
    _configure_logs(settings)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as open_things:
        addresses = await _start(settings, open_things)
        log.info("serving", node=settings.node_id, port=settings.port)
        if ready is not None:
            ready(addresses)
        await stop.wait()
        log.info("stopping", node=settings.node_id)


async def _start(settings: Settings, open_things: AsyncExitStack) -> Addresses:
    # Before anything is touched: a second start by mistake must not disturb the one that serves.
    doors = _doors(settings, open_things)
    _serve_alone(settings, open_things)
    records = await _open_records(settings, open_things)
    embedded = await _embedded(settings, open_things)
    live = await _open_live(embedded.address if embedded else settings.live_url, open_things)
    clock = SystemClock()
    # After the stores, so that it is closed before them; before the sites, whose connections it serves.
    runner = await open_things.enter_async_context(Runner(clock))
    stores = Stores(live=live, records=records)
    helpline = Helpline(settings, stores, _keys(settings, clock), runner, clock)
    apps = await _apps(helpline)
    await helpline.begin()
    if embedded:
        runner.every(ENSURE_SECONDS, embedded.ensure, "live store")
    for door, app in zip(doors, apps, strict=True):
        await _open(door, app, open_things)
    return _addresses(settings)


Door = list[socket.socket]
"""Where one application listens: a name may have several addresses."""


def _doors(settings: Settings, open_things: AsyncExitStack) -> list[Door]:
    wanted = [
        (settings.host, settings.port, "LYKTA_PORT"),
        ("127.0.0.1", settings.metrics_port, "LYKTA_METRICS_PORT"),
    ]
    if settings.demonstration:
        wanted.append(("127.0.0.1", settings.host_page_port, "LYKTA_HOST_PAGE_PORT"))
    return [_door(host, port, name, open_things) for host, port, name in wanted]


def _door(host: str, port: int, name: str, open_things: AsyncExitStack) -> Door:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        places = dict.fromkeys((family, place[:2]) for family, _, _, _, place in found)
        door = [_listening(family, place) for family, place in places]
    except OSError:
        raise CannotError(
            f"Port {port} of {host} cannot be used: end what has it, or choose another with {name}."
        ) from None
    for listening in door:
        open_things.callback(listening.close)
    return door


def _listening(family: socket.AddressFamily, place: tuple[Any, ...]) -> socket.socket:
    return socket.create_server(place, family=family, backlog=1024)


def _serve_alone(settings: Settings, open_things: AsyncExitStack) -> None:
    lock = open_things.enter_context((private_folder(settings.data_folder) / "serving").open("w"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise CannotError(
            f"Another Lykta serves from {settings.data_folder}: end it, or set LYKTA_DATA_FOLDER."
        ) from None


async def _open_records(settings: Settings, open_things: AsyncExitStack) -> Records:
    records = Records.open(records_url(settings.records_url, settings.data_folder))
    open_things.push_async_callback(records.close)
    try:
        await (schema.migrate if settings.demonstration else schema.require)(records)
    except BusyError:
        raise CannotError("The records do not answer: see LYKTA_RECORDS_URL.") from None
    return records


async def _embedded(settings: Settings, open_things: AsyncExitStack) -> Embedded | None:
    if settings.live_url is not None:
        return None
    embedded = await Embedded.start(settings.data_folder)
    # Left, not ended: who restarts the server within the grace finds every conversation as it was.
    open_things.callback(embedded.leave)
    return embedded


async def _open_live(address: str | None, open_things: AsyncExitStack) -> Store:
    try:
        store = await Store.open(str(address))
    except BusyError:
        raise CannotError("The live store does not answer: see LYKTA_LIVE_URL.") from None
    open_things.push_async_callback(store.close)
    return store


def _keys(settings: Settings, clock: Clock) -> Keys:
    secret = secret_at(settings.data_folder / "ticket.key", lambda: SystemChance().token(KEY_BYTES))
    if settings.demonstration:
        made = demonstration(
            settings.data_folder / "demonstration", helpline=settings.helpline, now=clock.now_ms() // 1000
        )
        return Keys(secret=secret, roots=made.roots, issuer=made.issuer)
    return Keys(secret=secret, roots=Roots.read(settings.data_folder / ROOTS_FILE), issuer=None)


async def _apps(helpline: Helpline) -> list[web.Application]:
    apps = [await helpline.app(), make_metrics_app()]
    if helpline.settings.demonstration:
        apps.append(make_host_page(HOST_PAGE, chat_origin=helpline.settings.origin))
    return apps


async def _open(door: Door, app: web.Application, open_things: AsyncExitStack) -> None:
    runner = GuardedRunner(app, pace=Pace(), max_connections=MAX_CONNECTIONS)
    await runner.setup()
    open_things.push_async_callback(runner.cleanup)
    for listening in door:
        await web.SockSite(runner, listening).start()


def _addresses(settings: Settings) -> Addresses:
    return Addresses(
        host_page=f"http://127.0.0.1:{settings.host_page_port}/",
        chat=f"{settings.origin}/chat/",
        console=f"{settings.origin}/console/",
    )
