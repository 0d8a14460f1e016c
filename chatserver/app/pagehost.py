# SPDX-License-Identifier: EUPL-1.2
"""The pages apart from the relay: written for another machine, or served by a process of its own.

That process has the written folder, and neither keys nor stores nor settings of the relay.
"""

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from chatserver.app.helpline import Keys
from chatserver.config import Settings
from chatserver.domain.errors import CannotError
from chatserver.observe import logs
from chatserver.signing.keyfiles import private_folder
from chatserver.signing.roots import Roots
from chatserver.sockets.listening import Wanted, open_door, take_doors
from chatserver.web import written
from chatserver.web.manifest import Manifest
from chatserver.web.pages import read_pages
from chatserver.web.parts import LOOPBACK_HOSTS
from chatserver.web.site import make_pages_app

_FOLDER: Final = "pages"
_HERE: Final = Path(__file__).resolve().parents[2]
_READY: Final = b"ready\n"


def write(settings: Settings, roots: Roots, denied: Path, folder: Path) -> Manifest:
    """
    Write the static site of *settings* into *folder*, with the deny-list that is in *denied*.

    Raises:
        CannotError: a page has not been built, or the folder is not empty.
    """
    return written.write(folder, settings, read_pages(settings, roots), denied.read_bytes())


async def serve(folder: Path, host: str, port: int, *, ready: Callable[[str], None]) -> None:
    """
    Serve the site in *folder* until SIGTERM or SIGINT, or until whoever started this is gone.

    Raises:
        CannotError: it is no whole site, the place is taken, or nothing would encrypt.
    """
    logs.configure(json=not sys.stderr.isatty())
    site = written.read(folder)
    manifest = site.manifest
    if host not in LOOPBACK_HOSTS and not manifest.app.startswith("https:"):
        raise CannotError(f"{host} is not loopback and nothing encrypts: put a TLS proxy in front.")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as open_things:
        (door,) = take_doors([Wanted(host, port, "--port")], open_things)
        hosts = frozenset({str(urlsplit(manifest.app).hostname)})
        await open_door(door, make_pages_app(site, hosts), open_things)
        ready(manifest.app)
        await stop.wait()


def end_with_parent() -> None:
    """End this process when its standard input does: the relay that started it is gone, however it died."""

    def look() -> None:
        if not os.read(sys.stdin.fileno(), 64):
            signal.raise_signal(signal.SIGTERM)

    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), look)


async def start_apart(settings: Settings, keys: Keys, open_things: AsyncExitStack) -> None:
    """
    Write the demonstration's pages and serve them by another process, which ends with this one.

    The registrar of a demonstration is this machine: its deny-list is at once on the pages.

    Raises:
        CannotError: it cannot start.
    """
    folder = private_folder(settings.data_folder) / _FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    write(settings, keys.roots, keys.denied, folder)
    shown = written.read(folder).denied
    shown.unlink()
    shown.symlink_to(keys.denied.resolve())
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "chatserver", "pages", str(folder), "--with-parent"),
        *("--host", settings.host, "--port", str(settings.pages_port)),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env={"PATH": os.defpath},
        cwd=_HERE,
    )
    open_things.push_async_callback(_end, process)
    if process.stdout is None or await process.stdout.readline() != _READY:
        raise CannotError(await _last_words(process))


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    await process.wait()


async def _last_words(process: Process) -> str:
    said = b"" if process.stderr is None else await process.stderr.read()
    last = said.decode(errors="replace").strip().rpartition("lykta: ")[2]
    return (last or "The pages did not start.").replace("--port", "LYKTA_PAGES_PORT")
