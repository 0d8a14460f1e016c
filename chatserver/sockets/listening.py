# SPDX-License-Identifier: EUPL-1.2
"""Where the server listens: every place is taken before anything else is touched, and opened last.

Rule 1: a place is taken whole, or the start ends with one line that says what to do.  Rule 2: what is served
there is not known here.
"""

import fcntl
import socket
from collections.abc import Iterable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Final, NamedTuple

from aiohttp import web

from chatserver.domain.errors import CannotError
from chatserver.signing.keyfiles import private_folder
from chatserver.sockets.door import GuardedRunner
from chatserver.sockets.pace import Pace

MAX_CONNECTIONS: Final = 20_000
"""At one door."""
_BACKLOG: Final = 1_024
_LOCK: Final = "serving"

Door = list[socket.socket]
"""Where one application listens: a name may have several addresses."""


class Wanted(NamedTuple):
    """One place to listen, and the *setting* by which somebody can choose another."""

    host: str
    port: int
    setting: str


def take_doors(wanted: Iterable[Wanted], open_things: AsyncExitStack) -> list[Door]:
    """
    Listen at every place; who connects waits until it is opened.

    Raises:
        CannotError: a place is somebody else's, or there is none of that name.
    """
    return [_door(one, open_things) for one in wanted]


def serve_alone(data_folder: Path, open_things: AsyncExitStack) -> None:
    """
    Be the only one that serves from *data_folder*.

    Raises:
        CannotError: somebody else does.
    """
    lock = open_things.enter_context((private_folder(data_folder) / _LOCK).open("w"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise CannotError(
            f"Another Lykta serves from {data_folder}: end it, or set LYKTA_DATA_FOLDER."
        ) from None


async def open_door(door: Door, app: web.Application, open_things: AsyncExitStack) -> None:
    """Serve *app* at *door*, guarded."""
    runner = GuardedRunner(app, pace=Pace(), max_connections=MAX_CONNECTIONS)
    await runner.setup()
    open_things.push_async_callback(runner.cleanup)
    for listening in door:
        await web.SockSite(runner, listening).start()


def _door(wanted: Wanted, open_things: AsyncExitStack) -> Door:
    host, port, setting = wanted
    door: Door = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, place in dict.fromkeys((family, place[:2]) for family, _, _, _, place in found):
            door.append(_listening(family, place))
            open_things.callback(door[-1].close)
    except OSError:
        raise CannotError(
            f"Port {port} of {host} cannot be used: end what has it, or choose another with {setting}."
        ) from None
    return door


def _listening(family: socket.AddressFamily, place: tuple[Any, ...]) -> socket.socket:
    return socket.create_server(place, family=family, backlog=_BACKLOG)
