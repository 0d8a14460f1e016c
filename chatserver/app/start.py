# SPDX-License-Identifier: EUPL-1.2
"""The start and the end: what has to be free is taken, stores are opened, and all is closed the other way.

It decides nothing.
"""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final, NamedTuple

import structlog
from aiohttp import web

from chatserver.app.helpline import Helpline, Keys, Stores
from chatserver.app.pagehost import start_apart
from chatserver.background.runner import Runner
from chatserver.config import Settings
from chatserver.domain.errors import BusyError, CannotError
from chatserver.live.embedded import Embedded
from chatserver.live.store import Store
from chatserver.observe import logs
from chatserver.records import migrate as schema
from chatserver.records.store import Records, records_url
from chatserver.records.store import serve_alone as serve_records_alone
from chatserver.services.ports import Clock, SystemChance, SystemClock
from chatserver.signing.denied import DENIED_FILE, DenyList
from chatserver.signing.keyfiles import private_folder, secret_at
from chatserver.signing.keyfolder import ROOTS_FILE, demonstration
from chatserver.signing.roots import Roots
from chatserver.signing.tickets import KEY_BYTES
from chatserver.sockets.listening import Wanted, open_door, serve_alone, take_doors
from chatserver.web.hostpage import make_host_page
from chatserver.web.metrics import make_metrics_app

ENSURE_SECONDS: Final = 1.0
HOST_PAGE: Final = Path(__file__).resolve().parents[2] / "widget" / "loader" / "demo" / "host.html"

log = structlog.get_logger()


class Addresses(NamedTuple):
    """Where to look."""

    host_page: str
    chat: str
    console: str
    trust: str


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
        state = "split" if settings.split else "not split"
        log.info("serving", node=settings.node_id, port=settings.port, state=state)
        if ready is not None:
            ready(addresses)
        await stop.wait()
        log.info("stopping", node=settings.node_id)


async def _start(settings: Settings, open_things: AsyncExitStack) -> Addresses:
    # Before anything is touched: a second start by mistake must not disturb the one that serves.
    doors = take_doors(_doors(settings), open_things)
    serve_alone(settings.data_folder, open_things)
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
    if settings.demonstration and settings.split:
        await start_apart(settings, helpline.keys, open_things)
    for door, app in zip(doors, apps, strict=True):
        await open_door(door, app, open_things)
    return _addresses(settings)


def _doors(settings: Settings) -> list[Wanted]:
    wanted = [
        Wanted(settings.host, settings.port, "LYKTA_PORT"),
        Wanted("127.0.0.1", settings.metrics_port, "LYKTA_METRICS_PORT"),
    ]
    if settings.demonstration:
        wanted.append(Wanted("127.0.0.1", settings.host_page_port, "LYKTA_HOST_PAGE_PORT"))
    return wanted


async def _open_records(settings: Settings, open_things: AsyncExitStack) -> Records:
    url = records_url(settings.records_url, settings.data_folder)
    records = Records.open(url)
    open_things.push_async_callback(records.close)
    open_things.enter_context(serve_records_alone(url))
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
        return Keys(secret=secret, roots=made.roots, denied=made.denied, demonstration=made)
    roots, denied = Roots.read(settings.data_folder / ROOTS_FILE), settings.data_folder / DENIED_FILE
    DenyList.read(
        denied
    )  # without one nobody would be let in; one that ran out can be renewed while we serve
    return Keys(secret=secret, roots=roots, denied=denied)


async def _apps(helpline: Helpline) -> list[web.Application]:
    apps = [await helpline.app(), make_metrics_app()]
    if helpline.settings.demonstration:
        apps.append(make_host_page(HOST_PAGE, chat_origin=helpline.settings.pages))
    return apps


def _addresses(settings: Settings) -> Addresses:
    return Addresses(
        host_page=f"http://127.0.0.1:{settings.host_page_port}/",
        chat=f"{settings.pages}/chat/",
        console=f"{settings.pages}/console/",
        trust=settings.trust,
    )
